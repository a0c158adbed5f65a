"""Votes among options, use case by use case: who may nominate, what a press does, what is cast and counted."""

from collections import Counter
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rules.ballot import Act, Edit
from bot.rules.cap import SHARE, cap_of
from bot.rules.decision import Choice, Decision, PollResult, Power
from bot.rules.errors import (
    BlankBallot,
    NominationsOver,
    NoSuchCircle,
    NotInCircle,
    NotOnRoll,
    OptionTwice,
    OtherBallot,
    OverBudget,
    StaleBallot,
    UnclearSetting,
    VoteClosed,
    VoteNotBegun,
)
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.majority import FixedQuorum, Outcome
from bot.rules.poll import NONE_OF_THESE, PollRules
from bot.services import poll, proposal
from bot.services.values import Event, Notice
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOUR, MEMBERS, NOW
from tests.town import FAY, MOMENT, Town, about, person

BREADS = ("Rye", "Brioche", "Flat bread")


@pytest.fixture
def kitchen(town: Town) -> CircleId:
    """A circle of five without a quorum."""
    return town.found(quorum=FixedQuorum(1))


def choose(town: Town, circle_id: CircleId, rules: PollRules, options: tuple[str, ...] = BREADS) -> Decision:
    """Open a choice of five days."""
    wish = proposal.OpenProposal(
        actor=person(ANNA),
        now=NOW,
        circle_id=circle_id,
        title="Which bread?",
        text="One oven.",
        threshold=None,
        deadline=NOW + 5 * DAY,
        poll=rules,
        options=options,
    )
    return town.known(town.store.run_now(proposal.open_proposal, wish))


def press(
    town: Town, decision: Decision, member: MemberId, edit: Edit, width: int = 3, now: datetime = NOW
) -> tuple[int, ...]:
    wish = poll.EditSheet(actor=person(member), now=now, proposal_id=decision.id, edit=edit, width=width)
    town.store.run_now(poll.edit_sheet, wish)
    return tuple(town.ask(poll.my_sheet, about(decision, member, now)).marks)


def cast(town: Town, decision: Decision, member: MemberId, *, blank: bool = False) -> None:
    wish = poll.CastSheet(actor=person(member), now=NOW, proposal_id=decision.id, blank=blank)
    town.store.run_now(poll.cast_sheet, wish)


def approve(town: Town, decision: Decision, member: MemberId, *chosen: int) -> None:
    press(town, decision, member, Edit(Act.CHOOSE, chosen, (0, 1, 2)))
    cast(town, decision, member)


def nominate(town: Town, decision: Decision, member: MemberId, text: str, now: object = NOW) -> int:
    wish = poll.Nominate(actor=person(member), now=now, proposal_id=decision.id, text=text)  # type: ignore[arg-type]
    return town.store.run_now(poll.nominate_option, wish)


def texts(town: Town, proposal_id: ProposalId) -> list[str]:
    found = town.store.read_now(proposal.find_proposal, proposal_id)
    assert found
    return [option.text for option in found.options]


def test_a_delegates_ballot_counts_with_its_weight(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("approval"))
    approve(town, decision, BEN, 1)
    approve(town, decision, CLEO, 0, 2)
    town.trust(DAVID, BEN)
    town.trust(ELA, DAVID)
    town.sweep(NOW + 6 * DAY)
    result = town.seen(decision).result
    assert isinstance(result, PollResult)
    assert (result.winners, result.direct, result.delegated, result.unrepresented) == ((2,), 2, 2, 1)
    counted = town.store.read_now(poll.how_counted, about(decision, FAY))
    assert counted.count
    assert counted.count.totals == {"1": 1, "2": 3, "3": 1}


def test_with_rankings_none_of_these_stands_last_and_can_win(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("schulze"))
    assert texts(town, decision.id) == [*BREADS, NONE_OF_THESE]
    press(town, decision, BEN, Edit(Act.RANK, (3,)), 4)
    cast(town, decision, BEN)
    town.sweep(NOW + 6 * DAY)
    result = town.seen(decision).result
    assert isinstance(result, PollResult)
    assert (result.winners, result.outcome) == ((), Outcome.NOT_ADOPTED)


def test_a_ballot_is_cast_only_when_it_says_something_or_is_meant_to_be_blank(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("approval"))
    with pytest.raises(BlankBallot):
        cast(town, decision, BEN)
    cast(town, decision, BEN, blank=True)
    mine = town.store.read_now(poll.my_sheet, about(decision, BEN))
    assert (mine.cast, mine.marks) == ((0, 0, 0), (0, 0, 0))
    assert len(town.remembered(Event.BALLOT_CAST)) == 1


