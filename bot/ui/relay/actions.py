"""What can be pressed in a relay, in the order in which it is offered."""

from collections.abc import Sequence

from bot.rules.process.council import Side
from bot.rules.relay import moves as m
from bot.rules.relay.moves import Kind, Word
from bot.rules.relay.state import Phase, Relay
from bot.rules.text import TEXT_LIMIT
from bot.ui.clean import plain
from bot.ui.common.actions import BLUE, GREEN, REASON, RED, WITHDRAW
from bot.ui.face import Action, Field

CLAUSE_ROOM = 60
"""Letters of a clause on a button."""

CHOSEN = (Side.FIRST, Side.SECOND)


def _clauses(item: Relay) -> Sequence[tuple[int, str]]:
    if item.phase is not Phase.KEEPERS:
        return []
    listed = [(number, clause) for number, clause in item.constitution.items() if number.isdigit()]
    return [(int(number), plain(f"clause {number}, {clause}", CLAUSE_ROOM)) for number, clause in listed]


def _texts(_: Relay) -> Sequence[tuple[int, str]]:
    return [(number, f"the text of the {side} house") for number, side in enumerate(CHOSEN, start=1)]


def _words(item: Relay) -> str:
    """Return the words with which a house begins: those of the other, then its own, then those that were brought."""
    here, other = (Side.SECOND, Side.FIRST) if item.phase is Phase.SECOND else (Side.FIRST, Side.SECOND)
    return item.last(other) or item.last(here) or item.text


BEFORE_IT = "It is before your house now. When everybody in it assents, you hand it across."

ACTIONS = (
    Action("take_up", "It needs both houses", lambda _, __: m.Draft(Word(Kind.TAKE_UP)), BEFORE_IT, style=GREEN),
    Action("send_home", "Send it home", lambda a, _: m.Draft(Word(Kind.SEND_HOME, reason=a["reason"])), BEFORE_IT,
           (Field("reason", "How can it be settled at home?"),)),
    Action("text", "Put words before the house", lambda a, _: m.Draft(Word(Kind.TEXT, a["text"])), BEFORE_IT,
           (Field("text", "The whole text, as it is to stand", hint="Leave it as it is to say the same",
                  most=TEXT_LIMIT, given=_words),), BLUE),
    Action("confirm", "So it shall be", lambda _, __: m.Draft(Word(Kind.CONFIRM)), BEFORE_IT, style=GREEN),
    Action("object", "It breaks", lambda a, n: m.Draft(Word(Kind.OBJECT, clause=str(n), reason=a["reason"])),
           BEFORE_IT, (REASON,), RED, _clauses),
    Action("choose", "Choose",
           lambda a, n: m.Draft(Word(Kind.CHOOSE, reason=a["reason"], side=CHOSEN[n - 1] if 0 < n < 3 else "")),
           BEFORE_IT, (REASON,), BLUE, _texts),
    Action("assent", "✓ I assent", lambda _, __: m.Assent(), "Your assent is noted.", style=GREEN),
    Action("dissent", "✗ Not these words", lambda a, _: m.Dissent(a["reason"]),
           "It is in the thread. These words do not cross.", (Field("reason", "What is wrong with them?"),), RED),
    Action("cross", "Hand it across", lambda _, __: m.Cross(), "It has crossed.", style=BLUE),
    Action("step_in", "Speak for the house", lambda _, __: m.StepIn(), "You speak for your house in this turn."),
    WITHDRAW,
)  # fmt: skip
