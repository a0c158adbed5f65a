"""A database is moved whole into another, or not at all."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from bot.rules.decision import Choice, State
from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, ProposalId
from bot.services import topic
from bot.store.lock import StoreInUse
from bot.store.move import NotMoved, move
from bot.store.revisions import NewerDatabase
from bot.store.tables import metadata
from bot.store.writer import Store
from tests.databases import bare_database, by_hand, database_in, rows, without_guards
from tests.migrations.test_migrate import fill
from tests.store.world import ANNA, BEN, DAVID, DAY, NOW, cast
from tests.town import Town, person

pytestmark = pytest.mark.postgres

LATER = NOW + 8 * DAY


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a community that has lived through every earlier form, and goes on in this one."""
    file = tmp_path_factory.mktemp("lived") / "accord.db"
    fill(file, "0006")
    store = Store(f"sqlite:///{file}")
    store.open()
    live_on(Town(store))
    store.close()
    return file


@pytest.fixture
def filled(lived: Path, tmp_path: Path) -> str:
    """The address of a copy of it."""
    return f"sqlite:///{shutil.copy(lived, tmp_path / 'filled.db')}"


@pytest.fixture
def empty() -> str:
    return bare_database()


def live_on(town: Town) -> None:
    """Delegate, sweep, and let an older topic become part of a newer one, so that a row refers to a later one."""
    garden = CircleId(1)
    for name in ("Water", "Soil"):
        town.topic(garden, name)
    into = topic.RetireTopic(actor=person(ANNA), now=NOW, circle_id=garden, topic="Water", into="Soil")
    town.store.run_now(topic.retire_topic, into)
    town.trust(BEN, DAVID, Scope.CIRCLE, garden, LATER)
    town.sweep(LATER)
    decision = town.propose(garden, now=LATER)
    town.cast(decision, DAVID, Choice.YES, LATER)
    town.declare(garden, "simple, consent")
    lost = town.propose(garden, now=LATER)
    town.sweep(lost.closes_at + DAY)


def everything(address: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables."""
    with by_hand(address) as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def test_every_row_comes_over_and_back_again_and_where_it_comes_from_nothing_changes(
    filled: str, empty: str, tmp_path: Path
) -> None:
    before, said = everything(filled), list[str]()
    assert sum(map(bool, before.values())) > 20
    move(filled, empty, said.append)
    assert everything(empty) == everything(filled) == before
    assert f"ledger: {len(before['ledger'])} rows" in said
    assert "whole on both sides" in said[-1]
    back = f"sqlite:///{tmp_path}/back.db"
    move(empty, back, said.append)
    assert everything(back) == before


def test_a_community_that_has_moved_goes_on_with_its_guards_and_its_numbers(filled: str, empty: str) -> None:
    last = max(number for (number, *_) in everything(filled)["proposal"])
    move(filled, empty, lambda _: None)
    store = Store(empty)
    store.open()
    town = Town(store)
    assert town.propose(CircleId(1), now=LATER).id == last + 1
    closed = next(one for one in map(ProposalId, range(1, last)) if _state(town, one) is State.COUNTED)
    with pytest.raises(IntegrityError, match="closed"):
        cast(store, closed, ANNA, Choice.NO)
    town.sweep(LATER + 20 * DAY)
    assert town.chain_broken_at() is None
    store.close()


def _state(town: Town, proposal_id: ProposalId) -> State | None:
    found = rows(town.store.url, f"SELECT state FROM decision WHERE proposal_id = {proposal_id}")
    return State(found[0][0]) if found else None


def test_a_database_in_which_there_is_anything_is_left_alone(filled: str, tmp_path: Path) -> None:
    taken = database_in(tmp_path, "postgresql")
    with pytest.raises(NotMoved, match="is not empty"):
        move(filled, taken, lambda _: None)
    assert everything(taken)["ledger"] == []


def test_a_database_that_is_in_use_is_not_moved(filled: str, empty: str) -> None:
    store = Store(filled)
    store.open()
    with pytest.raises(StoreInUse):
        move(filled, empty, lambda _: None)
    store.close()


@pytest.mark.parametrize(
    ("revision", "refusal"), [("0011", "by an older Accord.*migrate"), ("9999", "by a newer Accord")]
)
def test_a_database_of_another_form_is_not_moved(filled: str, empty: str, revision: str, refusal: str) -> None:
    with by_hand(filled) as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
    with pytest.raises((NotMoved, NewerDatabase), match=refusal):
        move(filled, empty, lambda _: None)
    assert tables(empty) == []


def test_where_there_is_nothing_nothing_is_moved(empty: str, tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    with pytest.raises(NotMoved, match="no database at"):
        move(f"sqlite:///{missing}", empty, lambda _: None)
    assert not missing.exists()


def test_a_broken_ledger_is_named_and_leaves_the_new_database_empty(filled: str, empty: str) -> None:
    with by_hand(filled) as connection:
        without_guards(connection, "ledger_no_update")
        connection.execute(text("UPDATE ledger SET payload = '{}' WHERE seq = 7"))
    with pytest.raises(NotMoved, match="is broken before the move, at row 7"):
        move(filled, empty, lambda _: None)
    assert tables(empty) == []


def tables(address: str) -> list[str]:
    return [name for (name,) in rows(address, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
