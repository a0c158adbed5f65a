"""Without a decision the next rung opens by itself, once; after one, or when it is taken back, none does."""

from datetime import datetime

import pytest

from bot.rules.consensus.moves import Agree, BackBlock, CallVote, PlanSession, RaiseBlock, RecordSession
from bot.rules.consensus.state import Phase as Consensus
from bot.rules.consent.moves import GiveConsent
from bot.rules.decision import Choice, State, outcome
from bot.rules.errors import NotProposer, NotPutAgain, NotSteward
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.ladder import MOVING_ON, ByProcess, ByVote, Ending, LaidOver
from bot.rules.ladder.errors import UnknownRung
from bot.rules.lazy.moves import Object
from bot.rules.majority import Outcome, Supermajority
from bot.rules.minute.moves import LayOver
from bot.rules.process.machine import Move
from bot.rules.process.moves import GoOn, Restate, Withdraw
from bot.rules.process.proceeding import Proceeding
from bot.rules.process.seats import TakeProposal
from bot.services import draft, proceeding
from bot.services.ladder import NOT_BACK, TAKEN_BACK, Ended
from bot.services.steps import move_on, return_due
from bot.services.values import Event, Notice, Place, Sweep
from bot.store.writer import Store
from tests.store.world import ANNA, DAY, HOUR, MEMBERS, NOW
from tests.town import Town, about, person

BEN, CORA, DAN, EVE = MEMBERS[1:5]
USUAL = "consensus, consent, 3/4, laid over 30 days"
LONG = 400 * DAY


def begun(town: Town, circle_id: CircleId, process: str = "consensus", **given: str) -> ProposalId:
    wish = proceeding.OpenProceeding(
        actor=person(BEN),
        now=NOW,
        circle_id=circle_id,
        process=process,
        title="Meeting day",
        text="We meet on Mondays.",
        given=given or {"need": "We miss each other."},
    )
    return town.store.run_now(proceeding.open_proceeding, wish)


def do(town: Town, number: ProposalId, member: MemberId, move: Move, now: datetime) -> None:
    town.store.run_now(proceeding.act, proceeding.Act(actor=person(member), now=now, proposal_id=number, move=move))


def seen(town: Town, number: ProposalId | None) -> Proceeding:
    found = town.store.read_now(proceeding.find_proceeding, number or ProposalId(0))
    assert found
    return found.proceeding


def after(town: Town, number: ProposalId) -> ProposalId:
    """Return what continues a proposal."""
    following = town.climb(number).next_id
    assert following
    assert town.climb(following).after_id == number
    return following


def chain(town: Town, number: ProposalId) -> list[ProposalId]:
    found = [number]
    while (following := town.climb(found[-1]).next_id) is not None:
        found.append(following)
    return found


def let_pass(town: Town, until: datetime, since: datetime = NOW) -> datetime:
    """Let the clock ring day by day."""
    while since < until:
        since += DAY
        town.sweep(since)
    return since


def test_a_silent_circle_climbs_to_the_end_by_the_clock_and_comes_back_once(town: Town) -> None:
    circle_id = town.found()
    town.declare(circle_id, USUAL)
    number = begun(town, circle_id)
    now = let_pass(town, NOW + 40 * DAY)
    first = chain(town, number)
    assert [seen(town, one).process.key for one in first[:2]] == ["consensus", "consent"]
    vote = town.known(first[2])
    assert (vote.rules.threshold, outcome(vote)) == (Supermajority(3, 1), Outcome.NO_QUORUM)
    assert (vote.title, vote.text) == ("Meeting day", "We meet on Mondays.")
    assert len(first) == 3
    rests = town.climb(first[2])
    assert rests.rests_until is not None
    town.sweep(rests.rests_until - HOUR)
    assert chain(town, number) == first, "it rests until its date"
    for _ in range(2):
        town.sweep(rests.rests_until + HOUR)
    back = chain(town, number)
    assert len(back) == 4
    assert seen(town, back[3]).item().phase is Consensus.EXPLORE
    let_pass(town, now + LONG, now + 60 * DAY)
    assert len(chain(town, number)) == 6, "what has come back once does not rest again"
    assert town.climb(chain(town, number)[-1]).rests_until is None
    assert town.chain_broken_at() is None
    assert len(town.remembered(Event.MOVED_ON)) == 6


