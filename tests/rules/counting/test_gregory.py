"""The weighted inclusive Gregory method by each of the published rules, on numbers small enough to check by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bot.rules.counting.branches import Move, count_stages
from bot.rules.counting.gregory import Cut, Gregory, Order, Quota, Rules
from bot.rules.counting.outcome import Act, Count, Step, Tie
from bot.rules.counting.poll import Ballots, Poll
from tests.rules.counting.axioms import profile

TENTH = Fraction(1, 10)


def counted(poll: Poll, rules: Rules, seats: int = 1) -> Count:
    return count_stages(Gregory(replace(poll, seats=seats), rules))


def gone(count: Count) -> str:
    return "".join(option for step in count.steps if step.act is Act.EXCLUDED for option in step.options)


def moved(count: Count) -> list[Step]:
    return [step for step in count.steps if step.act is Act.TRANSFERRED]


@pytest.mark.parametrize(
    ("rules", "cost"),
    [
        (Rules(Quota.DROOP), 34),
        (Rules(Quota.EXACT), Fraction(100, 3)),
        (Rules(Quota.HARE), 50),
        (Rules(Quota.REFERENCE, 4), Fraction("33.3334")),
        (Rules(Quota.REFERENCE, None), Fraction(100, 3) + 1),
    ],
)
def test_a_seat_of_two_costs_so_many_of_a_hundred_votes(rules: Rules, cost: Fraction) -> None:
    assert rules.cost(100, 2) == cost


@pytest.mark.parametrize(
    ("value", "surplus", "votes", "worth"),
    [
        # 0.7 x 1.9 = 1.33, / 2.2 = 0.60..; 1.3 / 2.2 = 0.59..; 1.9 / 2.2 = 0.86.., 0.7 x 0.8 = 0.56.
        (7, 19, 22, {Cut.ONCE: 6, Cut.PRODUCT: 5, Cut.RATIO: 5}),
        # 0.9 x 1 / 1.5 = 0.6; 1 / 1.5 = 0.66.., 0.9 x 0.6 = 0.54.
        (9, 10, 15, {Cut.ONCE: 6, Cut.PRODUCT: 6, Cut.RATIO: 5}),
    ],
)
def test_a_value_is_cut_where_the_rule_says(value: int, surplus: int, votes: int, worth: dict[Cut, int]) -> None:
    for cut, tenths in worth.items():
        assert Rules(decimals=1, cut=cut).worth(value * TENTH, surplus * TENTH, votes * TENTH) == tenths * TENTH


def test_values_have_five_decimals_where_a_rule_does_not_say_otherwise() -> None:
    assert Rules().shortened(Fraction(2, 3)) == Fraction("0.66666")


def test_of_more_than_the_seats_with_the_exact_quota_the_one_with_most_at_an_earlier_stage_is_elected() -> None:
    # A quota of 12 / 2 = 6, which a and b reach together, a from 5 votes and b from 4.
    count = counted(profile("abc", {"b": 4, "a": 5, "c>a": 1, "c>b": 2}), Rules(Quota.EXACT))
    assert (count.winners, count.tie) == (("a",), None)


def test_who_is_level_is_told_apart_by_earlier_stages_only_where_the_rule_looks_back() -> None:
    # e goes first; then c and d are level at 4, but d had 4 at the first stage and c 3.
    poll = profile("abcde", {"a": 9, "b": 8, "d": 4, "c>b": 3, "e>c": 1})
    assert gone(counted(poll, Rules()))[:2] == "ec"
    blind = counted(poll, Rules(look_back=False))
    assert gone(blind)[:2] == "ed"
    assert [step.options for step in blind.steps if step.act is Act.TIED] == [("c", "d")]


def test_of_the_stages_that_differ_the_latest_decides() -> None:
    # c and d are level at 6 in the end; at stage 2 c had 5 and d 4, at stage 1 d had 4 and c 3.
    poll = profile("abcdef", {"a": 20, "b": 19, "c": 3, "d": 4, "e>c": 2, "f>d": 2, "f>c": 1})
    assert gone(counted(poll, Rules()))[:3] == "efd"


def test_whoever_has_exactly_the_quota_takes_a_stage_only_where_the_rule_says_so() -> None:
    poll = profile("abc", {"a": 4, "b": 3, "c": 2})  # a quota of 9 // 3 + 1 = 4
    assert "a" not in [step.options[0] for step in moved(counted(poll, Rules(), 2))]
    first, *_ = moved(counted(poll, Rules(spend_nothing=True), 2))
    assert (first.options, dict(first.numbers)) == (("a",), {})
    assert dict(first.facts) == {"exhausted": 0, "lost": 0, "round": 2, "value": 0}


def test_barred_options_are_excluded_first_the_last_listed_before_others_and_their_votes_move_on() -> None:
    poll = profile("abcd", {"a": 3, "b>c": 5, "c": 1, "d>a": 1})
    count = counted(poll, Rules(barred=frozenset((1, 3))))
    assert (gone(count)[:2], count.winners) == ("db", ("c",))
    machine = Gregory(poll, Rules(barred=frozenset((1, 3))))
    assert machine.left(machine.begin()) == (0, 2)


def test_barred_options_fill_no_seat_that_stays_empty() -> None:
    count = counted(profile("ab", {"a": 3, "b": 5}), Rules(barred=frozenset((0, 1))))
    assert (count.winners, gone(count)) == ((), "")


def test_each_transfer_tells_value_receivers_what_was_exhausted_and_what_cutting_lost() -> None:
    # A quota of 13 // 3 + 1 = 5 leaves a 3 of 8 votes: 0.37 for each paper.
    count = counted(profile("abcd", {"a>b": 5, "a>c": 1, "a": 2, "b": 1, "c": 2, "d": 2}), Rules(decimals=2), 2)
    first = moved(count)[0]
    hundredth = Fraction(1, 100)
    assert dict(first.numbers) == {"b": 185 * hundredth, "c": 37 * hundredth}
    assert dict(first.facts) == {
        "exhausted": 74 * hundredth,
        "lost": 4 * hundredth,
        "round": 2,
        "value": 37 * hundredth,
    }
    quota, *tallies = [step for step in count.steps if step.act in {Act.QUOTA, Act.TALLY}]
    assert dict(quota.facts) == {"quota": 5, "seats": 2, "votes": 13}
    assert dict(tallies[0].facts) == {"exhausted": 0, "lost": 0, "round": 1}
    assert dict(tallies[1].numbers) == {"a": 5, "b": 285 * hundredth, "c": 237 * hundredth, "d": 2}
    assert dict(tallies[1].facts) == {"exhausted": 74 * hundredth, "lost": 4 * hundredth, "round": 2}
    assert dict(tallies[2].numbers) == {"a": 5, "b": 285 * hundredth, "c": 237 * hundredth}
    assert dict(tallies[2].facts) == {"exhausted": 274 * hundredth, "lost": 4 * hundredth, "round": 3}


def test_an_exclusion_and_an_election_tell_the_votes_they_were_decided_by() -> None:
    count = counted(profile("abc", {"a": 4, "b": 3, "c>b": 2}), Rules())
    told = [(step.act, dict(step.numbers)) for step in count.steps if step.act in {Act.EXCLUDED, Act.ELECTED}]
    assert told == [(Act.EXCLUDED, {"c": 2}), (Act.ELECTED, {"b": 5})]
    assert count.totals == {"a": 4, "b": 5, "c": 0}


def test_several_elected_at_a_stage_are_named_by_votes_and_level_ones_by_the_order_for_ties() -> None:
    poll = profile("abcd", {"a": 5, "b": 7, "c": 5, "d": 1})
    assert counted(poll, Rules(), 3).winners == ("b", "a", "c")
    assert counted(replace(poll, tie_order=tuple("dcba")), Rules(), 3).winners == ("b", "c", "a")


def surpluses(count: Count) -> str:
    return "".join(option for step in moved(count) if "value" in step.facts for option in step.options)


@pytest.mark.parametrize(("order", "sources"), [(Order.LARGEST, "acb"), (Order.FIRST, "abc"), (Order.TOGETHER, "abc")])
def test_a_surplus_won_later_waits_only_where_the_order_says_so(order: Order, sources: str) -> None:
    # A quota of 100 // 5 + 1 = 21: a has 45, b 22; 24 of a's surplus carry c from 15 to 39.
    poll = profile("abcde", {"a>c": 45, "b": 22, "c": 15, "d": 10, "e": 8})
    assert surpluses(counted(poll, Rules(order=order, decimals=None), 4)) == sources


def test_the_largest_surplus_goes_first_also_where_the_rule_does_not_look_back() -> None:
    poll = profile("abcd", {"a": 25, "b": 30, "c": 5, "d": 4})
    assert surpluses(counted(poll, Rules(look_back=False), 3)) == "ba"


def test_of_level_surpluses_the_one_that_was_larger_before_goes_first() -> None:
    # A quota of 21: all of x's surplus of 21 goes to b, who had 2 votes and is then level with a at 23.
    poll = profile("abdex", {"x>b": 42, "a": 23, "b": 2, "d": 20, "e": 13})
    assert surpluses(counted(poll, Rules(), 4)) == "xab"


def test_situations_with_the_same_exclusions_in_another_order_are_one_where_no_rule_looks_back() -> None:
    machine = Gregory(profile("abcd", {"a": 5, "b": 5, "c": 1, "d": 1}), Rules(look_back=False))
    keys = set()
    for one, other in ((2, 3), (3, 2)):
        state = machine.after(machine.begin(), Move(Act.EXCLUDED, (one,)))
        keys.add(machine.key(machine.after(state, Move(Act.EXCLUDED, (other,)))))
    assert keys == {((Act.EXCLUDED, frozenset((2, 3))),)}


@pytest.mark.parametrize(
    ("ballots", "same"),
    [({"a": 5, "b": 5, "c>a": 1, "d>b": 1}, False), ({"a": 5, "b": 5, "c>a=b": 1, "d": 1}, True)],
)
def test_situations_are_one_where_those_left_had_the_same_votes_on_the_way_there(
    ballots: dict[str, int], same: bool
) -> None:
    machine = Gregory(profile("abcd", ballots), Rules(decimals=None))
    keys = set()
    for one, other in ((2, 3), (3, 2)):
        state = machine.after(machine.begin(), Move(Act.EXCLUDED, (one,)))
        keys.add(machine.key(machine.after(state, Move(Act.EXCLUDED, (other,)))))
    assert len(keys) == (1 if same else 2)


def test_options_without_votes_are_no_tie_where_others_fill_the_last_seats() -> None:
    count = counted(profile("abcd", {"a": 3, "b": 2}), Rules(Quota.HARE), 2)
    assert (count.winners, count.tie, gone(count)) == (("a", "b"), None, "dc")


def test_without_any_votes_where_seats_are_left_all_are_level() -> None:
    assert counted(Poll(tuple("abc"), Ballots.of([], width=3), 5), Rules(), 2).tie == Tie(("a", "b", "c"), 2)


def test_an_option_without_votes_is_excluded_before_a_tie_of_those_with_some() -> None:
    count = counted(profile("abcdef", {"a": 2, "b": 2, "c": 1, "d": 1}), Rules())
    assert gone(count)[:2] == "fe"
    assert count.tie == Tie(("a", "b"), 1)
