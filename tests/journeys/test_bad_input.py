"""Whatever goes wrong gets a clear sentence to the one who caused it, and changes nothing."""

import json

import discord
import pytest
from discord import Message
from simcord import InteractionResult

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.test_story import found_circle, propose, said

TRAP = "**x** @everyone <@&1> `y` https://discord.gg/abc ||z||"


async def opened(world: World, title: str = "A bread day") -> Message:
    """Open a vote in the kitchen and return its card."""
    ben = world.community.members["ben"]
    await found_circle(world)
    echoed = await propose(world, ben, title)
    await ben.click(echoed.response, label="Open the vote")
    await world.tick()
    return card_in(world)


def card_in(world: World) -> Message:
    return next(message for message in world.community.channels["kitchen"].history() if message.components)


def shown(message: Message) -> str:
    return json.dumps([one.to_dict() for one in message.components], ensure_ascii=False)


async def typed(world: World, title: str, text: str, deadline: str) -> InteractionResult:
    ben = world.community.members["ben"]
    form = await ben.slash(world.community.channels["kitchen"], "propose")
    return await ben.submit_modal(form, {"title": title, "text": text, "process": ["circle"], "deadline": deadline})


@pytest.mark.parametrize(
    ("title", "deadline", "words"),
    [
        ("   ", "5 days", "nothing that can be read"),
        ("\u200b\u3164", "5 days", "nothing that can be read"),
        ("Bread", "yesterday", "has passed already"),
        ("Bread", "5 minutes", "is too soon"),
        ("Bread", "300 years", "is too far away"),
        ("Bread", "11 months", "is too far away"),
        ("Bread", "5/6", "could not read a time"),
        ("Bread", "when it is done", "could not read a time"),
    ],
)
async def test_a_form_that_cannot_be_used_is_said_back_and_its_text_is_kept(
    playground: Playground, title: str, deadline: str, words: str
) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        echoed = await typed(world, title, "We bake.", deadline)
        assert words in said(echoed)
        assert "Your text is kept" in said(echoed)
        ben = world.community.members["ben"]
        form = await ben.click(echoed.response, label="Change it")
        assert "We bake." in json.dumps(form.modal.to_dict() if hasattr(form.modal, "to_dict") else str(form.modal))
        assert "no proposal here yet" in said(await ben.slash(world.community.channels["kitchen"], "proposal list"))


async def test_what_members_write_formats_nothing_and_calls_nobody(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        card = await opened(world, TRAP)
        text = shown(card)
        assert "\\\\*\\\\*x\\\\*\\\\*" in text
        assert "@everyone" not in text
        assert "discord.gg/abc" not in text
        assert not card.mention_everyone
        listed = said(await world.community.members["ben"].slash(world.community.channels["kitchen"], "proposal list"))
        assert "@everyone" not in listed


async def test_delegations_that_cannot_be_are_refused_with_the_way_out(playground: Playground) -> None:
    world = playground.world
    ben = world.community.members["ben"]
    async with world.turn():
        await found_circle(world)
        stranger = world.env.create_user("nobody-here")
        for to, words in (
            (str(ben.id), "need no delegation to vote yourself"),
            (str(world.app.client.user.id if world.app.client.user else 0), "to people, not to bots"),
            (str(stranger.id), "not a member of this server"),
            ("no such name", "not a member of this server"),
            ("nobody", "sets a circle or a proposal apart"),
        ):
            assert words in said(await ben.user.slash("delegate set", to=to)), to
        assert "handed your vote to nobody" in said(await ben.user.slash("my delegations"))


async def test_two_clicks_at_once_open_one_vote(playground: Playground) -> None:
    world = playground.world
    ben = world.community.members["ben"]
    async with world.turn():
        await found_circle(world)
        echoed = await propose(world, ben, "A bread day")
        first = await ben.click(echoed.response, label="Open the vote")
        assert first.acknowledged
        second = await world.community.members["chloe"].slash(world.community.channels["kitchen"], "proposal list")
        assert said(second).count("A bread day") == 1


async def test_a_button_of_another_time_or_another_hand_does_nothing(playground: Playground) -> None:
    world = playground.world
    ben, kitchen = world.community.members["ben"], world.community.channels["kitchen"]
    async with world.turn():
        card = await opened(world)
        withdrawn = await ben.slash(kitchen, "proposal withdraw", proposal="1")
        assert "is withdrawn" in said(withdrawn)
        assert "was withdrawn by its proposer" in said(await ben.slash(kitchen, "vote", proposal="1", choice="yes"))
        for forged in ("999999", "-1", "1; DROP TABLE ballot", "9" * 30):
            assert "no such proposal" in said(await ben.slash(kitchen, "vote", proposal=forged, choice="yes"))
        assert (
            "only the person who made"
            in said(await world.community.members["chloe"].slash(kitchen, "proposal withdraw", proposal="1")).lower()
        )
        assert card.id


async def test_where_accord_may_not_post_the_permission_is_named_and_nothing_is_changed(playground: Playground) -> None:
    world = playground.world
    kitchen, ana = world.community.channels["kitchen"], world.community.members["ana"]
    async with world.turn():
        await found_circle(world)
        silence = discord.PermissionOverwrite(send_messages=False, attach_files=False)
        quiet = world.community.guild.create_text_channel(
            "quiet", overwrites={world.community.guild.roles["Accord"]: silence}
        )
        moved = await ana.slash(kitchen, "circle edit", name="Kitchen", channel=quiet)
        assert "I lack Send Messages, Attach Files" in said(moved)
        founded = await ana.slash(kitchen, "circle create", name="Quiet", aim="Silence", channel=quiet)
        assert "nothing was changed" in said(founded)
        listed = said(await ana.slash(kitchen, "circle list"))
        assert kitchen.mention in listed
        assert "Quiet" not in listed
