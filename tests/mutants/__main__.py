"""Applies each mutant of the catalogue in turn and runs the tests that must notice it.

The last line says how many were noticed; the exit code is 0 only where all were.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.mutants.catalogue import MUTANTS
from tests.mutants.plugin import NUMBER

FAILED = 1
"""The exit code of pytest where a test has failed."""


def run(number: int) -> int:
    """Return the exit code of the tests under one mutant; tests that never end have failed."""
    mutant = MUTANTS[number]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:xdist",
        "-p",
        "tests.mutants.plugin",
        *mutant.tests,
    ]
    environment = os.environ | {NUMBER: str(number)}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=mutant.seconds
        )
        code, said = done.returncode, done.stdout[-2_000:] + done.stderr[-2_000:]
    except subprocess.TimeoutExpired:
        code, said = FAILED, ""
    print(f"{'killed' if code == FAILED else 'ALIVE '}  {mutant.name}", flush=True)
    if code not in {0, FAILED}:
        print(said)
    return code


def main(wanted: Sequence[str]) -> int:
    """Run the mutants whose names contain one of the words, or all."""
    numbers = [at for at, one in enumerate(MUTANTS) if not wanted or any(word in one.name for word in wanted)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        codes = list(pool.map(run, numbers))
    killed = codes.count(FAILED)
    print(f"killed {killed} of {len(codes)}")
    return 0 if killed == len(codes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
