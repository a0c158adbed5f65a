"""Users, roles and members as the JSON objects that Discord sends."""

from typing import Any

from tests.wire.permissions import in_channel
from tests.wire.world import Channel, Member, Role, User

Body = dict[str, Any]


def user(each: User) -> Body:
    return {
        "id": str(each.id),
        "username": each.name,
        "global_name": each.name,
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
        "bot": each.bot,
    }


def bot_account(each: User) -> Body:
    return user(each) | {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def role(each: Role) -> Body:
    return {
        "id": str(each.id),
        "name": each.name,
        "permissions": str(int(each.permissions)),
        "position": each.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def partial_member(each: Member) -> Body:
    """A member as part of something that already names the user."""
    return {
        "nick": each.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(held.id) for held in each.roles],
        "joined_at": each.joined_at.isoformat(),
        "premium_since": None,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
    }


def member(each: Member) -> Body:
    return partial_member(each) | {"user": user(each.user), "mute": False, "deaf": False}


def member_who_acts(each: Member, where: Channel) -> Body:
    """The member of an interaction, with the permissions held in its channel."""
    return member(each) | {"permissions": str(int(in_channel(each, where)))}
