"""Permission by announcement (governance 6.8): for one action of one person, and every line of its table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from bot.rules.errors import BlankText, NotProposer
from bot.rules.permission import MACHINE, Permission, Phase, Settings
from bot.rules.permission.knobs import knobs
from bot.rules.permission.moves import Announce, Escalate, LetGo, Object, Revoke, Use
from bot.rules.process.errors import NotAsked, NotNow, NotYours, OwnCase
from bot.rules.process.item import Why
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.moves import TimeUp
from bot.rules.process.seats import Joined, Left
from tests.rules.process.company import company
from tests.rules.process.told import Told
from tests.rules.process.walks import (
    ANNA,
    BEN,
    CIRCLE,
    CORA,
    DAN,
    DAY,
    EVE,
    HOUR,
    NOW,
    Wish,
    by_chance,
    stateful,
    untaken,
)


def draft(**changes: Any) -> Permission:
    """Return what Anna wants to do in the domain of Ben and Cora; Dan leads the role whose money it is."""
    fields: dict[str, Any] = {"members": CIRCLE, "holders": frozenset({ANNA, BEN, CORA}), "lead": DAN}
    return Permission(
        proposer=ANNA, facilitator=BEN, texts=("I paint the shed.",), since=NOW, seat_since=NOW, **(fields | changes)
    )


def announced(total: str = "", **changes: Any) -> Told[Permission]:
    told = Told(MACHINE, draft(**changes))
    told.do(Announce(total), ANNA)
    return told


@dataclass
class PermissionWorld:
    """Permissions, half of them to spend money."""

    machine = MACHINE

    def start(self, chance: Random) -> Permission:
        holders = chance.choice((frozenset({BEN}), frozenset({BEN, CORA}), frozenset({ANNA, BEN, CORA, EVE})))
        settings = Settings(wait=chance.choice((6 * HOUR, 72 * HOUR)))
        return draft(settings=settings, holders=holders, lead=chance.choice((DAN, DAN, ANNA, None)))

    def wishes(self, item: Permission) -> Iterator[Wish]:
        yield from company(item, MACHINE)
        if item.phase is Phase.DRAFT:
            yield Announce(), item.proposer
            yield Announce("90 euros"), item.proposer
        yield from ((Object("Not in the rain."), member) for member in sorted(item.holders))
        yield Object(""), BEN
        yield from 2 * [(Escalate("That is half of the year."), member) for member in sorted(item.members)]
        yield from 2 * [(LetGo(), member) for member in sorted(item.members)]
        if item.phase is Phase.ESCALATED:
            yield from 9 * [(LetGo(), member) for member in (item.against, DAN)]
        yield Revoke("We are out of money."), DAN
        yield Revoke("We are out of money."), ANNA
        yield Use("It is green."), item.proposer

    def check(self, before: Permission, step: Step[Permission], _: Sequence[tuple[Move, Turn]]) -> None:
        after, move, by = step.after, step.move, step.turn.by
        assert before.phase not in MACHINE.ends
        assert (after.texts, after.proposer) == (before.texts, before.proposer)
        if before.phase is not Phase.DRAFT:
            assert (after.holders, after.sum, after.due) == (before.holders, before.sum, before.due)
        assert ANNA not in after.holders or after.phase is Phase.DRAFT
        if after.phase is Phase.PERMITTED:
            assert after.due is not None
            assert step.turn.at >= after.due
            assert after.against is None
            if before.phase is not Phase.PERMITTED:
                assert isinstance(move, TimeUp | LetGo)
                assert 2 * len(after.gone) < len(after.holders)
        if after.phase is Phase.USED:
            assert before.phase is Phase.PERMITTED
            assert by == ANNA
        if after.phase is Phase.BLOCKED:
            assert by in before.holders & before.members
            assert after.reason
        if after.phase in {Phase.ESCALATED, Phase.REVOKED}:
            assert after.spends
            assert after.reason
            assert after.against is not None
        if before.phase is Phase.ESCALATED and after.phase in {Phase.ANNOUNCED, Phase.PERMITTED}:
            assert by in {before.against, before.lead} - {ANNA}
        if after.phase not in MACHINE.ends:
            assert ANNA in after.members


def test_every_line_of_the_table_is_walked_to_each_of_its_targets() -> None:
    taken: Counter[tuple[str, str, str]] = Counter()
    for seed in (1, 2, 3):
        taken += by_chance(PermissionWorld(), seed, walks=300)
    assert untaken(MACHINE, taken) == []


TestPermission = stateful(PermissionWorld).TestCase


def test_silence_of_the_holders_permits_and_the_permission_is_used_up_once() -> None:
    told = announced()
    with pytest.raises(NotNow):
        told.do(Use("It is green."), ANNA)
    assert told.wait(72 * HOUR).phase is Phase.PERMITTED
    with pytest.raises(NotProposer):
        told.do(Use("It is green."), EVE)
    with pytest.raises(BlankText):
        told.do(Use(""), ANNA)
    assert told.do(Use("It is green."), ANNA).phase is Phase.USED
    with pytest.raises(NotNow):
        told.do(Use("The fence too."), ANNA)


def test_what_is_not_used_in_time_expires() -> None:
    told = announced()
    told.wait(72 * HOUR + 30 * DAY - timedelta(seconds=1))
    assert told.item.phase is Phase.PERMITTED
    assert told.wait(timedelta(seconds=1)).phase is Phase.EXPIRED


def test_one_holder_blocks_with_a_reason_and_others_do_not() -> None:
    told = announced()
    refused = ((Object("Why?"), DAN, NotAsked), (Object("No."), ANNA, NotAsked), (Object(" "), BEN, BlankText))
    for move, by, error in refused:
        with pytest.raises(error):
            told.do(move, by)
    assert told.item.phase is Phase.ANNOUNCED
    assert told.do(Object("The paint is poison."), CORA).phase is Phase.BLOCKED


def test_an_objection_at_the_deadline_is_too_late() -> None:
    told = announced()
    told.now += 72 * HOUR
    with pytest.raises(NotNow):
        told.do(Object("The paint is poison."), CORA)


def test_who_holds_the_domain_alone_asks_nobody() -> None:
    with pytest.raises(OwnCase):
        announced(holders=frozenset({ANNA}))
    with pytest.raises(OwnCase):
        announced(holders=frozenset({ANNA, BEN}), members=CIRCLE - {BEN})


def test_to_remove_the_holders_does_not_permit() -> None:
    told = announced()
    told.do(Left(CORA))
    told.do(Joined(CORA))
    with pytest.raises(NotAsked):
        told.do(Object("I am back."), CORA)
    assert told.wait(72 * HOUR).phase is Phase.STALLED


def test_a_permission_goes_with_the_announcer() -> None:
    told = announced()
    told.wait(72 * HOUR)
    told.do(Left(ANNA))
    assert (told.item.phase, told.item.why) == (Phase.WITHDRAWN, Why.NO_PROPOSER)


def test_only_what_costs_money_can_be_escalated_or_revoked() -> None:
    told = announced()
    with pytest.raises(NotYours):
        told.do(Escalate("Ask Dan."), EVE)
    told.wait(72 * HOUR)
    with pytest.raises(NotYours):
        told.do(Revoke("We are out of money."), DAN)


def test_anybody_who_was_told_escalates_a_spending_but_not_its_announcer() -> None:
    told = announced("90 euros")
    with pytest.raises(OwnCase):
        told.do(Escalate("Ask Dan."), ANNA)
    with pytest.raises(BlankText):
        told.do(Escalate(""), EVE)
    assert told.do(Escalate("That is half of the year."), EVE).phase is Phase.ESCALATED
    assert told.wait(7 * DAY).phase is Phase.EXPIRED


@pytest.mark.parametrize("by", [EVE, DAN])
def test_an_escalation_is_let_go_by_who_escalated_or_the_lead(by: int) -> None:
    told = announced("90 euros")
    told.wait(HOUR)
    told.do(Escalate("That is half of the year."), EVE)
    for other in (ANNA, BEN):
        with pytest.raises(NotYours):
            told.do(LetGo(), other)
    told.wait(HOUR)
    told.do(LetGo(), by)
    assert (told.item.phase, told.item.ends) == (Phase.ANNOUNCED, NOW + 72 * HOUR)


def test_what_is_let_go_after_the_time_to_object_is_permitted_at_once() -> None:
    told = announced("90 euros")
    told.do(Escalate("That is half of the year."), EVE)
    told.wait(80 * HOUR)
    assert told.do(LetGo(), DAN).phase is Phase.PERMITTED


def test_a_lead_does_not_let_go_or_revoke_their_own_spending() -> None:
    told = announced("90 euros", lead=ANNA)
    told.do(Escalate("That is half of the year."), EVE)
    with pytest.raises(OwnCase):
        told.do(LetGo(), ANNA)
    told.do(LetGo(), EVE)
    told.wait(72 * HOUR)
    with pytest.raises(OwnCase):
        told.do(Revoke("Never mind."), ANNA)


def test_an_escalation_stays_when_who_escalated_is_removed() -> None:
    told = announced("90 euros")
    told.do(Escalate("That is half of the year."), EVE)
    assert told.do(Left(EVE)).phase is Phase.ESCALATED
    told.do(Left(DAN))
    told.do(Joined(DAN))
    with pytest.raises(NotYours):
        told.do(LetGo(), DAN)
    assert told.ring().phase is Phase.EXPIRED


def test_the_lead_revokes_what_is_not_spent_yet_with_a_reason() -> None:
    told = announced("90 euros")
    told.wait(72 * HOUR)
    with pytest.raises(NotYours):
        told.do(Revoke("We are out of money."), BEN)
    with pytest.raises(BlankText):
        told.do(Revoke(""), DAN)
    assert told.do(Revoke("We are out of money."), DAN).phase is Phase.REVOKED


def test_the_knobs_say_that_silence_permits() -> None:
    assert "permission" in knobs(Settings())["K2 silence at the deadline"]
    assert len(knobs(Settings())) == 13
