"""Every step of a consent round that the thread hears of, in a sentence or two."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.rules.consent import Phase
from bot.rules.consent import moves as m
from bot.rules.consent.state import Consent
from bot.rules.process import seats
from bot.rules.process.machine import Move, Step
from bot.ui.clean import clean, clean_block
from bot.ui.consent.lines import EXCERPT, lines
from bot.ui.consent.words import PHASES
from bot.ui.difference import difference

Made = Any
"""A move of the kind that the table names."""

Spoken = Callable[[Consent, Made, str, Consent], str]
"""What is said of a move: from the item before it, the move, who made it, and the item after it."""


def told(before: Consent, step: Step[Any]) -> str:
    """Return what is said in the thread about a step, empty where nothing is."""
    after: Consent = step.after
    spoken = SPOKEN.get(type(step.move))
    said = spoken(before, step.move, f"<@{step.turn.by}>", after) if spoken else ""
    if after.phase is before.phase and after.round == before.round:
        return said
    words = PHASES[after.phase]
    return "\n".join([*([said] if said else []), f"**{words.name}.** {words.now}", *_news(before, after)])


def _news(before: Consent, after: Consent) -> list[str]:
    """Return what a new phase brings to light: once a round closes, every objection that was raised in it."""
    if before.phase is Phase.ROUND and after.phase is Phase.INTEGRATE:
        raised = [one for one in after.objections if one.round == after.round and one.open]
        return [f"✗ **{one.number}** <@{one.owner}>: {clean_block(one.reason, ROOM // len(raised))}" for one in raised]
    return lines(after) if after.phase in {Phase.ADOPTED, Phase.WITHDRAWN, Phase.ESCALATED} else []


ROOM = 1_500
"""Letters of what members said in one message, which may hold 2,000."""


def _answered(before: Consent, move: Made, by: str, _: Consent) -> str:
    question = before.questions[move.question - 1]
    asked = f"<@{question.by}> asked: {clean(question.text, EXCERPT)}"
    return f"{asked}\n↳ {by}: {clean_block(move.text, ROOM)}"


def _amended(before: Consent, _: Made, by: str, after: Consent) -> str:
    return f"{by} has changed the text; this is version {after.version}:\n{difference(before.text, after.text, ROOM)}"


def _ruled(_: Consent, move: Made, by: str, after: Consent) -> str:
    ruling = after.objection(move.objection).ruling
    argued = ruling is None or not ruling.missing
    found = "is argued" if argued else "is not argued; it is kept as a concern, and anybody may appeal"
    return f"{by} rules that objection {move.objection} {found}. {clean_block(move.reason, ROOM)}"


def _offered(_: Consent, __: Made, ___: str, after: Consent) -> str:
    if after.anybody:
        return "Who facilitates? The seat is open to anybody: press “What can I do?” on the card."
    return f"<@{after.offered[-1]}>, would you facilitate? Press “What can I do?” on the card."


def _seated(_: Consent, __: Made, ___: str, after: Consent) -> str:
    return f"<@{after.facilitator}> facilitates now."


SPOKEN: Mapping[type[Move], Spoken] = {
    m.Ask: lambda _, move, by, __: f"❔ {by} asks: {clean_block(move.text, ROOM)}",
    m.Answer: _answered,
    m.React: lambda _, move, by, __: f"💬 {by}: {clean_block(move.text, ROOM)}" if move.text else "",
    m.Amend: _amended,
    m.Keep: lambda _, move, by, __: f"{by} leaves the text as it is: {clean_block(move.reason, ROOM)}",
    m.HandToTuners: lambda _, move, by, __: f"{by} hands the text to {', '.join(f'<@{one}>' for one in move.people)}.",
    m.MoreTime: lambda _, __, by, ___: f"{by} asks for more time, so the round closes later.",
    m.Confirm: lambda _, move, by, __: f"{by} confirms that objection {move.objection} is resolved.",
    m.WithdrawObjection: lambda _, move, by, __: f"{by} takes objection {move.objection} back.",
    m.TakeOver: lambda _, move, by, __: f"{by} takes objection {move.objection} over.",
    m.GiveUp: lambda _, move, by, __: f"{by} gives objection {move.objection} up. Somebody else may take it over.",
    m.AskForRuling: lambda _, move, by, __: f"{by} asks whether objection {move.objection} is argued.",
    m.GiveRuling: _ruled,
    m.Appeal: lambda _, move, by, __: (
        f"{by} appeals against the ruling on objection {move.objection}. Was it right? Press “What can I do?”."
    ),
    m.Abandon: lambda _, move, by, __: (
        f"{by} sets objection {move.objection} aside, since its objector does not answer. Anybody may take it over.\n"
        f"The answer to it: {clean_block(move.answer, ROOM)}"
    ),
    m.Overtaken: lambda _, __, ___, ____: (
        "Another decision has changed what this is about. The proposer has to fit the text to it."
    ),
    seats.HandOver: _seated,
    seats.TakeSeat: _seated,
    seats.TakeProposal: lambda _, __, by, ___: f"{by} has taken the proposal over.",
    seats.FacilitatorSilent: _offered,
}
