"""How rough consensus describes itself."""

from bot.rules.ids import MemberId
from bot.rules.process.description import Beginning, Process, drafted
from bot.rules.process.moves import Open, Restate
from bot.rules.process.seats import FacilitatorSilent, HandOver, TakeProposal, TakeSeat
from bot.rules.rough.moves import Accommodate, Appeal, CallTaste, GiveIn, Raise, Respond
from bot.rules.rough.record import record
from bot.rules.rough.state import KNOBS, MACHINE, Phase, Rough, Settings


def begin(beginning: Beginning, settings: Settings) -> Rough:
    """Return the draft of a question."""
    return drafted(Rough, beginning, settings)


def waiting_for(item: Rough) -> frozenset[MemberId]:
    """Return who has to do something: in a call any supporter, then chair and proposer, of an appeal the judge."""
    match item.phase:
        case Phase.CALL:
            return frozenset() if item.supported else item.members - {item.proposer}
        case Phase.OPEN:
            return frozenset({item.facilitator, item.proposer}) & item.members
        case Phase.APPEALED:
            return frozenset({item.facilitator}) & item.members
        case _:
            return frozenset()


def calling(before: Rough, after: Rough) -> frozenset[MemberId]:
    """Return the chair, where issues or an appeal have just come to them."""
    comes = (after.phase, after.facilitator) != (before.phase, before.facilitator)
    return frozenset({after.facilitator} if comes and after.phase in {Phase.OPEN, Phase.APPEALED} else ())


PROCESS = Process(
    key="rough",
    name="Rough consensus",
    sentence="Stands when every issue that is raised has been answered; heads are not counted.",
    source="RFC 7282, On Consensus and Humming in the IETF; RFC 2418, 3.3",
    machine=MACHINE,
    settings=Settings,
    begin=begin,
    open=lambda given: Open(given["need"]),
    knobs=lambda _: KNOBS,
    waiting_for=waiting_for,
    told=frozenset(
        {
            Raise,
            GiveIn,
            CallTaste,
            Accommodate,
            Respond,
            Restate,
            Appeal,
            HandOver,
            TakeSeat,
            TakeProposal,
            FacilitatorSilent,
        }
    ),
    calling=calling,
    record=record,
    by_itself=True,
)
