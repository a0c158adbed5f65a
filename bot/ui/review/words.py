"""The phases and endings of a review in words."""

from bot.rules.consent import Phase as Round
from bot.rules.review import Choice, Phase
from bot.rules.review.moves import Helped
from bot.ui import consent
from bot.ui.common.words import DONE, DRAFT, QUIET, TROUBLED
from bot.ui.face import PhaseWords

_ROUND, _INTEGRATE = consent.FACE.phases[Round.ROUND], consent.FACE.phases[Round.INTEGRATE]

PHASES = {
    Phase.DRAFT: DRAFT,
    Phase.ASKING: PhaseWords(
        "Questions",
        "Has it helped? Answer four short questions.",
        "What was agreed on is looked at again, so that it serves us and not the other way round.",
        "Anybody may say what becomes of it",
        ("evaluate", "keep_it", "change_it", "drop_it"),
    ),
    Phase.OPEN: PhaseWords(
        "Open",
        "Nobody has put an answer to the circle yet. Anybody may now: keep it, change it or drop it.",
        "Without an answer it stays in force, is marked as overdue, and comes back in a month.",
        "It stays in force without a decision",
        ("evaluate", "keep_it", "change_it", "drop_it"),
        TROUBLED,
    ),
    Round.ROUND: PhaseWords(
        "Consent",
        "Can you work with what is put to you? Consent, or object if it would do harm.",
        _ROUND.why,
        _ROUND.then,
        _ROUND.front,
    ),
    Round.INTEGRATE: PhaseWords(
        "Integration",
        "There are objections. Put something to the circle that meets them.",
        _INTEGRATE.why,
        "It stays in force without a decision",
        ("change_it", "keep_it", "confirm"),
        TROUBLED,
    ),
    Phase.KEPT: PhaseWords("Kept", "✅ Kept: nobody objected. It stays in force as it is.", colour=DONE),
    Phase.AMENDED: PhaseWords("Changed", "✅ Changed: nobody objected. The new text is in force.", colour=DONE),
    Phase.DROPPED: PhaseWords("Dropped", "↩ Dropped: nobody objected. It is not in force any more.", colour=QUIET),
    Phase.UNDECIDED: PhaseWords(
        "Undecided",
        "⚠ Undecided. It stays in force, is marked as overdue, and comes back in 30 days.",
        colour=TROUBLED,
    ),
    Phase.OVERTAKEN: PhaseWords(
        "Overtaken", "↩ Another decision has changed it meanwhile. The new text has a date of its own.", colour=QUIET
    ),
}

PATH = (Phase.ASKING, Round.ROUND, Phase.KEPT)

HELPED = {Helped.YES: "Yes", Helped.PARTLY: "Partly", Helped.NO: "No"}

CHOICES = {
    Choice.KEEP: "keep it as it is",
    Choice.CHANGE: "change the text",
    Choice.DROP: "drop it",
}
