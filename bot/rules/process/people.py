"""Who comes, and how a proposer or a member ends an item before there is a decision (governance 2.2, 3.3)."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from bot.rules.process.errors import DoneAlready
from bot.rules.process.item import I, Why, ended, reseated
from bot.rules.process.machine import Machine, Turn
from bot.rules.process.moves import AgreeToDrop, AskForMeeting, Withdraw
from bot.rules.process.seats import Joined, check_member, check_proposer


def lay_newcomers(machine: Machine[I], phases: Iterable[StrEnum], speaks: str) -> None:
    """Let people in; `speaks` says what a newcomer may do at once."""
    machine.on(Joined, *phases, who="a newcomer", guard=speaks)(_joined)


def lay_withdrawal(machine: Machine[I], phases: Iterable[StrEnum], withdrawn: StrEnum) -> None:
    """Let the proposer take the proposal back."""

    def withdraw(item: I, _: Withdraw, turn: Turn) -> I:
        check_proposer(item, turn.by)
        return ended(item, withdrawn, turn.at, Why.PROPOSER)

    machine.on(Withdraw, *phases, who="the proposer", to=(withdrawn,))(withdraw)


def lay_meeting(machine: Machine[I], phases: Iterable[StrEnum], withdrawn: StrEnum) -> None:
    """Let any member have it talked about live instead, where it can be presented again (Holacracy 5.3)."""

    def meet(item: I, _: AskForMeeting, turn: Turn) -> I:
        check_member(item, turn.by)
        return ended(item, withdrawn, turn.at, Why.MEETING)

    machine.on(AskForMeeting, *phases, who="a member", guard="the circle meets", to=(withdrawn,))(meet)


def lay_dropping(machine: Machine[I], phases: Iterable[StrEnum], discarded: StrEnum) -> None:
    """Let all others drop a proposal together: to drop it against its proposer is a decision by consent itself."""

    def agree(item: I, _: AgreeToDrop, turn: Turn) -> I:
        member = check_member(item, turn.by)
        if member in item.for_dropping:
            raise DoneAlready
        item = replace(item, for_dropping=item.for_dropping | {member})
        dropped = item.members - {item.proposer} <= item.for_dropping
        return ended(item, discarded, turn.at, Why.DROPPED) if dropped else item

    machine.on(AgreeToDrop, *phases, who="a member", guard="it is dropped when all agree", to=(discarded,))(agree)


def _joined(item: I, move: Joined, turn: Turn) -> I:
    return reseated(replace(item, members=item.members | {move.member}), turn.at)
