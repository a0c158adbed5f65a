"""The delegations of a circle in sentences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from bot.ui.people import Called
from bot.ui.pictures.forest import Forest, Root, Tree
from bot.ui.pictures.names import ordered
from bot.ui.pictures.outline import title_of
from bot.ui.words import counted, joined

_LISTED = 6
"""Numbers in a sentence; of more it says how many."""


@dataclass(frozen=True)
class Facts:
    """What there is to say of a forest among so many people; `cap` is the most that one ballot may weigh."""

    trees: Forest
    roll: int
    cap: int | None

    @cached_property
    def hands(self) -> list[Tree]:
        """The trees that end with somebody who can vote, heaviest first."""
        return [tree for tree in self.trees.trees if tree.root is Root.PERSON]

    @cached_property
    def between(self) -> list[int]:
        """The weights of those who hand on votes of others, heaviest first; of the first few."""
        ends = {person for tree in self.trees.trees for person in tree.people}
        weights = (weight for person, weight in self.trees.weight.items() if weight > 1 and person not in ends)
        return nlargest(_LISTED, weights)

    @cached_property
    def over(self) -> int:
        """How many would carry more than the cap if they voted; those in loops are not asked."""
        if self.cap is None:
            return 0
        away = {tree.people[0] for tree in self.trees.trees if tree.root is Root.OUTSIDE}
        return sum(weight > self.cap for person, weight in self.trees.weight.items() if person not in away)

    def held(self, root: Root) -> tuple[int, int]:
        """Return how many ends of this kind there are, and how many votes they hold."""
        weights = [tree.weight for tree in self.trees.trees if tree.root is root]
        return len(weights), sum(weights)


def headline(facts: Facts) -> str:
    """Return in a line how many delegate."""
    if not facts.trees.handed:
        return "Nobody delegates"
    return f"{facts.trees.handed:,} of {facts.roll:,} delegate{'s' if facts.trees.handed == 1 else ''}"


def alone_words(people: int) -> str:
    """Return how many neither give nor carry."""
    return "1 person votes for themselves" if people == 1 else f"{people:,} vote for themselves"


def loop_words(facts: Facts) -> str:
    """Return what loops hold, or nothing."""
    loops, votes = facts.held(Root.LOOP)
    if not loops:
        return ""
    them = "it" if loops == 1 else "them"
    verb = "holds" if loops == 1 else "hold"
    return f"{counted(loops, 'loop')} {verb} {counted(votes, 'vote')}: lost unless somebody in {them} votes"


def outside_words(facts: Facts) -> str:
    """Return what is lost because it ends with people who cannot vote, or nothing."""
    ends, votes = facts.held(Root.OUTSIDE)
    whom = "somebody who cannot vote" if ends == 1 else f"{ends:,} people who cannot vote"
    verb = "ends" if votes == 1 else "end"
    return f"{counted(votes, 'vote')} {verb} with {whom}: lost unless somebody on the way votes" if ends else ""


def over_words(facts: Facts) -> str:
    """Return how many would carry more than the cap, or nothing."""
    people = "1 person" if facts.over == 1 else f"{facts.over:,} people"
    return f"{people} would carry more than the cap of {counted(facts.cap or 0, 'vote')}" if facts.over else ""


def rest_words(rest: Sequence[Tree]) -> str:
    """Return the trees that are not drawn, as in "and 23 pairs, 4 groups of 3"."""
    sizes = sorted(Counter(tree.weight for tree in rest).items())
    if len(sizes) > 3:
        votes = sum(tree.weight for tree in rest)
        return f"and {len(rest):,} smaller groups of up to {sizes[-1][0]:,}, {votes:,} votes in all"
    return "and " + ", ".join(_group(size, times) for size, times in sizes) if sizes else ""


def _group(size: int, times: int) -> str:
    if size == 2:
        return counted(times, "pair")
    if size == 1:
        return counted(times, "single vote")
    return f"{counted(times, 'group')} of {size:,}"


def sentences(facts: Facts, name: Called | None = None) -> list[str]:
    """Return all that a picture shows, a sentence each: who delegates, where it ends, how much, and what is lost."""
    hands, alone = len(facts.hands), len(facts.trees.alone)
    carry = f", in the end to {'1 person' if hands == 1 else f'{hands:,} people'}" if hands else ""
    said = [
        headline(facts) + carry + (f"; {alone_words(alone)}" if alone else ""),
        _weights(facts, name),
        _passing(facts),
        _steps(facts),
    ]
    return [f"{words}." for words in [*said, loop_words(facts), outside_words(facts), over_words(facts)] if words]


def _weights(facts: Facts, name: Called | None) -> str:
    """Return how many votes come together in one hand, most first; in whose, where people have names."""
    if not facts.hands:
        return ""
    if name is not None:
        order = sorted(facts.hands, key=lambda tree: (-tree.weight, title_of(tree, name)))
        kinds = [(tree.weight, 1, f"{ordered(title_of(tree, name))} {tree.weight:,}") for tree in order]
    else:
        found = Counter(tree.weight for tree in facts.hands).items()
        kinds = [(weight, times, _times(weight, times)) for weight, times in found]
    left = sum(times for _, times, _ in kinds[_LISTED:])
    more = [f"{left:,} more of {_range(kinds[-1][0], kinds[_LISTED][0])}"] if left else []
    return f"Votes in one hand: {joined([*(words for *_, words in kinds[:_LISTED]), *more])}"


def _range(least: int, most: int) -> str:
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _times(weight: int, times: int) -> str:
    return f"{weight:,}" if times == 1 else f"{weight:,} ({times:,} times)"


def _passing(facts: Facts) -> str:
    """Return the most that pass through one hand on the way."""
    most = facts.between
    return f"Most on the way to others: {joined([f'{weight:,}' for weight in most[:3]])}" if most else ""


def _steps(facts: Facts) -> str:
    longest = max((tree.steps for tree in facts.trees.trees), default=0)
    return f"The longest way has {longest:,} steps" if longest > 1 else ""
