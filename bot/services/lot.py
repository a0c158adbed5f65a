"""The sealed lot of a poll: bound once its list is complete, and opened when the vote is over (governance 10.2)."""

from datetime import datetime

from bot.rules.decision import Decision
from bot.rules.ids import ProposalId
from bot.rules.lot import Drawing, commitment
from bot.rules.poll import TieRule
from bot.services.ports import UnitOfWork
from bot.services.values import Event


def seal(uow: UnitOfWork, decision: Decision, now: datetime) -> None:
    """Bind the secret and the list of options, which is complete from now on, before anybody can add a word.

    After the deadline it is too late: nobody could have seen the fingerprint, and the draw is void.
    """
    rules = decision.rules.poll
    if rules is None or rules.ties is not TieRule.LOT or rules.commitment or now >= decision.closes_at:
        return
    pool = _listed(uow, decision.id)
    published = commitment(bytes.fromhex(uow.polls.secret(decision.id)), pool)
    uow.polls.seal(decision.id, pool, published)
    payload = {"proposal": decision.id, "commitment": published, "pool": pool}
    uow.ledger.append(decision.community_id, Event.LOT_SEALED, payload, actor_id=None, now=now)


def drawing(uow: UnitOfWork, decision: Decision, revealed_at: datetime) -> Drawing | None:
    """Return the lot of a poll whose vote is over, None where none was sealed; its secret is published at that moment.

    Reads only. It is the caller's part to ask for it no sooner than the words can change no more.
    """
    rules = decision.rules.poll
    if rules is None or rules.ties is not TieRule.LOT:
        return None
    return Drawing(
        commitment=rules.commitment,
        bound=rules.pool,
        pool=_listed(uow, decision.id),
        secret=uow.polls.secret(decision.id),
        words=tuple(uow.words.all(decision.id)),
        deadline=decision.closes_at,
        revealed_at=revealed_at,
    )


def _listed(uow: UnitOfWork, proposal_id: ProposalId) -> tuple[str, ...]:
    return tuple(option.text for option in uow.polls.options(proposal_id))
