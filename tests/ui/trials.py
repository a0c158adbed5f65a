"""Challenges as the tests of texts need them."""

from dataclasses import replace
from datetime import timedelta

from bot.rules.challenge import Answer, Challenge, Ground, Juror, Lot, Phase, Verdict
from bot.rules.ids import AgreementId, ChallengeId, ChannelId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.lot import Drawing, commitment
from bot.services.challenge import ChallengeView
from bot.services.values import Place
from tests.ui.decisions import CLOSES

SECRET = bytes(range(32))
POOL = tuple(MemberId(10**17 + number) for number in range(8))
DRAWN = CLOSES + timedelta(days=1)


def drawing() -> Drawing:
    pool = tuple(str(member) for member in POOL)
    return Drawing(commitment(SECRET, pool), pool, pool, SECRET.hex(), ("ä word",), DRAWN, DRAWN)


def trial(phase: Phase, words: str = "Fay was not asked.", *, upheld: int = 3, **given: object) -> Challenge:
    """Return a challenge in a phase, whose jury has judged as it is to be at the end."""
    ended = phase not in {Phase.SUSPENDED, Phase.JURY}
    verdicts = [Verdict.UPHOLD] * upheld + [Verdict.DISMISS] * (5 - upheld)
    seated = [POOL[place - 1] for place in drawing().order[:5]]
    judged = zip(range(5), seated, verdicts, strict=True)
    jurors = [Juror(one, DRAWN, Answer.SERVES, what, f"Reason {at}.") for at, one, what in judged]
    one = Challenge(
        id=ChallengeId(4),
        community_id=CommunityId(1),
        circle_id=CircleId(2),
        proposal_id=ProposalId(7),
        ground=Ground.ROLL,
        contradicts=None,
        by=MemberId(5),
        words=words,
        filed_at=CLOSES,
        phase=phase,
        lot=Lot(1, POOL, drawing().commitment, DRAWN),
        seats=5,
        jurors=() if phase is Phase.SUSPENDED else tuple(jurors),
        until=None if ended else DRAWN,
        ended_at=DRAWN if ended else None,
        upheld=upheld if ended else 0,
        judged=5 if ended else 0,
    )
    return replace(one, **given)  # type: ignore[arg-type]


def looked_at(challenge: Challenge, title: str = "Plant trees", *, mine: bool = False) -> ChallengeView:
    """Return it as somebody sees it, who may be on the jury."""
    place = Place(ChannelId(5), thread_id=ChannelId(6))
    juror = challenge.jurors[0] if mine else None
    contradicts = title if challenge.contradicts else ""
    return ChallengeView(challenge, title, "Garden", place, juror, contradicts)


def against(agreement: int) -> dict[str, object]:
    """Return what a challenge has that names an agreement."""
    return {"ground": Ground.AGREEMENT, "contradicts": AgreementId(agreement)}
