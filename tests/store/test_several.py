"""Several processes on one PostgreSQL: each has its own shards, and none spoils what another writes."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from threading import Event as Signal

import pytest
from sqlalchemy import text

from bot.rules.circle import Actor
from bot.rules.decision import Choice, State
from bot.rules.errors import VoteClosed
from bot.rules.ids import CommunityId
from bot.scheduling.sweep import sweep
from bot.services import claim, deadline
from bot.services.claim import LASTS, Claim
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Event, Notice, Sweep
from bot.settings import Shards
from bot.store.ledger import SqlLedger, broken_at
from bot.store.lock import FORM
from bot.store.writer import Store, StoreInUse
from tests.databases import bare_database, by_hand, database_in, rows
from tests.store.world import ANNA, DAY, HOME, HOUR, NOW
from tests.town import MOMENT, StoppedClock, Town, person

pytestmark = pytest.mark.postgres

HERE, THERE = HOME, CommunityId(HOME + 1)
APPENDS = 200


@pytest.fixture
def address(tmp_path: Path) -> str:
    return database_in(tmp_path, "postgresql")


@pytest.fixture
def stores(address: str) -> Iterator[tuple[Store, Store]]:
    """Two stores on one database, as two processes have them."""
    one, other = (Store(address, shards=Shards.read(text)) for text in ("0/2", "1/2"))
    with ExitStack() as open_ones:
        for store in (one, other):
            store.open()
            open_ones.callback(store.close)
        yield one, other


def append(uow: UnitOfWork, command: Command) -> str:
    return uow.ledger.append(
        command.actor.community_id, Event.PREFERENCE_CHANGED, {}, actor_id=command.actor.member_id, now=command.now
    )


def append_everywhere(uow: UnitOfWork, command: tuple[CommunityId, ...]) -> None:
    for community_id in command:
        uow.ledger.append(community_id, Event.PREFERENCE_CHANGED, {}, actor_id=None, now=NOW)


def chain(store: Store, community_id: CommunityId) -> tuple[int | None, int]:
    """Return where a chain is broken, and the number of its rows."""

    def follow(uow: UnitOfWork, _: None) -> tuple[int | None, int]:
        assert isinstance(uow.ledger, SqlLedger)
        return broken_at(uow.ledger._connection, community_id), uow.ledger._end(community_id)[0]

    return store.read_now(follow, None)


async def test_two_processes_append_to_one_chain_at_once_and_it_does_not_fork(stores: tuple[Store, Store]) -> None:
    wish = Command(actor=Actor(ANNA, HERE), now=NOW)
    hashes = await asyncio.gather(*(store.run(append, wish) for _ in range(APPENDS) for store in stores))
    assert len({*hashes}) == 2 * APPENDS
    assert chain(stores[0], HERE) == (None, 2 * APPENDS)


async def test_two_processes_that_meet_the_same_people_at_once_give_each_one_name(
    stores: tuple[Store, Store],
) -> None:
    def meet(uow: UnitOfWork, members: range) -> Mapping[int, str]:
        return uow.persons.meet(HERE, members)

    crowd = range(1, 300)
    one, other = await asyncio.gather(*(store.run(meet, crowd) for store in stores))
    assert one == other == stores[0].read_now(lambda uow, members: uow.persons.names(HERE, members), crowd)
    assert len({*one.values()}) == len(crowd)


async def test_what_two_processes_write_about_many_communities_in_any_order_is_all_there(
    stores: tuple[Store, Store],
) -> None:
    """One goes from here to there, the other from there to here; where they block each other, one goes back."""
    ways = ((HERE, THERE), (THERE, HERE))
    rounds = 10
    jobs = [store.run(append_everywhere, way) for _ in range(rounds) for store, way in zip(stores, ways, strict=True)]
    await asyncio.gather(*jobs)
    assert [chain(stores[0], where) for where in ways[0]] == [(None, 2 * rounds)] * 2


def test_a_ballot_on_its_way_in_one_process_is_counted_though_another_closes_the_vote(
    stores: tuple[Store, Store],
) -> None:
    town, other = Town(stores[0]), Town(stores[1])
    decision = town.propose(town.found())
    begun, gate = Signal(), Signal()

    def vote_slowly(uow: UnitOfWork, command: Command) -> None:
        uow.ballots.put(decision.id, command.actor.member_id, Choice.YES, uow.salt(), NOW)
        begun.set()
        assert gate.wait(10)

    async def both() -> list[object]:
        voting = asyncio.ensure_future(stores[0].run(vote_slowly, Command(actor=person(ANNA), now=NOW)))
        await asyncio.to_thread(begun.wait, 10)
        closing = asyncio.ensure_future(
            stores[1].run(deadline.freeze_due, Sweep(decision.closes_at + HOUR, decision.community_id))
        )
        asyncio.get_running_loop().call_later(0.2, gate.set)
        return await asyncio.gather(voting, closing)

    assert asyncio.run(both()) == [None, [decision.id]]
    assert ['"ballots":1' in told for told in other.remembered(Event.DECISION_FROZEN)] == [True]
    assert other.counted(decision) == (1, 0, 0, 4)
    with pytest.raises(VoteClosed):
        town.cast(decision, ANNA, Choice.NO, NOW)


def test_whoever_claims_a_community_has_it_until_it_has_not_been_heard_of_for_a_while(
    stores: tuple[Store, Store],
) -> None:
    one, other = stores
    assert one.run_now(claim.take, Claim([HERE], "0-0/2", NOW)) == [HERE]
    assert other.run_now(claim.take, Claim([HERE, THERE], "1-1/2", NOW)) == [THERE]
    assert one.run_now(claim.take, Claim([HERE, THERE], "0-0/2", NOW + LASTS - MOMENT)) == [HERE]
    assert other.run_now(claim.take, Claim([HERE, THERE], "1-1/2", NOW + LASTS)) == [THERE]
    assert one.run_now(claim.take, Claim([THERE], "0-0/2", NOW + 2 * LASTS)) == [THERE]


def test_what_another_process_is_claiming_just_now_is_passed_over_and_not_waited_for(
    stores: tuple[Store, Store],
) -> None:
    one, other = stores
    one.run_now(claim.take, Claim([HERE, THERE], "0-0/2", NOW - DAY))

    def take_while_claimed(uow: UnitOfWork, wish: Claim) -> object:
        claim.take(uow, wish)
        return other.run_now(claim.take, Claim([HERE, THERE], "1-1/2", NOW))

    assert one.run_now(take_while_claimed, Claim([HERE], "0-0/2", NOW)) == [THERE]


def test_two_processes_that_sweep_at_once_close_and_announce_each_vote_once(stores: tuple[Store, Store]) -> None:
    towns = [Town(store) for store in stores]
    decisions = [towns[0].propose(towns[0].found(name), ends=NOW + 4 * DAY) for name in ("Garden", "Kitchen", "Cellar")]

    async def both() -> None:
        at = StoppedClock(NOW + 5 * DAY)
        await asyncio.gather(*(sweep(store, at, holder) for store, holder in zip(stores, ("a", "b"), strict=True)))

    asyncio.run(both())
    assert [towns[1].state(one) for one in decisions] == [State.COUNTED] * 3
    assert [row.owed.proposal_id for row in towns[0].owed(Notice.RESULT)] == [one.id for one in decisions]
    assert towns[1].chain_broken_at() is None


@pytest.mark.parametrize(
    ("shards", "refusal"),
    [
        ("1/2", "serves shard 1 already, and this one is to serve 1-1/2"),
        ("0-3/4", "reckons with 2 shards, and this one with 4"),
        (None, "Another Accord is running"),
    ],
)
def test_a_process_that_would_serve_what_another_serves_is_refused(
    stores: tuple[Store, Store], shards: str | None, refusal: str
) -> None:
    third = Store(stores[0].url, shards=Shards.read(shards) if shards else None)
    with pytest.raises(StoreInUse, match=refusal):
        third.open()
    stores[1].close()
    if shards == "1/2":
        third.open()
        third.close()


@pytest.mark.parametrize("taken", [True, False])
def test_a_process_that_has_lost_its_connection_takes_its_shard_again_or_learns_who_has_it(
    stores: tuple[Store, Store], *, taken: bool
) -> None:
    one, other = stores
    lost, third = one._lock._connection, Store(one.url, shards=Shards.read("0/2"))
    assert lost is not None
    with by_hand(one.url) as connection:
        pid = lost.scalar(text("SELECT pg_backend_pid()"))
        assert connection.scalar(text(f"SELECT pg_terminate_backend({pid}, 5000)"))
    if taken:
        third.open()
        with pytest.raises(StoreInUse, match="serves shard 0 already"):
            one.keep()
        third.close()
    else:
        one.keep()
        with pytest.raises(StoreInUse, match="serves shard 0 already"):
            third.open()
    other.keep()


def test_processes_that_start_at_once_on_an_empty_database_make_its_tables_once() -> None:
    line = [sys.executable, "-c", "import sys; from bot.store.migrate import migrate; migrate(sys.argv[1])"]
    address, root = bare_database(), Path(__file__).resolve().parents[2]
    started = [subprocess.Popen([*line, address], cwd=root) for _ in range(2)]
    assert [one.wait(60) for one in started] == [0, 0]
    assert rows(address, "SELECT count(*) FROM alembic_version") == [(1,)]


def test_a_process_of_another_version_is_refused_while_others_run(stores: tuple[Store, Store]) -> None:
    stores[1].close()
    with by_hand(stores[0].url) as connection:
        connection.execute(text(f"SELECT pg_advisory_lock_shared({FORM}, 11)"))
        with pytest.raises(StoreInUse, match="its tables have form 11, and this one's"):
            stores[1].open()


def test_beside_a_process_that_serves_all_shards_there_is_no_other(address: str) -> None:
    whole, part = Store(address), Store(address, shards=Shards.read("0/2"))
    whole.open()
    with pytest.raises(StoreInUse, match="Another Accord is running"):
        part.open()
    whole.close()
