"""The phases and endings of a discernment in words."""

from bot.rules.minute import Phase
from bot.ui.common.words import DONE, DRAFT, STOPPED, TROUBLED, WITHDRAWN
from bot.ui.face import PhaseWords

PHASES = {
    Phase.DRAFT: DRAFT,
    Phase.SILENCE: PhaseWords(
        "Silence",
        "We begin in silence. There is nothing to do but to read and wait.",
        "Who has come to rest listens better, to others and to what is asked of us.",
        "The matter is presented",
    ),
    Phase.PRESENTED: PhaseWords(
        "The matter",
        "This is the matter. Ask what you need to know in order to understand it.",
        "First everybody understands. What we make of it comes out of the next silence.",
        "We begin to discern at the latest",
        ("ask",),
    ),
    Phase.DISCERN: PhaseWords(
        "Discerning",
        "Speak if you are moved to, once, and leave a silence before you do.",
        "We do not look for the better argument, but for what is right for us together. Nobody has to speak.",
        "The clerk drafts a minute at the latest",
        ("speak",),
    ),
    Phase.DRAFTING: PhaseWords(
        "Drafting",
        "The clerk puts the sense of the meeting into a minute.",
        "The minute says what we have found, not who was for it. It can be laid over, or go to a small group.",
        "It is laid over to another day",
        ("draft", "lay_over", "group"),
    ),
    Phase.TEST: PhaseWords(
        "The minute",
        "Is this the sense of the meeting? Say whether you unite with this minute.",
        "Who is uncomfortable says so and does not stand in the way; who cannot unite stops it. Nothing is counted. "
        "What each has said is shown when all have answered.",
        "The test closes",
        ("unite", "uncomfortable", "cannot"),
    ),
    Phase.UNITED: PhaseWords(
        "United",
        "✅ The meeting has united with this minute. Only errors of fact are put right now.",
        "A minute stays as it is, so that all can rely on it. Every wording is kept.",
        "It is final",
        ("correct",),
        DONE,
    ),
    Phase.RECORDED: PhaseWords("Recorded", "✅ The meeting has united with this minute, and it is final.", colour=DONE),
    Phase.LAID_OVER: PhaseWords(
        "Laid over", "◌ Laid over: we come back to it. Things stay as they are.", colour=TROUBLED
    ),
    Phase.SMALL_GROUP: PhaseWords(
        "A small group", "◌ A small group looks into it, and brings it back.", colour=TROUBLED
    ),
    Phase.NO_UNITY: PhaseWords(
        "No unity", "⚖ The meeting has found no unity. Things stay as they are.", colour=STOPPED
    ),
    Phase.WITHDRAWN: WITHDRAWN,
}

PATH = (Phase.SILENCE, Phase.PRESENTED, Phase.DISCERN, Phase.DRAFTING, Phase.TEST, Phase.UNITED, Phase.RECORDED)
