"""A delegate votes in the last second; those whose vote it carries answer it, by the card or by direct message."""

import json
from datetime import timedelta
from pathlib import Path

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.handing import handed
from tests.journeys.test_letters import begun
from tests.journeys.test_lot import restart
from tests.journeys.test_story import bread_day, said


def card(world: World) -> object:
    return next(message for message in world.community.channels["kitchen"].history() if message.components)


def shown(world: World) -> str:
    return json.dumps([one.to_dict() for one in card(world).components], ensure_ascii=False)  # type: ignore[attr-defined]


async def press(world: World, who: str, label: str) -> str:
    async with world.turn():
        return said(await world.community.members[who].click(card(world), label=label))


async def test_a_last_second_ballot_by_a_delegate_is_answered_by_those_it_carries(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await bread_day(world)
        await handed(people["chloe"], kitchen, people["ben"], within="proposal:1")
        await world.skip(timedelta(days=4, hours=23, minutes=55))
    await restart(world, tmp_path)
    assert "Receipt" in await press(world, "ben", "✓ Yes")
    async with world.turn():
        await world.skip(timedelta(minutes=10))
    assert "some can still vote themselves" in shown(world)
    thread = "\n".join(message.content for thread in kitchen.threads for message in thread.history())
    assert "whose delegate voted at the very end" in thread
    assert "Chloe" not in thread
    await restart(world, tmp_path)
    for who in ("ben", "emre"):
        assert "those can still vote themselves whose delegate voted at the end" in await press(world, who, "✗ No")
    assert "Receipt" in await press(world, "chloe", "✗ No")
    await restart(world, tmp_path)
    async with world.turn():
        await world.skip(timedelta(hours=12))
    assert "1 yes" in shown(world)
    assert "1 no" in shown(world)


async def test_who_is_content_leaves_it_so_by_direct_message_and_the_count_comes_at_once(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    async with world.turn():
        chloe = await begun(world)
        await world.skip(timedelta(days=4, hours=23, minutes=55))
        await world.community.members["ben"].click(chloe.card, label="✓ Yes")
        await world.skip(timedelta(minutes=12))
        assert "That was at the very end" in chloe.letters[-1]
    await restart(world, tmp_path)
    async with world.turn():
        assert "stays as it is" in said(await chloe.press("Leave it so"))
        assert "closed on" in said(await chloe.press("✗ No")), "content is content"
        await world.skip(timedelta(minutes=1))
    assert "2 yes" in shown(world)
