"""Every phase of every process: after a restart, with people who come and go, and with nobody who does anything."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.server import Playground
from bot.rules.processes import PROCESSES
from tests.journeys import courses
from tests.journeys.courses import COURSES, Course, begun, founded, joined, led, left, removed, returned
from tests.journeys.test_lot import restart

by_process = pytest.mark.parametrize("course", COURSES, ids=lambda course: course.process)

BY_CLOCK = {
    "consent": dict.fromkeys(("clarify", "react", "amend", "round", "integrate"), "stalled"),
    "lazy": {"announced": "stalled", "discuss": "round", "proceed": "settled", "challenged": "round"},
    "consensus": dict.fromkeys(("explore", "proposed", "test", "validate", "work"), "stalled")
    | {"deadlock": "dropped"},
    "minute": dict.fromkeys(("silence", "presented", "discern", "drafting", "test"), "laid_over")
    | {"united": "recorded"},
    "advice": {"advice": "lapsed", "decide": "lapsed"},
    "holacracy": {"round": "stalled", "integrate": "stalled"},
    "rough": {"call": "lapsed", "open": "lapsed", "declared": "adopted", "appealed": "lapsed"},
    "permission": dict.fromkeys(("announced", "escalated", "permitted"), "expired"),
    "talking": {"piece": "closed", "between": "closed"},
}
"""Where the clock alone leads from each phase; nothing that needs an answer is decided by it."""

OUTLIVING = {
    "lazy": {"proceed": "settled", "challenged": "round"},
    "minute": {"united": "recorded"},
    "rough": {"declared": "adopted", "appealed": "withdrawn"},
    "talking": {"piece": "closed", "between": "closed"},
}
"""Phases that need no proposer, and where the clock leads then; in all others somebody has to take it over."""

UNTAKEN = {"permission"}
"""What nobody can take over: a permission is its asker's."""

ELSEWHERE = {"review", "relay"}
"""What nobody proposes, and what takes three circles; their journeys are in test_agreements.py and test_relay.py."""

OVERTAKEN_ONLY = {"holacracy": {"amend"}}
"""Phases to which only another decision leads."""


def test_the_courses_lead_through_every_phase() -> None:
    for course in COURSES:
        process = PROCESSES[course.process]
        phases = {source.value for source, _ in process.machine.table} - {"draft"}
        assert {leg.phase for leg in course.legs} == phases - OVERTAKEN_ONLY.get(course.process, set())
    assert {course.process for course in COURSES} | ELSEWHERE == set(PROCESSES)


@by_process
async def test_a_course_goes_on_after_a_restart_in_each_phase(
    playground: Playground, tmp_path: Path, course: Course
) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        stage = await begun(world, course)
        for leg in course.legs:
            await restart(world, tmp_path)
            assert await stage.phase() == leg.phase
            await leg.play(stage)
        assert await stage.phase() == course.end


@by_process
async def test_a_course_goes_on_with_somebody_who_leaves_is_removed_and_returns_in_each_phase(
    playground: Playground, course: Course
) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        stage = await begun(world, course)
        for leg in course.legs:
            await left(world, "emre")
            await joined(world, "emre")
            await removed(world, "emre")
            assert await stage.phase() == leg.phase
            await returned(world, "emre")
            if leg.phase == "round":
                assert "Only those are asked" in await stage.press("emre", "✓ I consent"), "until the next round"
            await leg.play(stage)
        assert await stage.phase() == course.end


@by_process
async def test_what_an_objector_said_stays_when_they_are_removed_and_the_clock_alone_ends_each_phase(
    playground: Playground, course: Course
) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        for legs in course.firsts:
            stage = await led(world, course, legs)
            await removed(world, "chloe")
            phase = await stage.phase()
            assert phase == course.legs[legs].phase
            if phase in course.standing:
                assert course.objection in stage.shown
            while not await stage.over():
                await world.skip_to_next_due()
            assert await stage.phase() == BY_CLOCK[course.process][phase], phase
            assert "accord:do:" not in stage.shown, "what is over has no buttons"
            await returned(world, "chloe")


