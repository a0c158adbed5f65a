"""The phases and endings of a consent round in words."""

from bot.rules.consent import Phase
from bot.rules.consent.state import Fate
from bot.rules.objection import Criterion
from bot.ui.common.words import DISCARDED, DONE, DRAFT, STALLED, STOPPED, TROUBLED, WITHDRAWN
from bot.ui.face import PhaseWords

PHASES = {
    Phase.DRAFT: DRAFT,
    Phase.CLARIFY: PhaseWords(
        "Questions",
        "Ask what you need to know in order to understand it.",
        "First everybody understands, then everybody has an opinion. Questions only, for now.",
        "Reactions begin at the latest",
        ("ask",),
    ),
    Phase.REACT: PhaseWords(
        "Reactions",
        "Say in a sentence or two what you make of it.",
        "The proposer hears everybody once before anything is decided. Nobody has to answer to a reaction.",
        "The proposer has the word at the latest",
        ("react", "pass"),
    ),
    Phase.AMEND: PhaseWords(
        "Changes",
        "The proposer may change the text now that all have been heard.",
        "Only the proposer changes it, and only as far as it serves the need. Then the text stands.",
        "The round begins at the latest",
        ("amend", "keep"),
    ),
    Phase.ROUND: PhaseWords(
        "Consent",
        "Can you work with it? Consent, or object if it would do harm.",
        "You need not like it. An objection says what would go wrong, and makes the proposal better. "
        "What each has said is shown when the round closes.",
        "The round closes",
        ("consent", "concern", "object"),
    ),
    Phase.INTEGRATE: PhaseWords(
        "Integration",
        "There are objections. Change the text so that they are met.",
        "One at a time: what would have to change? An objection ends when objector and proposer both say so.",
        "It goes to the whole circle as unsolved",
        ("amend", "confirm"),
        TROUBLED,
    ),
    Phase.ADOPTED: PhaseWords("Adopted", "✅ Adopted: nobody objected.", colour=DONE),
    Phase.WITHDRAWN: WITHDRAWN,
    Phase.DISCARDED: DISCARDED,
    Phase.STALLED: STALLED,
    Phase.ESCALATED: PhaseWords(
        "Unsolved",
        "⚖ Unsolved: the objections could not be met here.",
        then="The circle can take it to a helping circle, try a shorter term, take it to the circle above, or decide "
        "otherwise.",
        colour=STOPPED,
    ),
}

PATH = (Phase.CLARIFY, Phase.REACT, Phase.AMEND, Phase.ROUND, Phase.ADOPTED)

FATES = {
    Fate.ENTRUSTED: "stands",
    Fate.RAISED: "stands",
    Fate.VALID: "stands, and is argued",
    Fate.ORPHANED: "stands; its objector has left, somebody may take it over",
    Fate.RESOLVED: "resolved",
    Fate.WITHDRAWN: "taken back",
    Fate.DISQUALIFIED: "ruled not argued, kept as a concern",
    Fate.ABANDONED: "set aside with an answer, kept as a concern",
}

ARGUED = {
    Criterion.CAPACITY: "Harm to our aim",
    Criterion.OWN_ROLE: "In their part",
    Criterion.CAUSED: "Caused by this",
    Criterion.NECESSARY: "Cannot be mended in time",
}
"""What each argument is about, before its words."""

CRITERIA = {
    Criterion.CAPACITY: "It says what harm it would do to our aim",
    Criterion.OWN_ROLE: "It says how it limits the objector's own role",
    Criterion.CAUSED: "It says that this proposal causes it",
    Criterion.NECESSARY: "It says why it could not be mended in time",
}
