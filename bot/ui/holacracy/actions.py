"""What can be pressed in governance, in the order in which it is offered; much of it is as in a consent round."""

from collections.abc import Sequence

from bot.rules.consent.moves import React
from bot.rules.holacracy import moves as m
from bot.rules.holacracy.state import Governance
from bot.rules.objection import Criterion
from bot.rules.process.machine import Move
from bot.ui import consent
from bot.ui.common.actions import BLUE, REASON, RED, TEXT
from bot.ui.consent.words import CRITERIA
from bot.ui.face import Action, Answers, Field, Kind
from bot.ui.holacracy.words import LACKING


def _objections(item: Governance) -> Sequence[tuple[int, str]]:
    return [(one.number, f"objection {one.number}") for one in item.standing]


def _breaches(item: Governance) -> Sequence[tuple[int, str]]:
    return [(number, words) for number, words in _objections(item) if item.argued[number].breach]


def _offers(item: Governance) -> Sequence[tuple[int, str]]:
    return [(number, f"text {number}") for number, one in enumerate(item.offers, start=1) if not one.failure]


def _object(answers: Answers, _: int) -> Move:
    argued = [(one, answers[one.value]) for one in Criterion if answers[one.value].strip()]
    return m.ObjectFor(answers["role"], tuple(argued))


def _as_in_consent(*keys: str) -> tuple[Action, ...]:
    return tuple(one for one in consent.FACE.actions if one.key in keys)


ROLE = Field("role", "For which role of yours?", Kind.LINE, most=100)
HARMS = (
    Field(Criterion.CAPACITY.value, "What harm does it do to our aim?", most=500, fewest=0),
    Field(Criterion.OWN_ROLE.value, "How does it limit your own role?", most=500, fewest=0),
    Field(Criterion.CAUSED.value, "How does this proposal cause it?", most=500, fewest=0),
    Field(Criterion.NECESSARY.value, "Why could it not be mended in time?", most=500, fewest=0),
)
"""The four arguments of an objection; what is left empty can be argued later."""
CRITERION = Field("criterion", "Which argument?", Kind.CHOICES, most=1,
                  options=tuple((one.value, words) for one, words in CRITERIA.items()))  # fmt: skip

# fmt: off
ACTIONS = (
    *_as_in_consent("consent", "concern"),
    Action("object", "✗ I object", _object, "Your objection is in the thread. Now a way is looked for with you.",
           (ROLE, *HARMS), RED),
    Action("breach", "✗ It breaks a rule", lambda a, _: m.ObjectFor(a["role"], breach=a["rule"]),
           "Your objection is in the thread. The secretary says whether the rule would be broken.",
           (ROLE, Field("rule", "Which rule, and how?")), RED),
    *_as_in_consent("ask", "answer"),
    Action("react", "React", lambda a, _: React(a["text"]), "Your reaction is in the thread.",
           (Field("text", "What do you make of it?"),)),
    Action("revise", "Change the text", lambda a, _: m.Revise(a["text"]),
           "The new text stands, and everybody sees what has changed.", (TEXT,), BLUE),
    *_as_in_consent("confirm", "keep"),
    Action("offer", "Offer a text", lambda a, n: m.Offer(n, a["text"]),
           "The proposer takes it up, or shows where it would fail.", (TEXT,), BLUE, _objections),
    Action("argue", "Add an argument", lambda a, n: m.Argue(n, Criterion(a["criterion"]), a["text"]),
           "Your argument is in the thread.", (CRITERION, Field("text", "In your words")), each=_objections),
    Action("failure", "Show where it fails", lambda a, n: m.ShowFailure(n, a["example"]),
           "Your example is in the thread.",
           (Field("example", "An example in which it would not help"),), each=_offers),
    *_as_in_consent("take_back", "take_over", "give_up", "ask_ruling", "rule", "appeal", "uphold", "overrule"),
    Action("breaks", "It would break the rule", lambda a, n: m.FindBreach(n, breach=True, reason=a["reason"]),
           "Your finding is in the thread.", (REASON,), each=_breaches),
    Action("keeps", "It would break no rule", lambda a, n: m.FindBreach(n, breach=False, reason=a["reason"]),
           "Your finding is in the thread.", (REASON,), each=_breaches),
    *_as_in_consent("ping", "abandon"),
    Action("ping_proposer", "Ask the proposer to answer", lambda _, __: m.PingProposer(), "They are asked once more."),
    Action("drop_proposal", "Drop it: no answer", lambda a, _: m.DropProposal(a["reason"]), "Dropped.", (REASON,)),
    Action("discard", "Drop it: not valid", lambda a, _: m.Discard(m.Validity(a["lacking"]), a["reason"]), "Dropped.",
           (Field("lacking", "What is clearly lacking?", Kind.CHOICES, most=1,
                  options=tuple((one.value, words) for one, words in LACKING.items())), REASON)),
    *_as_in_consent("hand_over", "take_seat", "take_proposal", "meeting", "withdraw"),
)
# fmt: on
