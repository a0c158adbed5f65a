"""Governance in the thread of the simulated community: one objection, argued for a role, stops it until it is met."""

from datetime import timedelta

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle, said

CASE = """My role: Baker
What I feel in it: The oven is cold, @everyone.
An example: Last Monday.
It would have helped: Somebody would have lit it."""
PROPOSAL = {"title": "Oven keeper", "text": "Lights the oven at six.", "output": ["define_role"], "case": CASE}
HARM = {"role": "Cook", "a": "Meals are late.", "b": "I need the oven at six.", "c": "It is free now.", "d": ""}


async def begun(world: World) -> Round:
    await found_circle(world)
    governance = Round(world, "holacracy")
    await governance.begin("ben", **PROPOSAL)
    return governance


async def test_everybody_confirms_with_one_press_and_the_role_is_defined(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        governance = await begun(world)
        assert "Define a role: **Oven keeper**" in governance.shown
        assert "The oven is cold, @\u200beveryone." in governance.shown
        assert "For the role **Baker**. Example: Last Monday." in governance.shown
        assert "Only members of **Kitchen**" in await governance.press("grace", "✓ I consent")
        for who in ("chloe", "emre", "ben"):
            await governance.press(who, "✓ I consent")
        assert "Adopted: nobody objected" in governance.shown
        assert governance.presses == {"grace": 1, "chloe": 1, "emre": 1, "ben": 1}


async def test_an_objection_is_integrated_and_everybody_is_asked_anew(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        governance = await begun(world)
        await governance.press("emre", "✓ I consent")
        await governance.press("chloe", "✗ I object", **HARM)
        assert "objects for the role **Cook**" in governance.thread
        assert "harm to the aim, their role, its cause (3 of 4)" in governance.shown
        await governance.press("chloe", "Add an argument", criterion=["d"], text="We eat at seven.")
        assert "(4 of 4)" in governance.shown
        await governance.press("chloe", "Offer a text", text="Lights the oven at five.")
        assert "offers text 1" in governance.thread
        await governance.press("ben", "Change the text", text="Lights the oven at five.")
        assert "~~six.~~ **five.**" in governance.thread
        await governance.press("chloe", "It is resolved")
        await governance.press("ben", "It is resolved")
        assert "0 of 3 have answered" in governance.shown, "everybody has a new chance to object"
        for who in ("chloe", "emre", "ben"):
            await governance.press(who, "✓ I consent")
        assert "Adopted: nobody objected" in governance.shown
        assert "Lights the oven at five." in governance.shown


async def test_what_is_not_argued_is_refused_and_the_case_has_to_be_told_whole(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        governance = await begun(world)
        empty = dict.fromkeys("abcd", "")
        assert "nothing that can be read" in await governance.press("chloe", "✗ I object", role="Cook", **empty)
        assert "✗" not in governance.thread
        form = await governance.people["emre"].slash(governance.kitchen, "propose", method="holacracy")
        gone = await governance.people["emre"].submit_modal(form, PROPOSAL | {"case": "An example: Last Monday."})
        assert "nothing that can be read" in said(gone)
        assert "Lights the oven" in said(gone), "what was written is given back"


async def test_a_proposer_who_answers_nothing_is_asked_twice_and_then_it_is_dropped(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        governance = await begun(world)
        await governance.press("chloe", "Ask a question", text="Which oven?")
        await governance.press("chloe", "✗ I object", **HARM)
        seat = governance.facilitator
        assert seat == "emre", "neither proposer nor objector"
        await governance.choose(seat, "Ask the proposer to answer")
        ben = governance.people["ben"]
        assert f"<@{ben.id}>, <@{governance.people[seat].id}> asks you to answer: question 1." in governance.thread
    for label in ("Ask the proposer to answer", "Drop it: no answer"):
        await world.skip(timedelta(hours=25))
        async with world.turn():
            if governance.facilitator != seat:
                seat = governance.facilitator
            await governance.choose(seat, label, **({"reason": "No answer in two days."} if "Drop" in label else {}))
    async with world.turn():
        assert "It can be proposed anew" in governance.shown
        assert "No answer in two days." in governance.shown
        assert "accord:do" not in governance.shown


async def test_a_silent_circle_decides_nothing(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        governance = await begun(world)
    await world.skip(timedelta(days=33))
    async with world.turn():
        assert "Stalled" in governance.shown
