"""The command line: `python -m bot`."""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import discord
import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

import verify as verifier
from bot import backup as backups
from bot import count as counting
from bot import doctor as surgery
from bot import records
from bot.app import Accord, build
from bot.health import PortTaken
from bot.log import configure
from bot.rules.errors import NoSuchProposal
from bot.rules.record.errors import NothingCounted
from bot.services.ports import Clock
from bot.settings import Settings, UnknownSetting, load
from bot.store.backup.folder import BackupRunning
from bot.store.backup.restore import NotRestored
from bot.store.backup.seal import BrokenSeal, WrongKey
from bot.store.backup.write import BackupFailed
from bot.store.lock import StoreInUse
from bot.store.migrate import migrate
from bot.store.move import NotMoved
from bot.store.move import move as move_database
from bot.store.revisions import DamagedDatabase, ForeignDatabase, NewerDatabase
from bot.store.trouble import trouble_of
from bot.ui.proceeding.handbook import handbook

REFUSALS = (
    StoreInUse, ForeignDatabase, NewerDatabase, DamagedDatabase, BackupFailed, BackupRunning, NotRestored, WrongKey,
    BrokenSeal, PortTaken, records.NoDatabase, NotMoved,
)  # fmt: skip
"""What is refused with a sentence of its own."""

app = typer.Typer(
    help="Accord: a community decides together on Discord.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def run() -> None:
    """Serve Discord, or without a token the playground."""
    settings = _settings()
    if settings.token is None:
        _play(settings)
        return
    with _refusals():
        asyncio.run(_serve(settings))


@app.command()
def playground() -> None:
    """Try everything in a browser, against a simulated Discord."""
    _play(_settings())


@app.command(name="migrate")
def migrate_database() -> None:
    """Bring the database to this version's form."""
    with _refusals():
        migrate(_settings().database_url)
    typer.echo("The database is up to date.")


@app.command()
def move(to: Annotated[str, typer.Option(help="The address of an empty database, as in ACCORD_DATABASE_URL")]) -> None:
    """Copy everything into another database, most likely from SQLite to PostgreSQL; the old one stays as it is."""
    with _refusals():
        move_database(_settings().database_url, to, typer.echo)
    typer.echo("Moved. Now set ACCORD_DATABASE_URL to the new address.")


@app.command()
def backup(
    to: Annotated[Path | None, typer.Option(help="The folder, instead of the one in the settings")] = None,
) -> None:
    """Make a backup that is proved before it is kept; Accord may be running."""
    with _refusals():
        backups.back_up_now(_settings(), to, typer.echo)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup, sealed or not")],
    to: Annotated[
        str | None, typer.Option(help="The address of the database, instead of the one in the settings")
    ] = None,
) -> None:
    """Bring a backup back; nothing is ever written over a database that is there."""
    with _refusals():
        backups.bring_back(_settings(), file, to, typer.echo)


@app.command()
def doctor() -> None:
    """Check token, intents, permissions, database and clock, and name a remedy for what is wrong."""
    if not asyncio.run(surgery.examine(_settings(), typer.echo)):
        raise typer.Exit(1)


@app.command()
def count(
    file: Annotated[
        str, typer.Argument(help="JSON, BLT or PrefLib; - reads a case in JSON from each line of the input")
    ],
    method: Annotated[str | None, typer.Option(help="Count by this method, whatever the file says")] = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Tell in words how it was counted")] = False,
) -> None:
    """Count a file of ballots and print the outcome as JSON, with every step."""
    if file == "-":
        counting.answer_lines(sys.stdin, sys.stdout)
        return
    try:
        found = counting.counted(file, method, explain=explain)
    except counting.BadFile as bad:
        _stop(str(bad))
    # A half of a letter, which JSON allows, is written as the escape that JSON has for it.
    typer.echo(found.encode("utf-8", "backslashreplace").decode())


@app.command()
def draw(file: Annotated[str, typer.Argument(help="The JSON file that comes with a result")]) -> None:
    """Draw the lot of a result again, and say whether it comes out as published."""
    try:
        typer.echo(counting.drawn_again(file))
    except counting.BadFile as bad:
        _stop(str(bad))


