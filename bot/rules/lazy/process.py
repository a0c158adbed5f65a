"""How lazy consensus describes itself."""

from bot.rules.ids import MemberId
from bot.rules.ladder import Agreed, ByProcess, ByVote
from bot.rules.lazy.knobs import knobs
from bot.rules.lazy.moves import Announce, Object, TakeBack
from bot.rules.lazy.record import record
from bot.rules.lazy.state import OBJECTED, Lazy, Phase, Settings
from bot.rules.lazy.table import MACHINE
from bot.rules.process.description import Beginning, Process, drafted
from bot.rules.process.moves import Overtaken, Restate
from bot.rules.process.seats import TakeProposal


def begin(beginning: Beginning, settings: Settings) -> Lazy:
    """Return what is not announced yet."""
    return drafted(Lazy, beginning, settings)


def waiting_for(item: Lazy) -> frozenset[MemberId]:
    """Return who has to do something before it goes on: nobody where silence is consent."""
    if item.phase is Phase.ANNOUNCED and not item.enough:
        return item.silent - {item.proposer}
    if item.phase in OBJECTED:
        return frozenset({item.proposer, *item.standing}) & item.members
    return frozenset()


def leads(item: Lazy) -> Agreed | None:
    """Return what an objection leads to that nobody met: it does not lapse."""
    if item.phase is Phase.ROUND:
        return ByProcess("consent")
    return ByVote() if item.phase is Phase.VOTE else None


PROCESS = Process(
    key="lazy",
    name="Announcement",
    sentence="Done if somebody agrees and nobody objects in time; only for what can be undone.",
    source="Apache Software Foundation, How committers decide: lazy consensus; N Street Cohousing",
    machine=MACHINE,
    objecting=frozenset({Object}),
    settings=Settings,
    begin=begin,
    open=lambda given: Announce(given["undo"]),
    knobs=knobs,
    waiting_for=waiting_for,
    told=frozenset({Restate, Object, TakeBack, Overtaken, TakeProposal}),
    record=record,
    leads=leads,
)
