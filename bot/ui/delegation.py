"""Delegations in words."""

from bot.rules.chain import Chain, ChainEnd
from bot.rules.delegation import Scope
from bot.services.delegation import DelegationSet, Given, MyDelegations
from bot.ui.clean import clean
from bot.ui.people import Called
from bot.ui.words import moment

LINES = 20
"""Delegations on one screen."""

HERE = {Scope.COMMUNITY: "in this community", Scope.CIRCLE: "in this circle", Scope.PROPOSAL: "on this proposal"}


def delegated(done: DelegationSet, who: Called) -> str:
    """Say what a delegation now does."""
    given = done.delegation
    where = HERE[given.scope]
    if given.trustee_id is None:
        return f"Nobody votes for you {where} now, whatever you chose more widely."
    until = f" until {moment(given.until, 'D')}" if given.until and given.scope is not Scope.PROPOSAL else ""
    loop = "\nMind: this closes a loop. The votes in it are lost until somebody in it votes."
    return (
        f"{who(given.trustee_id)} votes for you {where}{until}, whenever you do not vote yourself. "
        f"Take it back any time with `/delegate remove`.{loop if done.closes_cycle else ''}"
    )


def listed(mine: MyDelegations, who: Called) -> str:
    """Return a member's delegations, and the number of people who delegate to them."""
    carried = {0: "Nobody delegates to you.", 1: "One person delegates to you directly."}.get(
        mine.received, f"{mine.received:,} people delegate to you directly."
    )
    if not mine.given:
        return f"You have handed your vote to nobody. {carried}"
    more = [f"… and {len(mine.given) - LINES} more"] if len(mine.given) > LINES else []
    return "\n".join([*(line(one, who) for one in mine.given[:LINES]), *more, carried])[:2000]


def line(one: Given, who: Called) -> str:
    """Return a delegation on one line."""
    given, name = one.delegation, clean(one.place, 60)
    where = {
        Scope.COMMUNITY: "In the whole community",
        Scope.CIRCLE: f"In the circle **{name}**",
        Scope.PROPOSAL: f"On #{given.scope_id} **{name}**",
    }[given.scope]
    whom = who(given.trustee_id) if given.trustee_id else "nobody"
    return f"{where}: {whom}" + (f", until {moment(given.until, 'D')}" if given.until else "")


def chained(chain: Chain, who: Called) -> str:
    """Say where a vote would go in a circle's next decision."""
    passed = " → ".join(who(member) for member in chain.members[1:])
    if not passed:
        return "You vote for yourself there: nobody else does."
    ends = {
        ChainEnd.CYCLE: "That goes round in a circle, so it is lost until somebody in it votes.",
        ChainEnd.NOT_ELIGIBLE: "The last one cannot vote there, so it would be lost.",
    }
    return (
        f"Your vote goes to {passed}. {ends.get(chain.end, 'Whoever of them votes first on the way speaks for you.')}"
    )
