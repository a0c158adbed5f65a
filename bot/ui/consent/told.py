"""Every step of a consent round that the thread hears of, in a sentence or two."""

from collections.abc import Iterable, Mapping

from bot.rules.consent import Phase
from bot.rules.consent import moves as m
from bot.rules.consent.process import maker
from bot.rules.consent.state import Consent
from bot.rules.objection import Criterion
from bot.rules.process.machine import Move
from bot.ui.clean import clean_block
from bot.ui.common.told import ROOM, Made, Spoken, reworded, telling, voices
from bot.ui.consent.lines import head, lines
from bot.ui.consent.words import ARGUED, PHASES


def _news(before: Consent, after: Consent) -> list[str]:
    """Return what a new phase brings to light: once a round closes, every objection that was raised in it."""
    if before.phase is Phase.ROUND and after.phase is Phase.INTEGRATE:
        raised = [one for one in after.objections if one.round == after.round and one.open]
        return voices([(head(one), spoken(one.reason, one.arguments)) for one in raised], "objections")
    return lines(after) if after.phase in {Phase.ADOPTED, Phase.WITHDRAWN, Phase.ESCALATED} else []


def spoken(reason: str, arguments: Iterable[tuple[Criterion, str]]) -> str:
    """Return what an objection says, with every further argument on a line of its own."""
    return "\n".join([reason, *(f"{ARGUED[one]}: {text}" for one, text in arguments)])


def _ruled(_: Consent, move: Made, by: str, after: Consent) -> str:
    ruling = after.objection(move.objection).ruling
    argued = ruling is None or not ruling.missing
    found = "is argued" if argued else "is not argued; it is kept as a concern, and anybody may appeal"
    return f"{by} rules that objection {move.objection} {found}. {clean_block(move.reason, ROOM)}"


def _pinged(before: Consent, move: Made, by: str, _: Consent) -> str:
    objection = before.objection(move.objection)
    if not objection.named:
        return f"{by} asks the objector to take part: objection {move.objection} is open."
    return f"<@{objection.owner}>, {by} asks you to take part: objection {move.objection} is open."


SPOKEN: Mapping[type[Move], Spoken] = {
    m.React: lambda _, move, by, __: f"💬 {by}: {clean_block(move.text, ROOM)}" if move.text else "",
    m.Amend: reworded,
    m.Keep: lambda _, move, by, __: f"{by} leaves the text as it is: {clean_block(move.reason, ROOM)}",
    m.HandToTuners: lambda _, move, by, __: f"{by} hands the text to {', '.join(f'<@{one}>' for one in move.people)}.",
    m.Confirm: lambda _, move, by, __: f"{by} confirms that objection {move.objection} is resolved.",
    m.WithdrawObjection: lambda _, move, by, __: f"{by} takes objection {move.objection} back.",
    m.TakeOver: lambda _, move, by, __: f"{by} takes objection {move.objection} over.",
    m.GiveUp: lambda _, move, by, __: f"{by} gives objection {move.objection} up. Somebody else may take it over.",
    m.Ping: _pinged,
    m.AskForRuling: lambda _, move, by, __: f"{by} asks whether objection {move.objection} is argued.",
    m.GiveRuling: _ruled,
    m.Appeal: lambda _, move, by, __: (
        f"{by} appeals against the ruling on objection {move.objection}. Was it right? Press “What can I do?”."
    ),
    m.Abandon: lambda _, move, by, __: (
        f"{by} sets objection {move.objection} aside, since its objector does not answer. Anybody may take it over.\n"
        f"The answer to it: {clean_block(move.answer, ROOM)}"
    ),
}

told = telling(PHASES, SPOKEN, _news, maker)