@by_process
async def test_who_proposed_leaves_in_each_phase_and_it_ends_unless_somebody_takes_it_over(
    playground: Playground, course: Course
) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        for legs in course.firsts:
            stage = await led(world, course, legs)
            await removed(world, "ben")
            phase = await stage.phase()
            outlives = OUTLIVING.get(course.process, {}).get(phase)
            if not outlives and legs % 2 and course.process not in UNTAKEN:
                await stage.choose("emre", "Take the proposal over")
                assert "Withdraw the proposal" in await stage.menu("emre"), "it is Emre's now"
            while not await stage.over():
                await world.skip_to_next_due()
            if outlives:
                assert await stage.phase() == outlives, phase
            elif legs % 2 and course.process not in UNTAKEN:
                assert await stage.phase() != "withdrawn", phase
            else:
                assert await stage.phase() == "withdrawn", phase
            await returned(world, "ben")


@pytest.mark.parametrize(
    ("course", "phase"),
    [(course, phase) for course in COURSES for phase in course.led],
    ids=lambda value: value if isinstance(value, str) else value.process,
)
async def test_the_seat_of_a_silent_facilitator_is_offered_on(
    playground: Playground, course: Course, phase: str
) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        stage = await led(world, course, [leg.phase for leg in course.legs].index(phase))
        before = (await stage.proceeding()).item().facilitator
        await world.skip(timedelta(hours=49))
        item = (await stage.proceeding()).item(world.clock.now())
        assert item.anybody
        taker = next(name for name in ("dmitri", "emre", "chloe") if stage.people[name].id != before)
        await stage.choose(taker, "Facilitate")
        assert (await stage.proceeding()).item().facilitator == stage.people[taker].id


async def test_an_objector_who_stays_silent_is_called_twice_and_answered_and_the_circle_is_asked_anew(
    playground: Playground,
) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        stage = await led(world, courses.CONSENT, 4)
        calls = f"<@{stage.people['chloe'].id}>, <@{stage.people[stage.facilitator].id}> asks you to take part"
        for number in (1, 2):
            assert "Set it aside" not in await stage.menu(stage.facilitator), "not before two calls and two days"
            await stage.choose(stage.facilitator, "Ask the objector again: objection 1")
            assert stage.thread.count(calls) == number
            await world.skip(timedelta(hours=25))
        await stage.choose(stage.facilitator, "Set it aside: objection 1", answer="Others bake on Mondays.")
        assert "Others bake on Mondays." in stage.thread
        assert "Take it over: objection 1" in await stage.menu("emre")
        await world.skip(timedelta(hours=49))
        assert "0 of 4 have answered" in stage.shown, "the objector is asked like everybody"
        await stage.all_press("✓ I consent")
        assert await stage.phase() == "adopted"
        assert "I work on Mondays." in stage.shown, "it stays in the record"


async def test_a_blocker_who_stays_away_from_two_sessions_loses_the_block_and_stands_aside(
    playground: Playground,
) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        stage = await led(world, courses.CONSENSUS, 4)
        there = [stage.people[who] for who in ("ben", "dmitri")]
        for _ in range(2):
            assert await stage.phase() == "work"
            await stage.press("ben", "Call a session", at="2 days")
            await world.skip(timedelta(hours=49))
            await stage.choose(stage.facilitator, "Write the session down", present=there, notes="Chloé was away.")
        await world.skip(timedelta(hours=25))
        assert await stage.phase() == "test", "nobody said that she was there"
        assert "1 of 4 have answered" in stage.shown, "who lost a block stands aside"
        await stage.all_press("✓ I agree")
        assert await stage.phase() == "explore", "one of four is more than may stand aside"
        assert "Mondays are for rest." in stage.thread
