"""Circles in words."""

from collections.abc import Sequence

from bot.rules.circle import Circle, Proposers
from bot.rules.majority import FixedQuorum, Quorum, ShareQuorum
from bot.rules.secrecy import Secrecy
from bot.services.circle import CircleView
from bot.ui.clean import clean
from bot.ui.ladder import ladder_words
from bot.ui.words import counted, duration, threshold_words

PROPOSERS = {
    Proposers.MEMBERS: "its members",
    Proposers.STEWARD: "its steward",
    Proposers.EVERYONE: "everyone in this server",
}
PUBLISHED = {
    Secrecy.OPEN: "Ballots are published with names at the close",
    Secrecy.PSEUDONYMOUS: "Ballots are published without names at the close",
    Secrecy.SECRET: "Ballots are secret, and everybody votes for themselves",
}
LIST_LIMIT = 20
"""Circles on one screen."""


def described(view: CircleView) -> str:
    """Return a circle on one screen: who, what for, where, and how it decides."""
    circle = view.circle
    people = f"those who hold <@&{circle.role_id}>" if circle.role_id else "those who joined"
    seats = " · ".join(
        f"{seat} <@{holder}>"
        for seat, holder in (("facilitator", circle.facilitator_id), ("secretary", circle.secretary_id))
        if holder is not None
    )
    mine = "You are a member." if view.is_member else "You are not a member."
    return "\n".join(
        [
            f"**{clean(circle.name)}** — {clean(circle.aim)}",
            f"Home <#{circle.home_id}> · steward <@{circle.steward_id}> · {view.members} members, {people}. {mine}",
            *([f"Chosen by the circle: {seats}"] if seats else []),
            *([] if circle.why_notes else ["Why each step of a round exists is not told here."]),
            f"Decides: {deciding(circle)}",
            *([f"Tried in turn until there is a decision: {ladder_words(circle.ladder)}"] if circle.ladder else []),
            *([f"As keepers it objects by {counted(len(circle.clauses), 'clause')}."] if circle.clauses else []),
            f"Votes run {duration(circle.defaults.period)} unless said otherwise.",
            f"The shortest is {duration(circle.defaults.shortest)}; times are read in {circle.defaults.timezone}.",
            f"{PUBLISHED[circle.defaults.secrecy]}, unless said otherwise.",
            f"Proposals come from {PROPOSERS[circle.defaults.proposers]}.",
        ]
    )


def deciding(circle: Circle) -> str:
    """Return the rule of a circle in words."""
    return f"{threshold_words(circle.defaults.threshold)}, and {quorum_words(circle.defaults.quorum)} in favour"


def quorum_words(quorum: Quorum) -> str:
    """Return a quorum in words, before the roll is known."""
    match quorum:
        case FixedQuorum(votes):
            return f"at least {votes}"
        case ShareQuorum(share):
            return f"at least {share.numerator}/{share.denominator} of all members"
        case _:
            return "at least one and a half times the square root of the members"


def listed(views: Sequence[CircleView]) -> str:
    """Return circles as a list."""
    if not views:
        return "There is no circle here yet. Somebody who may manage the server founds one with `/circle create`."
    lines = [
        f"**{clean(view.circle.name)}** — {clean(view.circle.aim, 100)} ({view.members} members, "
        f"<#{view.circle.home_id}>{', you are in it' if view.is_member else ''})"
        for view in views[:LIST_LIMIT]
    ]
    more = [f"… and {len(views) - LIST_LIMIT} more"] if len(views) > LIST_LIMIT else []
    return "\n".join([*lines, *more])[:2000]
