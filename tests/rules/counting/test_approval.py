"""Approval voting fills the seats from the most marked option down, and leaves ties as ties."""

from bot.rules.counting import approval
from bot.rules.counting.outcome import Act, Tie
from bot.rules.counting.poll import Poll
from bot.rules.majority import Outcome
from tests.rules.counting.polls import marked


def poll(options: str, *, quorum: int = 1, seats: int = 1, tie_order: str = "", **totals: int) -> Poll:
    """A poll whose options are approved as often as given."""
    return Poll(tuple(options), marked(options, **totals), 100, quorum, seats, tie_order=tuple(tie_order))


def test_one_ballot_may_approve_several_options() -> None:
    assert approval.count(poll("ab", ab=2, b=1)).totals == {"a": 2, "b": 3}


def test_the_most_approved_option_wins_the_single_seat() -> None:
    count = approval.count(poll("ab", a=2, b=3))
    assert (count.outcome, count.winners, count.order) == (Outcome.ADOPTED, ("b",), (("b",), ("a",)))


def test_two_level_options_for_one_seat_are_a_tie_and_nobody_wins() -> None:
    count = approval.count(poll("abc", a=3, b=3, c=1))
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, (), Tie(("a", "b"), 1))


def test_a_tie_for_the_last_seat_leaves_the_certain_winners_certain() -> None:
    count = approval.count(poll("abcd", a=5, b=3, c=3, d=3, seats=3))
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, ("a",), Tie(("b", "c", "d"), 2))


def test_an_order_settles_a_tie_and_the_tie_stays_on_record() -> None:
    count = approval.count(poll("abcd", a=5, b=3, c=3, d=3, seats=3, tie_order="dcab"))
    assert (count.outcome, count.winners) == (Outcome.ADOPTED, ("a", "d", "c"))
    assert count.tie == Tie(("d", "c", "b"), 2)


def test_each_option_needs_the_quorum_even_where_seats_stay_empty() -> None:
    count = approval.count(poll("ab", a=5, b=3, quorum=4, seats=2))
    assert count.winners == ("a",)
    assert (count.steps[0].act, count.steps[0].numbers) == (Act.STRUCK, {"b": 3})


def test_level_options_below_the_quorum_are_no_tie() -> None:
    assert approval.count(poll("ab", a=3, b=3, quorum=4)).outcome is Outcome.NO_QUORUM


def test_each_step_tells_its_numbers() -> None:
    count = approval.count(poll("abcd", a=5, b=3, c=3, d=1, quorum=2, seats=2, tie_order="dcba"))
    told = [(step.act, step.options, dict(step.numbers), dict(step.facts)) for step in count.steps]
    assert told == [
        (Act.STRUCK, ("d",), {"d": 1}, {"quorum": 2}),
        (Act.TALLY, ("a", "b", "c"), {"a": 5, "b": 3, "c": 3}, {}),
        (Act.TIED, ("c", "b"), {}, {"by": "order"}),
        (Act.ELECTED, ("a", "c"), {"a": 5, "c": 3}, {}),
    ]
    unsettled = approval.count(poll("ab", a=3, b=3))
    assert [step.facts for step in unsettled.steps if step.act is Act.TIED] == [{"by": "nothing"}]


def test_as_many_seats_as_level_options_elect_them_all() -> None:
    assert set(approval.count(poll("ab", a=3, b=3, seats=2)).winners) == {"a", "b"}
