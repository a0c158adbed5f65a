"""How a consensus process describes itself."""

from bot.rules.consensus import moves as m
from bot.rules.consensus.knobs import knobs
from bot.rules.consensus.record import record
from bot.rules.consensus.state import TALKING, Consensus, Fate, Phase, Settings
from bot.rules.consensus.table import MACHINE
from bot.rules.ids import MemberId
from bot.rules.process.description import Beginning, Process
from bot.rules.process.moves import Answer, Ask, MoreTime, Open, Overtaken, Restate
from bot.rules.process.seats import FacilitatorSilent, HandOver, TakeProposal, TakeSeat


def begin(beginning: Beginning, settings: Settings) -> Consensus:
    """Return the draft of a consensus process."""
    return Consensus(
        members=beginning.members,
        proposer=beginning.proposer,
        facilitator=beginning.facilitator,
        order=beginning.order,
        subject=beginning.subject,
        texts=(beginning.text,),
        seed=beginning.seed,
        seat_since=beginning.now,
        since=beginning.now,
        settings=settings,
    )


def waiting_for(item: Consensus) -> frozenset[MemberId]:
    """Return who has to do something before it goes on."""
    if item.phase is Phase.TEST:
        return item.silent
    if item.phase is Phase.VALIDATE:
        raised = [one for one in item.standing if one.fate is Fate.RAISED]
        return frozenset(member for one in raised for member in item.required - one.backers - {one.by})
    parties = frozenset({item.proposer, item.facilitator})
    return (parties if item.phase in TALKING else parties | item.owners) & item.members


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
)
