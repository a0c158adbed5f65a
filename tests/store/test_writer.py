"""Many use cases at once: none is lost, none spoils another, none is done twice."""

import asyncio
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event as Signal

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.rules.errors import NameTaken
from bot.rules.ids import CircleId
from bot.rules.majority import AbsoluteMajority, Threshold
from bot.services.ports import UnitOfWork
from bot.store.answers import AlreadyAnswered
from bot.store.engine import make_reader
from bot.store.writer import Store, StoreClosed, StoreInUse
from tests.store.world import HOME, NOW, Repeatable, add_circle, ask, circle_named, do


def aim_of(unit: UnitOfWork, circle_id: CircleId) -> str:
    circle = unit.circles.get(circle_id)
    assert circle
    return circle.aim


def increment(unit: UnitOfWork, circle_id: CircleId) -> int:
    circle = unit.circles.get(circle_id)
    assert circle
    unit.circles.save(replace(circle, aim=str(int(circle.aim) + 1)))
    return int(circle.aim) + 1


def add_named(unit: UnitOfWork, command: Repeatable) -> CircleId:
    return unit.circles.add(circle_named(command.value), command.now)


@dataclass(frozen=True)
class Verdicts:
    threshold: Threshold


def answer_ambiguously(unit: UnitOfWork, command: Repeatable) -> Verdicts:
    add_named(unit, command)
    return Verdicts(AbsoluteMajority())


def names(store: Store) -> list[str]:
    return [circle.name for circle in ask(store, lambda unit: unit.circles.of(HOME))]


async def test_two_hundred_concurrent_increments_end_at_two_hundred(store: Store, circle_id: CircleId) -> None:
    answers = await asyncio.gather(*(store.run(increment, circle_id) for _ in range(200)))
    assert sorted(answers) == list(range(1, 201))
    assert await store.read(aim_of, circle_id) == "200"


async def held(store: Store, names_: list[str]) -> list[CircleId | BaseException]:
    """Let the jobs queue up behind one that waits, so that they share a commit."""
    begun, gate = Signal(), Signal()

    def wait(_unit: UnitOfWork, _command: None) -> bool:
        begun.set()
        return gate.wait(10)

    first = asyncio.ensure_future(store.run(wait, None))
    await asyncio.to_thread(begun.wait, 10)
    rest = [asyncio.ensure_future(store.run(add_named, Repeatable(name))) for name in names_]
    await asyncio.sleep(0)
    gate.set()
    await first
    return await asyncio.gather(*rest, return_exceptions=True)


async def test_one_failing_job_leaves_the_others_of_its_commit_alone(store: Store) -> None:
    wanted = [f"circle {n:02}" for n in range(20)]
    answers = await held(store, [*wanted[:10], "CIRCLE 03", *wanted[10:]])
    assert [type(answer) for answer in answers if not isinstance(answer, int)] == [NameTaken]
    assert names(store) == wanted


async def test_what_queued_up_is_committed_at_once(store: Store) -> None:
    commits: list[object] = []
    assert store._writer
    event.listen(store._writer, "commit", commits.append)
    await held(store, [f"circle {n}" for n in range(20)])
    assert len(commits) == 2


async def test_a_job_that_fails_halfway_leaves_nothing(store: Store) -> None:
    def fail(unit: UnitOfWork, _command: None) -> None:
        unit.circles.add(circle_named("Half"), NOW)
        raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        await store.run(fail, None)
    assert names(store) == []


async def test_a_failed_commit_fails_every_job_in_it_and_the_writer_lives_on(store: Store) -> None:
    def refuse(_connection: object) -> None:
        raise OSError("disk full")

    assert store._writer
    event.listen(store._writer, "commit", refuse)
    answers = await asyncio.gather(
        *(store.run(add_named, Repeatable(name)) for name in ("A", "B")), return_exceptions=True
    )
    assert [str(answer) for answer in answers] == ["disk full", "disk full"]
    event.remove(store._writer, "commit", refuse)
    await store.run(add_named, Repeatable("C"))
    assert names(store) == ["C"]


