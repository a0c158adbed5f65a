"""A circle begins and ceases to follow a role."""

from bot.playground.server import Playground
from tests.journeys.test_story import found_circle, said


async def test_a_circle_ceases_to_follow_its_role_and_follows_another(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        refused = await people["grace"].slash(kitchen, "circle join", name="Kitchen")
        assert "hold the role" in said(refused)
        opened = await people["ana"].slash(kitchen, "circle edit", name="Kitchen", members="those who join")
        assert "3 members, those who joined" in said(opened)
        joined = await people["grace"].slash(kitchen, "circle join", name="Kitchen")
        assert "4 members" in said(joined)
        garden = world.community.roles["Garden circle"]
        followed = await people["ana"].slash(kitchen, "circle edit", name="Kitchen", role=garden)
        assert "3 members, those who hold" in said(followed)
        assert "You are not a member" in said(await people["grace"].slash(kitchen, "circle show", name="Kitchen"))
        meddled = await people["grace"].slash(kitchen, "circle edit", name="Kitchen", aim="Mine")
        assert "can be changed by its steward" in said(meddled)
