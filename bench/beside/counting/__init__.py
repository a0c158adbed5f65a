"""Every counting method beside the Python libraries that have it, from a file of ballots to the winners.

All begin with the same file (bench/beside/counting/ballots.py) and must end with the same winners; each loads it in
the way that is quickest for it. Every count runs in a process of its own. A library that takes longer than the limit
is given up, and ours is then ahead by at least the ratio that is printed. With the most ballots only the library runs
that was fastest with a tenth of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from bench.beside.counting import accord, by_abcvoting, by_pref_voting, by_pyrankvote, by_starvote, by_votelib
from bench.beside.counting.ballots import Raw, write
from bench.beside.counting.race import Count, Run, run
from bench.crowd import folder
from bench.result import Result

LIBRARIES = {
    "abcvoting": by_abcvoting.PROGRAMS,
    "pref_voting": by_pref_voting.PROGRAMS,
    "pyrankvote": by_pyrankvote.PROGRAMS,
    "starvote": by_starvote.PROGRAMS,
    "votelib": by_votelib.PROGRAMS,
}
METHODS: Mapping[str, tuple[str, bool]] = {
    "approval": ("marks", True),
    "limited_vote": ("two marks", True),
    "satisfaction_approval": ("marks", True),
    "sequential_proportional_approval": ("marks", True),
    "sequential_phragmen": ("marks", True),
    "equal_shares": ("marks", True),
    "schulze": ("ranking", False),
    "ranked_pairs": ("ranking", False),
    "irv": ("ranking", False),
    "borda": ("ranking", False),
    "stv_scottish": ("ranking", True),
    "stv_meek": ("ranking", True),
    "score": ("scores", False),
    "star": ("scores", False),
    "majority_judgment": ("scores", False),
    "reweighted_range": ("scores", True),
    "dots": ("points", False),
}
"""What ballots say by method, and whether it fills several seats: all methods that one of the libraries has too.

Sources of chance alone, like a lot, are not compared; nor is counting hands, which needs no library.
"""

SEATS = {5: 2, 50: 5}
"""Seats by number of options, for methods that fill several."""

SIZES = (1_000, 10_000, 100_000, 1_000_000)
LARGE = 100_000
"""From this number of ballots on Accord is to be ahead."""

LIMIT = 15
"""Seconds of a processor for a count by a library."""

PATIENCE = 600
"""Seconds of a processor for a count of ours."""


def measure() -> Iterator[Result]:
    """Yield our seconds beside those of each library, and last the large count in which we are least ahead."""
    warm_up()
    large: list[Result] = []
    for method, (kind, several) in METHODS.items():
        for options, seats in SEATS.items():
            others = racing(method)
            for size in SIZES:
                with folder() as path:
                    raw = Raw(path / "ballots", options, seats if several else 1)
                    write(raw.path, kind, size, options)
                    rows = beside(method, size, raw, others)
                yield from rows.values()
                if size >= LARGE:
                    large += rows.values()
                    fastest = min(rows, key=lambda name: rows[name].reference)
                    others = {fastest: others[fastest]}
    least = min(large, key=lambda row: row.reference / row.ours)
    yield replace(least, name=f"least ahead with {LARGE:,} ballots and more", note=f"{least.name}: {least.note}")


def warm_up() -> None:
    """Let every program count a little, so that what it compiles is compiled before any count is timed."""
    options, seats = min(SEATS.items())
    with folder() as path:
        for method, (kind, several) in METHODS.items():
            raw = Raw(path / "ballots", options, seats if several else 1)
            write(raw.path, kind, 100, options)
            for count in (partial(accord.count, method), *racing(method).values()):
                count(raw)


def racing(method: str) -> dict[str, Count]:
    """Return the count by each library that has the method."""
    return {name: programs[method] for name, programs in LIBRARIES.items() if method in programs}


def beside(method: str, size: int, raw: Raw, others: Mapping[str, Count]) -> dict[str, Result]:
    """Return our seconds for a file beside those of each library. Raises AssertionError where winners differ."""
    ours = run(partial(accord.count, method), raw, PATIENCE)
    rows = {}
    for name, count in others.items():
        theirs = run(count, raw, LIMIT)
        if theirs.winners not in {ours.winners, None}:
            raise AssertionError(f"{name} has other winners by {method}")
        row = f"{method}, {size:,} x {raw.options}, {name}"
        rows[name] = Result(row, ours.seconds, theirs.seconds, "s", _told(ours, theirs))
    return rows


def _told(ours: Run, theirs: Run) -> str:
    ahead = f"{theirs.seconds / ours.seconds:.1f} times as long as ours"
    return ahead if theirs.winners is not None else f"given up after {theirs.seconds:g} s: at least {ahead}"
