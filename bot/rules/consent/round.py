"""The round: everybody who was there when it began is asked about one text, and one objection is enough to stop it.

Source: governance 3.2, 3.3, and 2.2 for the snapshot of who is asked.
"""

from dataclasses import replace
from datetime import datetime

from bot.rules.consent.moves import Entrust, GiveConsent, MoreTime, Object, TimeUp
from bot.rules.consent.state import C, Concern, Consent, Fate, Objection, Phase, Position
from bot.rules.consent.table import MACHINE
from bot.rules.ids import MemberId
from bot.rules.process.asking import asked_anew, check_asked, suffices, with_more_time
from bot.rules.process.item import ended, put, reseated, saying
from bot.rules.process.machine import Turn

LEADING = (Phase.ADOPTED, Phase.STALLED, Phase.INTEGRATE, Phase.ESCALATED, Phase.AMEND)
"""Where a round that closes can lead."""


def begin(item: C, now: datetime) -> C:
    """Return the item at the start of a round: all who are there are asked anew about the text as it stands."""
    return replace(asked_anew(item), phase=Phase.ROUND, since=now, ends=now + item.settings.round)


@MACHINE.on(GiveConsent, Phase.ROUND, who="who is asked", guard="the last answer closes the round", to=LEADING)
def consent(item: Consent, move: GiveConsent, turn: Turn) -> Consent:
    """Take a consent, with a concern for the record where there is one."""
    member = check_asked(item, turn.by)
    item = retracted(item, member)
    if move.concern:
        concern = Concern(member, saying(move.concern, "concern"), item.round)
        item = replace(item, concerns=(*item.concerns, concern))
    return all_answered(replace(item, positions=put(item.positions, member, Position(turn.at))), turn.at)


@MACHINE.on(
    Object,
    Phase.ROUND,
    who="who is asked",
    guard="a reason is given",
    to=(Phase.INTEGRATE, Phase.ESCALATED),
)
def object_(item: Consent, move: Object, turn: Turn) -> Consent:
    """Take an objection, or the better words for it."""
    return objected(item, check_asked(item, turn.by), move, turn.at)


def objected(item: Consent, member: MemberId, said: Object | Entrust, now: datetime) -> Consent:
    """Return the item with a member's objection, or the better words for the one they have in this round.

    What is entrusted to the facilitator stands as any other; only who raises it differs.
    """
    reason = saying(said.reason, "reason")
    arguments = tuple((one, saying(text, "argument")) for one, text in said.arguments)
    before = item.positions.get(member)
    if not before or not before.objection:
        item = raised(retracted(item, member), member, reason, now)
    entrusted = isinstance(said, Entrust)
    objection = replace(
        item.objection(item.positions[member].objection or 0),
        reason=reason,
        arguments=arguments,
        through=item.facilitator if entrusted else None,
        fate=Fate.ENTRUSTED if entrusted else Fate.RAISED,
    )
    return all_answered(item.with_objection(objection), now)


def raised(item: C, member: MemberId, reason: str, now: datetime) -> C:
    """Return the item with one more objection."""
    objection = Objection(
        number=len(item.objections) + 1,
        by=member,
        owner=member,
        round=item.round,
        reason=reason,
        raised_in=item.version,
        since=now,
    )
    positions = put(item.positions, member, Position(now, objection.number))
    return replace(item, objections=(*item.objections, objection), positions=positions)


@MACHINE.on(MoreTime, Phase.ROUND, who="who is asked", guard="once in a round")
def more_time(item: Consent, _: MoreTime, turn: Turn) -> Consent:
    """Move the end of the round away."""
    return with_more_time(item, turn, item.settings.extension)


@MACHINE.on(TimeUp, Phase.ROUND, who="the clock", guard="the time is over", to=LEADING)
def round_over(item: Consent, _: TimeUp, turn: Turn) -> Consent:
    """Close the round; where silence does not suffice, ask once more."""
    if item.standing or _silence_suffices(item):
        return close(item, turn.at)
    if not item.extended:
        return replace(item, extended=True, ends=turn.at + item.settings.extension)
    return ended(item, Phase.STALLED, turn.at)


def all_answered(item: C, now: datetime) -> C:
    """Return the item with its round closed, where nobody who is still there is silent and the proposer is there."""
    if item.silent or item.proposer_left_at is not None:
        return item
    return close(item, now)


def close(item: C, now: datetime) -> C:
    """Return the item after a round in which as many have answered as have to.

    An objection that stands leads to an integration, or after as many as are allowed to an escalation. Where half or
    more of those asked have left, what remains decides nothing (governance 3.3).
    """
    if item.standing:
        return _integrate(item, now)
    if item.stale:
        return to_amend(item, now)
    if item.half_gone or not _silence_suffices(item):
        return ended(item, Phase.STALLED, now)
    return replace(ended(item, Phase.ADOPTED, now), adopted_at=now)


def to_amend(item: C, now: datetime) -> C:
    """Return the item with its proposer, who has to fit it to what has overtaken it."""
    return replace(item, phase=Phase.AMEND, since=now, ends=now + item.settings.amend)


def _integrate(item: C, now: datetime) -> C:
    item = replace(item, objections=tuple(_brought_up(item, one, now) for one in item.objections))
    if item.integrations >= item.settings.max_integrations:
        return ended(item, Phase.ESCALATED, now)
    item = replace(item, seat_since=now, offered=(), anybody=False)
    return replace(
        reseated(item, now, frozenset(one.voice for one in item.standing)),
        phase=Phase.INTEGRATE,
        since=now,
        ends=now + item.settings.integrate,
        integrations=item.integrations + 1,
    )


def concerned(item: C, objection: Objection) -> C:
    """Return the item with the concern that an objection leaves behind, of its objector or who speaks for them (C5)."""
    relayed = objection.through is not None
    by = objection.through if objection.through is not None else objection.by
    concern = Concern(by, objection.reason, item.round, objection.number, relayed=relayed)
    return replace(item, concerns=(*item.concerns, concern))


def _brought_up(item: Consent, objection: Objection, now: datetime) -> Objection:
    """Return an objection as an integration takes it up: raised whether or not the facilitator did, and adoptable."""
    if objection.fate is Fate.ENTRUSTED:
        return replace(objection, fate=Fate.RAISED)
    if objection.fate is Fate.ORPHANED:
        return replace(objection, revivable_until=now + item.settings.take_over)
    return objection


def _silence_suffices(item: Consent) -> bool:
    return suffices(item, item.settings.silence, item.settings.min_active)


def retracted(item: C, member: MemberId) -> C:
    """Return the item without what the member said before in this round: their last word counts (KI4)."""
    before = item.positions.get(member)
    item = replace(item, concerns=tuple(one for one in item.concerns if (one.by, one.round) != (member, item.round)))
    if before and before.objection:
        return item.with_objection(item.objection(before.objection).withdrawn(item.amended_at))
    return item
