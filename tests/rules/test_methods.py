"""Every method of the registry keeps the same promises: exact, anonymous, neutral, and honest about ties."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting import BadPoll, Ballot, BallotKind, Count, Fate, Poll
from bot.rules.majority import Outcome, UnknownThreshold
from bot.rules.methods import METHODS, NO, YES, Method
from tests.rules.worlds import thorough

every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
approving = pytest.mark.parametrize(
    "method", [each for each in METHODS.values() if each.ballots is BallotKind.APPROVALS]
)


@st.composite
def polls(draw: st.DrawFn, kind: BallotKind) -> Poll:
    """Small polls of a kind; ties and missed quorums are likely."""
    if kind is BallotKind.YES_NO:
        options: tuple[str, ...] = (YES, NO)
        marks = st.sampled_from([frozenset({YES}), frozenset({NO}), frozenset[str]()])
    else:
        options = tuple("abcde")[: draw(st.integers(1, 5))]
        marks = st.frozensets(st.sampled_from(options))
    ballots = tuple(draw(st.lists(st.builds(Ballot, marks, st.integers(0, 3)), max_size=8)))
    roll = sum(ballot.weight for ballot in ballots) + draw(st.integers(0, 3))
    seats = draw(st.integers(1, 3)) if kind is BallotKind.APPROVALS else 1
    return Poll(options, ballots, roll, draw(st.integers(1, 4)), seats)


def gist(count: Count) -> tuple[Outcome, set[str], set[str], Mapping[str, int]]:
    """What must not depend on the order of ballots or options."""
    return count.outcome, set(count.winners), set(count.tie.options if count.tie else ()), count.totals


@every_method
def test_it_tells_a_voter_how_it_counts_and_where_it_is_published(method: Method) -> None:
    assert METHODS[method.key] is method
    assert method.sentence.endswith(".")
    assert method.citation
    assert all(setting.sentence and setting.default for setting in method.settings)


@every_method
@given(data=st.data())
@thorough
def test_v3_the_order_and_the_bundling_of_ballots_do_not_matter(method: Method, data: st.DataObject) -> None:
    poll = data.draw(polls(method.ballots))
    singles = [Ballot(ballot.marks) for ballot in poll.ballots for _ in range(ballot.weight)]
    shuffled = replace(poll, ballots=tuple(data.draw(st.permutations(singles))))
    assert gist(method.count(shuffled)) == gist(method.count(poll))


@approving
@given(data=st.data())
@thorough
def test_v3_options_under_other_names_and_in_another_order_get_the_same_result(
    method: Method, data: st.DataObject
) -> None:
    poll = data.draw(polls(method.ballots))
    name = dict(zip(poll.options, data.draw(st.permutations(poll.options)), strict=True))
    renamed = replace(
        poll,
        options=tuple(name.values()),
        ballots=tuple(replace(each, marks=frozenset(name[mark] for mark in each.marks)) for each in poll.ballots),
    )
    before, after = method.count(poll), method.count(renamed)
    assert {name[option] for option in before.winners} == set(after.winners)
    assert (
        {name[option] for option in before.tie.options} == set(after.tie.options)
        if (before.tie and after.tie)
        else before.tie is after.tie
    )


@every_method
@given(data=st.data())
@thorough
def test_v1_an_extra_vote_for_a_winner_alone_keeps_it_winning(method: Method, data: st.DataObject) -> None:
    poll = data.draw(polls(method.ballots))
    winners = method.count(replace(poll, roll=poll.roll + 1)).winners
    for winner in winners:
        more = (*poll.ballots, Ballot(frozenset({winner})))
        assert winner in method.count(replace(poll, ballots=more, roll=poll.roll + 1)).winners


@every_method
@given(data=st.data())
@thorough
def test_the_outcome_the_winners_the_tie_and_the_steps_agree(method: Method, data: st.DataObject) -> None:
    poll = data.draw(polls(method.ballots))
    count = method.count(poll)
    elected = [option for step in count.steps if step.fate is Fate.ELECTED for option in step.options]
    tied = [option for step in count.steps if step.fate is Fate.TIED for option in step.options]
    assert list(count.winners) == elected
    assert len(elected) <= poll.seats
    assert (count.outcome is Outcome.TIE) == (count.tie is not None) == bool(tied)
    assert all(count.totals[winner] >= poll.quorum for winner in elected)
    if not count.tie:
        assert (count.outcome is Outcome.ADOPTED) == bool(elected)


@every_method
def test_without_votes_nobody_wins(method: Method) -> None:
    count = method.count(Poll((YES, NO), (), roll=3))
    assert (count.outcome, count.winners, count.tie) == (Outcome.NO_QUORUM, (), None)


@every_method
def test_a_ballot_of_weight_nothing_counts_nothing(method: Method) -> None:
    count = method.count(Poll((YES, NO), (Ballot(frozenset({YES}), 0),), roll=3))
    assert count.totals == {YES: 0, NO: 0}
    assert not count.winners


def test_a_ballot_that_says_yes_and_no_is_refused_by_a_yes_no_method() -> None:
    with pytest.raises(BadPoll):
        METHODS["simple"].count(Poll((YES, NO), (Ballot(frozenset({YES, NO})),), roll=1))


def test_the_supermajority_takes_its_ratio_from_the_settings() -> None:
    poll = Poll((YES, NO), (Ballot(frozenset({YES}), 2), Ballot(frozenset({NO}), 1)), roll=3)
    count = METHODS["supermajority"].count
    assert count(poll).winners == (YES,)
    assert count(replace(poll, settings={"ratio": "3/4"})).outcome is Outcome.NOT_ADOPTED
    with pytest.raises(UnknownThreshold):
        count(replace(poll, settings={"ratio": "most"}))


@pytest.mark.parametrize(
    "broken",
    [
        {"options": ("a", "a")},
        {"ballots": (Ballot(frozenset({"z"})),)},
        {"ballots": (Ballot(frozenset({"a"}), -1),)},
        {"roll": 0},
        {"quorum": -1},
        {"seats": 0},
        {"lot": ("a",)},
    ],
)
def test_a_poll_that_cannot_be_counted_is_refused(broken: dict[str, object]) -> None:
    sound: dict[str, object] = {"options": ("a", "b"), "ballots": (Ballot(frozenset({"a"})),), "roll": 1}
    with pytest.raises(BadPoll):
        Poll(**{**sound, **broken})  # type: ignore[arg-type]
