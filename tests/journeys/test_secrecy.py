"""Two worlds that differ in one ballot look alike, while the vote is open, to everybody whom it does not concern.

The same people do the same things in both. Whatever Accord says in channels and threads, writes to third parties,
draws, answers to their questions, counts and logs is compared; moments and Discord's numbers are left out.
"""

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from simcord import InteractionResult

from bot.app import Accord, build
from bot.playground.server import opened
from bot.playground.world import World
from bot.services.ports import Clock
from bot.settings import Settings
from tests.databases import database_in
from tests.journeys.handing import handed
from tests.journeys.private import Direct
from tests.journeys.test_story import bread_day

CONCERNED = {"ben", "chloe"}
"""Who casts the ballot, and who hands him their vote."""

ALIKE = re.compile(r"<t:\d+|\b\d{17,20}\b|\b[0-9a-f]{24,64}\b|(?:\b[0-9a-f]{4}\b ?){4}|\b[0-9A-F]{4}-[0-9A-F]{4}\b")
"""Moments, Discord's numbers and random ones, which differ between any two worlds."""


async def told_to_others(folder: Path, choice: str) -> list[str]:
    """Play the story with one ballot, and return everything that third parties can see of it."""

    def on_clock(clock: Clock) -> Accord:
        return build(Settings(_env_file=None, token=None, database_url=database_in(folder)), clock=clock)

    async with opened(on_clock, port=0) as running:
        return await story(running.world, choice)


async def story(world: World, choice: str) -> list[str]:
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    seen: list[str] = []
    async with world.turn():
        card = await bread_day(world)
        await handed(people["chloe"], kitchen, people["ben"], within="proposal:1")
        await people["ben"].click(card, label=choice)
        for ahead in (timedelta(hours=1), timedelta(days=3, hours=23), timedelta(hours=12)):
            await world.skip(ahead)
            for name in ("emre", "grace"):
                seen += [answered(await people[name].click(card, label="My vote"))]
                seen += [answered(await people[name].slash(kitchen, "proposal show", proposal="1"))]
                seen += [answered(await people[name].slash(kitchen, "proposal list"))]
                seen += [answered(await people[name].slash(kitchen, "circle show", name="Kitchen"))]
                seen += [answered(await people[name].slash(kitchen, "power", circle="Kitchen"))]
                seen += [answered(await people[name].slash(kitchen, "my vote"))]
                seen += [answered(await people[name].slash(kitchen, "my delegations"))]
                seen += [answered(await people[name].slash(kitchen, "record log"))]
            seen += [*public(world), *private(world)]
    return [ALIKE.sub("#", one) for one in seen]


def answered(answer: InteractionResult) -> str:
    """Return an answer with its buttons and pictures."""
    parts = [one for one in (answer.response, *answer.followups) if one]
    return " ".join(_whole(one.content, one.components, one.attachments) for one in parts)


def _whole(content: str, components: object, attachments: object) -> str:
    drawn = [sha256(bytes(one.data)).hexdigest() for one in attachments or () if getattr(one, "data", None)]  # type: ignore[attr-defined]
    return f"{content} {json.dumps(components, default=lambda one: one.to_dict(), ensure_ascii=False)} {drawn}"


def public(world: World) -> Iterator[str]:
    """Yield everything in the channels and threads."""
    for channel in world.community.channels.values():
        for place in (channel, *channel.threads):
            for message in place.history():
                yield _whole(message.content, message.components, message.attachments)


def private(world: World) -> Iterator[str]:
    """Yield everything written to those whom the ballot does not concern."""
    for name in sorted({*world.community.members} - CONCERNED):
        for message in Direct(world, name).person.dm_channel.history():
            yield _whole(message.content, message.components, message.attachments)


async def test_worlds_that_differ_in_one_ballot_look_alike_to_everybody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    worlds, logs = [], []
    for number, choice in enumerate(("✓ Yes", "✗ No")):
        (folder := tmp_path / str(number)).mkdir()
        caplog.clear()
        worlds.append(await told_to_others(folder, choice))
        logs.append([ALIKE.sub("#", f"{one.name} {one.getMessage()}") for one in caplog.records])
    assert len(worlds[0]) > 20
    assert any("1 of 3 have voted" in one for one in worlds[0])
    assert worlds[0] == worlds[1]
    assert logs[0] == logs[1]
