"""The phases and endings of lazy consensus in words."""

from bot.rules.lazy import Phase
from bot.ui.common.words import DONE, DRAFT, QUIET, STALLED, STOPPED, TROUBLED, WITHDRAWN
from bot.ui.face import PhaseWords

PHASES = {
    Phase.DRAFT: DRAFT,
    Phase.ANNOUNCED: PhaseWords(
        "Announced",
        "It will be done. Say so if you agree, or object if it should not be.",
        "It can be undone, so silence is consent once somebody has agreed. One objection with a reason stops it.",
        "It goes ahead",
        ("support", "object"),
    ),
    Phase.DISCUSS: PhaseWords(
        "Discussion",
        "It is stopped by an objection. Look for a way that meets it.",
        "Only the objector takes an objection back. When none stands, it is announced again with the whole time.",
        "It goes to a consent round",
        ("restate", "take_back", "object"),
        TROUBLED,
    ),
    Phase.PROCEED: PhaseWords(
        "Going ahead",
        "Nobody objected in time: it is being done. You can still object.",
        "Who was away can speak up after the fact. Then it is undone or talked about.",
        "It is settled",
        ("object",),
        DONE,
    ),
    Phase.CHALLENGED: PhaseWords(
        "Objected to",
        "It is done and objected to. Undo it, or look for a way that meets the objection.",
        "It stays as it is until it is undone or decided anew.",
        "It goes to a consent round",
        ("take_back", "revert", "object"),
        TROUBLED,
    ),
    Phase.SETTLED: PhaseWords(
        "Settled", "✅ Settled: nobody objected, or every objection was taken back.", colour=DONE
    ),
    Phase.REVERTED: PhaseWords("Undone", "↩ Undone: it is as it was before.", colour=QUIET),
    Phase.ROUND: PhaseWords(
        "To a consent round",
        "⚖ It needs everybody: it goes on as a consent round.",
        colour=STOPPED,
    ),
    Phase.VOTE: PhaseWords("To a vote", "⚖ It is voted on.", colour=STOPPED),
    Phase.STALLED: STALLED,
    Phase.WITHDRAWN: WITHDRAWN,
}
