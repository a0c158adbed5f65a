"""A count keeps what it says when its options get other names."""

from bot.rules.counting.outcome import Act, Count, Step, Tie, renamed
from bot.rules.majority import Outcome

STEPS = (Step(Act.TALLY, ("1", "2", "3"), {"1": 5, "2": 2, "3": 2}, {"round": 1}),)
NAMES = {"1": "Rye", "2": "Brioche"}


def test_new_names_stand_wherever_the_old_ones_did_and_the_rest_stays() -> None:
    tie = Tie(("2", "3"), 1)
    count = Count(Outcome.TIE, ("1",), tie, {"1": 5, "2": 2, "3": 2}, STEPS, (("1",), ("2", "3")))
    numbers = {"Rye": 5, "Brioche": 2, "3": 2}
    assert renamed(count, NAMES) == Count(
        Outcome.TIE,
        ("Rye",),
        Tie(("Brioche", "3"), 1),
        numbers,
        (Step(Act.TALLY, ("Rye", "Brioche", "3"), numbers, {"round": 1}),),
        (("Rye",), ("Brioche", "3")),
    )


def test_a_count_without_a_tie_has_none_under_new_names() -> None:
    assert renamed(Count(Outcome.ADOPTED, ("1",), None, {"1": 5}, ()), NAMES).tie is None
