"""A choice among options, whole, by every method: proposed, filled in press by press, counted, and explained."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from simcord import InteractionResult, MemberActor

from bot.playground.server import Playground
from bot.playground.world import World
from bot.rules.counting.method import Method
from bot.rules.counting.poll import BallotKind
from bot.rules.counting.registry import METHODS
from bot.rules.lot import commitment, draw, seed_of
from bot.rules.poll import asks_ties, has_options
from tests.journeys.handing import handed
from tests.journeys.test_story import found_circle, said

CHOICES = [method for method in METHODS.values() if has_options(method)]
OPTIONS = ("Sourdough", "Rye @everyone", "Flat bread")


async def offered(world: World, method: Method, options: tuple[str, ...] = OPTIONS, **more: Any) -> InteractionResult:
    """Have Ben propose a choice among breads; return the answer that offers to open it."""
    ben = world.community.members["ben"]
    form = await ben.slash(world.community.channels["kitchen"], "propose", method=method.key)
    typed = {"title": "Which bread?", "text": "One oven.", "process": [method.key], "deadline": "5 days"}
    echoed = await ben.submit_modal(form, typed)
    assert "at least 2 options" in said(echoed), said(echoed)
    form = await ben.click(echoed.response, label="Options …")
    ties = {"ties": ["listed"]} if asks_ties(method) else {}
    return await ben.submit_modal(form, {"options": "\n".join(options), **ties, **more})


async def opened(world: World, method: Method, **more: Any) -> Any:
    """Open it, and return its card."""
    echoed = await offered(world, method, **more)
    assert "Shall I open the vote?" in said(echoed), said(echoed)
    await world.community.members["ben"].click(echoed.response, label="Open the vote")
    await world.tick()
    return next(m for m in world.community.channels["kitchen"].history() if m.components)


def menus(sheet: Any) -> list[Any]:
    return [item for row in sheet.components for item in row["components"] if "options" in item]


def labels(sheet: Any) -> list[str]:
    return [item["label"] for row in sheet.components for item in row["components"] if "label" in item]


def choice(menu: Any, name: str) -> str:
    return next(option["value"] for option in menu["options"] if option["label"].startswith(name))


async def marked(member: MemberActor, sheet: Any, method: Method, name: str) -> Any:
    """Put an option first, whatever the method asks for."""
    if method.ballots is BallotKind.RANKING:
        done = await member.click(sheet, label=next(label for label in labels(sheet) if label.startswith(name)))
    elif method.ballots is BallotKind.APPROVALS:
        menu = menus(sheet)[0]
        done = await member.select(sheet, [choice(menu, name)], custom_id=menu["custom_id"])
    else:
        menu = next(one for one in menus(sheet) if one["options"][0]["label"].startswith(name))
        done = await member.select(sheet, [menu["options"][-1]["value"]], custom_id=menu["custom_id"])
    assert done.response, said(done)
    return done.response


@pytest.mark.parametrize("method", CHOICES, ids=lambda method: method.key)
async def test_a_choice_is_proposed_voted_on_counted_and_explained(playground: Playground, method: Method) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        card = await opened(world, method)
        assert "Sourdough" in str([one.to_dict() for one in card.components])
        for name in ("ben", "emre"):
            sheet = (await people[name].click(card, label="Vote")).response
            sheet = await marked(people[name], sheet, method, "Rye")
            done = await people[name].click(sheet, label="Cast my ballot")
            assert "Receipt" in said(done), said(done)
        assert "votes for you" in said(await handed(people["chloe"], kitchen, people["ben"], within="proposal:1"))
    await world.skip(timedelta(days=6))
    async with world.turn():
        result = kitchen.history()[-1]
        text = json.dumps([one.to_dict() for one in result.components], ensure_ascii=False)
        assert "1 through delegation" in text
        if method.key not in {"lot", "gradients"}:
            assert "🏆 **Rye" in text, text
        page = await people["chloe"].click(result, label="How was this counted?")
        assert f"How this was counted: {method.name}" in said(page)
        whole = await people["chloe"].click(page.response, label="All numbers as files")
        assert whole.response
        assert [file.filename for file in whole.response.attachments] == ["count-1.csv", "count-1.json"]
        mine = said(await people["emre"].slash(kitchen, "vote", proposal="1"))
        assert "Rye" in mine
        assert "Take my ballot back" not in mine
        stale = await people["emre"].click(sheet, label="Clear")
        assert "closed" in said(stale)


async def test_a_ranking_is_made_undone_levelled_and_taken_back(playground: Playground) -> None:
    world, method = playground.world, METHODS["schulze"]
    ben = world.community.members["ben"]
    async with world.turn():
        await found_circle(world)
        card = await opened(world, method)
        sheet = (await ben.click(card, label="Vote")).response
        sheet = await marked(ben, sheet, method, "Rye")
        sheet = await marked(ben, sheet, method, "Flat")
        assert "**2.** Flat bread" in sheet.content
        undone = await ben.click(sheet, label="Undo")
        assert "**2.**" not in undone.response.content
        menu = menus(undone.response)[0]
        level = await ben.select(undone.response, [choice(menu, "Flat")], custom_id=menu["custom_id"])
        assert "**1.** Rye @\u200beveryone = Flat bread" in level.response.content, level.response.content
        undone = await ben.click(level.response, label="Undo")
        sheet = await marked(ben, undone.response, method, "Flat")
        mine = await ben.click(card, label="My vote")
        assert "You have not voted" in said(mine)
        levelled = await ben.click(sheet, label="The rest equal")
        assert " = " in levelled.response.content
        done = await ben.click(levelled.response, label="Cast my ballot")
        assert "Receipt" in said(done)
        mine = await ben.click(card, label="My vote")
        assert "**1.** Flat bread" in said(mine)
        taken = await ben.click(done.response, label="Take my ballot back")
        assert "taken back" in said(taken)
        mine = await ben.click(card, label="My vote")
        assert "You have not voted" in said(mine)


async def test_members_nominate_until_the_time_set_and_then_vote(playground: Playground) -> None:
    world, method = playground.world, METHODS["schulze"]
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        card = await opened(world, method, options=("Sourdough",), nominations="2 days")
        for option, expected in [("Rye", "as number 2"), ("rye", "on the list already"), (" ", "can be read")]:
            form = await people["chloe"].click(card, label="Nominate an option")
            assert expected in said(await people["chloe"].submit_modal(form, {"option": option}))
        form = await people["chloe"].click(card, label="Nominate an option")
        early = await people["ben"].slash(kitchen, "vote", proposal="1")
        assert "still being nominated" in said(early)
    await world.skip(timedelta(days=2))
    async with world.turn():
        card = next(m for m in kitchen.history() if m.components)
        sheet = (await people["ben"].click(card, label="Vote")).response
        assert set(labels(sheet)) == {"Sourdough", "Rye", "None of these", "Abstain"}
        late = await people["chloe"].submit_modal(form, {"option": "Too late"})
        assert "No more options" in said(late)


async def opened_question(world: World, method: str) -> Any:
    """Have Ben open a question of yes or no, and return its card."""
    ben, kitchen = world.community.members["ben"], world.community.channels["kitchen"]
    form = await ben.slash(kitchen, "propose", method=method)
    typed = {"title": "Move the oven", "text": "To the wall.", "process": [method], "deadline": "5 days"}
    echoed = await ben.submit_modal(form, typed)
    await ben.click(echoed.response, label="Open the vote")
    await world.tick()
    return next(m for m in kitchen.history() if m.components)


async def test_a_question_of_yes_or_no_is_counted_by_another_method(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        card = await opened_question(world, "k_of_n")
        for name, vote in (("ben", "✓ Yes"), ("emre", "✗ No"), ("chloe", "✓ Yes")):
            assert "Receipt" in said(await people[name].click(card, label=vote))
    await world.skip(timedelta(days=6))
    text = json.dumps([one.to_dict() for one in kitchen.history()[-1].components], ensure_ascii=False)
    assert "✅ Adopted" in text


async def test_a_tie_is_settled_by_a_lot_that_was_sealed_before_and_can_be_drawn_again(playground: Playground) -> None:
    world, method = playground.world, METHODS["approval"]
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        card = await opened(world, method, ties=["lot"])
        sealed = re.search(r"sealed as `([0-9a-f]{16})", str([one.to_dict() for one in card.components]))
        assert sealed
        for name in ("ben", "emre"):
            sheet = (await people[name].click(card, label="Vote")).response
            menu = menus(sheet)[0]
            both = [choice(menu, "Rye"), choice(menu, "Flat")]
            sheet = (await people[name].select(sheet, both, custom_id=menu["custom_id"])).response
            await people[name].click(sheet, label="Cast my ballot")
    await world.skip(timedelta(days=6))
    async with world.turn():
        result = kitchen.history()[-1]
        page = await people["grace"].click(result, label="How was this counted?")
        while "The sealed lot" not in said(page):
            page = await people["grace"].click(page.response, label="Next ▶")
    secret = re.search(r"Secret: `([0-9a-f]{64})`", said(page))
    closes = re.search(r"Deadline: `([^`]+)`", said(page))
    assert secret
    assert closes
    assert commitment(bytes.fromhex(secret[1]), OPTIONS).startswith(sealed[1])
    drawn = draw(("1", "2", "3"), seed_of(bytes.fromhex(secret[1]), (), datetime.fromisoformat(closes[1])))
    first = next(option for option in drawn if option in {"2", "3"})
    winner = {"2": "Rye", "3": "Flat bread"}[first]
    assert f"🏆 **{winner}" in json.dumps([one.to_dict() for one in result.components], ensure_ascii=False)


async def test_two_groups_have_to_agree_each_for_itself(playground: Playground) -> None:
    world = playground.world
    people, hall = world.community.members, world.community.channels["assembly"]
    async with world.turn():
        for name, steward in (("House", "ben"), ("Upstairs", "ben"), ("Downstairs", "chloe")):
            founded = {"name": name, "aim": "To live well", "steward": people[steward], "quorum": "none"}
            await people["ana"].slash(hall, "circle create", **founded)
        await people["chloe"].slash(hall, "circle join", name="House")
        ben = people["ben"]
        form = await ben.slash(hall, "propose", method="double_majority")
        typed = {"title": "Quiet hours", "text": "From ten.", "process": ["double_majority"], "deadline": "5 days"}
        house = form.modal["components"][-1]["component"]["options"]
        chosen = [option["value"] for option in house if option["label"] == "House"]
        echoed = await ben.submit_modal(form, {**typed, "circle": chosen})
        assert "Now its groups" in said(echoed)
        form = await ben.click(echoed.response, label="Settings …")
        echoed = await ben.submit_modal(form, {"chambers": "Upstairs, Downstairs"})
        await ben.click(echoed.response, label="Open the vote")
        await world.tick()
        card = next(m for m in hall.history() if m.components)
        assert "the groups are Upstairs and Downstairs" in str([one.to_dict() for one in card.components])
        for name, vote in (("ben", "✓ Yes"), ("chloe", "✗ No")):
            assert "Receipt" in said(await people[name].click(card, label=vote))
    await world.skip(timedelta(days=6))
    async with world.turn():
        result = hall.history()[-1]
        page = await people["chloe"].click(result, label="How was this counted?")
        assert "Among Downstairs" in said(page)
