"""Who manages a community chooses its rules of delegation, anybody reads them, and every circle hears of a change."""

import json
from datetime import timedelta

from bot.playground.server import Playground
from tests.journeys.test_story import found_circle, said


async def test_a_rule_is_read_chosen_and_told(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        read = await people["ben"].slash(kitchen, "delegate rules")
        assert "The longest: **180 days**" in said(read)
        assert "Change…" not in said(read)
        shown = await people["ana"].slash(kitchen, "delegate rules")
        form = await people["ana"].select(shown.response, ["cap"])
        changed = said(await people["ana"].submit_modal(form, {"value": "25%"}))
        assert "✎ Cap: **1/4**" in changed
        form = await people["ana"].select(shown.response, ["cap"])
        assert "Choose something from" in said(await people["ana"].submit_modal(form, {"value": "0%"}))
        await world.skip(timedelta(minutes=1))
    told = json.dumps([message.content for message in kitchen.history()], ensure_ascii=False)
    assert "has changed a rule of delegation, “Cap”: **1/4**" in told