def test_it_comes_back_after_a_restart_too(town: Town) -> None:
    circle_id = town.found()
    town.declare(circle_id, "simple, laid over 3 days")
    decision = town.propose(circle_id)
    town.sweep(NOW + 6 * DAY)
    town.store.close()
    town.store = Store(town.store.url)
    town.store.open()
    until = town.climb(decision.id).rests_until
    assert until == NOW + 9 * DAY
    town.sweep(until)
    assert town.known(after(town, decision.id)).state is State.OPEN


def test_the_thread_and_both_cards_say_so(town: Town) -> None:
    circle_id = town.found()
    town.declare(circle_id, "consent, 3/4")
    number = begun(town, circle_id, "consent")
    town.deliver(Notice.CARD)
    town.deliver(Notice.THREAD)
    thread = town.store.read_now(lambda unit, one: unit.proposals.place(one), number)
    assert thread
    let_pass(town, NOW + 20 * DAY)
    following = after(town, number)
    told = [row.owed for row in town.owed(Notice.CONTINUED)]
    assert [(owed.proposal_id, owed.detail) for owed in told] == [(number, str(following))]
    assert number in [row.owed.proposal_id for row in town.owed(Notice.CARD_UPDATE)]
    assert following in [row.owed.proposal_id for row in town.owed(Notice.CARD)]
    assert town.place(town.known(following)) == Place(thread.channel_id, None, thread.thread_id), "the same thread"


def test_what_is_decided_or_taken_back_leads_to_nothing(town: Town) -> None:
    circle_id = town.found()
    town.declare(circle_id, "consent, simple, laid over 3 days")
    taken_back, agreed = begun(town, circle_id, "consent"), begun(town, circle_id, "consent")
    do(town, taken_back, BEN, Withdraw(), NOW + HOUR)
    town.sweep(NOW + 3 * DAY + HOUR)
    for member in MEMBERS:
        do(town, agreed, member, GiveConsent(), NOW + 3 * DAY + 2 * HOUR)
    let_pass(town, NOW + 60 * DAY)
    assert chain(town, taken_back) + chain(town, agreed) == [taken_back, agreed]
    town.declare(circle_id, "simple, consent")
    for ends in (Choice.YES, None):
        decision = town.propose(circle_id, now=NOW + 61 * DAY)
        for member in MEMBERS if ends else ():
            town.cast(decision, member, Choice.YES, NOW + 61 * DAY)
        if not ends:
            town.withdraw(decision, now=NOW + 61 * DAY)
        let_pass(town, NOW + 70 * DAY, NOW + 61 * DAY)
        assert town.climb(decision.id).next_id is None


def test_every_ending_of_a_rung_moves_on_or_settles_and_once(town: Town) -> None:
    circle_id = town.found()
    town.declare(circle_id, "simple, consent")
    settled = [ending for ending in Ending if ending not in MOVING_ON][: len(MOVING_ON)]
    for number, ending in enumerate([*MOVING_ON, *settled]):
        decision = town.propose(circle_id, MEMBERS[number % 5])
        town.store.run_now(lambda unit, one: move_on(unit, one, NOW), Ended(decision.id, ending))
        assert (town.climb(decision.id).next_id is not None) is (ending in MOVING_ON), ending
    with pytest.raises(Exception, match=r"(?i)unique"):
        town.store.run_now(lambda unit, one: move_on(unit, one, NOW), Ended(ProposalId(1), Ending.TIE))


def blocked(town: Town, circle_id: CircleId) -> tuple[ProposalId, datetime]:
    """Return a consensus process in which a block is backed, and when."""
    number = begun(town, circle_id)
    do(town, number, BEN, Restate("We meet on Tuesdays."), NOW + HOUR)
    do(town, number, ANNA, GoOn(), NOW + HOUR)
    do(town, number, ANNA, GoOn(), NOW + HOUR)
    do(town, number, CORA, RaiseBlock("Tuesdays are for rest."), NOW + HOUR)
    for member in (ANNA, BEN, DAN, EVE):
        do(town, number, member, Agree(), NOW + HOUR)
    for member in (DAN, EVE):
        do(town, number, member, BackBlock(CORA), NOW + HOUR)
    assert seen(town, number).item().phase is Consensus.WORK
    return number, NOW + HOUR


