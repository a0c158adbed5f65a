"""Letters as the tests write, wish and bring them."""

from datetime import datetime

from bot.rules.ids import CommunityId, DelegationId, LetterId, MemberId, ProposalId
from bot.rules.reach import Quiet, ReminderChoice
from bot.services.inbox import Inbox, Look, inbox
from bot.services.letter import write
from bot.services.ports import UnitOfWork
from bot.services.values import Letter, LetterKind, Preference
from tests.store.world import HOME, NOW, ask, do
from tests.town import Town


def wish(
    town: Town,
    member: MemberId,
    choice: ReminderChoice | None = None,
    *,
    invited: bool = False,
    closed: bool = False,
    quiet: Quiet | None = None,
) -> None:
    """Have a member be addressed so."""
    kept = Preference(member, choice, NOW if invited else None, NOW if closed else None, quiet)
    do(town.store, lambda unit: unit.preferences.put(kept))


def send(
    town: Town,
    member: MemberId,
    kind: LetterKind,
    proposal_id: ProposalId | None = None,
    delegation_id: DelegationId | None = None,
    at: datetime = NOW,
    community_id: CommunityId = HOME,
) -> None:
    """Write a letter."""
    one = Letter(LetterId(0), community_id, member, kind, at, proposal_id, delegation_id)
    do(town.store, lambda unit: write(unit, [one], at))


def unread(town: Town, member: MemberId) -> list[LetterKind]:
    return [one.kind for one in ask(town.store, lambda unit: unit.letters.waiting(member))]


def read(town: Town, member: MemberId, now: datetime) -> Inbox:
    """Return what a member has to read."""
    return ask(town.store, lambda unit: inbox(unit, Look(member, HOME, now)))


def given(town: Town, member: MemberId, now: datetime = NOW) -> DelegationId:
    """Return the first delegation that a member has given."""

    def find(unit: UnitOfWork) -> DelegationId:
        return unit.delegations.of(HOME, member, now)[0].id

    return ask(town.store, find)
