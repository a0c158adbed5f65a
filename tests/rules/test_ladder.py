"""A ladder is checked before the start, and only what is no decision moves it on."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import consensus
from bot.rules.consensus.state import FALLBACK, Settings
from bot.rules.errors import AccordError
from bot.rules.ladder import (
    AtItsEnd,
    ByProcess,
    ByVote,
    Ending,
    Ladder,
    LaidOver,
    Next,
    Rests,
    Rung,
    Settled,
    after,
    declare,
    follows,
)
from bot.rules.ladder.errors import (
    LaidOverTooEarly,
    NoRungs,
    NotByItself,
    RungTwice,
    TooManyRungs,
    UnknownProcess,
    UnknownRung,
)
from bot.rules.ladder.words import parse_ladder, read_ladder, write_ladder
from bot.rules.majority import AbsoluteMajority, Outcome, SimpleMajority, Supermajority
from bot.rules.process.description import Process
from bot.rules.processes import FOLLOWING as BY_THEMSELVES
from bot.rules.processes import NAMES
from bot.rules.processes import PROCESSES as PROCESSES_THERE_ARE
from tests.rules.process.walks import DAY, NOW
from tests.rules.test_consensus_blocks import blocked, worked

PROCESSES = ("consensus", "consent", "rough", "advice")
FOLLOWING = ("consensus", "consent", "rough")
LATER = LaidOver(30 * DAY)
USUAL = (ByProcess("consensus"), ByProcess("consent"), ByVote(Supermajority(3, 1)), LATER)

rungs = st.one_of(
    st.builds(ByProcess, st.sampled_from((*PROCESSES, "ordeal"))),
    st.builds(ByVote, st.sampled_from((SimpleMajority(), AbsoluteMajority(), Supermajority(3, 1)))),
    st.builds(LaidOver, st.sampled_from((-DAY, 0 * DAY, DAY, 400 * DAY))),
)


def declared(*steps: Rung) -> Ladder:
    return declare(steps, processes=PROCESSES, following=FOLLOWING)


def test_the_usual_ladder_is_climbed_rung_by_rung_to_its_end() -> None:
    usual = declared(*USUAL)
    assert after(usual, 1, Ending.DEADLOCKED) == Next(2, ByProcess("consent"))
    assert after(usual, 2, Ending.STALLED) == Next(3, ByVote(Supermajority(3, 1)))
    assert after(usual, 3, Ending.NOT_ADOPTED) == Next(4, LATER)
    assert after(usual, 4, Ending.LAID_OVER) == AtItsEnd()


@pytest.mark.parametrize("ending", [Ending.ADOPTED, Ending.WITHDRAWN, Ending.DISCARDED, Ending.HOME, Ending.CLOSED])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_what_is_settled_never_moves_it_on(number: int, ending: Ending) -> None:
    assert after(declared(*USUAL), number, ending) == Settled()


@pytest.mark.parametrize(
    "ending",
    [
        Ending.STALLED,
        Ending.ESCALATED,
        Ending.DEADLOCKED,
        Ending.DROPPED,
        Ending.NO_UNITY,
        Ending.LAPSED,
        Ending.LAID_OVER,
        Ending.NOT_ADOPTED,
        Ending.NO_QUORUM,
        Ending.TIE,
        Ending.DRAW_VOID,
    ],
)
def test_what_is_no_decision_leads_to_the_next_rung(ending: Ending) -> None:
    assert after(declared(*USUAL), 1, ending) == Next(2, USUAL[1])


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_of_a_vote_is_an_ending(outcome: Outcome) -> None:
    assert Ending(outcome.value).value == outcome.value


@pytest.mark.parametrize("process", PROCESSES_THERE_ARE.values(), ids=PROCESSES_THERE_ARE)
def test_every_phase_in_which_a_process_ends_is_an_ending(process: Process) -> None:
    assert {Ending(phase.value) for phase in process.machine.ends}


def test_a_ladder_of_one_rung_is_at_its_end_at_once() -> None:
    assert after(declared(ByProcess("rough")), 1, Ending.LAPSED) == AtItsEnd()


@pytest.mark.parametrize("number", [0, -1, 5])
def test_a_rung_that_is_not_there_cannot_have_ended(number: int) -> None:
    with pytest.raises(IndexError):
        after(declared(*USUAL), number, Ending.STALLED)


@pytest.mark.parametrize(
    ("steps", "refusal"),
    [
        ((), NoRungs),
        ((LATER,), NoRungs),
        ((ByProcess("ordeal"),), UnknownProcess),
        ((ByProcess("consent"), ByProcess("rough"), ByProcess("consent")), RungTwice),
        ((ByVote(SimpleMajority()), ByVote(SimpleMajority())), RungTwice),
        ((LATER, ByProcess("consent")), LaidOverTooEarly),
        ((ByProcess("consent"), LaidOver(0 * DAY)), LaidOverTooEarly),
        ((ByProcess("consent"), LaidOver(400 * DAY)), LaidOverTooEarly),
        ((ByProcess("consent"), ByProcess("advice")), NotByItself),
        (tuple(ByVote(Supermajority(yes, 1)) for yes in range(2, 8)), TooManyRungs),
    ],
)
def test_a_ladder_that_does_not_lead_anywhere_is_refused_when_it_is_declared(
    steps: tuple[Rung, ...], refusal: type[AccordError]
) -> None:
    with pytest.raises(refusal):
        declared(*steps)


def test_two_votes_by_different_thresholds_are_two_rungs() -> None:
    steps = (ByVote(Supermajority(3, 1)), ByVote(Supermajority(2, 1)))
    assert declared(*steps).rungs == steps


@given(st.lists(rungs, max_size=6).map(tuple))
def test_whatever_is_declared_ends_and_rests_at_its_top_only(steps: tuple[Rung, ...]) -> None:
    try:
        found = declared(*steps)
    except AccordError:
        return
    climbed = [1]
    while isinstance(step := after(found, climbed[-1], Ending.STALLED), Next):
        assert step.rung == steps[step.number - 1]
        climbed.append(step.number)
    assert step == AtItsEnd()
    assert len(climbed) == len(steps)
    assert all(later == earlier + 1 for earlier, later in pairwise(climbed))
    assert not any(isinstance(rung, LaidOver) for rung in steps[:-1])
    assert not isinstance(steps[-1], LaidOver) or steps[-1].period > timedelta(0)


def test_no_vote_follows_at_once_on_a_deadlock_that_nobody_worked_on() -> None:
    """B2: a fallback vote only after the sessions."""
    voting = declared(ByProcess("consensus"), ByVote(Supermajority(3, 1)), ByVote(SimpleMajority()), LATER)
    assert after(voting, 1, Ending.DEADLOCKED) == Next(2, ByVote(Supermajority(3, 1)))
    assert after(voting, 1, Ending.DROPPED) == Next(4, LATER)
    assert after(declared(*voting.rungs[:2]), 1, Ending.DROPPED) == AtItsEnd()


def test_what_a_process_leads_to_of_itself_comes_first_and_may_be_the_next_rung() -> None:
    usual = declared(*USUAL)
    assert follows(None, 1, Ending.VOTE, ByVote(SimpleMajority())) == Next(1, ByVote(SimpleMajority()))
    assert follows(usual, 1, Ending.VOTE, ByVote(SimpleMajority())) == Next(1, ByVote(SimpleMajority()))
    assert follows(usual, 1, Ending.ROUND, ByProcess("consent")) == Next(2, ByProcess("consent"))
    assert follows(None, 1, Ending.STALLED, None) == Settled()


def test_an_item_that_its_process_lays_over_rests_where_no_rung_is_left() -> None:
    usual, rests = declared(*USUAL), Rests(NOW + DAY)
    assert follows(None, 1, Ending.LAID_OVER, rests) == rests
    assert follows(usual, 1, Ending.LAID_OVER, rests) == Next(2, USUAL[1])
    assert follows(declared(ByProcess("rough")), 1, Ending.LAID_OVER, rests) == rests


@pytest.mark.parametrize(
    "written",
    [
        "consensus, consent, 3/4, laid over 30 days",
        "Consensus → Consent round → three quarters → laid over for 30 days",
        "consensus; consent; 75 %; laid over 1 month",
        "consensus -> consent then 3:1 then rest 30d",
    ],
)
def test_a_ladder_is_read_as_people_write_it(written: str) -> None:
    found = parse_ladder(written, names=NAMES, following=BY_THEMSELVES)
    assert found.rungs == USUAL
    assert write_ladder(found) == "consensus, consent, 3:1, laid over 30 days"
    assert read_ladder(write_ladder(found)) == found


def test_a_vote_as_the_circle_usually_decides_is_a_rung() -> None:
    found = parse_ladder("lazy, a vote", names=NAMES, following=BY_THEMSELVES)
    assert found.rungs == (ByProcess("lazy"), ByVote())
    assert read_ladder(write_ladder(found)) == found


@pytest.mark.parametrize(
    ("written", "refusal"),
    [("", NoRungs), ("ordeal, consent", UnknownRung), ("consent, advice", NotByItself), ("laid over 3 days", NoRungs)],
)
def test_words_that_name_no_ladder_are_refused(written: str, refusal: type[AccordError]) -> None:
    with pytest.raises(refusal):
        parse_ladder(written, names=NAMES, following=BY_THEMSELVES)


@pytest.mark.parametrize(
    ("sessions", "fallback", "ending", "agreed"),
    [
        (3, FALLBACK, Ending.VOTE, ByVote(FALLBACK)),
        (3, None, Ending.DEADLOCKED, None),
        (2, FALLBACK, Ending.DROPPED, None),
    ],
)
def test_a_deadlock_that_lasts_leads_to_the_vote_if_it_was_agreed_on_and_worked_for(
    sessions: int, fallback: Supermajority | None, ending: Ending, agreed: ByVote | None
) -> None:
    told = worked(blocked(settings=Settings(fallback=fallback)), sessions)
    item = told.wait(37 * DAY)
    assert (consensus.PROCESS.ending(item), consensus.PROCESS.leads(item)) == (ending, agreed)
