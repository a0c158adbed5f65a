"""A vote that missed its quorum is put again from its announcement."""

from datetime import timedelta

from bot.playground.server import Playground
from tests.journeys.test_story import found_circle, propose, said


async def test_a_missed_quorum_can_be_put_again_after_a_rest(playground: Playground) -> None:
    world = playground.world
    ben, kitchen = world.community.members["ben"], world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        echoed = await propose(world, ben, "A bread day")
        await ben.click(echoed.response, label="Open the vote")
    await world.skip(timedelta(days=6))
    async with world.turn():
        announced = next(message for message in reversed(kitchen.history()) if message.components)
        assert "rests first" in said(await ben.click(announced, label="Put it again"))
    await world.skip(timedelta(days=7))
    async with world.turn():
        begun = await ben.click(announced, label="Put it again")
        assert "Shall I open the vote?" in said(begun)
        await ben.click(begun.response, label="Open the vote")
        await world.tick()
        card = next(message for message in reversed(kitchen.history()) if message.components)
        assert "Puts no. 1 once more" in str([one.to_dict() for one in card.components])
        assert "put again already, as #2" in said(await ben.click(announced, label="Put it again"))
