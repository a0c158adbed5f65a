"""Two houses come to the same words, each by its speaker only; the keepers decide nothing while they agree (N1-N5)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from types import MappingProxyType

import pytest

from bot.rules.errors import AccordError, BlankText, NotProposer
from bot.rules.ids import MemberId
from bot.rules.process.council import House, Side
from bot.rules.process.errors import (
    DoneAlready,
    NoSitting,
    NoSuchThing,
    NotAsked,
    NothingChanged,
    NotNow,
    NotOneMind,
    NotYours,
    TooEarly,
    TwoHouses,
    WrongWord,
)
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.moves import Open, TimeUp, Withdraw
from bot.rules.process.seats import Joined, Left
from bot.rules.relay import MACHINE, PROCESS, Phase, Relay, Settings
from bot.rules.relay.moves import Assent, Cross, Dissent, Draft, Kind, StepIn, Word
from bot.rules.relay.state import RUNNING
from tests.rules.process.walks import (
    ANNA,
    BEN,
    CORA,
    DAN,
    DAY,
    EVE,
    FAY,
    HOUR,
    NOW,
    SEEDS,
    Wish,
    by_chance,
    stateful,
    untaken,
)

GUS = MemberId(7)
EVERYBODY = frozenset({ANNA, BEN, CORA, DAN, EVE, FAY, GUS})
TIMES = Settings()
WHALES, SEALS = Word(Kind.TEXT, "No whales"), Word(Kind.TEXT, "No seals")
HOUSES = {
    Side.FIRST: House((frozenset({ANNA}), frozenset({BEN})), (ANNA,)),
    Side.SECOND: House((frozenset({CORA, DAN}),), (CORA, DAN)),
    Side.KEEPERS: House((frozenset({EVE, FAY}),), (EVE,)),
}
STAND_IN = {Side.SURROGATES: House((frozenset({GUS}),), (GUS,))}


def drafted(houses: dict[Side, House] = HOUSES, rounds: int = 2) -> Relay:
    return Relay(
        members=EVERYBODY,
        proposer=ANNA,
        facilitator=EVE,
        texts=("No fishing",),
        since=NOW,
        seat_since=NOW,
        spoke_at=NOW,
        houses=MappingProxyType(houses),
        constitution=MappingProxyType({"2.1": "Nobody starves.", "2.2": "Nobody is silenced."}),
        settings=Settings(rounds=rounds),
    )


def opened(houses: dict[Side, House] = HOUSES, rounds: int = 2) -> Relay:
    return MACHINE.act(drafted(houses, rounds), Open("the bay is empty"), Turn(ANNA, NOW))


def done(item: Relay, *moves: tuple[Move, MemberId | None], at: datetime | None = None) -> Relay:
    for move, by in moves:
        item = MACHINE.act(item, move, Turn(by, at or item.since + HOUR))
    return item


def say(item: Relay, *words: Word, at: datetime | None = None) -> Relay:
    """Let the houses say these words in turn, each of one mind."""
    for word in words:
        speaker = item.speaker
        item = done(item, (Draft(word), speaker), at=at)
        others = sorted(item.present - item.assents)
        item = done(item, *((Assent(), member) for member in others), (Cross(), speaker), at=at)
    return item


TAKE_UP, CONFIRM = Word(Kind.TAKE_UP), Word(Kind.CONFIRM)
OBJECT = Word(Kind.OBJECT, clause="2.1", reason="it starves the north")


class Council:
    machine = MACHINE

    def start(self, chance: Random) -> Relay:
        houses = HOUSES | (STAND_IN if chance.random() < 0.5 else {})
        rounds = chance.choice((1, 2))
        said = chance.choice(((), (TAKE_UP,), (TAKE_UP, WHALES, WHALES), (TAKE_UP, WHALES, WHALES, CONFIRM)))
        return say(opened(houses, rounds), *said, at=NOW) if said else drafted(houses, rounds)

    def wishes(self, item: Relay) -> Iterable[Wish]:
        if item.phase is Phase.DRAFT:
            return [(Open("the bay is empty"), item.proposer)]
        missing = sorted(item.present - item.assents)
        if item.word is None or item.dissents:
            wishes: list[Wish] = [(Draft(word), item.speaker) for word in self.words(item)] * 6
        elif missing:
            wishes = [(Assent(), member) for member in missing] * 16
        else:
            wishes = [(Cross(), item.speaker)] * 24
        away = sorted(EVERYBODY - item.members)
        wishes += [(Joined(member), None) for member in away] * 8
        wishes += [(StepIn(), member) for member in missing] * 3
        wishes += [(Dissent("no"), member) for member in sorted(item.present)[-1:]]
        wishes += [(Assent(), BEN), (Cross(), item.speaker), (Left(BEN), None), (Left(DAN), None)]
        return [*wishes, (Withdraw(), item.proposer), (Left(EVE), None), (Joined(CORA), None)]

    def words(self, item: Relay) -> Iterable[Word]:
        return {
            Phase.SCREEN: [TAKE_UP, TAKE_UP, TAKE_UP, Word(Kind.SEND_HOME, reason="settle it yourselves")],
            Phase.FIRST: [WHALES, SEALS],
            Phase.SECOND: [WHALES, WHALES, SEALS],
            Phase.CONFIRM: [CONFIRM],
            Phase.KEEPERS: [CONFIRM, OBJECT, Word(Kind.CHOOSE, reason="the elder text", side=Side.SECOND)],
        }[Phase(item.phase)]

    def check(self, before: Relay, step: Step[Relay], _: Sequence[tuple[Move, Turn]]) -> None:
        item, move, turn = step.after, step.move, step.turn
        assert before.phase not in MACHINE.ends
        assert item.houses == before.houses, "houses are fixed when it is opened"
        if item.phase in RUNNING:
            assert item.ends is not None
            assert item.assents <= item.present
            assert not item.assents & item.dissents.keys()
        if isinstance(move, Draft | Cross):
            assert turn.by == before.speaker, "N2: nobody speaks for a house but its speaker"
            assert before.sits, "an empty bench is no sitting"
        if len(item.crossed) > len(before.crossed):
            assert isinstance(move, Cross)
            assert before.present <= before.assents, "N1: one voice"
            assert not before.dissents, "a dissent does not vanish"
            assert item.crossed[-1].side is before.side
            self.check_keepers(before, item)
        if item.phase is Phase.LAID_OVER:
            assert isinstance(move, TimeUp)
            assert item.laid_over_until is not None, "Q2: laid over until a date"
            assert item.laid_over_until > turn.at
        if item.phase is Phase.ADOPTED:
            self.check_decision(item)

    def check_keepers(self, before: Relay, item: Relay) -> None:
        said = item.crossed[-1].word
        if before.side not in {Side.KEEPERS, Side.SURROGATES}:
            return
        if before.agreed and before.phase is Phase.KEEPERS:
            assert said.kind in {Kind.CONFIRM, Kind.OBJECT}, "N3: no substance while the houses agree"
        if said.kind is Kind.OBJECT:
            assert said.clause in item.constitution, "N4"
            earlier = [one.word.text for one in before.crossed if one.word.kind is Kind.OBJECT]
            assert said.text not in earlier, "once to each text"

    def check_decision(self, item: Relay) -> None:
        texts = {item.last(Side.FIRST), item.last(Side.SECOND)}
        assert item.text in texts, "N3"
        if item.crossed[-1].word.kind is Kind.CHOOSE:
            assert item.differences >= item.settings.rounds, "N5"
        else:
            assert len(texts) == 1, "N5"


def test_every_line_of_the_table_is_walked_and_every_rule_holds_on_the_way() -> None:
    taken = sum((by_chance(Council(), seed, walks=600) for seed in SEEDS), Counter())
    assert untaken(MACHINE, taken) == []
    assert sum(count for (_, __, after), count in taken.items() if after == Phase.ADOPTED) > 100


TestRelay = stateful(Council).TestCase


def test_what_both_houses_say_and_the_keepers_confirm_is_announced() -> None:
    item = say(opened(), TAKE_UP, WHALES, WHALES, CONFIRM)
    assert item.phase is Phase.KEEPERS
    item = say(item, CONFIRM)
    assert (item.phase, item.text) == (Phase.ADOPTED, "No whales")
    assert [one.by for one in item.crossed] == [EVE, ANNA, CORA, ANNA, EVE]


def test_the_keepers_may_send_a_matter_home_with_the_reason() -> None:
    home = say(opened(), Word(Kind.SEND_HOME, reason="settle it yourselves"))
    assert (home.phase, home.crossed[-1].word.reason) == (Phase.HOME, "settle it yourselves")
    with pytest.raises(BlankText):
        say(opened(), Word(Kind.SEND_HOME))


def test_n1_no_word_crosses_before_everybody_in_the_house_assents() -> None:
    item = done(say(opened(), TAKE_UP), (Draft(WHALES), ANNA))
    with pytest.raises(NotOneMind):
        done(item, (Cross(), ANNA))
    assert done(item, (Assent(), BEN), (Cross(), ANNA)).phase is Phase.SECOND


def test_n1_other_words_are_assented_to_anew() -> None:
    item = done(say(opened(), TAKE_UP), (Draft(WHALES), ANNA), (Assent(), BEN), (Draft(SEALS), ANNA))
    with pytest.raises(NotOneMind):
        done(item, (Cross(), ANNA))


@pytest.mark.parametrize("member", [BEN, CORA, EVE, FAY])
def test_n2_nobody_speaks_for_a_house_but_its_speaker(member: MemberId) -> None:
    item = say(opened(), TAKE_UP)
    with pytest.raises(NotYours):
        done(item, (Draft(WHALES), member))
    with pytest.raises(NotYours):
        done(item, (Draft(WHALES), ANNA), (Assent(), BEN), (Cross(), member))


def test_nobody_assents_in_the_other_house_or_to_nothing() -> None:
    item = say(opened(), TAKE_UP)
    with pytest.raises(NoSuchThing):
        done(item, (Assent(), BEN))
    with pytest.raises(NoSuchThing):
        done(item, (Cross(), ANNA))
    with pytest.raises(NotAsked):
        done(item, (Draft(WHALES), ANNA), (Assent(), CORA))
    with pytest.raises(DoneAlready):
        done(item, (Draft(WHALES), ANNA), (Assent(), ANNA))


def test_a_dissent_stops_the_words_until_it_is_taken_back_or_other_words_are_put() -> None:
    item = done(say(opened(), TAKE_UP), (Draft(WHALES), ANNA), (Assent(), BEN), (Dissent("too hard"), BEN))
    with pytest.raises(NotOneMind):
        done(item, (Cross(), ANNA))
    assert done(item, (Assent(), BEN), (Cross(), ANNA)).phase is Phase.SECOND


def test_a_dissent_does_not_vanish_with_the_person() -> None:
    item = say(opened(), TAKE_UP, WHALES)
    item = done(item, (Draft(WHALES), CORA), (Dissent("too hard"), DAN), (Left(DAN), None))
    with pytest.raises(NotOneMind):
        done(item, (Cross(), CORA))


def test_houses_that_differ_pass_it_back_and_after_enough_rounds_the_keepers_choose_one_of_the_two() -> None:
    item = say(opened(rounds=2), TAKE_UP, WHALES, SEALS)
    assert (item.phase, item.differences) == (Phase.FIRST, 1)
    item = say(item, WHALES, SEALS)
    assert item.phase is Phase.KEEPERS
    with pytest.raises(WrongWord):
        say(item, Word(Kind.CHOOSE, reason="our own", side=Side.KEEPERS))
    with pytest.raises(WrongWord):
        say(item, CONFIRM)
    assert say(item, Word(Kind.CHOOSE, reason="the milder", side=Side.SECOND)).text == "No seals"


def test_n3_the_keepers_choose_nothing_while_the_houses_agree() -> None:
    item = say(opened(), TAKE_UP, WHALES, WHALES, CONFIRM)
    for word in (Word(Kind.CHOOSE, reason="mine", side=Side.FIRST), WHALES, TAKE_UP):
        with pytest.raises(WrongWord):
            say(item, word)


def test_n4_the_keepers_object_by_a_clause_of_the_constitution_and_once_to_each_text() -> None:
    item = say(opened(), TAKE_UP, WHALES, WHALES, CONFIRM)
    with pytest.raises(WrongWord):
        say(item, replace(OBJECT, clause="9.9"))
    again = say(item, OBJECT)
    assert (again.phase, again.differences) == (Phase.FIRST, 0)
    insisted = say(again, WHALES, WHALES, CONFIRM)
    with pytest.raises(NothingChanged):
        say(insisted, replace(OBJECT, clause="2.2"))
    assert say(insisted, CONFIRM).phase is Phase.ADOPTED
    other = say(again, SEALS, SEALS, CONFIRM, OBJECT)
    assert other.phase is Phase.FIRST


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ((), WHALES),
        ((TAKE_UP,), CONFIRM),
        ((TAKE_UP, WHALES), CONFIRM),
        ((TAKE_UP, WHALES, WHALES), WHALES),
    ],
)
def test_a_house_says_what_it_is_asked_and_nothing_else(said: tuple[Word, ...], word: Word) -> None:
    with pytest.raises(WrongWord):
        say(say(opened(), *said), word)


@pytest.mark.parametrize("said", [(TAKE_UP,), (TAKE_UP, WHALES), (TAKE_UP, WHALES, WHALES)])
def test_a_house_that_is_not_of_one_mind_in_time_lays_the_item_over_until_a_date(said: tuple[Word, ...]) -> None:
    item = say(opened(), *said)
    item = MACHINE.at(item, item.since + TIMES.house)
    assert (item.phase, item.laid_over_until) == (Phase.LAID_OVER, item.since + TIMES.rest)


def test_silent_keepers_have_said_neither_yes_nor_no_and_are_stood_in_for_once() -> None:
    item = say(opened(HOUSES | STAND_IN), TAKE_UP, WHALES, WHALES, CONFIRM)
    item = MACHINE.at(item, item.since + TIMES.keepers)
    assert (item.phase, item.side) == (Phase.KEEPERS, Side.SURROGATES)
    with pytest.raises(NotYours):
        done(item, (Draft(CONFIRM), EVE))
    assert say(item, CONFIRM).phase is Phase.ADOPTED
    assert MACHINE.at(item, item.since + TIMES.keepers).phase is Phase.LAID_OVER


def test_without_surrogates_the_silence_of_the_keepers_lays_it_over() -> None:
    assert MACHINE.at(opened(), NOW + TIMES.keepers).phase is Phase.LAID_OVER


def test_an_empty_bench_is_no_sitting_until_somebody_is_back_on_it() -> None:
    item = done(say(opened(), TAKE_UP), (Left(BEN), None))
    with pytest.raises(NoSitting):
        done(item, (Draft(WHALES), ANNA))
    assert say(done(item, (Joined(BEN), None)), WHALES).phase is Phase.SECOND
    with pytest.raises(NoSitting):
        MACHINE.act(replace(drafted(), members=EVERYBODY - {BEN}), Open("the bay"), Turn(ANNA, NOW))


def test_nobody_sits_in_two_houses() -> None:
    both = HOUSES | {Side.KEEPERS: House((frozenset({EVE, ANNA}),), (EVE,))}
    with pytest.raises(TwoHouses):
        opened(both)


def test_the_next_speaker_speaks_when_one_has_left_and_anybody_when_one_is_silent_for_a_day() -> None:
    item = say(opened(), TAKE_UP, WHALES)
    assert done(item, (Left(CORA), None)).speaker == DAN
    with pytest.raises(TooEarly):
        done(item, (StepIn(), DAN))
    with pytest.raises(DoneAlready):
        done(item, (StepIn(), CORA), at=item.since + DAY)
    with pytest.raises(NotAsked):
        done(item, (StepIn(), ANNA), at=item.since + DAY)
    item = done(item, (StepIn(), DAN), at=item.since + DAY)
    assert item.speaker == DAN
    item = done(item, (Draft(WHALES), DAN), (Assent(), CORA), (Cross(), DAN), at=item.since + DAY)
    assert item.phase is Phase.CONFIRM


def test_a_newcomer_sits_in_no_house() -> None:
    item = done(say(opened(), TAKE_UP), (Joined(MemberId(9)), None), (Draft(WHALES), ANNA))
    with pytest.raises(NotAsked):
        done(item, (Assent(), MemberId(9)))


def test_the_proposer_can_take_it_back_until_it_is_taken_up_and_then_needs_not_be_there() -> None:
    assert done(opened(), (Withdraw(), ANNA)).phase is Phase.WITHDRAWN
    with pytest.raises(NotProposer):
        done(opened(), (Withdraw(), BEN))
    taken_up = say(opened(), TAKE_UP)
    with pytest.raises(NotNow):
        done(taken_up, (Withdraw(), ANNA))
    other = MACHINE.act(replace(drafted(), proposer=GUS), Open("the bay is empty"), Turn(GUS, NOW))
    item = done(other, (Left(GUS), None))
    assert say(item, TAKE_UP, WHALES, WHALES, CONFIRM, CONFIRM).phase is Phase.ADOPTED


@pytest.mark.parametrize(("move", "by"), [(Open(" "), ANNA), (Open("the bay"), BEN)])
def test_only_the_proposer_opens_it_with_a_need(move: Move, by: MemberId) -> None:
    with pytest.raises(AccordError):
        MACHINE.act(drafted(), move, Turn(by, NOW))


def test_words_that_come_after_the_time_are_too_late() -> None:
    item = say(opened(), TAKE_UP)
    with pytest.raises(NotNow) as refused:
        done(item, (Draft(WHALES), ANNA), at=item.since + TIMES.house)
    assert refused.value.ended


def test_every_knob_has_a_value() -> None:
    knobs = PROCESS.knobs(Settings(rounds=2))
    assert [name.split()[0] for name in knobs] == [f"K{number}" for number in range(1, 14)]
    assert knobs["K9 quorum"] == "every bench is there"
    assert knobs["K6 deadlock"].startswith("after 2 differences")
