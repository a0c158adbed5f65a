"""Committee rules once more, vote by vote and with every way of breaking ties, for comparing; slow and plain."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from bot.rules.counting.poll import Ballots, Poll

Voters = Sequence[frozenset[str]]
"""What each voter marks."""

Scores = Mapping[str, Fraction]
Committees = set[frozenset[str]]


def approvals(options: str, ballots: Mapping[str, int], seats: int, tie_order: str = "") -> Poll:
    """Return a poll of ballots written as in {"ab": 3}."""
    rows = [[int(option in marks) for option in options] for marks in ballots]
    drawn = Ballots.of(rows, list(ballots.values()), width=len(options))
    return Poll(tuple(options), drawn, drawn.total, seats=seats, tie_order=tuple(tie_order))


def voters_of(poll: Poll) -> Voters:
    """Return the voters of a poll whose ballots carry whole votes."""
    marked = [
        frozenset(option for option, mark in zip(poll.options, row, strict=True) if mark)
        for row in poll.ballots.marks.tolist()
    ]
    return [marks for marks, weight in zip(marked, poll.ballots.weights.tolist(), strict=True) for _ in range(weight)]


def _best(numbers: Scores, pick: Callable[[Iterable[Fraction]], Fraction]) -> list[str]:
    best = pick(numbers.values())
    return [option for option, number in numbers.items() if number == best]


def thiele(voters: Voters, options: frozenset[str], seats: int, got: frozenset[str] = frozenset()) -> Committees:
    """Return every committee that sequential proportional approval can end with."""
    if len(got) == seats or got == options:
        return {got}
    gains = {
        option: sum((Fraction(1, len(marks & got) + 1) for marks in voters if option in marks), start=Fraction())
        for option in options - got
    }
    return {end for each in _best(gains, max) for end in thiele(voters, options, seats, got | {each})}


def phragmen(
    voters: Voters, options: frozenset[str], seats: int, got: frozenset[str], loads: Sequence[Fraction]
) -> Committees:
    """Return every committee that sequential Phragmén can end with from these loads; who is unwanted comes last."""
    if len(got) == seats or got == options:
        return {got}
    wanted = {option for option in options - got if any(option in marks for marks in voters)}
    if not wanted:
        return {end for each in options - got for end in phragmen(voters, options, seats, got | {each}, loads)}
    after: dict[str, Fraction] = {}
    for option in wanted:
        theirs = [load for load, marks in zip(loads, voters, strict=True) if option in marks]
        after[option] = (1 + sum(theirs, start=Fraction())) / len(theirs)
    ends: Committees = set()
    for each in _best(after, min):
        borne = [after[each] if each in marks else load for load, marks in zip(loads, voters, strict=True)]
        ends |= phragmen(voters, options, seats, got | {each}, borne)
    return ends


def equal_shares(
    voters: Voters, options: frozenset[str], seats: int, got: frozenset[str], purses: Sequence[Fraction]
) -> Committees:
    """Return every committee that equal shares, completed by sequential Phragmén, can end with."""
    if len(got) == seats:
        return {got}
    prices: dict[str, Fraction] = {}
    for option in options - got:
        theirs = sorted(purse for purse, marks in zip(purses, voters, strict=True) if option in marks)
        if sum(theirs) >= 1:
            # The price lies where those who cannot pay it give all they have and the others share the rest.
            tried = [(Fraction(1) - sum(theirs[:poor])) / (len(theirs) - poor) for poor in range(len(theirs))]
            prices[option] = next(price for price, purse in zip(tried, theirs, strict=True) if price <= purse)
    if not prices:
        return phragmen(voters, options, seats, got, [-purse for purse in purses])
    ends: Committees = set()
    for each in _best(prices, min):
        left = [
            purse - min(purse, prices[each]) if each in marks else purse
            for purse, marks in zip(purses, voters, strict=True)
        ]
        ends |= equal_shares(voters, options, seats, got | {each}, left)
    return ends


def ends(method: str, poll: Poll) -> Committees:
    """Return every committee that the method of this key can end with."""
    voters, options, seats = voters_of(poll), frozenset(poll.options), min(poll.seats, len(poll.options))
    match method:
        case "sequential_proportional_approval":
            return thiele(voters, options, seats)
        case "sequential_phragmen":
            return phragmen(voters, options, seats, frozenset(), [Fraction()] * len(voters))
        case _:
            share = Fraction(poll.seats, len(voters) or 1)
            return equal_shares(voters, options, seats, frozenset(), [share] * len(voters))
