"""How a decision is written down and read back."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Row, Select, select

from bot.rules.decision import Decision, FrozenRules, PollResult, Power, Result
from bot.rules.ids import CircleId, CommunityId, MemberId, ProposalId, TopicId
from bot.rules.liquid import Liquid
from bot.rules.majority import Tally, Verdict, parse_threshold, write_threshold
from bot.store.moves import read, write
from bot.store.polls import read_poll
from bot.store.tables import circle, decision, poll, proposal, topic, version

WHOLE: Select[tuple[object, ...]] = (
    select(
        decision,
        proposal.c.community_id,
        proposal.c.circle_id,
        proposal.c.proposer_id,
        proposal.c.again_id,
        proposal.c.topic_id,
        circle.c.name.label("circle"),
        topic.c.name.label("topic"),
        version.c.title,
        version.c.text,
        poll.c.method,
        poll.c.seats,
        poll.c.ties,
        poll.c.settings,
        poll.c.nominations_until,
        poll.c.commitment,
        poll.c.chambers,
        poll.c.pool,
        poll.c.reasons,
        poll.c.winners,
    )
    .join(proposal, proposal.c.id == decision.c.proposal_id)
    .join(circle, circle.c.id == proposal.c.circle_id)
    .outerjoin(topic, topic.c.id == proposal.c.topic_id)
    .outerjoin(poll, poll.c.proposal_id == decision.c.proposal_id)
    .join(version, (version.c.proposal_id == decision.c.proposal_id) & (version.c.number == decision.c.version))
)


def rules_columns(rules: FrozenRules) -> dict[str, object]:
    """Return the columns of the frozen rules."""
    return {
        "threshold": rules.threshold and write_threshold(rules.threshold),
        "quorum": rules.quorum,
        "roll_size": rules.roll,
        "knobs": dict(rules.knobs),
        "software": rules.software,
        "liquid": rules.liquid and write(rules.liquid),
        "secrecy": rules.secrecy,
    }


def result_columns(result: Result | PollResult, power: Power | None) -> dict[str, object]:
    """Return the columns of a result; its quorum is the one frozen at the opening, a poll's count is kept there."""
    columns: dict[str, object] = {
        "outcome": result.outcome,
        "roll": result.roll,
        "direct": result.direct,
        "delegated": result.delegated,
        "unrepresented": result.unrepresented,
        "uncounted": result.uncounted,
    }
    if isinstance(result, Result):
        tally = result.verdict.tally
        columns |= {"yes": tally.yes, "no": tally.no, "abstain": tally.abstain, "needed": result.verdict.needed}
    if power is not None:
        columns["power"] = asdict(power)
    return columns


def read_power(column: Mapping[str, Any]) -> Power:
    """Return how the weight of a count was spread."""
    return Power(column["roll"], tuple((weight, people) for weight, people in column["weights"]), column["flips"])


def read_decision(row: Row[tuple[object, ...]]) -> Decision:
    """Return the decision of a row of WHOLE."""
    return Decision(
        id=ProposalId(row.proposal_id),
        community_id=CommunityId(row.community_id),
        circle_id=CircleId(row.circle_id),
        circle=row.circle,
        proposer_id=MemberId(row.proposer_id),
        version=row.version,
        title=row.title,
        text=row.text,
        rules=_rules(row),
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        extended=row.extended,
        state=row.state,
        result=_result(row),
        again_id=None if row.again_id is None else ProposalId(row.again_id),
        topic_id=None if row.topic_id is None else TopicId(row.topic_id),
        topic=row.topic or "",
        override_until=row.override_until,
        power=row.power and read_power(row.power),
    )


def _rules(row: Row[tuple[object, ...]]) -> FrozenRules:
    threshold = None if row.threshold is None else parse_threshold(row.threshold)
    liquid = None if row.liquid is None else read(Liquid, row.liquid)
    frozen = FrozenRules(threshold, row.quorum, row.roll_size, row.knobs, row.software, read_poll(row), liquid)
    return frozen if row.secrecy is None else replace(frozen, secrecy=row.secrecy)


def _result(row: Row[tuple[object, ...]]) -> Result | PollResult | None:
    if row.outcome is None:
        return None
    part = (row.direct, row.delegated, row.unrepresented, row.uncounted or 0)
    if row.method is not None:
        return PollResult(row.outcome, tuple(row.winners or ()), row.roll, *part)
    verdict = Verdict(row.outcome, Tally(row.yes, row.no, row.abstain), row.roll, row.quorum, row.needed)
    return Result(verdict, *part)