@app.command()
def export(
    proposal: Annotated[int | None, typer.Option(help="One counted vote, by its number")] = None,
    community: Annotated[int | None, typer.Option(help="A whole server, by its id")] = None,
    to: Annotated[Path | None, typer.Option(help="A new file, which only you can read; else it is printed")] = None,
    *,
    table: Annotated[bool, typer.Option("--csv", help="A table for people, a row for each voter")] = False,
) -> None:
    """Hand out what was counted, enough to count it again: a vote, or all of a server."""
    if (proposal is None) == (community is None):
        _stop("Say what to export: --proposal or --community.")
    try:
        with _refusals():
            records.write(records.export(_settings().database_url, proposal, community, table=table, say=_aside), to)
    except NoSuchProposal:
        _stop("There is no such proposal.")
    except NothingCounted as running:
        _stop(
            f"Nothing was counted of that yet: it runs until {running.closes_at:%Y-%m-%d %H:%M} UTC, or was withdrawn."
        )
    except FileExistsError:
        _stop(f"{to} is there already, and nothing was overwritten. Name another file.")


@app.command()
def verify(
    files: Annotated[list[str] | None, typer.Argument(help="What was exported")] = None,
    head: Annotated[list[str] | None, typer.Option(help='A head from elsewhere, as in "128:4f2a 9c1b"')] = None,
    receipt: Annotated[list[str] | None, typer.Option(help="A receipt's code, or a file of receipts")] = None,
    key: Annotated[list[str] | None, typer.Option(help="A key: tells whose name it is, and their vote")] = None,
    stub: Annotated[list[str] | None, typer.Option(help="The stub of a secret ballot: tells which paper it is")] = None,
    *,
    database: Annotated[bool, typer.Option("--database", help="Check everything that this Accord keeps")] = False,
) -> None:
    """Check what was exported, and count it again; or all that is kept here."""
    if database:
        _verify_database()
    if not files:
        _stop("Name a file, or say --database.")
    held = {"--head": head, "--receipt": receipt, "--key": key, "--stub": stub}
    given = [f"{name}={one}" for name, those in held.items() for one in those or ()]
    raise typer.Exit(verifier.main([*given, *files]))


def _verify_database() -> None:
    with _refusals():
        whole = records.verify_database(_settings().database_url, typer.echo)
    raise typer.Exit(0 if whole else 1)


@app.command(name="handbook")
def print_handbook() -> None:
    """Print how every process goes, step by step, as Markdown."""
    typer.echo(handbook(), nl=False)


async def _serve(settings: Settings) -> None:
    assert settings.token is not None  # noqa: S101 - the caller chose by it
    accord = build(settings)
    serving = asyncio.current_task()
    assert serving is not None  # noqa: S101 - a coroutine runs in a task
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, serving.cancel)
    try:
        await accord.connect(settings.token.get_secret_value())
    except asyncio.CancelledError:
        typer.echo("Accord has stopped.", err=True)


def _play(settings: Settings) -> None:
    from bot.playground.server import run as play  # noqa: PLC0415 - the extra `playground` may be missing
    from bot.playground.story import tell  # noqa: PLC0415 - likewise

    def on_clock(clock: Clock, folder: Path) -> Accord:
        own = settings.model_copy(
            update={"token": None, "shards": None, "database_url": f"sqlite:///{folder}/accord.db"}
        )
        return build(own, clock=clock)

    asyncio.run(play(on_clock, port=settings.playground_port, story=tell))


def _settings() -> Settings:
    try:
        settings = load()
    except UnknownSetting as unknown:
        _stop(str(unknown))
    except ValidationError as wrong:
        first = wrong.errors()[0]
        _stop(f"ACCORD_{'_'.join(map(str, first['loc'])).upper()}: {first['msg'].removeprefix('Value error, ')}")
    configure(settings.log_level, settings.log_format)
    return settings


@contextmanager
def _refusals() -> Iterator[None]:
    """End with a sentence where Discord, the database or the disk refuses; of a driver, in its own words."""
    try:
        yield
    except discord.LoginFailure:
        _stop("Discord refuses the token in ACCORD_TOKEN. Reset it in the developer portal and put the new one there.")
    except discord.PrivilegedIntentsRequired:
        _stop("Discord wants the Server Members Intent switched on: developer portal > Bot > Privileged Intents.")
    except REFUSALS as refused:
        _stop(str(refused))
    except (DBAPIError, sqlite3.Error, OSError) as refused:
        if isinstance(refused, OSError) and trouble_of(refused) is None:
            raise
        reason = getattr(refused, "orig", refused)
        _stop(
            f"The database in ACCORD_DATABASE_URL cannot be used: {reason}. Look whether there is room on its disk, and"
            " whether Accord's user may write there."
        )


def _aside(text: str) -> None:
    typer.echo(text, err=True)


def _stop(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(2)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
