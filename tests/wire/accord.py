"""Accord as it is shipped, on a stand-in Discord: starting it, opening a vote, and reading what it kept."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import make_url, text

from bot.rules.ids import CommunityId
from bot.store.engine import file_of
from bot.store.ledger import broken_at
from tests.databases import KIND, by_hand, database_in, rows
from tests.wire.bot_process import Begin, BotProcess
from tests.wire.forked import forked
from tests.wire.interactions import AnswerType
from tests.wire.journal import Request
from tests.wire.stand_in import StandIn
from tests.wire.world import Channel, Guild, Member, Message, World

MESSAGES = r"/channels/\d+/messages"
MESSAGE = r"/channels/\d+/messages/\d+"
THREADS = r"/channels/\d+/messages/\d+/threads"
CALLBACK = r"/interactions/.*/callback"

BEHIND = -timedelta(minutes=1)
"""With Discord's clock so far behind, a ballot's update of the card is due at once."""

OVER = -timedelta(hours=3)
"""With Discord's clock so far behind, a vote of two hours is over for the bot as soon as it is open."""


async def start(
    discord: StandIn, folder: Path, command: str = "run", begin: Begin = forked, **settings: str
) -> BotProcess:
    """Run a command of the shipped process on the database in `folder`."""
    env = {
        "ACCORD_TOKEN": discord.token,
        "ACCORD_PROXY": discord.proxy_url,
        "ACCORD_DATABASE_URL": database_in(folder),
    }
    return await discord.run([sys.executable, "-m", "bot", command], env | settings, begin)


def add_manager(world: World) -> Member:
    """Let somebody be there who may found circles."""
    return world.add_member("ana", world.add_role("manager", permissions=0x8))


async def ask_for_vote(discord: StandIn, ana: Member, others: Sequence[Member] = ()) -> None:
    """Found a circle with `others` in it, propose, and press the button that opens the vote."""
    general = discord.world.general
    founded = await discord.command(
        "circle create",
        {"name": "Kitchen", "aim": "Meals", "shortest": "1 hour", "quorum": "1"},
        by=ana,
        channel=general,
    )
    assert "Kitchen" in founded.text, founded.text
    for other in others:
        joined = await discord.command("circle join", {"name": "Kitchen"}, by=other, channel=general)
        assert "Welcome" in joined.text, joined.text
    echoed = await propose(discord, ana)
    opened = await discord.press("Open the vote", message=echoed, by=ana)
    assert "is open" in opened.text, opened.text


async def propose(discord: StandIn, ana: Member) -> Message:
    """Fill in the form, and return the message that echoes it."""
    form = await discord.command("propose", by=ana, channel=discord.world.general)
    typed = {"title": "Bread", "text": "We bake.", "process": ["circle"], "deadline": "2 hours"}
    echoed = await discord.submit_modal(form, typed)
    assert echoed.type is AnswerType.MESSAGE
    assert echoed.message, echoed.text
    return echoed.message


async def open_vote(discord: StandIn, ana: Member, others: Sequence[Member] = ()) -> Message:
    """Open a vote, and return its card."""
    await ask_for_vote(discord, ana, others)
    return await posted_card(discord)


async def posted_card(discord: StandIn) -> Message:
    """Wait until a card stands in the channel."""
    return (await discord.until(cards))[0]


def cards(world: World) -> list[Message]:
    """Return the cards that stand: they have a title and no picture."""
    return [one for one in _proposal_messages(world) if not one.attachments]


def announced(world: World) -> list[Message]:
    """Return the messages that announce a result: they come with its picture."""
    return [one for one in _proposal_messages(world) if one.attachments]


def _proposal_messages(world: World) -> list[Message]:
    return [one for one in world.messages_in(world.general) if "Bread" in str(one.components)]


def threads(world: World) -> list[Channel]:
    return [one for one in world.channels.values() if one.is_thread]


def with_picture(request: Request) -> bool:
    """Tell the sending of a result from the sending of a card."""
    return bool(request.files)


def without_picture(request: Request) -> bool:
    return not request.files


class Kept:
    """What the process has in its database, read beside it or after its end."""

    def __init__(self, folder: Path, kind: str = KIND) -> None:
        self.address = database_in(folder, kind)

    @property
    def name(self) -> str:
        """What a process calls the database."""
        return str(file_of(self.address) or make_url(self.address).database)

    def rows(self, query: str) -> Sequence[tuple[Any, ...]]:
        return rows(self.address, query)

    def ballots(self) -> Sequence[tuple[Any, ...]]:
        """Member and choice of every ballot."""
        return self.rows("SELECT member_id, choice FROM ballot ORDER BY member_id")

    def events(self, name: str) -> int:
        """How many events of this name the ledger has."""
        return [event for (event,) in self.rows("SELECT event FROM ledger")].count(name)

    def state(self) -> object:
        """Where the only decision stands."""
        [(state,)] = self.rows("SELECT state FROM decision")
        return state

    def sent(self, notice: str) -> Sequence[tuple[Any, ...]]:
        """State and number of tries of every message of this kind."""
        return self.rows(f"SELECT state, attempts FROM outbox WHERE notice = '{notice}' ORDER BY id")

    def ledger_breaks_at(self, guild: Guild) -> int | None:
        """The first row of the guild's ledger that does not fit, None where it is whole."""
        with by_hand(self.address) as connection:
            return broken_at(connection, CommunityId(guild.id))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep others from writing, so that the process cannot commit."""
        with by_hand(self.address) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("LOCK TABLE ballot, ledger IN EXCLUSIVE MODE"))
            yield
