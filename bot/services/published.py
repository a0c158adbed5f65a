"""Who voted how, where a vote was opened so that its ballots are published with names; what was voted in secret."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.rules.ballot import Marks
from bot.rules.decision import Choice, Decision
from bot.rules.electorate import weigh
from bot.rules.ids import MemberId
from bot.rules.paper import Paper
from bot.rules.poll import Option
from bot.rules.record.errors import NamesWithheld, NothingCounted
from bot.rules.secrecy import Secrecy
from bot.services.export import COUNTED
from bot.services.ports import UnitOfWork
from bot.services.proposal import AboutProposal, known


@dataclass(frozen=True, slots=True)
class NamedBallot:
    """What somebody voted, and for how many, themselves included; before any cap."""

    member_id: MemberId
    said: Choice | Marks = field(repr=False)
    weight: int


@dataclass(frozen=True, slots=True)
class Published:
    """The ballots of a vote that was counted, the heaviest first, and its papers, which nobody knows the voters of."""

    decision: Decision
    options: Sequence[Option]
    ballots: Sequence[NamedBallot]
    papers: Sequence[Paper] = ()


def published(uow: UnitOfWork, command: AboutProposal) -> Published:
    """Return who voted how, or what was voted in secret. Raises NoSuchProposal, NothingCounted or NamesWithheld.

    Ballots of people who had left by the close did not count, and are left out.
    """
    decision = known(uow, command.actor, command.proposal_id)
    if decision.state not in COUNTED:
        raise NothingCounted(decision.title, decision.closes_at)
    if decision.rules.secrecy is Secrecy.PSEUDONYMOUS:
        raise NamesWithheld(decision.title)
    electorate = uow.electorates.at(decision, decision.closes_at)
    weights = dict(zip(electorate.voters.tolist(), weigh(electorate).weights.tolist(), strict=True))
    named = [
        NamedBallot(kept.member_id, kept.said, weights[kept.member_id])
        for kept in uow.ballots.kept(decision.id)
        if weights.get(kept.member_id)
    ]
    ballots = sorted(named, key=lambda one: (-one.weight, one.member_id))
    papers = uow.papers.all(decision.id) if decision.rules.secrecy is Secrecy.SECRET else ()
    return Published(decision, uow.polls.options(decision.id), ballots, papers)
