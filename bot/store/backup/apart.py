"""A backup in a process of its own, which stands back: copying, following ledgers and sealing keep no voter waiting."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from threading import Event

from bot.store.backup.folder import BackupRunning
from bot.store.backup.proof import Proof
from bot.store.backup.snapshot import Stopped
from bot.store.backup.write import Backup, BackupFailed, back_up
from bot.store.revisions import DamagedDatabase, ForeignDatabase, NewerDatabase

ROOT = Path(__file__).resolve().parents[3]

BEAT_SECONDS = 0.2
"""Between two looks at whether Accord is being stopped."""

PATIENCE_SECONDS = 2
"""How long the process may take to tidy up when it is to stop."""

NICE = 10
"""How far it stands back behind everything else on the machine."""


def back_up_apart(url: str, folder: Path, *, now: datetime, passphrase: str | None, stop: Event) -> Backup:
    """Do what `back_up` does, beside. Raises BackupFailed, Stopped."""
    asked = {"url": url, "folder": str(folder), "now": now.isoformat(), "passphrase": passphrase}
    line, pipe = [sys.executable, "-m", __name__], subprocess.PIPE
    with subprocess.Popen(line, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as child:  # noqa: S603 - our own module
        said, failed = _wait(child, json.dumps(asked).encode(), stop)
    if child.returncode:
        last = failed.decode(errors="replace").strip().rpartition("\n")[2]
        raise BackupFailed(f"The process that made the backup ended with {child.returncode}. {last}")
    answer = json.loads(said)
    if "refused" in answer:
        raise BackupFailed(answer["refused"])
    return Backup(Path(answer["file"]), Proof(**answer["proof"]))


def _wait(child: subprocess.Popen[bytes], asked: bytes, stop: Event) -> tuple[bytes, bytes]:
    given: bytes | None = asked
    while not stop.is_set():
        try:
            return child.communicate(given, timeout=BEAT_SECONDS)
        except subprocess.TimeoutExpired:
            given = None  # it has been given already
    child.terminate()
    try:
        child.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
    raise Stopped


def main() -> None:
    """Make the backup that is asked for on standard input, and say on standard output what became of it."""
    os.nice(NICE)
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever presses Ctrl-C means Accord, which then says so
    asked = json.load(sys.stdin)
    wish = {"now": datetime.fromisoformat(asked["now"]), "passphrase": asked["passphrase"], "stop": stop}
    try:
        made = back_up(asked["url"], Path(asked["folder"]), **wish)
        answer = {"file": str(made.file), "proof": asdict(made.proof)}
    except (BackupFailed, BackupRunning, DamagedDatabase, ForeignDatabase, NewerDatabase, Stopped) as refused:
        answer = {"refused": str(refused)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
