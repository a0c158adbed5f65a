"""How a review describes itself."""

from collections.abc import Mapping

from bot.rules import consent
from bot.rules.consent import moves
from bot.rules.ids import MemberId
from bot.rules.knobs import FLAGGED, in_words
from bot.rules.process.asking import Silence
from bot.rules.process.description import Beginning, Process, drafted
from bot.rules.process.seats import FacilitatorSilent, HandOver, TakeProposal, TakeSeat
from bot.rules.review.moves import Begin, Evaluate, Put
from bot.rules.review.record import record
from bot.rules.review.state import MACHINE, Phase, Review, Settings


def begin(beginning: Beginning, settings: Settings) -> Review:
    """Return a review that has not begun; its proposer is the responsible person."""
    return drafted(Review, beginning, settings, responsible=beginning.proposer, review=settings.review)


def knobs(settings: Settings) -> Mapping[str, str]:
    """Return how a circle with these settings reviews (governance 1)."""
    lazy = f"consent, if {settings.min_active} at least consent in words"
    return in_words(
        "a review",
        K1="the facilitator, only whether it is argued; the circle on appeal",
        K2="no consent" if settings.silence is Silence.EXPLICIT else lazy,
        K3="not allowed",
        K4="two buttons; a concern never blocks",
        K5="set aside with a published answer after two pings; anybody may take it over",
        K6=f"undecided after {settings.max_integrations} integrations",
        K9="none; more than half of those asked have to be there still",
        K10="answers to the four questions at once, what is said in the round when it closes",
        K13=FLAGGED,
    )


def waiting_for(item: Review) -> frozenset[MemberId]:
    """Return who has to do something before it goes on."""
    if item.phase is Phase.ASKING:
        return item.members - item.answers.keys()
    return consent.PROCESS.waiting_for(item)


PROCESS = Process(
    key="review",
    name="Review",
    sentence="What was agreed on comes back on its date: has it helped, and is it kept, changed or dropped?",
    source="Sociocracy 3.0, Evaluate and Evolve Agreements; Rau and Koch-Gonzalez, Many Voices One Song (2018)",
    machine=MACHINE,
    settings=Settings,
    begin=begin,
    open=lambda _: Begin(),
    knobs=knobs,
    waiting_for=waiting_for,
    told=frozenset(
        {
            Evaluate,
            Put,
            moves.Keep,
            moves.MoreTime,
            moves.AskForRuling,
            moves.GiveRuling,
            moves.Appeal,
            moves.Confirm,
            moves.WithdrawObjection,
            moves.GiveUp,
            moves.Abandon,
            moves.TakeOver,
            HandOver,
            TakeSeat,
            TakeProposal,
            FacilitatorSilent,
        }
    ),
    calling=consent.PROCESS.calling,
    record=record,
    offered=False,
)
