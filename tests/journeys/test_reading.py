"""Texts of 4,000 letters are read whole, by vote and in a process, and everything that was said with them."""

from simcord import InteractionResult, MemberActor

from bot.playground.server import Playground
from bot.rules.text import TEXT_LIMIT
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle, said

WORDS = "".join(f"Loaf{number} is #1, " for number in range(400))[:TEXT_LIMIT].strip()


async def read_on(person: MemberActor, message: object, label: str) -> str:
    """Return all pages that one sees who presses a button and then "More" until the end."""
    page: InteractionResult = await person.click(message, label=label)
    shown = [said(page)]
    while "More ▶" in shown[-1]:
        page = await person.click(page.response, label="More ▶")
        shown.append(said(page))
    return "\n".join(shown)


def whole(shown: str) -> bool:
    return all(word in shown for word in WORDS.split() if word.startswith("Loaf"))


async def test_a_long_text_is_cut_on_the_card_and_read_whole_beside_what_was_said(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        consent = Round(world)
        await consent.begin("ben", need="Nobody bakes any more.", text=WORDS)
        assert "This is the beginning" in consent.shown
        assert "Loaf273" not in consent.shown
        chloe = consent.people["chloe"]
        assert whole(await read_on(chloe, consent.card, "Read it all"))
        for number in range(7):
            await consent.press("chloe", "Ask a question", text=f"Why loaf @everyone {number}? " * 30)
        assert "… and 2 more questions: press “Everything said”" in consent.shown
        everything = await read_on(chloe, consent.card, "Everything said")
        assert everything.count("Why loaf @\u200beveryone 6?") == 30


async def test_what_has_changed_in_a_long_text_is_read_whole_too(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        lazy = Round(world, "lazy")
        await lazy.begin("ben", undo="We stop.", text=WORDS)
        emre = lazy.people["emre"]
        changed = WORDS.replace("Loaf1 ", "Cake1 ").replace("Loaf150 ", "Cake150 ")
        await lazy.choose("ben", "Change the text", text=changed)
        first = await emre.click(lazy.card, label="Read it all")
        assert "version 2 of 2" in said(first)
        changes = said(await emre.click(first.response, label="What has changed"))
        assert "~~Loaf1~~ **Cake1**" in changes
        assert "~~Loaf150~~ **Cake150**" in changes
        before = said(await emre.click(first.response, label="Version 1"))
        assert "version 1 of 2" in before


async def test_a_long_text_that_is_voted_on_is_read_whole(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        ben, kitchen = world.community.members["ben"], world.community.channels["kitchen"]
        form = await ben.slash(kitchen, "propose")
        typed = {"title": "Bread", "text": WORDS, "process": ["circle"], "deadline": "5 days"}
        opened = await ben.submit_modal(form, typed)
        await ben.click(opened.response, label="Open the vote")
        await world.tick()
        card = next(message for message in reversed(kitchen.history()) if message.components)
        assert whole(await read_on(world.community.members["chloe"], card, "Read it all"))
