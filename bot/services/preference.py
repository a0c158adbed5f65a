"""How a member wishes to be addressed; it holds in all communities."""

from dataclasses import dataclass, replace

from bot.rules.ids import MemberId
from bot.rules.reach import NoQuietHours, NoTimezone, Quiet, ReminderChoice
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Event, Preference


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseReminders(Command):
    """Be addressed by a call, by direct message or not at all, and in which hours not; None leaves it as it is.

    `hours` are when quiet hours begin and end, in the member's `timezone`; with `no_quiet` there are none.
    """

    choice: ReminderChoice | None = None
    hours: tuple[int, int] | None = None
    timezone: str | None = None
    no_quiet: bool = False


def my_preference(uow: UnitOfWork, member_id: MemberId) -> Preference:
    """Return how a member wishes to be addressed."""
    return uow.preferences.get(member_id)


def choose_reminders(uow: UnitOfWork, command: ChooseReminders) -> Preference:
    """Remember the choice; direct messages are tried again from then on, and what waits is brought that way.

    Raises QuietAllDay, NoTimezone or NoQuietHours.
    """
    me = command.actor.member_id
    before = uow.preferences.get(me)
    quiet = _quiet(command, before.quiet)
    after = replace(before, reminders=command.choice or before.reminders, quiet=quiet, closed_at=None)
    uow.preferences.put(after)
    for community_id in {one.community_id for one in uow.letters.waiting(me)}:
        uow.letters.again(me, community_id, command.now)
    uow.ledger.append(command.actor.community_id, Event.PREFERENCE_CHANGED, {}, actor_id=me, now=command.now)
    return after


def _quiet(command: ChooseReminders, before: Quiet | None) -> Quiet | None:
    """Return the quiet hours after a choice."""
    if command.no_quiet:
        return None
    hours = command.hours or ((before.begins, before.ends) if before else None)
    timezone = command.timezone or (before.timezone if before else None)
    if hours is None and timezone is None:
        return None
    if hours is None:
        raise NoQuietHours
    if timezone is None:
        raise NoTimezone
    begins, ends = hours
    return Quiet(begins, ends, timezone)
