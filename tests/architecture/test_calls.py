"""What import rules cannot see: who reads the time, who starts tasks, and who speaks on Discord."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for room in ("bot", "cogs") for path in (ROOT / room).rglob("*.py"))
OWNERS = {"bot/clock.py"}
OWNED = {"datetime.now", "datetime.utcnow", "time.time"}
SPEAKING = {"send", "edit", "reply"}
PRIVATE_ANSWERS = {"response", "followup"}


def calls(source: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line of every call on something, and its dotted name from the right-most owner on."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
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


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_clock_reads_the_time_and_nobody_starts_tasks(path: Path) -> None:
    if str(path.relative_to(ROOT)) not in OWNERS:
        assert owned_calls(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_delivery_speaks_in_channels(path: Path) -> None:
    if ROOT / "bot" / "delivery" not in path.parents:
        assert spoken_calls(path.read_text(encoding="utf-8")) == []


def unguarded_calls(source: str) -> list[int]:
    """Return the lines that say something on Discord, and not whom it may call."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"send", "edit", "reply", "send_message", "edit_message"}
        and "allowed_mentions" not in {keyword.arg for keyword in node.keywords}
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_whatever_is_said_says_whom_it_may_call(path: Path) -> None:
    assert unguarded_calls(path.read_text(encoding="utf-8")) == []


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
