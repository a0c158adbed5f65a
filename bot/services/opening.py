"""The opening of a proceeding: by somebody who proposes, or by a date that has come."""

from bot.rules.circle import Circle
from bot.rules.ids import MemberId, ProposalId
from bot.rules.process.description import Beginning, Process
from bot.rules.process.machine import Move, Turn
from bot.rules.process.proceeding import Proceeding
from bot.services.ports import UnitOfWork
from bot.services.proposal import SOFTWARE
from bot.services.steps import make
from bot.services.values import Notice, Owed
from bot.services.way import settings_of


def facilitator_of(
    circle: Circle, members: frozenset[MemberId], besides: frozenset[MemberId | None] = frozenset()
) -> MemberId:
    """Return who facilitates at first: whom the circle chose, or else the first in the surrogate order, or somebody.

    Those `besides`, who propose or are nominated, do so only where nobody else is there.
    """
    line = (circle.facilitator_id, *surrogates(circle), *sorted(members))
    here = [member for member in line if member in members]
    return next((member for member in here if member not in besides), here[0])


def surrogates(circle: Circle) -> tuple[MemberId, ...]:
    """Return who is asked to facilitate in place of a silent facilitator, first to last (governance 2.3)."""
    return tuple(dict.fromkeys(one for one in (circle.secretary_id, circle.steward_id) if one is not None))


def opened(  # noqa: PLR0917 - what is opened where, with what, and by whom
    uow: UnitOfWork,
    circle: Circle,
    process: Process,
    title: str,
    beginning: Beginning,
    move: Move,
    by: MemberId | None,
) -> ProposalId:
    """Draft it, freeze how the circle decides, owe its card, and make the opening move (governance 1, 2.2)."""
    settings, now = settings_of(uow, circle.id, process), beginning.now
    proposal_id = uow.proposals.add(circle, beginning.proposer, title, beginning.text, now)
    proceeding = Proceeding(
        id=proposal_id,
        community_id=circle.community_id,
        circle_id=circle.id,
        circle=circle.name,
        title=title,
        process=process,
        beginning=beginning,
        settings=settings,
        knobs=process.knobs(settings),
        software=SOFTWARE,
        opened_at=now,
        heard_until=now,
    )
    uow.proceedings.add(proceeding)
    uow.outbox.owe(Owed(Notice.CARD, circle.community_id, proposal_id), now)
    make(uow, proceeding, move, Turn(by, now), now)
    return proposal_id
