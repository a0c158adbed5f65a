"""Permission by announcement, whole, in the simulated community: used, refused, held where money is spent, lapsed."""

from datetime import timedelta

from bot.playground.server import Playground
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle

HOUR = timedelta(hours=1)


async def announced(playground: Playground, **typed: object) -> Round:
    """Return what Ben has announced."""
    async with playground.world.turn():
        await found_circle(playground.world)
        permission = Round(playground.world, "permission")
        await permission.begin("ben", **typed)
    return permission


async def test_what_nobody_objects_to_may_be_done_once(playground: Playground) -> None:
    permission = await announced(playground)
    async with permission.world.turn():
        assert "May this be done?" in permission.shown
        assert "Waiting for" not in permission.shown, "silence is permission"
        assert "Only members of **Kitchen**" in await permission.press("grace", "✗ I object", reason="No.")
    await permission.world.skip(73 * HOUR)
    async with permission.world.turn():
        assert "It may be done, once" in permission.shown
        assert "Only the person who made" in await permission.press("emre", "It is done", report="Baked.")
        await permission.press("ben", "It is done", report="Twelve loaves for @everyone.")
        assert "Twelve loaves for @\u200beveryone." in permission.thread
        assert "It was permitted, and is done" in permission.shown
        assert "accord:do" not in permission.shown
        assert permission.presses["ben"] == 2


async def test_one_objection_of_who_holds_the_domain_ends_it(playground: Playground) -> None:
    permission = await announced(playground)
    async with permission.world.turn():
        assert "Only those are asked" in await permission.press("ben", "✗ I object", reason="My own.")
        await permission.press("chloe", "✗ I object", reason="The oven is broken.")
        assert "Not permitted" in permission.shown
        assert "The oven is broken." in permission.thread
        assert "The oven is broken." in permission.shown


async def test_spending_is_held_until_it_is_let_go_and_then_has_what_is_left_of_the_time(
    playground: Playground,
) -> None:
    permission = await announced(playground, sum="40 €")
    async with permission.world.turn():
        assert "It costs 40 €" in permission.shown
        await permission.choose("chloe", "Let the lead look at it", reason="Flour is cheaper elsewhere.")
        assert "Flour is cheaper elsewhere." in permission.thread
        assert "not yours" in await permission.press("emre", "✓ Let it go")
        await permission.press("chloe", "✓ Let it go")
        assert "May this be done?" in permission.shown
        await permission.choose("emre", "Let the lead look at it", reason="Is there money?")
    await permission.world.skip(timedelta(days=8))
    async with permission.world.turn():
        assert "Lapsed" in permission.shown, "nobody let it go"


async def test_a_permission_that_is_not_used_lapses_by_the_clock(playground: Playground) -> None:
    permission = await announced(playground)
    await permission.world.skip(timedelta(days=33, hours=1))
    async with permission.world.turn():
        assert "Lapsed" in permission.shown
        reminded = [line for line in permission.thread.split("\n") if line.startswith("<@") and "may be done" in line]
        assert len(reminded) == 1
