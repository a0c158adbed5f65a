"""A database is brought up to date, or left alone with a plain word why."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from alembic import command

from bot.rules.consent.moves import Amend, Confirm, GiveConsent
from bot.rules.decision import Choice, PollResult, State
from bot.rules.errors import NoLot
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.majority import Outcome
from bot.rules.process.machine import Move
from bot.services import circle, proceeding
from bot.services.poll import how_counted
from bot.services.proposal import ProposalView, find_proposal
from bot.services.word import AddWord, add_word
from bot.store.engine import make_engine
from bot.store.migrate import back_up, migrate
from bot.store.revisions import APPLICATION_ID, ForeignDatabase, NewerDatabase, make_config
from bot.store.tables import metadata
from bot.store.triggers import GUARDS, lay
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, NOW
from tests.town import Town, about, person

pytestmark = pytest.mark.sqlite

FILLED = Path(__file__).parent / "filled"
KEPT = {
    "circle": "id, name, threshold, quorum, role_id",
    "circle_membership": "circle_id, member_id, since, until",
    "proposal": "id, circle_id, proposer_id, card_id, thread_id",
    "version": "proposal_id, number, title, text",
    "decision": "proposal_id, state, outcome, yes, no, abstain, closes_at",
    "roll": "proposal_id, member_id",
    "ballot": "proposal_id, member_id, choice, salt",
    "delegation": "truster_id, trustee_id, scope, scope_id, until, ended_at",
    "draft": "author_id, title, text",
    "preference": "member_id, reminders",
    "ledger": "community_id, seq, payload, hash",
    "outbox": "id, notice, state, nonce",
    "answered": "key, use_case, answer",
}
"""What every later form keeps of the first one."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "accord.db"


@pytest.fixture
def migrated(file: Path, empty: Path) -> Path:
    """A copy of a database that was migrated from nothing."""
    return Path(shutil.copy(empty, file))


def shape_of(file: Path) -> dict[str, list[str]]:
    """Return what each table, index and trigger says, clause by clause, in no order."""
    mine = "name NOT LIKE 'alembic%' AND sql IS NOT NULL"
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute(f"SELECT name, sql FROM sqlite_master WHERE {mine}").fetchall()
    return {name: sorted(" ".join(clause.split()) for clause in clauses(sql)) for name, sql in rows}


def clauses(sql: str) -> list[str]:
    """Split a statement at the commas between its columns and constraints; names are quoted or not as one likes."""
    plain = re.sub(r'"(\w+)"', r"\1", sql)
    found, depth = [""], 0
    for letter in plain:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if (letter, depth) in {(",", 1), (")", 0)}:
            found.append("")
        else:
            found[-1] += letter
    return found


