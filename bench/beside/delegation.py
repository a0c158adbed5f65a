"""Weighing ballots with delegations, beside networkx, rustworkx, scipy and a recursive question to SQLite.

All begin with the same lists of rows, (truster, trustee) and voters, and end with the weight of every voter, which
must be the same. Who voted passes nothing on, so a voter's weight is the size of the part that hangs together with
them: that is what the libraries are asked for. SQLite has its rows in tables with the index it needs beforehand. For
the communities see bench/worlds.py.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from random import Random

import networkx as nx
import numpy as np
import rustworkx
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from bench.delegation import SIZES, best, columns, ranked
from bench.result import Result
from bench.worlds import World, world
from bot.rules.delegation import resolve
from bot.rules.electorate import weigh

SLOW = 500_000
"""From this size on the slow ones get one run instead of three."""

RECURSIVE = """
WITH RECURSIVE behind (voter, member) AS (
    SELECT member, member FROM voter
    UNION ALL
    SELECT behind.voter, delegation.truster FROM behind JOIN delegation ON delegation.trustee = behind.member
    WHERE NOT EXISTS (SELECT 1 FROM voter WHERE voter.member = delegation.truster)
)
SELECT voter, count(*) FROM behind GROUP BY voter
"""

Weights = Mapping[int, int]


def measure() -> Iterator[Result]:
    """Yield our seconds beside those of each other program."""
    for size in SIZES:
        people = world(size, Random(size))
        with closing(tables(people)) as connection:
            others: dict[str, Callable[[], Weights]] = {
                "our reference": partial(by_person, people),
                "networkx": partial(by_networkx, people),
                "rustworkx": partial(by_rustworkx, people),
                "scipy": partial(by_scipy, people),
                "recursive SQL": partial(by_sql, connection),
            }
            ours, expected = best(partial(in_columns, people)), in_columns(people)
            for name, other in others.items():
                if other() != expected:
                    raise AssertionError(f"{name} gives other weights")
                theirs = best(other, 1 if size > SLOW else 3)
                note = f"{theirs / ours:.1f} times as long as ours"
                yield Result(f"{size:,} members, beside {name}", ours, theirs, "s", note)


def in_columns(people: World) -> Weights:
    """Return the weights as Accord counts them, from rows to numbers."""
    found = weigh(columns(people))
    return dict(zip(people.voters, found.weights.tolist(), strict=True))


def by_person(people: World) -> Weights:
    """Return the weights by the readable reference."""
    return resolve(people.members, ranked(people), people.voters).weight


def _passed_on(people: World) -> list[tuple[int, int]]:
    voting = {*people.voters}
    return [(truster, trustee) for truster, trustee in people.delegates.items() if truster not in voting]


def by_networkx(people: World) -> Weights:
    """Return the weights from the parts of a networkx graph."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(people.voters)
    graph.add_edges_from(_passed_on(people))
    voting = {*people.voters}
    parts = nx.weakly_connected_components(graph)
    return {voter: len(part) for part in parts for voter in part & voting}


def by_rustworkx(people: World) -> Weights:
    """Return the weights from the parts of a rustworkx graph, whose nodes are numbered."""
    number = {member: at for at, member in enumerate(people.members)}
    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(people.members)
    graph.add_edges_from_no_data([(number[truster], number[trustee]) for truster, trustee in _passed_on(people)])
    voting = {number[voter] for voter in people.voters}
    parts = rustworkx.weakly_connected_components(graph)
    return {people.members[voter]: len(part) for part in parts for voter in part & voting}


def by_scipy(people: World) -> Weights:
    """Return the weights from the parts of a sparse matrix."""
    number = {member: at for at, member in enumerate(people.members)}
    edges = np.array([(number[truster], number[trustee]) for truster, trustee in _passed_on(people)])
    size = len(people.members)
    matrix = coo_array((np.ones(len(edges), dtype=np.int8), (edges[:, 0], edges[:, 1])), shape=(size, size))
    _, part = connected_components(matrix.tocsr(), directed=True, connection="weak")
    sizes = np.bincount(part)
    voters = [number[voter] for voter in people.voters]
    return dict(zip(people.voters, sizes[part[voters]].tolist(), strict=True))


def tables(people: World) -> sqlite3.Connection:
    """Return a database in memory that holds the community."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE delegation (truster INTEGER PRIMARY KEY, trustee INTEGER)")
    connection.execute("CREATE TABLE voter (member INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO delegation VALUES (?, ?)", people.delegates.items())
    connection.executemany("INSERT INTO voter VALUES (?)", ((voter,) for voter in people.voters))
    connection.execute("CREATE INDEX trustee ON delegation (trustee)")
    return connection


def by_sql(connection: sqlite3.Connection) -> Weights:
    """Return the weights by one recursive question."""
    return dict(connection.execute(RECURSIVE))
