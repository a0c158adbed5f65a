"""A file of ballots, counted for whoever asks on the command line.

A file is a case in JSON, a BLT file or a PrefLib file; its content says which, and its suffix only where the
content does not. Without a method named, a case is counted by its own, a BLT file by instant runoff for one
seat and by single transferable vote for several, a PrefLib ranking by Schulze and its categories by approval.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.count.blt import read_blt
from bot.count.form import BadBallot, NotOffered, said
from bot.count.json_text import line_of, parsed
from bot.count.lines import ask, reason
from bot.count.polls import answered, asked
from bot.count.preflib import read_preflib
from bot.count.sheet import BadLine, Sheet
from bot.rules.counting.method import Method
from bot.rules.counting.poll import BallotKind, Poll
from bot.rules.counting.registry import METHODS
from bot.ui.counting import report

LARGEST = 256 * 1024 * 1024
"""Bytes a file may have: it is read as a whole."""

_KINDS = {
    BallotKind.YES_NO: "yes or no",
    BallotKind.APPROVALS: "approvals",
    BallotKind.RANKING: "rankings",
    BallotKind.SCORES: "scores",
    BallotKind.POINTS: "points",
}
_PREFLIB_HEAD = re.compile(r"#\s*(FILE NAME|DATA TYPE|NUMBER [A-Z ]+|ALTERNATIVE NAME \d+)\s*:")
_BLT_HEAD = re.compile(r"\s*[0-9]+\s+[0-9]+\s*(?:#|$)")
_HEAD_ROOM = 10_000
_PREFLIB_SUFFIXES = {".soc", ".soi", ".toc", ".toi", ".cat"}


class BadFile(Exception):
    """A file cannot be counted; the message is the whole sentence, "file:line: reason" where a line is at fault."""


def counted(file: str, method: str | None = None, *, explain: bool = False) -> str:
    """Return how a file came out, as JSON with every step, or in words where they are asked for. Raises BadFile."""
    text = text_of(file)
    try:
        return _counted(text, Path(file).suffix.lower(), method, explain=explain)
    except BadLine as bad:
        raise BadFile(f"{file}:{bad.line}: {bad}") from bad
    except (ValueError, OverflowError) as bad:
        raise BadFile(f"{file}:1: {bad}") from bad


def text_of(file: str) -> str:
    """Return the text of a file. Raises BadFile where there is none."""
    path = Path(file)
    try:
        if path.is_dir():
            raise BadFile(f"{file}: this is a directory")
        if path.exists() and not path.is_file():
            raise BadFile(f"{file}: this is not a file")
        if path.stat().st_size > LARGEST:
            raise BadFile(f"{file}: the file has more than {LARGEST // 1024**2} MiB")
        data = path.read_bytes()
    except FileNotFoundError as missing:
        raise BadFile(f"{file}: there is no such file") from missing
    except OSError as refused:
        raise BadFile(f"{file}: the file cannot be read: {refused.strerror}") from refused
    except ValueError as impossible:
        raise BadFile(f"{file!a}: no file can be called so") from impossible
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        raise BadFile(f"{file}:{line}: the text is not UTF-8") from broken


def _counted(text: str, suffix: str, key: str | None, *, explain: bool) -> str:
    if key is not None and key not in METHODS:
        raise BadLine(1, f"there is no method {key!r}; there are {', '.join(METHODS)}")
    read = _reader(text, suffix)
    if read is None:
        return _case(text, key, explain=explain)
    sheet = read(text)
    method = _method(sheet, key)
    return _outcome(sheet.polls[method.ballots], method, sheet.title, explain=explain)


def _reader(text: str, suffix: str) -> Callable[[str], Sheet] | None:
    """Return who reads such a text; None stands for JSON. Raises BadLine where nobody does."""
    start = text.lstrip()
    if not start:
        raise BadLine(1, "the file is empty")
    if start[0] in "{[":
        return None
    head = start[:_HEAD_ROOM].splitlines()
    if any(_PREFLIB_HEAD.match(line) for line in head):
        return read_preflib
    first = next((line for line in head if line.strip() and not line.startswith("#")), "")
    if _BLT_HEAD.match(first) or suffix == ".blt":
        return read_blt
    if suffix in _PREFLIB_SUFFIXES:
        return read_preflib
    if suffix == ".json":
        return None
    raise BadLine(1, "this is no case in JSON, no BLT file and no PrefLib file with its header")


def _case(text: str, key: str | None, *, explain: bool) -> str:
    """Return how the case in a text came out. Raises BadLine with the line of what is wrong in it."""
    case = parsed(text)
    if key is not None and isinstance(case, dict):
        case["method"] = key
    try:
        if explain and isinstance(case, dict) and isinstance(case.get("method"), str):
            return _explained_case(case)
        return json.dumps(ask(case), ensure_ascii=False)
    except ValidationError as bad:
        raise BadLine(line_of(text, bad.errors(include_url=False)[0]["loc"]), reason(bad)) from bad
    except BadBallot as bad:
        raise BadLine(line_of(text, ("ballots", bad.number - 1)), str(bad)) from bad
    except NotOffered as other:
        raise BadLine(line_of(text, ("method",)), str(other)) from other


def _explained_case(case: Mapping[str, Any]) -> str:
    method = METHODS.get(case["method"])
    if method is None:
        raise NotOffered(f"{case['method'][:40]!r} has no words; name a method of {', '.join(METHODS)}")
    return _outcome(asked(method.key, said(case)), method, str(case.get("name", "")), explain=True)


def _outcome(poll: Poll, method: Method, title: str, *, explain: bool) -> str:
    if explain:
        words = report(method.count(poll), method)
        return f"{title}\n\n{words}" if title else words
    named = {"title": title, "method": method.key}
    return json.dumps(named | answered(poll, method.count), ensure_ascii=False)


def _method(sheet: Sheet, key: str | None) -> Method:
    """Return the method that was named, else the one for such a file. Raises BadLine with the ways out."""
    seats = next(iter(sheet.polls.values())).seats
    usable = [each for each in METHODS.values() if each.ballots in sheet.polls and (each.several or seats == 1)]
    ways = (
        f"name one with --method: {', '.join(each.key for each in usable)}" if usable else "no method here can count it"
    )
    if key is None:
        found = next((each for each in usable if each.key.split("_")[0] == _usual(sheet, seats)), None)
        if found is None:
            raise BadLine(1, f"the file names no method; {ways}")
        return found
    method = METHODS[key]
    if method.ballots not in sheet.polls:
        held = " or ".join(_KINDS[kind] for kind in sheet.polls)
        raise BadLine(1, f"{key} counts {_KINDS[method.ballots]}, and the file holds {held}; {ways}")
    if method not in usable:
        raise BadLine(1, f"{key} fills one seat, and the file has {seats}; {ways}")
    return method


def _usual(sheet: Sheet, seats: int) -> str:
    """Return how the key of the method begins that people expect for such a file."""
    if sheet.form == "BLT":
        return "irv" if seats == 1 else "stv"
    return "approval" if BallotKind.APPROVALS in sheet.polls else "schulze"
