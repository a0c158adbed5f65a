"""Communities of any size in which most delegate: long chains, cycles, hubs, and whoever one likes.

Of all members 70 % have a delegate. A fifth of the delegates are handed on in chains of a thousand people, a fifth
in cycles of three to a hundred, two fifths go to hubs, of which there is one for each thousand members, and a fifth
to anybody. Of those without a delegate two in three vote; of the others one in fifty, but nobody within a chain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

CHAIN = 1_000


@dataclass(frozen=True, slots=True)
class World:
    """Members by id, each one's delegate where there is one, and who votes."""

    members: Sequence[int]
    delegates: dict[int, int]
    voters: Sequence[int]


def world(size: int, chance: Random, members: Sequence[int] = ()) -> World:
    """Return a community of that size, of these members if any are given; else with ids as Discord gives them."""
    members = members or chance.sample(range(10**17, 10**19 // 2), size)
    order = chance.sample(members, size)
    share = size * 14 // 100
    chained, cycled, following, others = (order[share * at : share * (at + 1)] for at in range(4))
    following += order[share * 4 : share * 5]
    rest = order[share * 5 :]
    hubs = rest[: max(1, size // 1_000)]
    delegates: dict[int, int] = {}
    for start in range(0, len(chained), CHAIN):
        links = chained[start : start + CHAIN]
        delegates |= zip(links, [*links[1:], chance.choice(rest)], strict=True)
    while cycled:
        loop, cycled = cycled[: (length := chance.randint(3, 100))], cycled[length:]
        delegates |= zip(loop, [*loop[1:], loop[0]], strict=True)
    delegates |= ((one, chance.choice(hubs)) for one in following)
    delegates |= ((one, chance.choice(members)) for one in others)
    delegates = {one: to for one, to in delegates.items() if one != to}
    handed_on = set(order[:share])
    likely = {one: 0.0 if one in handed_on else 1 / 50 for one in delegates}
    voters = [one for one in members if chance.random() < likely.get(one, 2 / 3)]
    return World(members, delegates, voters)
