"""What rough consensus knows: the ledger of issues, the calls, the declaration and the appeals against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.ids import MemberId
from bot.rules.knobs import FLAGGED, in_words
from bot.rules.process.errors import NoSuchThing
from bot.rules.process.item import Item
from bot.rules.process.machine import Alarm, Machine
from bot.rules.process.moves import TimeUp
from bot.rules.process.record import REVIEW
from bot.rules.process.seats import proposer_alarms, seat_alarms


class Phase(StrEnum):
    """Where rough consensus stands."""

    DRAFT = "draft"
    CALL = "call"
    OPEN = "open"
    DECLARED = "declared"
    APPEALED = "appealed"
    ADOPTED = "adopted"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


TALKING = (Phase.CALL, Phase.OPEN)
RUNNING = (*TALKING, Phase.DECLARED, Phase.APPEALED)


class Fate(StrEnum):
    """What has become of an issue; it is never ignored (R1)."""

    OPEN = "open"
    ACCOMMODATED = "accommodated"
    ANSWERED = "answered"
    TASTE = "taste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue, by whom and about which version, and what has become of it in whose words."""

    number: int
    by: MemberId
    text: str
    version: int
    fate: Fate = Fate.OPEN
    disposition: str = ""
    disposed_by: MemberId | None = None
    given_in: bool = False
    """Whether its author does not press it any more, which disposes of nothing (R4)."""


@dataclass(frozen=True, slots=True)
class Contest:
    """An appeal against the declaration, and how it was judged; `issue` is the number it says is open."""

    by: MemberId
    ground: str
    issue: int | None
    declaration: int
    """Which declaration it is against, from 1."""
    upheld: bool | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The knobs of rough consensus; frozen at its opening."""

    call: timedelta = timedelta(hours=72)
    open: timedelta = timedelta(days=14)
    """How long issues are worked on without a declaration or a new call."""
    appeal: timedelta = timedelta(days=7)
    judge: timedelta = timedelta(hours=72)
    review: timedelta = REVIEW


KNOBS = in_words(
    "rough consensus",
    K1="the chair answers issues in writing, and can be appealed against",
    K2="taken for neither support nor an issue",
    K3="not needed: heads are not counted",
    K4="every issue is disposed of in writing, and none is ignored",
    K5="an issue stays open when its author is silent, gives in or leaves",
    K6="it lapses while an issue is open",
    K9="some active support",
    K10="all issues and dispositions are open",
    K13=FLAGGED,
)
"""The effective value of each knob, frozen onto the decision at its opening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rough(Item):
    """A question decided by rough consensus; its chair is the facilitator.

    `called` is the version that was called last. `declared_by` and `declaration` are of the last declaration, and
    `appeal_until` is how long it can be appealed against.
    """

    settings: Settings = field(default_factory=Settings)
    phase: Phase = Phase.DRAFT
    issues: tuple[Issue, ...] = ()
    supporters: frozenset[MemberId] = frozenset()
    called: int = 0
    declaration: str = ""
    declared_by: MemberId | None = None
    declarations: int = 0
    appeal_until: datetime | None = None
    appeals: tuple[Contest, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether somebody beside the proposer supports it; how many is not asked (R2)."""
        return bool(self.supporters - {self.proposer})

    @property
    def involved(self) -> frozenset[MemberId]:
        """Who is not free to chair now: the authors of open issues, or the parties to an appeal."""
        if self.phase is not Phase.APPEALED:
            return frozenset(one.by for one in self.issues if one.fate is Fate.OPEN)
        contest = self.appeals[-1]
        parties = {contest.by, self.declared_by, self.proposer}
        if contest.issue is not None:
            issue = self.issue(contest.issue)
            parties |= {issue.by, issue.disposed_by}
        return frozenset(party for party in parties if party is not None)

    def issue(self, number: int) -> Issue:
        """Return an issue by its number, from 1. Raises NoSuchThing."""
        if not 1 <= number <= len(self.issues):
            raise NoSuchThing
        return self.issues[number - 1]

    def with_issue(self, issue: Issue) -> "Rough":
        """Return the item with that issue as it now is."""
        at = issue.number - 1
        return replace(self, issues=(*self.issues[:at], issue, *self.issues[at + 1 :]))

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        if self.phase in TALKING:
            yield from proposer_alarms(self)
        if self.phase in {Phase.OPEN, Phase.APPEALED}:
            yield from seat_alarms(self)
        if self.ends is not None:
            yield Alarm(self.ends, TimeUp())


MACHINE: Machine[Rough] = Machine({Phase.ADOPTED, Phase.LAPSED, Phase.WITHDRAWN})
"""Who may make which move when."""


def rough_consensus(ledger: Sequence[Issue], *, supported: bool) -> bool:
    """Say whether there is rough consensus: by the ledger, and never by a count of heads (R1, R2).

    Every issue has come to an end in words, and somebody at least supports the text. Source: RFC 7282, sections 3-7.
    """
    return supported and all(issue.fate is not Fate.OPEN and issue.disposition for issue in ledger)
