"""What can be pressed in a consensus process, in the order in which it is offered."""

from collections.abc import Callable, Sequence

from bot.rules.consensus import moves as m
from bot.rules.consensus.state import Block, Consensus
from bot.rules.ids import MemberId
from bot.ui.common.actions import (
    ANSWER,
    ASK,
    BLUE,
    DROP,
    GO_ON,
    GREEN,
    HAND_OVER,
    MEETING,
    MORE_TIME,
    RED,
    RESTATE,
    TAKE_PROPOSAL,
    TAKE_SEAT,
    WHEN_HINT,
    WITHDRAW,
)
from bot.ui.consensus.lines import numbered
from bot.ui.face import Action, Field, Kind, moment_of, people


def _blocks(offered: Callable[[Block], bool]) -> Callable[[Consensus], Sequence[tuple[int, str]]]:
    """Return what lists the blocks that a button can be about, by who raised them."""

    def listed(item: Consensus) -> Sequence[tuple[int, str]]:
        return [(one.by, f"block {number}") for number, one in numbered(item) if one.stands and offered(one)]

    return listed


STANDING = _blocks(lambda _: True)
ALONE = _blocks(lambda one: one.owner is None)
TAKEN = _blocks(lambda one: one.owner not in {None, one.by})

ACTIONS = (
    Action("agree", "✓ I agree", lambda _, __: m.Agree(),
           "You agree. You can change it until the round closes.", style=GREEN),
    Action("reserve", "✓ With reservations", lambda a, _: m.Reserve(a["reason"]),
           "You go along with it; your reservations go into the record.", (Field("reason", "Your reservations"),)),
    Action("aside", "◇ I stand aside", lambda a, _: m.StandAside(a["reason"]),
           "You stand aside, and need not carry it out.",
           (Field("reason", "Why?", hint="It goes into the record, and does not stop the others"),)),
    Action("block", "✗ I block", lambda a, _: m.RaiseBlock(a["reason"]),
           "Your block is in. When the round closes, the circle is asked whether it is about what it stands for.",
           (Field("reason", "What that we stand for would it break?",
                  hint="You take on to look for a way through with the others"),), RED),
    MORE_TIME,
    Action("contribute", "Bring something in", lambda a, _: m.Contribute(a["text"]), "It is in the thread.",
           (Field("text", "Your concern or idea"),), BLUE),
    ASK,
    ANSWER,
    RESTATE,
    Action("back", "It is about what we stand for", lambda _, by: m.BackBlock(MemberId(by)), "Noted, in your name.",
           style=BLUE, each=STANDING),
    Action("lift", "Lift my block", lambda _, __: m.LiftBlock(), "Your block is lifted."),
    Action("take_over", "Take it over", lambda _, by: m.TakeOverBlock(MemberId(by)),
           "You carry it now, and work on a way through.", style=BLUE, each=ALONE),
    Action("give_up", "Give it up", lambda _, by: m.GiveUpBlock(MemberId(by)), "Somebody else may take it over now.",
           each=TAKEN),
    Action("plan", "Call a session", lambda a, _: m.PlanSession(moment_of(a, "at")), "The session is called.",
           (Field("at", "When do you meet?", Kind.WHEN, WHEN_HINT),), BLUE),
    Action("notice", "I cannot come to the session", lambda _, __: m.SendNotice(), "You are excused."),
    Action("record", "Write the session down",
           lambda a, _: m.RecordSession(frozenset(people(a, "present")), a["notes"]), "The session is in the record.",
           (Field("present", "Who was there?", Kind.PEOPLE, most=25, fewest=0), Field("notes", "What came of it?")),
           BLUE),
    Action("contest", "I did not miss it without notice", lambda _, __: m.ContestRecord(),
           "You are believed: the session does not count as missed."),
    Action("vote", "Call the vote", lambda _, __: m.CallVote(), "The vote is open; its card is here in a moment."),
    GO_ON,
    HAND_OVER,
    TAKE_SEAT,
    TAKE_PROPOSAL,
    MEETING,
    DROP,
    WITHDRAW,
)  # fmt: skip