def test_a_repeat_of_a_key_gets_the_first_answer_and_is_not_done_again(store: Store) -> None:
    first = store.run_now(add_named, Repeatable("Garden", key="7"))
    assert store.run_now(add_named, Repeatable("Kitchen", key="7")) == first
    assert names(store) == ["Garden"]


def test_another_use_case_may_carry_the_same_key(store: Store, circle_id: CircleId) -> None:
    store.run_now(add_named, Repeatable("Kitchen", key="7"))
    store.run_now(answer_ambiguously, Repeatable("Cellar", key="7"))
    assert names(store) == ["Cellar", "Garden", "Kitchen"]
    assert circle_id


def test_a_failed_use_case_may_be_tried_again_with_its_key(store: Store) -> None:
    add_circle(store)
    with pytest.raises(NameTaken):
        store.run_now(add_named, Repeatable("garden", key="7"))
    store.run_now(add_named, Repeatable("Kitchen", key="7"))
    assert names(store) == ["Garden", "Kitchen"]


def test_an_answer_that_json_would_change_is_refused_on_repeat_rather_than_told_wrong(store: Store) -> None:
    command = Repeatable("Garden", key="7")
    assert store.run_now(answer_ambiguously, command) == Verdicts(AbsoluteMajority())
    with pytest.raises(AlreadyAnswered):
        store.run_now(answer_ambiguously, command)
    assert names(store) == ["Garden"]


async def test_the_reading_connection_refuses_writes(store: Store) -> None:
    with pytest.raises(DBAPIError):
        await store.read(add_named, Repeatable("Garden"))
    assert names(store) == []


def test_the_reading_connection_refuses_bare_statements_too(store: Store) -> None:
    reader = make_reader(store.url)
    with reader.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text("DELETE FROM preference"))
    reader.dispose()


async def test_a_caller_who_left_before_the_turn_came_is_not_served(store: Store) -> None:
    begun, gate = Signal(), Signal()

    def wait(_unit: UnitOfWork, _command: None) -> bool:
        begun.set()
        return gate.wait(10)

    first = asyncio.ensure_future(store.run(wait, None))
    await asyncio.to_thread(begun.wait, 10)
    left = asyncio.ensure_future(store.run(add_named, Repeatable("Garden")))
    await asyncio.sleep(0)
    left.cancel()
    await asyncio.sleep(0)
    gate.set()
    assert await first
    await store.run(add_named, Repeatable("Kitchen"))
    assert names(store) == ["Kitchen"]


def test_one_store_serves_one_event_loop_after_another(store: Store, circle_id: CircleId) -> None:
    assert [asyncio.run(store.run(increment, circle_id)) for _ in range(3)] == [1, 2, 3]
    assert store.run_now(increment, circle_id) == 4


def test_a_second_store_on_the_same_database_is_refused(store: Store, url: str) -> None:
    second = Store(url)
    with pytest.raises(StoreInUse, match="Another Accord is running"):
        second.open()
    store.close()
    second.open()
    second.close()


def test_a_second_process_is_refused(store: Store) -> None:
    script = "import sys; from bot.store.writer import Store; Store(sys.argv[1]).open()"
    root = Path(__file__).resolve().parents[2]
    line = [sys.executable, "-c", script, store.url]
    ended = subprocess.run(line, check=False, cwd=root, capture_output=True, text=True)
    assert ended.returncode == 1
    assert "StoreInUse: Another Accord is running" in ended.stderr


def test_a_closed_store_says_so(url: str) -> None:
    store = Store(url)
    with pytest.raises(StoreClosed):
        do(store, lambda _unit: None)
    store.open()
    store.close()
    store.close()
    with pytest.raises(StoreClosed):
        do(store, lambda _unit: None)


def test_a_database_error_in_one_job_reaches_its_caller(store: Store) -> None:
    with pytest.raises(IntegrityError):
        do(store, lambda unit: unit.memberships.enter(CircleId(404), [circle_named("x").steward_id], NOW))
    assert add_circle(store)
