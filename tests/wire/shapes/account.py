"""The bot's own application as the JSON object that Discord sends."""

from typing import Any

from tests.wire.shapes import people
from tests.wire.world import World

Body = dict[str, Any]

MEMBERS_INTENT = 1 << 15  # as for a bot in fewer than 100 guilds


def application(world: World) -> Body:
    flags = MEMBERS_INTENT if world.members_intent else 0
    nothing: Body = dict.fromkeys(["icon", "type", "max_participants", "team"])
    return nothing | {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "description": "",
        "bot": people.user(world.bot),
        "owner": people.user(world.owner),
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "bot_public": True,
        "bot_require_code_grant": False,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
    }
