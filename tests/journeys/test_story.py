"""One decision, whole: from /propose to the announced result, with delegation by direct message."""

import json
from datetime import timedelta

from discord import Message
from simcord import InteractionResult, MemberActor

from bot.playground.server import Playground
from bot.playground.world import World


async def found_circle(world: World) -> None:
    ana, channel = world.community.members["ana"], world.community.channels["kitchen"]
    options = {"name": "Kitchen", "aim": "Good meals", "role": world.community.roles["Kitchen circle"]}
    made = await ana.slash(channel, "circle create", **options, threshold="simple", quorum="2")
    assert said(made).startswith("**Kitchen**"), said(made)


def said(answer: InteractionResult) -> str:
    everything = [answer.response, *answer.followups]
    return " ".join(json.dumps(one.components, ensure_ascii=False) + one.content for one in everything if one).strip(
        "[]"
    )


async def propose(world: World, who: MemberActor, title: str, deadline: str = "5 days") -> InteractionResult:
    form = await who.slash(world.community.channels["kitchen"], "propose")
    assert form.modal, said(form)
    return await who.submit_modal(
        form, {"title": title, "text": "Because.", "process": ["circle"], "deadline": deadline}
    )


async def bread_day(world: World, published: str = "open") -> Message:
    """Found a circle, open a vote in it whose ballots are published so, and return its card."""
    emre, kitchen = world.community.members["emre"], world.community.channels["kitchen"]
    await found_circle(world)
    draft = await propose(world, emre, "A bread day")
    draft = await emre.select(draft.response, [published], custom_id="accord:secrecy:1")
    await emre.click(draft.response, label="Open the vote")
    await world.tick()
    return next(message for message in kitchen.history() if message.components)


async def test_people_propose_vote_delegate_and_the_result_is_announced(playground: Playground) -> None:
    """The story that Accord exists for."""
    world = playground.world
    people = world.community.members
    async with world.turn():
        await found_circle(world)
        echoed = await propose(world, people["ben"], "A bread day @everyone")
        assert "Shall I open the vote?" in said(echoed)
        opened = await people["ben"].click(echoed.response, label="Open the vote")
        assert opened.acknowledged
        await world.tick()
        card = next(m for m in world.community.channels["kitchen"].history() if m.components)
        yes = await people["ben"].click(card, label="✓ Yes")
        assert "Receipt" in said(yes)
        assert yes.ephemeral
        outsider = await people["grace"].click(card, label="✓ Yes")
        assert "not on the roll" in said(outsider)
        shown = await people["chloe"].slash(
            world.community.channels["kitchen"], "delegate set", to=str(people["ben"].id), within="proposal:1"
        )
        assert "who has voted" in said(shown)
        assert "votes for you" in said(await people["chloe"].click(shown.response, label="Hand over my vote"))
        no = await people["emre"].click(card, label="✗ No")
        assert "Receipt" in said(no)
        before = len(world.community.channels["kitchen"].history())
    await world.skip(timedelta(days=6))
    async with world.turn():
        messages = world.community.channels["kitchen"].history()
        assert len(messages) == before + 1
        text = json.dumps([c.to_dict() for c in messages[-1].components], ensure_ascii=False)
        assert "Adopted" in text
        assert "1 through delegation" in text
        agreed = await people["grace"].click(messages[-1], label="The agreement")
        assert "2 yes, 1 no, 0 abstained, of 3 who could vote" in said(agreed)
        stale = await people["ben"].click(yes.response, label="Take my ballot back")
        assert "closed" in said(stale)
