"""How a proposal comes before a circle: in a person's own words, or going on where another led to no decision.

What is frozen at an opening is frozen here: text, rules, roll, ladder, and the circles that take part (governance 1,
2.2, 8.3).
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from typing import Any

from bot.rules.circle import Circle
from bot.rules.decision import FrozenRules
from bot.rules.errors import NoSuchCircle
from bot.rules.ids import ChannelId, CircleId, MemberId, ProposalId, TopicId
from bot.rules.knobs import BACKUPS, POLL, PUBLISHED, SPEAKERS, TIMED_VOTE, VETOES
from bot.rules.ladder import ByVote, Rung
from bot.rules.ladder.words import write_rung
from bot.rules.majority import Threshold
from bot.rules.poll import PollRules
from bot.rules.process.council import Council, House, Side
from bot.rules.process.description import Beginning, Nomination, Process
from bot.rules.process.proceeding import Proceeding
from bot.rules.secrecy import LEAST, Secrecy
from bot.rules.timing import remind_at
from bot.services.ports import UnitOfWork
from bot.services.record import round_opened, vote_opened
from bot.services.values import Climb, Houses, Notice, Owed

try:
    SOFTWARE = version("accord-bot")
except PackageNotFoundError:
    SOFTWARE = "0.1.0"

DEADLOCK = "K6 deadlock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is put to a circle, by whom, and where it stands among those about the same matter.

    `thread_id` is the thread in which it is talked about already, where it goes on there; `topic_id` what it is about,
    and `secrecy` how ballots are published, None for as usual in the circle.
    """

    circle: Circle
    proposer_id: MemberId
    title: str
    text: str
    now: datetime
    climb: Climb | None = None
    thread_id: ChannelId | None = None
    topic_id: TopicId | None = None
    secrecy: Secrecy | None = None

    @property
    def published(self) -> Secrecy:
        """What becomes of ballots: as was chosen for it, or as usual in the circle."""
        return self.secrecy or self.circle.defaults.secrecy


@dataclass(frozen=True, slots=True)
class About:
    """Whom a proposal is about: a member who has a voice and no consent, or one who is to have a seat."""

    subject: MemberId | None = None
    nomination: Nomination | None = None


NOBODY = About()


def facilitator_of(
    circle: Circle, members: AbstractSet[MemberId], besides: frozenset[MemberId | None] = frozenset()
) -> MemberId:
    """Return who facilitates at first: whom the circle chose, or else the first in the surrogate order, or somebody.

    Those `besides`, who propose or are nominated, do so only where nobody else is there.
    """
    line = (circle.facilitator_id, *surrogates(circle), *sorted(members))
    here = [member for member in line if member is not None and member in members]
    return next((member for member in here if member not in besides), here[0])


def surrogates(circle: Circle) -> tuple[MemberId, ...]:
    """Return who is asked to facilitate in place of a silent facilitator, first to last (governance 2.3)."""
    return tuple(dict.fromkeys(one for one in (circle.secretary_id, circle.steward_id) if one is not None))


def at_the_foot(circle: Circle, rung: Rung) -> Climb | None:
    """Return where a proposal stands that is decided so: on the circle's ladder, if that begins so, else nowhere."""
    if circle.ladder is None:
        return None
    usual = circle.ladder.foot == ByVote() and rung == ByVote(circle.defaults.threshold)
    return Climb(ladder=circle.ladder) if usual or rung == circle.ladder.foot else None


def put(uow: UnitOfWork, new: Opening, again_id: ProposalId | None = None) -> ProposalId:
    """Store a proposal in its first wording; `again_id` is what it puts once more."""
    proposal_id = uow.proposals.add(new.circle, new.proposer_id, new.title, new.text, new.now, again_id, new.topic_id)
    if new.climb is not None:
        uow.climbs.add(proposal_id, new.climb)
    place = uow.proposals.place(proposal_id)
    if place is not None and new.thread_id is not None:
        uow.proposals.put(proposal_id, replace(place, thread_id=new.thread_id))
    return proposal_id


def frozen(
    uow: UnitOfWork, new: Opening, threshold: Threshold | None, roll: int, poll: PollRules | None = None
) -> FrozenRules:
    """Return the rules of a vote as they are in force at its opening."""
    liquid = uow.liquids.get(new.circle.community_id)
    hands_over = new.published is not Secrecy.SECRET or liquid.speakers
    usual = VETOES if poll and poll.reasons else POLL if poll else TIMED_VOTE
    return FrozenRules(
        threshold=threshold,
        quorum=new.circle.defaults.quorum.needed(roll),
        roll=roll,
        knobs={
            **_with_ladder(usual, new.climb),
            **PUBLISHED[new.published],
            **(BACKUPS if liquid.backups and hands_over else {}),
            **(SPEAKERS if liquid.speakers and new.published is Secrecy.SECRET else {}),
        },
        software=SOFTWARE,
        poll=poll,
        liquid=liquid if hands_over else None,
        secrecy=new.published,
    )


