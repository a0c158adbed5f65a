"""Letters in either database: kept once while they are unread, brought when they are due, read once."""

from bot.rules.ids import LetterId, MemberId, ProposalId
from bot.services.ports import UnitOfWork
from bot.services.values import Letter, LetterKind
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, DAY, HOME, HOUR, NOW, ask, do


def write(store: Store, proposal_id: ProposalId, *members: MemberId, kind: LetterKind = LetterKind.LOST) -> None:
    told = [Letter(LetterId(0), HOME, one, kind, NOW, proposal_id) for one in members]
    do(store, lambda unit: unit.letters.add(told, NOW + HOUR))


def numbers(store: Store, member: MemberId) -> list[int]:
    return [one.id for one in ask(store, lambda unit: unit.letters.waiting(member, HOME))]


def test_nobody_has_two_unread_ones_of_a_kind_about_the_same(store: Store, proposal_id: ProposalId) -> None:
    write(store, proposal_id, ANNA, ANNA, BEN)
    write(store, proposal_id, ANNA)
    write(store, proposal_id, ANNA, kind=LetterKind.CAPPED)
    [first, second] = numbers(store, ANNA)
    do(store, lambda unit: unit.letters.read([LetterId(first)], NOW))
    write(store, proposal_id, ANNA)
    assert len(numbers(store, ANNA)) == 2
    assert second in numbers(store, ANNA)
    do(store, lambda unit: unit.letters.add([], NOW))


def test_a_letter_is_due_until_it_was_brought_or_read(store: Store, proposal_id: ProposalId) -> None:
    write(store, proposal_id, ANNA, BEN)
    due = [ask(store, lambda unit, at=at: len(unit.letters.due(at, 9))) for at in (NOW, NOW + HOUR)]  # type: ignore[misc]
    assert due == [0, 2]
    assert ask(store, lambda unit: unit.letters.next_due()) == NOW + HOUR
    [annas], [bens] = numbers(store, ANNA), numbers(store, BEN)

    def later(unit: UnitOfWork) -> None:
        unit.letters.rest([LetterId(annas)], None)
        unit.letters.rest([LetterId(bens)], NOW + DAY)
        unit.letters.rest([], None)

    do(store, later)
    assert ask(store, lambda unit: unit.letters.next_due()) == NOW + DAY
    do(store, lambda unit: unit.letters.again(ANNA, HOME, NOW))
    assert [one.member_id for one in ask(store, lambda unit: unit.letters.due(NOW + DAY, 1))] == [ANNA]
    do(store, lambda unit: unit.letters.read([LetterId(annas), LetterId(bens)], NOW))
    assert ask(store, lambda unit: unit.letters.next_due()) is None
    assert ask(store, lambda unit: unit.letters.unread([ANNA, BEN], HOME)) == frozenset()


def test_old_letters_are_forgotten(store: Store, proposal_id: ProposalId) -> None:
    write(store, proposal_id, ANNA)
    for moment, left in ((NOW, 1), (NOW + HOUR, 0)):
        do(store, lambda unit, at=moment: unit.letters.forget_before(at))  # type: ignore[misc]
        assert len(numbers(store, ANNA)) == left
