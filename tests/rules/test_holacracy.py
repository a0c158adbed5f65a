"""In asynchronous governance only what governance may change is proposed, and every objection is heard (H1-H6)."""

from collections import Counter
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from bot.rules.consent import Phase
from bot.rules.consent.moves import (
    Answer,
    Appeal,
    Ask,
    AskForMeeting,
    AskForRuling,
    Confirm,
    GiveConsent,
    GiveRuling,
    Keep,
    Overtaken,
    React,
    TakeOver,
    WithdrawObjection,
)
from bot.rules.consent.state import Fate
from bot.rules.errors import BlankText, NotProposer
from bot.rules.holacracy import MACHINE, PROCESS, Settings, knobs
from bot.rules.holacracy.moves import (
    Argue,
    Discard,
    FindBreach,
    ObjectFor,
    Represents,
    Revise,
    Submit,
    Validity,
)
from bot.rules.holacracy.outputs import Change, Output, PolicyKind
from bot.rules.ids import MemberId
from bot.rules.objection import Criterion
from bot.rules.process.errors import (
    DoneAlready,
    NoGovernance,
    NoSuchThing,
    NotAsked,
    NotFacilitator,
    NotYourRole,
    NotYours,
    OwnCase,
)
from bot.rules.process.item import Why
from bot.rules.process.machine import Turn
from bot.rules.process.seats import HandOver, Joined, Left, TakeProposal
from tests.rules.holacracy_world import (
    CHANGES,
    ROLES,
    SUBMIT,
    TRIO,
    WEEK,
    Circle,
    argued,
    confirmed,
    done,
    drafted,
    objected,
    submitted,
)
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


def test_every_line_of_the_table_is_walked_and_every_rule_holds_on_the_way() -> None:
    taken = sum((by_chance(Circle(), seed, walks=900) for seed in SEEDS), Counter())
    assert untaken(MACHINE, taken) == []
    assert sum(count for (_, __, after), count in taken.items() if after == Phase.ADOPTED) > 300


TestHolacracy = stateful(Circle).TestCase


def test_it_is_adopted_when_every_member_has_confirmed_that_they_see_no_objection() -> None:
    item = confirmed(submitted(), EVE)
    assert item.phase is Phase.ROUND
    assert done(item, (GiveConsent(), EVE)).phase is Phase.ADOPTED


def test_h2_without_a_policy_silence_is_no_answer() -> None:
    item = confirmed(submitted(), EVE)
    item = MACHINE.at(item, NOW + timedelta(days=40))
    assert (item.phase, item.silent) == (Phase.STALLED, {EVE})


def test_h2_under_a_policy_with_a_limit_silence_is_no_objection() -> None:
    item = done(submitted(Settings().limited(WEEK)), (GiveConsent(), BEN))
    assert MACHINE.at(item, NOW + WEEK - HOUR).phase is Phase.ROUND
    item = MACHINE.at(item, NOW + WEEK)
    assert (item.phase, item.silent) == (Phase.ADOPTED, CIRCLE - {BEN})


def test_a_limit_that_passes_in_complete_silence_adopts_only_if_the_policy_says_so() -> None:
    later = NOW + WEEK + 3 * DAY
    assert MACHINE.at(submitted(Settings().limited(WEEK)), later).phase is Phase.STALLED
    assert MACHINE.at(submitted(Settings().limited(WEEK, least=0)), later).phase is Phase.ADOPTED


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (Change(Output.DEFINE_POLICY, "oven"),),
        (Change(Output.ELECTION, "facilitator", PolicyKind.GRANT),),
        (Change(Output.AMEND_ROLE, "baker"), Change(Output.AMEND_POLICY, "oven")),
    ],
)
def test_h1_what_is_no_change_of_governance_is_not_submitted(changes: tuple[Change, ...]) -> None:
    with pytest.raises(NoGovernance):
        MACHINE.act(replace(drafted(), changes=changes), SUBMIT, Turn(ANNA, NOW))


def test_h1_nor_is_it_slipped_in_by_a_revision() -> None:
    with pytest.raises(NoGovernance):
        done(submitted(), (Revise("Bake bread", (Change(Output.DEFINE_POLICY, "bread"),)), ANNA))
    item = done(submitted(), (Revise("No baker", (Change(Output.REMOVE_ROLE, "baker"),)), ANNA))
    assert item.changes == (Change(Output.REMOVE_ROLE, "baker"),)