def open_vote(uow: UnitOfWork, new: Opening, threshold: Threshold) -> ProposalId:
    """Open a vote of yes or no that runs as long as votes in the circle do, for those who are there now.

    Where there are too few of them for a secret one, ballots are published without names.
    """
    roll, closes = uow.memberships.live(new.circle.id), new.now + new.circle.defaults.period
    if new.published is Secrecy.SECRET and len(roll) < LEAST:
        new = replace(new, secrecy=Secrecy.PSEUDONYMOUS)
    proposal_id = put(uow, new)
    rules = frozen(uow, new, threshold, len(roll))
    uow.decisions.open(proposal_id, rules, new.now, closes, remind_at(new.now, closes), roll)
    if rules.secrecy is Secrecy.SECRET:
        uow.papers.begin(proposal_id)
    decision = uow.decisions.get(proposal_id)
    assert decision is not None, "it was opened in this transaction"  # noqa: S101
    vote_opened(uow, decision, roll, None)
    uow.outbox.owe(Owed(Notice.CARD, new.circle.community_id, proposal_id), new.now)
    return proposal_id


def beginning(
    uow: UnitOfWork,
    new: Opening,
    process: Process,
    houses: Houses,
    about: About = NOBODY,
) -> Beginning:
    """Return how a process begins, with those who are there now; whoever proposes is heard, there or not."""
    circle, members = new.circle, frozenset(uow.memberships.live(new.circle.id))
    council = _council(uow, circle, houses) if process.sides else None
    besides = frozenset({new.proposer_id, about.nomination.nominee if about.nomination else None})
    return Beginning(
        members=members | {new.proposer_id} | (council.people if council else frozenset()),
        proposer=new.proposer_id,
        facilitator=facilitator_of(circle, members or {new.proposer_id}, besides),
        order=surrogates(circle),
        subject=about.subject,
        nomination=about.nomination,
        why_notes=circle.why_notes,
        text=new.text,
        seed=uow.salt(),
        now=new.now,
        council=council,
    )


def draft(uow: UnitOfWork, new: Opening, process: Process, begins: Beginning, houses: Houses) -> Proceeding:
    """Store a proceeding that is to be begun, and owe its card."""
    settings = frozen_settings(uow, new, process)
    circle, proposal_id = new.circle, put(uow, new)
    proceeding = Proceeding(
        id=proposal_id,
        community_id=circle.community_id,
        circle_id=circle.id,
        circle=circle.name,
        title=new.title,
        process=process,
        beginning=begins,
        settings=settings,
        knobs=_with_ladder(process.knobs(settings), new.climb),
        software=SOFTWARE,
        opened_at=new.now,
        heard_until=new.now,
    )
    uow.proceedings.add(proceeding, {Side.FIRST: (circle.id,), **houses} if process.sides else {})
    round_opened(uow, proceeding, new.proposer_id)
    uow.outbox.owe(Owed(Notice.CARD, circle.community_id, proposal_id), new.now)
    return proceeding


def settings_of(uow: UnitOfWork, circle_id: CircleId, process: Process) -> Any:  # noqa: ANN401 - as of each process
    """Return the circle's settings of a process, the usual ones where it has chosen none."""
    return uow.ways.get(circle_id, process) or process.settings()


def frozen_settings(uow: UnitOfWork, new: Opening, process: Process) -> Any:  # noqa: ANN401 - as of each process
    """Return the settings of a process as they are frozen, the next rung being what a deadlock falls back to."""
    settings, left = settings_of(uow, new.circle.id, process), _left(new.climb)
    return process.falling_back(settings, left[0]) if left else settings


def _left(climb: Climb | None) -> tuple[Rung, ...]:
    return climb.ladder.rungs[climb.number :] if climb and climb.ladder else ()


def _with_ladder(knobs: Mapping[str, str], climb: Climb | None) -> Mapping[str, str]:
    """Return the value of each knob, with the rungs that are left where there is no decision (K6)."""
    left = ", ".join(write_rung(rung) for rung in _left(climb))
    return {**knobs, DEADLOCK: f"{knobs[DEADLOCK]}; where there is no decision: {left}"} if left else knobs


def _council(uow: UnitOfWork, circle: Circle, houses: Houses) -> Council:
    """Return the houses with those who are there now, each circle a bench and its steward a speaker."""
    sides = {Side.FIRST.value: [circle], **{side: _circles(uow, circle, ids) for side, ids in houses.items()}}
    seated = {side: _house(uow, circles) for side, circles in sides.items()}
    listed = chain.from_iterable(one.clauses.values() for one in sides.get(Side.KEEPERS, ()))
    return Council(seated, {str(number): clause for number, clause in enumerate(listed, start=1)})


def _circles(uow: UnitOfWork, circle: Circle, ids: tuple[CircleId, ...]) -> list[Circle]:
    """Return circles of the same community. Raises NoSuchCircle."""
    found = [one for one in map(uow.circles.get, ids) if one and one.community_id == circle.community_id]
    if len(found) < len(ids):
        raise NoSuchCircle(str(ids))
    return found


def _house(uow: UnitOfWork, circles: list[Circle]) -> House:
    benches = tuple(frozenset(uow.memberships.live(one.id)) for one in circles)
    return House(benches, tuple(one.steward_id for one in circles), ", ".join(one.name for one in circles))
