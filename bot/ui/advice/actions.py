"""What can be pressed in an advice process."""

from collections.abc import Sequence

from bot.rules import advice as m
from bot.rules.advice import Advised, Whom
from bot.rules.ids import MemberId
from bot.ui.advice.words import WHY_ASKED
from bot.ui.common.actions import BLUE, GREEN, RESTATE, TAKE_PROPOSAL, WITHDRAW
from bot.ui.face import Action, Field, Kind, people


def _to_weigh(item: Advised) -> Sequence[tuple[int, str]]:
    """Return every advice by its adviser, first those that were not weighed yet."""
    numbered = [(who, f"advice {number}") for number, who in enumerate(item.advice, start=1)]
    return sorted(numbered, key=lambda one: bool(item.advice[MemberId(one[0])].weighed))


WHOM = Field("whom", "Why?", Kind.CHOICES, most=1, options=tuple((one.value, f"Who {WHY_ASKED[one]}") for one in Whom))

# fmt: off
ACTIONS = (
    Action("advise", "Give advice", lambda a, _: m.Advise(a["advice"]),
           "Your advice is in the thread. You can give it in better words until it is decided.",
           (Field("advice", "Your advice", hint="What should be thought of? How does it affect you?"),), GREEN),
    Action("weigh", "Weigh an advice", lambda a, n: m.Weigh(MemberId(n), a["how"]), "It is in the thread.",
           (Field("how", "How did you weigh it?", hint="What you take up of it, or why not"),), BLUE, _to_weigh),
    Action("decide", "Decide", lambda _, __: m.Decide(), "Decided. You answer for it.", style=GREEN),
    Action("ask_too", "Ask somebody too", lambda a, _: m.AskToo(people(a, "person")[0], Whom(a["whom"])),
           "They are asked for advice.", (Field("person", "Whom?", Kind.PEOPLE, most=1), WHOM)),
    RESTATE,
    TAKE_PROPOSAL,
    WITHDRAW,
)
# fmt: on
