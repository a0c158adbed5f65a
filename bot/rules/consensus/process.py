"""How a consensus process describes itself."""

from dataclasses import replace

from bot.rules.consensus import moves as m
from bot.rules.consensus.knobs import knobs
from bot.rules.consensus.record import record
from bot.rules.consensus.state import TALKING, Consensus, Fate, Phase, Settings
from bot.rules.consensus.table import MACHINE
from bot.rules.consensus.work import worked
from bot.rules.ids import MemberId
from bot.rules.ladder import Agreed, ByVote, Ending, Rung
from bot.rules.majority import Supermajority
from bot.rules.process.description import Beginning, Process, by_phase, drafted
from bot.rules.process.moves import Answer, Ask, MoreTime, Open, Overtaken, Restate
from bot.rules.process.seats import FacilitatorSilent, HandOver, TakeProposal, TakeSeat


def begin(beginning: Beginning, settings: Settings) -> Consensus:
    """Return the draft of a consensus process."""
    return drafted(Consensus, beginning, settings)


def waiting_for(item: Consensus) -> frozenset[MemberId]:
    """Return who has to do something before it goes on."""
    if item.phase is Phase.TEST:
        return item.silent
    if item.phase is Phase.VALIDATE:
        raised = [one for one in item.standing if one.fate is Fate.RAISED]
        return frozenset(member for one in raised for member in item.required - one.backers - {one.by})
    parties = frozenset({item.proposer, item.facilitator})
    return (parties if item.phase in TALKING else parties | item.owners) & item.members


def ending(item: Consensus) -> Ending:
    """Return how it ended: a deadlock on which the circle has worked is one that a vote may follow (B2)."""
    return Ending.DEADLOCKED if item.phase is Phase.DROPPED and worked(item) else by_phase(item)


def leads(item: Consensus) -> Agreed | None:
    """Return the vote on which the circle agreed beforehand, where it is called or the deadlock lasts."""
    return ByVote(item.settings.fallback) if item.phase is Phase.VOTE else None


def falling_back(settings: Settings, rung: Rung) -> Settings:
    """Return the settings of a circle that has agreed on a vote as what follows next."""
    if settings.fallback is None and isinstance(rung, ByVote) and isinstance(rung.threshold, Supermajority):
        return replace(settings, fallback=rung.threshold)
    return settings


PROCESS = Process(
    key="consensus",
    name="Consensus",
    sentence="Decided when nobody blocks and enough agree; a block obliges its blocker to look for a way.",
    source="Seeds for Change, Consensus Decision Making; N Street, Heartwood and Mosaic Commons, block policies",
    machine=MACHINE,
    objecting=frozenset({m.RaiseBlock}),
    settings=Settings,
    begin=begin,
    open=lambda given: Open(given["need"]),
    knobs=knobs,
    waiting_for=waiting_for,
    told=frozenset(
        {
            Ask,
            Answer,
            Restate,
            MoreTime,
            Overtaken,
            HandOver,
            TakeSeat,
            TakeProposal,
            FacilitatorSilent,
            m.Contribute,
            m.BackBlock,
            m.LiftBlock,
            m.TakeOverBlock,
            m.GiveUpBlock,
            m.PlanSession,
            m.SendNotice,
            m.RecordSession,
            m.ContestRecord,
            m.WindowOver,
        }
    ),
    record=record,
    ending=ending,
    leads=leads,
    falling_back=falling_back,
    by_itself=True,
)
