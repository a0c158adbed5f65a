"""What import rules cannot see: who reads the time, who starts tasks, and who speaks on Discord."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for room in ("bot", "cogs") for path in (ROOT / room).rglob("*.py"))
OWNERS = {"bot/clock.py"}
OWNED = {"datetime.now", "datetime.utcnow", "time.time"}
SPEAKING = {"send", "edit", "reply"}
PRIVATE_ANSWERS = {"response", "followup"}


@cache
def _calls(source: str) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]


def calls(source: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line of every call on something, and its dotted name from the right-most owner on."""
    for node in _calls(source):
        if isinstance(node.func, ast.Attribute | ast.Name):
            yield node.lineno, _names(node.func)


def _names(function: ast.expr) -> list[str]:
    names: list[str] = []
    while isinstance(function, ast.Attribute):
        names.insert(0, function.attr)
        function = function.value
    return [function.id, *names] if isinstance(function, ast.Name) else ["?", *names]


def owned_calls(source: str) -> list[int]:
    """Return the lines that read the time of day or start a task."""
    return [line for line, names in calls(source) if names[-1] == "create_task" or ".".join(names[-2:]) in OWNED]


def spoken_calls(source: str) -> list[int]:
    """Return the lines that send, edit or reply other than on an interaction's own answer."""
    return [
        line
        for line, names in calls(source)
        if len(names) > 1 and names[-1] in SPEAKING and names[-2] not in PRIVATE_ANSWERS
    ]


def found(look: Callable[[str], list[int]], files: Iterable[Path] = FILES) -> dict[str, list[int]]:
    """Return in which files something is found, and in which of their lines."""
    lines = {str(path.relative_to(ROOT)): look(path.read_text(encoding="utf-8")) for path in files}
    return {path: at for path, at in lines.items() if at}


def test_only_the_clock_reads_the_time_and_nobody_starts_tasks() -> None:
    assert set(found(owned_calls)) <= OWNERS


def test_only_delivery_speaks_in_channels() -> None:
    assert found(spoken_calls, (path for path in FILES if ROOT / "bot" / "delivery" not in path.parents)) == {}


def unguarded_calls(source: str) -> list[int]:
    """Return the lines that say something on Discord, and not whom it may call."""
    return [
        node.lineno
        for node in _calls(source)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in {"send", "edit", "reply", "send_message", "edit_message"}
        and "allowed_mentions" not in {keyword.arg for keyword in node.keywords}
    ]


def test_whatever_is_said_says_whom_it_may_call() -> None:
    assert found(unguarded_calls) == {}


def test_a_message_that_does_not_say_whom_it_calls_is_found() -> None:
    assert unguarded_calls("channel.send('x')\nresponse.edit_message(content='x', allowed_mentions=NONE)") == [1]


@pytest.mark.parametrize(
    "line",
    ["datetime.now(UTC)", "dt.datetime.now()", "time.time()", "asyncio.create_task(f())", "loop().create_task(f())"],
)
def test_a_stray_clock_or_task_is_found(line: str) -> None:
    assert owned_calls(line) == [1]


@pytest.mark.parametrize("line", ["channel.send('x')", "await_it().edit()", "self.message.reply('x')"])
def test_a_stray_message_is_found(line: str) -> None:
    assert spoken_calls(line) == [1]


@pytest.mark.parametrize("line", ["interaction.followup.send('x')", "edit()", "self.clock.now()"])
def test_answers_to_a_person_and_the_clock_port_are_left_alone(line: str) -> None:
    assert spoken_calls(line) + owned_calls(line) == []
