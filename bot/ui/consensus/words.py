"""The phases and endings of a consensus process in words."""

from bot.rules.consensus import Phase
from bot.rules.consensus.state import Fate
from bot.ui.common.words import ANEW, DISCARDED, DONE, DRAFT, QUIET, STOPPED, TROUBLED, WITHDRAWN
from bot.ui.face import PhaseWords

PHASES = {
    Phase.DRAFT: DRAFT,
    Phase.EXPLORE: PhaseWords(
        "Exploring",
        "Bring in what matters: concerns, ideas, questions.",
        "The more is heard now, the less stands in the way later. The proposer changes the text from what is heard.",
        "The proposal is put forward at the latest",
        ("contribute", "ask", "restate"),
    ),
    Phase.PROPOSED: PhaseWords(
        "Proposal",
        "This is the proposal. Say what would make it better before all are asked.",
        "A last chance to change the text: soon everybody is asked about it as it stands.",
        "Everybody is asked at the latest",
        ("contribute", "ask", "restate"),
    ),
    Phase.TEST: PhaseWords(
        "Test",
        "Do you agree with the text as it stands?",
        "With reservations you go along; aside, you need not carry it out. A block is for what would break what we "
        "stand for. What each has said is shown when the round closes.",
        "The round closes",
        ("agree", "reserve", "aside", "block"),
    ),
    Phase.VALIDATE: PhaseWords(
        "A block",
        "Somebody blocks. Is it about what we stand for? You need not share it to say so.",
        "Only a block that others find to be about the circle stops it. Otherwise its blocker stands aside.",
        "What is not backed stands aside",
        ("back", "restate", "lift"),
        TROUBLED,
    ),
    Phase.WORK: PhaseWords(
        "Working on it",
        "Meet, and look for a way through. Whoever blocks is part of that work.",
        "A block obliges: its blocker comes to the sessions. An amended text is asked of everybody anew.",
        "The work is over",
        ("plan", "restate", "lift"),
        TROUBLED,
    ),
    Phase.DEADLOCK: PhaseWords(
        "Deadlock",
        "No way through was found. The block can still be lifted.",
        "If nothing moves, things stay as they are, unless the circle agreed beforehand on what follows.",
        "It ends",
        ("lift",),
        STOPPED,
    ),
    Phase.CONSENSUS: PhaseWords("Consensus", "✅ Consensus: nobody blocks, and enough agree.", colour=DONE),
    Phase.VOTE: PhaseWords("To a vote", "⚖ It is voted on, as agreed beforehand.", colour=STOPPED),
    Phase.DROPPED: PhaseWords("Dropped", "↩ Dropped: no way through was found, things stay as they are.", colour=QUIET),
    Phase.STALLED: PhaseWords(
        "Stalled", "◌ Stalled: too few answered or agreed. Nothing changes.", then=ANEW, colour=TROUBLED
    ),
    Phase.WITHDRAWN: WITHDRAWN,
    Phase.DISCARDED: DISCARDED,
}

PATH = (Phase.EXPLORE, Phase.PROPOSED, Phase.TEST, Phase.CONSENSUS)

FATES = {
    Fate.RAISED: "blocks",
    Fate.VALID: "blocks, and others find it to be about what we stand for",
    Fate.LIFTED: "lifted",
    Fate.UNBACKED: "stands aside: too few found it to be about what we stand for",
    Fate.RELEASED: "stands aside: nobody carried the block any more",
}
