"""A talking circle in the thread of the simulated community: nobody but the holder speaks, and nobody is left out."""

from datetime import timedelta

from bot.playground.server import Playground
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle

CIRCLE = {"purpose": "To hear one another.", "text": "How was the winter for you?"}


def holder(circle: Round) -> str:
    return circle.named("The word is with")


async def test_the_word_goes_round_twice_and_the_keeper_closes(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        circle = Round(world, "talking")
        await circle.begin("ben", **CIRCLE)
        first = holder(circle)
        other, last = (name for name in ("ben", "chloe", "emre") if name != first)
        assert "To hear one another." in circle.shown
        assert "How was the winter" in circle.shown
        assert f"<@{circle.people[first].id}>, the word is with you" in circle.thread, "not beside the card"
        assert "not yours" in await circle.press(other, "Speak", words="I first!")
        assert "Only members of **Kitchen**" in await circle.press("grace", "Pass")
        assert "Kept" in await circle.press(last, "Keep words for my turn", words="I was cold.")
        await circle.press(first, "Speak", words="Long, @everyone.\nAnd dark.")
        assert "> Long, @\u200beveryone.\n> And dark." in circle.everything
        assert "cold" not in circle.shown + circle.everything, "what is kept is nobody else's"
        if holder(circle) == other:
            await circle.press(other, "Pass")
        await circle.press(last, "Speak", words="")
        assert "> I was cold." in circle.everything
        if "The word is with" in circle.shown:
            await circle.press(other, "Pass")
        assert f"○ Passed: <@{circle.people[other].id}>" in circle.shown
        assert "who facilitates" in await circle.press("chloe", "Another round")
        await circle.press("ben", "Say what was heard", words="It was long.")
        await circle.press("ben", "Another round")
        for _ in range(3):
            await circle.press(holder(circle), "Pass")
        await circle.press("ben", "Close the circle", words="Thank you.")
        assert "The circle is closed" in circle.shown
        assert "accord:do" not in circle.shown, "what is over has no buttons"


async def test_who_is_away_is_offered_the_turn_once_more_and_called_each_time(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        circle = Round(world, "talking")
        await circle.begin("ben", **CIRCLE)
        first = holder(circle)
    await world.skip(timedelta(hours=13))
    async with world.turn():
        assert holder(circle) != first
        assert "is offered the turn once more at the end" in circle.everything
        for _ in range(2):
            await circle.press(holder(circle), "Speak", words="Here I am.")
        assert holder(circle) == first
        assert circle.everything.count(f"<@{circle.people[first].id}>, the word is with you") == 2


async def test_a_circle_of_the_absent_closes_by_itself(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        circle = Round(world, "talking")
        await circle.begin("ben", **CIRCLE)
    await world.skip(timedelta(days=5))
    async with world.turn():
        assert "The circle is closed" in circle.shown
        assert "◌ Away" in circle.shown
        assert circle.everything.count("the word is with you") == 6, "each is offered the turn twice, and no more"
