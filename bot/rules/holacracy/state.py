"""What asynchronous governance knows beside what a consent round does: roles, arguments, offers and pings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import ClassVar

from bot.rules import consent
from bot.rules.consent import Consent, Phase
from bot.rules.consent.state import Judge, Objection
from bot.rules.holacracy.moves import Submit, Validity
from bot.rules.holacracy.outputs import Change
from bot.rules.ids import MemberId
from bot.rules.knobs import FLAGGED, in_words
from bot.rules.objection import Criterion
from bot.rules.process.asking import Silence
from bot.rules.process.errors import NoSuchThing, NotYourRole
from bot.rules.process.item import saying
from bot.rules.process.machine import Machine

ENDS = frozenset({Phase.ADOPTED, Phase.WITHDRAWN, Phase.DISCARDED, Phase.STALLED, Phase.ESCALATED})
OPEN = (Phase.ROUND, Phase.INTEGRATE, Phase.AMEND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(consent.Settings):
    """The knobs of asynchronous governance; frozen at its opening.

    `round` is how long all members are waited for. Without a policy that sets a limit, silence is no answer. `FIXED` is
    what the constitution leaves to no circle, or has no step for.
    """

    FIXED: ClassVar[frozenset[str]] = frozenset({"judge", "criteria", "relayed", "clarify", "react"})
    criteria: tuple[Criterion, ...] = tuple(Criterion)
    judge: Judge = Judge.ARGUED
    round: timedelta = timedelta(days=30)

    def limited(self, limit: timedelta, least: int = 1) -> "Settings":
        """Return the settings under a policy: after the limit silence is no objection, if `least` have confirmed."""
        return replace(self, silence=Silence.LAZY, round=limit, min_active=least)


def knobs(settings: Settings) -> dict[str, str]:
    """Return the effective value of each knob, frozen onto the decision at its opening."""
    limited = settings.silence is Silence.LAZY
    least = f"no objection after the limit, if {settings.min_active} at least have confirmed"
    return in_words(
        "governance",
        K1="the facilitator rules only whether an argument is given for each criterion, and can be appealed against",
        K2=least if limited else "no answer: every member has to confirm",
        K3="not offered",
        K4="a concern goes into the record, an objection is integrated",
        K5="pinged twice, then set aside with an answer; anybody may take it over",
        K6=f"{settings.max_integrations} integrations, then it is escalated",
        K10="all answers are open",
        K13=FLAGGED,
    )


@dataclass(frozen=True, slots=True)
class Argued:
    """For which role somebody objects, what they argue, and which rule they say would be broken."""

    role: str
    arguments: Mapping[Criterion, str]
    breach: str = ""
    found: bool | None = None
    """What the secretary has found about the breach."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A text that an objector offers in place of a version, and the example in which it fails, once there is one."""

    objection: int
    text: str
    version: int
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """By whom and why a proposal was dropped; `lacking` is what it turned out to lack, where that was it."""

    by: MemberId
    reason: str
    lacking: Validity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Governance(Consent):
    """A proposal to change the governance of a circle.

    `roles` are the roles that each member represents, by name; where the circle keeps no list of them, the role that
    somebody names is taken on their word. `argued` is by the number of the objection. `pings`
    are when the proposer was asked to answer, and what was owed then.
    """

    settings: Settings = field(default_factory=Settings)
    changes: tuple[Change, ...] = ()
    roles: Mapping[MemberId, frozenset[str]] | None = None
    secretary: MemberId | None = None
    case: Submit | None = None
    """For which role it is proposed, and what for."""
    argued: Mapping[int, Argued] = field(default_factory=lambda: MappingProxyType({}))
    offers: tuple[Offered, ...] = ()
    pings: tuple[tuple[datetime, frozenset[str]], ...] = ()
    dropped: Dropped | None = None

    @property
    def owed(self) -> frozenset[str]:
        """What the proposer has to answer: questions, and texts offered in place of this version."""
        return frozenset(self._owed())

    def _owed(self) -> Iterator[str]:
        yield from (f"question {number}" for number, one in enumerate(self.questions, 1) if not one.answer)
        for number, offer in enumerate(self.offers, 1):
            if not offer.failure and offer.version == self.version and self.objection(offer.objection).open:
                yield f"offer {number}"

    def offer(self, number: int) -> Offered:
        """Return an offer by its number, from 1. Raises NoSuchThing."""
        if not 1 <= number <= len(self.offers):
            raise NoSuchThing
        return self.offers[number - 1]

    def reader(self, objection: Objection) -> MemberId | None:
        """Return who reads the rules: the secretary, or in their place the facilitator, then the lead; no party to it.

        Source: governance 2.3 (surrogates, after Holacracy 5.3.6).
        """
        line = (self.secretary, self.facilitator, *self.order)
        free = self.members - {self.proposer, objection.owner, objection.by}
        return next((member for member in line if member in free), None)

    def check_represents(self, member: MemberId, role: str) -> None:
        """Only who represents a role speaks for it; raises NotYourRole or BlankText."""
        saying(role, "role")
        if self.roles is not None and role not in self.roles.get(member, frozenset()):
            raise NotYourRole(role)


MACHINE: Machine[Governance] = Machine(ENDS)
"""Who may make which move when (governance 6.6)."""
