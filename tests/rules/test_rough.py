"""Rough consensus looks at the issues: none is ignored, none goes with its author, and no head is counted (R1-R4)."""

from collections import Counter
from datetime import timedelta
from inspect import signature

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.errors import AccordError, BlankText, NotProposer
from bot.rules.ids import MemberId
from bot.rules.process.errors import (
    DoneAlready,
    NoSuchThing,
    NotAsked,
    NotFacilitator,
    NothingChanged,
    NotNow,
    NotYours,
    OwnCase,
)
from bot.rules.process.item import Why
from bot.rules.process.machine import Move, Turn
from bot.rules.process.moves import AskForMeeting, Open, Restate, Withdraw
from bot.rules.process.seats import HandOver, Joined, Left, ProposerGone, TakeProposal, TakeSeat
from bot.rules.rough import KNOBS, MACHINE, Phase, Rough
from bot.rules.rough.moves import (
    Accommodate,
    Appeal,
    CallAgain,
    CallTaste,
    Declare,
    GiveIn,
    Judge,
    Raise,
    Respond,
    Support,
)
from bot.rules.rough.state import TALKING, Fate, Issue, rough_consensus
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
    SEEDS,
    by_chance,
    stateful,
    untaken,
)
from tests.rules.rough_world import TIMES, TRIO, Circle, drafted


def called() -> Rough:
    return MACHINE.act(drafted(), Open("We quarrel"), Turn(ANNA, NOW))


def done(item: Rough, *moves: tuple[Move, MemberId | None], after: timedelta = HOUR) -> Rough:
    for move, by in moves:
        item = MACHINE.act(item, move, Turn(by, item.since + after))
    return item


def heard(item: Rough) -> Rough:
    return MACHINE.at(item, item.since + TIMES.call)


def declared(*before: tuple[Move, MemberId | None]) -> Rough:
    return done(heard(done(called(), (Support(), CORA), *before)), (Declare("all is answered"), BEN))


def test_every_line_of_the_table_is_walked_and_every_rule_holds_on_the_way() -> None:
    taken = sum((by_chance(Circle(), seed, walks=700) for seed in SEEDS), Counter())
    assert untaken(MACHINE, taken) == []
    assert sum(count for (_, __, after), count in taken.items() if after == Phase.ADOPTED) > 200


TestRough = stateful(Circle).TestCase

ledgers = st.lists(
    st.builds(
        Issue,
        number=st.integers(1, 9),
        by=st.sampled_from(sorted(CIRCLE)),
        text=st.just("it is slow"),
        version=st.just(1),
        fate=st.sampled_from(Fate),
        disposition=st.sampled_from(("", "we measured it")),
    )
)


@given(ledgers)
def test_r1_an_issue_that_is_open_or_without_an_answer_in_words_is_in_the_way(ledger: list[Issue]) -> None:
    in_the_way = [one for one in ledger if one.fate is Fate.OPEN or not one.disposition]
    assert rough_consensus(ledger, supported=True) is not bool(in_the_way)
    assert not rough_consensus(ledger, supported=False)


def test_r2_the_outcome_takes_the_ledger_and_no_number_of_people() -> None:
    assert list(signature(rough_consensus).parameters) == ["ledger", "supported"]


def test_r2_a_hundred_supporters_more_change_nothing() -> None:
    crowd = frozenset(MemberId(number) for number in range(100, 200))
    for before in ((), ((Raise("it is slow"), DAN),)):
        item = done(called(), (Support(), CORA), *before)
        joined = done(item, *((Joined(one), None) for one in sorted(crowd)))
        full = done(joined, *((Support(), one) for one in sorted(crowd)))
        results = []
        for one in (heard(item), heard(full)):
            try:
                results.append(done(one, (Declare("all is answered"), BEN)).phase)
            except NothingChanged:
                results.append(one.phase)
        assert results[0] == results[1] == (Phase.OPEN if before else Phase.DECLARED)


def test_without_an_issue_and_with_some_support_it_is_declared_and_stands_after_a_week() -> None:
    item = declared()
    assert (item.phase, item.declared_by) == (Phase.DECLARED, BEN)
    assert MACHINE.at(item, item.since + TIMES.appeal).phase is Phase.ADOPTED


def test_nobody_but_the_proposer_in_favour_is_no_rough_consensus() -> None:
    item = heard(done(called(), (Support(), ANNA)))
    with pytest.raises(NothingChanged):
        done(item, (Declare("silence is golden"), BEN))


def test_one_issue_that_nobody_answers_stops_everybody() -> None:
    everybody = [(Support(), member) for member in sorted(CIRCLE)]
    item = heard(done(called(), *everybody, (Raise("it is slow"), DAN)))
    with pytest.raises(NothingChanged):
        done(item, (Declare("five are for it"), BEN))
    assert MACHINE.at(item, item.since + TIMES.open).phase is Phase.LAPSED


def test_an_issue_that_was_answered_is_in_the_rough() -> None:
    item = declared((Raise("it is slow"), DAN), (Respond(1, "we measured it"), BEN))
    assert (item.phase, item.issues[0].fate) == (Phase.DECLARED, Fate.ANSWERED)


