"""Whether Accord is well is said in few words, and never about whom."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import discord.ext.commands
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import wire as listening
from bot.health import LATE, STILL, Health, PortTaken
from bot.metrics import Metrics
from bot.rules.decision import Choice, Decision
from bot.rules.errors import MayNotPropose
from bot.services.ports import UnitOfWork
from bot.services.trouble import NotWritten
from bot.services.values import Notice
from bot.store.writer import Store
from bot.wire import ALONE, Wire
from tests.store.world import DAY, HOME, MEMBERS, NOW
from tests.town import FAY, HALL, MAYOR, Town

SECOND = timedelta(seconds=1)


@dataclass
class Surroundings:
    """The store, the clock and the backups of a patient, each of which can be made ill."""

    store: Store
    moment: datetime = NOW
    trouble: str | None = None
    failed_at: datetime | None = None
    proofs: int = 0

    def now(self) -> datetime:
        return self.moment

    def last(self) -> datetime:
        return NOW - DAY

    async def read(self, question: Callable[[UnitOfWork, Any], Any], about: Any) -> Any:
        return await self.store.read(question, about)

    async def prove(self, now: datetime) -> None:
        self.proofs += 1
        if self.trouble is not None:
            raise NotWritten
        await self.store.prove(now)


@dataclass
class Patient:
    """A healthy Accord."""

    around: Surroundings

    def __post_init__(self) -> None:
        self.metrics = Metrics()
        self.wire = Wire(self.metrics)
        self.wire._connected = {ALONE}
        self.health = Health(self.around, self.around, self.metrics, self.wire, self.around)

    async def wrong(self) -> list[str]:
        return (await self.health.look()).wrong()


@pytest.fixture
def patient(town: Town) -> Patient:
    town.store._watch = metrics = Metrics()
    patient = Patient(Surroundings(town.store))
    patient.metrics = patient.health._metrics = patient.wire._metrics = metrics
    return patient


def samples(metrics: Metrics) -> dict[tuple[str, tuple[str, ...]], float]:
    """Return every value by its name and the values of its labels, in the order of their names."""
    families = text_string_to_metric_families(metrics.text().decode())
    found = [one for family in families for one in family.samples]
    return {(one.name, tuple(one.labels[name] for name in sorted(one.labels))): one.value for one in found}


async def test_a_healthy_accord_has_nothing_wrong_and_asking_often_writes_once(patient: Patient) -> None:
    assert [await patient.wrong() for _ in range(5)] == [[]] * 5
    patient.health.swept_at = NOW
    assert patient.around.proofs == 1
    assert (await patient.health.look()).told() == {
        "status": "well",
        "wrong": [],
        "database": "writable",
        "gateway": "connected",
        "last_sweep": "2026-03-01T12:00:00+00:00",
        "oldest_overdue": None,
        "oldest_unsent": None,
        "last_proved_backup": "2026-02-28T12:00:00+00:00",
        "backup_failed": None,
    }


async def test_each_illness_is_named_and_passes(patient: Patient) -> None:
    patient.around.trouble = "full"
    assert await patient.wrong() == ["the database cannot be written to: full"]
    assert samples(patient.metrics)["accord_database_writable", ()] == 0
    patient.around.trouble = None
    patient.wire._connected = set()
    assert await patient.wrong() == ["Discord's gateway is not connected"]
    patient.wire._connected = {ALONE}
    patient.around.moment = NOW + STILL + SECOND
    assert await patient.wrong() == ["what is due is not looked at"]
    patient.health.swept_at = patient.around.moment
    assert await patient.wrong() == []


async def test_a_deadline_that_is_missed_is_named_and_what_is_unsent_is_told(
    patient: Patient, town: Town, trees: Decision
) -> None:
    patient.around.moment = patient.health.swept_at = trees.closes_at + LATE
    assert await patient.wrong() == []
    patient.around.moment += SECOND
    look = await patient.health.look()
    assert look.wrong() == ["something is overdue"]
    assert look.late
    assert (look.late.overdue, look.late.due_since) == (1, trees.closes_at)
    assert (look.late.waiting, look.late.owed_since) == (len(town.owed(*Notice)), NOW)
    await asyncio.to_thread(town.sweep, patient.around.moment)
    assert await patient.wrong() == []
    found = samples(patient.metrics)
    assert found["accord_overdue_decisions", ()] == 0
    assert found["accord_oldest_unsent_seconds", ()] == (patient.around.moment - NOW).total_seconds()


async def test_it_is_served_with_200_or_503_and_a_port_that_is_taken_is_named(patient: Patient) -> None:
    await patient.health.start("127.0.0.1", 0)
    assert patient.health._runner
    port = patient.health._runner.addresses[0][1]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        async with session.get("/health") as answer:
            assert (answer.status, (await answer.json())["status"]) == (200, "well")
        patient.around.trouble = "read-only"
        patient.health._proved_at = None
        async with session.get("/health") as answer:
            assert (answer.status, (await answer.json())["database"]) == (503, "read-only")
        async with session.get("/metrics") as answer:
            assert "accord_database_writable 0.0" in await answer.text()
    other = Patient(patient.around)
    with pytest.raises(PortTaken, match=f"ACCORD_HEALTH_PORT: 127.0.0.1:{port} cannot be opened"):
        await other.health.start("127.0.0.1", port)
    await other.health.stop()
    await patient.health.stop()


async def answered(patient: Patient, path: str, status: int) -> None:
    """Let Discord answer a request."""
    end: Any = SimpleNamespace(response=SimpleNamespace(status=status, ok=status < 400), url=SimpleNamespace(path=path))
    session: Any = None
    await patient.wire._answered(session, SimpleNamespace(), end)


async def test_a_press_is_timed_until_its_answer_and_one_without_is_counted(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = 1_000.0
    monkeypatch.setattr(listening, "monotonic", lambda: moment)
    for number in (7, 8):
        press: Any = SimpleNamespace(id=number)
        await patient.wire._came(press)
    moment += 0.3
    await answered(patient, "/api/v10/interactions/7/secret-token/callback", 503)
    await answered(patient, "/api/v10/interactions/7/secret-token/callback", 200)
    await answered(patient, "/api/v10/channels/9/messages", 429)
    moment += listening.LONGEST
    patient.wire.tidy()
    found = samples(patient.metrics)
    assert found["accord_acknowledgement_seconds_count", ()] == 1
    assert found["accord_acknowledgement_seconds_sum", ()] == pytest.approx(0.3)
    assert {status: found["accord_discord_answers_total", (status,)] for status in ("200", "429", "503")} == {
        "200": 1, "429": 1, "503": 1,
    }  # fmt: skip
    assert found["accord_unanswered_total", ()] == 1
    assert patient.wire._waiting == {}


async def test_no_label_and_no_value_can_hold_a_ballot_an_id_or_a_name(
    patient: Patient, town: Town, trees: Decision
) -> None:
    for member, choice in zip(MEMBERS, [*Choice, *Choice], strict=False):
        await asyncio.to_thread(town.cast, trees, member, choice, reason=None)
    with pytest.raises(MayNotPropose):
        await asyncio.to_thread(town.propose, trees.circle_id, FAY)
    await asyncio.to_thread(town.sweep, trees.closes_at + DAY)
    await answered(patient, f"/api/v10/channels/{HALL}/messages", 403)
    await patient.health.look()
    text = patient.metrics.text().decode()
    families = [*text_string_to_metric_families(text)]
    labels = {name for family in families for one in family.samples for name in one.labels}
    assert labels == {"use_case", "outcome", "status", "le"}
    found = samples(patient.metrics)
    named = [values for name, values in found if name == "accord_use_cases_total"]
    assert ("kept", "vote.cast_ballot") in named
    assert {outcome for outcome, _ in named} <= {"kept", "refused", "failed"}
    assert all(re.fullmatch(r"[a-z_]+\.(_?[a-z_]+|<lambda>)", use_case) for _, use_case in named)
    assert found["accord_use_cases_total", ("kept", "vote.cast_ballot")] == len(MEMBERS)
    for secret in (*MEMBERS, FAY, MAYOR, HOME, HALL, "Plant", "Garden", "yes", "abstain"):
        assert str(secret) not in text
    assert not [value for value in found.values() if value > 1 << 40]


async def test_the_gateway_counts_as_connected_where_every_shard_of_the_process_is() -> None:
    wire = Wire(Metrics())
    client = discord.ext.commands.AutoShardedBot("!", intents=discord.Intents.none(), shard_ids=[2, 3], shard_count=4)
    wire.listen(client)

    async def hear(event: str, shard_id: int) -> bool:
        for listener in client.extra_events[event]:
            await listener(shard_id)
        return wire.connected

    assert not await hear("on_shard_connect", 2)
    assert await hear("on_shard_connect", 3)
    assert not await hear("on_shard_disconnect", 2)
    assert not await hear("on_shard_resumed", 3)
    assert await hear("on_shard_resumed", 2)
