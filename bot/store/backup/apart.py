"""The proof in a process of its own: following long ledgers would keep the voters of a running Accord waiting."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from threading import Event

from bot.store.backup.proof import Proof, prove
from bot.store.backup.snapshot import Stopped
from bot.store.revisions import DamagedDatabase

ROOT = Path(__file__).resolve().parents[3]

BEAT_SECONDS = 0.2
"""Between two looks at whether Accord is being stopped."""

NICE = 10
"""How far the proof stands back behind everything else on the machine."""


class NoProof(RuntimeError):
    """The process that should prove a backup ended before it could say anything."""


def prove_apart(file: Path, place: str, stop: Event) -> Proof:
    """Do what `prove` does, beside. Raises DamagedDatabase, Stopped, NoProof."""
    line = [sys.executable, "-m", __name__, str(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(line, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe) as child:  # noqa: S603
        said, failed = _wait(child, stop)
    if child.returncode:
        raise NoProof(failed.decode(errors="replace").strip().rpartition("\n")[2] or f"ended with {child.returncode}")
    found = json.loads(said)
    if "damaged" in found:
        raise DamagedDatabase(place, found["damaged"])
    return Proof(**found)


def _wait(child: subprocess.Popen[bytes], stop: Event) -> tuple[bytes, bytes]:
    while True:
        try:
            return child.communicate(timeout=BEAT_SECONDS)
        except subprocess.TimeoutExpired:
            if stop.is_set():
                child.kill()
                raise Stopped from None


def main(file: str) -> None:
    """Prove a file, and say on standard output what was found."""
    os.nice(NICE)
    try:
        found: dict[str, object] = asdict(prove(Path(file), file, Event()))
    except DamagedDatabase as damaged:
        found = {"damaged": damaged.finding}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
