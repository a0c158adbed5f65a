"""Power made visible: on a result that delegations decided, and on a screen that anybody can open."""

import json
import re
from datetime import timedelta

import pytest
from simcord import InteractionResult

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.handing import handed
from tests.journeys.private import Direct
from tests.journeys.test_story import said

_ID = re.compile(r"[0-9]{17,}")
DECIDED = "Delegations decided this:** without them it would not have been adopted"


async def found(world: World) -> None:
    """Found a circle of the seven members."""
    people, assembly = world.community.members, world.community.channels["assembly"]
    options = {"name": "Assembly", "aim": "Our house", "role": world.community.roles["Members"]}
    made = await people["ana"].slash(assembly, "circle create", **options, threshold="simple", quorum="2")
    assert "Assembly" in said(made)


def texts(answer: InteractionResult) -> list[str]:
    """Return what the screen says in words, without its picture."""
    return [part["content"] for part in json.loads(said(answer))["components"] if "content" in part]


async def look(world: World, name: str, **options: str) -> InteractionResult:
    return await world.community.members[name].slash(
        world.community.channels["commons"], "power", circle="Assembly", **options
    )


async def decide(world: World, **choices: str) -> None:
    """Have a proposal voted on: whoever is named presses their choice."""
    people, assembly = world.community.members, world.community.channels["assembly"]
    form = await people["ben"].slash(assembly, "propose")
    typed = {"title": "A bread day", "text": "Because.", "process": ["circle"], "deadline": "5 days"}
    echoed = await people["ben"].submit_modal(form, typed)
    await people["ben"].click(echoed.response, label="Open the vote")
    await world.tick()
    card = [message for message in assembly.history() if message.components][-1]
    for name, label in choices.items():
        assert "Receipt" in said(await people[name].click(card, label=label))


async def hand_over(world: World, to: str, *names: str) -> None:
    people = world.community.members
    for name in names:
        await handed(people[name], world.community.channels["commons"], people[to])


async def test_a_result_that_delegations_decided_says_so_and_so_does_the_screen(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found(world)
        await hand_over(world, "ana", "chloe", "dmitri")
        await decide(world, ana="✓ Yes", emre="✗ No", fatima="✗ No")
    await world.skip(timedelta(days=6))
    async with world.turn():
        result = world.community.channels["assembly"].history()[-1]
        text = str([part.to_dict() for part in result.components])
        assert DECIDED in text
        assert "One person held more than half:** 3 of 5 votes" in text
        card = next(message for message in world.community.channels["assembly"].history() if message.components)
        assert DECIDED in str([part.to_dict() for part in card.components])
        seen = await look(world, "hiro")
        assert seen.ephemeral
        shown = said(seen)
        assert "✅ fine · **3.8** decide in effect of 7 votes" in shown
        assert "⚠ watch · **2** hold more than half" in shown
        assert "🛑 high · **1 of 1** decided by delegations" in shown
        assert "What you can do" in shown
        assert "What is about the largest is told from 5 decisions of 5 people on" in shown


async def test_the_screen_asks_for_a_circle_and_a_topic_that_exist(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found(world)
        people, assembly = world.community.members, world.community.channels["assembly"]
        await people["ana"].slash(assembly, "topic add", circle="Assembly", name="**Bread** @everyone")
        about = await look(world, "grace", topic="**Bread** @everyone")
        assert "Only what is decided about **\\\\*\\\\*Bread" in said(about)
        assert "Nothing was decided by vote here." in said(about)
        assert not any("@everyone" in text for text in texts(about))
        assert "no topic named" in said(await look(world, "grace", topic="Wine"))
        elsewhere = await people["grace"].slash(assembly, "power", circle="Wine")
        assert "Wine" in said(elsewhere)


async def test_it_shows_the_same_by_direct_message(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found(world)
        await hand_over(world, "ana", "chloe", "dmitri")
        alone = await Direct(world, "grace").person.slash("power", circle="Assembly")
        assert texts(alone) == texts(await look(world, "hiro"))
        unknown = await Direct(world, "grace").person.slash("power", circle="Assembly", community="Elsewhere")
        assert "Power in" not in said(unknown)


@pytest.mark.parametrize("voter", ["ana", "emre"])
async def test_an_open_ballot_changes_nothing_on_the_screen(playground: Playground, voter: str) -> None:
    world = playground.world
    async with world.turn():
        await found(world)
        await hand_over(world, "ana", "chloe", "dmitri")
        await decide(world)
        before = await look(world, "hiro")
        card = [message for message in world.community.channels["assembly"].history() if message.components][-1]
        await world.community.members[voter].click(card, label="✓ Yes")
        await world.tick()
        after = await look(world, "hiro")
        assert "2 of 7 delegate" in said(before)
        assert _ID.sub("", said(before)) == _ID.sub("", said(after))
