"""Play so many seeded runs, and end with one line of figures; the exit code is 0 only where nothing is broken."""

import argparse
import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.faults.bench import played
from tests.faults.figures import Figures
from tests.faults.house import House
from tests.wire.proxy import Authority

MEMORY = Path("/dev/shm")
FOLDER = MEMORY if MEMORY.is_dir() else None
"""Where the runs write: what they write is thrown away, and to a killed process memory is as good as a disk."""


async def main(runs: int, seed: int) -> int:
    """Play runs from a seed on."""
    began, figures = perf_counter(), Figures()
    with TemporaryDirectory(dir=FOLDER, prefix="accord-faults-") as folder:
        house = House(Path(folder), Authority(Path(folder)))
        await house.open()
        for number in range(seed, seed + runs):
            print(await played(house, number, figures) or f"seed {number}: as promised", flush=True)
    print(figures.line(perf_counter() - began))
    return 1 if figures.seeds else 0


def asked() -> argparse.Namespace:
    """Return how many runs are wanted, and the seed of the first."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    wanted = asked()
    sys.exit(asyncio.run(main(wanted.runs, wanted.seed)))
