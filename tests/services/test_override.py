"""Those whose delegate votes at the end have time to vote themselves, and nobody else has (governance 7.4, L16)."""

from datetime import timedelta

import pytest

from bot.rules.decision import Choice, Decision, State
from bot.rules.errors import VoteClosed
from bot.rules.ids import CircleId, MemberId
from bot.rules.liquid.errors import NoOverride
from bot.services import override
from bot.services.values import Event, LetterKind, Notice
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOUR, NOW
from tests.town import MOMENT, Town, about

END = NOW + 5 * DAY
LATE = END - HOUR
LAST = timedelta(seconds=6)
"""After the deadline, when no ballot can be on its way any more."""


@pytest.fixture
def garden(town: Town) -> CircleId:
    return town.found()


@pytest.fixture
def late(town: Town, garden: CircleId) -> Decision:
    """ANNA hands her vote to BEN, who hands his to CLEO, who votes an hour before the end; DAVID votes alone."""
    decision = town.propose(garden, DAVID)
    town.trust(ANNA, BEN)
    town.trust(BEN, CLEO)
    town.cast(decision, DAVID, Choice.NO, LATE)
    town.cast(decision, CLEO, Choice.YES, LATE)
    town.sweep(END + LAST)
    return decision


def content(town: Town, decision: Decision, member: MemberId, now: object = END + HOUR) -> None:
    town.store.run_now(override.confirm, about(decision, member, now))  # type: ignore[arg-type]


def totals(town: Town, decision: Decision) -> tuple[int, int, int, int]:
    result = town.seen(decision).result
    assert result
    tally = result.verdict.tally
    return tally.yes, tally.no, result.direct, result.delegated


def told(town: Town, member: MemberId) -> list[LetterKind]:
    return [one.kind for one in town.store.read_now(lambda unit, who: unit.letters.waiting(who), member)]


def test_a_late_ballot_holds_the_vote_open_for_its_followers(town: Town, late: Decision) -> None:
    held = town.seen(late)
    assert (held.state, held.override_until) == (State.OPEN, LATE + 12 * HOUR)
    assert [LetterKind.OVERRIDE in told(town, one) for one in (ANNA, BEN, CLEO, DAVID)] == [True, True, False, False]
    assert len(town.owed(Notice.OVERRIDE)) == len(town.remembered(Event.OVERRIDE_OPENED)) == 1
    town.sweep(LATE + 12 * HOUR)
    assert town.state(late) is State.OPEN
    town.sweep(LATE + 12 * HOUR + LAST)
    assert town.state(late) is State.COUNTED
    assert totals(town, late) == (3, 1, 2, 2)


def test_a_ballot_in_that_time_moves_its_casters_vote_and_no_other(town: Town, late: Decision) -> None:
    receipt = town.cast(late, BEN, Choice.NO, END + HOUR)
    assert receipt.closes_at == LATE + 12 * HOUR
    town.sweep(LATE + 13 * HOUR)
    assert totals(town, late) == (2, 2, 3, 1)


def test_it_can_be_changed_and_taken_back_within_that_time(town: Town, late: Decision) -> None:
    town.cast(late, ANNA, Choice.NO, END + HOUR)
    town.cast(late, ANNA, Choice.ABSTAIN, END + 2 * HOUR)
    town.take_back(late, ANNA, END + 3 * HOUR)
    town.cast(late, BEN, Choice.ABSTAIN, LATE + 12 * HOUR - MOMENT)
    with pytest.raises(VoteClosed):
        town.cast(late, ANNA, Choice.NO, LATE + 12 * HOUR)
    town.sweep(LATE + 13 * HOUR)
    assert totals(town, late) == (2, 1, 3, 1)


def test_nobody_else_votes_in_that_time(town: Town, late: Decision) -> None:
    for member in (CLEO, DAVID, ELA):
        with pytest.raises(NoOverride):
            town.cast(late, member, Choice.YES, END + HOUR)
        with pytest.raises(NoOverride):
            content(town, late, member)
    with pytest.raises(NoOverride):
        town.take_back(late, CLEO, END + HOUR)
    with pytest.raises(VoteClosed):
        town.withdraw(late, DAVID, END + HOUR)


def test_who_is_content_says_so_and_the_count_comes_when_all_are(town: Town, late: Decision) -> None:
    content(town, late, ANNA)
    with pytest.raises(NoOverride):
        town.cast(late, ANNA, Choice.NO, END + 2 * HOUR)
    town.sweep(END + 2 * HOUR)
    assert town.state(late) is State.OPEN
    content(town, late, BEN, END + 3 * HOUR)
    town.sweep(END + 3 * HOUR)
    assert town.state(late) is State.COUNTED
    assert len(town.remembered(Event.BALLOT_CONFIRMED)) == 2


def test_no_time_is_given_where_there_was_time_or_nobody_follows(town: Town, garden: CircleId) -> None:
    early, alone, exact = (town.propose(garden) for _ in range(3))
    town.trust(ANNA, BEN)
    town.cast(early, BEN, Choice.YES, END - DAY)
    town.cast(alone, CLEO, Choice.YES, LATE)
    town.cast(exact, BEN, Choice.YES, END - 12 * HOUR)
    town.sweep(END + LAST)
    assert [town.state(one) for one in (early, alone, exact)] == [State.COUNTED] * 3


def test_a_short_vote_gives_a_tenth_of_its_time(town: Town) -> None:
    garden = town.found("Kitchen", shortest=HOUR, period=10 * HOUR)
    decision = town.propose(garden, ends=NOW + 10 * HOUR)
    town.trust(ANNA, BEN)
    town.cast(decision, BEN, Choice.YES, NOW + 10 * HOUR - MOMENT)
    town.sweep(NOW + 10 * HOUR + LAST)
    assert town.seen(decision).override_until == NOW + 11 * HOUR - MOMENT


def test_a_delegate_who_changes_in_the_last_second_is_late_too(town: Town, garden: CircleId) -> None:
    decision = town.propose(garden)
    town.trust(ANNA, BEN)
    town.cast(decision, BEN, Choice.YES, NOW + DAY)
    town.cast(decision, BEN, Choice.NO, END - MOMENT)
    town.sweep(END + LAST)
    assert town.seen(decision).override_until == END - MOMENT + 12 * HOUR


def test_a_sweep_that_comes_too_late_counts_at_once(town: Town, garden: CircleId) -> None:
    decision = town.propose(garden)
    town.trust(ANNA, BEN)
    town.cast(decision, BEN, Choice.YES, LATE)
    town.sweep(END + DAY)
    assert town.state(decision) is State.COUNTED
    assert totals(town, decision) == (2, 0, 1, 1)


@pytest.mark.usefixtures("late")
def test_a_sweep_that_is_repeated_gives_the_same_rights_once(town: Town) -> None:
    for _ in range(2):
        town.sweep(END + LAST)
    assert len(town.owed(Notice.OVERRIDE)) == len(town.remembered(Event.OVERRIDE_OPENED)) == 1
