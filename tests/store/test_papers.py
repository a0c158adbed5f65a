"""Secret ballots on the disk: locked while the vote is open, and after its close nowhere with a voter."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.rules.decision import Choice, Decision
from bot.rules.majority import FixedQuorum
from bot.rules.secrecy import Secrecy
from bot.services.vote import my_vote
from bot.store.engine import file_of
from bot.store.files import beside
from bot.store.tables import metadata
from bot.store.writer import Store
from tests.databases import by_hand, rows
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, MEMBERS, NOW
from tests.town import Town, about

CAST = {BEN: Choice.NO, CLEO: Choice.YES, DAVID: Choice.ABSTAIN}


@pytest.fixture
def secret(town: Town) -> Decision:
    """A secret vote in which three of five have voted, one of them twice."""
    decision = town.propose(town.found(secrecy=Secrecy.SECRET, quorum=FixedQuorum(1)))
    town.cast(decision, BEN, Choice.YES)
    for member, choice in CAST.items():
        town.cast(decision, member, choice)
    return decision


def test_while_it_is_open_no_row_says_what_somebody_voted_and_all_boxes_are_as_long(
    town: Town, secret: Decision
) -> None:
    assert town.known(secret.id).rules.secrecy is Secrecy.SECRET
    found = rows(town.store.url, "SELECT choice, marks, reason, salt, length(box) FROM ballot")
    assert {row[:4] for row in found} == {(None, None, None, "")}
    assert len({row[4] for row in found}) == 1
    assert rows(town.store.url, "SELECT name FROM paper") == []


def test_after_the_close_no_row_links_a_voter_to_a_paper(town: Town, secret: Decision) -> None:
    stubs = {member: town.ask(my_vote, about(secret, member)).stub for member in CAST}
    town.counted(secret)
    whole = dict(everything(town.store.url))
    assert {row[2] for row in rows(town.store.url, "SELECT proposal_id, name, choice FROM paper")} == {*CAST.values()}
    assert rows(town.store.url, "SELECT key FROM vote_key") == []
    assert all(stub and stub.secret not in line for stub in stubs.values() for line in whole)
    named = [line for line, table in whole.items() if any(stub and stub.name in line for stub in stubs.values())]
    assert {whole[line] for line in named} == {"paper"}
    assert not any(str(member) in line for line in named for member in MEMBERS)


@pytest.mark.sqlite
def test_papers_lie_on_the_disk_in_the_order_of_their_names_and_not_of_their_voters(
    town: Town, secret: Decision
) -> None:
    for member in (ANNA, ELA):
        town.cast(secret, member, Choice.YES)
    town.counted(secret)
    names = [name for (name,) in rows(town.store.url, "SELECT name FROM paper ORDER BY rowid")]
    assert (len(names), names) == (len(MEMBERS), sorted(names))


@pytest.mark.sqlite
def test_neither_a_free_page_nor_the_journal_keeps_the_key_or_a_box(town: Town, secret: Decision) -> None:
    kept = _secrets(town, secret)
    assert all(_on_disk(town.store.url, one) for one in kept[:1])
    town.counted(secret)
    assert [one for one in kept if _on_disk(town.store.url, one)] == []


@pytest.mark.sqlite
def test_a_reader_in_the_way_is_not_waited_for_and_the_next_commit_empties_the_journal(
    town: Town, secret: Decision
) -> None:
    kept = _secrets(town, secret)
    with by_hand(town.store.url) as other:
        other.exec_driver_sql("COMMIT")
        other.exec_driver_sql("BEGIN")
        assert other.execute(text("SELECT count(*) FROM ballot")).scalar() == len(CAST)
        town.sweep(secret.closes_at + DAY)
        assert _on_disk(town.store.url, kept[0])
    town.leave(secret.circle_id, ELA)
    assert [one for one in kept if _on_disk(town.store.url, one)] == []


@pytest.mark.sqlite
def test_whoever_dies_before_the_journal_was_emptied_empties_it_at_the_next_start(
    town: Town, secret: Decision, tmp_path: Path
) -> None:
    kept = _secrets(town, secret)
    file = file_of(town.store.url)
    assert file
    with by_hand(town.store.url) as other:
        other.exec_driver_sql("COMMIT")
        other.exec_driver_sql("BEGIN")
        other.execute(text("SELECT count(*) FROM ballot")).scalar()
        town.sweep(secret.closes_at + DAY)
        (tmp_path / "dead").mkdir()
        for one in (file, *beside(file)[:1]):
            (tmp_path / "dead" / one.name).write_bytes(one.read_bytes())
    address = f"sqlite:///{tmp_path / 'dead' / file.name}"
    assert _on_disk(address, kept[0])
    after = Store(address)
    after.open()
    assert [one for one in kept if _on_disk(address, one)] == []
    after.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ballot SET choice = 'yes', box = NULL",
        "UPDATE decision SET state = 'frozen', closed_at = closes_at WHERE state = 'open'",
        "DELETE FROM vote_key",
        "UPDATE vote_key SET key = x'00'",
        "INSERT INTO paper SELECT proposal_id, 'a', NULL, NULL FROM decision",
    ],
)
def test_the_database_itself_refuses_what_would_break_the_promise(town: Town, secret: Decision, change: str) -> None:
    del secret
    with pytest.raises(IntegrityError), by_hand(town.store.url) as connection:
        connection.execute(text(change.replace("x'00'", "'\\x00'" if "postgres" in town.store.url else "x'00'")))


@pytest.mark.parametrize(
    "change", ["UPDATE paper SET choice = 'yes'", "DELETE FROM paper", "UPDATE ballot SET box = NULL"]
)
def test_a_paper_stays_as_it_is(town: Town, secret: Decision, change: str) -> None:
    town.counted(secret)
    with pytest.raises(IntegrityError), by_hand(town.store.url) as connection:
        connection.execute(text(change))


def test_an_open_vote_takes_no_locked_ballot_and_none_that_says_nothing(town: Town, trees: Decision) -> None:
    town.cast(trees, ANNA, Choice.YES)
    for box in (None, b"locked"):
        with pytest.raises(IntegrityError), by_hand(town.store.url) as connection:
            connection.execute(text("UPDATE ballot SET choice = NULL, box = :box"), {"box": box})
    assert town.counted(trees, NOW + 6 * DAY)[0] == 1


def _secrets(town: Town, decision: Decision) -> list[bytes]:
    """Return the key of a vote, its boxes, and the stubs in them."""
    (key,) = rows(town.store.url, "SELECT key FROM vote_key")[0]
    boxes = [box for (box,) in rows(town.store.url, "SELECT box FROM ballot")]
    stubs = (town.ask(my_vote, about(decision, member)).stub for member in CAST)
    return [key, *boxes, *(stub.secret.encode() for stub in stubs if stub)]


def _on_disk(address: str, what: bytes) -> bool:
    """Whether some bytes stand anywhere in a database's files."""
    file = file_of(address)
    assert file
    return any(what in one.read_bytes() for one in (file, *beside(file)) if one.exists())


def everything(address: str) -> list[tuple[str, str]]:
    """Return every row in words, with its table."""
    return [
        (" ".join(map(str, row)), table.name)
        for table in metadata.sorted_tables
        for row in rows(address, f'SELECT * FROM "{table.name}"')
    ]
