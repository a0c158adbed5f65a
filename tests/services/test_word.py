"""Words for a sealed lot: who may add one and until when, and what is drawn, published or void in the end."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.rules.decision import Decision, PollResult
from bot.rules.errors import (
    BlankText,
    NoLot,
    NoSuchProposal,
    NotOnRoll,
    OptionTwice,
    TextTooLong,
    VoteClosed,
    VoteNotBegun,
)
from bot.rules.ids import CircleId, MemberId
from bot.rules.lot import Drawing, Void, commitment, reveals
from bot.rules.majority import FixedQuorum, Outcome
from bot.rules.poll import NONE_OF_THESE, PollRules, TieRule
from bot.rules.record import sealed
from bot.services import poll, word
from bot.services.values import Event
from tests.databases import without_guards
from tests.services.test_polls import BREADS, approve, choose, nominate
from tests.store.world import ANNA, BEN, CLEO, DAY, HOUR, MEMBERS, NOW
from tests.town import ABROAD, FAY, Town, about, person

LOT = PollRules("approval", ties=TieRule.LOT)


@pytest.fixture
def kitchen(town: Town) -> CircleId:
    """A circle of five without a quorum."""
    return town.found(quorum=FixedQuorum(1))


@pytest.fixture
def tied(town: Town, kitchen: CircleId) -> Decision:
    """A choice in which two breads are level, and a lot is to decide."""
    decision = choose(town, kitchen, LOT)
    approve(town, decision, BEN, 1, 2)
    return decision


def add(
    town: Town, decision: Decision, member: MemberId, text: str, now: object = NOW, key: str | None = None
) -> word.WordAdded:
    actor = person(member)
    wish = word.AddWord(actor=actor, now=now, key=key, proposal_id=decision.id, text=text)  # type: ignore[arg-type]
    return town.store.run_now(word.add_word, wish)


def counted(town: Town, decision: Decision, after: timedelta = HOUR) -> tuple[PollResult, Drawing]:
    """Count so long after the deadline, and return the result with the lot as it is published."""
    town.sweep(town.seen(decision).closes_at + after)
    result = town.seen(decision).result
    found = town.store.read_now(poll.how_counted, about(decision, FAY))
    assert isinstance(result, PollResult)
    assert found.drawing
    return result, found.drawing


def tamper(town: Town, statement: str) -> None:
    """Change the database by another hand, which has taken the guards away before."""
    assert town.store._writer
    with town.store._writer.begin() as connection:
        without_guards(connection, "poll_frozen", "poll_sealed")
        connection.exec_driver_sql(statement)


def test_a_lot_is_sealed_with_its_pool_before_anybody_can_add_a_word(town: Town, tied: Decision) -> None:
    rules = tied.rules.poll
    assert rules
    assert rules.pool == BREADS
    secret = town.store.read_now(lambda unit, _: unit.polls.secret(tied.id), None)
    assert reveals(bytes.fromhex(secret), BREADS, rules.commitment)
    assert rules.commitment in town.remembered(Event.LOT_SEALED)[0]
    assert secret not in "".join(town.remembered(Event.LOT_SEALED) + town.remembered(Event.PROPOSAL_OPENED))


def test_the_last_word_of_each_member_goes_into_the_draw(town: Town, tied: Decision) -> None:
    assert not add(town, tied, BEN, "first").changed
    assert add(town, tied, BEN, "zebra").changed
    assert add(town, tied, CLEO, "  Ofen \u200bheiß ").text == "Ofen heiß"
    assert town.store.read_now(word.my_word, about(tied, BEN)).text == "zebra"
    assert town.store.read_now(word.my_word, about(tied, ANNA)).text == ""
    result, drawing = counted(town, tied)
    assert sorted(drawing.words) == ["Ofen heiß", "zebra"]
    assert drawing.void is None
    assert result.winners == (next(option for option in drawing.order if option in {2, 3}),)
    assert len(town.remembered(Event.WORD_ADDED)) == 3
    assert town.chain_broken_at() is None


def test_other_words_draw_another_order(town: Town, tied: Decision) -> None:
    drawing = counted(town, tied)[1]
    orders = {replace(drawing, words=(str(number),)).order for number in range(50)}
    assert len(orders) == 6


def test_a_repeated_word_is_added_once(town: Town, tied: Decision) -> None:
    assert add(town, tied, BEN, "oven", key="7") == add(town, tied, BEN, "oven", key="7")
    assert len(town.remembered(Event.WORD_ADDED)) == 1


def test_what_nobody_may_add(town: Town, kitchen: CircleId, tied: Decision) -> None:
    with pytest.raises(NotOnRoll):
        add(town, tied, FAY, "outside")
    town.leave(kitchen, CLEO)
    with pytest.raises(NotOnRoll):
        add(town, tied, CLEO, "left")
    with pytest.raises(VoteClosed):
        add(town, tied, BEN, "late", tied.closes_at)
    with pytest.raises(BlankText):
        add(town, tied, BEN, " \n ")
    with pytest.raises(TextTooLong):
        add(town, tied, BEN, "x" * 81)
    for without in (choose(town, kitchen, PollRules("approval")), town.propose(kitchen)):
        with pytest.raises(NoLot):
            add(town, without, BEN, "none")
    wish = word.AddWord(actor=person(BEN, ABROAD), now=NOW, proposal_id=tied.id, text="abroad")
    with pytest.raises(NoSuchProposal):
        town.store.run_now(word.add_word, wish)
    assert town.remembered(Event.WORD_ADDED) == []


def test_the_moment_before_the_deadline_is_in_time_however_late_the_count(town: Town, tied: Decision) -> None:
    add(town, tied, BEN, "just so", tied.closes_at - timedelta(microseconds=1))
    assert counted(town, tied)[1].words == ("just so",)


def test_after_nominations_the_whole_list_is_sealed_before_words_are_taken(town: Town, kitchen: CircleId) -> None:
    rules = PollRules("schulze", ties=TieRule.LOT, nominations_until=NOW + DAY)
    decision = choose(town, kitchen, rules, ("Rye",))
    assert town.remembered(Event.LOT_SEALED) == []
    nominate(town, decision, CLEO, "Brioche")
    with pytest.raises(OptionTwice):
        nominate(town, decision, CLEO, NONE_OF_THESE.lower())
    for moment in (NOW, NOW + DAY + HOUR):  # the second: the list is complete, and not sealed yet
        with pytest.raises(VoteNotBegun):
            add(town, decision, BEN, "early", moment)
    town.sweep(NOW + DAY + HOUR)
    sealed = town.seen(decision).rules.poll
    assert sealed
    assert sealed.pool == ("Rye", "Brioche", NONE_OF_THESE)
    add(town, decision, BEN, "now", NOW + DAY + HOUR)


def test_a_list_that_was_not_sealed_before_the_end_draws_nothing(town: Town, kitchen: CircleId) -> None:
    rules = PollRules("lot", nominations_until=NOW + DAY)
    decision = choose(town, kitchen, rules, BREADS)
    result, drawing = counted(town, decision)
    assert (drawing.void, drawing.order) == (Void.UNSEALED, ())
    assert result.winners == ()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE poll SET secret = ''", Void.MISSING),
        (f"UPDATE poll SET secret = '{'ab' * 32}'", Void.UNFITTING),
        ("""UPDATE poll SET pool = '["Rye","Brioche","Cake"]'""", Void.UNFITTING),
        (f"UPDATE poll SET commitment = '{commitment(bytes(32), BREADS)}'", Void.UNFITTING),
    ],
)
def test_a_secret_that_is_missing_or_does_not_fit_voids_the_draw_and_nothing_takes_its_place(
    town: Town, tied: Decision, statement: str, why: Void
) -> None:
    tamper(town, statement)
    result, drawing = counted(town, tied)
    assert drawing.void is why
    assert (result.outcome, result.winners) == (Outcome.DRAW_VOID, ())
    assert f'"void":"{why.value}"' in town.remembered(Event.DECISION_COUNTED)[0]


def test_a_secret_that_comes_more_than_an_hour_late_voids_the_draw(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("lot"))
    for member in MEMBERS:
        approve(town, decision, member, 0, 1, 2)
    result, drawing = counted(town, decision, HOUR + timedelta(seconds=1))
    assert drawing.void is Void.LATE
    assert (result.outcome, result.winners) == (Outcome.DRAW_VOID, ())


def test_a_void_draw_on_which_nothing_hung_leaves_the_result(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, LOT)
    approve(town, decision, BEN, 1)
    result, drawing = counted(town, decision, 2 * HOUR)
    assert drawing.void is Void.LATE
    assert (result.outcome, result.winners) == (Outcome.ADOPTED, (2,))


def test_the_lot_seats_those_drawn_first(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("lot", seats=2))
    for member in MEMBERS:
        approve(town, decision, member, 0, 1, 2)
        add(town, decision, member, "same")
    result, drawing = counted(town, decision)
    assert drawing.words == ("same",) * 5
    assert (result.outcome, result.winners) == (Outcome.ADOPTED, drawing.order[:2])


def test_a_lot_says_nothing_of_its_secret_or_words_while_the_vote_runs(town: Town, tied: Decision) -> None:
    add(town, tied, BEN, "hidden")
    found = town.store.read_now(poll.how_counted, about(tied, BEN))
    assert (found.count, found.drawing) == (None, None)


def test_the_database_counts_a_poll_once(town: Town, tied: Decision) -> None:
    counted(town, tied)
    count = town.store.read_now(poll.how_counted, about(tied, BEN)).count
    assert count
    with pytest.raises(IntegrityError, match="counted"):
        town.store.run_now(lambda unit, _: unit.polls.record(tied.id, count, NOW), None)


def test_a_word_stands_in_the_ledger_sealed_by_its_writers_key_alone(town: Town, tied: Decision) -> None:
    add(town, tied, BEN, "zebra")
    (payload,) = town.remembered(Event.WORD_ADDED)
    key = town.store.read_now(lambda unit, _: unit.persons.key(tied.community_id, BEN), None)
    assert key
    assert "zebra" not in payload
    assert json.loads(payload)["word"] == sealed(key, str(tied.id), "zebra")
