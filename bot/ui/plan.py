"""What somebody is about to hand over, as it stands in the ids of buttons and menus: so it outlives a restart."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Self

from bot.rules.delegation import Scope
from bot.rules.ids import CommunityId, MemberId
from bot.services.values import Delegation
from bot.services.within import Reach

_LETTERS = MappingProxyType({Scope.COMMUNITY: "c", Scope.CIRCLE: "k", Scope.TOPIC: "t", Scope.PROPOSAL: "p"})
_SCOPES = MappingProxyType({letter: scope for scope, letter in _LETTERS.items()})
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = "[0-9a-z]{1,13}"
CODE = rf"{_NUMBER}\.{_NUMBER}\.[cktp]{_NUMBER}\.(?:l|[du]{_NUMBER})(?:\.{_NUMBER}){{0,2}}"
"""A plan in an id: community, delegate, scope, end, back-ups; at most 80 characters, where Discord takes 100."""

EVERYWHERE = Reach()
"""The whole community."""

LONGEST = "l"
"""The end that is the latest the community allows."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A delegation as it is being chosen; a delegate of None is 'nobody here'.

    `ends` is LONGEST, "d" and a number of days from when it is given, or "u" and a moment.
    """

    community_id: CommunityId
    delegate_id: MemberId | None = None
    reach: Reach = EVERYWHERE
    ends: str = LONGEST
    backups: tuple[MemberId, ...] = ()

    @property
    def code(self) -> str:
        """How it is written into an id."""
        reach = f"{_LETTERS[self.reach.scope]}{_short(self.reach.id)}"
        first = [_short(self.community_id), _short(self.delegate_id or 0), reach, self.ends]
        return ".".join([*first, *map(_short, self.backups)])

    @classmethod
    def read(cls, code: str) -> Self:
        """Read it from an id."""
        community, delegate, reach, ends, *backups = code.split(".")
        return cls(
            CommunityId(int(community, 36)),
            MemberId(int(delegate, 36)) or None,
            Reach(_SCOPES[reach[0]], int(reach[1:], 36)),
            ends,
            tuple(MemberId(int(one, 36)) for one in backups),
        )

    def until(self, now: datetime) -> datetime | None:
        """Return when the delegation is to end, None for the latest that is allowed."""
        if self.ends == LONGEST:
            return None
        number = int(self.ends[1:], 36)
        return now + timedelta(days=number) if self.ends[0] == "d" else datetime.fromtimestamp(number, UTC)

    def to(self, delegate_id: MemberId | None) -> Self:
        """Return the same with another delegate, who is no back-up any more."""
        return replace(self, delegate_id=delegate_id, backups=tuple(one for one in self.backups if one != delegate_id))


def days(count: int) -> str:
    """Return the end so many days from when a delegation is given."""
    return f"d{_short(count)}"


def moment(when: datetime) -> str:
    """Return the end at a moment."""
    return f"u{_short(int(when.timestamp()))}"


def of(given: Delegation) -> Plan:
    """Return the plan to give a delegation anew."""
    reach = Reach(given.scope, given.scope_id)
    return Plan(given.community_id, given.trustee_id, reach, backups=given.backups)


def _short(number: int) -> str:
    """Return a number in few letters."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
