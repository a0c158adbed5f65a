"""The doctor names what is wrong and its remedy, instead of failing later (one line for each finding)."""

import shutil
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
import discord
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.client import intents
from bot.clock import SystemClock
from bot.settings import Settings
from bot.store.migrate import ForeignDatabase, NewerDatabase, migrate
from bot.ui.posting import missing

GATEWAY = "https://discord.com/api/v10/gateway"
SKEW_SECONDS = 5
"""More than this between this clock and Discord's makes deadlines look early or late."""


async def examine(settings: Settings, say: Callable[[str], None]) -> bool:
    """Check database, token, intents, clock and permissions; return whether all is well."""
    fine = _database(settings, say)
    if settings.token is None:
        say("✖ token: none is set. Put one into ACCORD_TOKEN; without it only the playground runs.")
        return False
    return await _discord(settings, say) and fine


def _database(settings: Settings, say: Callable[[str], None]) -> bool:
    try:
        migrate(settings.database_url)
    except (ForeignDatabase, NewerDatabase, SQLAlchemyError, OSError) as refused:
        say(f"✖ database: {refused}")
        return False
    name = make_url(settings.database_url).database
    if name and settings.database_url.startswith("sqlite"):
        free = shutil.disk_usage(Path(name).resolve().parent).free
        if free < 200_000_000:
            say(f"✖ disk: only {free // 1_000_000} MB are free beside {name}. Make room.")
            return False
    say("✔ database: reachable and up to date")
    return True


async def _discord(settings: Settings, say: Callable[[str], None]) -> bool:
    assert settings.token is not None  # noqa: S101 - the caller asked
    client = discord.Client(intents=intents(), proxy=settings.proxy)
    try:
        await client.login(settings.token.get_secret_value())
        fine = await _clock(settings, say)
        return await _application(client, say) and fine
    except discord.LoginFailure:
        say("✖ token: Discord refuses it. Reset it in the developer portal and put the new one into ACCORD_TOKEN.")
    except (aiohttp.ClientError, discord.HTTPException, OSError) as failed:
        say(f"✖ connection: {failed}. Check the network, and ACCORD_PROXY if you use one.")
    finally:
        await client.close()
    return False


async def _application(client: discord.Client, say: Callable[[str], None]) -> bool:
    say("✔ token: accepted")
    application = await client.application_info()
    fine = application.flags.gateway_guild_members or application.flags.gateway_guild_members_limited
    say(
        "✔ intents: Server Members Intent is on"
        if fine
        else "✖ intents: switch on the Server Members Intent in the developer portal, under Bot."
    )
    async for guild in client.fetch_guilds(limit=None):
        fine = await _guild(client, guild.id, say) and fine
    return fine


async def _guild(client: discord.Client, guild_id: int, say: Callable[[str], None]) -> bool:
    guild = await client.fetch_guild(guild_id)
    me = await guild.fetch_member(client.user.id if client.user else 0)
    fine = True
    for channel in await guild.fetch_channels():
        if isinstance(channel, discord.TextChannel) and me.guild_permissions.view_channel:
            lacking = missing(channel, me)
            if lacking:
                fine = False
                say(f"✖ #{channel.name} in {guild.name}: Accord lacks {', '.join(lacking)}. Grant them to its role.")
    if fine:
        say(f"✔ {guild.name}: Accord may post in all text channels")
    return fine


async def _clock(settings: Settings, say: Callable[[str], None]) -> bool:
    async with aiohttp.ClientSession() as session, session.get(GATEWAY, proxy=settings.proxy) as answer:
        theirs = parsedate_to_datetime(answer.headers["Date"])
    skew = abs((SystemClock().now() - theirs).total_seconds())
    fine = skew <= SKEW_SECONDS
    say(
        "✔ clock: agrees with Discord's"
        if fine
        else f"✖ clock: {skew:.0f} seconds away from Discord's. Switch on time synchronisation on this machine."
    )
    return fine
