"""Permission by announcement: who holds the domain is told, and may object; for that one action only (governance 6.8).

    DRAFT ─▶ ANNOUNCED ──nobody objects in time──▶ PERMITTED ──▶ USED
                │ │  ▲                               │  └──not used in time──▶ EXPIRED
     a holder   │ │  │ let go                        │ the lead revokes
     objects    ▼ │  │                               ▼
          BLOCKED │  │                             REVOKED
                  ▼  │
               ESCALATED, where money is spent ──nobody lets it go──▶ EXPIRED

Where money is spent, anybody who was told may escalate it instead; then only they or the lead of the role it is spent
for let it go, and the lead may revoke it later. Permission is the announcer's own and ends with their going. Source:
Holacracy 4.1.2 and 4.1.3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.ids import MemberId
from bot.rules.knobs import in_words
from bot.rules.process.errors import NotAsked, NotYours, OwnCase
from bot.rules.process.item import Item, Why, ended, entered, saying
from bot.rules.process.machine import Alarm, Machine, Move, Turn
from bot.rules.process.moves import TimeUp
from bot.rules.process.people import lay_newcomers, lay_withdrawal
from bot.rules.process.seats import Left, check_member, check_proposer, departed


class Phase(StrEnum):
    """Where it stands (governance 6.8)."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    ESCALATED = "escalated"
    PERMITTED = "permitted"
    BLOCKED = "blocked"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    STALLED = "stalled"
    """Half or more of those who could object were gone by the end."""
    WITHDRAWN = "withdrawn"


