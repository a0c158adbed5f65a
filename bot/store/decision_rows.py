"""How a decision is written down and read back."""

from sqlalchemy import Row, Select, select

from bot.rules.decision import Decision, FrozenRules, Result
from bot.rules.ids import CircleId, CommunityId, MemberId, ProposalId
from bot.rules.majority import Tally, Verdict, parse_threshold, write_threshold
from bot.store.tables import circle, decision, proposal, version

WHOLE: Select[tuple[object, ...]] = (
    select(
        decision,
        proposal.c.community_id,
        proposal.c.circle_id,
        proposal.c.proposer_id,
        proposal.c.again_id,
        circle.c.name.label("circle"),
        version.c.title,
        version.c.text,
    )
    .join(proposal, proposal.c.id == decision.c.proposal_id)
    .join(circle, circle.c.id == proposal.c.circle_id)
    .join(version, (version.c.proposal_id == decision.c.proposal_id) & (version.c.number == decision.c.version))
)


def rules_columns(rules: FrozenRules) -> dict[str, object]:
    """Return the columns of the frozen rules."""
    return {
        "threshold": write_threshold(rules.threshold),
        "quorum": rules.quorum,
        "roll_size": rules.roll,
        "knobs": dict(rules.knobs),
        "software": rules.software,
    }


def result_columns(result: Result) -> dict[str, object]:
    """Return the columns of a result; its quorum is the one frozen at the opening."""
    verdict = result.verdict
    return {
        "outcome": verdict.outcome,
        "yes": verdict.tally.yes,
        "no": verdict.tally.no,
        "abstain": verdict.tally.abstain,
        "roll": verdict.roll,
        "needed": verdict.needed,
        "direct": result.direct,
        "delegated": result.delegated,
        "unrepresented": result.unrepresented,
    }


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
        rules=FrozenRules(parse_threshold(row.threshold), row.quorum, row.roll_size, row.knobs, row.software),
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        extended=row.extended,
        state=row.state,
        result=_result(row),
        again_id=None if row.again_id is None else ProposalId(row.again_id),
    )


def _result(row: Row[tuple[object, ...]]) -> Result | None:
    if row.outcome is None:
        return None
    verdict = Verdict(row.outcome, Tally(row.yes, row.no, row.abstain), row.roll, row.quorum, row.needed)
    return Result(verdict, row.direct, row.delegated, row.unrepresented)
