"""Ballots: cast, changed, withdrawn, and seen by nobody but the one who cast them until the count."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from bot.rules.ballot import Marks
from bot.rules.cap import part
from bot.rules.chain import Chain, ChainEnd
from bot.rules.decision import Choice, Decision, check_open
from bot.rules.errors import NoBallot, NotOnRoll, OtherBallot, VoteNotBegun
from bot.rules.ids import MemberId, ProposalId
from bot.rules.paper import Stub
from bot.rules.poll import Option, check_begun, has_options, method_of
from bot.rules.reason import check_reason, has_vetoes
from bot.rules.record import code_of
from bot.rules.secrecy import Secrecy
from bot.rules.secrecy.errors import NobodySpeaks
from bot.services.chain import follow
from bot.services.echo import echo
from bot.services.override import check_right
from bot.services.ports import UnitOfWork
from bot.services.proposal import AboutProposal, known, remember
from bot.services.record import sealed_ballot, voter_sealed
from bot.services.values import Command, Event, Ground, KeptBallot, Notice, OverrideRight, Owed

CARD_BEAT = timedelta(seconds=30)
"""How long new ballots wait before the card says how many are in: edits of messages are rationed."""


WHOLE = Fraction(1)
"""All of a vote counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CastBallot(Command):
    """Vote, or vote differently; a veto has its `reason`."""

    proposal_id: ProposalId
    choice: Choice
    reason: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a ballot was received: the first eight digits of its ledger row's hash.

    `veto` says that it is one, `secret` that its voter can ask for its stub until the close, and `carries` that others
    follow the voter, for whom it speaks only where it is cast in the open.
    """

    code: str
    title: str
    closes_at: datetime
    changed: bool
    veto: bool = False
    secret: bool = False
    carries: bool = False


@dataclass(frozen=True, slots=True)
class MyVote:
    """Where a member's own vote stands: their ballot with its reason, or the chain of people it goes through.

    `theirs` is the ballot cast with it by the last of them (L14), of which `share` counts (7.7); a `right` says that
    the member may still vote themselves. In a secret vote they see ballot and `stub` until it closes, and `carries`
    says that others follow them, for whom they can speak in the open.
    """

    decision: Decision
    eligible: bool
    ballot: Choice | Marks | None = field(repr=False)
    chain: Chain
    options: Sequence[Option] = ()
    reason: str | None = field(default=None, repr=False)
    theirs: Choice | Marks | None = field(default=None, repr=False)
    share: Fraction = WHOLE
    right: OverrideRight | None = None
    stub: Stub | None = field(default=None, repr=False)
    carries: bool = False

    @property
    def in_the_open(self) -> bool:
        """Whether their ballot in a secret vote is published with their name, and speaks for others."""
        secret = self.decision.rules.secrecy is Secrecy.SECRET
        return secret and self.ballot is not None and self.stub is None


def cast_ballot(uow: UnitOfWork, command: CastBallot) -> Receipt:
    """Cast or change the actor's one ballot; the last before the deadline counts (governance KI3, KI4).

    Raises what `votable` and `check_reason` raise, or OtherBallot where options are voted on.
    """
    decision = votable(uow, command, command.proposal_id)
    rules = decision.rules.poll
    if rules is not None and has_options(method_of(rules)):
        raise OtherBallot
    reason = check_reason(rules, command.choice, command.reason)
    return keep_ballot(uow, decision, command, command.choice, reason)


def keep_ballot(
    uow: UnitOfWork,
    decision: Decision,
    command: Command,
    ballot: Choice | Marks,
    reason: str | None = None,
    *,
    openly: bool = False,
) -> Receipt:
    """Put a ballot in the place of the one before, if there was one, and return its receipt.

    In a secret vote it is locked, unless it is cast `openly`.
    """
    me = command.actor.member_id
    in_secret = decision.rules.secrecy is Secrecy.SECRET
    heard = uow.ballots.get(decision.id, me) is not None
    changed = heard or (in_secret and uow.ballots.has(decision.id, me))
    secret = in_secret and not openly
    put = _put_secret if secret else _put
    facts = put(uow, decision, KeptBallot(me, ballot, reason, uow.salt(), command.now))
    line = remember(uow, Event.BALLOT_CAST, decision, command, within=decision.id, **facts)
    if not changed:
        owe_card_update(uow, decision, command.now)
    if heard or not secret:
        echo(uow, decision, me, command.now)
    veto = has_vetoes(decision.rules.poll) and ballot is Choice.NO
    until = _until(uow, decision, command)
    carries = secret and _carries(uow, decision, command)
    return Receipt(code_of(line), decision.title, until, changed=changed, veto=veto, secret=secret, carries=carries)


def _carries(uow: UnitOfWork, decision: Decision, command: Command) -> bool:
    """Whether others follow the actor in a secret vote in which they can speak for them."""
    asked = decision.rules.secrecy is Secrecy.SECRET and not decision.rules.alone
    return asked and uow.delegations.carries(decision.community_id, command.actor.member_id, command.now)


def speak(uow: UnitOfWork, command: AboutProposal) -> Receipt:
    """Cast one's secret ballot in the open: it is published with one's name, and speaks for those who follow one.

    Voting anew takes it back into secrecy. Raises what `votable` raises, NobodySpeaks or NoBallot.
    """
    decision = votable(uow, command, command.proposal_id)
    if decision.rules.secrecy is not Secrecy.SECRET or decision.rules.alone:
        raise NobodySpeaks(decision.title)
    ballot = own_ballot(uow, decision, command.actor.member_id)
    if ballot is None:
        raise NoBallot
    return keep_ballot(uow, decision, command, ballot, openly=True)


def _put(uow: UnitOfWork, decision: Decision, kept: KeptBallot) -> dict[str, str]:
    """Keep a ballot, and return what the record says of it."""
    uow.ballots.put(decision.id, kept.member_id, kept.said, kept.salt, kept.cast_at, kept.reason)
    return {"ballot": sealed_ballot(kept), **voter_sealed(uow, decision, kept.member_id)}


def _put_secret(uow: UnitOfWork, decision: Decision, kept: KeptBallot) -> dict[str, str]:
    """Keep a secret ballot, its salt on its stub, and return what the record says of it."""
    stub = Stub(kept.salt)
    uow.papers.put(decision.id, kept.member_id, kept.said, stub, kept.cast_at)
    return {"ballot": stub.seal(kept.said)}


def own_ballot(uow: UnitOfWork, decision: Decision, member_id: MemberId) -> Choice | Marks | None:
    """Return what a member voted, for themselves alone; what they voted in secret, only until the close."""
    return _own(uow, decision, member_id)[1]


def _own(uow: UnitOfWork, decision: Decision, member_id: MemberId) -> tuple[Stub | None, Choice | Marks | None]:
    """Return a member's ballot, with its stub where it is secret."""
    found = uow.papers.get(decision.id, member_id) if decision.rules.secrecy is Secrecy.SECRET else None
    return found or (None, uow.ballots.get(decision.id, member_id))


