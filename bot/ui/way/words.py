"""Every setting of every process in words: what it is called, and what it does."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from bot.rules.consent.state import Judge
from bot.rules.holacracy import Settings as Governance
from bot.rules.process.asking import Silence
from bot.rules.review import Settings as Review
from bot.rules.way import choosable
from bot.ui.consent.words import CRITERIA


class Words(NamedTuple):
    """A setting in words, and the knob of governance 1 that it sets where it sets one."""

    label: str
    does: str
    knob: str = ""


MORE_TIME = Words("More time", "By how much a round runs longer when somebody asks for it, once in a round")
REVIEW = Words("Review", "When what was adopted comes back to the circle", "K13")
TAKE_OVER = Words("Time to take over", "How long what has lost its owner waits for somebody to carry it on", "K5")
VOICES = Words("Consents in words", "How many have to answer in words where silence is taken for consent", "K2")

CONSENT: Mapping[str, Words] = MappingProxyType(
    {
        "judge": Words("Who judges an objection", "Nobody, or the facilitator: only whether it is argued", "K1"),
        "criteria": Words(
            "What an objection argues", "For what an argument is looked for when a ruling is asked", "K1"
        ),
        "silence": Words("Silence at the deadline", "No consent, or consent for what can be reversed", "K2"),
        "min_active": VOICES,
        "meetings": Words("Meetings", "Whether any member may have it talked about live instead"),
        "relayed": Words("Objections without a name", "Whether the facilitator may raise one for a member", "K10"),
        "max_integrations": Words("Integrations", "How often ways are looked for before it is escalated", "K6"),
        "clarify": Words("Questions", "How long questions are gathered and answered"),
        "react": Words("Reactions", "How long everybody may react once"),
        "amend": Words("Changes", "How long the proposer may change the text before all are asked"),
        "round": Words("The round", "How long everybody has to consent or to object"),
        "extension": MORE_TIME,
        "integrate": Words("Integration", "How long a way is looked for with those who object", "K6"),
        "take_over": TAKE_OVER,
        "appeal": Words("Appeal", "How long a ruling can be taken to the circle", "K1"),
        "ping_gap": Words("Between two calls", "How long a silent objector has to answer a call", "K5"),
        "review": REVIEW,
    }
)
CONSENSUS: Mapping[str, Words] = MappingProxyType(
    {
        "silence": Words("Silence at the deadline", "No agreement, or borne where some agree in words", "K2"),
        "min_active": VOICES,
        "most_aside": Words("May stand aside", "The share of those asked; with more it is too thin", "K3"),
        "least_agreed": Words("Have to agree", "The share that has to agree without reservations", "K9"),
        "most_thin": Words("Times too thin", "How often it may be too thin before it stalls"),
        "backers": Words("Back a block", "How many others have to find it a matter of principle; 0 for none", "K1"),
        "backing": Words("Back a block, in a small circle", "The share that is enough where that is fewer", "K1"),
        "sessions": Words("Working sessions", "How many a block is given before there is a deadlock", "K6"),
        "missable": Words("May be missed", "Sessions that a blocker may miss without notice", "K5"),
        "fallback": Words("Vote after a deadlock", "The ratio in favour, such as 3/4, or none", "K6"),
        "explore": Words("Exploring", "How long concerns and ideas are gathered"),
        "discuss": Words("The proposal", "How long the proposal is talked about before all are asked"),
        "test": Words("The test", "How long everybody has to agree, stand aside or block"),
        "extension": MORE_TIME,
        "validate": Words("Backing", "How long others have to find that a block is one of principle", "K1"),
        "work": Words("Working on a block", "How long a way is looked for", "K6"),
        "notice": Words("Notice of a session", "How long before it a session is called"),
        "gap": Words("Between two sessions", "How long after one session the next may be"),
        "contest": Words("Contesting a record", "How long one may say that one did not miss a session", "K5"),
        "take_over": TAKE_OVER,
        "deadlock": Words("Deadlock", "How long a deadlock lasts before it is dropped", "K6"),
        "review": REVIEW,
    }
)
LAZY: Mapping[str, Words] = MappingProxyType(
    {
        "min_active": Words(
            "Consents in words", "How many others have to say “go ahead” where all the rest is silent", "K2"
        ),
        "votes": Words("Votes", "Whether an objection may be taken to a vote", "K6"),
        "period": Words("Time to object", "How long an announcement waits for objections"),
        "extension": MORE_TIME,
        "discuss": Words("Talking it over", "How long an objection is talked about before a consent round", "K6"),
        "after": Words("Objecting afterwards", "How long it can be objected to after it was done"),
        "review": REVIEW,
    }
)
MINUTE: Mapping[str, Words] = MappingProxyType(
    {
        "silence": Words("No answer at the deadline", "No unity, or unity where some unite in words", "K2"),
        "min_active": VOICES,
        "despite": Words("Going on despite one", "Whether all others together may go on without one who cannot", "K6"),
        "most_tests": Words("Minutes tested", "How many before there is no unity"),
        "hush": Words("Silence at first", "How long the meeting waits in silence"),
        "present": Words("The matter", "How long the matter is presented and asked about"),
        "discern": Words("Discerning", "How long people speak as they are led"),
        "draft": Words("Writing the minute", "How long the clerk has to write it"),
        "test": Words("Testing the minute", "How long everybody has to say whether they unite with it"),
        "extension": MORE_TIME,
        "heed": Words("When somebody leaves", "How long it goes on when one who cannot unite has left", "K5"),
        "lay_over": Words("Laid over", "For how long the clock lays a matter over", "K6"),
        "correct": Words("Corrections", "How long an error in the minute can be corrected"),
        "object": Words("Refusing a correction", "How long a correction can be refused"),
        "review": REVIEW,
    }
)
PERMISSION: Mapping[str, Words] = MappingProxyType(
    {
        "wait": Words("Time to object", "How long those who hold the domain have to object"),
        "escalation": Words("Looking at spending", "How long spending is held for somebody to let it go"),
        "valid": Words("Valid for", "How long the permission can be used"),
    }
)
ROUGH: Mapping[str, Words] = MappingProxyType(
    {
        "call": Words("The call", "How long a text is called for support and issues"),
        "open": Words("Working on issues", "How long issues are worked on before it lapses", "K6"),
        "appeal": Words("Appeal", "How long a declaration can be appealed against", "K1"),
        "judge": Words("Judging an appeal", "How long somebody has to judge it before the issue is open", "K1"),
        "review": REVIEW,
    }
)
ADVICE: Mapping[str, Words] = MappingProxyType(
    {
        "advice": Words("Advice", "How long those who are asked have to give it"),
        "reminder": Words("After the reminder", "How long somebody who was silent has then", "K2"),
        "again": Words("A changed text", "How long it is open to advice once more"),
        "decide": Words("Deciding", "How long the proposer has to decide before it lapses", "K6"),
        "review": REVIEW,
    }
)
TALKING: Mapping[str, Words] = MappingProxyType(
    {
        "holder": Words("A turn", "How long the word is held for somebody", "K2"),
        "between": Words("Between two rounds", "How long the circle waits for its keeper before it closes"),
    }
)
REVIEWED: Mapping[str, Words] = MappingProxyType(
    {
        "asking": Words("The questions", "How long everybody is asked whether it has helped"),
        "open": Words("Putting something", "How long anybody may put something to the circle then"),
        **CONSENT,
    }
)

RELAY: Mapping[str, Words] = MappingProxyType(
    {
        "house": Words("A house's turn", "How long a house is given to come to one mind", "K2"),
        "keepers": Words("The keepers' turn", "How long the keepers have to take it up, confirm or choose"),
        "rounds": Words("Differences", "How often the houses may differ before the keepers choose", "K6"),
        "rest": Words("Laid over", "For how long a matter is laid over"),
        "silent": Words("A silent speaker", "After how long another member may speak for the house"),
        "review": REVIEW,
    }
)


def _open(words: Mapping[str, Words], settings: type[Any]) -> Mapping[str, Words]:
    """Return the words of what the process leaves open."""
    left = choosable(settings)
    return {name: said for name, said in words.items() if name in left}


WORDS: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {
        "consent": CONSENT,
        "holacracy": _open(CONSENT, Governance),
        "consensus": CONSENSUS,
        "lazy": LAZY,
        "minute": MINUTE,
        "permission": PERMISSION,
        "rough": ROUGH,
        "advice": ADVICE,
        "talking": TALKING,
        "relay": RELAY,
        "review": _open(REVIEWED, Review),
    }
)
"""By process and by setting, whatever can be chosen; a test sees that none lacks its words."""

CHOICES: Mapping[type, Mapping[str, str]] = MappingProxyType(
    {
        Silence: {Silence.EXPLICIT: "no consent", Silence.LAZY: "consent, where some consent in words"},
        Judge: {Judge.NOBODY: "nobody", Judge.ARGUED: "the facilitator, only whether it is argued"},
        bool: {"yes": "yes", "no": "no"},
        tuple: {one.value: words for one, words in CRITERIA.items()},
    }
)
"""What is chosen from a list, by its kind."""
