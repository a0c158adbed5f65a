"""What is kept about a person: handed out whole, and forgotten so that every count stays and nobody is told of."""

import pytest
from sqlalchemy import BigInteger, Integer, select

from bot.rules.consent.moves import Object
from bot.rules.decision import Choice, Decision
from bot.rules.ids import NOBODIES, CircleId, CommunityId
from bot.services import privacy
from bot.services.export import decision_record
from bot.services.ports import UnitOfWork
from bot.services.privacy import KEPT, Server
from bot.services.values import Command, Event, Notice
from bot.store.privacy import PEOPLE
from bot.store.tables import metadata
from bot.store.unit import SqlUnit
from tests.databases import KIND, rows
from tests.services.test_seat import begun, do, standing
from tests.services.trials import CROWD, DRAWN, add_word, file, large, seen, sitting, voted
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, HOME, HOUR, NOW
from tests.town import Town, about, person

OTHERS = frozenset({
    "abstain", "after_id", "again_id", "agreement_id", "attempts", "cap", "card_id", "challenge_id", "channel_id",
    "circle_id", "community_id", "contradicts_id", "delegated", "delegation_id", "direct", "home_id", "id", "into_id",
    "judged", "message_id", "needed", "no", "number", "period_seconds", "place", "proposal_id", "quiet_begins",
    "quiet_ends", "quorum", "role_id", "roll", "roll_size", "scope_id", "seats", "seq", "shortest_seconds", "steps",
    "thread_id", "topic_id", "uncounted", "undecided", "unrepresented", "upheld", "version", "weight", "yes",
})  # fmt: skip
"""Columns of numbers that do not say who somebody is."""

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def test_every_column_of_numbers_either_says_who_somebody_is_or_does_not() -> None:
    numbers = {
        column.name
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, BigInteger | Integer)
    }
    assert numbers - OTHERS == PEOPLE
    assert numbers >= OTHERS


def test_a_member_gets_what_is_kept_about_them_and_nobody_elses_ballot(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, Choice.YES)
    town.cast(trees, CLEO, Choice.NO)
    town.trust(BEN, DAVID)
    own = town.ask(privacy.own_data, person(BEN))
    assert [row["choice"] for row in own["ballot"]] == [Choice.YES]
    assert {row["truster_id"] for row in own["delegation"]} == {BEN}
    assert own["roll"]
    assert "person" not in own


def test_who_is_forgotten_is_in_no_row_and_every_count_and_the_chain_stay(town: Town, garden: CircleId) -> None:
    closed, open_ = town.propose(garden, BEN), town.propose(garden)
    town.cast(closed, BEN, Choice.YES)
    town.cast(open_, BEN, Choice.NO)
    town.trust(CLEO, BEN)
    town.counted(closed)
    before, name = town.ask(decision_record, about(closed, ANNA)), town.name(BEN, closed.id)
    town.store.run_now(privacy.forget_me, Command(actor=person(BEN), now=closed.closes_at + DAY))
    assert not _rows_with(town, BEN)
    after = town.ask(decision_record, about(closed, ANNA))
    assert before["decisions"][0].pop("people").keys() == {name}
    assert after["decisions"][0].pop("people") == {}
    assert before == after
    assert town.chain_broken_at() is None
    assert len(town.remembered(Event.PERSON_FORGOTTEN)) == 1
    assert town.counted(open_)[1] == 2


def test_a_round_goes_on_without_the_name_of_who_is_forgotten(town: Town, garden: CircleId) -> None:
    number = begun(town, garden, nominee=DAVID)
    do(town, number, CLEO, Object("It costs too much."))
    town.store.run_now(privacy.forget_me, Command(actor=person(CLEO), now=NOW + 2 * DAY))
    assert not _rows_with(town, CLEO)
    item = standing(town, number).item()
    (objection,) = item.objections
    assert objection.by < NOBODIES


@pytest.mark.parametrize("drawn", [False, True])
def test_a_challenge_goes_on_without_the_name_of_who_is_forgotten(town: Town, *, drawn: bool) -> None:
    number = file(town, voted(town, large(town)))
    add_word(town, number, CROWD[0])
    gone = sitting(town, number)[0] if drawn else CROWD[0]
    for member in {gone, BEN}:
        town.store.run_now(privacy.forget_me, Command(actor=person(member), now=DRAWN))
        assert not _rows_with(town, member)
    assert town.chain_broken_at() is None
    for day in range(6):
        town.sweep(DRAWN + day * (DAY + HOUR / 2))
    assert not seen(town, number).running
    town.store.run_now(privacy.server_left, Server(HOME, DRAWN + 9 * DAY))
    town.sweep(DRAWN + 9 * DAY + KEPT)
    assert not _rows_with(town, CROWD[1])


def test_in_another_community_one_stays_known(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, Choice.YES)
    elsewhere = CommunityId(HOME + 1)
    town.store.run_now(privacy.forget_me, Command(actor=person(BEN, elsewhere), now=NOW + HOUR))
    assert _rows_with(town, BEN)
    assert town.counted(trees)[0] == 1


@pytest.mark.usefixtures("trees")
def test_the_guards_are_there_again_afterwards(town: Town) -> None:
    before = _guards(town)
    town.store.run_now(privacy.forget_me, Command(actor=person(BEN), now=NOW + HOUR))
    assert _guards(town) == before


def test_a_community_that_was_left_is_sent_nothing_and_goes_on_when_accord_is_back(town: Town, trees: Decision) -> None:
    town.store.run_now(privacy.server_left, Server(HOME, NOW))
    assert not town.owed(Notice.CARD)
    assert town.store.run_now(privacy.server_back, Server(HOME, NOW + KEPT / 2))
    assert len(town.owed(Notice.CARD)) == 1
    town.sweep(NOW + KEPT + DAY)
    assert town.ask(lambda uow, _: uow.decisions.get(trees.id), None) is not None


def test_a_community_that_was_left_is_erased_when_it_has_been_kept_long_enough(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, Choice.YES)
    town.store.run_now(privacy.server_left, Server(HOME, NOW))
    town.sweep(NOW + KEPT - HOUR)
    assert _rows_with(town, BEN)
    town.sweep(NOW + KEPT)
    left = {table.name for table in metadata.sorted_tables if town._found(select(table.columns.values()[0]))}
    assert left <= {"fact", "answered", "claim"}, "a claim says who saw to a server last, and nothing of it"


@pytest.mark.usefixtures("garden")
def test_what_was_left_while_accord_was_down_is_noticed(town: Town) -> None:
    assert town.ask(privacy.returned_and_left, [HOME]) == ([], [])
    assert town.ask(privacy.returned_and_left, []) == ([], [HOME])
    town.store.run_now(privacy.server_left, Server(HOME, NOW))
    assert town.ask(privacy.returned_and_left, []) == ([], [])
    assert town.ask(privacy.returned_and_left, [HOME]) == ([HOME], [])


def _rows_with(town: Town, member: int) -> list[str]:
    """Return the tables in which a member's id stands, in whatever column."""

    def look(unit: UnitOfWork, _: None) -> list[str]:
        assert isinstance(unit, SqlUnit)
        found = []
        for table in metadata.sorted_tables:
            rows = unit.ledger._connection.execute(select(table)).all()  # type: ignore[attr-defined]
            found += [table.name for row in rows if str(member) in str(tuple(row))]
        return found

    return town.ask(look, None)


def _guards(town: Town) -> set[str]:
    return {name for (name,) in rows(town.store.url, TRIGGERS[KIND])}
