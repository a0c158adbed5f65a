"""As many presses as docs/rounds.md says take part in a round of each kind that goes smoothly."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.playground.server import Playground
from tests.journeys import courses
from tests.journeys.courses import Course, Play, Stage, begun, clerk, founded, go_on, holder, joined, wait
from tests.journeys.test_story import propose, said

FIVE = (*courses.FOUR, "fatima")
ROW = re.compile(r"^\| (.+?) \| (\d+) \| (\d+) \| (\d+|-) \|$", re.MULTILINE)
WRITTEN = {row[0]: row[1:] for row in ROW.findall(Path("docs/rounds.md").read_text(encoding="utf-8"))}
VOTE = "a plain vote"


def everybody(label: str) -> Play:
    return lambda stage: stage.all_press(label, *FIVE)


async def _go_ahead(stage: Stage) -> None:
    who = next(name for name in ("chloe", "emre") if name != stage.facilitator)
    await stage.press(who, "✓ Go ahead")


async def _close(stage: Stage) -> None:
    while await stage.phase() == "piece":
        await stage.press(holder(stage), "Pass")
    await stage.press("ben", "Close the circle", words="Thank you.")


async def _support_and_declare(stage: Stage) -> None:
    await stage.all_press("✓ I support it", next(name for name in ("chloe", "emre") if name != courses.chair(stage)))
    await stage.world.skip(timedelta(hours=73))
    await stage.press(courses.chair(stage), "Declare", reason="Nobody raised an issue.")
    await stage.world.skip(timedelta(days=8))


async def _write_the_minute(stage: Stage) -> None:
    await stage.world.skip(timedelta(minutes=11))
    await stage.choose(clerk(stage), "Go on to the next step")
    await stage.press(next(name for name in ("dmitri", "fatima") if name != clerk(stage)), "Speak", text="Bread.")
    await stage.choose(clerk(stage), "Go on to the next step")
    await stage.press(clerk(stage), "Write the minute", text="We bake together.")
    await stage.all_press("✓ I unite with it", *FIVE)
    await stage.world.skip(timedelta(days=8))


SMOOTH: Mapping[str, tuple[Course, tuple[Play, ...]]] = MappingProxyType(
    {
        "lazy consensus, in which one says “go ahead”": (courses.LAZY, (_go_ahead, wait(timedelta(days=18)))),
        "permission by announcement": (
            replace(courses.PERMISSION, typed={}),
            (wait(timedelta(hours=73)), lambda stage: stage.press("ben", "It is done", report="Baked.")),
        ),
        "governance": (courses.HOLACRACY, (everybody("✓ I consent"),)),
        "rough consensus": (courses.ROUGH, (_support_and_declare,)),
        "the advice process, with two advisers": (
            courses.ADVICE,
            tuple(leg.play for leg in courses.ADVICE.legs),
        ),
        "a consent round": (
            courses.CONSENT,
            (
                go_on,
                everybody("Nothing to add"),
                lambda stage: stage.choose("ben", "Go on to the next step"),
                everybody("✓ I consent"),
            ),
        ),
        "consensus": (courses.CONSENSUS, (go_on, go_on, everybody("✓ I agree"))),
        "the discernment of a minute": (courses.MINUTE, (_write_the_minute,)),
        "a talking circle": (courses.TALKING, (_close,)),
    }
)


@pytest.mark.parametrize("way", SMOOTH)
async def test_a_smooth_round_takes_as_many_presses_as_written(playground: Playground, way: str) -> None:
    world, (course, plays) = playground.world, SMOOTH[way]
    async with world.turn():
        await founded(world)
        await joined(world, "fatima")
        stage = await begun(world, course)
        lead = (await stage.proceeding()).item().facilitator
        for play in plays:
            await play(stage)
        assert await stage.phase() == course.end
        leads = next((name for name in FIVE[1:] if stage.people[name].id == lead), "")
        asked = next(name for name in ("chloe", "emre") if name != leads)
        asked_written, proposer_written, lead_written = WRITTEN[way]
        assert stage.presses[asked] == int(asked_written)
        assert stage.presses["ben"] == int(proposer_written)
        if lead_written != "-":
            assert stage.presses[leads] == int(lead_written)


async def test_a_plain_vote_takes_one_press(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        echoed = await propose(world, world.community.members["ben"], "A bread day")
        await world.community.members["ben"].click(echoed.response, label="Open the vote")
        await world.tick()
        card = next(message for message in world.community.channels["kitchen"].history() if message.components)
        assert "Receipt" in said(await world.community.members["emre"].click(card, label="✓ Yes"))
        assert WRITTEN[VOTE] == ("1", "1", "-")


async def test_to_object_takes_one_press_and_one_text_more_than_to_consent(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        stage = await courses.led(world, courses.CONSENT, 3)
        before = dict(stage.presses)
        await stage.press("emre", "✓ I consent")
        await stage.press("chloe", "✗ I object", reason="I work on Mondays.")
        assert stage.presses["emre"] - before["emre"] == 1
        assert stage.presses["chloe"] - before["chloe"] == 2


def test_every_row_of_the_table_is_measured() -> None:
    assert set(WRITTEN) == {*SMOOTH, VOTE}
