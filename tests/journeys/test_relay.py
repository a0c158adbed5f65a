"""A relay between two circles in one thread: to the same words, to the keepers' choice, and by the clock alone."""

from datetime import timedelta

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.round import Round
from tests.journeys.test_story import said

DAY = timedelta(days=1)
CIRCLES = {"Kitchen": ("ben", "chloe"), "Garden": ("dmitri", "fatima"), "Elders": ("grace", "hiro")}
SPEAKERS = {"Kitchen": "ben", "Garden": "dmitri", "Elders": "grace"}
ROOMS = {"Kitchen": "kitchen", "Garden": "garden", "Elders": "assembly"}


async def opened(world: World) -> Round:
    """Return a relay between kitchen and garden, with the elders as keepers, that is before these."""
    people, channels = world.community.members, world.community.channels
    for name, (steward, other) in CIRCLES.items():
        options = {"name": name, "aim": "To live well", "steward": people[steward], "channel": channels[ROOMS[name]]}
        made = await people["ana"].slash(channels["kitchen"], "circle create", **options)
        assert said(made).startswith(f"**{name}**"), said(made)
        await people[other].slash(channels["kitchen"], "circle join", name=name)
    form = await people["grace"].slash(channels["kitchen"], "circle clauses", name="Elders")
    kept = await people["grace"].submit_modal(form, {"clauses": "1. Nobody goes hungry.\n2. Nobody is silenced."})
    assert "objects by 2 clauses" in said(kept)
    relay = Round(world, "relay")
    await relay.begin("ben", need="Herbs are short.", second=["2"], keepers=["3"])
    return relay


async def say(relay: Round, house: str, label: str, **typed: object) -> None:
    """Let a house say something of one mind."""
    speaker, other = CIRCLES[house]
    assert "before your house now" in await relay.choose(speaker, label, **typed)
    assert "Your assent is noted" in await relay.press(other, "✓ I assent")
    assert "It has crossed" in await relay.press(speaker, "Hand it across")


async def test_two_houses_come_to_the_same_words_and_the_keepers_confirm(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        relay = await opened(world)
        assert "first house Kitchen · second house Garden · keepers Elders" in relay.shown
        assert "▸ **Keepers look**" in relay.shown
        mentioned = [f"<@{relay.people[who].id}>" for who in CIRCLES["Elders"]]
        assert all(one in relay.everything for one in mentioned), "keepers hear of it in a channel that is not theirs"
        assert "not yours" in await relay.press("hiro", "It needs both houses")
        assert "Only members of" in await relay.press("emre", "✓ I assent")
        await say(relay, "Elders", "It needs both houses")
        await relay.press("ben", "Put words before the house", text="Basil for all, @everyone.")
        assert "Basil for all, @\u200beveryone." in relay.thread
        await relay.press("chloe", "✗ Not these words", reason="And the mint?")
        assert "not of one mind" in await relay.press("ben", "Hand it across")
        await say(relay, "Kitchen", "Put words before the house", text="Basil and mint for all.")
        assert f"<@{relay.people['dmitri'].id}> speaks for it" in relay.thread
        await say(relay, "Garden", "Put words before the house", text="Basil and mint for all.")
        await say(relay, "Kitchen", "So it shall be")
        await relay.choose("grace", "It breaks: clause 1, Nobody goes hungry.", reason="What of the winter?")
        await relay.press("hiro", "✓ I assent")
        await relay.press("grace", "Hand it across")
        assert "it breaks clause 1: What of the winter?" in relay.thread
        dried = "Basil and mint for all, and dried for the winter."
        for house in ("Kitchen", "Garden"):
            await say(relay, house, "Put words before the house", text=dried)
        await say(relay, "Kitchen", "So it shall be")
        await say(relay, "Elders", "So it shall be")
        assert "Adopted: it is announced to both houses" in relay.shown
        assert dried in relay.shown
        assert len(relay.kitchen.threads) == 1


async def test_houses_that_stay_different_leave_the_choice_to_the_keepers(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        relay = await opened(world)
        await say(relay, "Elders", "It needs both houses")
        for _ in range(3):
            await say(relay, "Kitchen", "Put words before the house", text="Basil.")
            await say(relay, "Garden", "Put words before the house", text="Mint.")
        assert "The houses have differed 3 of 3 times" in relay.shown
        assert "cannot say that now" in await relay.press("grace", "So it shall be")
        await say(relay, "Elders", "Choose: the text of the second house", reason="It grows here.")
        assert "they choose the text of the second house: It grows here." in relay.shown
        assert "Adopted" in relay.shown
        assert "Mint." in relay.shown


async def test_by_the_clock_alone_it_is_laid_over_and_comes_back_only_if_anybody_spoke(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        relay = await opened(world)
    await world.skip(4 * DAY)
    async with world.turn():
        assert "Laid over: a house was not of one mind in time" in relay.shown
        await relay.begin("ben", need="Herbs are short.", second=["2"], keepers=["3"])
        await say(relay, "Elders", "It needs both houses")
        left = await relay.people["chloe"].slash(relay.kitchen, "circle leave", name="Kitchen")
        assert "You have left" in said(left)
        assert "only those" not in relay.shown
    await world.skip(8 * DAY)
    async with world.turn():
        assert "Laid over: it comes back" in relay.shown
    await world.skip(31 * DAY)
    async with world.turn():
        assert len(relay.cards) == 3, "the first, in which nobody spoke, did not come back"
        assert "Continues **#2**" in relay.shown
        assert "▸ **Keepers look**" in relay.shown