@pytest.mark.parametrize("field", ["tension", "example", "help"])
def test_a_proposal_has_a_tension_an_example_and_an_account(field: str) -> None:
    with pytest.raises(BlankText):
        MACHINE.act(drafted(), replace(SUBMIT, **{field: " "}), Turn(ANNA, NOW))


def test_h3_one_proposes_for_a_role_that_one_represents() -> None:
    with pytest.raises(NotYourRole):
        MACHINE.act(drafted(), replace(SUBMIT, role="cook"), Turn(ANNA, NOW))
    with pytest.raises(NotProposer):
        MACHINE.act(drafted(), Submit("buyer", "a", "b", "c"), Turn(BEN, NOW))


def test_h3_one_objects_for_a_role_that_one_represents_at_that_moment() -> None:
    with pytest.raises(NotYourRole):
        done(submitted(), (replace(argued(DAN), role="cook"), DAN))
    with pytest.raises(NotYourRole):
        done(submitted(), (Represents(DAN, frozenset()), None), (argued(DAN), DAN))
    item = done(objected(), (Represents(DAN, frozenset()), None))
    assert len(item.standing) == 1, "an objection that was raised stays"


def test_h3_who_represents_no_role_carries_on_neither_a_proposal_nor_an_objection() -> None:
    item = done(objected(), (Represents(EVE, frozenset()), None), (Left(DAN), None), (Left(ANNA), None))
    for move in (TakeOver(1), TakeProposal()):
        with pytest.raises(NotYourRole):
            done(item, (move, EVE))
    assert done(item, (TakeOver(1), CORA)).objection(1).owner == CORA


def test_the_first_objection_is_integrated_at_once_and_more_may_be_added() -> None:
    item = done(submitted(), (GiveConsent(), CORA), (argued(DAN), DAN))
    assert (item.phase, item.integrations) == (Phase.INTEGRATE, 1)
    item = done(item, (argued(CORA), CORA))
    assert [one.by for one in item.standing] == [DAN, CORA]
    assert item.integrations == 1


def test_a_facilitator_who_objects_hands_the_seat_on() -> None:
    assert done(submitted(), (argued(BEN), BEN)).facilitator == CORA
    assert done(objected(), (argued(BEN), BEN)).facilitator == CORA


def test_after_an_integration_everybody_has_a_new_chance_to_object() -> None:
    item = done(confirmed(submitted(), DAN), (argued(DAN), DAN), (Revise("The baker or the cook lights it"), ANNA))
    item = done(item, (Confirm(1), DAN), (Confirm(1), ANNA))
    assert (item.phase, item.silent) == (Phase.ROUND, CIRCLE)
    assert done(item, (argued(CORA), CORA)).phase is Phase.INTEGRATE


def test_after_as_many_integrations_as_are_allowed_an_objection_escalates() -> None:
    item = submitted(Settings(max_integrations=1))
    item = done(item, (argued(DAN), DAN), (WithdrawObjection(1), DAN), (argued(DAN), DAN))
    assert item.phase is Phase.ESCALATED


def test_an_objection_without_a_single_argument_or_a_breach_is_none() -> None:
    with pytest.raises(BlankText):
        done(submitted(), (ObjectFor("driver"), DAN))
    with pytest.raises(BlankText):
        done(submitted(), (ObjectFor("driver", ((Criterion.CAUSED, " "),)), DAN))


def test_who_joins_meanwhile_is_asked_from_the_next_round_on() -> None:
    item = done(submitted(), (Joined(FAY), None))
    with pytest.raises(NotAsked):
        done(item, (argued(FAY), FAY))
    item = done(item, (Revise("The baker lights it early"), ANNA))
    assert done(item, (argued(FAY), FAY)).phase is Phase.INTEGRATE


def test_a_revision_asks_everybody_anew_and_begins_the_limit_anew() -> None:
    item = confirmed(submitted(Settings().limited(WEEK)), EVE)
    item = done(item, (Revise("The baker lights it early"), ANNA))
    assert (item.silent, item.ends) == (CIRCLE, item.since + WEEK)


