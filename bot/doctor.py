"""The doctor names what is wrong and its remedy, instead of failing later (one line for each finding)."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
import discord
from sqlalchemy.exc import SQLAlchemyError

from bot.backup import folder_of
from bot.client import intents
from bot.clock import SystemClock
from bot.settings import Settings
from bot.store.backup.folder import kept, latest
from bot.store.engine import file_of
from bot.store.files import beside
from bot.store.migrate import migrate
from bot.store.revisions import DamagedDatabase, ForeignDatabase, NewerDatabase
from bot.ui.posting import missing

GATEWAY = "https://discord.com/api/v10/gateway"
MB = 1_000_000
LEAST_FREE = 200 * MB
LATE_BACKUPS = 2
"""Backups that may be missing before it is called a fault: Accord may have been down for the one."""

SKEW_SECONDS = 5
"""More than this between this clock and Discord's makes deadlines look early or late."""


async def examine(settings: Settings, say: Callable[[str], None]) -> bool:
    """Check database, disk, files, backups, token, intents, clock and permissions; return whether all is well."""
    found = [check(settings, say) for check in (_database, _disk, _files, _backup)]
    fine = all(found)
    if settings.token is None:
        say("✖ token: none is set. Put one into ACCORD_TOKEN; without it only the playground runs.")
        return False
    return await _discord(settings, say) and fine


def _database(settings: Settings, say: Callable[[str], None]) -> bool:
    try:
        migrate(settings.database_url)
    except (ForeignDatabase, NewerDatabase, DamagedDatabase, SQLAlchemyError, sqlite3.Error, OSError) as refused:
        say(f"✖ database: {refused}")
        return False
    say("✔ database: reachable and up to date")
    return True


def _disk(settings: Settings, say: Callable[[str], None]) -> bool:
    """Beside the database there must be room for another of its size, and so where the backups go."""
    file, backups = file_of(settings.database_url), folder_of(settings)
    fine = True
    places = [each for each in (backups, file and file.parent) if each and each.is_dir()]
    for place in {each.stat().st_dev: each for each in places}.values():
        needed = LEAST_FREE + (file.stat().st_size if file and file.is_file() else 0)
        free = shutil.disk_usage(place).free
        if free < needed:
            fine = False
            say(f"✖ disk: only {free // MB} MB are free in {place}; {needed // MB} MB may be needed. Make room.")
    return fine


def _files(settings: Settings, say: Callable[[str], None]) -> bool:
    """Ballots, backups and the token are for nobody else on the machine."""
    file, backups = file_of(settings.database_url), folder_of(settings)
    private = [Path(".env"), *([file, *beside(file)] if file else [])]
    private += [one.file for one in kept(backups)] if backups else []
    open_ = [str(one) for one in private if one.is_file() and one.stat().st_mode & 0o077]
    if open_:
        say(f"✖ files: others on this machine may read {', '.join(open_)}. Run: chmod 600 {' '.join(open_)}")
        return False
    say("✔ files: nobody else on this machine may read them")
    return True


def _backup(settings: Settings, say: Callable[[str], None]) -> bool:
    folder, now = folder_of(settings), SystemClock().now()
    last = latest(folder, now) if folder else None
    if folder is None:
        say("✔ backup: Accord makes none by itself; docs/operate.md says how to make them")
    elif last is None:
        say("✔ backup: none yet; the first is made when Accord has run for a minute")
    elif now - last.at > LATE_BACKUPS * timedelta(hours=settings.backup_hours):
        say(f"✖ backup: the last one is of {last.at:%Y-%m-%d %H:%M} UTC. See what this says: python -m bot backup")
        return False
    else:
        say(f"✔ backup: the last one is of {last.at:%Y-%m-%d %H:%M} UTC, and was whole")
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
