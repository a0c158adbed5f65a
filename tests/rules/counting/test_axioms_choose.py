"""What the ways of electing a committee by approvals promise, and stored cases of what they do not.

Justified representation: H. Aziz, M. Brill, V. Conitzer, E. Elkind, R. Freeman and T. Walsh, "Justified
Representation in Approval-Based Committee Voting", Social Choice and Welfare 48 (2017). EJR of equal shares:
Peters and Skowron (2020). PJR of sequential Phragmén and that it lacks EJR: M. Brill, R. Freeman, S. Janson
and M. Lackner, "Phragmén's Voting Methods and Justified Representation", AAAI 2017.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.outcome import Act, Tie
from bot.rules.counting.poll import BadPoll, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.majority import Outcome
from bot.rules.numbers import Number
from tests.rules.counting.committees import Voters, approvals, ends, voters_of
from tests.rules.counting.polls import divided
from tests.rules.worlds import thorough

SEQUENTIAL = ("sequential_proportional_approval", "sequential_phragmen", "equal_shares")
each_sequential = pytest.mark.parametrize("method", SEQUENTIAL)


@st.composite
def small(draw: st.DrawFn) -> Poll:
    """A few voters with few options, so that everything can be looked at; ties are likely."""
    options = "abcde"[: draw(st.integers(1, 5))]
    marks = st.sets(st.sampled_from(options)).map(lambda marked: "".join(sorted(marked)))
    return approvals(options, draw(st.dictionaries(marks, st.integers(1, 3), max_size=5)), draw(st.integers(1, 4)))


def elected(method: str, poll: Poll) -> set[str]:
    """Return the committee, ties taken in the order of the list."""
    return set(METHODS[method].count(replace(poll, tie_order=poll.options)).winners)


@each_sequential
@given(poll=small())
@thorough
def test_it_elects_what_the_rule_elects_vote_by_vote_and_names_exactly_what_is_open(method: str, poll: Poll) -> None:
    count, all_ends = METHODS[method].count(poll), ends(method, poll)
    certain, possible = frozenset.intersection(*all_ends), frozenset.union(*all_ends)
    assert set(count.winners) == certain
    assert set(count.tie.options if count.tie else ()) == possible - certain
    assert count.tie is None or count.tie.seats == poll.seats - len(certain)


@each_sequential
@given(poll=small(), data=st.data())
@thorough
def test_an_order_for_ties_leads_to_one_of_the_right_committees(method: str, poll: Poll, data: st.DataObject) -> None:
    order = tuple(data.draw(st.permutations(poll.options)))
    assert frozenset(METHODS[method].count(replace(poll, tie_order=order)).winners) in ends(method, poll)


def groups(voters: Voters, seats: int) -> Iterator[tuple[Voters, int]]:
    """Yield groups of voters that are large enough for so many seats and agree on so many options."""
    for size in range(1, len(voters) + 1):
        for group in combinations(voters, size):
            deserved = min(size * seats // len(voters), len(frozenset.intersection(*group)))
            if deserved:
                yield group, deserved


def justified(voters: Voters, seats: int, committee: set[str]) -> bool:
    """Justified representation: every such group has somebody who gets something."""
    return all(any(marks & committee for marks in group) for group, _ in groups(voters, seats))


def proportional(voters: Voters, seats: int, committee: set[str]) -> bool:
    """Proportional justified representation: every such group together gets as many as it deserves."""
    return all(len(frozenset().union(*group) & committee) >= deserved for group, deserved in groups(voters, seats))


def extended(voters: Voters, seats: int, committee: set[str]) -> bool:
    """Extended justified representation: somebody in every such group gets as many as the group deserves."""
    return all(max(len(marks & committee) for marks in group) >= deserved for group, deserved in groups(voters, seats))


def agreeing(poll: Poll) -> Voters:
    """Return the voters, of a poll small enough for all their groups and with enough options for the seats."""
    return voters_of(poll) if poll.ballots.total <= 8 and poll.seats <= len(poll.options) else ()


@each_sequential
@given(poll=small())
@thorough
def test_justified_representation_holds_for_few_seats(method: str, poll: Poll) -> None:
    assert justified(agreeing(poll), poll.seats, elected(method, poll))


@pytest.mark.parametrize("method", ["sequential_phragmen", "equal_shares"])
@given(poll=small())
@thorough
def test_proportional_justified_representation_holds(method: str, poll: Poll) -> None:
    assert proportional(agreeing(poll), poll.seats, elected(method, poll))


@given(poll=small())
@thorough
def test_extended_justified_representation_holds_for_equal_shares(poll: Poll) -> None:
    assert extended(agreeing(poll), poll.seats, elected("equal_shares", poll))


def test_a_majority_can_take_every_seat_by_satisfaction_approval() -> None:
    poll = approvals("abcd", {"abc": 6, "d": 1, "bd": 1}, 3)
    assert elected("satisfaction_approval", poll) == {"a", "b", "c"}
    assert elected("satisfaction_approval", approvals("abcd", {"abc": 6, "d": 3}, 3)) == {"a", "b", "d"}


def test_plain_approval_lacks_justified_representation_and_the_three_do_not() -> None:
    poll = approvals("abcd", {"abc": 4, "d": 2}, 3)
    assert not justified(voters_of(poll), 3, elected("approval", poll))
    assert all("d" in elected(method, poll) for method in SEQUENTIAL)


SIX_SEATS = {
    "d": 45, "e": 46, "f": 38, "be": 9, "bf": 31, "cd": 20, "ce": 3, "cf": 15, "ace": 48, "acf": 38, "ade": 1,
    "bcd": 19, "bce": 27, "abde": 36, "abdf": 48, "x": 85,
}  # fmt: skip
"""85 of 509 voters are more than a sixth and agree on x; found by linear programming."""


def test_proportional_approval_lacks_justified_representation_from_six_seats_on() -> None:
    poll = approvals("abcdefx", SIX_SEATS, 6)
    assert poll.ballots.total <= 85 * 6
    assert METHODS["sequential_proportional_approval"].count(poll).winners == tuple("abcdef")
    assert "x" in elected("sequential_phragmen", poll) & elected("equal_shares", poll)


TWELVE_SEATS = {"abp": 2, "abq": 2, "pqcdefghijkl": 6, "qcdefghijkl": 5, "cdefghijkl": 9}
"""Brill, Freeman, Janson and Lackner (2017): 4 of 24 voters agree on a and b and deserve 2 of 12 seats."""


def test_phragmen_lacks_extended_justified_representation_and_equal_shares_does_not() -> None:
    poll = approvals("abpqcdefghijkl", TWELVE_SEATS, 12)
    count = METHODS["sequential_phragmen"].count(poll)
    assert (set(count.winners), count.tie) == (set("pqcdefghijkl"), None)
    assert elected("equal_shares", poll) >= {"a", "b"}


@pytest.mark.parametrize("method", ["approval", *SEQUENTIAL[:2]])
@given(poll=small())
@thorough
def test_one_more_seat_unseats_nobody(method: str, poll: Poll) -> None:
    assert elected(method, poll) <= elected(method, replace(poll, seats=poll.seats + 1))


@pytest.mark.parametrize("method", ["approval", *SEQUENTIAL[:2]])
@given(poll=small(), data=st.data())
@thorough
def test_a_winner_who_is_marked_on_one_more_ballot_still_wins(method: str, poll: Poll, data: st.DataObject) -> None:
    voters = voters_of(poll)
    winner = data.draw(st.sampled_from([*METHODS[method].count(poll).winners, None]))
    lacking = [at for at, marks in enumerate(voters) if winner not in marks]
    if winner is None or not lacking:
        return
    more = data.draw(st.sampled_from(lacking))
    ballots = Counter("".join(sorted(marks | {winner} if at == more else marks)) for at, marks in enumerate(voters))
    count = METHODS[method].count(approvals("".join(poll.options), ballots, poll.seats))
    assert winner in {*count.winners, *(count.tie.options if count.tie else ())}


def test_one_more_seat_can_unseat_somebody_under_equal_shares() -> None:
    ballots = {"ac": 3, "ad": 2, "bd": 2, "bc": 1}
    two, three = (METHODS["equal_shares"].count(approvals("abcd", ballots, seats)) for seats in (2, 3))
    assert (two.tie, three.tie) == (None, None)
    assert (set(two.winners), set(three.winners)) == ({"a", "b"}, {"a", "c", "d"})


@pytest.mark.parametrize(
    ("method", "winners"),
    [("sequential_phragmen", "AQB"), ("sequential_proportional_approval", "AQB"), ("approval", "ABC")],
)
def test_the_example_of_phragmen_1894_comes_out_as_published(method: str, winners: str) -> None:
    ballots = {"ABC": 1034, "PQR": 519, "ABQ": 90, "APQ": 47}
    assert METHODS[method].count(approvals("ABCPQR", ballots, 3)).winners == tuple(winners)


def test_the_loads_of_the_example_of_phragmen_can_be_checked_by_hand() -> None:
    ballots = {"ABC": 1034, "PQR": 519, "ABQ": 90, "APQ": 47}
    count = METHODS["sequential_phragmen"].count(approvals("ABCPQR", ballots, 3))
    loads = [number for step in count.steps if step.act is Act.ELECTED for number in step.numbers.values()]
    first = Fraction(1, 1034 + 90 + 47)
    second = (1 + (90 + 47) * first) / (519 + 90 + 47)
    third = (1 + 1034 * first + 90 * second) / (1034 + 90)
    assert loads == [first, second, third]


def decided(poll: Poll, method: str) -> list[tuple[str, Number]]:
    """Return who was elected in which order, with the number that decided it."""
    steps = METHODS[method].count(replace(poll, tie_order=poll.options)).steps
    return [pair for step in steps if step.act is Act.ELECTED for pair in step.numbers.items()]


EXAMPLE_11 = {"ab": 3, "ac": 3, "ad": 2, "bcf": 1, "e": 1, "f": 1, "g": 1}
EXAMPLE_12 = {"cd": 3, "ab": 2, "ac": 2, "bd": 1}
"""Examples 11 and 12 of Lackner and Skowron, "Multi-Winner Voting with Approval Preferences" (2023)."""


def test_example_11_of_the_book_is_completed_by_phragmen_with_the_published_loads() -> None:
    poll = approvals("abcdefgh", EXAMPLE_11, 4)
    numbers = [("a", Fraction(1, 8)), ("b", Fraction(1, 96)), ("c", Fraction(37, 384)), ("d", Fraction(7, 24))]
    assert decided(poll, "equal_shares") == numbers
    count = METHODS["equal_shares"].count(poll)
    assert (set(count.winners), count.tie) == (set("abcd"), None)
    assert [step.facts["by"] for step in count.steps if step.act is Act.TIED] == ["either way"]


def test_example_12_of_the_book_comes_out_with_the_published_prices_and_loads() -> None:
    poll = approvals("abcd", EXAMPLE_12, 3)
    prices = [("c", Fraction(1, 5)), ("a", Fraction(13, 40)), ("d", Fraction(1, 40))]
    assert decided(poll, "equal_shares") == prices
    thirds = [(option, 3 * price) for option, price in prices]
    assert decided(divided(poll, 3), "equal_shares") == thirds
    loads = [("c", Fraction(1, 5)), ("b", Fraction(1, 3)), ("d", Fraction(29, 60))]
    assert decided(poll, "sequential_phragmen") == loads


PROFILES: Mapping[str, tuple[str, dict[str, int], int]] = {
    "3": (
        "012345",
        {"01234": 1, "01": 1, "024": 1, "025": 1, "0345": 1, "034": 1, "12": 1, "2": 1},
        4,
    ),
    "4": ("0123", {"01": 2, "013": 1, "03": 1, "23": 1}, 2),
}
"""Profiles of the test suite of abcvoting (M. Lackner and P. Skowron), candidates by number."""


@each_sequential
@pytest.mark.parametrize(("profile", "winners"), [("3", "0124"), ("4", "03")])
def test_the_profiles_of_abcvoting_come_out_as_published(method: str, profile: str, winners: str) -> None:
    count = METHODS[method].count(approvals(*PROFILES[profile]))
    assert (set(count.winners), count.tie) == (set(winners), None)


@each_sequential
def test_two_camps_get_one_seat_each_and_within_each_all_are_level(method: str) -> None:
    count = METHODS[method].count(approvals("0123456789", {"01234": 1, "56789": 1}, 2))
    assert count.outcome is Outcome.TIE
    assert count.tie is not None
    assert (len(count.tie.options), count.tie.seats) == (10, 2)
    winners = elected(method, approvals("0123456789", {"01234": 1, "56789": 1}, 2))
    assert len(winners & set("01234")) == len(winners & set("56789")) == 1


@each_sequential
def test_options_that_the_same_voters_want_fill_the_seats_together_without_a_tie(method: str) -> None:
    count = METHODS[method].count(approvals("abc", {"ab": 5, "c": 1}, 2))
    assert (count.tie, set(count.winners)) == (None, {"a", "b"})


@pytest.mark.parametrize("method", SEQUENTIAL[:2])
def test_who_is_elected_whichever_way_a_tie_goes_is_named_after_it(method: str) -> None:
    # b and c have the same four voters; once one of them is elected, the three of a have waited longest.
    count = METHODS[method].count(approvals("abc", {"bc": 4, "a": 3}, 2))
    tally, level, elected = count.steps
    assert (count.winners, count.tie) == (("a",), Tie(("b", "c"), 1))
    assert (tally.act, tuple(tally.numbers)) == (Act.TALLY, ("a", "b", "c"))
    assert (level.act, level.options, level.facts) == (Act.TIED, ("b", "c"), {"by": "nothing"})
    assert (elected.act, elected.options, elected.facts) == (Act.ELECTED, ("a",), {"by": "either way"})


@pytest.mark.parametrize("method", SEQUENTIAL[:2])
def test_level_options_without_a_voter_in_common_are_elected_together(method: str) -> None:
    count = METHODS[method].count(approvals("abc", {"a": 2, "b": 2, "c": 1}, 2))
    assert [step.options for step in count.steps if step.act is Act.ELECTED] == [("a", "b")]


@each_sequential
def test_a_tie_names_the_options_in_the_order_of_the_list(method: str) -> None:
    assert METHODS[method].count(approvals("cab", {"a": 2, "c": 2}, 1)).tie == Tie(("c", "a"), 1)


@each_sequential
def test_an_order_chooses_between_level_options_and_the_tie_is_told_in_it(method: str) -> None:
    count = METHODS[method].count(replace(approvals("ab", {"a": 2, "b": 2}, 1), tie_order=("b", "a")))
    assert (count.winners, count.tie) == (("b",), Tie(("b", "a"), 1))


def test_an_option_that_nobody_marks_comes_last_with_no_approvals() -> None:
    count = METHODS["sequential_phragmen"].count(approvals("ab", {"a": 2}, 2))
    last = [step for step in count.steps if step.act is Act.TALLY][-1]
    assert (count.winners, last.numbers, last.facts) == (("a", "b"), {"b": 0}, {"measure": "approvals", "elected": 1})


@each_sequential
def test_each_tally_says_how_many_seats_are_filled(method: str) -> None:
    count = METHODS[method].count(approvals("abc", {"ab": 5, "a": 2, "c": 3}, 2))
    assert [step.facts["elected"] for step in count.steps if step.act is Act.TALLY] == [0, 1]


def test_seats_nobody_can_pay_for_stay_empty_where_the_circle_says_so() -> None:
    poll = approvals("abc", {"a": 3, "b": 2, "c": 1}, 2)
    assert METHODS["equal_shares"].count(poll).winners == ("a", "b")
    assert METHODS["equal_shares"].count(replace(poll, settings={"completion": "none"})).winners == ("a",)
    with pytest.raises(BadPoll):
        METHODS["equal_shares"].count(replace(poll, settings={"completion": "some"}))


@each_sequential
def test_too_many_ways_to_follow_are_a_tie_of_all_that_is_open(method: str) -> None:
    options = "abcdefghijklmnopqrst"
    ring = {options[at] + options[at - 1]: 1 for at in range(20)}
    count = METHODS[method].count(approvals(options + "X", {**ring, "X": 9}, 11))
    assert count.winners == ("X",)
    assert count.tie is not None
    assert (set(count.tie.options), count.tie.seats) == (set(options), 10)


@pytest.mark.parametrize(("written", "seats", "spoilt"), [("1", 3, 2), ("2", 3, 3), ("auto", 3, 3), ("auto", 1, 2)])
def test_more_marks_than_the_limited_vote_allows_spoil_a_ballot(written: str, seats: int, spoilt: int) -> None:
    def poll(marks: str) -> Poll:
        return replace(approvals("abcd", {marks: 1}, seats), settings={"marks": written})

    assert METHODS["limited_vote"].count(poll("abcd"[: spoilt - 1])).totals["a"] == 1
    with pytest.raises(BadPoll):
        METHODS["limited_vote"].count(poll("abcd"[:spoilt]))


def test_one_ballot_with_too_many_marks_spoils_a_limited_vote_among_others_that_keep_to_it() -> None:
    asked = approvals("abcd", {"a": 3, "abc": 1, "b": 2}, 3)
    with pytest.raises(BadPoll):
        METHODS["limited_vote"].count(asked)
    assert METHODS["limited_vote"].count(replace(asked, settings={"marks": "999999999"})).winners == ("a", "b", "c")


@pytest.mark.parametrize("written", ["0", "-1", "many", "1.5", "9" * 10])
def test_a_limit_of_marks_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(BadPoll):
        METHODS["limited_vote"].count(replace(approvals("ab", {"a": 1}, 1), settings={"marks": written}))


def test_a_limited_vote_leaves_a_seat_to_a_minority_that_plain_approval_gives_to_the_majority() -> None:
    thirds = approvals("abcd", {"ab": 20, "ac": 20, "bc": 20, "d": 45}, 3)
    assert "d" in elected("limited_vote", thirds)
    assert elected("approval", approvals("abcd", {"abc": 60, "d": 45}, 3)) == {"a", "b", "c"}


def test_satisfaction_approval_shares_a_ballot_by_what_it_marks_among_those_heard() -> None:
    poll = approvals("abc", {"ab": 4, "ac": 1, "c": 2}, 1)
    assert METHODS["satisfaction_approval"].count(poll).totals == {"a": Fraction(5, 2), "b": 2, "c": Fraction(5, 2)}
    heard = METHODS["satisfaction_approval"].count(replace(poll, quorum=4))
    assert heard.totals == {"a": 3, "b": 2}
    assert METHODS["satisfaction_approval"].count(divided(poll, 2)).totals["a"] == Fraction(5, 4)


def test_a_ballot_that_marks_nobody_shares_out_nothing() -> None:
    assert METHODS["satisfaction_approval"].count(approvals("ab", {"": 4, "a": 1}, 1)).totals == {"a": 1, "b": 0}
