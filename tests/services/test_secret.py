"""Secret votes: counted like others, each for themselves, and parted from their voters at the close."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rules.ballot import Act, Edit
from bot.rules.chain import ChainEnd
from bot.rules.decision import Choice, Decision, PollResult, State
from bot.rules.delegation import Scope
from bot.rules.errors import NoBallot
from bot.rules.ids import CircleId, MemberId
from bot.rules.majority import FixedQuorum, SimpleMajority
from bot.rules.poll import PollRules
from bot.rules.record import digest
from bot.rules.record.errors import NothingCounted
from bot.rules.secrecy import LEAST, Secrecy
from bot.rules.secrecy.errors import EachForThemselves, NobodySpeaks, SecretChambers, SecretReasons, TooFewForSecrecy
from bot.services import poll
from bot.services.circle import AboutCircle, show_circle
from bot.services.export import decision_record
from bot.services.opening import Opening, open_vote
from bot.services.published import published
from bot.services.values import Event
from bot.services.vote import my_vote, speak
from tests.services.test_polls import approve, choose, press
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOUR, MEMBERS, NOW
from tests.town import Town, about, person


def found_secret(town: Town, name: str, members: list[MemberId]) -> CircleId:
    return town.found(name, members, secrecy=Secrecy.SECRET, quorum=FixedQuorum(1))


@pytest.fixture
def secret(town: Town) -> Decision:
    """A secret vote of five people, one of whom is enough to decide it."""
    return town.propose(found_secret(town, "Garden", MEMBERS))


def test_until_the_close_a_voter_reads_their_ballot_and_its_number_and_afterwards_nobody_can(
    town: Town, secret: Decision
) -> None:
    town.cast(secret, BEN, Choice.NO)
    before = town.ask(my_vote, about(secret, BEN))
    assert (before.ballot, before.chain.end) == (Choice.NO, ChainEnd.VOTES)
    assert before.stub
    assert town.counted(secret) == (0, 1, 0, 4)
    after = town.ask(my_vote, about(secret, BEN))
    assert (after.ballot, after.stub, after.chain.end) == (None, None, ChainEnd.VOTES)
    (paper,) = town.ask(published, about(secret, ANNA)).papers
    assert (paper.name, paper.number, paper.said) == (before.stub.name, before.stub.number, Choice.NO)


def test_a_changed_ballot_has_another_number_and_one_taken_back_has_none(town: Town, secret: Decision) -> None:
    town.cast(secret, BEN, Choice.NO)
    first = town.ask(my_vote, about(secret, BEN)).stub
    assert town.cast(secret, BEN, Choice.YES).changed
    second = town.ask(my_vote, about(secret, BEN)).stub
    town.cast(secret, CLEO, Choice.YES)
    town.take_back(secret, CLEO)
    assert town.counted(secret) == (1, 0, 0, 4)
    names = [paper.name for paper in town.ask(published, about(secret, ANNA)).papers]
    assert first
    assert second
    assert names == [second.name]
    assert names != [first.name]


def test_nobody_votes_for_another(town: Town, secret: Decision) -> None:
    town.trust(CLEO, BEN)
    with pytest.raises(EachForThemselves):
        town.trust(DAVID, BEN, Scope.PROPOSAL, secret.id)
    town.cast(secret, BEN, Choice.YES)
    assert town.ask(my_vote, about(secret, CLEO)).theirs is None
    assert town.counted(secret) == (1, 0, 0, 4)


def test_who_has_left_does_not_count_and_their_ballot_is_destroyed(town: Town, secret: Decision) -> None:
    town.cast(secret, BEN, Choice.YES)
    town.cast(secret, CLEO, Choice.NO)
    town.leave(secret.circle_id, BEN, NOW + HOUR)
    assert town.counted(secret) == (0, 1, 0, 3)
    assert [paper.said for paper in town.ask(published, about(secret, ANNA)).papers] == [Choice.NO]


def test_what_is_handed_out_has_papers_in_the_order_of_their_names_and_no_ballot_of_anybody(
    town: Town, secret: Decision
) -> None:
    for member, choice in zip(MEMBERS, (Choice.YES, Choice.NO, Choice.YES, Choice.ABSTAIN), strict=False):
        town.cast(secret, member, choice)
    with pytest.raises(NothingCounted):
        town.ask(published, about(secret, ANNA))
    town.counted(secret)
    record = town.ask(decision_record, about(secret, ANNA))
    (told,) = record["decisions"]
    names = [paper["name"] for paper in told["papers"]]
    assert (told["ballots"], told["people"], names) == ([], {}, sorted(names))
    assert sorted(paper["ballot"] for paper in told["papers"]) == ["abstain", "no", "yes", "yes"]
    assert told["voted"] == sorted(town.name(member, secret.id) for member in MEMBERS[:4])
    (frozen,) = map(json.loads, town.remembered(Event.DECISION_FROZEN))
    lines = [f"{paper['name']} {paper['ballot']}" for paper in told["papers"]]
    assert (frozen["papers"], frozen["ballots"]) == (digest(lines), 4)


def test_a_vote_that_is_withdrawn_leaves_no_ballot(town: Town, secret: Decision) -> None:
    town.cast(secret, BEN, Choice.YES)
    assert town.withdraw(secret).state is State.WITHDRAWN
    mine = town.ask(my_vote, about(secret, BEN))
    assert (mine.ballot, mine.stub) == (None, None)


def test_too_few_or_a_method_that_would_tell_are_refused(town: Town) -> None:
    few = town.found("Few", MEMBERS[: LEAST - 1], secrecy=Secrecy.SECRET)
    with pytest.raises(TooFewForSecrecy):
        town.propose(few)
    many = town.found("Many", secrecy=Secrecy.SECRET)
    with pytest.raises(SecretReasons):
        choose(town, many, PollRules("consensus_approval"), ())
    with pytest.raises(SecretChambers):
        choose(town, many, PollRules("double_majority", chambers=("Few", "Many")), ())


def test_a_ladder_in_a_small_circle_opens_its_vote_without_names(town: Town) -> None:
    for name, members, kept in (("Few", MEMBERS[: LEAST - 1], Secrecy.PSEUDONYMOUS), ("Many", MEMBERS, Secrecy.SECRET)):
        seen = town.ask(
            show_circle, AboutCircle(actor=person(ANNA), now=NOW, circle_id=found_secret(town, name, members))
        )
        new = Opening(circle=seen.circle, proposer_id=ANNA, title="Plant trees", text="Twelve.", now=NOW)
        opened = town.store.run_now(lambda unit, one: open_vote(unit, one, SimpleMajority()), new)
        assert town.known(opened).rules.secrecy is kept


def test_a_ballot_among_options_is_kept_half_filled_and_counted(town: Town) -> None:
    kitchen = town.found(secrecy=Secrecy.SECRET, quorum=FixedQuorum(1))
    bread = choose(town, kitchen, PollRules("approval"))
    approve(town, bread, BEN, 0)
    approve(town, bread, CLEO, 0, 1)
    assert press(town, bread, ELA, Edit(Act.CHOOSE, (1,), (0, 1, 2))) == (0, 1, 0)
    assert town.ask(poll.my_sheet, about(bread, ELA)).marks == (0, 1, 0)
    assert town.ask(poll.my_sheet, about(bread, CLEO)).cast == (1, 1, 0)
    town.sweep(bread.closes_at + DAY)
    result = town.seen(bread).result
    assert isinstance(result, PollResult)
    assert (result.winners, result.direct, result.roll) == ((1,), 2, 5)


@pytest.fixture
def pair(town: Town) -> tuple[CircleId, CircleId]:
    """A circle that votes in secret, and one that does not, with the same people in both."""
    town.uncap()
    return town.found("Secret", secrecy=Secrecy.SECRET), town.found("Open")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from([*Choice]), max_size=5),
    st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS), max_size=5),
)
def test_it_counts_what_the_same_ballots_count_where_nobody_hands_over_a_vote(
    town: Town, pair: tuple[CircleId, CircleId], ballots: dict[MemberId, Choice], trusts: dict[MemberId, MemberId]
) -> None:
    votes = [town.propose(one, threshold=SimpleMajority()) for one in pair]
    for truster, trustee in trusts.items():
        if truster != trustee:
            town.trust(truster, trustee, Scope.CIRCLE, pair[0])
    for vote in votes:
        for member, choice in ballots.items():
            town.cast(vote, member, choice)
    town.sweep(NOW + 6 * DAY)
    assert town.seen(votes[0]).result == town.seen(votes[1]).result


@pytest.fixture
def spoken(town: Town) -> Decision:
    """A secret vote in which delegates can vote in the open; DAVID follows CLEO, who follows BEN, whom ELA follows."""
    town.uncap()
    town.rule("speakers", value=True)
    decision = town.propose(found_secret(town, "House", MEMBERS))
    for truster, trustee in ((CLEO, BEN), (DAVID, CLEO), (ELA, BEN)):
        town.trust(truster, trustee)
    return decision


def test_who_votes_in_the_open_speaks_for_who_follows_and_is_published_with_their_name(
    town: Town, spoken: Decision
) -> None:
    assert town.cast(spoken, BEN, Choice.YES).carries
    assert not town.cast(spoken, ANNA, Choice.NO).carries
    assert town.ask(my_vote, about(spoken, ELA)).theirs is None
    town.store.run_now(speak, about(spoken, BEN))
    mine, theirs = (town.ask(my_vote, about(spoken, one)) for one in (BEN, DAVID))
    assert (mine.in_the_open, mine.ballot, theirs.theirs) == (True, Choice.YES, Choice.YES)
    assert town.counted(spoken) == (4, 1, 0, 0)
    found = town.ask(published, about(spoken, ANNA))
    assert [(one.member_id, one.said, one.weight) for one in found.ballots] == [(BEN, Choice.YES, 4)]
    assert [paper.said for paper in found.papers] == [Choice.NO]
    assert town.ask(my_vote, about(spoken, BEN)).ballot is Choice.YES


def test_who_follows_somebody_who_votes_in_secret_goes_on_along_their_delegates(town: Town, spoken: Decision) -> None:
    town.cast(spoken, BEN, Choice.YES)
    town.store.run_now(speak, about(spoken, BEN))
    town.cast(spoken, CLEO, Choice.NO)
    assert town.ask(my_vote, about(spoken, DAVID)).chain.members == (DAVID, CLEO, BEN)
    assert town.counted(spoken) == (3, 1, 0, 1)


def test_voting_once_more_takes_a_ballot_back_into_secrecy(town: Town, spoken: Decision) -> None:
    town.cast(spoken, BEN, Choice.YES)
    town.store.run_now(speak, about(spoken, BEN))
    town.cast(spoken, BEN, Choice.YES)
    assert not town.ask(my_vote, about(spoken, BEN)).in_the_open
    assert town.counted(spoken) == (1, 0, 0, 4)
    assert town.ask(published, about(spoken, ANNA)).ballots == []


def test_only_a_ballot_of_a_secret_vote_with_delegates_is_cast_in_the_open(
    town: Town, spoken: Decision, trees: Decision
) -> None:
    with pytest.raises(NoBallot):
        town.store.run_now(speak, about(spoken, BEN))
    town.rule("speakers", value=False)
    alone = town.propose(spoken.circle_id)
    for decision in (alone, trees):
        town.cast(decision, BEN, Choice.YES)
        with pytest.raises(NobodySpeaks):
            town.store.run_now(speak, about(decision, BEN))
