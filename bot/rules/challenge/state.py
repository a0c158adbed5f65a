"""Where a challenge stands, and what becomes of it: pure functions from one state to the next.

What was received before a moment counts before what the clock brings about at that moment. A juror who is silent is
replaced when that is seen, so that the next one has a whole day too, however long nobody looked.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.challenge.errors import JuryOver, NotOnJury
from bot.rules.challenge.filing import Ground, Past, paused_until
from bot.rules.challenge.jury import SMALLEST, Answer, Juror, Verdict
from bot.rules.ids import AgreementId, ChallengeId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.lot import Drawing
from bot.rules.process.item import saying

WORDS_FOR = timedelta(hours=24)
"""How long members add words to the lot before the jury is drawn."""

SITS = timedelta(hours=72)
"""How long a jury has (governance 10.4)."""

REPLY = timedelta(hours=24)
"""How long somebody who was drawn has to answer."""

LINE = 60
"""Places of the order that are kept: twelve for each seat, and nobody asks more people."""


class Phase(StrEnum):
    """Where a challenge stands."""

    SUSPENDED = "suspended"
    """The jury is going to be drawn."""
    JURY = "jury"
    UPHELD = "upheld"
    """The decision is annulled."""
    DISMISSED = "dismissed"
    """The decision is in force again."""
    UNHEARD = "unheard"
    """No jury has judged; the decision is in force again, and comes back to its circle."""


ENDS = frozenset({Phase.UPHELD, Phase.DISMISSED, Phase.UNHEARD})


@dataclass(frozen=True, slots=True)
class Lot:
    """What is published of a draw before it is made: the pool in order, what binds it, and when it is drawn."""

    number: int
    pool: tuple[MemberId, ...]
    commitment: str
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A challenge as it stands.

    `lot` is the last that was sealed, None where there was nobody to draw; a draw that was void is made anew. `line`
    has the first of its order, `seats` says how many judge, and `until` is when the draw, or the jury, is due. `words`
    are the challenger's own. `upheld` and `judged` are counted at the end.
    """

    id: ChallengeId
    community_id: CommunityId
    circle_id: CircleId
    proposal_id: ProposalId
    ground: Ground
    contradicts: AgreementId | None
    by: MemberId
    words: str = field(repr=False)
    filed_at: datetime
    phase: Phase
    lot: Lot | None = None
    line: tuple[MemberId, ...] = ()
    seats: int = 0
    jurors: tuple[Juror, ...] = ()
    until: datetime | None = None
    ended_at: datetime | None = None
    upheld: int = 0
    judged: int = 0

    @property
    def running(self) -> bool:
        """Whether the decision is suspended."""
        return self.phase not in ENDS

    @property
    def jury(self) -> tuple[Juror, ...]:
        """Who judges now."""
        return tuple(one for one in self.jurors if one.seated)

    @property
    def pauses_until(self) -> datetime | None:
        """Until when the challenger pauses, None where they need not: only a jury that has dismissed it counts."""
        if self.phase is not Phase.DISMISSED or self.ended_at is None:
            return None
        return paused_until(self.ended_at, self.upheld, self.judged)

    @property
    def past(self) -> Past:
        """What a later challenge has to know of it."""
        return Past(self.ground, self.contradicts, self.filed_at, self.ended_at)

    def juror(self, member: MemberId) -> Juror | None:
        """Return somebody who is on the jury."""
        return next((one for one in self.jury if one.member == member), None)


def sealed(challenge: Challenge, lot: Lot | None, seats: int) -> Challenge:
    """Return it with a lot that is to be drawn; without one nobody can judge, and it ends unheard."""
    if lot is None:
        return _ended(challenge, Phase.UNHEARD, challenge.filed_at)
    return replace(challenge, lot=lot, seats=seats, until=lot.deadline)


def drawable(challenge: Challenge, now: datetime) -> bool:
    """Whether the jury is to be drawn."""
    return challenge.phase is Phase.SUSPENDED and challenge.until is not None and now >= challenge.until


def drawn(challenge: Challenge, drawing: Drawing, here: Collection[MemberId], now: datetime) -> Challenge:
    """Call the first of the order drawn; those who are not `here` any more are passed over.

    A draw that is void calls nobody, and another is sealed in its place (governance 10.2).
    """
    assert challenge.lot is not None, "a lot was sealed"  # noqa: S101
    if drawing.void:
        return challenge
    line = tuple(challenge.lot.pool[place - 1] for place in drawing.order[:LINE])
    called = replace(challenge, phase=Phase.JURY, line=line, until=now + SITS)
    return _settled(_filled(called, here, now), here, now)