def test_r4_giving_in_leaves_the_issue_open() -> None:
    item = heard(done(called(), (Support(), CORA), (Raise("it is slow"), DAN), (GiveIn(1), DAN)))
    assert (item.issues[0].fate, item.issues[0].given_in) == (Fate.OPEN, True)
    with pytest.raises(NothingChanged):
        done(item, (Declare("he gave in"), BEN))


def test_an_issue_outlives_its_author() -> None:
    item = heard(done(called(), (Support(), CORA), (Raise("it is slow"), DAN), (Left(DAN), None)))
    with pytest.raises(NothingChanged):
        done(item, (Declare("he is gone"), BEN))
    assert done(item, (Respond(1, "we measured it"), BEN), (Declare("answered"), BEN)).phase is Phase.DECLARED


def test_a_change_of_the_text_is_called_before_it_is_declared() -> None:
    item = heard(done(called(), (Raise("it is slow"), DAN)))
    item = done(item, (Restate("Spaces, not tabs"), ANNA), (Accommodate(1, "see there"), BEN))
    with pytest.raises(NothingChanged):
        done(item, (Support(), CORA), (Declare("all is answered"), BEN))
    item = heard(done(item, (CallAgain(), ANNA), (Support(), CORA)))
    assert done(item, (Declare("all is answered"), BEN)).phase is Phase.DECLARED


def test_support_is_for_a_text_and_falls_with_it() -> None:
    assert not done(heard(done(called(), (Support(), CORA))), (Restate("Spaces"), ANNA)).supporters


def test_nothing_is_accommodated_by_a_text_that_has_not_changed() -> None:
    with pytest.raises(NothingChanged):
        done(called(), (Raise("it is slow"), DAN), (Accommodate(1, "see there"), BEN))
    with pytest.raises(NothingChanged):
        done(heard(called()), (CallAgain(), BEN))


def test_only_its_author_can_call_an_issue_taste_or_give_in() -> None:
    item = done(called(), (Raise("it is ugly"), DAN))
    for move in (CallTaste(1, "taste"), GiveIn(1)):
        with pytest.raises(NotYours):
            done(item, (move, BEN))
    assert done(item, (CallTaste(1, "I can live with it"), DAN)).issues[0].fate is Fate.TASTE


def test_a_chair_who_raises_an_issue_is_a_party_and_hands_the_seat_on() -> None:
    item = done(called(), (Raise("it is slow"), BEN))
    assert item.facilitator == DAN
    with pytest.raises(OwnCase):
        done(done(item, (HandOver(BEN), DAN)), (Respond(1, "I was wrong"), BEN))


def test_r3_the_proposer_cannot_declare_even_as_the_only_one_left_to_chair() -> None:
    item = heard(done(MACHINE.act(drafted(TRIO), Open("We quarrel"), Turn(ANNA, NOW)), (Support(), CORA)))
    item = done(item, (Left(BEN), None), (Left(CORA), None))
    assert item.facilitator == ANNA
    with pytest.raises(OwnCase):
        done(item, (Declare("I agree with myself"), ANNA))


def test_r3_whoever_has_declared_cannot_become_the_proposer_meanwhile() -> None:
    with pytest.raises(NotNow):
        done(declared(), (Left(ANNA), None), (TakeProposal(), BEN))


@pytest.mark.parametrize("move", [Declare("I say so"), Respond(1, "no"), Accommodate(1, "yes")])
def test_only_the_chair_disposes_and_declares(move: Move) -> None:
    item = heard(done(called(), (Raise("it is slow"), DAN)))
    with pytest.raises(NotFacilitator):
        done(item, (move, CORA))


@pytest.mark.parametrize("move", [Raise("me too"), Support()])
def test_who_is_no_member_is_not_asked(move: Move) -> None:
    with pytest.raises(NotAsked):
        done(called(), (move, FAY))


def test_words_are_needed_for_an_issue_an_answer_and_a_declaration() -> None:
    item = done(called(), (Support(), CORA), (Raise("it is slow"), DAN))
    for move, by in ((Raise(" "), DAN), (Respond(1, " "), BEN), (CallTaste(1, " "), DAN)):
        with pytest.raises(BlankText):
            done(item, (move, by))
    with pytest.raises(BlankText):
        done(heard(done(item, (Respond(1, "measured"), BEN))), (Declare(" "), BEN))


def test_an_issue_is_disposed_of_once_and_has_to_be_there() -> None:
    item = done(called(), (Raise("it is slow"), DAN), (Respond(1, "measured"), BEN))
    with pytest.raises(DoneAlready):
        done(item, (Respond(1, "again"), BEN))
    with pytest.raises(NoSuchThing):
        done(item, (Respond(2, "what?"), BEN))


def test_it_is_not_declared_before_the_call_is_over() -> None:
    with pytest.raises(NotNow):
        done(called(), (Support(), CORA), (Declare("quick"), BEN))


