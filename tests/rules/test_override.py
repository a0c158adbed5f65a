"""Every follower has time to answer their delegate's ballot, and no answer moves anybody else (governance 7.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.columns import NOBODY
from bot.rules.electorate import followers
from bot.rules.override import ends, late, span
from tests.rules.worlds import REAL, World, thorough, weighed, worlds

OPENED = datetime(2030, 1, 1, 12, tzinfo=UTC)
CLOSES = OPENED + timedelta(days=5)
MINUTE = timedelta(minutes=1)
HALF_DAY = timedelta(hours=12)


@pytest.mark.parametrize(
    ("period", "window", "lasts"),
    [
        (timedelta(days=5), HALF_DAY, HALF_DAY),
        (timedelta(days=3), HALF_DAY, timedelta(hours=7, minutes=12)),
        (timedelta(minutes=5), HALF_DAY, timedelta(seconds=30)),
        (timedelta(days=90), timedelta(days=3), timedelta(days=3)),
        (timedelta(days=5), timedelta(), timedelta()),
    ],
)
def test_a_window_lasts_as_chosen_and_a_tenth_of_the_vote_at_most(
    period: timedelta, window: timedelta, lasts: timedelta
) -> None:
    assert span(window, OPENED, OPENED + period) == lasts


@pytest.mark.parametrize(
    ("before_the_close", "gives_a_right"),
    [(HALF_DAY, False), (HALF_DAY - MINUTE, True), (MINUTE, True), (timedelta(), False), (-MINUTE, False)],
)
def test_late_is_who_votes_less_than_the_window_before_the_close(
    before_the_close: timedelta, gives_a_right: bool
) -> None:
    at = CLOSES - before_the_close
    assert late({7: at}, CLOSES, HALF_DAY) == ({7: at + HALF_DAY} if gives_a_right else {})


def test_without_a_window_nobody_is_late() -> None:
    assert late({7: CLOSES - timedelta(microseconds=1)}, CLOSES, timedelta()) == {}


def test_the_last_right_that_is_left_ends_the_vote() -> None:
    assert ends(CLOSES, []) == CLOSES
    assert ends(CLOSES, [CLOSES + MINUTE, CLOSES + HALF_DAY, CLOSES + MINUTE]) == CLOSES + HALF_DAY


@dataclass(frozen=True)
class Closing:
    """A vote that comes to its close: when each ballot was last changed, and what followers would do afterwards.

    `answers` are moments after the close, by member, with whether they vote then, or confirm.
    """

    world: World
    lasts: timedelta
    changed: Mapping[int, datetime]
    answers: Mapping[int, tuple[datetime, bool]]


@st.composite
def closings(draw: st.DrawFn) -> Closing:
    world = draw(worlds(backups=draw(st.booleans()), most=8))
    lasts = span(timedelta(minutes=draw(st.integers(60, 4_000))), OPENED, CLOSES)
    minutes = st.integers(1, 1_500).map(lambda number: number * MINUTE)
    changed = {voter: CLOSES - draw(minutes) for voter in world.ballots}
    answers = {
        member: (CLOSES + draw(minutes), draw(st.booleans()))
        for member in draw(st.sets(st.sampled_from(world.people), max_size=4))
    }
    return Closing(world, lasts, changed, answers)


def ends_of(closing: Closing, overriding: set[int]) -> dict[int, int | None]:
    """Where every vote goes, with the ballots of those who answered; by the rules in columns."""
    world = closing.world
    found = weighed(world.eligible, REAL.edges(world), [*world.ballots, *overriding], overriding)
    places = zip(found.eligible.tolist(), found.ends.tolist(), strict=True)
    return {member: None if end == NOBODY else int(found.eligible[end]) for member, end in places}


@given(closings())
@thorough
def test_l16_every_counted_follower_had_the_time_or_was_content_and_only_who_acts_is_moved(closing: Closing) -> None:
    world, lasts = closing.world, closing.lasts
    until = late(closing.changed, CLOSES, lasts)
    behind = followers(weighed(world.eligible, REAL.edges(world), world.ballots), until)
    rights = {member: until[voter] for voter in until for member in behind[voter].tolist()}
    answers = {
        member: votes for member, (at, votes) in closing.answers.items() if member in rights and at < rights[member]
    }
    overriding = {member for member, votes in answers.items() if votes}
    before, after = REAL.count(world).terminal, ends_of(closing, overriding)

    assert after == {**before, **{member: member for member in overriding}}, "who acts moves, and nobody with them"
    assert not rights.keys() & world.ballots.keys(), "who has voted has decided"
    for member, voter in after.items():
        if voter is None or voter == member:
            continue
        in_time = CLOSES - closing.changed[voter] >= lasts
        assert in_time or rights[member] - closing.changed[voter] == lasts
        assert in_time == (member not in rights)
    left = [rights[member] for member in rights if answers.get(member, True)]
    assert CLOSES <= ends(CLOSES, left) < CLOSES + lasts, "there is one such time, and it ends"
    assert late(closing.changed | dict.fromkeys(overriding, CLOSES + MINUTE), CLOSES, lasts) == until


def test_a_follower_who_overrides_takes_nobody_along() -> None:
    """ANNA, 1, follows 2, who follows 3; 3 votes at the end, and 2 answers."""
    edges = {1: (2,), 2: (3,)}
    assert weighed({1, 2, 3}, edges, [3, 2], late=[2]).weights.tolist() == [2, 1]
    assert weighed({1, 2, 3}, edges, [3, 2]).weights.tolist() == [1, 2], "in time it would"