def serving(challenge: Challenge, member: MemberId, here: Collection[MemberId], now: datetime) -> Challenge:
    """Let somebody say that they will judge. Raises JuryOver or NotOnJury."""
    challenge = heard(challenge, here, now)
    return _answered(challenge, replace(_seated(challenge, member, here), answer=Answer.SERVES))


def declined(challenge: Challenge, member: MemberId, here: Collection[MemberId], now: datetime) -> Challenge:
    """Let somebody leave their seat to the next in the order, without a reason. Raises JuryOver or NotOnJury."""
    challenge = heard(challenge, here, now)
    left = replace(_seated(challenge, member, here), answer=Answer.DECLINED, verdict=None, reason="")
    return _settled(_filled(_answered(challenge, left), here, now), here, now)


def judged(  # noqa: PLR0917 - who finds what, why and when
    challenge: Challenge, member: MemberId, verdict: Verdict, reason: str, here: Collection[MemberId], now: datetime
) -> Challenge:
    """Take a juror's verdict with its reason (J3), or a better one; the last before the end counts.

    Once all have judged it ends. Raises JuryOver, NotOnJury, BlankText or TextTooLong.
    """
    challenge = heard(challenge, here, now)
    juror = _seated(challenge, member, here)
    given = replace(juror, answer=Answer.SERVES, verdict=verdict, reason=saying(reason, "reason"))
    return _settled(_answered(challenge, given), here, now)


def heard(challenge: Challenge, here: Collection[MemberId], now: datetime) -> Challenge:
    """Do what the clock brings about until now: replace who is silent, and end it when its time is over."""
    if challenge.phase is not Phase.JURY or challenge.until is None:
        return challenge
    if now >= challenge.until:
        return _concluded(challenge, here, challenge.until)
    late = [one for one in challenge.jurors if one.answer is Answer.CALLED and now >= one.called_at + REPLY]
    for one in late:
        challenge = _answered(challenge, replace(one, answer=Answer.SILENT))
    return _settled(_filled(challenge, here, now), here, now) if late else challenge


def next_alarm(challenge: Challenge) -> datetime | None:
    """Return when the clock has something to do next, None where it has ended."""
    if not challenge.running or challenge.until is None:
        return None
    replies = (one.called_at + REPLY for one in challenge.jurors if one.answer is Answer.CALLED)
    return min((challenge.until, *replies)) if challenge.phase is Phase.JURY else challenge.until


def reasons(challenge: Challenge) -> Sequence[tuple[Verdict, str]]:
    """Return verdicts with their reasons, sorted by what they say, so that their order tells nobody's name (J3)."""
    return sorted((one.verdict, one.reason) for one in challenge.jury if one.verdict)


def _seated(challenge: Challenge, member: MemberId, here: Collection[MemberId]) -> Juror:
    if challenge.phase is not Phase.JURY:
        raise JuryOver
    found = challenge.juror(member)
    if found is None or member not in here:
        raise NotOnJury
    return found


def _answered(challenge: Challenge, juror: Juror) -> Challenge:
    jurors = tuple(juror if one.member == juror.member else one for one in challenge.jurors)
    return replace(challenge, jurors=jurors)


def _filled(challenge: Challenge, here: Collection[MemberId], now: datetime) -> Challenge:
    """Call the next in the order for each empty seat, while they would have a whole day to answer."""
    assert challenge.until is not None, "a jury has an end"  # noqa: S101
    asked = {one.member for one in challenge.jurors}
    waiting = [one for one in challenge.line if one not in asked and one in here]
    empty = challenge.seats - len(challenge.jury) if now + REPLY <= challenge.until else 0
    return replace(challenge, jurors=(*challenge.jurors, *(Juror(one, now) for one in waiting[:empty])))


def _settled(challenge: Challenge, here: Collection[MemberId], now: datetime) -> Challenge:
    """End it where all have judged, or where fewer than three are left and nobody can be called any more."""
    if len(challenge.jury) < SMALLEST:
        return _ended(challenge, Phase.UNHEARD, now)
    return _concluded(challenge, here, now) if all(one.verdict for one in challenge.jury) else challenge


def _concluded(challenge: Challenge, here: Collection[MemberId], now: datetime) -> Challenge:
    """Count the verdicts of those who are still here; a tie dismisses, and fewer than three are no jury."""
    counts = Counter(one.verdict for one in challenge.jury if one.verdict and one.member in here)
    upheld, judged = counts[Verdict.UPHOLD], counts.total()
    phase = Phase.UPHELD if 2 * upheld > judged else Phase.DISMISSED
    counted = replace(challenge, upheld=upheld, judged=judged)
    return _ended(counted, phase if judged >= SMALLEST else Phase.UNHEARD, now)


def _ended(challenge: Challenge, phase: Phase, now: datetime) -> Challenge:
    return replace(challenge, phase=phase, until=None, ended_at=now)
