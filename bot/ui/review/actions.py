"""What can be pressed in a review: the short form, what is put to the circle, and what is as in a consent round."""

from datetime import timedelta

from bot.rules.process.machine import Move
from bot.rules.review.moves import Choice, Evaluate, Helped, Put
from bot.ui import consent
from bot.ui.common.actions import BLUE, GREEN, HAND_OVER, MORE_TIME, RED, TAKE_PROPOSAL, TAKE_SEAT, TEXT
from bot.ui.face import Action, Answers, Field, Kind
from bot.ui.review.words import HELPED

AFTER = Field(
    "after",
    "When do we look at it again?",
    Kind.CHOICES,
    "Nothing chosen: as before",
    most=1,
    fewest=0,
    options=(("30", "In a month"), ("90", "In three months"), ("180", "In half a year"), ("365", "In a year")),
)
PUT = "It is put to the circle; everybody is asked for their consent."


def _after(answers: Answers) -> timedelta | None:
    """Return the time that was chosen, if any."""
    chosen = answers.get("after", "")
    return timedelta(days=int(chosen)) if chosen else None


def _evaluated(answers: Answers, _: int) -> Move:
    dropping = answers["drop"] == "yes"
    return Evaluate(Helped(answers["helped"]), dropping, answers.get("improve", ""), _after(answers))


def _borrowed(*keys: str) -> tuple[Action, ...]:
    return tuple(action for action in consent.FACE.actions if action.key in keys)


ACTIONS = (
    Action("evaluate", "Answer", _evaluated, "Your answer is in the thread. You can change it until it is decided.",
           (Field("helped", "Has it helped?", Kind.CHOICES, most=1,
                  options=tuple((one.value, words) for one, words in HELPED.items())),
            Field("drop", "Should we drop it?", Kind.CHOICES, most=1, options=(("no", "No"), ("yes", "Yes"))),
            Field("improve", "What could be better?", most=500, fewest=0),
            AFTER), BLUE),
    Action("keep_it", "✓ Keep it", lambda _, __: Put(Choice.KEEP), PUT, style=GREEN),
    Action("keep_until", "Keep it, with another date", lambda a, _: Put(Choice.KEEP, after=_after(a)), PUT, (AFTER,)),
    Action("change_it", "Change the text", lambda a, _: Put(Choice.CHANGE, a["text"], _after(a)), PUT, (TEXT, AFTER)),
    Action("drop_it", "Drop it", lambda _, __: Put(Choice.DROP), PUT, style=RED),
    *_borrowed("consent", "concern", "object"),
    MORE_TIME,
    *_borrowed("keep", "confirm", "take_back", "take_over", "give_up", "ask_ruling", "rule", "appeal", "uphold",
               "overrule", "ping", "abandon"),
    HAND_OVER,
    TAKE_SEAT,
    TAKE_PROPOSAL,
)  # fmt: skip
"""What can be pressed in a review, in the order in which it is offered."""
