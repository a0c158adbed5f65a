"""How ballots are published: chosen before the vote opens, promised on its card, and kept at the close."""

from datetime import timedelta

import pytest

from bot.playground.server import Playground
from tests.journeys.test_story import bread_day, said


@pytest.mark.parametrize("named", [True, False])
async def test_who_voted_how_is_told_at_the_close_only_where_the_card_promised_it(
    playground: Playground, *, named: bool
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        ben, card = people["ben"], await bread_day(world, "open" if named else "pseudonymous")
        assert ("published with names" if named else "published without names") in str(card.components[0].to_dict())
        await ben.click(card, label="✓ Yes")
        await world.skip(timedelta(days=8))
        asked = await people["grace"].slash(kitchen, "proposal show", proposal="1")
        shown = str(asked.response.components)
        assert ("Who voted how?" in shown) is named
        if named:
            told = said(await people["grace"].click(asked.response, label="Who voted how?"))
            assert f"{ben.mention}: ✓ Yes" in told
