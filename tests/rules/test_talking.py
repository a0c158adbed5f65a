"""In a talking circle one speaks at a time, everybody is offered the turn, and being away is not passing (T1-T5)."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random

import pytest

from bot.rules.errors import BlankText
from bot.rules.ids import MemberId
from bot.rules.process.errors import NoReplies, NotAsked, NotFacilitator, NotNow, NotYours
from bot.rules.process.item import Why
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.moves import TimeUp
from bot.rules.process.seats import HandOver, Joined, Left
from bot.rules.talking import (
    KNOBS,
    MACHINE,
    AnotherRound,
    Close,
    Convene,
    KeepWords,
    Kind,
    Pass,
    Phase,
    Settings,
    Speak,
    Summarise,
    Talking,
)
from tests.rules.process.walks import (
    ANNA,
    BEN,
    CIRCLE,
    CORA,
    DAY,
    FAY,
    HOUR,
    NOW,
    Wish,
    by_chance,
    stateful,
    untaken,
)

TIMER = Settings().holder
TRIO = frozenset({ANNA, BEN, CORA})


def gathered(members: frozenset[MemberId] = TRIO, seed: str = "") -> Talking:
    return Talking(members=members, proposer=ANNA, facilitator=ANNA, since=NOW, seat_since=NOW, seed=seed)


def convened(members: frozenset[MemberId] = TRIO) -> Talking:
    return MACHINE.act(gathered(members), Convene("How was the summer?"), Turn(ANNA, NOW))


def said(item: Talking, move: Move, by: MemberId | None = None, after: timedelta = HOUR) -> Talking:
    return MACHINE.act(item, move, Turn(by or item.holder, item.since + after))


def round_done(item: Talking) -> Talking:
    while item.phase is Phase.PIECE:
        item = said(item, Pass())
    return item


class Circle:
    machine = MACHINE

    def start(self, chance: Random) -> Talking:
        people = frozenset(chance.sample(sorted(CIRCLE - {ANNA}), chance.randint(0, 4))) | {ANNA}
        return gathered(people, seed=str(chance.random()))

    def wishes(self, item: Talking) -> Iterable[Wish]:
        keeper, holder = item.facilitator, item.holder
        if item.phase is Phase.DRAFT:
            yield Convene("How was the summer?"), keeper
            return
        yield from [(Speak("my words"), holder)] * 6
        yield from [(Pass(), holder), (Speak("to you", reply=True), holder), (Speak(), holder)]
        for member in sorted(item.members):
            yield from [(KeepWords("for later"), member), (Speak("too"), member)]
        yield from [(AnotherRound(), keeper)] * 4
        yield from [(Summarise("we heard"), keeper), (Close("thanks"), keeper), (Close(), keeper)]
        yield from [(HandOver(BEN), keeper), (Joined(FAY), None), (Joined(BEN), None)]
        yield from [(Left(holder or FAY), None), (Left(keeper), None), (Left(BEN), None)]

    def check(self, before: Talking, step: Step[Talking], _: Sequence[tuple[Move, Turn]]) -> None:
        item, move = step.after, step.move
        assert before.phase is not Phase.CLOSED
        assert (item.holder is not None) == (item.phase is Phase.PIECE), "T1: one holder, while the piece goes round"
        if isinstance(move, Speak | Pass):
            assert step.turn.by == before.holder, "T1: only the holder speaks"
        assert not (isinstance(move, Speak) and move.reply), "T4: no replies"
        if item.phase is not Phase.CLOSED:
            assert item.facilitator in item.members
            assert item.holder is None or item.holder in item.members
        self.check_offers(before, item)
        self.check_words(before, step)

    def check_offers(self, before: Talking, item: Talking) -> None:
        if len(item.rounds) > len(before.rounds):
            assert item.rounds[-1] == before.heard
            assert {item.holder, *item.waiting} == item.members, "all who are there are offered the turn"
            return
        line = [one for one in (item.holder, *item.waiting, *item.again) if one is not None]
        assert len(line) == len(set(line)), "nobody stands in line twice"
        was = {before.holder, *before.waiting, *before.heard}
        now = {item.holder, *item.waiting, *item.heard}
        if before.phase is not Phase.DRAFT:
            assert was & item.members == now & item.members, "T2: nobody slips into a round or out of it"
        for member in (item.holder, *item.waiting):
            if member in item.heard:
                assert member == item.holder, "T2: one offer each"
                assert item.heard[member].kind is Kind.ABSENT, "T2: and one more for who was away"
        if item.phase is Phase.BETWEEN:
            assert not item.waiting
            assert not item.again

    def check_words(self, before: Talking, step: Step[Talking]) -> None:
        item, move = step.after, step.move
        for heard in item.heard.values():
            assert bool(heard.text) == (heard.kind is Kind.SPOKE), "T3: three values"
        told = before.heard.items() - item.heard.items()
        if len(item.rounds) == len(before.rounds):
            assert all(heard.kind is Kind.ABSENT for _, heard in told), "what was said stays said"
        lost = before.kept.keys() - item.kept.keys()
        assert lost <= {before.holder if isinstance(move, Speak) else getattr(move, "member", None)}
        if item.phase is Phase.PIECE:
            assert item.ends is not None
            assert item.ends - step.turn.at <= TIMER or item.holder == before.holder, "T5: each turn has an end"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_line_of_the_table_is_walked_and_every_rule_holds_on_the_way(seed: int) -> None:
    assert untaken(MACHINE, by_chance(Circle(), seed, walks=120)) == []


TestTalkingCircle = stateful(Circle).TestCase


def test_the_piece_goes_round_until_everybody_has_had_the_opportunity() -> None:
    item = convened()
    order = []
    while item.phase is Phase.PIECE:
        order.append(item.holder)
        item = said(item, Speak(f"I am {item.holder}"))
    assert sorted(filter(None, order)) == sorted(TRIO)
    assert item.phase is Phase.BETWEEN
    assert {heard.kind for heard in item.heard.values()} == {Kind.SPOKE}


def test_t1_only_the_holder_speaks_and_the_words_of_others_are_kept_for_them() -> None:
    item = convened()
    other = item.waiting[0]
    with pytest.raises(NotYours):
        said(item, Speak("me first"), by=other)
    item = said(said(item, KeepWords("me first"), by=other), Pass())
    assert item.holder == other
    item = said(item, Speak())
    assert item.heard[other].text == "me first"
    assert not item.kept


def test_the_holder_needs_no_keeping_and_says_something_if_anything() -> None:
    item = convened()
    with pytest.raises(NotYours):
        said(item, KeepWords("later"))
    with pytest.raises(BlankText):
        said(item, Speak())


def test_who_is_no_member_neither_speaks_nor_keeps_words() -> None:
    for move in (Speak("hello"), KeepWords("hello")):
        with pytest.raises(NotAsked):
            said(convened(), move, by=FAY)


def test_t2_who_was_away_is_offered_the_turn_once_more_at_the_end_and_then_no_more() -> None:
    item = convened()
    first = item.holder
    item = MACHINE.at(item, NOW + TIMER)
    assert item.heard[first].kind is Kind.ABSENT
    item = said(said(item, Pass()), Speak("fine"))
    assert item.holder == first
    item = MACHINE.at(item, item.since + TIMER)
    assert item.phase is Phase.BETWEEN
    assert item.heard[first].kind is Kind.ABSENT


def test_t2_the_second_offer_can_be_taken() -> None:
    item = MACHINE.at(convened(), NOW + TIMER)
    first = item.again[0]
    item = said(said(said(item, Pass()), Pass()), Speak("I was on a train"))
    assert item.heard[first].kind is Kind.SPOKE


def test_t3_passing_being_away_and_speaking_are_three_things() -> None:
    item = said(said(convened(), Speak("fine")), Pass())
    item = MACHINE.at(item, item.since + 2 * TIMER)
    assert sorted(heard.kind for heard in item.heard.values()) == [Kind.ABSENT, Kind.PASSED, Kind.SPOKE]


def test_t4_nobody_replies_to_another_within_a_round() -> None:
    with pytest.raises(NoReplies):
        said(convened(), Speak("but you said", reply=True))


def test_t5_a_round_in_which_everybody_is_silent_ends_after_two_turns_each() -> None:
    item = convened(CIRCLE)
    assert MACHINE.at(item, NOW + 10 * TIMER - HOUR).phase is Phase.PIECE
    item = MACHINE.at(item, NOW + 10 * TIMER)
    assert item.phase is Phase.BETWEEN
    assert MACHINE.at(item, NOW + 10 * TIMER + Settings().between).phase is Phase.CLOSED


def test_words_that_come_when_the_turn_is_over_are_not_the_holders_any_more() -> None:
    item = convened()
    with pytest.raises(NotYours):
        MACHINE.act(item, Speak("late"), Turn(item.holder, NOW + TIMER))


def test_the_starter_and_the_direction_vary_from_round_to_round() -> None:
    item = convened(CIRCLE)
    first = (item.holder, *item.waiting)
    item = said(round_done(item), AnotherRound(), by=ANNA)
    second = (item.holder, *item.waiting)
    assert second == (first[1], first[0], *reversed(first[2:]))
    assert len(item.rounds) == 1


def test_the_keeper_cannot_close_before_everybody_was_offered_the_turn() -> None:
    with pytest.raises(NotNow):
        said(convened(), Close(), by=ANNA)
    item = said(round_done(convened()), Close("We are many"), by=ANNA)
    assert (item.phase, item.reflection) == (Phase.CLOSED, "We are many")


@pytest.mark.parametrize("move", [AnotherRound(), Close(), Summarise("all well"), HandOver(CORA)])
def test_only_the_keeper_keeps_the_circle(move: Move) -> None:
    with pytest.raises(NotFacilitator):
        said(round_done(convened()), move, by=BEN)


def test_only_the_keeper_opens_it_with_a_purpose() -> None:
    item = gathered()
    with pytest.raises(NotFacilitator):
        MACHINE.act(item, Convene("mine"), Turn(BEN, NOW))
    with pytest.raises(BlankText):
        MACHINE.act(item, Convene(" "), Turn(ANNA, NOW))


def test_a_summary_is_kept_between_two_rounds() -> None:
    assert said(round_done(convened()), Summarise("all well"), by=ANNA).summaries == ("all well",)


def test_when_the_holder_leaves_the_piece_passes_on_and_a_return_waits_for_the_next_round() -> None:
    item = convened()
    gone = item.holder
    assert gone is not None
    item = said(item, Left(gone), by=None)
    assert item.holder != gone
    item = round_done(said(item, Joined(gone)))
    assert item.heard[gone].kind is Kind.ABSENT
    item = said(item, AnotherRound(), by=item.facilitator)
    assert gone in {item.holder, *item.waiting}


def test_when_the_keeper_leaves_somebody_else_keeps_the_circle() -> None:
    item = said(convened(), Left(ANNA))
    assert item.facilitator in {BEN, CORA}


def test_a_newcomer_listens_in_the_running_round() -> None:
    item = round_done(said(convened(), Joined(FAY)))
    assert FAY not in item.heard


def test_a_departure_does_not_lengthen_or_shorten_the_turn_of_the_holder() -> None:
    item = convened()
    other = item.waiting[0]
    assert said(item, Left(other), by=None).ends == item.ends


def test_a_circle_without_people_is_closed() -> None:
    item = convened()
    for member in sorted(TRIO):
        item = said(item, Left(member), by=None)
    assert (item.phase, item.why) == (Phase.CLOSED, Why.EMPTY)


def test_a_silent_keeper_does_not_keep_it_open_for_ever() -> None:
    item = round_done(convened())
    assert MACHINE.at(item, item.since + 2 * DAY).phase is Phase.CLOSED
    with pytest.raises(NotNow) as refused:
        MACHINE.act(item, AnotherRound(), Turn(ANNA, item.since + 2 * DAY))
    assert refused.value.ended


def test_the_clock_is_nobodys_move() -> None:
    assert (Phase.PIECE, TimeUp) in MACHINE.table
    assert MACHINE.table[Phase.PIECE, TimeUp].who == "the clock"


def test_every_knob_has_a_value() -> None:
    assert [name.split()[0] for name in KNOBS] == [f"K{number}" for number in range(1, 14)]
    assert KNOBS["K3 abstain"].startswith("everybody may pass")
