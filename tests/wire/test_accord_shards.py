"""Three processes on one PostgreSQL, each with a shard: any of them may die, and nothing is lost or done twice."""

from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from tests.wire.accord import MESSAGES, Kept, add_manager, announced, open_vote, start, with_picture
from tests.wire.bot_process import BotProcess
from tests.wire.sessions import serves
from tests.wire.stand_in import StandIn
from tests.wire.world import Channel, Guild, Member, Message, World

pytestmark = [pytest.mark.wire, pytest.mark.postgres]

COUNT = 3
PATIENCE = 90.0
"""Seconds; three processes start at once, perhaps on one processor."""

VOTE = timedelta(hours=2)
SHORT = timedelta(seconds=15)
"""How much of the vote is left when it is opened: enough for three kills."""


class Home:
    """A guild of one shard, with a vote in which four can vote."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.number = world, number
        self.guild, self.general = _guild_of(world, number)
        self.acknowledged: set[int] = set()
        self._here()
        self.ana = add_manager(world)
        self.others = [world.add_member(name) for name in ("ben", "cleo", "david")]
        self.card: Message

    def _here(self) -> None:
        """Whatever happens at the world's guild happens in this one from now on."""
        self.world.guild, self.world.general = self.guild, self.general

    async def open(self, discord: StandIn) -> None:
        self._here()
        self.card = copy(await open_vote(discord, self.ana, self.others))  # as it was seen before it closed

    async def vote(self, discord: StandIn, member: Member) -> None:
        if "Receipt" in (await discord.press("✓ Yes", message=self.card, by=member)).text:
            self.acknowledged.add(member.id)

    def results(self) -> list[Message]:
        self._here()
        return announced(self.world)


def _guild_of(world: World, number: int) -> tuple[Guild, Channel]:
    """Return a guild that Discord gives to a shard: which one it is follows from the millisecond of its beginning."""
    while True:
        world.ids.pass_time(timedelta(milliseconds=1))
        if serves((number, COUNT), world.ids.make()):
            guild = world.add_guild(f"Home {number}")
            if serves((number, COUNT), guild.id):
                return guild, world.add_channel("general", guild=guild)


@pytest.fixture
def homes(discord: StandIn) -> list[Home]:
    return [Home(discord.world, number) for number in range(COUNT)]


async def shard(discord: StandIn, folder: Path, kept: Kept, number: int) -> BotProcess:
    settings = {"ACCORD_DATABASE_URL": kept.address, "ACCORD_SHARDS": f"{number}/{COUNT}"}
    return await start(discord, folder, "run", **settings)


async def all_connected(discord: StandIn, homes: list[Home]) -> None:
    await discord.until(lambda _: all(discord.gateway.connection_for(home.guild.id) for home in homes), within=PATIENCE)


def ballots(kept: Kept) -> Iterator[int]:
    return (member for member, _ in kept.ballots())


async def test_three_processes_are_killed_in_turn_and_every_vote_is_closed_and_announced_once(
    discord: StandIn, homes: list[Home], tmp_path: Path
) -> None:
    """The last one dies while it announces a result, and does not come back: another takes its place."""
    discord.patience, kept, began = PATIENCE, Kept(tmp_path, "postgresql"), monotonic()
    processes = [await shard(discord, tmp_path, kept, number) for number in range(COUNT)]
    await all_connected(discord, homes)
    pace = timedelta(seconds=monotonic() - began)  # on a busy machine everything takes longer
    result = discord.faults.hold("POST", MESSAGES, only=with_picture, accepted=True)
    discord.world.ids.pass_time(max(SHORT, pace) - VOTE)
    for home in homes:
        await home.open(discord)
        await home.vote(discord, home.ana)
    for number, home in enumerate(homes):
        ben, cleo, _ = home.others
        await home.vote(discord, ben)
        await processes[number].kill()
        processes[number] = await shard(discord, tmp_path, kept, number)
        await homes[(number + 1) % COUNT].vote(discord, homes[(number + 1) % COUNT].others[2])
        await home.vote(discord, cleo)
    await result.struck(within=PATIENCE)
    home = next(home for home in homes if home.results())
    [(holder,)] = kept.rows(f"SELECT holder FROM claim WHERE community_id = {home.guild.id}")
    dead = processes[int(holder.partition("-")[0])]
    await dead.kill()
    result.discard()

    await discord.until(lambda _: all(home.results() for home in homes), within=PATIENCE)
    await discord.until(lambda _: kept.rows("SELECT DISTINCT state FROM decision") == [("published",)], within=PATIENCE)
    assert [len(home.results()) for home in homes] == [1] * COUNT
    acknowledged = set().union(*(home.acknowledged for home in homes))
    assert len(acknowledged) >= COUNT
    assert acknowledged <= {*ballots(kept)}
    assert [kept.ledger_breaks_at(home.guild) for home in homes] == [None] * COUNT
    assert kept.sent("result") == [("sent", 1)] * COUNT
    assert [one.complaints() for one in processes if one is not dead] == [[]] * (COUNT - 1)


async def test_a_direct_message_comes_to_the_first_shard_and_is_about_any_community_and_no_shard_has_two_processes(
    discord: StandIn, homes: list[Home], tmp_path: Path
) -> None:
    kept, home, discord.patience = Kept(tmp_path, "postgresql"), homes[1], PATIENCE
    for number in (0, 1):
        await shard(discord, tmp_path, kept, number)
        await discord.until(lambda _, at=homes[number]: discord.gateway.connection_for(at.guild.id))  # type: ignore[misc]
    await home.open(discord)
    ben, cleo, _ = home.others
    asked = await discord.command("my vote", by=ben, channel=discord.world.dm(ben))
    assert "**Bread**" in asked.text
    voted = await discord.command("vote", {"proposal": "1", "choice": "yes"}, by=ben, channel=discord.world.dm(ben))
    assert "Receipt" in voted.text
    told = await discord.command("reminders", {"by": "dm"}, by=cleo, channel=discord.world.dm(cleo))
    assert "direct message" in told.text
    assert kept.ballots() == [(ben.id, "yes")]
    second = await shard(discord, tmp_path, kept, 1)
    await second.says("serves shard 1 already")
    assert await second.ended() == 2
