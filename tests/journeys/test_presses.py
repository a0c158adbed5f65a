"""As many presses as docs/ballots.md says fill in a ballot of each kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from simcord import MemberActor

from bot.playground.server import Playground
from bot.rules.counting.poll import BallotKind
from bot.rules.counting.registry import METHODS
from tests.journeys.test_polls import choice, labels, menus, opened, opened_question
from tests.journeys.test_story import found_circle, propose, said

ROW = re.compile(r"^\| (.+?) \| (\d+) \|$", re.MULTILINE)
WRITTEN = {case: int(presses) for case, presses in ROW.findall(Path("docs/ballots.md").read_text(encoding="utf-8"))}
VETO = "a no that is a veto, its reason written"
TAKEN_BACK = "any of these: taken back from the card"
CASES = {
    "approval: 2 of 4 options marked": ("approval", 4, 2),
    "limited vote, one mark: 1 of 4 options marked": ("limited_vote", 4, 1),
    "Schulze: only the first place": ("schulze", 4, 1),
    "Schulze: 4 options and “None of these”, all ranked": ("schulze", 4, 4),
    "Borda count: 4 options, all ranked": ("borda", 4, 3),
    "single transferable vote: the first 3 of 12 options": ("stv_scottish", 12, 3),
    "Schulze: the first 3 of 30 options": ("schulze", 30, 3),
    "score: 4 options, all scored": ("score", 4, 4),
    "score: 8 options, all scored": ("score", 8, 8),
    "majority judgment: 3 options, all graded": ("majority_judgment", 3, 3),
    "gradients of agreement: 1 of 2 options answered": ("gradients", 2, 1),
    "dot voting: points for 2 of 4 options": ("dots", 4, 2),
    "quadratic voting: votes for 2 of 4 options": ("quadratic", 4, 2),
    "lot: 2 of 4 options marked": ("lot", 4, 2),
}
"""Method, options, and how many of them are marked; of a ranking, the last place is what is left."""


@dataclass
class Finger:
    """A member's finger on the phone: it counts what it presses."""

    member: MemberActor
    sheet: Any
    presses: int = 0

    async def press(self, label: str) -> str:
        """Press a button."""
        self.presses += 1
        done = await self.member.click(self.sheet, label=label)
        self.sheet = done.response
        return said(done)

    async def write(self, label: str, **typed: str) -> str:
        """Press a button that opens a form, and send the form off; what is typed is no press."""
        self.presses += 2
        return said(await self.member.submit_modal(await self.member.click(self.sheet, label=label), typed))

    async def choose(self, menu: Any, values: Sequence[str]) -> None:
        """Open a menu, choose in it, and close it where it does not close by itself."""
        self.presses += 1 + len(values) + (menu["max_values"] > 1)
        self.sheet = (await self.member.select(self.sheet, list(values), custom_id=menu["custom_id"])).response

    async def mark(self, kind: BallotKind, names: Sequence[str]) -> None:
        """Mark these options, in this order, whatever the ballot asks for."""
        if kind is BallotKind.APPROVALS:
            await self.choose(menus(self.sheet)[0], [choice(menus(self.sheet)[0], name) for name in names])
            return
        for name in names:
            if name in labels(self.sheet):
                await self.press(name)
            elif kind is BallotKind.RANKING:
                await self.choose(menus(self.sheet)[0], [choice(menus(self.sheet)[0], name)])
            else:
                menu = next(one for one in menus(self.sheet) if one["placeholder"] == name)
                await self.choose(menu, [menu["options"][2]["value"]])

    def in_sight(self, kind: BallotKind) -> list[str]:
        """Return the options on this page that are not marked yet, as the voter sees them."""
        offered = menus(self.sheet)
        if kind in {BallotKind.SCORES, BallotKind.POINTS}:
            free = [menu for menu in offered if not any(one.get("default") for one in menu["options"])]
            return [menu["placeholder"] for menu in free]
        if offered and kind is BallotKind.APPROVALS:
            return [one["label"] for one in offered[0]["options"]]
        buttons = [label for label in labels(self.sheet) if label.startswith("Option ")]
        return buttons or [one["label"] for one in offered[0]["options"]]


async def filled(finger: Finger, kind: BallotKind, marks: int) -> None:
    """Fill in so many marks, page by page, and cast the ballot."""
    while marks:
        here = finger.in_sight(kind)[:marks]
        if not here:
            await finger.press(next(label for label in labels(finger.sheet) if label.startswith("More options")))
            continue
        await finger.mark(kind, here)
        marks -= len(here)
    assert "Receipt" in await finger.press("Cast my ballot")


@pytest.mark.parametrize("case", CASES)
async def test_a_ballot_takes_as_many_presses_as_written(playground: Playground, case: str) -> None:
    key, size, marks = CASES[case]
    async with playground.world.turn():
        await found_circle(playground.world)
        card = await opened(playground.world, METHODS[key], options=tuple(f"Option {at}" for at in range(size)))
        finger = Finger(playground.world.community.members["emre"], card)
        await finger.press("Vote")
        await filled(finger, METHODS[key].ballots, marks)
        assert finger.presses == WRITTEN[case]
        back = Finger(finger.member, card)
        await back.press("My vote")
        assert "taken back" in await back.press("Take my ballot back")
        assert back.presses == WRITTEN[TAKEN_BACK]


async def test_yes_or_no_takes_one_press(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        echoed = await propose(world, world.community.members["ben"], "A bread day")
        await world.community.members["ben"].click(echoed.response, label="Open the vote")
        await world.tick()
        card = next(message for message in world.community.channels["kitchen"].history() if message.components)
        finger = Finger(world.community.members["emre"], card)
        assert "Receipt" in await finger.press("✓ Yes")
        assert finger.presses == WRITTEN["yes or no"]


async def test_a_veto_takes_a_second_press_to_send_its_reason(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        card = await opened_question(world, "lazy_consensus")
        finger = Finger(world.community.members["emre"], card)
        assert "Receipt" in await finger.write("✗ No", reason="It smells.")
        assert finger.presses == WRITTEN[VETO]


def test_every_row_of_the_table_is_measured() -> None:
    assert set(WRITTEN) == {*CASES, TAKEN_BACK, VETO, "yes or no"}
