"""Counts to show, made by hand, of every kind that a method gives."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Act, Count, Step, Tie
from bot.rules.counting.poll import BallotKind
from bot.rules.majority import Outcome
from bot.rules.numbers import Number

NAMES = ("Anna", "Ben", "Cara", "Dilan")


def method_of(family: Family, *, several: bool = False) -> Method:
    """Return a method that only has to be shown."""
    kind = BallotKind.RANKING if family is Family.RANK else BallotKind.SCORES
    return Method("m", "Our method", family, "Say what you like.", kind, "x", _uncounted, (), several)


def _uncounted(_poll: object) -> Count:
    raise NotImplementedError


def won(*winners: str, steps: Sequence[Step], totals: Mapping[str, Number] | None = None) -> Count:
    """Return a count that these won."""
    return Count(Outcome.ADOPTED, winners, None, totals or {}, tuple(steps))


def approvals() -> Count:
    """Return approvals of three options, and one below the quorum."""
    numbers = {"Anna": 12, "Ben": 8, "Cara": 8}
    struck = Step(Act.STRUCK, ("Dilan",), {"Dilan": 2}, {"quorum": 5})
    return won("Anna", steps=[struck, Step(Act.TALLY, NAMES[:3], numbers)], totals=numbers)


def tied() -> Count:
    """Return a tie for the second of two seats."""
    numbers: dict[str, Number] = {"Anna": 12, "Ben": 8, "Cara": 8, "Dilan": Fraction(7, 3)}
    steps = (Step(Act.TALLY, NAMES, numbers), Step(Act.TIED, ("Ben", "Cara"), facts={"by": "nothing"}))
    return Count(Outcome.TIE, ("Anna",), Tie(("Ben", "Cara"), 1), numbers, steps)


def pairs(names: Sequence[str] = NAMES, big: int = 1) -> Count:
    """Return pairs of which a later option wins each; the last one is left out."""
    size = len(names)
    matrix = tuple(
        tuple(big * (20 + row - column if row != column else 0) for column in range(size)) for row in range(size)
    )
    defeat = Step(Act.DEFEAT, tuple(names[-2:]), facts={"votes": 12, "against": Fraction(28, 3), "kept": "no"})
    order = tuple((name,) for name in reversed(names))
    steps = (Step(Act.PAIRWISE, tuple(names), matrix=matrix), defeat)
    return Count(Outcome.ADOPTED, (names[-1],), None, {}, steps, order)


def rounds(names: Sequence[str] = NAMES, *, told: bool = True) -> Count:
    """Return an instant runoff in which the last one leaves each time and gives one vote to each other."""
    votes = {name: 10 * (len(names) - at) for at, name in enumerate(names)}
    steps: list[Step] = []
    exhausted = 0
    for number in range(1, len(names)):
        steps.append(Step(Act.TALLY, tuple(votes), dict(votes), {"round": number, "exhausted": exhausted}))
        if number == len(names) - 1:
            break
        out, left = votes.popitem()
        moved = dict.fromkeys(votes, 1)
        exhausted += left - len(moved)
        votes = {name: had + 1 for name, had in votes.items()}
        steps.append(Step(Act.EXCLUDED, (out,), {out: left}))
        if told:
            steps.append(Step(Act.TRANSFERRED, (out,), moved, {"exhausted": left - len(moved)}))
    steps.append(Step(Act.ELECTED, (names[0],), {names[0]: votes[names[0]]}))
    return won(names[0], steps=steps, totals=votes)


def seats() -> Count:
    """Return a single transferable vote for two seats, with a surplus in ninths and a little that is lost."""
    first = {"Anna": 30, "Ben": 12, "Cara": 10, "Dilan": 8}
    surplus = {"Ben": Fraction(64, 9), "Cara": Fraction(10, 9)}
    second: dict[str, Number] = {"Anna": 21, "Ben": 12 + surplus["Ben"], "Cara": 10 + surplus["Cara"], "Dilan": 8}
    third = {"Anna": 21, "Ben": second["Ben"] + 2, "Cara": second["Cara"] + 5}
    steps = [
        Step(Act.QUOTA, facts={"quota": 21, "seats": 2, "votes": 60}),
        Step(Act.TALLY, NAMES, first, {"round": 1, "exhausted": 0}),
        Step(Act.ELECTED, ("Anna",), {"Anna": 30}),
        Step(Act.TRANSFERRED, ("Anna",), surplus, {"value": Fraction(3, 10), "lost": Fraction(7, 9)}),
        Step(Act.TALLY, NAMES, second, {"round": 2}),
        Step(Act.EXCLUDED, ("Dilan",), {"Dilan": 8}),
        Step(Act.TRANSFERRED, ("Dilan",), {"Ben": 2, "Cara": 5}, {"exhausted": 1}),
        Step(Act.TALLY, NAMES[:3], third, {"round": 3}),
        Step(Act.ELECTED, ("Ben",), {"Ben": third["Ben"]}),
    ]
    return won("Anna", "Ben", steps=steps, totals=third)


def grades() -> Count:
    """Return grades of which the lowest stands first in the matrix."""
    matrix = ((0, 1, 2, 7), (2, 3, 3, 2), (6, 2, 1, 1))
    return won("Anna", steps=[Step(Act.GRADES, NAMES[:3], matrix=matrix)])


def runoff() -> Count:
    """Return a runoff that the second by score wins."""
    numbers = {"Anna": 40, "Ben": 38, "Cara": 11, "Dilan": 3}
    final = Step(Act.RUNOFF, ("Anna", "Ben"), {"Anna": 6, "Ben": 9}, {"level": 2})
    return won("Ben", steps=[Step(Act.TALLY, NAMES, numbers), final], totals=numbers)


def yes_no(**facts: Number | str) -> Count:
    """Return nine yes and three no."""
    numbers = {"yes": 9, "no": 3}
    return won("yes", steps=[Step(Act.TALLY, ("yes", "no"), numbers, {"abstained": 1, **facts})], totals=numbers)
