"""Rough consensus in the thread of the simulated community: every issue is answered, and heads are not counted."""

from datetime import timedelta

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle

NEED = "Nobody bakes any more."


async def begun(world: World) -> Round:
    await found_circle(world)
    rough = Round(world, "rough")
    await rough.begin("ben", need=NEED)
    return rough


def chair(rough: Round) -> str:
    return rough.named("chaired by")


async def test_without_an_issue_it_is_declared_and_stands(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        rough = await begun(world)
        assert NEED in rough.shown
        assert "Only members of **Kitchen**" in await rough.press("grace", "✓ I support it")
        await rough.press("emre", "✓ I support it")
        assert "Somebody supports the text" in rough.shown
    await world.skip(timedelta(days=3, hours=1))
    async with world.turn():
        who = chair(rough)
        assert f"<@{rough.people[who].id}> chairs." in rough.thread
        assert "for the one who facilitates" in await rough.press("ben", "Declare", reason="Because.")
        await rough.press(who, "Declare", reason="Nobody raised an issue.")
        assert "declares rough consensus: Nobody raised an issue." in rough.thread
    await world.skip(timedelta(days=8))
    async with world.turn():
        assert "Adopted: every issue was answered" in rough.shown
        assert rough.presses["emre"] + rough.presses["chloe"] == 3, "one supports, one chairs"


async def test_an_issue_is_answered_an_appeal_opens_it_and_a_change_meets_it(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        rough = await begun(world)
        await rough.press("emre", "✓ I support it")
        await rough.press("chloe", "Raise an issue", issue="I work on Mondays, @everyone.")
        assert "○ Issue **1**" in rough.thread
        assert "@\u200beveryone" in rough.thread
        assert chair(rough) == "emre", "whoever raises an issue does not chair"
    await world.skip(timedelta(days=3, hours=1))
    async with world.turn():
        assert "Something has to change first" in await rough.press("emre", "Declare", reason="Because.")
        await rough.press("emre", "Answer an issue", reason="Others can bake.")
        await rough.press("emre", "Declare", reason="The issue is answered.")
        await rough.choose("chloe", "Appeal: issue 1", ground="Nobody else can.")
        assert "appeals on issue 1: Nobody else can." in rough.thread
    await world.skip(timedelta(days=4))
    async with world.turn():
        assert "**1** ○ open" in rough.shown, "in doubt it was not answered"
        await rough.press("ben", "Change the text", text="We bake on Tuesdays.")
        assert "has to be called" in rough.shown
        who = chair(rough)
        await rough.choose(who, "Met by the change: issue 1", how="It is Tuesday now.")
        assert "✓ met by a change" in rough.shown
        await rough.choose("ben", "Call the new text")
        await rough.press("chloe", "✓ I support it")
    await world.skip(timedelta(days=3, hours=1))
    async with world.turn():
        await rough.press(chair(rough), "Declare", reason="The change has met it.")
    await world.skip(timedelta(days=8))
    async with world.turn():
        assert "Adopted: every issue was answered" in rough.shown
        assert "We bake on Tuesdays." in rough.shown


async def test_a_question_that_nobody_declares_lapses(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        rough = await begun(world)
    await world.skip(timedelta(days=20))
    async with world.turn():
        assert "Lapsed: there was no rough consensus" in rough.shown
        assert "accord:do" not in rough.shown
        assert rough.thread.count("would you facilitate?") <= 2
