"""Delegations in words."""

from bot.rules.delegation import Chain, ChainEnd, Scope
from bot.services.delegation import MyDelegations
from bot.services.ports import Delegation
from bot.ui.words import moment

WHERE = {Scope.COMMUNITY: "In the whole community", Scope.CIRCLE: "In circle", Scope.PROPOSAL: "On proposal"}


def listed(mine: MyDelegations) -> str:
    """Return a member's delegations, and the number of people who delegate to them."""
    carried = f"{mine.received} people delegate to you directly." if mine.received else "Nobody delegates to you."
    if not mine.given:
        return f"You have handed your vote to nobody. {carried}"
    return "\n".join([*(line(one) for one in mine.given), carried])[:2000]


def line(one: Delegation) -> str:
    """Return a delegation on one line."""
    where = WHERE[one.scope] + (f" #{one.scope_id}" if one.scope_id else "")
    whom = f"<@{one.trustee_id}>" if one.trustee_id else "nobody"
    return f"{where}: {whom}" + (f", until {moment(one.until, 'D')}" if one.until else "")


def chained(chain: Chain) -> str:
    """Say where a vote would go in a circle's next decision."""
    passed = " → ".join(f"<@{member}>" for member in chain.members[1:])
    if not passed:
        return "You vote for yourself there: nobody else does."
    ends = {
        ChainEnd.CYCLE: "That goes round in a circle, so it is lost until somebody in it votes.",
        ChainEnd.NOT_ELIGIBLE: "The last one cannot vote there, so it would be lost.",
    }
    return (
        f"Your vote goes to {passed}. {ends.get(chain.end, 'Whoever of them votes first on the way speaks for you.')}"
    )
