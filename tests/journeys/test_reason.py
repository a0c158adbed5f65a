"""A veto, whole: its reason is asked for in a form, kept, changed, taken away, and published with the result."""

import json
from datetime import timedelta
from typing import Any

import pytest
from simcord import InteractionResult, MemberActor

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.test_polls import opened_question
from tests.journeys.test_story import found_circle, said

CRACKED = "The **chimney** is cracked @everyone"


async def object_to(member: MemberActor, card: Any, reason: str) -> InteractionResult:
    """Press No, and send the form off with this reason."""
    form = await member.click(card, label="✗ No")
    assert form.modal, said(form)
    return await member.submit_modal(form, {"reason": reason})


def shown(message: Any) -> str:
    return json.dumps([one.to_dict() for one in message.components], ensure_ascii=False)


async def begun(world: World, method: str = "lazy_consensus") -> Any:
    await found_circle(world)
    return await opened_question(world, method)


async def test_an_objection_is_argued_changed_raised_again_and_stands(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        card = await begun(world)
        assert "needs its reason; it is asked for with the no, and published with the result" in shown(card)
        for name in ("ben", "chloe"):
            assert "Receipt" in said(await people[name].click(card, label="✓ Yes"))
        objected = await object_to(people["emre"], card, "It smells.")
        assert objected.ephemeral
        assert "is in: ✗ **No**" in said(objected)
        assert "Your reason: “It smells.”. It is published when the vote closes, without your name." in said(objected)
        changed = await people["emre"].click(card, label="✓ Yes")
        assert "changed to ✓ **Yes**" in said(changed)
        assert "reason" not in said(await people["emre"].click(card, label="My vote"))
        again = await object_to(people["emre"], card, CRACKED)
        assert "changed to ✗ **No**" in said(again)
        mine = await people["emre"].click(card, label="My vote")
        assert r"Your reason: “The \\*\\*chimney" in said(mine)
        how = said(await people["emre"].click(mine.response, label="How is this decided?"))
        assert "**K1 who judges an objection**: nobody: a no with its reason is a veto" in how
        reopened = await people["emre"].click(card, label="✗ No")
        assert reopened.modal
        assert reopened.modal["components"][0]["component"]["value"] == CRACKED
        assert not any("chimney" in shown(message) + message.content for message in kitchen.history())
    await world.skip(timedelta(days=6))
    async with world.turn():
        result = kitchen.history()[-1]
        text = shown(result)
        assert "✗ Not adopted" in text
        assert "Why not" in text
        assert "is cracked" in text
        assert not any(word in text for word in ("smells", "@everyone", "**chimney**", "Emre"))
        page = await people["grace"].click(result, label="How was this counted?")
        files = await people["grace"].click(page.response, label="All numbers as files")
        while "the reasons given with a no" not in said(page):
            page = await people["grace"].click(page.response, label="Next ▶")
        assert "is cracked" in said(page)
        assert files.response
        table, whole = [(await file.read()).decode() for file in files.response.attachments]
        assert json.loads(whole)["asked"]["reasons"] == [CRACKED]
        assert CRACKED in table
        late = await people["emre"].submit_modal(reopened, {"reason": "Too late."})
        assert "closed on" in said(late)


async def test_a_veto_is_cast_by_words_also_in_a_direct_message(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await begun(world, "consensus_approval")
        form = await people["emre"].user.slash("vote", proposal="1", choice="no")
        assert form.modal, said(form)
        assert "Receipt" in said(await people["emre"].user.submit_modal(form, {"reason": "It smells."}))
        assert "Your reason: “It smells.”" in said(await people["emre"].user.slash("vote", proposal="1"))
        written = await people["chloe"].user.slash("vote", proposal="1", choice="no", reason="It costs too much.")
        assert "Your reason: “It costs too much.”" in said(written)
        withdrawn = await people["chloe"].user.click(written.response, label="Take my ballot back")
        assert "taken back" in said(withdrawn)
        assert "Receipt" in said(await people["ben"].slash(kitchen, "vote", proposal="1", choice="yes"))
    await world.skip(timedelta(days=6))
    text = shown(kitchen.history()[-1])
    assert "✗ Not adopted" in text
    assert "“It smells.”" in text
    assert "costs" not in text


@pytest.mark.parametrize("blank", ["   ", "\u200b\u3164", "\n\n"])
async def test_a_reason_that_cannot_be_read_is_said_back_and_nothing_is_cast(
    playground: Playground, blank: str
) -> None:
    world = playground.world
    emre = world.community.members["emre"]
    async with world.turn():
        card = await begun(world)
        assert "The reason has nothing that can be read" in said(await object_to(emre, card, blank))
        assert "You have not voted" in said(await emre.click(card, label="My vote"))


async def test_a_reason_with_another_ballot_is_refused_with_the_way_out(playground: Playground) -> None:
    world = playground.world
    emre, grace = world.community.members["emre"], world.community.members["grace"]
    kitchen = world.community.channels["kitchen"]
    async with world.turn():
        card = await begun(world)
        for asked in ({"choice": "yes"}, {"choice": "abstain"}, {}):
            refused = await emre.slash(kitchen, "vote", proposal="1", reason="Because.", **asked)
            assert "A reason goes with a no" in said(refused)
        assert "You have not voted" in said(await emre.click(card, label="My vote"))
        outsider = await grace.click(card, label="✗ No")
        assert "not on the roll" in said(outsider)


async def test_a_no_that_is_no_veto_is_cast_in_one_press_as_before(playground: Playground) -> None:
    world = playground.world
    emre, kitchen = world.community.members["emre"], world.community.channels["kitchen"]
    async with world.turn():
        card = await begun(world, "majority_approval")
        refused = await emre.slash(kitchen, "vote", proposal="1", choice="no", reason="Because.")
        assert "tell your reason in the thread" in said(refused)
        cast = said(await emre.click(card, label="✗ No"))
        assert "Receipt" in cast
        assert "reason" not in cast
