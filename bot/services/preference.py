"""How a member wishes to be addressed."""

from dataclasses import dataclass

from bot.rules.reach import ReminderChoice
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseReminders(Command):
    """Be reminded in the thread, by DM, or not at all."""

    choice: ReminderChoice


def choose_reminders(uow: UnitOfWork, command: ChooseReminders) -> ReminderChoice:
    """Remember the choice; it holds in all communities."""
    uow.preferences.choose(command.actor.member_id, command.choice)
    uow.ledger.append(
        command.actor.community_id,
        Event.PREFERENCE_CHANGED,
        {},
        actor_id=command.actor.member_id,
        now=command.now,
    )
    return command.choice
