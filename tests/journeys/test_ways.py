"""A circle goes about a round in its own way: other times, seats that it has filled, and no notes where it knows."""

from datetime import timedelta

from simcord import InteractionResult

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys import courses
from tests.journeys.courses import Stage, begun, founded
from tests.journeys.test_polls import menus
from tests.journeys.test_story import said

WHY = "First everybody understands"


async def screen(world: World, who: str, process: str) -> InteractionResult:
    kitchen = world.community.channels["kitchen"]
    return await world.community.members[who].slash(kitchen, "circle process", name="Kitchen", process=process)


async def choose(world: World, who: str, shown: InteractionResult, setting: str, value: object) -> str:
    person, menu = world.community.members[who], menus(shown.response)[0]
    form = await person.select(shown.response, [setting], custom_id=menu["custom_id"])
    assert form.modal, said(form)
    done = said(await person.submit_modal(form, {"value": value}))
    await world.tick()
    return done


async def test_a_steward_changes_two_settings_and_the_next_round_goes_that_way(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        before = await begun(world, courses.CONSENT)
        assert "custom_id" not in said(await screen(world, "chloe", "consent")), "a member reads how it is decided"
        shown = await screen(world, "ben", "consent")
        assert "The round: **3 days**" in said(shown)
        assert "from 1 hour to 366 days" in await choose(world, "ben", shown, "round", "10 minutes")
        assert "✎ The round: **9 days**" in await choose(world, "ben", shown, "round", "9 days")
        assert "✎ Who judges an objection (K1): **nobody**" in await choose(world, "ben", shown, "judge", ["nobody"])
        assert "has changed “The round”: **9 days**" in before.everything
        after = await begun(world, courses.CONSENT)
        assert "Our own way: who judges an objection, the round" in after.shown
        assert "Our own way" not in before.shown, "what is open keeps what it began with"
        how = said(await after.people["emre"].slash(after.kitchen, "proposal how", proposal=str(after.number)))
        assert "✎ **K1 who judges an objection**: nobody" in how
        assert "✎ The round: **9 days**" in how
        assert how == await after.choose("emre", "How is this decided?")
        assert "✎ **K2" not in how
        usual = await after.people["ben"].click((await screen(world, "ben", "consent")).response, label="All as usual")
        assert "✎ The" not in said(usual)
    await world.skip(timedelta(days=8))
    async with world.turn():
        assert await before.phase() == "stalled"
        assert await after.phase() == "round"


async def test_a_circle_chooses_its_facilitator_by_consent(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        ben, kitchen = world.community.members["ben"], world.community.channels["kitchen"]
        grace = world.community.members["grace"]
        chosen = {"name": "Kitchen", "seat": "facilitator", "reason": "They listen well."}
        assert "can have a seat" in said(await ben.slash(kitchen, "circle choose", member=grace, **chosen))
        emre = world.community.members["emre"]
        opened = await ben.slash(kitchen, "circle choose", member=emre, **chosen)
        assert "The circle is asked as #1" in said(opened)
        await world.tick()
        stage = Stage(world)
        stage.number = 1
        assert "Emre Kaya as our facilitator" in stage.shown
        assert stage.facilitator != "emre", "nobody facilitates their own choice"
        await courses.go_on(stage)
        await stage.all_press("Nothing to add")
        await stage.choose("ben", "Go on to the next step")
        await stage.all_press("✓ I consent")
        assert await stage.phase() == "adopted"
        assert f"facilitator <@{emre.id}>" in said(await ben.slash(kitchen, "circle show", name="Kitchen"))
        assert (await begun(world, courses.CONSENT)).facilitator == "emre"
        await courses.left(world, "emre")
        assert "Chosen by the circle" not in said(await ben.slash(kitchen, "circle show", name="Kitchen"))


async def test_a_circle_that_knows_turns_the_notes_off(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        before = await begun(world, courses.CONSENT)
        assert WHY in before.shown
        ben, kitchen = world.community.members["ben"], world.community.channels["kitchen"]
        chloe = before.people["chloe"]
        edited = await ben.slash(kitchen, "circle edit", name="Kitchen", why_notes="off", secretary=chloe)
        assert f"secretary <@{chloe.id}>" in said(edited)
        assert "is not told here" in said(edited)
        after = await begun(world, courses.CONSENT)
        assert WHY not in after.shown
        assert WHY in before.shown
        heard = len(after.thread)
        await courses.go_on(after)
        assert "-# " not in after.thread[heard:]
