"""The seeded community: its people, its roles and its rooms. Decisions are made in it, not here."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import discord
from simcord import ChannelHandle, Env, GuildHandle, MemberActor, RoleHandle
from simcord.backend.cdn import CDN_BASE

from bot.playground.portraits import portrait

COMMUNITY = "Maple Commons"


@dataclass(frozen=True, slots=True)
class Person:
    """A demo member: user name, human name, what they are in the community, their roles and colour."""

    name: str
    full_name: str
    part: str
    roles: tuple[str, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Place:
    """A text channel: its name, its topic, and the role that alone may enter it (None: everybody)."""

    name: str
    topic: str
    only: str | None = None


ROLES: Mapping[str, int] = MappingProxyType(
    {"Coordinators": 0xE9A23B, "Kitchen circle": 0xE07A5F, "Garden circle": 0x6BBF7B, "Members": 0x8FA8C8}
)
"""Role name to colour, the highest first."""

PEOPLE = (
    Person("ana", "Ana Moreno", "coordinates; has Manage Server", ("Coordinators", "Members"), "#c7662f"),
    Person("ben", "Ben Okafor", "steward of the kitchen circle", ("Kitchen circle", "Members"), "#3f7fb8"),
    Person("chloe", "Chloé Martin", "kitchen circle", ("Kitchen circle", "Members"), "#b0578d"),
    Person("dmitri", "Dmitri Sokolov", "garden circle", ("Garden circle", "Members"), "#4d8f6f"),
    Person("emre", "Emre Kaya", "kitchen and garden", ("Kitchen circle", "Garden circle", "Members"), "#8a6fc0"),
    Person("fatima", "Fatima Idrissi", "garden circle", ("Garden circle", "Members"), "#b8902f"),
    Person("grace", "Grace Lindqvist", "member", ("Members",), "#2f9c98"),
    Person("hiro", "Hiro Tanaka", "new here; no role yet", (), "#7a7f8c"),
)

PLACES = (
    Place("welcome", "Start here: who we are and how we decide"),
    Place("commons", "Talk about anything"),
    Place("assembly", "What concerns all of us is decided here"),
    Place("kitchen", "Kitchen circle: meals, stores and the big oven"),
    Place("garden", "Garden circle: beds, tools and the compost"),
    Place("coordination", "Coordinators only", only="Coordinators"),
)

WELCOME = """## Welcome to Maple Commons
Eight people share a house, a kitchen and a garden here, and decide together with Accord.
- **Look around.** Type `/` in any channel to see what Accord can do. \
Nothing here is real, so nothing can break.
- **Be somebody else.** Beside the room you choose who you are. \
See how the same decision looks to Ana, Ben or Hiro, and answer for them.
- **Let time pass.** Days go by when you say so. Reminders and results then come by themselves."""


@dataclass(frozen=True, slots=True)
class Community:
    """The seeded guild with its members by user name, its channels and roles by name, and the pictures."""

    guild: GuildHandle
    members: Mapping[str, MemberActor]
    channels: Mapping[str, ChannelHandle]
    roles: Mapping[str, RoleHandle]
    pictures: Mapping[str, tuple[str, bytes]]


def seed(env: Env) -> Community:
    """Lay out the community. Call it before the client starts, so that it finds the guild at READY."""
    env.backend.edit_bot_profile("Accord")
    owner = env.create_user("maple", global_name="Maple Commons Trust", avatar="maple")
    guild = env.create_guild(COMMUNITY, owner=owner, description="A housing and garden commons of eight")
    roles = {name: _role(guild, name, colour) for name, colour in reversed(tuple(ROLES.items()))}
    members = {person.name: _member(env, guild, person, roles) for person in PEOPLE}
    channels = {place.name: _channel(guild, place, roles) for place in PLACES}
    env.backend.create_message(channels["welcome"].id, owner.id, WELCOME)
    return Community(guild, members, channels, roles, _pictures(env, members, owner.id))


def _role(guild: GuildHandle, name: str, colour: int) -> RoleHandle:
    manages = discord.Permissions(manage_guild=True) if name == "Coordinators" else None
    return guild.create_role(name, permissions=manages, color=colour, mentionable=True)


def _member(env: Env, guild: GuildHandle, person: Person, roles: Mapping[str, RoleHandle]) -> MemberActor:
    user = env.create_user(person.name, global_name=person.full_name, avatar=person.name)
    return guild.add_member(user, roles=[roles[name] for name in person.roles])


def _channel(guild: GuildHandle, place: Place, roles: Mapping[str, RoleHandle]) -> ChannelHandle:
    if place.only is None:
        return guild.create_text_channel(place.name, topic=place.topic)
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        roles[place.only]: discord.PermissionOverwrite(view_channel=True),
        guild.roles["Accord"]: discord.PermissionOverwrite(view_channel=True),
    }
    return guild.create_text_channel(place.name, topic=place.topic, overwrites=overwrites)


def _pictures(env: Env, members: Mapping[str, MemberActor], owner_id: int) -> Mapping[str, tuple[str, bytes]]:
    """Draw a portrait for everybody, keyed by the address under which the simulated Discord has it."""
    bot = env.backend.bot_user
    bot.avatar = "accord"
    drawn = [(owner_id, "maple", "MC", "#a3453b"), (bot.id, bot.avatar, "A", "#5865f2")]
    for person in PEOPLE:
        initials = "".join(word[0] for word in person.full_name.split())
        drawn.append((members[person.name].id, person.name, initials, person.colour))
    return MappingProxyType(
        {
            f"{CDN_BASE}/avatars/{user_id}/{name}.png": (f"{name}.png", portrait(initials, colour))
            for user_id, name, initials, colour in drawn
        }
    )