def fill(file: Path, revision: str) -> None:
    """Make a database as an earlier Accord left it: its form, and the rows of a small community."""
    engine = make_engine(f"sqlite:///{file}", foreign_keys=False)
    with engine.connect() as connection:
        command.upgrade(make_config(connection), revision)
    with closing(sqlite3.connect(file)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")  # the guards would refuse ballots in a vote that has ended
        database.execute("DELETE FROM alembic_version")
        database.executescript((FILLED / f"{revision}.sql").read_text(encoding="utf-8"))
    with engine.begin() as connection:
        lay(connection)
    engine.dispose()


def rows_of(file: Path, table: str) -> set[tuple[object, ...]]:
    """Return the rows of a table in the columns that it has had from the beginning."""
    with closing(sqlite3.connect(file)) as database:
        return set(database.execute(f"SELECT {KEPT[table]} FROM {table}"))


def test_a_migrated_database_has_the_shape_of_a_fresh_one(migrated: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.db"
    engine = make_engine(f"sqlite:///{fresh}")
    metadata.create_all(engine)
    engine.dispose()
    assert shape_of(migrated) == shape_of(fresh)
    assert {guard.name for guard in GUARDS} < set(shape_of(migrated))


def test_migrating_twice_changes_nothing_and_keeps_no_copy(migrated: Path) -> None:
    before = shape_of(migrated)
    migrate(f"sqlite:///{migrated}")
    assert shape_of(migrated) == before
    assert not list(migrated.parent.glob("*.backup"))


def test_the_file_is_marked_as_accords(migrated: Path) -> None:
    with closing(sqlite3.connect(migrated)) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


@pytest.mark.parametrize("table", ["person", "alembic_version"])
def test_another_programs_file_is_left_alone(file: Path, table: str) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"CREATE TABLE {table} (version_num TEXT)")
        database.execute(f"INSERT INTO {table} VALUES ('0001')")
        database.commit()
    before = file.read_bytes()
    with pytest.raises(ForeignDatabase, match=f"{file.name} belongs to another program"):
        migrate(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(file: Path) -> None:
    file.write_text("minutes of the last meeting\n" * 50)
    with pytest.raises(ForeignDatabase, match="belongs to another program"):
        migrate(f"sqlite:///{file}")
    assert file.read_text().startswith("minutes")


def test_a_migration_that_fails_leaves_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: object) -> None:
        raise RuntimeError("midway")

    monkeypatch.setattr("bot.store.migrate.lay", fail)
    with pytest.raises(RuntimeError, match="midway"):
        migrate(f"sqlite:///{file}")
    monkeypatch.undo()
    migrate(f"sqlite:///{file}")
    assert "ledger_no_delete" in shape_of(file)


def test_a_newer_accords_file_is_left_alone(migrated: Path) -> None:
    with closing(sqlite3.connect(migrated)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    with pytest.raises(NewerDatabase, match=f"{migrated.name} was written by a newer Accord"):
        migrate(f"sqlite:///{migrated}")


@pytest.mark.parametrize("revision", [file.stem for file in sorted(FILLED.glob("*.sql"))])
def test_a_filled_database_of_an_earlier_form_is_upgraded_and_loses_nothing(
    file: Path, empty: Path, revision: str
) -> None:
    fill(file, revision)
    before = {table: rows_of(file, table) for table in KEPT}
    assert all(before.values())
    migrate(f"sqlite:///{file}")
    assert {table: rows_of(file, table) for table in KEPT} == before
    assert shape_of(file) == shape_of(empty)
    store = Store(f"sqlite:///{file}")
    store.open()
    town = Town(store)
    assert town.chain_broken_at() is None
    assert {view.decision.state for view in seen(store)} >= {State.COUNTED, State.WITHDRAWN, State.OPEN}
    town.sweep(NOW + 20 * DAY)
    assert {view.decision.state for view in seen(store)} == {State.COUNTED, State.WITHDRAWN}
    store.close()


def test_a_lot_that_was_sealed_by_an_earlier_accord_is_drawn_as_it_was_promised(file: Path) -> None:
    fill(file, "0003")
    with closing(sqlite3.connect(file)) as database:
        promised = dict(database.execute("SELECT proposal_id, commitment FROM poll"))
    migrate(f"sqlite:///{file}")
    store = Store(f"sqlite:///{file}")
    store.open()
    town = Town(store)
    with pytest.raises(NoLot):
        store.run_now(add_word, AddWord(actor=person(ANNA), now=NOW + 7 * DAY, proposal_id=ProposalId(7), text="new"))
    town.sweep(NOW + 20 * DAY)
    for number in (6, 7, 8):
        counted = store.read_now(how_counted, about(town.known(ProposalId(number)), ANNA))
        lot, result = counted.drawing, counted.decision.result
        assert lot
        assert isinstance(result, PollResult)
        assert (lot.void, lot.words) == (None, ())
        secret, closes = bytes.fromhex(lot.secret), f"{counted.decision.closes_at:%Y-%m-%dT%H:%M:%SZ}"
        assert sha256(secret).hexdigest() == lot.commitment == promised[number]
        assert lot.seed == sha256(secret + closes.encode()).digest()
        level = {6: {2, 3}, 7: {1, 2, 3}, 8: set[int]()}[number]
        assert result.winners == tuple(place for place in lot.order if place in level)[:1]
    store.close()


def test_a_veto_in_an_earlier_vote_stands_as_its_card_promised_with_its_reason_in_the_thread(file: Path) -> None:
    fill(file, "0004")
    migrate(f"sqlite:///{file}")
    store = Store(f"sqlite:///{file}")
    store.open()
    town = Town(store)
    painted, moved = (town.known(ProposalId(number)) for number in (9, 10))
    assert town.cast(painted, BEN, Choice.NO, NOW + 7 * DAY).veto
    town.cast(painted, BEN, Choice.YES, NOW + 7 * DAY)
    town.cast(moved, DAVID, Choice.YES, NOW + 7 * DAY)
    town.sweep(NOW + 20 * DAY)
    for decision, ended in ((painted, Outcome.NOT_ADOPTED), (moved, Outcome.ADOPTED)):
        counted = store.read_now(how_counted, about(decision, ANNA))
        assert isinstance(counted.decision.result, PollResult)
        assert (counted.decision.result.outcome, counted.reasons) == (ended, [])
    store.close()


def test_a_round_of_an_earlier_accord_goes_on_as_it_began_and_its_circle_has_the_usual_ways(file: Path) -> None:
    fill(file, "0006")
    migrate(f"sqlite:///{file}")
    store = Store(f"sqlite:///{file}")
    store.open()
    town = Town(store)
    shown = circle.AboutCircle(actor=person(ANNA), now=NOW, circle_id=CircleId(1))
    garden = store.read_now(circle.show_circle, shown).circle
    assert (garden.facilitator_id, garden.secretary_id, garden.why_notes) == (None, None, True)
    later = NOW + 7 * DAY
    for member, move in ((BEN, Amend("We bake on Tuesdays.")), (BEN, Confirm(1)), (CLEO, Confirm(1))):
        act(store, 11, member, move, later)
    for member in (ANNA, BEN, CLEO, DAVID):
        act(store, 11, member, GiveConsent(), later)
    assert standing(store, 11) == "adopted"
    town.sweep(NOW + 10 * DAY)
    assert standing(store, 12) == "proceed", "silence was consent when it was announced"
    assert standing(store, 13) == "adopted"
    assert town.chain_broken_at() is None
    store.close()


def act(store: Store, number: int, member: MemberId, move: Move, now: datetime) -> None:
    wish = proceeding.Act(actor=person(member), now=now, proposal_id=ProposalId(number), move=move)
    store.run_now(proceeding.act, wish)


def standing(store: Store, number: int) -> str:
    found = store.read_now(proceeding.find_proceeding, ProposalId(number))
    assert found
    return str(found.proceeding.item().phase.value)


def seen(store: Store) -> list[ProposalView]:
    """Return every proposal of the filled database."""
    found = [store.read_now(find_proposal, ProposalId(number)) for number in range(1, 6)]
    return [view for view in found if view]


def test_a_copy_is_kept_before_an_older_file_is_upgraded(file: Path) -> None:
    fill(file, "0001")
    ballots = rows_of(file, "ballot")
    migrate(f"sqlite:///{file}")
    copy = Path(f"{file}.0001.backup")
    assert rows_of(copy, "ballot") == ballots
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]


def test_a_copy_holds_what_is_still_in_the_journal(migrated: Path) -> None:
    with closing(sqlite3.connect(migrated)) as database:
        database.execute("INSERT INTO preference (member_id, reminders) VALUES (7, 'dm')")
        database.commit()
        copy = back_up(migrated, "0001")
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT count(*) FROM preference").fetchone() == (1,)


def test_the_command_line_upgrades_an_address(file: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    line = [sys.executable, "-m", "alembic", "-x", f"url=sqlite:///{file}", "upgrade", "head"]
    subprocess.run(line, check=True, cwd=root, capture_output=True)
    assert "ledger_no_delete" in shape_of(file)
