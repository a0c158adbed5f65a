"""An objection without a name, from the member who has it to its end, and nobody is told whose it is."""

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.private import Direct
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle, said
from tests.journeys.test_ways import choose, screen


async def in_round(world: World, *, relayed: bool = False) -> Round:
    """Return the kitchen when everybody is asked about the bread day of Ben; it may allow objections without a name."""
    await found_circle(world)
    if relayed:
        chosen = await choose(world, "ana", await screen(world, "ana", "consent"), "relayed", ["yes"])
        assert "Objections without a name (K10): **yes**" in chosen
    consent = Round(world)
    await consent.begin("ben", need="Nobody bakes any more.")
    for _ in range(2):
        await consent.choose(consent.facilitator, "Go on to the next step")
    await consent.choose("ben", "Go on to the next step")
    return consent


async def test_it_is_entrusted_raised_and_resolved_and_its_objector_is_never_named(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        consent = await in_round(world, relayed=True)
        seat = consent.facilitator
        shy = next(name for name in ("chloe", "emre") if name != seat)
        name, through = (f"<@{consent.people[one].id}>" for one in (shy, seat))
        await consent.choose(shy, "✗ Object without my name", reason="Heat scares @everyone.")
        called = consent.people[shy].member.display_name
        assert f"**{called}** entrusts you with objection 1: Heat scares @\u200beveryone." in Direct(world, seat).last
        menu = await Direct(world, seat).press("What can I do?")
        assert "entrusts you with objection 1" in said(menu)
        assert "Something troubles me" in said(menu), "help is there in direct messages too"
        posted = await Direct(world, seat).person.click(menu.response, label="Post it for a member: objection 1")
        assert "raised, without their name" in said(posted)
        assert "Heat" not in consent.shown + consent.thread, "nobody sees what others say while the round is open"
        for who in (seat, "ben"):
            await consent.press(who, "✓ I consent")
        assert f"✗ **1** a member (through {through}): Heat scares" in consent.thread
        before = consent.thread.count(name)
        assert "Objection 1 is yours" in said(await consent.people[shy].click(consent.card, label="What can I do?"))
        await consent.press("ben", "Change the text", text="We bake on Mondays, outside.")
        await consent.choose(shy, "It is resolved: objection 1")
        assert "A member confirms that objection 1 is resolved." in consent.thread
        assert "confirmed by its objector" in consent.shown
        await consent.choose("ben", "It is resolved: objection 1")
        for who in ("chloe", "emre", "ben"):
            await consent.press(who, "✓ I consent")
        assert "Adopted: nobody objected" in consent.shown
        assert f"a member (through {through}), resolved" in consent.shown
        assert f"{name}, resolved" not in consent.shown
        assert consent.thread.count(name) == before
