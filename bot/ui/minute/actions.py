"""What can be pressed in a discernment, in the order in which it is offered."""

from bot.rules.minute import moves as m
from bot.rules.minute.state import Minute
from bot.rules.process.machine import Move
from bot.rules.text import TEXT_LIMIT
from bot.ui.common.actions import (
    ANSWER,
    ASK,
    BLUE,
    GO_ON,
    GREEN,
    HAND_OVER,
    RED,
    TAKE_PROPOSAL,
    TAKE_SEAT,
    TEXT,
    WHEN_HINT,
    WITHDRAW,
)
from bot.ui.face import Action, Answers, Field, Kind, moment_of, people


def _tested_before(item: Minute) -> str:
    """Return the minute that the meeting could not unite with, to be worked over; the first one is written afresh."""
    return item.text if item.round else ""


def _group(answers: Answers, _: int) -> Move:
    return m.NameGroup(frozenset(people(answers, "people")), moment_of(answers, "until"))


UNTIL = Field("until", "Until when?", Kind.WHEN, WHEN_HINT)
YES = "yes"

ACTIONS = (
    Action("unite", "✓ I unite with it", lambda _, __: m.Unite(),
           "You unite with this minute. You can change it until the test closes.", style=GREEN),
    Action("uncomfortable", "◇ I am uncomfortable",
           lambda a, _: m.BeUncomfortable(a["reason"], named=a.get("named") == YES),
           "It is noted. You do not stand in the way.",
           (Field("reason", "What makes you uncomfortable?"),
            Field("named", "Shall the minute name you with it?", Kind.CHOICES, "Not named, if you choose nothing", 1, 0,
                  options=((YES, "Yes, name me"), ("no", "No"))))),
    Action("cannot", "✗ I cannot unite", lambda a, _: m.CannotUnite(a["reason"]),
           "It is noted. When the test closes, the meeting discerns on with what you say.",
           (Field("reason", "What stops you?"),), RED),
    Action("speak", "Speak", lambda a, _: m.Speak(a["text"]), "You are heard; it is in the thread.",
           (Field("text", "What are you moved to say?", hint="Once, so that all are heard and the silence stays"),),
           BLUE),
    ASK,
    ANSWER,
    Action("draft", "Write the minute", lambda a, _: m.DraftMinute(a["text"]),
           "The minute is before the meeting.",
           (Field("text", "The minute", hint="What the meeting has found, in full", most=TEXT_LIMIT,
                  given=_tested_before),), BLUE),
    Action("lay_over", "Lay it over", lambda a, _: m.LayOver(moment_of(a, "until")), "It is laid over.", (UNTIL,)),
    Action("group", "Give it to a small group", _group, "The group has it now.",
           (Field("people", "Who looks into it?", Kind.PEOPLE, most=10, fewest=2), UNTIL)),
    Action("correct", "Correct an error", lambda a, _: m.Correct(a["text"], a["error"]),
           "The correction is in the thread. It stands in a day, unless somebody finds it to be more than that.",
           (TEXT, Field("error", "What was wrong?", hint="Only errors of fact", most=300))),
    Action("refuse", "It is more than an error", lambda _, __: m.RefuseCorrection(), "The minute stays as it is."),
    GO_ON,
    HAND_OVER,
    TAKE_SEAT,
    TAKE_PROPOSAL,
    WITHDRAW,
)  # fmt: skip
