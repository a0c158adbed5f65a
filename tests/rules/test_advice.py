"""In an advice process one person decides, but not before those concerned were asked and every advice was weighed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.rules.advice import KNOBS, MACHINE, OPEN, Advise, Advised, AskToo, Decide, Phase, Seek, Settings, Weigh, Whom
from bot.rules.errors import AccordError, BlankText, NotProposer
from bot.rules.ids import MemberId
from bot.rules.process.errors import DoneAlready, NobodyAsked, NoSuchThing, NotAsked, NothingChanged, NotNow, OwnCase
from bot.rules.process.item import Why
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.moves import Restate, Withdraw
from bot.rules.process.seats import Joined, Left, TakeProposal
from tests.rules.process.walks import (
    ANNA,
    BEN,
    CIRCLE,
    CORA,
    DAN,
    DAY,
    EVE,
    FAY,
    HOUR,
    NOW,
    Wish,
    by_chance,
    stateful,
    untaken,
)

TIMES = Settings()


def drafted(members: frozenset[MemberId] = CIRCLE) -> Advised:
    return Advised(
        members=members,
        proposer=ANNA,
        facilitator=ANNA,
        texts=("Buy a boat",),
        since=NOW,
        seat_since=NOW,
    )


def opened(*affected: MemberId) -> Advised:
    return MACHINE.act(drafted(), Seek("We cannot fish", affected or (BEN, CORA)), Turn(ANNA, NOW))


def done(item: Advised, *moves: tuple[Move, MemberId | None], after: timedelta = HOUR) -> Advised:
    for move, by in moves:
        item = MACHINE.act(item, move, Turn(by, item.since + after))
    return item


def to_decide(item: Advised) -> Advised:
    while item.phase is Phase.ADVICE:
        assert item.ends is not None
        item = MACHINE.at(item, item.ends)
    return item


class Circle:
    machine = MACHINE

    def start(self, chance: Random) -> Advised:
        people = chance.choice((CIRCLE, CIRCLE, CIRCLE, frozenset({ANNA, BEN}), frozenset({ANNA})))
        return drafted(people)

    def wishes(self, item: Advised) -> Iterable[Wish]:
        proposer = item.proposer
        if item.phase is Phase.DRAFT:
            yield Seek("We cannot fish", (BEN,)), proposer
            yield Seek("We cannot fish", (BEN, CORA, ANNA), (FAY, CORA)), proposer
            yield Seek("We cannot fish", (), (BEN, EVE)), proposer
            return
        for adviser in sorted(item.silent | {DAN}):
            yield from [(Advise("mind the weather"), adviser)] * 5
        for adviser, advice in item.advice.items():
            yield from [(Weigh(adviser, "we go in summer"), proposer)] * (1 if advice.weighed else 8)
        yield from [(Decide(), proposer)] * 15
        yield from [(Restate(f"Buy {len(item.texts)} boats"), proposer), (Withdraw(), proposer)]
        yield from [
            (AskToo(EVE, Whom.KNOWS), CORA),
            (AskToo(FAY, Whom.KNOWS), proposer),
            (AskToo(FAY, Whom.KNOWS), DAN),
        ]
        yield from [(Joined(FAY), None), (Left(proposer), None), (Left(FAY), None)]
        yield from [(Left(member), None) for member in sorted(item.silent)[:1]]
        if item.proposer_left_at:
            yield from [(TakeProposal(), member) for member in sorted(item.members)] * 9

    def check(self, before: Advised, step: Step[Advised], _: Sequence[tuple[Move, Turn]]) -> None:
        item, move, turn = step.after, step.move, step.turn
        assert before.phase not in MACHINE.ends
        assert before.advice.keys() <= item.advice.keys(), "no advice vanishes, whoever leaves"
        if item.phase in OPEN:
            assert item.proposer in item.members or item.proposer_left_at is not None
            assert item.ends is not None
        if item.asked != before.asked and isinstance(move, Left):
            assert move.member not in before.advice
        if item.phase is Phase.DECIDE and before.phase is Phase.ADVICE:
            assert item.silent <= item.reminded, "silence is recorded after a reminder only"
        if isinstance(move, Restate):
            assert item.ends is not None
            assert item.ends - turn.at >= TIMES.again, "a changed text is open to advice for a while"
        if item.phase is Phase.ADOPTED:
            self.check_decision(before, step)
        else:
            assert item.decided_by is None

    def check_decision(self, before: Advised, step: Step[Advised]) -> None:
        item = step.after
        assert isinstance(step.move, Decide)
        assert step.turn.by == before.proposer == item.decided_by, "the proposer answers for it"
        assert before.proposer_left_at is None
        assert all(one.weighed for one in item.advice.values()), "each advice is weighed"
        assert item.texts == before.texts
        assert item.advice or item.silent, "somebody was asked"
        assert item.silent <= item.reminded


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_line_of_the_table_is_walked_and_every_rule_holds_on_the_way(seed: int) -> None:
    taken = by_chance(Circle(), seed, walks=400)
    assert untaken(MACHINE, taken) == []
    assert taken[Phase.DECIDE.value, "Decide", Phase.ADOPTED.value] > 70


TestAdvice = stateful(Circle).TestCase


def test_the_proposer_decides_when_all_who_must_be_asked_were_heard_and_weighed() -> None:
    item = done(opened(), (Advise("no"), BEN), (Advise("yes"), CORA))
    assert item.phase is Phase.DECIDE
    item = done(item, (Weigh(BEN, "I rent first"), ANNA), (Weigh(CORA, "thank you"), ANNA), (Decide(), ANNA))
    assert (item.phase, item.decided_by) == (Phase.ADOPTED, ANNA)


def test_the_proposer_may_decide_against_all_advice_but_not_without_weighing_it() -> None:
    item = done(opened(), (Advise("no"), BEN), (Advise("never"), CORA), (Weigh(BEN, "I dare it"), ANNA))
    with pytest.raises(NothingChanged):
        done(item, (Decide(), ANNA))
    assert done(item, (Weigh(CORA, "I dare it"), ANNA), (Decide(), ANNA)).phase is Phase.ADOPTED


def test_better_words_for_an_advice_are_weighed_anew() -> None:
    item = done(opened(BEN), (Advise("no"), BEN), (Weigh(BEN, "I dare it"), ANNA), (Advise("it leaks"), BEN))
    with pytest.raises(NothingChanged):
        done(item, (Decide(), ANNA))


def test_who_is_silent_is_reminded_once_and_then_recorded_as_silent() -> None:
    item = done(opened(), (Advise("no"), BEN))
    item = MACHINE.at(item, NOW + TIMES.advice)
    assert (item.phase, item.reminded) == (Phase.ADVICE, {CORA})
    item = MACHINE.at(item, item.since + TIMES.reminder)
    assert (item.phase, item.silent) == (Phase.DECIDE, {CORA})
    assert CORA not in item.advice


def test_silence_of_all_is_no_obstacle_and_is_on_record() -> None:
    item = done(to_decide(opened()), (Decide(), ANNA))
    assert (item.phase, item.silent) == (Phase.ADOPTED, {BEN, CORA})


def test_a_reminder_is_not_sent_to_those_who_gave_advice() -> None:
    assert to_decide(done(opened(), (Advise("no"), BEN))).reminded == {CORA}


def test_every_member_can_put_another_on_the_list_who_is_then_reminded_too() -> None:
    item = done(opened(BEN), (AskToo(EVE, Whom.KNOWS), DAN), (Advise("no"), BEN))
    assert item.phase is Phase.ADVICE
    assert to_decide(item).reminded == {EVE}


def test_only_the_proposer_asks_people_outside_the_circle_who_then_may_advise() -> None:
    with pytest.raises(NotAsked):
        done(opened(), (AskToo(FAY, Whom.KNOWS), BEN))
    with pytest.raises(NotAsked):
        done(opened(), (Advise("take a raft"), FAY))
    item = done(opened(), (AskToo(FAY, Whom.KNOWS), ANNA), (Advise("take a raft"), FAY))
    assert item.advice[FAY].text == "take a raft"


@pytest.mark.parametrize(("person", "refusal"), [(BEN, DoneAlready), (ANNA, OwnCase)])
def test_nobody_is_put_on_the_list_twice_and_the_proposer_never(person: MemberId, refusal: type[AccordError]) -> None:
    with pytest.raises(refusal):
        done(opened(), (AskToo(person, Whom.KNOWS), DAN))


def test_whoever_is_asked_while_the_proposer_decides_is_given_the_full_time() -> None:
    item = done(to_decide(opened()), (AskToo(EVE, Whom.KNOWS), ANNA))
    assert item.phase is Phase.ADVICE
    assert item.ends == item.since + TIMES.advice
    with pytest.raises(NotProposer):
        done(to_decide(opened()), (AskToo(EVE, Whom.KNOWS), DAN))


def test_it_does_not_open_without_somebody_to_ask() -> None:
    with pytest.raises(NobodyAsked):
        MACHINE.act(drafted(), Seek("We cannot fish", ()), Turn(ANNA, NOW))
    with pytest.raises(NobodyAsked):
        MACHINE.act(drafted(), Seek("We cannot fish", (ANNA,)), Turn(ANNA, NOW))
    with pytest.raises(BlankText):
        MACHINE.act(drafted(), Seek(" ", (BEN,)), Turn(ANNA, NOW))


def test_when_all_who_were_asked_have_left_somebody_else_must_be_asked_first() -> None:
    item = done(opened(), (Left(BEN), None), (Left(CORA), None))
    assert item.phase is Phase.DECIDE
    with pytest.raises(NobodyAsked):
        done(item, (Decide(), ANNA))


def test_the_advice_of_one_who_has_left_is_weighed_all_the_same() -> None:
    item = done(opened(), (Advise("no"), BEN), (Left(BEN), None), (Advise("yes"), CORA), (Weigh(CORA, "good"), ANNA))
    with pytest.raises(NothingChanged):
        done(item, (Decide(), ANNA))


def test_a_changed_text_is_open_to_advice_for_a_day_before_it_is_decided_on() -> None:
    item = done(to_decide(opened()), (Restate("Rent a boat"), ANNA))
    assert item.phase is Phase.ADVICE
    with pytest.raises(NotNow):
        done(item, (Decide(), ANNA))
    item = done(item, (Advise("yes"), BEN), (Advise("yes"), CORA))
    assert item.phase is Phase.ADVICE
    assert {one.version for one in item.advice.values()} == {2}
    assert MACHINE.at(item, item.since + TIMES.again).phase is Phase.DECIDE


def test_a_change_never_shortens_the_time_for_advice() -> None:
    item = opened()
    assert done(item, (Restate("Rent a boat"), ANNA)).ends == item.ends


def test_the_same_text_is_no_change() -> None:
    with pytest.raises(NothingChanged):
        done(opened(), (Restate("Buy a boat"), ANNA))


def test_an_advice_that_comes_late_has_to_be_weighed_too() -> None:
    item = done(to_decide(opened()), (Advise("the harbour is full"), DAN))
    with pytest.raises(NothingChanged):
        done(item, (Decide(), ANNA))


def test_advice_that_comes_after_the_last_moment_is_late() -> None:
    item = to_decide(opened())
    with pytest.raises(NotNow):
        done(item, (Advise("wait"), BEN), after=TIMES.decide)


@pytest.mark.parametrize("move", [Decide(), Weigh(BEN, "well"), Restate("Rent a boat"), Withdraw()])
def test_only_the_proposer_weighs_changes_withdraws_and_decides(move: Move) -> None:
    item = done(to_decide(opened()), (Advise("no"), BEN))
    with pytest.raises(NotProposer):
        done(item, (move, BEN))


def test_the_proposer_gives_themselves_no_advice_and_weighs_only_what_was_given() -> None:
    with pytest.raises(OwnCase):
        done(opened(), (Advise("do it"), ANNA))
    with pytest.raises(NoSuchThing):
        done(opened(), (Weigh(DAN, "well"), ANNA))


def test_what_the_proposer_does_not_decide_lapses() -> None:
    item = to_decide(opened())
    assert MACHINE.at(item, item.since + TIMES.decide).phase is Phase.LAPSED


def test_a_proposer_who_leaves_can_be_replaced_for_a_day_by_one_who_then_answers_for_it() -> None:
    item = done(opened(), (Left(ANNA), None), (Advise("no"), BEN), (TakeProposal(), CORA))
    assert (item.proposer, item.phase) == (CORA, Phase.DECIDE)
    item = done(item, (Weigh(BEN, "I dare it"), CORA), (Decide(), CORA))
    assert item.decided_by == CORA
    gone = MACHINE.at(done(opened(), (Left(ANNA), None)), NOW + 2 * DAY)
    assert (gone.phase, gone.why) == (Phase.WITHDRAWN, Why.NO_PROPOSER)


def test_without_a_proposer_nothing_is_decided() -> None:
    item = done(to_decide(opened()), (Left(ANNA), None))
    with pytest.raises(NotProposer):
        done(item, (Decide(), ANNA))


def test_without_people_there_is_nothing_to_decide() -> None:
    item = done(replace(opened(BEN), members=frozenset({ANNA})), (Left(ANNA), None))
    assert (item.phase, item.why) == (Phase.WITHDRAWN, Why.EMPTY)


def test_every_knob_has_a_value() -> None:
    assert [name.split()[0] for name in KNOBS] == [f"K{number}" for number in range(1, 14)]
    assert KNOBS["K1 who judges an objection"].startswith("nobody")