def worked(town: Town, number: ProposalId, now: datetime) -> datetime:
    """Hold the sessions and declare the deadlock."""
    for _ in range(3):
        do(town, number, BEN, PlanSession(now + 2 * DAY), now)
        now += 2 * DAY + HOUR
        leads = seen(town, number).item(now).facilitator
        if leads in seen(town, number).item(now).offered or leads in {BEN, CORA}:
            leads = ANNA
        do(town, number, leads, RecordSession(frozenset(MEMBERS), "We talked."), now)
    do(town, number, seen(town, number).item(now).facilitator, GoOn(), now)
    assert seen(town, number).item().phase is Consensus.DEADLOCK
    return now


@pytest.mark.parametrize("called", [True, False])
def test_a_blocked_consensus_goes_to_its_fallback_vote_when_it_is_called_or_by_the_clock(
    town: Town,
    called: bool,
) -> None:
    circle_id = town.found()
    town.declare(circle_id, "consensus, 3/4, laid over 30 days")
    number, now = blocked(town, circle_id)
    now = worked(town, number, now)
    if called:
        do(town, number, DAN, CallVote(), now)
    else:
        now = let_pass(town, now + 8 * DAY, now)
    assert seen(town, number).item().phase is Consensus.VOTE
    vote = town.known(after(town, number))
    assert town.climb(vote.id).number == 2
    assert (vote.rules.threshold, vote.text) == (Supermajority(3, 1), "We meet on Tuesdays.")
    assert "3 in favour for every 1 against" in seen(town, number).knobs["K6 deadlock"]
    assert "laid over 30 days" in vote.rules.knobs["K6 deadlock"]
    for member in (ANNA, BEN, DAN, EVE):
        town.cast(vote, member, Choice.YES, now)
    town.sweep(vote.closes_at + DAY)
    assert outcome(town.seen(vote)) is Outcome.ADOPTED
    assert not town.climb(vote.id).goes_on


def test_a_deadlock_without_sessions_goes_past_the_vote(town: Town) -> None:
    """B2: no fallback vote before the sessions."""
    circle_id = town.found()
    town.declare(circle_id, "consensus, 3/4, laid over 30 days")
    number, now = blocked(town, circle_id)
    let_pass(town, now + 40 * DAY, now)
    assert seen(town, number).item().phase is Consensus.DROPPED
    assert town.climb(number).next_id is None
    assert town.climb(number).rests_until is not None


def test_an_announcement_that_is_objected_to_goes_to_a_consent_round_without_a_ladder(town: Town) -> None:
    circle_id = town.found()
    number = begun(town, circle_id, "lazy", undo="We meet on Fridays again.")
    do(town, number, CORA, Object("I work on Mondays."), NOW + HOUR)
    let_pass(town, NOW + 5 * DAY)
    item = seen(town, after(town, number)).item()
    assert (item.text, item.need, item.proposer) == ("We meet on Mondays.", "Meeting day", BEN)


def test_a_matter_that_is_laid_over_comes_back_on_its_date_as_it_was_brought(town: Town) -> None:
    circle_id = town.found()
    number = begun(town, circle_id, "minute")
    now = NOW + HOUR
    while seen(town, number).item(now).phase.value != "discern":
        now += HOUR
        town.sweep(now)
    facilitator = seen(town, number).item(now).facilitator
    do(town, number, facilitator, LayOver(now + 9 * DAY), now)
    let_pass(town, now + 8 * DAY, now)
    assert town.climb(number).next_id is None
    town.sweep(now + 9 * DAY)
    assert seen(town, after(town, number)).item().phase.value == "silence"
    assert seen(town, after(town, number)).item().need == "We miss each other."


