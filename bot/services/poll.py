"""Votes among options: options are nominated, ballots filled in press by press and then cast."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.ballot import Edit, Marks, Sheet, edited
from bot.rules.counting.outcome import Count
from bot.rules.decision import Decision, check_open
from bot.rules.errors import BlankBallot, NotInCircle, OtherBallot, StaleBallot
from bot.rules.ids import ProposalId
from bot.rules.lot import Drawing
from bot.rules.poll import (
    OPTION_LENGTH,
    Option,
    PollRules,
    check_default,
    check_new,
    check_nominating,
    has_options,
    method_of,
    sheet_of,
)
from bot.rules.secrecy import Secrecy
from bot.rules.text import usable
from bot.services.lot import drawing
from bot.services.ports import Papers, Polls, UnitOfWork
from bot.services.proposal import AboutProposal, complete, known, remember
from bot.services.values import Command, Event, Notice, Owed, Sweep
from bot.services.vote import Receipt, keep_ballot, owe_card_update, own_ballot, votable


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominate(Command):
    """Put an option on the list."""

    proposal_id: ProposalId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSheet(Command):
    """Press something on one's ballot; `width` is the number of options that the presser saw."""

    proposal_id: ProposalId
    edit: Edit
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CastSheet(Command):
    """Cast the ballot as it is filled in; `blank` casts one that says nothing, which is to abstain."""

    proposal_id: ProposalId
    blank: bool = False


@dataclass(frozen=True, slots=True)
class MySheet:
    """A member's ballot as it is filled in, and as it was cast, None where it was not."""

    decision: Decision
    options: Sequence[Option]
    sheet: Sheet
    marks: Marks
    cast: Marks | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted, step by step, and the options it speaks of."""

    decision: Decision
    options: Sequence[Option]
    count: Count | None
    drawing: Drawing | None
    """The lot that was sealed for ties, None while it still is, or where there was none."""
    reasons: Sequence[str] = ()
    """Those of the vetoes that were counted, in the order of the alphabet, which says nothing of who gave them."""


def nominate_option(uow: UnitOfWork, command: Nominate) -> int:
    """Add an option, while nominations run; by members of the circle. Returns its number.

    Raises NoSuchProposal, VoteClosed, NominationsOver, NotInCircle, BlankText, TextTooLong, OptionTwice or
    TooManyOptions.
    """
    decision = known(uow, command.actor, command.proposal_id)
    check_open(decision, command.now)
    check_nominating(decision.rules.poll, command.now)
    if not uow.memberships.includes(decision.circle_id, command.actor.member_id):
        raise NotInCircle(decision.circle)
    text = usable(command.text, "option", OPTION_LENGTH)
    check_new(text, [option.text for option in uow.polls.options(decision.id)])
    check_default(method_of(_choosing(decision)), [text])
    number = uow.polls.add(decision.id, text, command.actor.member_id, command.now)
    remember(uow, Event.OPTION_NOMINATED, decision, command, option=number)
    owe_card_update(uow, decision, command.now)
    return number


def my_sheet(uow: UnitOfWork, command: AboutProposal) -> MySheet:
    """Return the actor's ballot, as far as they are with it. Raises what `votable` raises, or OtherBallot."""
    decision = votable(uow, command, command.proposal_id)
    options = uow.polls.options(decision.id)
    sheet = sheet_of(_choosing(decision), len(options))
    cast = own_ballot(uow, decision, command.actor.member_id)
    cast = cast if isinstance(cast, tuple) else None
    kept = _sheets(uow, decision).sheet(decision.id, command.actor.member_id)
    return MySheet(decision, options, sheet, kept or cast or (0,) * len(options), cast)


def edit_sheet(uow: UnitOfWork, command: EditSheet) -> None:
    """Press something on one's ballot; it is kept, and counts for nothing until it is cast.

    It answers nothing, for answers are remembered, and a ballot is nowhere but in its place.
    Raises what `my_sheet` raises, StaleBallot, OverBudget or TooManyMarks.
    """
    about = AboutProposal(actor=command.actor, now=command.now, proposal_id=command.proposal_id)
    mine = my_sheet(uow, about)
    if command.width != len(mine.marks):
        raise StaleBallot
    marks = edited(mine.marks, command.edit, mine.sheet)
    _sheets(uow, mine.decision).keep_sheet(mine.decision.id, command.actor.member_id, marks, command.now)


def _sheets(uow: UnitOfWork, decision: Decision) -> Polls | Papers:
    """Return where ballots that are being filled in are kept."""
    return uow.papers if decision.rules.secrecy is Secrecy.SECRET else uow.polls


def cast_sheet(uow: UnitOfWork, command: CastSheet) -> Receipt:
    """Cast or change the actor's one ballot (governance KI3, KI4). Raises what `my_sheet` raises, or BlankBallot."""
    about = AboutProposal(actor=command.actor, now=command.now, proposal_id=command.proposal_id)
    mine = my_sheet(uow, about)
    if not command.blank and not any(mine.marks):
        raise BlankBallot
    marks = (0,) * len(mine.marks) if command.blank else mine.marks
    receipt = keep_ballot(uow, mine.decision, command, marks)
    uow.polls.drop_sheets(mine.decision.id, command.actor.member_id)
    return receipt


def begin_due(uow: UnitOfWork, sweep: Sweep) -> list[ProposalId]:
    """Begin the votes whose nominations are over: lots are sealed, cards get ballots, and threads a word."""
    begun = []
    for proposal_id in uow.polls.to_begin(sweep.now, sweep.community_id):
        decision = uow.decisions.get(proposal_id)
        rules = decision and decision.rules.poll
        if decision and rules and uow.polls.begun(proposal_id, sweep.now):
            complete(uow, decision, rules, sweep.now)
            for notice in (Notice.CARD_UPDATE, Notice.BEGUN):
                uow.outbox.owe(Owed(notice, decision.community_id, proposal_id), sweep.now)
            begun.append(proposal_id)
    return begun


def how_counted(uow: UnitOfWork, command: AboutProposal) -> Counted:
    """Return what was counted in an ended poll, for anyone to follow. Raises NoSuchProposal."""
    return _counted(uow, known(uow, command.actor, command.proposal_id))


def counted_of(uow: UnitOfWork, proposal_id: ProposalId) -> Counted | None:
    """Return what was counted in a poll of whatever community, for those who answer for all of them."""
    decision = uow.decisions.get(proposal_id)
    return None if decision is None else _counted(uow, decision)


def _counted(uow: UnitOfWork, decision: Decision) -> Counted:
    options, found = uow.polls.options(decision.id), uow.polls.counted(decision.id)
    if found is None:
        return Counted(decision, options, None, None)
    count, counted_at = found
    reasons = sorted(reason for _, reason in uow.ballots.reasons(decision))
    return Counted(decision, options, count, drawing(uow, decision, counted_at), reasons)


def _choosing(decision: Decision) -> PollRules:
    rules = decision.rules.poll
    if rules is None or not has_options(method_of(rules)):
        raise OtherBallot
    return rules
