"""The recall ladder: whoever holds an office is recalled after three warnings by three different bodies.

Source: Great Law, wampum 35-36 (governance 9.5, N6; neutral names). A warning has a reason, and is given time to be
heeded before the next; the body warns, not one person, so it counts once. What follows a recall, a successor from the
same source, is for the circle that fills the office. A new term begins a new ladder.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.ids import MemberId
from bot.rules.process.errors import DoneAlready, NotNow, OwnCase, TooEarly
from bot.rules.process.item import saying

WARNINGS = 3
TIME_TO_HEED = timedelta(days=7)
"""How long a warning is given before the next one."""


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - a warning is a warning
    """One body's warning, told by the one who speaks for it."""

    body: str
    by: MemberId
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Recall:
    """How far the recall of one holder from one office has come, in one term."""

    holder: MemberId
    warnings: tuple[Warning, ...] = ()

    @property
    def recalled(self) -> bool:
        """Whether the office is vacant now."""
        return len(self.warnings) == WARNINGS

    @property
    def earliest(self) -> datetime | None:
        """When the next warning can be given; None for the first."""
        return self.warnings[-1].at + TIME_TO_HEED if self.warnings else None


def warn(recall: Recall, warning: Warning) -> Recall:
    """Return the ladder with one more warning; the third recalls.

    Raises NotNow after the recall, OwnCase where the holder speaks, DoneAlready for a body's second warning, TooEarly,
    and BlankText or TextTooLong.
    """
    if recall.recalled:
        raise NotNow("recalled", Warning.__name__, ended=True)
    if warning.by == recall.holder:
        raise OwnCase
    if warning.body in {one.body for one in recall.warnings}:
        raise DoneAlready
    if recall.earliest is not None and warning.at < recall.earliest:
        raise TooEarly(recall.earliest)
    return replace(recall, warnings=(*recall.warnings, replace(warning, reason=saying(warning.reason, "reason"))))