def withdraw_ballot(uow: UnitOfWork, command: AboutProposal) -> Receipt:
    """Take the actor's ballot back; a delegation then speaks again (governance 7.1, rule 5).

    Raises what `votable` raises, or NoBallot.
    """
    decision = votable(uow, command, command.proposal_id)
    if not uow.ballots.has(decision.id, command.actor.member_id):
        raise NoBallot
    heard = uow.ballots.get(decision.id, command.actor.member_id) is not None
    uow.ballots.remove(decision.id, command.actor.member_id)
    uow.polls.drop_sheets(decision.id, command.actor.member_id)
    line = remember(uow, Event.BALLOT_WITHDRAWN, decision, command, within=decision.id)
    owe_card_update(uow, decision, command.now)
    if heard:
        echo(uow, decision, command.actor.member_id, command.now)
    return Receipt(code_of(line), decision.title, _until(uow, decision, command), changed=True)


def my_vote(uow: UnitOfWork, command: AboutProposal) -> MyVote:
    """Return where the actor's own vote stands now. Raises NoSuchProposal.

    From the close on it stands where it stood then, unless the actor has voted since (governance 7.4).
    """
    decision = known(uow, command.actor, command.proposal_id)
    me, asked = command.actor.member_id, (min(command.now, decision.closes_at), decision.closes_at)
    chain = follow(uow, ground_of(decision), me, *asked)
    end = MemberId(chain.members[-1])
    carried = chain.end is ChainEnd.VOTES and end != me
    stub, ballot = _own(uow, decision, me)
    return MyVote(
        decision,
        uow.standings.of(ground_of(decision), me, *asked).eligible,
        ballot,
        chain,
        uow.polls.options(decision.id),
        uow.ballots.reason(decision.id, me),
        theirs=uow.ballots.get(decision.id, end) if carried else None,
        share=_share(uow, decision, end) if carried else WHOLE,
        right=uow.overrides.get(decision.id, me) if decision.override_until else None,
        stub=stub,
        carries=_carries(uow, decision, command),
    )


def _share(uow: UnitOfWork, decision: Decision, voter_id: MemberId) -> Fraction:
    """Return how much counts of each vote that a ballot carries, as it was when the roll was last weighed."""
    found = uow.echoes.weight(decision.id, voter_id)
    if found is None:
        return WHOLE
    weight, cap = found
    return part(weight, cap)


def ground_of(decision: Decision) -> Ground:
    """Return where the votes of a decision are handed over, or where nobody can."""
    at = decision.community_id, decision.circle_id, decision.topic_id, decision.id
    return Ground(*at, alone=decision.rules.alone)


def owe_card_update(uow: UnitOfWork, decision: Decision, now: datetime) -> None:
    """Owe the card its new number of ballots, on the beat."""
    uow.outbox.owe(Owed(Notice.CARD_UPDATE, decision.community_id, decision.id), now + CARD_BEAT)


def votable(uow: UnitOfWork, command: Command, proposal_id: ProposalId) -> Decision:
    """Return a decision in which the actor can cast a ballot now, or still can because their delegate voted late.

    Raises NoSuchProposal, VoteClosed, NoOverride, VoteNotBegun or NotOnRoll.
    """
    decision = known(uow, command.actor, proposal_id)
    if decision.override_until is not None and command.now >= decision.closes_at:
        check_right(uow, decision, command.actor.member_id, command.now)
    else:
        check_open(decision, command.now)
    check_begun(decision.rules.poll, command.now)
    _check_complete(uow, decision)
    if not uow.decisions.entitled(decision.id, command.actor.member_id):
        raise NotOnRoll(decision.circle, decision.opened_at)
    return decision


def _check_complete(uow: UnitOfWork, decision: Decision) -> None:
    """Refuse a ballot between the end of nominations and the moment at which Accord gets round to ending the list.

    It would be one for a shorter list than the one that is counted. Raises VoteNotBegun.
    """
    until = decision.rules.poll.nominations_until if decision.rules.poll else None
    if until is not None and not uow.polls.has_begun(decision.id):
        raise VoteNotBegun(until)


def _until(uow: UnitOfWork, decision: Decision, command: Command) -> datetime:
    """Return until when the actor can change their ballot."""
    right = uow.overrides.get(decision.id, command.actor.member_id) if decision.override_until else None
    return right.until if right else decision.closes_at