def test_who_a_matter_is_about_has_no_consent_on_any_rung(town: Town) -> None:
    circle_id = town.found()
    town.declare(circle_id, "consensus, consent")
    wish = proceeding.OpenProceeding(
        actor=person(BEN),
        now=NOW,
        circle_id=circle_id,
        process="consensus",
        title="Keys for Cora",
        text="Cora keeps the keys.",
        given={"need": "Somebody has to."},
        subject=CORA,
    )
    number = town.store.run_now(proceeding.open_proceeding, wish)
    let_pass(town, NOW + 20 * DAY)
    assert seen(town, after(town, number)).item().subject == CORA


def test_a_proposer_who_has_left_is_waited_for_and_may_be_followed_by_another(town: Town) -> None:
    circle_id = town.found()
    town.declare(circle_id, "simple, consent")
    decision = town.propose(circle_id, BEN)
    town.leave(circle_id, BEN, NOW + DAY)
    town.sweep(NOW + 6 * DAY)
    following = after(town, decision.id)
    assert seen(town, following).item().proposer_left_at is not None
    do(town, following, CORA, TakeProposal(), NOW + 6 * DAY + HOUR)
    found = town.store.read_now(lambda unit, one: unit.proposals.get(one), following)
    assert found
    assert found.proposer_id == CORA
    open_by = [
        town.store.read_now(lambda unit, who: unit.proceedings.open_by(circle_id, who), who) for who in (BEN, CORA)
    ]
    assert open_by == [0, 1]


def test_nothing_follows_in_an_empty_circle_and_what_rests_is_not_awaited_for_ever(town: Town) -> None:
    circle_id = town.found()
    town.declare(circle_id, "simple, laid over 3 days")
    decision = town.propose(circle_id)
    town.sweep(NOW + 6 * DAY)
    for member in MEMBERS:
        town.leave(circle_id, member, NOW + 7 * DAY)
    for _ in range(2):
        town.sweep(NOW + 20 * DAY)
    assert town.climb(decision.id).next_id is None
    assert [row.owed.detail for row in town.owed(Notice.CONTINUED)] == ["", NOT_BACK]
    assert town.store.read_now(lambda unit, _: unit.climbs.next_due(), None) is None
    assert town.store.run_now(return_due, Sweep(NOW + 30 * DAY)) == 0


def test_what_rests_can_be_taken_back_by_its_proposer_alone(town: Town) -> None:
    circle_id = town.found()
    town.declare(circle_id, "simple, laid over 3 days")
    decision = town.propose(circle_id, BEN)
    town.sweep(NOW + 6 * DAY)
    with pytest.raises(NotProposer):
        town.store.run_now(proceeding.withdraw, about(decision, CORA, NOW + 7 * DAY))
    town.store.run_now(proceeding.withdraw, about(decision, BEN, NOW + 7 * DAY))
    town.sweep(NOW + 20 * DAY)
    assert chain(town, decision.id) == [decision.id]
    assert [row.owed.detail for row in town.owed(Notice.CONTINUED)] == ["", TAKEN_BACK]


def test_what_goes_on_by_itself_is_not_put_again(town: Town) -> None:
    circle_id = town.found()
    town.declare(circle_id, "simple, laid over 30 days")
    decision = town.propose(circle_id)
    town.sweep(NOW + 6 * DAY)
    with pytest.raises(NotPutAgain):
        town.store.run_now(draft.put_again, about(decision, ANNA, NOW + 20 * DAY))


def test_a_ladder_is_declared_by_its_steward_kept_and_taken_away_and_what_runs_keeps_its_own(town: Town) -> None:
    circle_id = town.found()
    with pytest.raises(NotSteward):
        town.declare(circle_id, USUAL, BEN)
    with pytest.raises(UnknownRung):
        town.declare(circle_id, "ordeal, consent")
    town.declare(circle_id, USUAL)
    number, other = begun(town, circle_id), begun(town, circle_id, "consent")
    town.declare(circle_id, "none")
    found = town.store.read_now(lambda unit, one: unit.circles.get(one), circle_id)
    assert found
    assert found.ladder is None
    ladder = town.climb(number).ladder
    assert ladder
    assert ladder.rungs == (
        ByProcess("consensus"),
        ByProcess("consent"),
        ByVote(Supermajority(3, 1)),
        LaidOver(30 * DAY),
    )
    assert town.climb(other).ladder is None, "it does not begin at the foot"
    assert len(town.remembered(Event.LADDER_DECLARED)) == 2
