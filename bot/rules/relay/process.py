"""How a relay describes itself."""

from types import MappingProxyType

from bot.rules.ids import MemberId
from bot.rules.ladder import Agreed, Rests
from bot.rules.process.council import Council, House, Side
from bot.rules.process.description import Beginning, Process, drafted
from bot.rules.process.moves import Open
from bot.rules.relay.knobs import knobs
from bot.rules.relay.moves import Dissent, Draft, StepIn
from bot.rules.relay.record import record
from bot.rules.relay.state import MACHINE, RUNNING, Phase, Relay, Settings

CALLED = 40
"""People called by name in one message, beside what it has to say."""


def begin(beginning: Beginning, settings: Settings) -> Relay:
    """Return the draft of a relay between the houses; the keepers keep it, and nobody facilitates it."""
    alone = House((beginning.members,), (beginning.proposer,))
    council = beginning.council or Council(dict.fromkeys((Side.FIRST, Side.SECOND, Side.KEEPERS), alone), {})
    houses = {Side(side): house for side, house in council.houses.items()}
    return drafted(
        Relay,
        beginning,
        settings,
        facilitator=next(iter(houses[Side.KEEPERS].speakers), beginning.facilitator),
        spoke_at=beginning.now,
        houses=MappingProxyType(houses),
        constitution=MappingProxyType(dict(council.clauses)),
    )


def waiting_for(item: Relay) -> frozenset[MemberId]:
    """Return who has to do something before it goes on: the speaker, or who has not assented yet."""
    if item.phase not in RUNNING or item.speaker is None:
        return frozenset()
    missing = item.present - item.assents if item.word is not None and not item.dissents else frozenset[MemberId]()
    return missing or frozenset({item.speaker})


def calling(before: Relay, after: Relay) -> frozenset[MemberId]:
    """Return the house whose turn it is from now on, most of whom hear of it in a channel that is not theirs."""
    begins = (after.phase, after.since, after.stood_in) != (before.phase, before.since, before.stood_in)
    if after.phase not in RUNNING or not begins:
        return frozenset()
    return frozenset(sorted(after.present, key=lambda member: member != after.speaker)[:CALLED])


def leads(item: Relay) -> Agreed | None:
    """Return until when the item is laid over, if anybody has said anything in it."""
    if item.phase is Phase.LAID_OVER and item.laid_over_until is not None and item.crossed:
        return Rests(item.laid_over_until)
    return None


PROCESS = Process(
    key="relay",
    name="Two-house relay",
    sentence="Two circles come to the same words, each of one mind; a third keeps the rules between them.",
    source="the Grand Council of the Haudenosaunee as its own publications describe it, in neutral names",
    machine=MACHINE,
    settings=Settings,
    begin=begin,
    open=lambda given: Open(given["need"]),
    knobs=knobs,
    waiting_for=waiting_for,
    told=frozenset({Draft, Dissent, StepIn}),
    calling=calling,
    guests=lambda item: item.members,
    leads=leads,
    record=record,
    sides=(Side.SECOND, Side.KEEPERS),
)
