"""Under a turnout quorum all who take part count towards it, and it is told where the votes against reached it."""

from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import Ballots, Poll
from bot.rules.counting.turnout import count, no_helped
from bot.rules.counting.yes_no import NO, YES
from bot.rules.majority import Outcome


def counted(yes: int, no: int, abstain: int, *, quorum: int = 6, **settings: str) -> Count:
    ballots = Ballots.of([(1, 0), (0, 1), (0, 0)], [yes, no, abstain])
    return count(Poll((YES, NO), ballots, 20, quorum, settings=settings))


def test_who_abstains_counts_towards_the_quorum_unless_only_sides_do() -> None:
    assert counted(3, 1, 2).outcome is Outcome.ADOPTED
    assert counted(3, 1, 1).outcome is Outcome.NO_QUORUM
    assert counted(3, 1, 2, counts="sides").outcome is Outcome.NO_QUORUM
    assert counted(4, 2, 0, counts="sides").outcome is Outcome.ADOPTED


def test_once_enough_take_part_the_votes_alone_decide() -> None:
    assert counted(0, 6, 0).outcome is Outcome.NOT_ADOPTED
    assert counted(0, 0, 6).outcome is Outcome.TIE


def test_every_number_behind_the_outcome_is_told() -> None:
    (step,) = counted(3, 1, 2).steps
    assert step.numbers == {YES: 3, NO: 1}
    assert step.facts == {"abstained": 2, "quorum": 6, "turnout": 6, "without_no": 5}


def test_a_quorum_reached_only_by_the_votes_against_is_told() -> None:
    assert no_helped(counted(3, 1, 2))
    assert not no_helped(counted(4, 1, 2))
    assert not no_helped(counted(3, 1, 1))
    assert not no_helped(counted(4, 0, 2))
