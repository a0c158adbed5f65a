"""The post: letters that are due are brought to their readers, each in the way and at the hour they wish.

Whoever takes direct messages gets one for all that waits in a community. Others are called by name in the thread of
the vote or in the home of the circle, without a word about what it is. Such a call must not tell third parties who
hands a vote to whom: right after a ballot it would. So those who follow it are called together with everybody else,
when the vote has its one reminder.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from bot.rules.circle import Actor
from bot.rules.decision import Decision, State
from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, CommunityId, MemberId, ProposalId
from bot.rules.reach import By, Hour, hour, reach
from bot.services.deadline import MENTIONS_PER_MESSAGE
from bot.services.letter import BEAT
from bot.services.ports import UnitOfWork
from bot.services.values import Delegation, Letter, LetterKind, Notice, Owed, Preference, Sweep
from bot.services.within import Reach, within

AT_ONCE = 200
"""Letters that are looked at in one transaction, and on one beat: a crowd of them keeps no ballot waiting."""

ASIDE = timedelta(days=1)
"""How long the call about somebody who left waits, so that it does not point at who followed them."""

FOLLOWING = frozenset({LetterKind.CARRIED, LetterKind.CAPPED, LetterKind.LOST})
"""What tells, by when it comes, that somebody's vote goes with another's."""

Key = tuple[CommunityId, MemberId]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where people are called together, and whether without a sound: a vote's thread, or a circle's home."""

    community_id: CommunityId
    proposal_id: ProposalId | None = None
    circle_id: CircleId | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class _Round:
    """One round of the post, with those whom it will call."""

    uow: UnitOfWork
    now: datetime
    calls: dict[Spot, list[MemberId]] = field(default_factory=lambda: defaultdict(list))


def due(uow: UnitOfWork, sweep: Sweep) -> bool:
    """Whether a letter is to be brought."""
    return bool(uow.letters.due(sweep.now, 1, sweep.community_id))


def bring(uow: UnitOfWork, sweep: Sweep) -> None:
    """Owe a message for every letter that is due, or let it lie: until a better hour, or until its reader comes."""
    at_once = _Round(uow, sweep.now)
    letters = sorted(uow.letters.due(sweep.now, AT_ONCE, sweep.community_id), key=lambda one: (*_key(one), one.id))
    kept = uow.preferences.of({one.member_id for one in letters})
    for key, own in groupby(letters, _key):
        _bring(at_once, key, [*own], kept.get(key[1], Preference(key[1])))
    for spot, members in at_once.calls.items():
        _call(at_once, spot, members)


def _key(letter: Letter) -> Key:
    return letter.community_id, letter.member_id


def _bring(at_once: _Round, key: Key, letters: Sequence[Letter], kept: Preference) -> None:
    """Bring one person's letters of one community."""
    way = reach(kept.reminders, invited=kept.invited_at is not None, closed=kept.closed_at is not None)
    hours = {one: _hour(at_once, one, way, kept) for one in letters}
    for one, at in hours.items():
        if at is None or at.at > at_once.now:
            at_once.uow.letters.rest([one.id], None if at is None else at.at)
    ready = {one: at for one, at in hours.items() if at is not None and at.at <= at_once.now}
    if ready and way is By.DM:
        _write(at_once, key)
    elif ready:
        _name(at_once, ready)


def _hour(at_once: _Round, letter: Letter, way: By, kept: Preference) -> Hour | None:
    """Return when a letter is brought, None where its reader has to come for it."""
    if letter.kind is LetterKind.JURY:
        return _summons(at_once, letter, way, kept)
    decision = at_once.uow.decisions.get(letter.proposal_id) if letter.proposal_id else None
    begins = _begins(at_once, letter, decision) if way is By.CALL else at_once.now
    if way is By.NONE or begins is None or (decision and decision.state is not State.OPEN):
        return None
    return hour(kept.quiet, max(begins, at_once.now), _ends(at_once, letter, decision))


