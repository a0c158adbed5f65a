"""A challenge suspends, a jury without parties judges it with reasons, and nobody annuls alone (10.4, J1-J3)."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.rules.challenge import (
    ENDS,
    Answer,
    Challenge,
    Ground,
    Lot,
    Past,
    Phase,
    Target,
    Verdict,
    check_ground,
    check_may_file,
    closes_at,
    declined,
    drawn,
    heard,
    judged,
    next_alarm,
    paused_until,
    pool_of,
    sealed,
    seats_for,
    serving,
)
from bot.rules.challenge.errors import (
    ChallengeRunning,
    ChallengeTooLate,
    FilingPaused,
    GroundUsed,
    JuryOver,
    MayNotChallenge,
    NotAdopted,
    NotOnJury,
)
from bot.rules.challenge.filing import PAUSE, SUPPORT, WINDOW
from bot.rules.challenge.jury import LARGEST, SMALLEST
from bot.rules.challenge.state import REPLY, SITS, WORDS_FOR, reasons
from bot.rules.errors import AccordError, BlankText
from bot.rules.ids import AgreementId, ChallengeId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.lot import LARGEST_POOL, Drawing, commitment
from tests.rules.process.walks import NOW

BY = MemberId(1)
PEOPLE = [MemberId(number) for number in range(2, 20)]
TICK = timedelta(microseconds=1)
SECRET = bytes(32)
TARGET = Target(circle="Garden", adopted_at=NOW, bound=frozenset({BY}))


def file(target: Target = TARGET, now: datetime = NOW, **given: object) -> None:
    wish = {"by": BY, "pauses": None, "manager": False}
    check_may_file(target, now=now, **(wish | given))  # type: ignore[arg-type]


def filed(size: int = 8) -> Challenge:
    """Return a challenge with a pool of that size, before its jury is drawn."""
    pool = tuple(PEOPLE[:size])
    bare = Challenge(
        id=ChallengeId(1),
        community_id=CommunityId(1),
        circle_id=CircleId(1),
        proposal_id=ProposalId(1),
        ground=Ground.ROLL,
        contradicts=None,
        by=BY,
        words="Emre was not asked.",
        filed_at=NOW,
        phase=Phase.SUSPENDED,
    )
    seats = seats_for(size)
    written = commitment(SECRET, [str(one) for one in pool])
    return sealed(bare, Lot(1, pool, written, NOW + WORDS_FOR) if seats else None, seats)


def drawing(challenge: Challenge, late: timedelta = timedelta()) -> Drawing:
    assert challenge.lot
    pool = tuple(str(one) for one in challenge.lot.pool)
    return Drawing(
        challenge.lot.commitment, pool, pool, SECRET.hex(), ("word",), challenge.lot.deadline, NOW + WORDS_FOR + late
    )


def sitting(size: int = 8) -> Challenge:
    """Return a challenge whose jury has been called."""
    challenge = filed(size)
    return drawn(challenge, drawing(challenge), PEOPLE, NOW + WORDS_FOR)


def verdicts(challenge: Challenge, uphold: int, dismiss: int, at: datetime | None = None) -> Challenge:
    """Let the first of the jury judge so."""
    found = [Verdict.UPHOLD] * uphold + [Verdict.DISMISS] * dismiss
    for juror, verdict in zip(challenge.jury, found, strict=False):
        challenge = judged(challenge, juror.member, verdict, "Because.", PEOPLE, at or NOW + WORDS_FOR)
    return challenge


def test_a_decision_is_challenged_until_the_last_moment_of_fourteen_days() -> None:
    file(now=NOW + WINDOW - TICK)
    with pytest.raises(ChallengeTooLate):
        file(now=NOW + WINDOW)
    assert timedelta(days=14) == WINDOW


def test_while_a_jury_sits_the_fourteen_days_stand_still_and_nobody_else_files() -> None:
    first = Past(Ground.COUNT, None, NOW + WINDOW - TICK, None)
    with pytest.raises(ChallengeRunning):
        file(replace(TARGET, past=(first,)), NOW + WINDOW)
    over = replace(TARGET, past=(replace(first, ended_at=first.filed_at + 4 * REPLY),))
    assert closes_at(over) == NOW + WINDOW + 4 * REPLY
    file(over, NOW + WINDOW + 4 * REPLY - TICK)
    with pytest.raises(ChallengeTooLate):
        file(over, NOW + WINDOW + 4 * REPLY)


def test_each_ground_is_used_once_and_a_contradicted_agreement_is_a_ground_of_its_own() -> None:
    past = (Past(Ground.AGREEMENT, AgreementId(3), NOW, NOW), Past(Ground.OTHER, None, NOW, NOW))
    target = replace(TARGET, past=past)
    for ground, contradicts in ((Ground.AGREEMENT, AgreementId(3)), (Ground.OTHER, None)):
        with pytest.raises(GroundUsed):
            check_ground(target, ground, contradicts)
    check_ground(target, Ground.AGREEMENT, AgreementId(4))
    check_ground(target, Ground.COUNT, None)


def test_only_what_was_adopted_is_challenged_by_whom_it_binds_or_by_who_manages_the_server() -> None:
    with pytest.raises(NotAdopted):
        file(replace(TARGET, adopted_at=None))
    with pytest.raises(MayNotChallenge):
        file(by=PEOPLE[0])
    file(by=PEOPLE[0], manager=True)


@given(upheld=st.integers(0, 5), total=st.integers(0, 5))
def test_whose_challenge_finds_less_than_a_fifth_pauses_for_sixty_days(upheld: int, total: int) -> None:
    upheld = min(upheld, total)
    until = paused_until(NOW, upheld, total)
    assert (until is not None) == (total > 0 and Fraction(upheld, total) < SUPPORT)
    if until is not None:
        assert until == NOW + PAUSE == NOW + timedelta(days=60)
        with pytest.raises(FilingPaused):
            file(replace(TARGET, adopted_at=until), until - TICK, pauses=until)
        file(replace(TARGET, adopted_at=until), until, pauses=until)


def test_exactly_a_fifth_is_enough() -> None:
    assert paused_until(NOW, 1, 5) is None
    assert paused_until(NOW, 0, 5) == NOW + PAUSE


@given(
    members=st.sets(st.sampled_from(PEOPLE)),
    neighbours=st.sets(st.sampled_from(PEOPLE)),
    parties=st.sets(st.sampled_from([BY, *PEOPLE])),
)
def test_no_party_is_in_the_pool_and_neighbours_are_only_where_the_circle_has_too_few(
    members: set[MemberId], neighbours: set[MemberId], parties: set[MemberId]
) -> None:
    pool = pool_of({*members, BY}, neighbours, {*parties, BY}, ProposalId(1))
    assert not {*pool} & {*parties, BY}
    assert list(pool) == sorted(pool)
    own = members - parties - {BY}
    assert {*pool} == (own if len(own) >= LARGEST else (members | neighbours) - parties - {BY})


def test_of_more_than_a_lot_can_hold_a_part_is_taken_that_nobody_chose() -> None:
    crowd = [MemberId(number) for number in range(10, 10 + LARGEST_POOL + 5)]
    pool = pool_of(crowd, (), (), ProposalId(1))
    assert len(pool) == LARGEST_POOL
    assert {*pool} != {*pool_of(crowd, (), (), ProposalId(2))}


@pytest.mark.parametrize(("pool", "seats"), [(0, 0), (2, 0), (3, 3), (4, 3), (5, 5), (400, 5)])
def test_a_small_pool_gives_a_smaller_odd_jury_or_none(pool: int, seats: int) -> None:
    assert seats_for(pool) == seats
    assert seats % 2 or not seats


def test_where_nobody_can_judge_the_decision_holds_and_is_not_suspended() -> None:
    challenge = filed(2)
    assert (challenge.phase, challenge.ended_at, challenge.judged) == (Phase.UNHEARD, NOW, 0)


def test_a_draw_that_is_void_calls_nobody() -> None:
    challenge = filed()
    late = drawn(challenge, drawing(challenge, timedelta(hours=1) + TICK), PEOPLE, NOW + WORDS_FOR + 2 * REPLY)
    assert late == challenge
    assert drawn(challenge, drawing(challenge, timedelta(hours=1)), PEOPLE, NOW + WORDS_FOR).phase is Phase.JURY


def test_the_jury_is_the_beginning_of_the_order_and_who_has_left_is_passed_over() -> None:
    challenge = filed()
    order = [PEOPLE[place - 1] for place in drawing(challenge).order]
    assert [one.member for one in sitting().jurors] == order[:5]
    here = [one for one in PEOPLE if one != order[1]]
    called = drawn(challenge, drawing(challenge), here, NOW + WORDS_FOR)
    assert [one.member for one in called.jurors] == [order[0], *order[2:6]]


@pytest.mark.parametrize(
    ("uphold", "dismiss", "phase"),
    [(3, 2, Phase.UPHELD), (5, 0, Phase.UPHELD), (2, 3, Phase.DISMISSED), (0, 5, Phase.DISMISSED)],
)
def test_most_of_the_jury_decide_as_soon_as_all_have_judged(uphold: int, dismiss: int, phase: Phase) -> None:
    ended = verdicts(sitting(), uphold, dismiss)
    assert (ended.phase, ended.upheld, ended.judged) == (phase, uphold, 5)
    with pytest.raises(JuryOver):
        judged(ended, ended.jury[0].member, Verdict.UPHOLD, "More.", PEOPLE, NOW + WORDS_FOR)


@pytest.mark.parametrize(
    ("uphold", "dismiss", "phase"),
    [(2, 2, Phase.DISMISSED), (2, 1, Phase.UPHELD), (2, 0, Phase.UNHEARD), (3, 0, Phase.UPHELD)],
)
def test_at_the_end_those_count_who_have_judged_and_two_are_no_jury(uphold: int, dismiss: int, phase: Phase) -> None:
    challenge, at = sitting(5), NOW + WORDS_FOR
    for juror in challenge.jury:
        challenge = serving(challenge, juror.member, PEOPLE, at)
    challenge = verdicts(challenge, uphold, dismiss)
    assert heard(challenge, PEOPLE, at + SITS - TICK) == challenge
    assert heard(challenge, PEOPLE, at + SITS).phase is phase


def test_the_verdict_of_who_has_left_does_not_count() -> None:
    challenge, at = sitting(5), NOW + WORDS_FOR
    for juror in challenge.jury:
        challenge = serving(challenge, juror.member, PEOPLE, at)
    challenge = verdicts(challenge, 3, 0)
    gone = challenge.jury[0].member
    ended = heard(challenge, [one for one in PEOPLE if one != gone], at + SITS)
    assert (ended.phase, ended.judged) == (Phase.UNHEARD, 2)
    with pytest.raises(NotOnJury):
        judged(challenge, gone, Verdict.UPHOLD, "Still.", [], at)


def test_a_verdict_has_a_reason_and_can_be_bettered_until_the_end() -> None:
    challenge, at = sitting(), NOW + WORDS_FOR
    member = challenge.jury[0].member
    with pytest.raises(BlankText):
        judged(challenge, member, Verdict.UPHOLD, " ", PEOPLE, at)
    challenge = judged(challenge, member, Verdict.UPHOLD, "First.", PEOPLE, at)
    challenge = judged(challenge, member, Verdict.DISMISS, "Better.", PEOPLE, at)
    assert reasons(challenge) == [(Verdict.DISMISS, "Better.")]


def test_who_says_nothing_for_a_day_is_replaced_and_the_next_has_a_day_too() -> None:
    challenge, at = sitting(), NOW + WORDS_FOR
    first = challenge.jury[0].member
    assert next_alarm(challenge) == at + REPLY
    for juror in challenge.jury[1:]:
        challenge = serving(challenge, juror.member, PEOPLE, at)
    assert heard(challenge, PEOPLE, at + REPLY - TICK) == challenge
    later = at + REPLY + timedelta(hours=9)
    replaced = heard(challenge, PEOPLE, later)
    assert next(one for one in replaced.jurors if one.member == first).answer is Answer.SILENT
    assert replaced.jurors[-1].called_at == later
    assert len(replaced.jury) == 5
    with pytest.raises(NotOnJury):
        judged(replaced, first, Verdict.UPHOLD, "Late.", PEOPLE, later)


def test_nobody_is_called_who_would_not_have_a_whole_day() -> None:
    challenge, at = sitting(), NOW + WORDS_FOR
    for juror in challenge.jury:
        challenge = serving(challenge, juror.member, PEOPLE, at)
    last = at + SITS - REPLY
    assert len(declined(challenge, challenge.jury[0].member, PEOPLE, last).jury) == 5
    assert len(declined(challenge, challenge.jury[0].member, PEOPLE, last + TICK).jury) == 4


def test_where_too_many_decline_it_ends_unheard() -> None:
    challenge, at = sitting(5), NOW + WORDS_FOR
    for juror in challenge.jury[:3]:
        assert challenge.phase is Phase.JURY
        challenge = declined(challenge, juror.member, PEOPLE, at)
    assert (challenge.phase, challenge.ended_at) == (Phase.UNHEARD, at)


def test_who_declines_last_lets_the_others_verdict_stand() -> None:
    challenge = verdicts(sitting(5), 2, 2)
    last = next(one for one in challenge.jury if not one.verdict)
    ended = declined(challenge, last.member, PEOPLE, NOW + WORDS_FOR)
    assert (ended.phase, ended.upheld, ended.judged) == (Phase.DISMISSED, 2, 4)


class Sitting(RuleBasedStateMachine):
    """A jury in whatever order people answer and time passes."""

    @initialize(size=st.integers(3, 18))
    def begin(self, size: int) -> None:
        self.now, self.words = NOW + WORDS_FOR, count()
        self.one = sitting(size)
        self.ended: Challenge | None = None

    @rule(hours=st.integers(0, 30))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.one = heard(self.one, PEOPLE, self.now)
        assert heard(self.one, PEOPLE, self.now) == self.one

    @precondition(lambda self: self.one.running)
    @rule(
        member=st.sampled_from(PEOPLE), act=st.sampled_from((serving, declined, None)), verdict=st.sampled_from(Verdict)
    )
    def answer(self, member: MemberId, act: object, verdict: Verdict) -> None:
        on_jury = heard(self.one, PEOPLE, self.now).juror(member)
        try:
            if callable(act):
                self.one = act(self.one, member, PEOPLE, self.now)
            else:
                self.one = judged(self.one, member, verdict, f"Reason {next(self.words)}", PEOPLE, self.now)
        except AccordError:
            assert on_jury is None or not heard(self.one, PEOPLE, self.now).running

    @invariant()
    def holds(self) -> None:
        one = self.one
        assert one.lot
        asked = [juror.member for juror in one.jurors]
        assert asked == list(one.line[: len(asked)]), "in the order drawn, nobody twice"
        assert BY not in asked
        assert len(one.jury) <= one.seats
        assert all(bool(juror.verdict) == bool(juror.reason) for juror in one.jurors)
        assert (one.ended_at is not None) == (one.phase in ENDS)
        assert (next_alarm(one) is None) == (one.phase in ENDS)
        if one.running:
            assert len(one.jury) >= SMALLEST
            assert one.until == NOW + WORDS_FOR + SITS
        elif one.phase is not Phase.UNHEARD:
            assert one.judged == len(reasons(one)) >= SMALLEST
            assert (one.phase is Phase.UPHELD) == (2 * one.upheld > one.judged)

    @invariant()
    def ends_for_good(self) -> None:
        if self.ended:
            assert self.one == self.ended
        self.ended = None if self.one.running else self.one


TestSitting = Sitting.TestCase
