"""A circle declares what is tried next, and from then on it goes on by itself, in one thread, to its end."""

from datetime import timedelta

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle, said

DAY = timedelta(days=1)


async def declared(world: World, steps: str) -> Round:
    """Return what is proposed as the circle has declared, nothing of it open yet."""
    await found_circle(world)
    kitchen, ana = world.community.channels["kitchen"], world.community.members["ana"]
    shown = await ana.slash(kitchen, "circle ladder", name="Kitchen", steps=steps)
    assert "Tried in turn until there is a decision: " in said(shown), said(shown)
    return Round(world, "ladder:1")


async def test_a_ladder_is_declared_in_words_shown_and_offered(playground: Playground) -> None:
    world = playground.world
    kitchen, people = world.community.channels["kitchen"], world.community.members
    async with world.turn():
        await declared(world, "Consensus, consent, 3/4, laid over 30 days")
        shown = said(await people["ben"].slash(kitchen, "circle show", name="Kitchen"))
        assert "consensus → consent round → 3/4 → laid over 30 days" in shown
        unclear = await people["ana"].slash(kitchen, "circle ladder", name="Kitchen", steps="consensus, fistfight")
        assert "could not read the step “fistfight”" in said(unclear)
        meddled = await people["ben"].slash(kitchen, "circle ladder", name="Kitchen", steps="none")
        assert "can be changed by its steward" in said(meddled)
        offered = await people["ben"].autocomplete(kitchen, "propose", "method", "as our circle")
        assert [one["value"] for one in offered] == ["ladder:1"]
        ended = await people["ana"].slash(kitchen, "circle ladder", name="Kitchen", steps="none")
        assert "Tried in turn" not in said(ended)


async def test_a_blocked_consensus_goes_to_the_vote_that_was_agreed_and_is_decided_there(
    playground: Playground,
) -> None:
    world = playground.world
    async with world.turn():
        bread = await declared(world, "consensus, 3/4, laid over 30 days")
        await bread.begin("ben", need="Nobody bakes any more.")
        assert "▸ **consensus** → 3/4 → laid over 30 days" in bread.shown
        for _ in range(2):
            await bread.choose(bread.facilitator, "Go on to the next step")
        await bread.press("chloe", "✗ I block", reason="Mondays are for rest.")
        for who in ("ben", "emre"):
            await bread.press(who, "✓ I agree")
        await bread.press("emre", "It is about what we stand for")
    for _ in range(3):
        async with world.turn():
            assert "The session is called" in await bread.press("ben", "Call a session", at="2 days")
        await world.skip(2 * DAY + timedelta(hours=1))
        async with world.turn():
            there = [bread.people[who] for who in ("ben", "chloe", "emre")]
            await bread.choose("emre", "Write the session down", present=there, notes="No way through yet.")
    async with world.turn():
        await bread.choose("emre", "Go on to the next step")
        assert "Deadlock" in bread.shown
        assert "The vote is open" in await bread.choose("emre", "Call the vote")
        before, vote = bread.cards
        assert "It goes on as **#2**" in before
        assert "Continues **#1**" in vote
        assert "◌ consensus → ▸ **3/4** → laid over 30 days" in vote
        assert "It goes on by itself, as agreed beforehand: **#2**, a vote that needs 3/4" in bread.thread
        assert len(bread.kitchen.threads) == 1, "one story in one thread"
        for who in ("ben", "emre"):
            assert "Receipt" in await bread.press(who, "✓ Yes")
    await world.skip(6 * DAY)
    async with world.turn():
        assert "Adopted" in bread.cards[1]
        assert "goes on" not in bread.cards[1] + bread.cards[2]


async def test_a_silent_circle_is_led_from_rung_to_rung_and_the_matter_comes_back_on_its_date(
    playground: Playground,
) -> None:
    world = playground.world
    async with world.turn():
        bread = await declared(world, "consensus, consent, 3/4, laid over 30 days")
        await bread.begin("ben", need="Nobody bakes any more.")
    await world.skip(24 * DAY)
    async with world.turn():
        consensus, consent, vote, *_ = bread.cards
        assert "It goes on as **#2**" in consensus
        assert "It goes on as **#3**" in consent
        assert "Laid over: it comes back" in vote
        assert "Put it again" not in vote
        assert "It is laid over. It comes back by itself on" in bread.thread
    await world.skip(31 * DAY)
    async with world.turn():
        assert "It comes back, as agreed beforehand: **#4**, a consensus" in bread.thread
        assert "Exploring" in bread.shown
        assert "Nobody bakes any more." in bread.shown
        assert len(bread.kitchen.threads) == 1