def test_an_appeal_is_judged_by_somebody_who_is_no_party_and_upheld_it_stands() -> None:
    item = done(declared(), (Appeal("you missed one"), DAN))
    assert item.facilitator == EVE
    item = done(item, (Judge(upheld=True, reason="it was seen"), EVE))
    assert item.phase is Phase.DECLARED
    assert item.ends == item.appeal_until
    with pytest.raises(DoneAlready):
        done(item, (Appeal("once more"), DAN))
    assert done(item, (Appeal("another"), CORA)).phase is Phase.APPEALED


def test_an_appeal_that_is_right_opens_its_issue_again_or_adds_the_one_nobody_saw() -> None:
    item = declared((Raise("it is slow"), DAN), (Respond(1, "measured"), BEN))
    again = done(item, (Appeal("you measured nothing", 1), DAN), (Judge(upheld=False, reason="no data"), EVE))
    assert (again.phase, again.issues[0].fate, again.declared_by) == (Phase.OPEN, Fate.OPEN, None)
    new = done(item, (Appeal("it breaks the build"), CORA), (Judge(upheld=False, reason="indeed"), DAN))
    assert [one.text for one in new.issues] == ["it is slow", "it breaks the build"]
    assert new.issues[1].fate is Fate.OPEN


def test_an_appeal_that_nobody_judges_opens_the_issue() -> None:
    item = done(declared(), (Appeal("you missed one"), DAN))
    item = MACHINE.at(item, item.since + TIMES.judge)
    assert (item.phase, item.issues[-1].text) == (Phase.OPEN, "you missed one")


@pytest.mark.parametrize("party", [ANNA, BEN, DAN])
def test_no_party_judges_an_appeal(party: MemberId) -> None:
    item = done(declared(), (Appeal("you missed one"), DAN))
    with pytest.raises(AccordError):
        done(item, (HandOver(party), EVE), (Judge(upheld=True, reason="fine"), party))


def test_when_the_judge_leaves_the_seat_passes_to_no_party_either() -> None:
    item = done(declared(), (Appeal("you missed one"), DAN), (Left(EVE), None))
    assert item.facilitator == CORA


def test_after_a_new_declaration_one_can_appeal_again() -> None:
    item = done(declared(), (Appeal("you missed one"), DAN), (Judge(upheld=False, reason="yes"), EVE))
    item = done(item, (Respond(1, "here it is"), EVE), (Declare("now all is answered"), EVE), (Appeal("no", 1), DAN))
    assert item.phase is Phase.APPEALED


def test_an_appeal_that_comes_after_a_week_is_late() -> None:
    with pytest.raises(NotNow) as refused:
        done(declared(), (Appeal("you missed one"), DAN), after=TIMES.appeal)
    assert refused.value.ended


def test_an_appeal_at_the_last_minute_is_judged_and_then_it_stands_at_once() -> None:
    item = done(declared(), (Appeal("you missed one"), DAN), after=TIMES.appeal - HOUR)
    item = done(item, (Judge(upheld=True, reason="it was seen"), EVE), after=DAY)
    assert item.phase is Phase.ADOPTED


def test_a_declaration_outlives_its_proposer_and_an_open_issue_waits_a_day_for_another() -> None:
    item = done(declared(), (Left(ANNA), None))
    assert MACHINE.at(item, item.since + TIMES.appeal).phase is Phase.ADOPTED
    item = done(item, (Appeal("you missed one"), DAN), after=3 * DAY)
    item = done(item, (Judge(upheld=False, reason="yes"), EVE))
    alarm = MACHINE.next_alarm(item)
    assert alarm is not None
    gone = MACHINE.at(item, item.since + 2 * DAY)
    assert (gone.phase, gone.why, gone.since) == (Phase.WITHDRAWN, Why.NO_PROPOSER, item.since + DAY)
    assert done(item, (TakeProposal(), CORA)).proposer == CORA


def test_a_silent_chair_is_replaced_in_the_order_that_was_named() -> None:
    item = heard(done(called(), (Support(), CORA)))
    item = MACHINE.at(item, item.since + DAY)
    assert item.offered == (DAN,)
    assert done(item, (TakeSeat(), DAN), (Declare("all is answered"), DAN), after=DAY).declared_by == DAN


def test_a_meeting_is_no_way_to_stop_what_was_declared() -> None:
    assert done(called(), (AskForMeeting(), DAN)).why is Why.MEETING
    with pytest.raises(NotNow):
        done(declared(), (AskForMeeting(), DAN))


def test_only_the_proposer_opens_changes_and_withdraws() -> None:
    with pytest.raises(NotProposer):
        MACHINE.act(drafted(), Open("We quarrel"), Turn(BEN, NOW))
    for move in (Restate("Spaces"), Withdraw()):
        with pytest.raises(NotProposer):
            done(heard(called()), (move, BEN))


def test_a_proposal_is_waited_for_in_every_phase_in_which_it_is_talked_about() -> None:
    assert {source for source, move in MACHINE.table if move is ProposerGone} == set(TALKING)


def test_every_knob_has_a_value() -> None:
    assert [name.split()[0] for name in KNOBS] == [f"K{number}" for number in range(1, 14)]
    assert KNOBS["K3 abstain"] == "not needed: heads are not counted"