def test_half_a_ballot_counts_for_nothing_and_is_forgotten_with_the_count(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("approval"))
    press(town, decision, BEN, Edit(Act.CHOOSE, (0,), (0, 1, 2)))
    assert town.store.read_now(poll.my_sheet, about(decision, BEN)).marks == (1, 0, 0)
    town.sweep(NOW + 6 * DAY)
    result = town.seen(decision).result
    assert isinstance(result, PollResult)
    assert result.direct == 0
    assert town.store.read_now(lambda unit, _: unit.polls.sheet(decision.id, BEN), None) is None


def test_a_changed_ballot_replaces_the_one_before_only_when_it_is_cast(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("approval"))
    approve(town, decision, BEN, 0)
    press(town, decision, BEN, Edit(Act.CHOOSE, (1,), (0, 1, 2)))
    mine = town.store.read_now(poll.my_sheet, about(decision, BEN))
    assert (mine.cast, mine.marks) == ((1, 0, 0), (0, 1, 0))
    town.take_back(decision, BEN)
    mine = town.store.read_now(poll.my_sheet, about(decision, BEN))
    assert (mine.cast, mine.marks) == (None, (0, 0, 0))


def test_what_a_voter_cannot_do(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("dots"))
    with pytest.raises(NotOnRoll):
        press(town, decision, FAY, Edit(Act.GIVE, (0,), value=1))
    with pytest.raises(StaleBallot):
        press(town, decision, BEN, Edit(Act.GIVE, (0,), value=1), 2)
    press(town, decision, BEN, Edit(Act.GIVE, (0,), value=3))
    with pytest.raises(OverBudget):
        press(town, decision, BEN, Edit(Act.GIVE, (1,), value=3))
    with pytest.raises(OtherBallot):
        town.cast(decision, BEN, Choice.YES)
    with pytest.raises(OtherBallot):
        cast(town, town.propose(kitchen), BEN)
    late = poll.CastSheet(actor=person(BEN), now=decision.closes_at, proposal_id=decision.id)
    with pytest.raises(VoteClosed):
        town.store.run_now(poll.cast_sheet, late)


def test_members_nominate_until_the_vote_begins_and_then_it_is_told_once(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("schulze", nominations_until=NOW + DAY), ())
    assert nominate(town, decision, BEN, "Rye") == 1
    with pytest.raises(OptionTwice):
        nominate(town, decision, CLEO, "RYE")
    with pytest.raises(NotInCircle):
        nominate(town, decision, FAY, "Cake")
    with pytest.raises(VoteNotBegun):
        press(town, decision, BEN, Edit(Act.RANK, (0,)), 1)
    for _ in range(2):
        town.sweep(NOW + DAY + HOUR)
    assert texts(town, decision.id) == ["Rye", NONE_OF_THESE]
    assert len(town.owed(Notice.BEGUN)) == 1
    with pytest.raises(NominationsOver):
        nominate(town, decision, BEN, "Late", NOW + DAY)


def test_no_ballot_is_taken_for_a_list_that_is_not_complete_yet(town: Town, kitchen: CircleId) -> None:
    """Were one, it would have fewer marks than there are options, and the vote could never be counted."""
    decision = choose(town, kitchen, PollRules("schulze", nominations_until=NOW + DAY), ())
    for member, text in ((BEN, "Rye"), (CLEO, "Brioche")):
        nominate(town, decision, member, text)
    rank = Edit(Act.RANK, (0,))
    with pytest.raises(VoteNotBegun):
        press(town, decision, BEN, rank, 2, now=NOW + DAY + MOMENT)
    town.sweep(NOW + DAY + HOUR)
    assert press(town, decision, BEN, rank, 3, now=NOW + DAY + HOUR) == (1, 0, 0)


def test_a_choice_for_which_nobody_named_an_option_ends_without_a_winner(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("approval", nominations_until=NOW + DAY), ())
    town.sweep(NOW + 6 * DAY)
    result = town.seen(decision).result
    assert isinstance(result, PollResult)
    assert (result.outcome, result.winners) == (Outcome.NO_QUORUM, ())


def test_a_repeated_press_is_done_once(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("schulze"))
    wish = poll.EditSheet(
        actor=person(BEN), now=NOW, key="7", proposal_id=decision.id, edit=Edit(Act.RANK, (2,)), width=4
    )
    for _ in range(2):
        town.store.run_now(poll.edit_sheet, wish)
    assert town.ask(poll.my_sheet, about(decision, BEN)).marks == (0, 0, 1, 0)


