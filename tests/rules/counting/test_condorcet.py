"""Schulze, Debian, LiquidFeedback, ranked pairs: published examples, fixed vectors and what they promise (V4, V5)."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import groupby, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting import debian, liquidfeedback, ranked_pairs, schulze
from bot.rules.counting.outcome import Act, Count, Tie
from bot.rules.counting.pairwise import Defeat, defeats, duels
from bot.rules.counting.poll import BadPoll, Ballots, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.majority import Outcome, Supermajority
from tests.rules.counting.axioms import beats, in_front, prefer, profile, rankings
from tests.rules.worlds import thorough

CONDORCET = ("schulze", "debian", "liquidfeedback", "ranked_pairs")
of_condorcet = pytest.mark.parametrize("key", CONDORCET)

SCHULZE_1 = {
    "a>c>b>e>d": 5,
    "a>d>e>c>b": 5,
    "b>e>d>a>c": 8,
    "c>a>b>e>d": 3,
    "c>a>e>b>d": 7,
    "c>b>a>d>e": 2,
    "d>c>e>b>a": 7,
    "e>b>a>d>c": 8,
}
"""The example of 45 voters in Schulze, "A new monotonic and clone-independent single-winner election method",
Voting matters 17 (2003), 9-19."""

CYCLE = {"a>b>c>x": 4, "b>c>a>x": 3, "c>a>b>x": 2}
"""Vector 10 of governance 13.4: a cycle, all of it above the default option x."""


def against(default: str, options: str, ballots: Mapping[str, int]) -> Poll:
    return replace(profile(options, ballots), default=default)


def test_schulze_elects_e_by_its_chains_in_the_example_of_45_voters() -> None:
    count = schulze.count(profile("abcde", SCHULZE_1))
    paths = next(step.matrix for step in count.steps if step.act is Act.PATHS)
    assert count.winners == ("e",)
    assert paths == (
        (0, 28, 28, 30, 24),
        (25, 0, 28, 33, 24),
        (25, 29, 0, 29, 24),
        (25, 28, 28, 0, 24),
        (25, 28, 28, 31, 0),
    )
    assert count.order == (("e",), ("a",), ("c",), ("b",), ("d",))
    assert count.totals == {"e": 4, "a": 3, "c": 2, "b": 1, "d": 0}


def test_ranked_pairs_elects_the_middle_city_of_tennessee_and_ranks_the_rest() -> None:
    cities = {"m>n>c>k": 42, "n>c>k>m": 26, "c>k>n>m": 15, "k>c>n>m": 17}
    count = ranked_pairs.count(profile("mnck", cities))
    assert count.order == (("n",), ("c",), ("k",), ("m",))


def test_ranked_pairs_leaves_out_the_weakest_defeat_of_a_cycle() -> None:
    count = ranked_pairs.count(profile("abc", {"a>b>c": 4, "b>c>a": 3, "c>a>b": 2}))
    locking = [(step.options, tuple(step.facts.items())) for step in count.steps if step.act is Act.DEFEAT]
    assert locking == [
        (("b", "c"), (("votes", 7), ("against", 2), ("kept", "yes"))),
        (("a", "b"), (("votes", 6), ("against", 3), ("kept", "yes"))),
        (("c", "a"), (("votes", 5), ("against", 4), ("kept", "no"))),
    ]
    assert (count.steps[0].act, count.steps[0].matrix) == (Act.PAIRWISE, ((0, 6, 4), (3, 0, 7), (5, 2, 0)))
    assert count.winners == ("a",)


def test_ranked_pairs_shows_the_defeats_that_are_locked_whichever_way_equal_ones_go() -> None:
    # a beats b by 5; b beats c and c beats a by 3: locked first, the one makes a the winner and the other c.
    count = ranked_pairs.count(profile("abc", {"a>b>c": 4, "b>c>a": 3, "c>a>b": 4}))
    assert (count.winners, count.tie, count.order) == ((), Tie(("a", "c"), 1), ())
    assert [step.options for step in count.steps if step.act is Act.DEFEAT] == [("a", "b")]


def test_a_chain_of_margins_is_shown_by_its_smallest_margin() -> None:
    poll = replace(profile("abc", {"a>b>c": 4, "b>c>a": 3, "c>a>b": 2}), settings={"strength": "margins"})
    paths = next(step for step in schulze.count(poll).steps if step.act is Act.PATHS)
    assert (paths.facts, paths.matrix) == ({"strength": "margins"}, ((0, 3, 3), (1, 0, 5), (1, 1, 0)))


@pytest.mark.parametrize(("strength", "winner"), [("winning votes", "d"), ("margins", "a"), ("ratio", "b")])
def test_the_strength_of_a_defeat_can_decide(strength: str, winner: str) -> None:
    # Example 10 of Schulze (2011), section 3.
    ballots = {
        "a>b>c>d": 6,
        "a=b": 8,
        "a=c": 8,
        "a=c>d": 18,
        "a=c=d": 8,
        "b": 40,
        "c>b>d": 4,
        "c>d>a": 9,
        "c=d": 8,
        "d>a>b": 14,
        "d>b>c": 11,
        "d>c>a": 4,
    }
    poll = replace(profile("abcd", ballots), settings={"strength": strength})
    assert schulze.count(poll).winners == (winner,)


def test_a_defeat_without_opposition_has_the_greatest_ratio() -> None:
    poll = replace(profile("abc", {"a>b": 1, "b=a>c": 5, "c>a=b": 1}), settings={"strength": "ratio"})
    count = schulze.count(poll)
    paths = next(step for step in count.steps if step.act is Act.PATHS)
    assert paths.matrix[0][1] == 1
    assert paths.matrix[1][2] == Fraction(6, 7)
    assert count.winners == ("a",)


def test_of_equal_winning_votes_the_smaller_opposition_makes_the_stronger_defeat() -> None:
    poll = profile("abc", {"b>c>a": 3, "c>a>b": 1, "a=c>b": 1, "a>b>c": 2})
    assert in_front(METHODS["schulze"], poll) == in_front(METHODS["debian"], poll) == {"b"}
    alone = replace(poll, settings={"strength": "winning votes alone"})
    assert schulze.count(alone).tie == Tie(("a", "b"), 1)


@of_condorcet
def test_vector_10_the_option_of_the_strongest_chains_wins_a_cycle(key: str) -> None:
    assert METHODS[key].count(against("x", "abcx", CYCLE)).winners == ("a",)


@pytest.mark.parametrize("method", [debian, liquidfeedback])
@pytest.mark.parametrize(
    ("above", "beneath", "ratio", "quorum", "outcome"),
    [
        (9, 3, "3:1", 0, Outcome.ADOPTED),
        (8, 3, "3:1", 0, Outcome.NOT_ADOPTED),
        (3, 3, "1:1", 0, Outcome.NOT_ADOPTED),
        (3, 0, "1:1", 4, Outcome.NOT_ADOPTED),
        (4, 0, "1:1", 4, Outcome.ADOPTED),
    ],
)
def test_vectors_7_to_9_an_option_needs_its_majority_and_quorum_against_the_default(
    method: object, above: int, beneath: int, ratio: str, quorum: int, outcome: Outcome
) -> None:
    poll = against("x", "ax", {"a>x": above, "x>a": beneath})
    count: Count = method.count(replace(poll, quorum=quorum, settings={"ratio": ratio}))  # type: ignore[attr-defined]
    assert count.outcome is outcome
    assert count.winners == (("a",) if outcome is Outcome.ADOPTED else ())
    assert count.tie is None
    assert [step.options for step in count.steps if step.act is Act.ELECTED] == [count.winners or ("x",)]


def test_debian_drops_equally_weak_defeats_together_and_tells_each() -> None:
    # a beats b and b beats c by 7 to 4, c beats a by 8 to 3: without the two weaker ones nobody beats b or c.
    count = debian.count(profile("abc", {"a>b>c": 3, "b>c>a": 4, "c>a>b": 4}))
    pairwise, *dropped, tied = count.steps
    assert pairwise.matrix == ((0, 7, 3), (4, 0, 7), (8, 4, 0))
    assert {(step.act, step.options, tuple(step.facts.values())) for step in dropped} == {
        (Act.DEFEAT, ("a", "b"), (7, 4, "no")),
        (Act.DEFEAT, ("b", "c"), (7, 4, "no")),
    }
    assert (count.tie, tied.options) == (Tie(("b", "c"), 1), ("b", "c"))


def test_debian_can_ask_more_of_one_option_than_of_another_and_once_asked_for_more_than_the_ratio() -> None:
    poll = against("x", "abx", {"a>b>x": 3, "x>b>a": 1})
    asked = {"a": Supermajority(3, 1)}
    assert debian.by_majorities(poll, asked).winners == ("a",)
    count = debian.by_majorities(poll, asked, strictly=True)
    assert count.winners == ("b",)
    struck = next(step for step in count.steps if step.act is Act.STRUCK)
    assert (struck.options, struck.numbers, dict(struck.facts)) == (("a",), {"a": 3}, {"ratio": "3:1", "against": 1})


@pytest.mark.parametrize(("above", "winners"), [(6, ()), (7, ("a",))])
def test_debian_as_first_ratified_asks_for_more_than_the_ratio(above: int, winners: tuple[str, ...]) -> None:
    poll = against("x", "ax", {"a>x": above, "x>a": 2})
    assert debian.by_majorities(poll, {"a": Supermajority(3, 1)}).winners == ("a",)
    assert debian.by_majorities(poll, {"a": Supermajority(3, 1)}, strictly=True).winners == winners


@pytest.mark.parametrize("method", [debian, liquidfeedback])
def test_a_part_of_a_vote_is_a_majority_where_nobody_is_against(method: object) -> None:
    poll = Poll(("a", "x"), Ballots.of([(1, 2)], [Fraction(1, 2)]), 3, default="x")
    assert method.count(poll).winners == ("a",)  # type: ignore[attr-defined]


def test_debian_quorum_counts_votes_above_the_default_only() -> None:
    poll = replace(against("x", "abx", {"a>x>b": 5, "b>a>x": 2, "b": 1}), quorum=4)
    count = debian.count(poll)
    assert count.winners == ("a",)
    assert count.steps[0].numbers == {"b": 3}


def test_liquidfeedback_passes_over_a_front_runner_without_the_majority() -> None:
    poll = replace(against("x", "abx", {"a>b>x": 5, "b>x>a": 4}), settings={"ratio": "2:1"})
    assert schulze.count(poll).winners == ("a",)
    assert liquidfeedback.count(poll).winners == ("b",)


def test_liquidfeedback_gives_a_tie_with_the_status_quo_to_the_status_quo() -> None:
    cycle = against("x", "abx", {"a>x>b": 1, "x>b>a": 1, "b>a>x": 1})
    assert schulze.count(cycle).tie == Tie(("a", "b", "x"), 1)
    count = liquidfeedback.count(cycle)
    assert (count.outcome, count.winners, count.tie) == (Outcome.NOT_ADOPTED, (), None)
    struck = [(step.options, dict(step.facts)) for step in count.steps if step.act is Act.STRUCK]
    assert struck == [(("b",), {"ratio": "simple", "against": 2}), (("a",), {"status_quo": "x"})]


def test_liquidfeedback_strikes_nobody_who_has_the_majority_and_stands_above_the_status_quo() -> None:
    count = liquidfeedback.count(against("x", "abx", {"a>b>x": 3}))
    assert not [step for step in count.steps if step.act is Act.STRUCK]
    assert (count.winners, count.order) == (("a",), (("a",), ("b",), ("x",)))


def test_liquidfeedback_refuses_a_winner_whom_a_chain_of_defeats_and_ties_leads_to() -> None:
    # x is level with b, which beats a; a beats x.
    poll = against("x", "abx", {"b>a>x": 2, "x>b>a": 1, "a>x=b": 1, "x>b=a": 1})
    assert liquidfeedback.count(poll).winners == ("a",)
    assert liquidfeedback.count(replace(poll, settings={"reverse_path": "refused"})).winners == ()


def test_liquidfeedback_refuses_nobody_whom_no_chain_leads_to() -> None:
    poll = replace(against("x", "abx", {"a>b>x": 3, "x>a>b": 1}), settings={"reverse_path": "refused"})
    assert liquidfeedback.count(poll).winners == ("a",)


def test_liquidfeedback_can_refuse_a_winner_that_the_status_quo_beats_through_others() -> None:
    # a beats x, x beats b and b beats a: a leads, and a chain leads from x back to a.
    poll = against("x", "abx", {"a>x>b": 4, "x>b>a": 2, "b>a>x": 3})
    assert liquidfeedback.count(poll).winners == ("a",)
    refused = liquidfeedback.count(replace(poll, settings={"reverse_path": "refused"}))
    assert (refused.outcome, refused.winners) == (Outcome.NOT_ADOPTED, ())


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("schulze", {"strength": "luck"}),
        ("ranked_pairs", {"strength": "luck"}),
        ("liquidfeedback", {"reverse_path": "x"}),
    ],
)
def test_a_setting_that_is_unknown_is_refused(key: str, settings: dict[str, str]) -> None:
    with pytest.raises(BadPoll):
        METHODS[key].count(replace(against("x", "ax", {"a": 1}), settings=settings))


@pytest.mark.parametrize("key", [*CONDORCET, "irv"])
def test_a_method_for_one_winner_refuses_several_seats(key: str) -> None:
    with pytest.raises(BadPoll):
        METHODS[key].count(replace(profile("ab", {"a": 1}), seats=2))


@of_condorcet
@given(data=st.data())
@thorough
def test_v4_who_beats_all_others_and_is_heard_wins_and_who_loses_to_all_others_never_does(
    key: str, data: st.DataObject
) -> None:
    drawn = data.draw(rankings(most_rows=8))
    settings = {"ratio": data.draw(st.sampled_from(["simple", "2:1", "2/3"]))}
    default = data.draw(st.sampled_from([None, drawn.options[-1]]))
    poll = replace(drawn, default=default, quorum=data.draw(st.sampled_from([0, 2, 5])), settings=settings)
    heard = {option for option in poll.options if option == default or heard_against_default(poll, option)}
    if key in {"debian", "liquidfeedback"} and default:
        heard = {option for option in heard if option == default or has_majority(poll, option)}
    winners = in_front(METHODS[key], poll)
    for option in poll.options:
        others = [each for each in poll.options if each != option]
        if option in heard and all(beats(poll, option, each) for each in others):
            assert winners == {option}
        if (
            others
            and option != default
            and all(beats(poll, each, option) for each in heard - {option})
            and len(heard) > 1
        ):
            assert option not in winners


def heard_against_default(poll: Poll, option: str) -> bool:
    marks = poll.ballots.marks[:, poll.options.index(option)]
    favour = int(poll.ballots.weights @ (marks > 0)) if poll.default is None else prefer(poll, option, poll.default)
    return favour >= poll.quorum


def has_majority(poll: Poll, option: str) -> bool:
    assert poll.default is not None
    above, beneath = prefer(poll, option, poll.default), prefer(poll, poll.default, option)
    return above > beneath and (poll.settings["ratio"] == "simple" or above >= 2 * beneath)


@given(rankings(most_options=6, most_rows=10))
@thorough
def test_v5_debian_and_schulze_by_winning_votes_have_the_same_winners(poll: Poll) -> None:
    one, other = debian.count(poll), schulze.count(poll)
    assert (one.outcome, set(one.winners), one.tie) == (other.outcome, set(other.winners), other.tie)


@given(rankings(most_options=4, most_rows=5), st.sampled_from(["margins", "winning votes", "ratio"]))
@thorough
def test_ranked_pairs_has_in_front_whoever_wins_for_some_order_of_equal_defeats(poll: Poll, strength: str) -> None:
    poll = replace(poll, settings={"strength": strength})
    assert in_front(METHODS["ranked_pairs"], poll) == every_order(poll, strength)


def every_order(poll: Poll, strength: str) -> set[str]:
    def size(each: Defeat) -> Fraction:
        votes, against = Fraction(each.votes), each.against
        if strength == "ratio":
            return votes / against if against else 10**6 + votes
        return votes - against if strength == "margins" else votes - Fraction(against, 10**6)

    groups = [
        list(group) for _, group in groupby(sorted(defeats(duels(poll.ballots)), key=size, reverse=True), key=size)
    ]
    found = set()
    for order in product(*(permutations(group) for group in groups)):
        locked: set[tuple[int, int]] = set()
        for each in (defeat for group in order for defeat in group):
            reached = {each.loser}
            for _ in poll.options:
                reached |= {low for high, low in locked if high in reached}
            if each.winner not in reached:
                locked.add((each.winner, each.loser))
        found |= {option for at, option in enumerate(poll.options) if at not in {low for _, low in locked}}
    return found


def test_ranked_pairs_with_too_many_equal_defeats_is_a_tie_and_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranked_pairs, "MOST_STATES", 3)
    ring = profile("abcdz", {"a>b>c>d>z": 1, "b>c>d>a>z": 1, "c>d>a>b>z": 1, "d>a>b>c>z": 1})
    count = ranked_pairs.count(ring)
    assert (count.outcome, count.tie) == (Outcome.TIE, Tie(("a", "b", "c", "d"), 1))


def test_ranked_pairs_of_twenty_options_and_three_ballots_ends() -> None:
    rows = [[(at * step) % 23 + 1 for at in range(1, 21)] for step in (1, 5, 9)]
    assert ranked_pairs.count(Poll(tuple("abcdefghijklmnopqrst"), Ballots.of(rows), 3)).steps


@of_condorcet
def test_a_tie_names_all_in_front_and_an_order_settles_it(key: str) -> None:
    poll = profile("abc", {"a>b>c": 1, "b>a>c": 1})
    count = METHODS[key].count(poll)
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, (), Tie(("a", "b"), 1))
    settled = METHODS[key].count(replace(poll, tie_order=("c", "b", "a")))
    assert (settled.outcome, settled.winners, settled.tie) == (Outcome.ADOPTED, ("b",), Tie(("b", "a"), 1))
