"""How somebody is reached, and when: never more often, more openly or later at night than they wish.

Accord writes to people directly only if they asked for it, or agreed to it by handing over a vote; anybody else is
called by name where their circle talks, and what it is about is shown to them alone. Who wishes neither is not
addressed at all, and finds what waits for them when they next use Accord.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.errors import Invalid

QUARTER = timedelta(minutes=15)
"""Every zone is whole quarters of an hour from UTC, and sets its clocks at one: no hour begins between two of them."""

ENOUGH = timedelta(hours=1)
"""What a person needs at least, after their quiet hours, to do something about what ends then."""


class ReminderChoice(StrEnum):
    """How a member wishes to be addressed."""

    THREAD = "thread"
    DM = "dm"
    NONE = "none"


class By(StrEnum):
    """How a person is reached: by direct message, a call by name where others read it, or none."""

    DM = "dm"
    CALL = "call"
    NONE = "none"


class QuietAllDay(Invalid):
    """Quiet hours end at another hour than they begin."""


@dataclass(eq=False)
class UnclearQuiet(Invalid):
    """The words name no quiet hours."""

    words: str


class NoTimezone(Invalid):
    """Whoever wishes quiet hours says in which time zone."""


class NoQuietHours(Invalid):
    """A time zone is there for quiet hours, and there are none."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which a member wants no message: from one full hour to another, each day, in their time zone.

    Raises QuietAllDay where both are the same.
    """

    begins: int
    ends: int
    timezone: str

    def __post_init__(self) -> None:
        if self.begins == self.ends:
            raise QuietAllDay


@dataclass(frozen=True, slots=True)
class Hour:
    """When somebody is told, and whether without a sound."""

    at: datetime
    silent: bool = False


def reach(choice: ReminderChoice | None, *, invited: bool, closed: bool) -> By:
    """Return the way to a person who made a choice or none, agreed to direct messages, or has closed them."""
    if choice is ReminderChoice.NONE:
        return By.NONE
    wished = choice is ReminderChoice.DM or (choice is None and invited)
    return By.DM if wished and not closed else By.CALL


def after_quiet(quiet: Quiet | None, moment: datetime) -> datetime:
    """Return the first moment from this one on that is outside the quiet hours, whatever clocks do meanwhile."""
    if quiet is None:
        return moment
    zone, at = ZoneInfo(quiet.timezone), moment
    while _within(quiet, at.astimezone(zone).hour):
        at += QUARTER - (at - datetime.min.replace(tzinfo=UTC)) % QUARTER
    return at


def hour(quiet: Quiet | None, moment: datetime, until: datetime | None = None) -> Hour:
    """Return when to tell somebody of what ends at `until`: after their quiet hours, or at once and without a sound.

    It comes at once where too little time would be left afterwards.
    """
    later = after_quiet(quiet, moment)
    if later > moment and until is not None and until - later < ENOUGH:
        return Hour(moment, silent=True)
    return Hour(later)


def _within(quiet: Quiet, at: int) -> bool:
    if quiet.begins < quiet.ends:
        return quiet.begins <= at < quiet.ends
    return at >= quiet.begins or at < quiet.ends