@pytest.fixture
def house(town: Town, kitchen: CircleId) -> Decision:
    """A question to all five, of whom two are cooks and three are gardeners, and both groups have to agree."""
    town.found("Cooks", (ANNA, BEN))
    town.found("Gardeners", (CLEO, DAVID, ELA))
    return choose(town, kitchen, PollRules("double_majority", chambers=("Cooks", "Gardeners")), ())


def test_what_most_want_but_one_group_does_not_is_not_adopted(town: Town, house: Decision) -> None:
    for member in (ANNA, BEN, CLEO):
        town.cast(house, member, Choice.YES)
    for member in (DAVID, ELA):
        town.cast(house, member, Choice.NO)
    town.sweep(NOW + 6 * DAY)
    result = town.seen(house).result
    assert result
    assert result.outcome is Outcome.NOT_ADOPTED


def test_a_delegated_vote_counts_in_the_group_of_the_one_who_delegates(town: Town, house: Decision) -> None:
    for member in (ANNA, BEN, CLEO):
        town.cast(house, member, Choice.YES)
    town.cast(house, DAVID, Choice.NO)
    town.trust(ELA, BEN)
    town.sweep(NOW + 6 * DAY)
    counted = town.store.read_now(poll.how_counted, about(house, ANNA))
    assert counted.count
    assert counted.count.outcome is Outcome.ADOPTED
    by_chamber = {step.facts.get("chamber"): dict(step.numbers) for step in counted.count.steps}
    assert by_chamber["Cooks"] == {"yes": 2, "no": 0}
    assert by_chamber["Gardeners"] == {"yes": 2, "no": 1}
    assert town.seen(house).power == Power(5, ((1, 3), (2, 1)), flips=True)


def test_d2_moving_to_another_group_after_the_opening_has_no_effect(town: Town, house: Decision) -> None:
    gardeners = town.store.read_now(lambda unit, _: unit.circles.named(house.community_id, "gardeners"), None)
    cooks = town.store.read_now(lambda unit, _: unit.circles.named(house.community_id, "cooks"), None)
    assert gardeners
    assert cooks
    town.leave(gardeners.id, DAVID, NOW + HOUR)
    town.join(cooks.id, DAVID, NOW + HOUR)
    town.cast(house, DAVID, Choice.NO, NOW + HOUR)
    town.sweep(NOW + 6 * DAY)
    counted = town.store.read_now(poll.how_counted, about(house, ANNA))
    assert counted.count
    by_chamber = {step.facts.get("chamber"): dict(step.numbers) for step in counted.count.steps}
    assert by_chamber["Gardeners"] == {"yes": 0, "no": 1}


@pytest.mark.parametrize("gardeners", [(CLEO, DAVID), (BEN, CLEO, DAVID, ELA)], ids=["one in none", "one in both"])
def test_groups_that_do_not_part_the_roll_are_refused(
    town: Town, kitchen: CircleId, gardeners: tuple[MemberId, ...]
) -> None:
    town.found("Cooks", (ANNA, BEN))
    town.found("Gardeners", gardeners)
    with pytest.raises(UnclearSetting):
        choose(town, kitchen, PollRules("double_majority", chambers=("Cooks", "Gardeners")), ())
    with pytest.raises(NoSuchCircle):
        choose(town, kitchen, PollRules("double_majority", chambers=("Cooks", "Bakers")), ())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(MEMBERS), st.sets(st.integers(0, 2), min_size=1), max_size=5),
    st.lists(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS)), max_size=5),
)
def test_approvals_and_delegations_add_up_as_by_hand(
    town: Town, kitchen: CircleId, ballots: dict[MemberId, set[int]], trusts: list[tuple[MemberId, MemberId]]
) -> None:
    town.rule("cap", SHARE)
    decision = choose(town, kitchen, PollRules("approval"))
    town.uncap()
    for member, chosen in ballots.items():
        approve(town, decision, member, *chosen)
    delegates: dict[MemberId, MemberId] = {}
    for truster, delegate in trusts:
        if truster != delegate:
            town.trust(truster, delegate)
            delegates[truster] = delegate
    weights: Counter[MemberId] = Counter()
    for member in MEMBERS:
        at, passed = member, set[MemberId]()
        while at not in ballots and at in delegates and at not in passed:
            passed.add(at)
            at = delegates[at]
        weights[at] += 1
    expected: Counter[str] = Counter({"1": 0, "2": 0, "3": 0})
    for voter, chosen in ballots.items():
        expected.update({str(option + 1): min(weights[voter], cap_of(len(MEMBERS))) for option in chosen})
    town.sweep(NOW + 6 * DAY)
    counted = town.store.read_now(poll.how_counted, about(decision, ANNA))
    assert counted.count
    assert {option: counted.count.totals.get(option, 0) for option in expected} == expected
    for truster in delegates:
        town.distrust(truster)
