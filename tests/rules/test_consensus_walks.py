"""Consensus, walked through with a bias and by hypothesis: every line of its table, and all its invariants."""

from collections import Counter

from bot.rules.consensus import MACHINE
from tests.rules.consensus_world import ConsensusWorld
from tests.rules.process.walks import by_chance, stateful, untaken

SEEDS = (1, 2, 3)


def test_every_line_of_the_table_is_walked_to_each_of_its_targets() -> None:
    taken: Counter[tuple[str, str, str]] = Counter()
    for seed in SEEDS:
        taken += by_chance(ConsensusWorld(), seed, walks=600, steps=90)
    assert untaken(MACHINE, taken) == []


TestConsensus = stateful(ConsensusWorld).TestCase
