"""The phases and endings of a permission in words."""

from bot.rules.permission import Phase
from bot.ui.common.words import DONE, DRAFT, QUIET, STALLED, STOPPED, TROUBLED, WITHDRAWN
from bot.ui.face import PhaseWords

PHASES = {
    Phase.DRAFT: DRAFT,
    Phase.ANNOUNCED: PhaseWords(
        "Announced",
        "May this be done? Object if it may not; nobody else has to do anything.",
        "Silence is permission, for this one thing. An objection with a reason ends it.",
        "It is permitted",
        ("object",),
    ),
    Phase.ESCALATED: PhaseWords(
        "Held",
        "The spending is held until whoever held it, or the lead, lets it go.",
        "Money is spent once; so anybody may ask that the lead looks at it first.",
        "It lapses",
        ("let_go", "object"),
        TROUBLED,
    ),
    Phase.PERMITTED: PhaseWords(
        "Permitted",
        "✅ It may be done, once. Say so when it is.",
        "The permission is for this one thing, and goes with who announced it.",
        "It lapses",
        ("use",),
        DONE,
    ),
    Phase.USED: PhaseWords("Done", "✅ It was permitted, and is done.", colour=DONE),
    Phase.BLOCKED: PhaseWords(
        "Not permitted", "✗ Not permitted: somebody objected. It can be changed and announced anew.", colour=STOPPED
    ),
    Phase.EXPIRED: PhaseWords("Lapsed", "◌ Lapsed: it was not used, or not let go, in time.", colour=QUIET),
    Phase.REVOKED: PhaseWords("Taken back", "✗ The lead has taken the permission back.", colour=STOPPED),
    Phase.STALLED: STALLED,
    Phase.WITHDRAWN: WITHDRAWN,
}
