"""JSON as a case is written in: read with the line of what is wrong, whether the text is at fault or the form."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.count.sheet import BadLine

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')

Path = tuple[str | int | None, ...]


def parsed(text: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return what the text says. Raises BadLine, also for a key that stands twice in one object."""
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_once)
    except json.JSONDecodeError as broken:
        raise BadLine(broken.lineno, f"not JSON: {broken.msg}") from broken
    except RecursionError as broken:
        raise BadLine(1, "not JSON that can be read: it is nested too deeply") from broken
    except BadLine:
        raise
    except ValueError as broken:
        raise BadLine(1, "not JSON that can be read: a number is too long") from broken


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Return the line on which the value at a path begins, or what it lies in where it is missing; 1 is the first."""
    best, start = -1, 0
    for at, position in _values(text):
        if len(at) > best and (at == tuple(path[: len(at)]) or at == ("params", *path)[: len(at)]):
            best, start = len(at), position
    return text.count("\n", 0, start) + 1


def _values(text: str) -> Iterator[tuple[Path, int]]:
    """Yield each value of correct JSON by its path, with where it begins."""
    path: list[str | int | None] = []
    for token in _TOKEN.finditer(text):
        match token[0]:
            case "}" | "]":
                path.pop()
            case ",":
                last = path[-1]
                path[-1] = last + 1 if isinstance(last, int) else None
            case ":":
                pass
            case key if path and path[-1] is None:
                path[-1] = json.loads(key)
            case begun:
                yield tuple(path), token.start()
                path += [None] if begun == "{" else [0] if begun == "[" else []


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object. Raises BadLine where a key stands in it twice; the line is not known here."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadLine(1, f"the key {twice[:40]!a} stands twice in one object")
    return found
