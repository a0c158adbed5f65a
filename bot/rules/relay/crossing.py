"""Across the fire: what a house says moves the item on, and what it does not say in time lays it over (N1, N5)."""

from dataclasses import replace

from bot.rules.process.council import Side
from bot.rules.process.errors import NoSuchThing, NotOneMind
from bot.rules.process.item import ended
from bot.rules.process.machine import Turn
from bot.rules.process.moves import TimeUp
from bot.rules.relay.moves import Cross, Kind
from bot.rules.relay.state import KEEPING, MACHINE, RUNNING, Crossed, Phase, Relay, laid_over, turn_to
from bot.rules.relay.word import check_speaker

LEADING = {
    Phase.SCREEN: (Phase.FIRST, Phase.HOME),
    Phase.FIRST: (Phase.SECOND,),
    Phase.SECOND: (Phase.CONFIRM, Phase.FIRST, Phase.KEEPERS),
    Phase.CONFIRM: (Phase.KEEPERS,),
    Phase.KEEPERS: (Phase.ADOPTED, Phase.FIRST),
}
"""Where a word leads that crosses."""


@MACHINE.on(
    Cross, *RUNNING, who="the speaker", guard="everybody in the house assents; every bench is there", to=LEADING
)
def cross(item: Relay, _: Cross, turn: Turn) -> Relay:
    """Hand the word of the house across. Raises NotOneMind, and what keeps the speaker from speaking.

    A dissent is answered by other words, or by asking anew; it is not gone with the person who said it.
    """
    speaker = check_speaker(item, turn.by)
    if item.word is None:
        raise NoSuchThing
    if item.dissents or not item.present <= item.assents:
        raise NotOneMind
    crossed = Crossed(item.side, speaker, item.word, turn.at)
    return _answered(replace(item, crossed=(*item.crossed, crossed)), crossed.word.kind, turn)


def _answered(item: Relay, kind: Kind, turn: Turn) -> Relay:
    match item.phase, kind:
        case Phase.SCREEN, Kind.SEND_HOME:
            return ended(item, Phase.HOME, turn.at)
        case Phase.FIRST, _:
            return turn_to(item, Phase.SECOND, turn.at)
        case Phase.SECOND, _:
            return _compared(item, turn)
        case Phase.CONFIRM, _:
            return turn_to(item, Phase.KEEPERS, turn.at)
        case Phase.KEEPERS, Kind.CONFIRM | Kind.CHOOSE:
            return _adopted(item, turn)
        case _:
            return turn_to(replace(item, differences=0), Phase.FIRST, turn.at)


def _compared(item: Relay, turn: Turn) -> Relay:
    """Return the item with the first house, to confirm or to think again, and at last with the keepers."""
    if item.agreed:
        return turn_to(item, Phase.CONFIRM, turn.at)
    item = replace(item, differences=item.differences + 1)
    again = item.differences < item.settings.rounds
    return turn_to(item, Phase.FIRST if again else Phase.KEEPERS, turn.at)


def _adopted(item: Relay, turn: Turn) -> Relay:
    """Return the item as it is announced, with the text of both houses, or the one that was chosen of the two."""
    text = item.crossed[-1].word.text or item.last(Side.FIRST)
    texts = (*item.texts, text) if text is not None and text != item.text else item.texts
    return ended(replace(item, texts=texts), Phase.ADOPTED, turn.at)


@MACHINE.on(
    TimeUp,
    *RUNNING,
    who="the clock",
    guard="the house was not of one mind in time; surrogates keep once in place of silent keepers",
    to={phase: (phase, Phase.LAID_OVER) if phase in KEEPING else (Phase.LAID_OVER,) for phase in RUNNING},
)
def not_of_one_mind(item: Relay, _: TimeUp, turn: Turn) -> Relay:
    """Lay the item over; keepers who say nothing have said neither yes nor no, and are stood in for if they can be."""
    if item.phase in KEEPING and not item.stood_in and Side.SURROGATES in item.houses:
        return replace(turn_to(item, Phase(item.phase), turn.at), stood_in=True)
    return laid_over(item, turn.at)
