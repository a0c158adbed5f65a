"""By hand, in a browser: everything the small program can do is done through the page."""

import pytest

from bot.playground.server import Playground
from tests.playground.browser import Visitor, browsing, needs_chromium

pytestmark = [pytest.mark.browser, needs_chromium]


async def _propose(visitor: Visitor, title: str) -> None:
    await visitor.command("/idea")
    await visitor.is_asked("A new idea")
    await visitor.fill({"What do you propose?": title, "How do we decide?": "Consent"})
    await visitor.sees(title)


async def test_a_decision_is_lived_through_by_hand(living_playground: Playground) -> None:
    async with browsing(living_playground.url) as visitor:
        await visitor.go("assembly")
        await _propose(visitor, "A bread day")
        await visitor.press("Agree", on="A bread day")
        await visitor.sees("You agreed with A bread day.", times=1)
        await visitor.become("ben")
        await visitor.sees("1 agreed")
        await visitor.press("Agree", on="A bread day")
        await visitor.sees("2 agreed")
        await visitor.skip("due")
        await visitor.sees("A bread day is settled: 2 agreed.")
        assert (await visitor.clock()).startswith("Tue 24 Nov 2026, 10:0")
        assert visitor.mistakes == []


async def test_options_are_typed_and_chosen(living_playground: Playground) -> None:
    async with browsing(living_playground.url) as visitor:
        await visitor.command("/hello", who="Ben", quietly=True, times=2)
        assert "Only you can see this" in (await visitor.read())[-1]
        await visitor.sees("Hello Ben! Hello Ben!")


async def test_threads_letters_and_their_dots_appear_by_themselves(living_playground: Playground) -> None:
    async with browsing(living_playground.url) as visitor:
        await visitor.go("assembly")
        await _propose(visitor, "A bread day")
        await visitor.command("/letter")
        await visitor.page.locator(".room.unread", has_text="Accord").wait_for()
        assert await visitor.rooms(unread=True) == ["A bread day", "Accord"]
        await visitor.room.locator(".thread-summary").click()
        await visitor.sees("Talk about it here.")
        await visitor.say("I will bake.")
        await visitor.go("Accord")
        await visitor.sees("A letter from Accord.")
        assert await visitor.rooms(unread=True) == []


async def test_what_the_program_says_by_itself_is_seen_without_a_touch(living_playground: Playground) -> None:
    channel = living_playground.world.community.channels["welcome"]
    async with browsing(living_playground.url) as visitor:
        client = living_playground.world.app.client
        found = client.get_channel(channel.id)
        assert found is not None
        with living_playground.world.env.time_context():
            await found.send("Good morning.")  # type: ignore[union-attr]
        await visitor.sees("Good morning.")


async def test_in_a_long_room_the_newest_stays_in_sight_unless_one_reads_above(
    living_playground: Playground,
) -> None:
    world = living_playground.world
    async with world.turn():
        for number in range(30):
            await world.community.members["ben"].slash(world.community.channels["kitchen"], "hello", who=str(number))
    async with browsing(living_playground.url) as visitor:
        await visitor.go("kitchen")
        await visitor.command("/hello", who="below")
        await visitor.sees("Hello below!")
        assert await visitor.is_in_sight("Hello below!")
        await visitor.room.locator("#channel-timeline").hover()
        await visitor.page.mouse.wheel(0, -2000)
        await visitor.page.wait_for_function(
            "() => room.contentDocument.getElementById('channel-timeline').scrollTop < 600"
        )
        async with world.turn():
            await world.community.members["ben"].slash(world.community.channels["kitchen"], "hello", who="late")
        await visitor.sees("Hello late!")
        assert not await visitor.is_in_sight("Hello late!")


async def test_errors_are_shown_beside_the_room(living_playground: Playground) -> None:
    async with browsing(living_playground.url) as visitor:
        await visitor.command("/broken")
        await visitor.page.locator("#problems").wait_for()
        assert await visitor.problems() == ["RuntimeError: this command is broken"]


async def test_two_tabs_take_turns_and_come_back(living_playground: Playground) -> None:
    async with browsing(living_playground.url) as ana, browsing(living_playground.url) as ben:
        await ben.become("ben")
        await ben.go("garden")
        await ana.page.get_by_text("This room is resting").wait_for()
        await ana.page.get_by_role("button", name="Come back to this room").click()
        await ana.page.locator("#curtain").wait_for(state="hidden")
        await ana.say("Back again.")
        await ana.sees("Back again.")


async def test_who_and_where_one_is_survives_a_reload(living_playground: Playground) -> None:
    async with browsing(living_playground.url) as visitor:
        await visitor.become("fatima")
        await visitor.go("garden")
        await visitor.page.reload()
        await visitor.rest()
        assert await visitor.page.get_by_label("You are").input_value() == "fatima"
        assert await visitor.page.locator("[aria-current=page] .room-name").inner_text() == "garden"


async def test_a_member_leaves_the_room_that_is_closed_to_the_next(living_playground: Playground) -> None:
    async with browsing(living_playground.url) as visitor:
        await visitor.go("coordination")
        await visitor.page.get_by_label("You are").select_option("hiro")
        await visitor.page.locator("[aria-current=page]", has_text="welcome").wait_for()
        await visitor.rest()
        assert "coordination" not in await visitor.rooms()


async def test_a_phone_has_everything_too(living_playground: Playground) -> None:
    async with browsing(living_playground.url, width=390, height=844) as visitor:
        await visitor.go("assembly")
        await _propose(visitor, "A bread day")
        await visitor.press("Agree", on="A bread day")
        await visitor.page.locator("#menu").click()
        await visitor.skip("1d")
        await visitor.page.keyboard.press("Escape")
        await visitor.sees("A bread day is settled: 1 agreed.")
        assert await visitor.page.evaluate("document.documentElement.scrollWidth") == 390


async def test_the_page_can_be_used_with_the_keyboard(living_playground: Playground) -> None:
    async with browsing(living_playground.url) as visitor:
        await visitor.page.get_by_label("You are").focus()
        await visitor.page.keyboard.press("Tab")
        await visitor.page.keyboard.press("Tab")
        await visitor.page.keyboard.press("Enter")
        await visitor.page.locator("[aria-current=page]", has_text="commons").wait_for()
        await visitor.page.keyboard.press("Alt+ArrowDown")
        await visitor.page.locator("[aria-current=page]", has_text="assembly").wait_for()
        await visitor.rest()
