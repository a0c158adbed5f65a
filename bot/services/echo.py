"""What a ballot sets going for those whose vote it carries: they hear how it was cast, and can vote differently.

A ballot leaves an echo in its own transaction, one row whoever follows. A minute later everybody is told at once,
decision by decision, from one weighing of the roll. Where a ballot carries more people than Discord would let a bot
write to, the thread says so once, and each finds the rest under "My vote".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.cap import cap_of
from bot.rules.columns import Ids
from bot.rules.decision import Decision, State
from bot.rules.electorate import Electorate, Weighed, followers, weigh, with_ballots
from bot.rules.ids import LetterId, MemberId, ProposalId
from bot.services.letter import write
from bot.services.ports import UnitOfWork
from bot.services.values import Letter, LetterKind, Notice, Owed, Sweep

BEAT = timedelta(minutes=1)
"""How long a ballot waits for further changes before others hear of it."""

MOST = 200
"""People who are told one by one of the same ballot."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who follows the ballots that echo in a decision, and the weight of every ballot beyond the cap.

    `behind` are the followers of each ballot that echoes, `capped` those of each `heavy` one.
    """

    behind: Mapping[MemberId, Sequence[MemberId]]
    heavy: Mapping[MemberId, int]
    cap: int
    capped: Mapping[MemberId, Sequence[MemberId]]


NOTHING = Heard({}, {}, 0, {})
"""No ballot concerns anybody."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Those who are to hear of ballots in a decision."""

    proposal_id: ProposalId
    heard: Heard
    now: datetime
    key: str | None = None


def echo(uow: UnitOfWork, decision: Decision, voter_id: MemberId, now: datetime) -> None:
    """Leave an echo of a ballot that was cast, changed or taken back, if it may carry anybody."""
    if now < decision.closes_at and uow.delegations.carries(decision.community_id, voter_id, now):
        uow.echoes.put(decision.id, voter_id, now + BEAT)


def due(uow: UnitOfWork, sweep: Sweep) -> list[ProposalId]:
    """Return the decisions in which an echo is due."""
    return [*uow.echoes.due(sweep.now, sweep.community_id)]


def heard(uow: UnitOfWork, asked: tuple[ProposalId, datetime]) -> Heard:
    """Return whom the ballots concern that echo in a decision; reads the whole roll."""
    proposal_id, now = asked
    decision = uow.decisions.get(proposal_id)
    if decision is None or decision.state is not State.OPEN or now >= decision.closes_at:
        return NOTHING
    voters = uow.echoes.of(proposal_id, now)
    return hearing(decision, uow.electorates.at(decision, now), voters)


def hearing(decision: Decision, electorate: Electorate, voters: Sequence[MemberId]) -> Heard:
    """Return who follows some voters, who may have taken their ballot back by now, and every ballot beyond the cap."""
    found = weigh(electorate)
    cap = cap_of(len(found.eligible), decision.rules.liquid.cap) if decision.rules.liquid else 0
    heavy = _heavy(electorate, found, cap) if cap else {}
    behind = followers(weigh(with_ballots(electorate, voters)), voters)
    return Heard(_people(behind), heavy, cap, _people(followers(found, [*heavy])))


def tell(uow: UnitOfWork, command: Tell) -> None:
    """Write to those whom ballots concern, each once, and let the echoes fade."""
    decision = uow.decisions.get(command.proposal_id)
    uow.echoes.fade(command.proposal_id, command.now)
    if decision is None:
        return
    for followed in command.heard.behind.values():
        if len(followed) > MOST:
            _tell_of_many(uow, decision, command.now)
        else:
            letters(uow, decision, LetterKind.CARRIED, followed, command.now)
    weighed(uow, decision, command.heard, command.now)


def weighed(uow: UnitOfWork, decision: Decision, found: Heard, now: datetime) -> None:
    """Remember which ballots weigh more than the cap, and warn those whose vote counts in part for that, once."""
    uow.echoes.weigh(decision.id, found.heavy, found.cap)
    told = uow.letters.told(decision.id, LetterKind.CAPPED)
    for followed in found.capped.values():
        if len(followed) <= MOST:
            letters(uow, decision, LetterKind.CAPPED, [one for one in followed if one not in told], now)


def letters(uow: UnitOfWork, decision: Decision, kind: LetterKind, to: Iterable[MemberId], now: datetime) -> None:
    """Write to members about a decision."""
    write(uow, [Letter(LetterId(0), decision.community_id, one, kind, now, decision.id) for one in to], now)


def _tell_of_many(uow: UnitOfWork, decision: Decision, now: datetime) -> None:
    """Say in the thread, once in a decision, that somebody has voted who carries many."""
    if not uow.outbox.owed(Notice.MANY, decision.id):
        uow.outbox.owe(Owed(Notice.MANY, decision.community_id, decision.id), now)


def _heavy(electorate: Electorate, weighed: Weighed, cap: int) -> dict[MemberId, int]:
    heavy = weighed.weights > cap
    found = zip(electorate.voters[heavy].tolist(), weighed.weights[heavy].tolist(), strict=True)
    return {MemberId(voter): weight for voter, weight in found}


def _people(behind: Mapping[int, Ids]) -> dict[MemberId, Sequence[MemberId]]:
    return {MemberId(voter): [MemberId(one) for one in people.tolist()] for voter, people in behind.items()}
