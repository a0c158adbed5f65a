"""The command line: `python -m bot`."""

import asyncio
import signal
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import discord
import typer
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from bot import count as counting
from bot import doctor as health
from bot.app import Accord, build
from bot.log import configure
from bot.services.ports import Clock
from bot.settings import Settings, UnknownSetting, load
from bot.store.lock import StoreInUse
from bot.store.migrate import ForeignDatabase, NewerDatabase, migrate
from bot.store.move import NotMoved
from bot.store.move import move as move_database
from bot.ui.proceeding.handbook import handbook

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
    try:
        asyncio.run(_serve(settings))
    except discord.LoginFailure:
        _stop("Discord refuses the token in ACCORD_TOKEN. Reset it in the developer portal and put the new one there.")
    except discord.PrivilegedIntentsRequired:
        _stop("Discord wants the Server Members Intent switched on: developer portal > Bot > Privileged Intents.")
    except (StoreInUse, ForeignDatabase, NewerDatabase, OperationalError) as refused:
        _stop(_said(refused))


@app.command()
def playground() -> None:
    """Try everything in a browser, against a simulated Discord."""
    _play(_settings())


@app.command(name="migrate")
def migrate_database() -> None:
    """Bring the database to this version's form."""
    try:
        migrate(_settings().database_url)
    except (ForeignDatabase, NewerDatabase, OperationalError) as refused:
        _stop(_said(refused))
    typer.echo("The database is up to date.")


@app.command()
def move(to: Annotated[str, typer.Option(help="The address of an empty database, as in ACCORD_DATABASE_URL")]) -> None:
    """Copy everything into another database, most likely from SQLite to PostgreSQL; the old one stays as it is."""
    try:
        move_database(_settings().database_url, to, typer.echo)
    except (NotMoved, StoreInUse, ForeignDatabase, NewerDatabase, OperationalError) as refused:
        _stop(_said(refused))
    typer.echo("Moved. Now set ACCORD_DATABASE_URL to the new address.")


@app.command()
def doctor() -> None:
    """Check token, intents, permissions, database and clock, and name a remedy for what is wrong."""
    if not asyncio.run(health.examine(_settings(), typer.echo)):
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


def _said(refused: Exception) -> str:
    """Return the reason of a refusal; of a database that cannot be opened, the driver's own words."""
    if isinstance(refused, OperationalError):
        return f"The database in ACCORD_DATABASE_URL cannot be used: {refused.orig}."
    return str(refused)


def _stop(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(2)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
