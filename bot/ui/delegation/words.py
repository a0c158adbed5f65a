"""What is handed over, in words."""

from collections.abc import Iterator, Sequence

from bot.rules.chain import ChainEnd
from bot.rules.delegation import Scope
from bot.rules.liquid import Liquid
from bot.services.carried import Load
from bot.services.delegation import DelegationSet
from bot.services.preview import Preview
from bot.services.within import Within
from bot.ui.chain import outlook, stands
from bot.ui.clean import clean, plain
from bot.ui.people import Called
from bot.ui.words import counted, duration, joined, moment

NAME = 60
"""Characters of the name of a circle or of a title."""

_WITHIN = {
    Scope.COMMUNITY: "everywhere in this community",
    Scope.CIRCLE: "in the circle **{}**",
    Scope.TOPIC: "on the topic **{}**",
    Scope.PROPOSAL: "on **{}**",
}
_LABELS = {
    Scope.COMMUNITY: "Everywhere in this community",
    Scope.CIRCLE: "Circle: {}",
    Scope.TOPIC: "Topic: {}",
    Scope.PROPOSAL: "Only this vote: {}",
}


def place(scope: Scope, name: str) -> str:
    """Return what a delegation is within, as in "in the circle **Kitchen**"."""
    return _WITHIN[scope].format(clean(name, NAME))


def label(there: Within) -> str:
    """Return the same for a menu; a topic with its circle."""
    circle = f" ({there.circle.name})" if there.circle and there.reach.scope is Scope.TOPIC else ""
    return plain(_LABELS[there.reach.scope].format(there.name + circle), 100)


def wished(found: Preview, who: Called) -> str:
    """Return what would be given."""
    wish = found.wish
    head = "**Nobody**" if wish.trustee_id is None else who(wish.trustee_id)
    until = f", until {moment(wish.until, 'D')}" if wish.until else ""
    rest = "whatever you chose more widely" if wish.trustee_id is None else "whenever you do not vote yourself"
    return f"{head} votes for you {place(wish.scope, found.there.name)}{until}, {rest}."


def given(done: DelegationSet, who: Called) -> str:
    """Return what is in force now that a delegation was given or offered."""
    one, where = done.delegation, place(done.delegation.scope, done.place)
    until = f" until {moment(one.until, 'D')}" if one.until else ""
    if one.trustee_id is None:
        return f"Nobody votes for you {where} now{until}, whatever you chose more widely."
    if one.accepted_at is None:
        return f"{who(one.trustee_id)} is asked to vote for you {where}{until}. Until they accept all stays as it was."
    loop = "\n⚠ That closes a loop: the votes in it are lost unless somebody in it votes." if done.closes_cycle else ""
    return f"{who(one.trustee_id)} votes for you {where} now{until}, whenever you do not vote yourself.{loop}"


def promise(rules: Liquid, *, nobody: bool) -> str:
    """Return what both are told once it is done."""
    if nobody:
        return "-# You can take it back any time under `/my delegations`."
    whose = "from you" if rules.open_graph else "but not whose"
    return (
        f"-# They hear once that they carry a vote, {whose}. I tell you by direct message how they vote, so that you "
        "can vote differently; `/reminders` changes that. You can take it back any time under `/my delegations`."
    )


def meant(found: Preview, who: Called) -> str:
    """Return what that would mean as things stand: where the vote would go, and all that somebody should mind."""
    return "\n".join(_means(found, who))


def _means(found: Preview, who: Called) -> Iterator[str]:
    wish = found.wish
    if wish.trustee_id is not None:
        yield (stands if found.there.decision else outlook)(found.chain, who)
        yield from _warnings(found, who)
    if wish.trustee_id is not None and wish.accepted_at is None:
        yield f"Here a delegate has to accept first. Until {who(wish.trustee_id)} does, all stays as it is."
    if wish.backups:
        yield f"If they do not vote: {joined(map(who, wish.backups))}. The nearest who votes counts for you."
    if found.replaces is not None and found.replaces.trustee_id != wish.trustee_id:
        before = "nobody" if found.replaces.trustee_id is None else who(found.replaces.trustee_id)
        yield f"So far it was {before}."
    if found.votes:
        yield "You have voted there yourself, which comes first as long as you do not take it back."


def _warnings(found: Preview, who: Called) -> Iterator[str]:
    if found.chain.end is ChainEnd.CYCLE:
        yield "⚠ That is a loop: the votes in it are lost unless somebody in it votes."
    if found.load is not None:
        yield carries(found.load, found.load_in if found.wish.scope is Scope.COMMUNITY else "", who)
    if found.lost_in:
        yield f"⚠ They have no vote in {_circles(found.lost_in)}: there yours would be lost unless you vote yourself."


def carries(load: Load, circle: str, who: Called) -> str:
    """Return how much somebody would carry."""
    where = f" in **{clean(circle, NAME)}**" if circle else ""
    cap = "" if load.cap is None else f"; one person can carry {load.cap:,} there"
    return f"{who(load.member_id)} would carry {counted(load.weight, 'vote')}{where}, their own with it{cap}."


def _circles(names: Sequence[str]) -> str:
    shown = [f"**{clean(name, NAME)}**" for name in names[:3]]
    return joined([*shown, *([f"{len(names) - 3:,} more circles"] if len(names) > 3 else [])])


def longest(rules: Liquid) -> str:
    """Return the longest a delegation lasts, for a menu."""
    return f"As long as possible: {duration(rules.longest)}"
