"""Who is in several communities speaks in one of them by direct message: chosen once, switched at will, re-checked."""

from pathlib import Path

from simcord import GuildHandle, MemberActor

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.handing import handed_alone
from tests.journeys.test_delegating import told
from tests.journeys.test_letters import reborn
from tests.journeys.test_story import found_circle, said

MENU = "accord:my_delegations_in"


async def elsewhere(world: World) -> tuple[GuildHandle, MemberActor]:
    """Have Chloé be in another community, too; return it, and her as she is there."""
    await found_circle(world)
    other = world.env.create_guild("Elm **Court** @everyone")
    return other, other.add_member(world.community.members["chloe"].user)


async def test_a_community_is_chosen_once_and_what_was_asked_for_follows(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    chloe = world.community.members["chloe"].user
    async with world.turn():
        other, _ = await elsewhere(world)
        asked = await chloe.slash("my delegations")
        assert "You and I share several communities" in said(asked)
        assert "@everyone" not in asked.response.content
    await reborn(world, tmp_path)
    async with world.turn():
        shown = await chloe.select(asked.response, [str(world.community.guild.id)], custom_id=MENU)
        assert "Maple Commons" in told(shown.response)
        assert "Ben Okafor" in said(shown)
    await reborn(world, tmp_path)
    async with world.turn():
        await handed_alone(chloe, world.community.members["ben"])
        mine = await chloe.slash("my delegations")
        assert "**Ben Okafor**" in told(mine.response)
        switched = await chloe.select(mine.response, [str(other.id)], custom_id=MENU)
        assert "handed your vote to nobody" in told(switched.response)
        assert r"Elm \*\*Court\*\*" in told(switched.response)
        assert "handed your vote to nobody" in said(await chloe.slash("my delegations"))
        named = await chloe.slash("my delegations", community="Maple Commons")
        assert "**Ben Okafor**" in told(named.response), "this once"


async def test_other_commands_ask_too_and_say_how_to_go_on(playground: Playground) -> None:
    world = playground.world
    chloe, ben = (world.community.members[name] for name in ("chloe", "ben"))
    async with world.turn():
        await elsewhere(world)
        asked = await chloe.user.slash("delegate set", to=str(ben.id))
        assert "several communities" in said(asked)
        home = str(world.community.guild.id)
        chosen = await chloe.user.select(asked.response, [home], custom_id="accord:community")
        assert "From now on you speak in **Maple Commons**" in said(chosen)
        assert "votes for you everywhere" in said(await handed_alone(chloe.user, ben))
        assert "No vote is open" in said(await chloe.user.slash("my vote"))


async def test_a_community_that_was_left_is_forgotten_with_a_word(playground: Playground, tmp_path: Path) -> None:
    world = playground.world
    chloe = world.community.members["chloe"]
    async with world.turn():
        other, there = await elsewhere(world)
        asked = await chloe.user.slash("my vote")
        shown = await chloe.user.select(asked.response, [str(other.id)], custom_id="accord:my_votes_in")
        assert "No vote is open" in said(shown)
        other.remove_member(there)
        await world.env.settle()
    await reborn(world, tmp_path)
    async with world.turn():
        stale = await chloe.user.select(shown.response, [str(other.id)], custom_id="accord:my_votes_in")
        assert "Only members of this server" in said(stale)
        left = await chloe.user.slash("my delegations")
        assert "You are not in the community any more in which you spoke here" in said(left)
        assert "Ben Okafor" in said(await chloe.user.slash("my delegations"))


async def test_who_shares_no_community_is_told_so(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        stranger = world.env.create_user("stranger")
        assert "Only members of this server decide in it" in said(await stranger.slash("my vote"))
