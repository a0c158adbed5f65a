"""The seeded community has what a story needs."""

import io

from PIL import Image

from bot.playground.portraits import portrait
from bot.playground.seed import PEOPLE, PLACES
from bot.playground.server import Playground


def _members(playground: Playground) -> dict[str, set[str]]:
    found = {}
    for name, actor in playground.world.community.members.items():
        assert actor.member is not None
        found[name] = {role.name for role in actor.member.roles}
    return found


async def test_seven_or_more_people_with_human_names_and_one_without_a_role(playground: Playground) -> None:
    assert len(PEOPLE) >= 7
    assert all(" " in person.full_name for person in PEOPLE)
    assert [name for name, roles in _members(playground).items() if roles == {"@everyone"}] == ["hiro"]


async def test_exactly_one_member_may_manage_the_server(playground: Playground) -> None:
    actors = playground.world.community.members.values()
    managing = [actor.name for actor in actors if actor.member and actor.member.guild_permissions.manage_guild]
    assert managing == ["ana"]


async def test_there_are_two_circles_with_a_role_each(playground: Playground) -> None:
    roles = _members(playground)
    assert {name for name, held in roles.items() if "Kitchen circle" in held} == {"ben", "chloe", "emre"}
    assert {name for name, held in roles.items() if "Garden circle" in held} == {"dmitri", "emre", "fatima"}


async def test_the_bot_may_give_every_role_and_is_not_an_administrator(playground: Playground) -> None:
    me = playground.world.community.guild.me
    assert me is not None
    assert me.display_name == "Accord"
    assert not me.guild_permissions.administrator
    assert all(me.top_role > role for role in me.guild.roles if role != me.top_role)


async def test_every_channel_has_a_topic(playground: Playground) -> None:
    assert len(PLACES) >= 5
    assert all(place.topic for place in PLACES)
    assert set(playground.world.community.channels) == {place.name for place in PLACES}


def test_a_portrait_is_a_small_square_in_the_asked_colour() -> None:
    drawn = Image.open(io.BytesIO(portrait("<&", "#3f7fb8")))
    assert drawn.size == (96, 96)
    assert drawn.convert("RGB").getpixel((2, 2)) == (0x3F, 0x7F, 0xB8)
