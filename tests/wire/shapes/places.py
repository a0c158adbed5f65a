"""Channels, threads and guilds as the JSON objects that Discord sends."""

from functools import reduce
from operator import or_
from typing import Any

from tests.wire.permissions import EVERYBODY, Permission, in_channel
from tests.wire.shapes import people
from tests.wire.snowflake import moment
from tests.wire.world import Channel, ChannelType, Guild, Member, User

Body = dict[str, Any]
NULL_IN_A_GUILD = [
    "icon",
    "description",
    "home_header",
    "splash",
    "discovery_splash",
    "banner",
    "application_id",
    "afk_channel_id",
    "system_channel_id",
    "widget_channel_id",
    "max_presences",
    "vanity_url_code",
    "rules_channel_id",
    "safety_alerts_channel_id",
    "public_updates_channel_id",
    "incidents_data",
]
PLAIN_GUILD: Body = {
    "features": [],
    "region": "us-east",
    "afk_timeout": 300,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "verification_level": 0,
    "default_message_notifications": 1,
    "mfa_level": 0,
    "explicit_content_filter": 0,
    "max_members": 25_000_000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "preferred_locale": "en-US",
    "premium_progress_bar_enabled": False,
    "nsfw": False,
    "nsfw_level": 0,
    "emojis": [],
    "stickers": [],
}


def channel(each: Channel) -> Body:
    if each.type is ChannelType.DM:
        recipients = [people.user(each.recipient)] if each.recipient else []
        return {"id": str(each.id), "type": each.type, "flags": 0, "recipients": recipients}
    if each.is_thread:
        return thread(each)
    return {
        "id": str(each.id),
        "type": each.type,
        "guild_id": str(each.guild.id) if each.guild else None,
        "name": each.name,
        "position": 0,
        "flags": 0,
        "topic": None,
        "parent_id": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "permission_overwrites": [
            {
                "id": str(overwrite.target_id),
                "type": int(overwrite.is_member),
                "allow": str(int(overwrite.allow)),
                "deny": str(int(overwrite.deny)),
            }
            for overwrite in each.overwrites
        ],
    }


def thread(each: Channel) -> Body:
    assert each.guild
    assert each.parent
    assert each.owner
    born = moment(each.id).isoformat()
    return {
        "id": str(each.id),
        "type": each.type,
        "guild_id": str(each.guild.id),
        "parent_id": str(each.parent.id),
        "owner_id": str(each.owner.id),
        "name": each.name,
        "flags": 0,
        "message_count": 0,
        "member_count": len(each.thread_members),
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "thread_metadata": {
            "archived": each.archived,
            "archive_timestamp": born,
            "auto_archive_duration": each.auto_archive_minutes,
            "locked": each.locked,
            "create_timestamp": born,
        },
    }


def thread_member(each: User, where: Channel) -> Body:
    return {
        "id": str(where.id),
        "user_id": str(each.id),
        "join_timestamp": moment(where.id).isoformat(),
        "flags": 0,
    }


def partial_channel(each: Channel, who: Member | None) -> Body:
    """A channel as an interaction carries it, with the permissions of the member who acts."""
    held = in_channel(who, each) if who else 0
    return channel(each) | {"permissions": str(int(held))}


def listed_guild(each: Guild, bot: User) -> Body:
    """A guild as the bot's list of guilds has it."""
    held = (role.permissions for role in each.members[bot.id].roles)
    return {
        "id": str(each.id),
        "name": each.name,
        "icon": None,
        "banner": None,
        "owner": each.owner is bot,
        "permissions": str(int(reduce(or_, held, each.everyone.permissions))),
        "features": [],
        "approximate_member_count": len(each.members),
        "approximate_presence_count": 0,
    }


def bot_permissions(where: Channel, bot: User) -> Permission:
    """What the bot may do here; in a DM it may do everything that a DM knows."""
    return in_channel(where.guild.members[bot.id], where) if where.guild else EVERYBODY


def guild(each: Guild) -> Body:
    nothing: Body = dict.fromkeys(NULL_IN_A_GUILD)
    return (
        nothing
        | PLAIN_GUILD
        | {
            "id": str(each.id),
            "name": each.name,
            "owner_id": str(each.owner.id),
            "roles": [people.role(one) for one in each.roles.values()],
        }
    )
