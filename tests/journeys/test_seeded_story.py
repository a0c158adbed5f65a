"""The playground's own story is told through the commands that visitors use."""

from bot.playground.server import Playground
from bot.playground.story import tell


async def test_the_story_leaves_two_circles_with_an_open_vote_in_each_and_a_choice(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await tell(world)
        for name, open_votes in (("kitchen", 1), ("garden", 2)):
            cards = [m for m in world.community.channels[name].history() if m.components]
            assert len(cards) == open_votes
        listed = await world.community.members["hiro"].slash(world.community.channels["commons"], "circle list")
        assert listed.response
        assert "Kitchen" in listed.response.content
        assert "Garden" in listed.response.content
