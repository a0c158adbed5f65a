"""What is said of agreements in a few words: their numbers, where they stand, what was said, how objections ended."""

from datetime import datetime

from bot.rules.agreement import Agreement, Standing, Status
from bot.rules.agreement.past import Course, Version
from bot.rules.challenge import Challenge
from bot.rules.process.record import Ending, Stance
from bot.rules.processes import PROCESSES
from bot.ui.agreed import number_of
from bot.ui.faces import FACES
from bot.ui.law import GROUNDS, STANDS
from bot.ui.words import counted, moment

MESSAGE = 2_000
"""Letters of a message (Discord)."""

STANCES = {
    Stance.CONSENT: "consent",
    Stance.AGREE: "agree",
    Stance.RESERVATIONS: "with reservations",
    Stance.ASIDE: "stand aside",
    Stance.UNITE: "unite",
    Stance.UNCOMFORTABLE: "uncomfortable",
    Stance.DISSENT: "cannot unite",
    Stance.SUPPORT: "in support",
    Stance.ADVICE: "gave advice",
    Stance.SILENT: "no answer",
}

ENDINGS = {
    Ending.RESOLVED: "resolved",
    Ending.WITHDRAWN: "taken back",
    Ending.DISQUALIFIED: "ruled not argued, kept as a concern",
    Ending.ABANDONED: "set aside with an answer",
    Ending.UNBACKED: "not backed by others; stands aside",
    Ending.RELEASED: "released; stands aside",
    Ending.ACCOMMODATED: "met by a change of the text",
    Ending.ANSWERED: "answered",
    Ending.TASTE: "found to be a matter of taste",
    Ending.UNRESOLVED: "not met",
}


def told_number(agreement: Agreement, text: str) -> str:
    """Return what a thread hears of an adoption, with the number under which it is found again."""
    foot = f"\nThis is **agreement {number_of(agreement.id)}** now."
    if agreement.record.minority:
        foot += " Who objected, stood aside or had a doubt can add to its record."
    return text[: MESSAGE - len(foot)] + foot


OUT_OF_FORCE = {
    Status.DROPPED: "↩ dropped, not in force",
    Status.SUSPENDED: "⏸ suspended, not in force until a jury has decided",
    Status.ANNULLED: "⊘ annulled by a jury, not in force",
}


def standing(agreement: Agreement, now: datetime) -> str:
    """Return where an agreement stands, with a sign of its own shape for each."""
    if not agreement.in_force:
        return OUT_OF_FORCE[agreement.status]
    if agreement.aside is not None:
        return f"⏸ in force{_aside(agreement, agreement.aside)}, until a jury has decided"
    if agreement.status is Status.REVIEW_DUE:
        return "◔ in force, under review now"
    back = moment(agreement.review_at, "D")
    if agreement.undecided:
        silent = counted(agreement.undecided, "review")
        return f"⚠ overdue: {silent} without a decision; in force, comes back on {back}"
    if agreement.flagged(now):
        return f"⚠ overdue since {back}; in force"
    return f"✓ in force; comes back on {back}"


def _aside(agreement: Agreement, aside: Standing) -> str:
    """Return which decision about it has no effects at the moment."""
    if aside.status is Status.DROPPED:
        return "; that it was dropped is suspended"
    if aside.version != agreement.version:
        return f" in version {agreement.version}; version {aside.version} is suspended"
    return "; that it was kept is suspended"


def challenge_words(challenge: Challenge) -> str:
    """Return what was challenged, and what became of it."""
    return f"no. {challenge.proposal_id} challenged ({GROUNDS[challenge.ground]}): {STANDS[challenge.phase]}"


def way_words(version: Version) -> str:
    """Return by what kind of decision a version was adopted."""
    return PROCESSES[version.process].name.lower() if version.process else "vote"


def course_words(course: Course) -> str:
    """Return where a review or a proposal stands, or how it has ended."""
    phases = FACES[course.process].phases
    phase = next((words.name for phase, words in phases.items() if phase.value == course.phase), course.phase)
    return f"{PROCESSES[course.process].name.lower()}, {phase}"
