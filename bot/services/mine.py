"""Where one member's votes stand: in one decision, with the delegation that acts there, or in all that are open."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.delegation import Scope
from bot.rules.ids import MemberId
from bot.services.ports import UnitOfWork
from bot.services.proposal import AboutProposal
from bot.services.values import Command, Delegation, Ground
from bot.services.vote import MyVote, ground_of, my_vote


@dataclass(frozen=True, slots=True)
class MyStand:
    """Where a member's own vote stands in a decision, and the delegation by which it goes on, if there is one."""

    mine: MyVote
    acting: Delegation | None


def my_stand(uow: UnitOfWork, command: AboutProposal) -> MyStand:
    """Return where the actor's own vote stands, and by which of their delegations. Raises NoSuchProposal."""
    mine = my_vote(uow, command)
    return MyStand(mine, _acting(uow, ground_of(mine.decision), command))


def my_votes(uow: UnitOfWork, command: Command) -> Sequence[MyVote]:
    """Return where the actor's own vote stands in each open vote that they have one in, first to close first."""
    found = uow.decisions.of(command.actor.community_id, open_only=True)
    asked = [AboutProposal(actor=command.actor, now=command.now, proposal_id=one.id) for one in found]
    stands = [my_vote(uow, one) for one in asked]
    return sorted((one for one in stands if one.eligible), key=lambda one: (one.decision.closes_at, one.decision.id))


def _acting(uow: UnitOfWork, ground: Ground, command: Command) -> Delegation | None:
    """Return the member's narrowest delegation that is in force on a ground (L11)."""
    if ground.alone:
        return None
    narrow_to_wide = (
        (Scope.PROPOSAL, ground.proposal_id),
        (Scope.TOPIC, ground.topic_id),
        (Scope.CIRCLE, ground.circle_id),
        (Scope.COMMUNITY, 0),
    )
    me = MemberId(command.actor.member_id)
    for scope, of in narrow_to_wide:
        given = None if of is None else uow.delegations.live(ground.community_id, me, scope, of, command.now)
        if given is not None:
            return given
    return None
