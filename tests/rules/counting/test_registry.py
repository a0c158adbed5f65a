"""Every method of the registry keeps the same promises: exact, anonymous, neutral, and honest about ties."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.method import Method
from bot.rules.counting.outcome import Act
from bot.rules.counting.poll import BadPoll, Ballots, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.counting.yes_no import NO, YES
from bot.rules.majority import Outcome
from tests.rules.counting.polls import divided, enlarged, gist, marked, merged, polls, relabelled, reordered, singled
from tests.rules.worlds import thorough

SCALE_FREE = {
    # SSI 2007/42, rule 46: the quota is the whole number above votes/(seats+1), which is up to a vote more than that
    # quotient. A vote is much among ten and nothing among 10^31, so that no rule with such a quota is free of scale.
    "stv_scottish": {"quota": "exact"},
}
"""Settings with which a method counts many votes like few, where its published rule does not."""

STORED = """
simple, absolute, supermajority ratio, consensus_approval min_plus, majority_approval min_plus, lazy_consensus,
k_of_n k, turnout counts, double_majority threshold chambers empty, approval, limited_vote marks, satisfaction_approval,
sequential_proportional_approval, sequential_phragmen, equal_shares completion, schulze strength, debian ratio,
liquidfeedback ratio reverse_path, ranked_pairs strength, irv, borda, stv_scottish quota values surplus, stv_meek,
score max_score by, star max_score five_stars, majority_judgment grades, reweighted_range max_score divisors,
gradients support vetoes warm, dots budget cap, quadratic credits, lot seed
"""
"""The keys of methods, each with those of its settings, as open and past votes have them."""

FOR_ONE_SEAT = {
    "simple", "absolute", "supermajority", "consensus_approval", "majority_approval", "lazy_consensus", "k_of_n",
    "turnout", "double_majority", "schulze", "debian", "liquidfeedback", "ranked_pairs", "irv",
}  # fmt: skip
"""The methods that fill one seat, or ask for yes or no."""

every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
of_options = pytest.mark.parametrize(
    "method", [each for each in METHODS.values() if each.ballots.value != "yes_no"], ids=lambda each: each.key
)


def test_methods_and_settings_keep_the_keys_under_which_votes_are_stored() -> None:
    keys = [" ".join((key, *(setting.key for setting in method.settings))) for key, method in METHODS.items()]
    assert keys == STORED.replace("\n", " ").strip().split(", ")


def test_all_other_methods_than_these_fill_several_seats() -> None:
    assert {key for key, method in METHODS.items() if not method.several} == FOR_ONE_SEAT


@every_method
def test_it_tells_a_voter_how_it_counts_and_where_it_is_published(method: Method) -> None:
    assert METHODS[method.key] is method
    assert method.sentence.endswith(".")
    assert method.citation
    assert all(setting.sentence and (setting.choices or setting.reads) for setting in method.settings)
    assert all(setting.default in setting.choices for setting in method.settings if setting.choices)


@every_method
@given(data=st.data())
@thorough
def test_v3_the_order_and_the_bundling_of_ballots_do_not_matter(method: Method, data: st.DataObject) -> None:
    poll = data.draw(polls(method))
    single = singled(poll)
    order = data.draw(st.permutations(range(len(single.ballots.weights))))
    expected = gist(method.count(poll))
    assert gist(method.count(reordered(single, list(order)))) == expected
    assert gist(method.count(merged(poll))) == expected


@of_options
@given(data=st.data())
@thorough
def test_v3_options_under_other_names_and_in_another_order_get_the_same_result(
    method: Method, data: st.DataObject
) -> None:
    poll = data.draw(polls(method))
    name = dict(zip(poll.options, data.draw(st.permutations(poll.options)), strict=True))
    order = tuple(data.draw(st.permutations(poll.options)))
    before, after = method.count(poll), method.count(relabelled(poll, name, order))
    assert before.outcome is after.outcome
    assert {name[option] for option in before.winners} == set(after.winners)
    assert {name[each] for each in (before.tie.options if before.tie else ())} == set(
        after.tie.options if after.tie else ()
    )


@every_method
@given(data=st.data())
@thorough
def test_v7_fractions_of_votes_are_counted_like_whole_ones(method: Method, data: st.DataObject) -> None:
    poll = data.draw(polls(method))
    whole, parted = method.count(poll), method.count(divided(poll, 3))
    assert (whole.outcome, whole.winners, whole.tie, whole.order) == (
        parted.outcome, parted.winners, parted.tie, parted.order,
    )  # fmt: skip


@every_method
@given(data=st.data())
@thorough
def test_weights_beyond_64_bits_are_counted_like_small_ones(method: Method, data: st.DataObject) -> None:
    drawn = data.draw(polls(method))
    poll = replace(drawn, settings=SCALE_FREE.get(method.key, drawn.settings))
    small, huge = method.count(poll), method.count(enlarged(poll, 10**30))
    assert (small.outcome, small.winners, small.tie, small.order) == (huge.outcome, huge.winners, huge.tie, huge.order)


@every_method
@given(data=st.data())
@thorough
def test_an_order_for_ties_leaves_none_and_changes_no_certain_winner(method: Method, data: st.DataObject) -> None:
    poll = data.draw(polls(method))
    free = method.count(poll)
    settled = method.count(replace(poll, tie_order=tuple(data.draw(st.permutations(poll.options)))))
    if method.ballots.value != "yes_no":
        assert settled.outcome is not Outcome.TIE
        if free.tie is None:
            assert gist(settled) == gist(free)
    else:
        assert gist(settled) == gist(free)


@every_method
@given(data=st.data())
@thorough
def test_the_outcome_the_winners_the_tie_and_the_steps_agree(method: Method, data: st.DataObject) -> None:
    poll = data.draw(polls(method))
    count = method.count(poll)
    elected = [option for step in count.steps if step.act is Act.ELECTED for option in step.options]
    assert set(elected) <= {*count.winners, poll.default}
    assert len(count.winners) == len(set(count.winners)) <= poll.seats
    assert set(count.winners) <= set(poll.options)
    assert (count.outcome is Outcome.TIE) == (count.tie is not None)
    if not count.tie:
        assert (count.outcome is Outcome.ADOPTED) == bool(count.winners)
    assert count.steps


@every_method
def test_without_votes_nobody_wins_where_a_quorum_is_asked_for(method: Method) -> None:
    count = method.count(Poll((YES, NO), Ballots.of([], width=2), roll=3, quorum=1))
    assert (count.outcome, count.winners, count.tie) == (Outcome.NO_QUORUM, (), None)


@every_method
def test_a_ballot_of_weight_nothing_counts_nothing(method: Method) -> None:
    count = method.count(Poll((YES, NO), Ballots.of([(1, 0)], [0]), roll=3, quorum=1))
    assert not count.winners


@pytest.mark.parametrize(
    "broken",
    [
        {"options": ("a", "a")},
        {"ballots": Ballots.of([(1,)])},
        {"ballots": Ballots.of([(1, -1)])},
        {"ballots": Ballots.of([(1, 1 << 30)])},
        {"ballots": Ballots.of([(1, 0)], [-1])},
        {"roll": 0},
        {"quorum": -1},
        {"seats": 0},
        {"tie_order": ("a",)},
        {"default": "c"},
    ],
)
def test_a_poll_that_cannot_be_counted_is_refused(broken: dict[str, object]) -> None:
    sound: dict[str, object] = {"options": ("a", "b"), "ballots": marked("ab", a=1), "roll": 1}
    with pytest.raises(BadPoll):
        Poll(**{**sound, **broken})  # type: ignore[arg-type]


def test_rows_of_different_lengths_are_no_ballots() -> None:
    with pytest.raises(BadPoll):
        Ballots.of([(1, 0), (1,)])


@given(data=st.data(), highest=st.sampled_from([0, 1, 5, (1 << 20) - 1]), width=st.integers(0, 70))
@thorough
def test_equal_ballots_are_joined_whatever_their_number_of_options(
    data: st.DataObject, highest: int, width: int
) -> None:
    kinds = [tuple(data.draw(st.integers(0, highest)) for _ in range(width)) for _ in range(3)]
    rows = data.draw(st.lists(st.sampled_from(kinds), max_size=6))
    weights = [data.draw(st.sampled_from([0, 1, 7, 10**30])) for _ in rows]
    merged = Ballots.of(rows, weights, width=width).merged()
    joined = {row: sum(weight for other, weight in zip(rows, weights, strict=True) if other == row) for row in rows}
    assert [tuple(row) for row in merged.marks.tolist()] == sorted(joined)
    assert merged.weights.tolist() == [joined[row] for row in sorted(joined)]


def test_a_ballot_kept_as_bytes_reads_like_one_of_numbers() -> None:
    packed = Ballots.packed([b"\x01\x00\x02", b"\x00\x03\x01"], [2, 1], 3)
    assert packed.marks.tolist() == [[1, 0, 2], [0, 3, 1]]
    assert packed.total == 3


@given(weights=st.lists(st.sampled_from([0, 1, (1 << 33) + 1, (1 << 41) - 1, 10**30]), min_size=2, max_size=2))
def test_sums_are_exact_whatever_ballots_weigh(weights: list[int]) -> None:
    rows = [(1, (1 << 20) - 1), (3, (1 << 20) - 3)]
    ballots = Ballots.of(rows, weights)
    expected = [sum(weight * row[at] for weight, row in zip(weights, rows, strict=True)) for at in range(2)]
    assert ballots.sums(ballots.marks) == expected
