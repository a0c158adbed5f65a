"""In a room one acts as the chosen member against the real callbacks, one action after the other."""

import asyncio

import pytest

from bot.playground.server import Playground
from tests.playground.tab import tab


async def test_a_command_is_answered_from_the_writer_thread(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        receipt = await visitor.command("hello", who="Ben", times="2")
        assert receipt["settlement"] == "settled"
        assert await visitor.read() == ["Hello Ben! Hello Ben!"]


async def test_a_modal_and_a_button_lead_to_a_card_that_counts(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "assembly")
        assert (await visitor.command("idea"))["settlement"] == "settled"
        assert (await visitor.submit("A bread day", ["Vote"]))["settlement"] == "settled"
        assert (await visitor.press("Agree"))["settlement"] == "settled"
        assert any("**1** agreed" in text for text in await visitor.read())


async def test_each_member_acts_in_their_own_name(playground: Playground) -> None:
    async with tab(playground.url) as ana, tab(playground.url) as ben:
        await ana.enter("ana", "assembly")
        await ana.command("idea")
        await ana.submit("A bread day", ["Vote"])
        await ben.enter("ben", "assembly")
        await ana.press("Agree")
        await ben.press("Agree")
        assert any("**2** agreed" in text for text in await ana.read())
        assert sum("You agreed" in text for text in await ben.read()) == 1


async def test_actions_in_quick_succession_wait_for_each_other(playground: Playground) -> None:
    async with tab(playground.url) as first:
        await first.enter("ana", "commons")
        tabs = [first]
        names = ["ana", "ben", "chloe", "dmitri", "emre", "fatima"]
        async with (
            tab(playground.url) as ben,
            tab(playground.url) as chloe,
            tab(playground.url) as dmitri,
            tab(playground.url) as emre,
            tab(playground.url) as fatima,
        ):
            tabs += [ben, chloe, dmitri, emre, fatima]
            for visitor, name in zip(tabs, names, strict=True):
                await visitor.enter(name, "commons")
            await asyncio.gather(*(_insist(visitor, name) for visitor, name in zip(tabs, names, strict=True)))
        assert sorted(await first.read()) == sorted(f"Hello {name}!" for name in names)


async def _insist(visitor: object, name: str) -> None:
    """Act again when somebody else has changed the room in between, as the page makes a person do."""
    from tests.playground.tab import Tab

    assert isinstance(visitor, Tab)
    for _ in range(10):
        receipt = await visitor.command("hello", who=name)
        if not receipt["rejected"]:
            return
    raise AssertionError(receipt)


async def test_an_error_in_a_command_is_reported_and_the_session_goes_on(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        assert (await visitor.command("broken"))["settlement"] == "failed"
        problems = (await visitor.look())["problems"]
        assert problems[-1]["title"] == "RuntimeError: this command is broken"
        assert "Traceback" in problems[-1]["detail"]
        assert (await visitor.command("hello", who="again"))["settlement"] == "settled"


async def test_a_command_that_never_ends_is_named_and_the_room_can_be_entered_again(
    playground: Playground,
) -> None:
    playground.world.env.settle_timeout = 0.2
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        assert (await visitor.command("stuck"))["settlement"] == "timeout"
        assert "did not settle" in (await visitor.look())["problems"][0]["title"]
        await visitor.enter("ana", "commons")
        await visitor.command("hello", who="again")
        await visitor.enter("ana", "commons")
        assert "Hello again!" in await visitor.read()


async def test_an_error_in_a_button_is_reported(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "assembly")
        await visitor.command("idea")
        await visitor.submit("A bread day", ["Vote"])
        await visitor.press("Break")
        titles = [problem["title"] for problem in (await visitor.look())["problems"]]
    assert titles == ["ZeroDivisionError: the button is broken"]


async def test_a_refusal_that_the_program_answered_is_no_failure(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        assert (await visitor.command("refused"))["settlement"] == "settled"
        assert await visitor.read() == ["That is not for you."]
        assert (await visitor.look())["problems"] == []


async def test_a_tab_left_behind_can_come_back(playground: Playground) -> None:
    async with tab(playground.url) as ana, tab(playground.url) as ben:
        await ana.enter("ana", "commons")
        assert (await ana.look())["on"]
        await ben.enter("ben", "garden")
        assert not (await ana.look())["on"]
        async with ana.session.get("/api/state", headers={"X-Simcord-Capability": ana.ticket}) as said:
            assert said.status == 401
        await ana.enter("ana", "commons")
        assert (await ana.look())["on"]


@pytest.mark.parametrize("kind", ["close", "viewer"])
async def test_the_room_cannot_be_taken_from_under_the_page(playground: Playground, kind: str) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        status, _ = await visitor.post("/api/action", {"kind": kind, "viewer_id": "1"})
        assert status == 403
        assert (await visitor.look())["on"]


async def test_the_member_comes_from_the_ticket_and_not_from_the_request(playground: Playground) -> None:
    other = playground.world.community.members["ben"].id
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        _, page = await visitor.post("/api/pages", {"viewer_id": str(other)})
    assert page["viewerId"] == str(playground.world.community.members["ana"].id)
