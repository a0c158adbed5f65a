"""What can be pressed under rough consensus."""

from collections.abc import Sequence

from bot.rules.rough import moves as m
from bot.rules.rough.state import Fate, Rough
from bot.ui.common.actions import (
    BLUE,
    GREEN,
    HAND_OVER,
    MEETING,
    REASON,
    RED,
    RESTATE,
    TAKE_PROPOSAL,
    TAKE_SEAT,
    WITHDRAW,
)
from bot.ui.face import Action, Field


def _open(item: Rough) -> Sequence[tuple[int, str]]:
    return [(one.number, f"issue {one.number}") for one in item.issues if one.fate is Fate.OPEN]


def _changed(item: Rough) -> Sequence[tuple[int, str]]:
    return [(number, words) for number, words in _open(item) if item.issue(number).version < item.version]


def _disposed(item: Rough) -> Sequence[tuple[int, str]]:
    return [(one.number, f"issue {one.number}") for one in item.issues if one.fate is not Fate.OPEN]


GROUND = Field("ground", "On what ground?", hint="Which issue was not answered, or not seen?")

# fmt: off
ACTIONS = (
    Action("support", "✓ I support it", lambda _, __: m.Support(), "Noted: you support the text as it stands.",
           style=GREEN),
    Action("raise", "Raise an issue", lambda a, _: m.Raise(a["issue"]),
           "Your issue is in the ledger, and stays there until it has its answer.",
           (Field("issue", "What is the issue?", hint="What would not work, or whom would it hurt?"),), RED),
    Action("respond", "Answer an issue", lambda a, n: m.Respond(n, a["reason"]), "Your answer is in the thread.",
           (Field("reason", "Why does it not stand in the way?"),), BLUE, _open),
    Action("met", "Met by the change", lambda a, n: m.Accommodate(n, a["how"]), "It is in the thread.",
           (Field("how", "How does the change meet it?"),), BLUE, _changed),
    Action("taste", "It is a matter of taste", lambda a, n: m.CallTaste(n, a["words"]), "Noted, in your words.",
           (Field("words", "In your words"),), each=_open),
    Action("give_in", "I do not press it", lambda _, n: m.GiveIn(n), "Noted. It stays open until it is answered.",
           each=_open),
    RESTATE,
    Action("again", "Call the new text", lambda _, __: m.CallAgain(), "It is called anew.", style=BLUE),
    Action("declare", "Declare", lambda a, _: m.Declare(a["reason"]), "Declared. It can be appealed against.",
           (Field("reason", "Why is it rough consensus?", hint="What the issues were, and how each was answered"),),
           GREEN),
    Action("appeal", "Appeal", lambda a, _: m.Appeal(a["ground"]), "Your appeal is in the thread.", (GROUND,), RED),
    Action("appeal_on", "Appeal", lambda a, n: m.Appeal(a["ground"], n), "Your appeal is in the thread.", (GROUND,),
           each=_disposed),
    Action("uphold", "It was answered", lambda a, _: m.Judge(upheld=True, reason=a["reason"]), "It stands.",
           (REASON,), BLUE),
    Action("overrule", "It is open", lambda a, _: m.Judge(upheld=False, reason=a["reason"]), "The issue is open again.",
           (REASON,), BLUE),
    HAND_OVER,
    TAKE_SEAT,
    TAKE_PROPOSAL,
    MEETING,
    WITHDRAW,
)
# fmt: on
