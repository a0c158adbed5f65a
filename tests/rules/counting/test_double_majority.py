"""A double majority passes only with all together and with the chambers; an empty chamber is never left unclear."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting import double_majority
from bot.rules.counting.outcome import Act, Count
from bot.rules.counting.poll import BadPoll, Ballots, Chambers, Poll
from bot.rules.counting.yes_no import NO, YES
from bot.rules.majority import Outcome, UnknownThreshold
from tests.rules.worlds import thorough

ROW = {YES: (1, 0), NO: (0, 1), "abstain": (0, 0)}


def poll(*chambers: tuple[int, int, int], quorum: int = 0, **settings: str) -> Poll:
    """A poll with a (yes, no, roll) for each chamber."""
    rows = [row for _ in chambers for row in ((1, 0), (0, 1))]
    weights = [votes for yes, no, _ in chambers for votes in (yes, no)]
    rolls = {chr(65 + number): roll for number, (_, _, roll) in enumerate(chambers)}
    of = np.repeat(np.arange(len(chambers)), 2)
    roll = sum(rolls.values())
    ballots = Ballots.of(rows, weights, width=2)
    return Poll((YES, NO), ballots, roll, quorum, settings=settings, chambers=Chambers(rolls, of))


def outcome(asked: Poll) -> Outcome:
    return double_majority.count(asked).outcome


def test_the_people_and_most_cantons_must_both_agree() -> None:
    large, small = (10, 0, 10), (0, 2, 2)
    assert outcome(poll(large, small, small)) is Outcome.NOT_ADOPTED
    assert outcome(poll((1, 9, 10), (2, 0, 2), (2, 0, 2))) is Outcome.NOT_ADOPTED
    assert outcome(poll(large, (2, 0, 2), small)) is Outcome.ADOPTED


def test_half_of_the_chambers_are_not_most_and_most_are_not_each() -> None:
    yes, no = (3, 1, 4), (1, 2, 4)
    assert outcome(poll(yes, no)) is Outcome.NOT_ADOPTED
    assert outcome(poll(yes, yes, no)) is Outcome.ADOPTED
    assert outcome(poll(yes, yes, no, chambers="each")) is Outcome.NOT_ADOPTED
    assert outcome(poll(yes, yes, chambers="each")) is Outcome.ADOPTED


@pytest.mark.parametrize(("needed", "others"), [("each", [(3, 1, 4)]), ("most", [(3, 1, 4), (1, 2, 4), (5, 0, 5)])])
def test_d3_an_empty_chamber_is_left_out_or_blocks_as_the_rule_says(
    needed: str, others: list[tuple[int, int, int]]
) -> None:
    asked = poll(*others, (0, 0, 0), chambers=needed)
    assert outcome(asked) is Outcome.ADOPTED
    assert outcome(replace(asked, settings={"chambers": needed, "empty": "blocks"})) is Outcome.NOT_ADOPTED


def test_a_quorum_that_all_together_reach_is_not_asked_of_a_chamber() -> None:
    halves = Ballots.of([(1, 0), (1, 0), (1, 0)], [Fraction(1, 2), Fraction(1, 2), 1])
    asked = Poll((YES, NO), halves, 12, 2, chambers=Chambers({"A": 4, "B": 4, "C": 4}, np.arange(3)))
    assert outcome(replace(asked, settings={"chambers": "each"})) is Outcome.ADOPTED


def test_a_chamber_in_which_nobody_votes_is_not_empty_and_does_not_agree() -> None:
    assert outcome(poll((3, 1, 4), (0, 0, 4), chambers="each")) is Outcome.NOT_ADOPTED


def test_the_quorum_is_asked_of_all_together_and_their_tie_is_a_tie() -> None:
    assert outcome(poll((2, 0, 4), (1, 0, 4), quorum=4)) is Outcome.NO_QUORUM
    assert outcome(poll((3, 0, 4), (0, 3, 4))) is Outcome.TIE


def test_the_threshold_holds_for_all_together_and_for_each_chamber() -> None:
    asked = poll((8, 1, 9), (3, 2, 5), chambers="each", threshold="2:1")
    assert outcome(asked) is Outcome.NOT_ADOPTED
    assert outcome(replace(asked, settings={"chambers": "each"})) is Outcome.ADOPTED
    with pytest.raises(UnknownThreshold):
        outcome(replace(asked, settings={"threshold": "many"}))


def test_without_chambers_everybody_sits_in_one() -> None:
    count = double_majority.count(replace(poll((3, 2, 9)), chambers=None))
    assert count.outcome is Outcome.ADOPTED
    assert [step.facts.get("chamber") for step in count.steps] == [None, ""]
    assert (count.steps[0].facts["agreeing"], count.steps[0].facts["chambers"]) == (1, 1)


def test_all_together_and_each_chamber_have_a_tally_of_their_own() -> None:
    rows, of = [(1, 0), (0, 1), (0, 0), (1, 0), (0, 1)], np.array([0, 0, 0, 1, 1])
    chambers = Chambers({"A": 6, "B": 4, "C": 0}, of)
    asked = Poll((YES, NO), Ballots.of(rows, [3, 1, 1, 1, 2]), 10, 2, chambers=chambers)
    everybody, *each = double_majority.count(asked).steps
    assert dict(everybody.numbers) == {YES: 4, NO: 3}
    assert dict(everybody.facts) == {"abstained": 1, "quorum": 2, "agreeing": 1, "chambers": 2}
    assert [(dict(step.numbers), dict(step.facts)) for step in each] == [
        ({YES: 3, NO: 1}, {"chamber": "A", "roll": 6, "abstained": 1, "passes": "yes"}),
        ({YES: 1, NO: 2}, {"chamber": "B", "roll": 4, "abstained": 0, "passes": "no"}),
        ({YES: 0, NO: 0}, {"chamber": "C", "roll": 0, "abstained": 0, "passes": "no"}),
    ]
    assert all((step.act, step.options) == (Act.TALLY, (YES, NO)) for step in (everybody, *each))


@st.composite
def votes(draw: st.DrawFn) -> tuple[list[tuple[str, int]], int]:
    """Votes as (choice, chamber), and the number of chambers."""
    chambers = draw(st.integers(1, 4))
    return draw(st.lists(st.tuples(st.sampled_from([*ROW]), st.integers(0, chambers - 1)), max_size=12)), chambers


def counted(cast: list[tuple[str, int]], chambers: int, needed: str = "most") -> Count:
    of = np.array([chamber for _, chamber in cast], dtype=np.int64)
    rolls = {str(number): int((of == number).sum()) + 1 for number in range(chambers)}
    ballots = Ballots.of([ROW[choice] for choice, _ in cast], width=2)
    return double_majority.count(
        Poll((YES, NO), ballots, len(cast) + chambers, settings={"chambers": needed}, chambers=Chambers(rolls, of))
    )


def more_yes(cast: list[tuple[str, int]]) -> bool:
    return sum(choice == YES for choice, _ in cast) > sum(choice == NO for choice, _ in cast)


@given(drawn=votes(), needed=st.sampled_from(["most", "each"]))
@thorough
def test_d1_it_passes_exactly_where_all_pass_and_enough_chambers_pass(
    drawn: tuple[list[tuple[str, int]], int], needed: str
) -> None:
    cast, chambers = drawn
    agree = sum(more_yes([vote for vote in cast if vote[1] == number]) for number in range(chambers))
    share = Fraction(agree, chambers)
    expected = more_yes(cast) and (share == 1 if needed == "each" else share > Fraction(1, 2))
    assert (counted(cast, chambers, needed).outcome is Outcome.ADOPTED) == expected


@given(drawn=votes(), data=st.data())
@thorough
def test_v3_the_order_of_ballots_and_of_chambers_does_not_matter(
    drawn: tuple[list[tuple[str, int]], int], data: st.DataObject
) -> None:
    cast, chambers = drawn
    place = data.draw(st.permutations(range(chambers)))
    other = [(choice, place[chamber]) for choice, chamber in data.draw(st.permutations(cast))]
    assert counted(other, chambers).outcome is counted(cast, chambers).outcome


def test_d2_the_chambers_are_part_of_the_poll_and_only_another_poll_has_others() -> None:
    asked = poll((3, 1, 4), (3, 1, 4), (0, 1, 4))
    assert asked.chambers is not None
    with pytest.raises(AttributeError):
        asked.chambers.of = np.zeros(6)  # type: ignore[misc]
    assert outcome(asked) is Outcome.ADOPTED


@pytest.mark.parametrize(
    ("rolls", "of"),
    [
        ({"A": 2, "B": 1}, [0, 1]),
        ({"A": 2, "B": 2}, [0]),
        ({"A": 2, "B": 2}, [0, 2]),
        ({"A": 2, "B": 2}, [0, -1]),
        ({"A": 1, "B": 3}, [0, 1]),
        ({"A": 5, "B": -1}, [0, 0]),
    ],
)
def test_chambers_that_do_not_fit_the_roll_or_the_ballots_are_refused(rolls: dict[str, int], of: list[int]) -> None:
    ballots = Ballots.of([(1, 0), (0, 1)], [2, 1])
    with pytest.raises(BadPoll):
        Poll((YES, NO), ballots, 4, chambers=Chambers(rolls, np.array(of)))


@pytest.mark.parametrize("settings", [{"chambers": "some"}, {"empty": "perhaps"}])
def test_a_rule_for_chambers_that_does_not_exist_is_refused(settings: dict[str, str]) -> None:
    with pytest.raises(BadPoll):
        outcome(replace(poll((1, 0, 1), (0, 0, 0)), settings=settings))
