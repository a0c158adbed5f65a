"""One asking of a roll about one text, from opening to result (governance 2.4, 8.3).

    OPEN ──deadline──▶ FROZEN ──count──▶ COUNTED ──announced──▶ PUBLISHED
      │ └──deadline──▶ still OPEN for some, until `override_until` ──▶ FROZEN (governance 7.4)
      └──proposer withdraws──▶ WITHDRAWN

What is frozen at opening never changes: the text version, the rules in force, the roll, the
software version. Of the deadline only a later one may be set, once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.errors import NotPutAgain, PutAgainAlready, PutAgainTooSoon, VoteClosed
from bot.rules.ids import CircleId, CommunityId, MemberId, ProposalId, TopicId
from bot.rules.liquid import Liquid
from bot.rules.majority import Outcome, Tally, Threshold, Verdict, decide
from bot.rules.numbers import Number
from bot.rules.poll import PollRules
from bot.rules.secrecy import Secrecy

OPEN_PROPOSAL_LIMIT = 5
"""Open proposals a member may have in one circle, against floods (governance 7.1, rule 9)."""


REST = timedelta(days=7)
"""How long a vote that missed its quorum rests before it may be put again (governance 8.3)."""


class Choice(StrEnum):
    """What a ballot in a yes/no vote can say."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class State(StrEnum):
    """Where a decision stands; a state is only ever left in the direction of the drawing above."""

    OPEN = "open"
    FROZEN = "frozen"
    COUNTED = "counted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class FrozenRules:
    """The rules in force at opening, kept with the decision so that a later reader can count again.

    A question of yes or no has a `threshold`, unless a method of `poll` counts it; a choice among options always
    has a `poll`. `quorum` is the number of votes in favour needed, `roll` the number of eligible members at the
    opening, `knobs` the value of every choice on which the traditions differ (governance 1). `liquid` are the rules of
    delegation, None for a decision that was opened before there were any. `secrecy` says how ballots are published at
    the close; an earlier Accord promised nobody's name.
    """

    threshold: Threshold | None
    quorum: int
    roll: int
    knobs: dict[str, str]
    software: str
    poll: PollRules | None = None
    liquid: Liquid | None = None
    secrecy: Secrecy = Secrecy.PSEUDONYMOUS

    @property
    def alone(self) -> bool:
        """Whether everybody votes for themselves: in a secret vote, unless delegates may vote there in the open."""
        return self.secrecy is Secrecy.SECRET and self.liquid is None


@dataclass(frozen=True, slots=True)
class Result:
    """What was counted: the verdict, and how many were counted directly, by delegation, or not at all.

    `uncounted` of the delegated votes are left out because their ballot would weigh more than the cap.

    `verdict.roll` is the number of people on the roll who were still members at the deadline;
    `direct + delegated + unrepresented == verdict.roll`.
    """

    verdict: Verdict
    direct: int
    delegated: int
    unrepresented: int
    uncounted: int = 0

    @property
    def outcome(self) -> Outcome:
        """How it ended."""
        return self.verdict.outcome

    @property
    def roll(self) -> Number:
        """How many were eligible."""
        return self.verdict.roll


@dataclass(frozen=True, slots=True)
class PollResult:
    """What a method counted: how it ended, which options won, by number, and how the roll took part.

    `direct + delegated + unrepresented == roll`; `uncounted` of the delegated are beyond the cap. The whole count with
    its steps is kept beside the decision.
    """

    outcome: Outcome
    winners: tuple[int, ...]
    roll: int
    direct: int
    delegated: int
    unrepresented: int
    uncounted: int = 0


@dataclass(frozen=True, slots=True)
class Power:
    """How the weight was spread in a count: (weight, how many ballots had it), ascending, nobody named.

    `flips` says whether the result would be another if every delegation were ignored (governance 12.1).
    """

    roll: int
    weights: tuple[tuple[int, int], ...]
    flips: bool

    @property
    def total(self) -> int:
        """All votes that were counted."""
        return sum(weight * people for weight, people in self.weights)

    @property
    def top(self) -> int:
        """What the heaviest ballot weighed, 0 where there was none."""
        return max((weight for weight, _ in self.weights), default=0)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it stands; `again_id` is the proposal that it puts once more, where it does.

    `topic_id` is what it is about, and `topic` its name; until `override_until` some whose delegate voted late may
    still vote themselves. `power` is how the weight of what was counted was spread.
    """

    id: ProposalId
    community_id: CommunityId
    circle_id: CircleId
    circle: str
    proposer_id: MemberId
    version: int
    title: str
    text: str
    rules: FrozenRules
    opened_at: datetime
    closes_at: datetime
    extended: bool
    state: State
    result: Result | PollResult | None = None
    again_id: ProposalId | None = None
    topic_id: TopicId | None = None
    topic: str = ""
    override_until: datetime | None = None
    power: Power | None = None


def check_open(decision: Decision, now: datetime) -> None:
    """An action counts iff it was received before the stored deadline; raises VoteClosed.

    Source: governance 2.4. Never whether a job has run yet.
    """
    withdrawn = decision.state is State.WITHDRAWN
    if decision.state is not State.OPEN or now >= decision.closes_at:
        raise VoteClosed(decision.title, decision.closes_at, withdrawn=withdrawn)


def check_put_again(decision: Decision, already: ProposalId | None, now: datetime) -> None:
    """A vote that missed its quorum may be put once more, after a rest; a second failure closes it.

    Source: governance 8.3. `already` is the proposal that puts it again, if there is one. Raises NotPutAgain,
    PutAgainAlready or PutAgainTooSoon.
    """
    if outcome(decision) is not Outcome.NO_QUORUM or decision.again_id is not None:
        raise NotPutAgain(decision.title)
    if already is not None:
        raise PutAgainAlready(decision.title, already)
    if now < decision.closes_at + REST:
        raise PutAgainTooSoon(decision.title, decision.closes_at + REST)


def conclude(
    rules: FrozenRules, weights: dict[Choice, int], *, direct: int, delegated: int, roll: int, uncounted: int = 0
) -> Result:
    """Count by threshold: `weights` are votes per choice, own and delegated; `roll` is who was eligible at the end."""
    assert rules.threshold is not None, "a poll is counted by its method"  # noqa: S101
    tally = Tally(yes=weights.get(Choice.YES, 0), no=weights.get(Choice.NO, 0), abstain=weights.get(Choice.ABSTAIN, 0))
    verdict = decide(rules.threshold, rules.quorum, tally, roll)
    return Result(verdict, direct, delegated, roll - direct - delegated, uncounted)


def outcome(decision: Decision) -> Outcome | None:
    """Return the named outcome of an ended decision, None while it runs."""
    if decision.state is State.WITHDRAWN:
        return Outcome.WITHDRAWN
    return decision.result.outcome if decision.result else None
