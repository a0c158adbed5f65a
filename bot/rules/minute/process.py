"""How a discernment describes itself."""

from collections.abc import Mapping

from bot.rules.ids import MemberId
from bot.rules.ladder import Agreed, Rests
from bot.rules.minute import moves as m
from bot.rules.minute.knobs import knobs
from bot.rules.minute.record import record
from bot.rules.minute.state import SEATED, Minute, Phase, Settings
from bot.rules.minute.table import MACHINE
from bot.rules.process.description import Beginning, Process, drafted
from bot.rules.process.machine import Move
from bot.rules.process.moves import Answer, Ask, Open, Overtaken
from bot.rules.process.seats import FacilitatorSilent, HandOver, TakeProposal, TakeSeat

DRAFTED = "minute"
"""What the form says where the text is a minute already."""


def begin(beginning: Beginning, settings: Settings) -> Minute:
    """Return the draft of a discernment."""
    return drafted(Minute, beginning, settings)


def opening(given: Mapping[str, str]) -> Move:
    """Return how it begins: in silence, or with a minute that is there already."""
    need = given["need"]
    return m.Submit(need) if given.get("begins") == DRAFTED else Open(need)


def waiting_for(item: Minute) -> frozenset[MemberId]:
    """Return who has to do something before it goes on: nobody is called to speak out of the silence."""
    if item.phase is Phase.TEST:
        return item.silent
    asked = [item.proposer] if any(not question.answer for question in item.questions) else []
    if item.phase is Phase.PRESENTED:
        return frozenset({item.facilitator, *asked}) & item.members
    return frozenset({item.facilitator}) & item.members if item.phase in SEATED else frozenset()


def leads(item: Minute) -> Agreed | None:
    """Return until when the matter is laid over."""
    return Rests(item.until) if item.phase is Phase.LAID_OVER and item.until is not None else None


PROCESS = Process(
    key="minute",
    name="Discernment",
    sentence="In silence first; the meeting unites with a minute, and nothing is counted.",
    source="Britain Yearly Meeting, Quaker faith and practice, chapter 3",
    machine=MACHINE,
    objecting=frozenset({m.CannotUnite}),
    settings=Settings,
    begin=begin,
    open=opening,
    knobs=knobs,
    waiting_for=waiting_for,
    told=frozenset(
        {
            Ask,
            Answer,
            Overtaken,
            HandOver,
            TakeSeat,
            TakeProposal,
            FacilitatorSilent,
            m.Speak,
            m.Correct,
            m.RefuseCorrection,
            m.CorrectionStands,
        }
    ),
    record=record,
    leads=leads,
    by_itself=True,
)
