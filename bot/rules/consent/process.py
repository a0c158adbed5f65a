"""How the consent round describes itself."""

from collections.abc import Mapping

from bot.rules.consent.moves import (
    Abandon,
    Amend,
    Answer,
    Appeal,
    Ask,
    AskForRuling,
    Confirm,
    Entrust,
    GiveRuling,
    GiveUp,
    HandToTuners,
    Keep,
    MoreTime,
    Object,
    Open,
    Overtaken,
    React,
    TakeOver,
    WithdrawObjection,
)
from bot.rules.consent.record import record
from bot.rules.consent.state import Consent, Judge, Objection, Phase, Settings
from bot.rules.consent.table import MACHINE
from bot.rules.ids import MemberId
from bot.rules.knobs import FLAGGED, in_words
from bot.rules.objection import Criterion
from bot.rules.process.asking import Silence
from bot.rules.process.description import Beginning, Process, drafted
from bot.rules.process.machine import Step
from bot.rules.process.seats import FacilitatorSilent, HandOver, TakeProposal, TakeSeat

_ARGUED = {
    Criterion.CAPACITY: "harm to the aim",
    Criterion.OWN_ROLE: "a limit to the objector's own role",
    Criterion.CAUSED: "that this proposal causes it",
    Criterion.NECESSARY: "that it could not be mended in time",
}


def begin(beginning: Beginning, settings: Settings) -> Consent:
    """Return the draft of a consent round."""
    return drafted(Consent, beginning, settings, review=settings.review)


def knobs(settings: Settings) -> Mapping[str, str]:
    """Return how a circle with these settings decides (governance 1)."""
    lazy = f"consent, if {settings.min_active} at least consent in words"
    criteria = ", ".join(_ARGUED[criterion] for criterion in settings.criteria)
    argued = f"the facilitator, only whether it is argued; the circle on appeal; argued is {criteria}"
    return in_words(
        "a consent round",
        K1=argued if settings.judge is Judge.ARGUED else "nobody: it is valid as soon as it is expressed",
        K2="no consent" if settings.silence is Silence.EXPLICIT else lazy,
        K3="not allowed",
        K4="two buttons; a concern never blocks",
        K5="set aside with a published answer after two pings; anybody may take it over",
        K6=f"escalated after {settings.max_integrations} integrations",
        K9="none; more than half of those asked have to be there still",
        K10="who has answered at once, what they said when the round closes"
        + ("; an objection may be raised without its objector's name" if settings.relayed else ""),
        K13=FLAGGED,
    )


def waiting_for(item: Consent) -> frozenset[MemberId]:
    """Return who has to do something before it goes on."""
    if item.phase is Phase.REACT:
        return item.members - {item.proposer} - item.reactions.keys()
    if item.phase is Phase.ROUND:
        return item.silent
    if item.phase is Phase.INTEGRATE:
        return frozenset({item.proposer, item.facilitator, *(one.voice for one in item.standing)}) & item.members
    return frozenset({item.proposer, item.facilitator}) & item.members


def calling(before: Consent, after: Consent) -> frozenset[MemberId]:
    """Return which objectors have just been asked once more to take part, and may be named."""
    return frozenset(one.owner for one in _pinged(before, after) if one.named)


def whispering(before: Consent, after: Consent) -> frozenset[MemberId]:
    """Return who was just entrusted with an objection, and which unnamed objectors were asked to take part."""
    known = {one.number: (one.through, one.reason) for one in before.objections}
    entrusted = [one for one in after.objections if one.through and known.get(one.number) != (one.through, one.reason)]
    pinged = [one.owner for one in _pinged(before, after) if not one.named]
    return frozenset([*pinged, *(one.through for one in entrusted if one.through)]) & after.members


def _pinged(before: Consent, after: Consent) -> list[Objection]:
    asked = {one.number: one.pings for one in before.objections}
    return [one for one in after.objections if len(one.pings) > len(asked.get(one.number, one.pings))]


def maker(before: Consent, step: Step[Consent]) -> MemberId | None:
    """Return who made a step; nobody learns who entrusted an objection, or did something with it as its owner."""
    move, by = step.move, step.turn.by
    if isinstance(move, Entrust):
        return None
    about = getattr(move, "objection", 0)
    mine = [one for one in before.objections if one.number == about and one.owner == by and not one.named]
    return None if mine else by


PROCESS = Process(
    key="consent",
    name="Consent round",
    sentence="Adopted when nobody objects; what is asked is whether you can work with it, not whether you like it.",
    source="Rau and Koch-Gonzalez, Many Voices One Song (2018); Sociocracy 3.0, Consent Decision-Making",
    machine=MACHINE,
    objecting=frozenset({Object}),
    settings=Settings,
    begin=begin,
    open=lambda given: Open(given["need"]),
    knobs=knobs,
    waiting_for=waiting_for,
    told=frozenset(
        {
            Ask,
            Answer,
            React,
            Amend,
            Keep,
            HandToTuners,
            MoreTime,
            AskForRuling,
            GiveRuling,
            Appeal,
            Confirm,
            WithdrawObjection,
            GiveUp,
            Abandon,
            TakeOver,
            Overtaken,
            HandOver,
            TakeSeat,
            TakeProposal,
            FacilitatorSilent,
        }
    ),
    calling=calling,
    record=record,
    maker=maker,
    whispering=whispering,
    by_itself=True,
)