def _summons(at_once: _Round, letter: Letter, way: By, kept: Preference) -> Hour | None:
    """Return when somebody reads that they were drawn for a jury; its thread calls them by name already."""
    if way is not By.DM or letter.proposal_id is None:
        return None
    [*_, last] = at_once.uow.challenges.of(letter.proposal_id)
    return hour(kept.quiet, at_once.now, last.until)


def _begins(at_once: _Round, letter: Letter, decision: Decision | None) -> datetime | None:
    """Return from when somebody can be called for a letter without telling others whom they follow."""
    if letter.kind is LetterKind.ORPHANED:
        return letter.at + ASIDE
    if decision is None or letter.kind not in FOLLOWING:
        return at_once.now
    reminder = at_once.uow.decisions.reminds_at(decision.id)
    if letter.kind is LetterKind.CARRIED and letter.at >= reminder:
        return None
    return reminder + BEAT


def _ends(at_once: _Round, letter: Letter, decision: Decision | None) -> datetime | None:
    """Return until when its reader can do something about a letter."""
    if decision is not None:
        right = at_once.uow.overrides.get(decision.id, letter.member_id) if decision.override_until else None
        return right.until if right else decision.closes_at
    if letter.kind in {LetterKind.EXPIRING, LetterKind.TOPIC} and letter.delegation_id:
        given = at_once.uow.delegations.get(letter.delegation_id)
        return None if given is None else given.until
    return None


def _write(at_once: _Round, key: Key) -> None:
    """Owe one direct message about all that waits for somebody, up to the last letter there is now."""
    community_id, member_id = key
    waiting = [one.id for one in at_once.uow.letters.waiting(member_id, community_id)]
    at_once.uow.letters.rest(waiting, None)
    owed = Owed(Notice.LETTERS, community_id, member_id=member_id, detail=str(max(waiting)))
    at_once.uow.outbox.owe(owed, at_once.now)


def _name(at_once: _Round, ready: Mapping[Letter, Hour]) -> None:
    """Have somebody called once, where the first of their letters belongs."""
    at_once.uow.letters.rest([one.id for one in ready], None)
    spots = (_spot(at_once, one, silent=at.silent) for one, at in ready.items())
    spot = next((one for one in spots if one), None)
    if spot is not None:
        at_once.calls[spot].append(next(iter(ready)).member_id)


def _spot(at_once: _Round, letter: Letter, *, silent: bool) -> Spot | None:
    """Return where somebody is called for a letter, None where there is no such place."""
    given = at_once.uow.delegations.get(letter.delegation_id) if letter.delegation_id else None
    proposal_id = ProposalId(given.scope_id) if given and given.scope is Scope.PROPOSAL else letter.proposal_id
    if proposal_id is not None:
        return Spot(letter.community_id, proposal_id, silent=silent)
    circles = at_once.uow.memberships.circles_of(letter.community_id, letter.member_id)
    belongs = _circle(at_once, given) if given else None
    circle_id = belongs if belongs in circles else next(iter(circles), None)
    return Spot(letter.community_id, circle_id=circle_id, silent=silent) if circle_id else None


def _circle(at_once: _Round, given: Delegation) -> CircleId | None:
    """Return the circle that a delegation belongs to."""
    actor = Actor(given.truster_id, given.community_id)
    return within(at_once.uow, actor, Reach(given.scope, given.scope_id)).ground.circle_id


def _call(at_once: _Round, spot: Spot, members: Sequence[MemberId]) -> None:
    about = f"{spot.circle_id or 0} {int(spot.silent)}"
    for start in range(0, len(members), MENTIONS_PER_MESSAGE):
        called = tuple(members[start : start + MENTIONS_PER_MESSAGE])
        owed = Owed(Notice.CALL, spot.community_id, spot.proposal_id, to=called, detail=about)
        at_once.uow.outbox.owe(owed, at_once.now)