ENDS = frozenset({Phase.BLOCKED, Phase.USED, Phase.EXPIRED, Phase.REVOKED, Phase.STALLED, Phase.WITHDRAWN})
WAITING = (Phase.ANNOUNCED, Phase.ESCALATED)
OPEN = (*WAITING, Phase.PERMITTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The knobs of permission by announcement; frozen at its opening (governance 1, 2.5)."""

    wait: timedelta = timedelta(hours=72)
    """The reasonable time in which who holds the domain reads what is announced."""
    escalation: timedelta = timedelta(days=7)
    valid: timedelta = timedelta(days=30)
    """How long the permission can be used."""


@dataclass(frozen=True, slots=True)
class Announce(Move):
    """The action is announced where the domain's holders read, with the sum where money is spent."""

    sum: str = ""


@dataclass(frozen=True, slots=True)
class Object(Move):
    """A holder of the domain objects, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Escalate(Move):
    """Somebody who was told wants the spending decided by the lead, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class LetGo(Move):
    """An escalation is reversed."""


@dataclass(frozen=True, slots=True)
class Revoke(Move):
    """The lead takes the permission to spend back, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Use(Move):
    """The action is done, and told."""

    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission(Item):
    """A permission as it stands; it is the proposer's, for what the text says.

    `holders` may object: who held the domain when it was announced, but the announcer. `lead` leads the role for which
    money is spent; None where that is vacant.
    """

    settings: Settings = field(default_factory=Settings)
    phase: Phase = Phase.DRAFT
    holders: frozenset[MemberId]
    lead: MemberId | None = None
    gone: frozenset[MemberId] = frozenset()
    sum: str = ""
    due: datetime | None = None
    """When the time to object is over."""
    against: MemberId | None = None
    """Who objected, escalated or revoked."""
    reason: str = ""
    report: str = ""

    @property
    def spends(self) -> bool:
        """Whether money is spent."""
        return bool(self.sum)

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        if self.ends is not None:
            yield Alarm(self.ends, TimeUp())


MACHINE: Machine[Permission] = Machine(ENDS)
"""Who may make which move when (governance 6.8)."""


def knobs(_: Settings) -> Mapping[str, str]:
    """Return how a circle with these settings decides (governance 1)."""
    return in_words(
        "a permission",
        K1="nobody: with a reason it is valid as soon as it is expressed",
        K2="permission, of those who hold the domain",
        K3="not needed: silence is permission",
        K5="it stands without them",
        K6="none: what is blocked is announced anew, changed, or proposed",
        K9="none; more than half of those who could object have to be there still",
        K10="who objected, at once",
    )


@MACHINE.on(
    Announce,
    Phase.DRAFT,
    who="the proposer",
    guard="somebody else holds the domain",
    to=(Phase.ANNOUNCED,),
)
def announce(item: Permission, move: Announce, turn: Turn) -> Permission:
    """Announce it. Raises OwnCase where nobody else is there to object: then it is no matter of permission."""
    check_proposer(item, turn.by)
    holders = item.holders & item.members - {item.proposer}
    if not holders:
        raise OwnCase
    spent = saying(move.sum, "sum") if move.sum else ""
    item = replace(item, holders=holders, sum=spent, due=turn.at + item.settings.wait)
    return entered(item, Phase.ANNOUNCED, turn.at, item.settings.wait)


@MACHINE.on(Object, *WAITING, who="who holds the domain", guard="a reason is given", to=(Phase.BLOCKED,))
def object_(item: Permission, move: Object, turn: Turn) -> Permission:
    """Block it."""
    if turn.by not in item.holders & item.members - item.gone:
        raise NotAsked
    item = replace(item, against=turn.by, reason=saying(move.reason, "reason"))
    return ended(item, Phase.BLOCKED, turn.at)


@MACHINE.on(
    Escalate,
    Phase.ANNOUNCED,
    who="a member but the announcer",
    guard="money is spent; a reason is given",
    to=(Phase.ESCALATED,),
)
def escalate(item: Permission, move: Escalate, turn: Turn) -> Permission:
    """Stop it until it is let go."""
    member = check_member(item, turn.by)
    if member == item.proposer:
        raise OwnCase
    if not item.spends:
        raise NotYours
    item = replace(item, against=member, reason=saying(move.reason, "reason"))
    return entered(item, Phase.ESCALATED, turn.at, item.settings.escalation)


@MACHINE.on(
    LetGo,
    Phase.ESCALATED,
    who="who escalated it, or the lead",
    guard="not the announcer",
    to=(Phase.ANNOUNCED, Phase.PERMITTED, Phase.STALLED),
)
def let_go(item: Permission, _: LetGo, turn: Turn) -> Permission:
    """Let it go on: with what is left of the time to object, or at once."""
    member = check_member(item, turn.by)
    if member not in {item.against, item.lead}:
        raise NotYours
    if member == item.proposer:
        raise OwnCase
    due = item.due
    assert due is not None, "it was announced"  # noqa: S101
    item = replace(item, against=None, reason="")
    if due <= turn.at:
        return permitted(item, turn.at)
    return replace(item, phase=Phase.ANNOUNCED, since=turn.at, ends=due)


@MACHINE.on(
    Revoke,
    Phase.PERMITTED,
    who="the lead, if not the announcer",
    guard="money is spent; a reason is given",
    to=(Phase.REVOKED,),
)
def revoke(item: Permission, move: Revoke, turn: Turn) -> Permission:
    """Take the permission back, for what is not spent yet."""
    if not item.spends or turn.by is None or turn.by != item.lead:
        raise NotYours
    if turn.by == item.proposer:
        raise OwnCase
    item = replace(item, against=check_member(item, turn.by), reason=saying(move.reason, "reason"))
    return ended(item, Phase.REVOKED, turn.at)


@MACHINE.on(Use, Phase.PERMITTED, who="the announcer", guard="in words; once", to=(Phase.USED,))
def use(item: Permission, move: Use, turn: Turn) -> Permission:
    """Use it up."""
    check_proposer(item, turn.by)
    return ended(replace(item, report=saying(move.report, "report")), Phase.USED, turn.at)


@MACHINE.on(TimeUp, Phase.ANNOUNCED, who="the clock", guard="the time is over", to=(Phase.PERMITTED, Phase.STALLED))
def time_over(item: Permission, _: TimeUp, turn: Turn) -> Permission:
    """Permit it."""
    return permitted(item, turn.at)


def permitted(item: Permission, now: datetime) -> Permission:
    """Return the item permitted; where half or more of those have left who could object, they were not heard."""
    if 2 * len(item.gone) >= len(item.holders):
        return ended(item, Phase.STALLED, now)
    return entered(item, Phase.PERMITTED, now, item.settings.valid)


@MACHINE.on(TimeUp, Phase.ESCALATED, Phase.PERMITTED, who="the clock", guard="the time is over", to=(Phase.EXPIRED,))
def expire(item: Permission, _: TimeUp, turn: Turn) -> Permission:
    """End what nobody let go, or nobody used."""
    return ended(item, Phase.EXPIRED, turn.at)


lay_newcomers(MACHINE, OPEN, "speaks at once, and is told of the next announcement")
lay_withdrawal(MACHINE, OPEN, Phase.WITHDRAWN)


@MACHINE.on(
    Left,
    *OPEN,
    who="who leaves or is removed",
    guard="an escalation stays; a permission goes with the announcer",
    to=(Phase.WITHDRAWN,),
)
def left(item: Permission, move: Left, turn: Turn) -> Permission:
    """Let them go; a lead who returns is not lead by that."""
    if move.member not in item.members:
        return item
    gone = departed(item, move.member, turn.at)
    if gone.proposer_left_at is not None:
        return ended(gone, Phase.WITHDRAWN, turn.at, Why.NO_PROPOSER)
    lead = None if move.member == item.lead else item.lead
    return replace(gone, gone=item.gone | ({move.member} & item.holders), lead=lead)
