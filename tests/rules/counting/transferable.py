"""What every single transferable vote keeps, as checks on a count; and polls to check it on."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hypothesis import strategies as st

from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.counting.poll import Ballots, Poll
from bot.rules.numbers import Number


@st.composite
def rankings(draw: st.DrawFn, *, most_options: int = 6, shared: bool = False) -> Poll:
    """Polls of ballots that rank some of the options, with an order for ties; `shared` allows equal places."""
    options = tuple("abcdefgh"[: draw(st.integers(2, most_options))])
    order = st.permutations(range(len(options)))
    rows = []
    for _ in range(draw(st.integers(1, 9))):
        ranked = draw(order)[: draw(st.integers(1, len(options)))]
        places = sorted(draw(st.lists(st.integers(1, 4), min_size=len(ranked), max_size=len(ranked))))
        row = [0] * len(options)
        for place, option in enumerate(ranked, 1):
            row[option] = places[place - 1] if shared else place
        rows.append(row)
    weights = draw(st.lists(st.integers(1, 30), min_size=len(rows), max_size=len(rows)))
    weight = [Fraction(each, draw(st.sampled_from([1, 1, 3]))) for each in weights]
    seats = draw(st.integers(1, 4))
    return Poll(
        options, Ballots.of(rows, weight), sum(weight), seats=seats, tie_order=tuple(draw(st.permutations(options)))
    )


def valid_votes(count: Count) -> Number:
    """Return the votes that the quota was taken from."""
    return next(Fraction(step.facts["votes"]) for step in count.steps if step.act is Act.QUOTA)


def check_conserved(count: Count) -> None:
    """Votes are with an option, exhausted, or lost in cutting values: at each stage, and in each transfer."""
    votes, before = valid_votes(count), dict[str, Number]()
    for step in count.steps:
        if step.act is Act.TALLY:
            assert sum(step.numbers.values()) + _rest(step) == votes
            before = dict(step.numbers)
        if step.act is Act.TRANSFERRED:
            (source,) = step.options
            kept = _tally_after(count, step).get(source, 0)
            assert before[source] - kept == sum(step.numbers.values()) + _rest(step)
            assert Fraction(step.facts["lost"]) >= 0
            after = _tally_after(count, step)
            assert all(after[each] == before[each] + step.numbers.get(each, 0) for each in after if each != source)


def _rest(step: Step) -> Fraction:
    return Fraction(step.facts["exhausted"]) + Fraction(step.facts.get("lost", 0))


def _tally_after(count: Count, step: Step) -> dict[str, Number]:
    rest = count.steps[count.steps.index(step) :]
    return dict(next(each.numbers for each in rest if each.act is Act.TALLY))


def solid_coalitions(poll: Poll) -> Iterator[tuple[frozenset[str], Number]]:
    """Give each set of options with the votes of those who put exactly these before all others."""
    marks = poll.ballots.marks.tolist()
    for size in range(1, len(poll.options) + 1):
        for some in combinations(range(len(poll.options)), size):
            solid = [sorted(row[at] for at in some) == list(range(1, size + 1)) for row in marks]
            weight = sum(int(each) for each, is_solid in zip(poll.ballots.weights, solid, strict=True) if is_solid)
            yield frozenset(poll.options[at] for at in some), poll.ballots.votes(weight)


def shortened(poll: Poll, ballot: int, length: int) -> Poll:
    """Return the poll with one ballot that ranks only its first so many options."""
    marks = poll.ballots.marks.copy()
    marks[ballot][marks[ballot] > length] = 0
    return replace(poll, ballots=Ballots(marks, poll.ballots.weights, poll.ballots.parts))