def test_questions_reactions_and_concerns_come_in_any_order() -> None:
    item = done(submitted(), (React("fine"), DAN), (Ask("who pays?"), CORA), (GiveConsent("mind the gas"), BEN))
    item = done(item, (React("on second thoughts, good"), DAN), (Answer(1, "the buyer"), ANNA))
    assert item.reactions[DAN] == "on second thoughts, good"
    assert item.concerns[0].text == "mind the gas"
    with pytest.raises(NotYours):
        done(item, (React("I like it"), ANNA))


def test_all_four_criteria_are_asked_for_and_each_that_is_missing_is_named() -> None:
    item = done(objected(Criterion.CAPACITY), (AskForRuling(1), EVE))
    ruling = GiveRuling(1, frozenset({Criterion.CAPACITY}), "three are not argued")
    item = done(item, (ruling, BEN))
    assert item.objection(1).fate is Fate.DISQUALIFIED
    assert item.objection(1).ruling is not None
    assert item.objection(1).ruling.missing == (Criterion.OWN_ROLE, Criterion.CAUSED, Criterion.NECESSARY)
    assert done(item, (Appeal(1), DAN)).objection(1).open


def test_an_objection_argued_for_all_four_criteria_counts() -> None:
    item = done(objected(), (GiveRuling(1, frozenset(Criterion), "all are there"), BEN))
    assert item.objection(1).fate is Fate.VALID


def test_h6_a_ruling_says_which_arguments_are_there_and_not_whether_they_are_right() -> None:
    assert {field.name for field in fields(GiveRuling)} == {"objection", "argued", "reason"}


def test_the_objector_may_add_what_is_missing() -> None:
    item = done(objected(Criterion.CAPACITY), (Argue(1, Criterion.CAUSED, "it is new"), DAN))
    assert set(item.argued[1].arguments) == {Criterion.CAPACITY, Criterion.CAUSED}
    for member, refusal in ((CORA, NotYours), (FAY, NotAsked)):
        with pytest.raises(refusal):
            done(item, (Argue(1, Criterion.OWN_ROLE, "mine"), member))


def test_whether_the_rules_would_be_broken_is_for_the_secretary_to_say() -> None:
    item = done(submitted(), (ObjectFor("driver", breach="article 1"), DAN))
    ruling = GiveRuling(1, frozenset(), "nothing is argued")
    with pytest.raises(NotYours):
        done(item, (ruling, BEN))
    with pytest.raises(NotYours):
        done(item, (FindBreach(1, breach=False, reason="it does not"), EVE))
    broken = done(item, (FindBreach(1, breach=True, reason="it does"), CORA))
    with pytest.raises(NotYours):
        done(broken, (ruling, BEN))
    kept = done(item, (FindBreach(1, breach=False, reason="it does not"), CORA))
    assert done(kept, (ruling, BEN)).objection(1).fate is Fate.DISQUALIFIED
    with pytest.raises(DoneAlready):
        done(kept, (FindBreach(1, breach=True, reason="or does it"), CORA))


def test_a_secretary_who_objects_reads_no_rules_in_their_own_case_and_the_facilitator_stands_in() -> None:
    item = done(submitted(), (ObjectFor("cook", breach="article 1"), CORA))
    with pytest.raises(OwnCase):
        done(item, (FindBreach(1, breach=True, reason="I say so"), CORA))
    with pytest.raises(NotYours):
        done(item, (FindBreach(1, breach=True, reason="I say so"), DAN))
    assert done(item, (FindBreach(1, breach=True, reason="it does"), BEN)).argued[1].found
    with pytest.raises(NoSuchThing):
        done(objected(), (FindBreach(1, breach=True, reason="which?"), CORA))


def test_it_is_waited_for_who_is_to_read_the_rules_until_they_have() -> None:
    item = done(submitted(), (ObjectFor("driver", breach="article 1"), DAN))
    assert CORA in PROCESS.waiting_for(item)
    assert CORA not in PROCESS.waiting_for(done(item, (FindBreach(1, breach=True, reason="it does"), CORA)))
    assert CORA not in PROCESS.waiting_for(objected())
    without = done(item, (Left(CORA), None))
    assert CORA not in PROCESS.waiting_for(without)
    assert without.reader(without.objection(1)) == BEN


