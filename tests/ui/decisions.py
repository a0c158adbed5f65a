"""Decisions to show."""

from datetime import UTC, datetime

from bot.rules.decision import Choice, Decision, FrozenRules, Result, State, conclude
from bot.rules.ids import CircleId, CommunityId, MemberId, ProposalId
from bot.rules.majority import Supermajority, Threshold

OPENED = datetime(2026, 10, 11, 17, tzinfo=UTC)
CLOSES = datetime(2026, 10, 16, 17, tzinfo=UTC)
RULES = FrozenRules(Supermajority(2, 1), 5, 15, {}, "0.1.0")


def decision_of(
    title: str = "Plant a tree",
    text: str = "In the yard.",
    circle: str = "Garden",
    state: State = State.OPEN,
    result: Result | None = None,
) -> Decision:
    """Return a decision of fifteen members by two thirds."""
    return Decision(
        ProposalId(7),
        CommunityId(1),
        CircleId(2),
        circle,
        MemberId(123456789012345678),
        1,
        title,
        text,
        RULES,
        OPENED,
        CLOSES,
        extended=False,
        state=state,
        result=result,
    )


def result_of(
    yes: int = 9,
    no: int = 3,
    abstain: int = 1,
    roll: int = 15,
    threshold: Threshold = RULES.threshold,
    quorum: int = 5,
) -> tuple[Result, FrozenRules]:
    """Return a result without delegations and the rules it was counted by."""
    rules = FrozenRules(threshold, quorum, roll, {}, "0.1.0")
    weights = {Choice.YES: yes, Choice.NO: no, Choice.ABSTAIN: abstain}
    return conclude(rules, weights, direct=yes + no + abstain, delegated=0, roll=roll), rules
