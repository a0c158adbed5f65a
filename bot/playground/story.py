"""What has happened before the first visitor comes: two circles, a vote that is open in each, and a choice."""

from bot.playground.world import World

CIRCLES = (
    ("Kitchen", "Good meals, full stores, and an oven that works", "kitchen", "ben", "Kitchen circle", "simple"),
    ("Garden", "Beds, tools and compost in good order", "garden", "fatima", "Garden circle", "2/3"),
)
"""Name, aim, channel, steward, role and threshold."""

PROPOSALS = (
    ("ben", "kitchen", "A bread day every Saturday", "We light the big oven once and bake for the whole house."),
    ("fatima", "garden", "Two new beds by the fence", "Beans and squash, near the water. Tools are there already."),
)
"""Proposer, channel, title and text."""

CHOICE = (
    "dmitri", "garden", "What grows in the new bed?", "It gets sun until four. Rank what you would like to eat.",
    "schulze", ("Beans and squash", "Strawberries", "Herbs for the kitchen", "Flowers for the bees"),
)  # fmt: skip
"""Proposer, channel, title, text, method and options."""


async def tell(world: World) -> None:
    """Act as the members did: through the same commands, forms and buttons as any visitor."""
    for name, aim, channel, steward, role, threshold in CIRCLES:
        await world.community.members["ana"].slash(
            world.community.channels[channel],
            "circle create",
            name=name,
            aim=aim,
            role=world.community.roles[role],
            steward=world.community.members[steward],
            threshold=threshold,
            quorum="2",
            shortest="1 hour",
        )
    for proposer, channel, title, text in PROPOSALS:
        await _propose(world, proposer, channel, title, text)
    await _ask_to_choose(world)
    await world.tick()


async def _ask_to_choose(world: World) -> None:
    proposer, channel, title, text, method, options = CHOICE
    member = world.community.members[proposer]
    form = await member.slash(world.community.channels[channel], "propose", method=method)
    typed = {"title": title, "text": text, "process": [method], "deadline": "6 days"}
    echoed = await member.submit_modal(form, typed)
    if echoed.response is None:
        raise RuntimeError(f"the form for {title!r} was not answered")
    form = await member.click(echoed.response, label="Options …")
    echoed = await member.submit_modal(form, {"options": "\n".join(options), "ties": ["lot"]})
    if echoed.response is None:
        raise RuntimeError(f"the options for {title!r} were not answered")
    await member.click(echoed.response, label="Open the vote")


async def _propose(world: World, proposer: str, channel: str, title: str, text: str) -> None:
    member = world.community.members[proposer]
    form = await member.slash(world.community.channels[channel], "propose")
    typed = {"title": title, "text": text, "process": ["circle"], "deadline": "5 days"}
    echoed = await member.submit_modal(form, typed)
    if echoed.response is None:
        raise RuntimeError(f"the form for {title!r} was not answered")
    await member.click(echoed.response, label="Open the vote")