def test_the_facilitator_discards_what_has_become_clearly_false_and_says_which_of_the_three() -> None:
    item = done(submitted(), (Discard(Validity.EXAMPLE, "it never happened"), BEN))
    assert (item.phase, item.why) == (Phase.DISCARDED, Why.INVALID)
    assert item.dropped is not None
    assert (item.dropped.by, item.dropped.lacking) == (BEN, Validity.EXAMPLE)


@pytest.mark.parametrize("member", [ANNA, CORA, FAY])
def test_nobody_else_discards(member: MemberId) -> None:
    with pytest.raises(NotFacilitator):
        done(submitted(), (Discard(Validity.HELP, "no"), member))


def test_an_objector_cannot_discard_what_they_object_to() -> None:
    item = done(objected(), (HandOver(DAN), BEN))
    with pytest.raises(OwnCase):
        done(item, (Discard(Validity.HELP, "no"), DAN))
    with pytest.raises(BlankText):
        done(submitted(), (Discard(Validity.HELP, " "), BEN))


def test_an_objection_outlives_its_objector_and_only_the_clock_turns_it_into_a_concern() -> None:
    item = done(objected(), (Left(DAN), None))
    assert item.standing[0].fate is Fate.ORPHANED
    item = MACHINE.at(item, item.since + 3 * DAY)
    assert (item.phase, item.objection(1).fate) == (Phase.ROUND, Fate.ABANDONED)
    assert item.concerns[0].objection == 1


def test_when_half_of_those_asked_have_left_the_rest_decides_nothing() -> None:
    item = done(submitted(members=TRIO), (Left(BEN), None), (Left(CORA), None), (GiveConsent(), ANNA))
    assert item.phase is Phase.STALLED


def test_what_another_decision_has_overtaken_is_fitted_or_withdrawn() -> None:
    item = done(submitted(), (Overtaken(), None))
    assert item.phase is Phase.AMEND
    assert done(item, (Revise("The cook lights it"), ANNA), (Keep("it fits"), ANNA)).phase is Phase.ROUND
    assert MACHINE.at(item, item.since + 2 * DAY).why is Why.STALE


def test_any_member_can_have_it_talked_about_live_unless_the_circle_has_no_meetings() -> None:
    assert done(submitted(), (AskForMeeting(), EVE)).why is Why.MEETING
    with pytest.raises(NotYours):
        done(submitted(Settings(meetings=False)), (AskForMeeting(), EVE))


def test_nobody_but_the_proposer_can_take_a_proposal_back() -> None:
    moves = {move.__name__ for _, move in MACHINE.table}
    assert "AgreeToDrop" not in moves, "one person's tension is not dropped by the others"


def test_every_knob_has_a_value_that_says_what_silence_means() -> None:
    names = [name.split()[0] for name in knobs(Settings())]
    assert names == [f"K{number}" for number in range(1, 14)]
    silence = "K2 silence at the deadline"
    assert knobs(Settings())[silence].startswith("no answer")
    assert knobs(Settings().limited(WEEK, least=2))[silence] == (
        "no objection after the limit, if 2 at least have confirmed"
    )


def test_roles_are_those_of_the_circle() -> None:
    assert submitted().roles[ANNA] == {ROLES[ANNA]}


def test_where_no_list_of_roles_is_kept_the_role_that_is_named_is_taken_on_their_word_and_none_is_not() -> None:
    item = replace(drafted(), roles=None, changes=())
    with pytest.raises(BlankText):
        MACHINE.act(item, replace(SUBMIT, role=" ", changes=CHANGES), Turn(ANNA, NOW))
    with pytest.raises(NoGovernance):
        MACHINE.act(item, SUBMIT, Turn(ANNA, NOW))
    item = MACHINE.act(item, replace(SUBMIT, changes=CHANGES), Turn(ANNA, NOW))
    assert (item.changes, item.need) == (CHANGES, SUBMIT.tension)
    assert done(item, (argued(DAN), DAN)).phase is Phase.INTEGRATE
    assert done(item, (Left(ANNA), None), (TakeProposal(), DAN)).proposer == DAN
