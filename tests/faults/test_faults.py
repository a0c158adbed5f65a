"""A few runs in a row that between them meet every mishap and die at every named point."""

from pathlib import Path

import pytest

from tests.faults.bench import played
from tests.faults.figures import Figures
from tests.faults.house import House
from tests.faults.plan import Mishap, draw
from tests.faults.points import Point
from tests.wire.proxy import Authority

pytestmark = [pytest.mark.wire, pytest.mark.sqlite]

SEEDS = range(1, 9)


@pytest.fixture
async def house(tmp_path: Path) -> House:
    made = House(tmp_path, Authority(tmp_path))
    await made.open()
    return made


async def test_whatever_goes_wrong_and_wherever_the_process_dies_what_was_promised_holds(house: House) -> None:
    figures = Figures()
    told = [await played(house, seed, figures) for seed in SEEDS]
    assert not figures.seeds, "\n".join(told)
    assert figures.ballots
    assert figures.announced
    assert len(figures.mishaps) >= len(Mishap) - 2, {*map(str, Mishap)} - {*figures.mishaps}
    assert len(figures.deaths) >= len(Point) - 1, {*map(str, Point)} - {*figures.deaths}


def test_a_few_plans_in_a_row_hold_every_mishap_and_every_death() -> None:
    steps = [step for seed in SEEDS for step in draw(seed).steps]
    assert {mishap for step in steps for mishap in step.mishaps} == {*Mishap}
    assert {step.death[0] for step in steps if step.death} == {*Point}


def test_a_plan_is_the_same_each_time_it_is_drawn() -> None:
    assert draw(17) == draw(17)
    assert draw(17) != draw(18)
