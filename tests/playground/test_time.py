"""Time passes by itself and can be moved ahead; what falls due on the way happens at its own hour."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.playground import world as world_module
from bot.playground.clock import BEGINNING, PlaygroundClock
from bot.playground.server import Playground, keep_time
from tests.playground.tab import Tab, tab
from tests.playground.tiny import Idea, TinyApp

HOUR = timedelta(hours=1)


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Stop real time; a test moves it by changing the number."""
    seconds = [100.0]
    monkeypatch.setattr(world_module, "_real_seconds", lambda: seconds[0])
    return seconds


async def _idea(visitor: Tab) -> None:
    await visitor.enter("ana", "assembly")
    await visitor.command("idea")
    await visitor.submit("A bread day", ["Vote"])


def test_before_there_is_a_world_it_is_the_beginning() -> None:
    clock = PlaygroundClock()
    assert clock.now() == BEGINNING
    later = BEGINNING + HOUR
    clock.follow(lambda: later)
    assert clock.now() == later


async def test_the_page_says_what_time_it_is(still: list[float], playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        assert (await visitor.look())["clock"] == "Mon 23 Nov 2026, 10:00 UTC"
        assert (await visitor.skip("6h"))["clock"] == "Mon 23 Nov 2026, 16:00 UTC"
    assert still


async def test_messages_carry_the_playgrounds_time(still: list[float], playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        await visitor.skip("2d")
        await visitor.command("hello", who="Ben")
    assert still
    last = playground.world.community.channels["commons"].last_message
    assert last is not None
    assert last.created_at == BEGINNING + timedelta(days=2)


async def test_a_skip_past_a_deadline_does_what_is_due_and_shows_it(still: list[float], playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await _idea(visitor)
        await visitor.skip("6h")
        assert not any("is settled" in text for text in await visitor.read())
        await visitor.skip("2d")
        assert any("is settled" in text for text in await visitor.read())
    assert still


async def test_each_deadline_on_the_way_has_its_own_hour(still: list[float], playground: Playground) -> None:
    app = playground.world.app
    assert isinstance(app, TinyApp)
    channel = playground.world.community.channels["assembly"]
    for number in (1, 2, 3):
        app.ideas[number] = Idea(number, f"Idea {number}", "Vote", channel.id, BEGINNING + number * 5 * HOUR)
    async with playground.world.turn():
        await playground.world.tick()
        await playground.world.skip(2 * timedelta(days=1))
    settled = [message for message in channel.history() if "is settled" in message.content]
    assert [message.created_at for message in settled] == [BEGINNING + hours * HOUR for hours in (5, 10, 15)]
    assert playground.world.clock.now() == BEGINNING + timedelta(days=2)
    assert still


async def test_one_can_go_to_the_next_deadline(still: list[float], playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        assert (await visitor.skip("due"))["now"] == BEGINNING.isoformat()
        await _idea(visitor)
        assert (await visitor.look())["due"] == (BEGINNING + timedelta(days=1)).isoformat()
        assert (await visitor.skip("due"))["now"] == (BEGINNING + timedelta(days=1)).isoformat()
        assert (await visitor.look())["due"] is None
    assert still


async def test_a_deadline_that_will_not_go_away_is_reported(
    still: list[float], playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def always() -> datetime:
        return BEGINNING + HOUR

    monkeypatch.setattr(playground.world.app, "next_due", always)
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        await visitor.command("hello", who="Ben")
        await visitor.skip("1d")
        assert "still due" in (await visitor.look())["problems"][-1]["title"]
    assert playground.world.clock.now() == BEGINNING + timedelta(days=1)
    assert still


async def test_a_failing_sweep_is_reported_and_time_goes_on(
    still: list[float], playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails() -> None:
        raise LookupError("the outbox is gone")

    monkeypatch.setattr(playground.world.app, "tick", fails)
    async with tab(playground.url) as visitor:
        await visitor.skip("1h")
        assert (await visitor.look())["problems"][-1]["title"] == "LookupError: the outbox is gone"
    assert playground.world.clock.now() == BEGINNING + HOUR
    assert still


async def test_real_time_passes_between_actions(still: list[float], playground: Playground) -> None:
    still[0] += 90
    async with playground.world.turn():
        assert playground.world.clock.now() == BEGINNING + timedelta(seconds=90)
        await playground.world.skip(HOUR)
    still[0] += 30
    async with playground.world.turn():
        assert playground.world.clock.now() == BEGINNING + HOUR + timedelta(seconds=120)


async def test_what_falls_due_by_itself_is_done_by_the_beat(still: list[float], living_playground: Playground) -> None:
    async with tab(living_playground.url) as visitor:
        await _idea(visitor)
        still[0] += 24 * 3600
        async with living_playground.world.turn():
            await living_playground.world.tick_if_due()
            await living_playground.stage.catch_up()
        assert any("is settled" in text for text in await visitor.read())


def test_the_beginning_is_aware_and_a_monday() -> None:
    assert BEGINNING.tzinfo is UTC
    assert BEGINNING.weekday() == 0
    assert callable(keep_time)
