"""A visitor of the playground in a headless Chromium: what a person does on the page, as functions.

async with browsing(playground.url) as visitor:
    await visitor.become("ben")
    await visitor.go("kitchen")
    await visitor.command("/hello", who="Ana", quietly=True)
    await visitor.fill({"What do you propose?": "A bread day", "How do we decide?": "Consent"})
    await visitor.press("Agree", on="A bread day")
    await visitor.skip("due")
    await visitor.sees("is settled")
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import FrameLocator, Locator, Page, async_playwright
from playwright.async_api import TimeoutError as NotThere

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000
"""Milliseconds to wait for what must appear."""

needs_chromium = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium: apt-get install chromium"
)

REST = """ticket => {
  const frame = document.getElementById("room").contentWindow;
  const room = frame.simcordPreview;
  return Boolean(room && room.ready && !room.pendingAction && !room.pendingQuery
    && room.awaitingRevision === null
    && (!ticket || frame.location.hash === "#" + ticket));
}"""
LAST_ACTION = "() => document.getElementById('room').contentWindow.simcordPreview.lastAction"

SKIPS = {"1h": "+1 hour", "6h": "+6 hours", "1d": "+1 day", "2d": "+2 days", "due": "To the next deadline"}


@asynccontextmanager
async def browsing(url: str, *, width: int = 1280, height: int = 800) -> AsyncIterator["Visitor"]:
    """Open the playground's page in a new browser and close it afterwards."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(PATIENCE)
        visitor = Visitor(page)
        page.on("pageerror", lambda error: visitor.mistakes.append(str(error)))
        try:
            await page.goto(url)
            await visitor.rest()
            yield visitor
        finally:
            await browser.close()


class Visitor:
    """One browser tab. ``mistakes`` holds the errors of the page's own scripts; it should stay empty."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.mistakes: list[str] = []

    # ------------------------------------------------------------------ who, where, when

    async def become(self, name: str) -> None:
        """Choose who one is, by user name."""
        await self._changing_room(self.page.get_by_label("You are").select_option(name))

    async def go(self, room: str) -> None:
        """Go to a channel or thread by its name, or to ``Accord`` for one's direct messages."""
        button = self.page.locator(".room").filter(has=self.page.get_by_text(room, exact=True))
        await button.first.wait_for(state="attached")
        menu = self.page.locator("#menu")
        if await menu.is_visible() and not await button.first.is_visible():
            await menu.click()
        if await button.first.get_attribute("aria-current") != "page":
            await self._changing_room(button.first.click())

    async def rooms(self, *, unread: bool = False) -> list[str]:
        """List the rooms in the sidebar from top to bottom, all or only those with an unread dot."""
        return await self.page.locator(".room.unread .room-name" if unread else ".room-name").all_inner_texts()

    async def clock(self) -> str:
        """Read the playground's clock."""
        return await self.page.locator("#clock").inner_text()

    async def skip(self, by: str) -> None:
        """Move time ahead by ``1h``, ``6h``, ``1d``, ``2d`` or to what is ``due`` next."""
        button = self.page.get_by_role("button", name=SKIPS[by])
        async with self.page.expect_response("**/playground/skip"):
            await button.click()
        await self.page.locator("body:not(.busy)").wait_for()
        await self.rest()

    async def problems(self) -> list[str]:
        """List what the page reports as having gone wrong, the latest first."""
        return await self.page.locator("#problems-list strong").all_text_contents()

    # ------------------------------------------------------------------ acting in the room

    async def say(self, text: str) -> None:
        """Write a message."""
        await self.room.locator("#channel-composer-input").fill(text)
        await self._acting(self.room.locator("#send-message").click)

    async def command(self, name: str, **options: Any) -> None:
        """Run a slash command (``/name`` or ``/group name``), typing or choosing its options."""
        await self.rest()
        await self.room.locator("#channel-composer-input").fill(name)
        exact = re.compile(rf"^{re.escape(name)}$")
        entry = self.room.locator(".command-entry").filter(has=self.room.get_by_text(exact))
        await entry.first.click()
        for option, value in options.items():
            await self._option(option, str(value))
        await self._acting(self.room.locator("#send-message").click)

    async def fill(self, fields: Mapping[str, str | bool | Sequence[str]]) -> None:
        """Fill the open modal by the labels of its fields, and submit it."""
        for label, value in fields.items():
            await self._field(label, value)
        await self._acting(self.dialog.get_by_role("button", name="Submit").click)

    async def press(self, label: str, *, on: str | None = None) -> None:
        """Press the last button with a label, or the one on the last message that contains ``on``."""
        where = self.messages if on is None else self.messages.filter(has_text=on)
        button = where.get_by_role("button", name=label, exact=True).last
        await button.wait_for()
        await self._acting(button.click)

    async def choose(self, *values: str, on: str | None = None) -> None:
        """Choose values in the select of the last message that has one."""
        where = self.messages if on is None else self.messages.filter(has_text=on)
        await self._acting(lambda: self._select(where.locator(".preview-select").last, values))

    # ------------------------------------------------------------------ seeing

    async def read(self) -> list[str]:
        """Read the messages that the room shows, from top to bottom, as plain text."""
        await self.rest()
        return await self.messages.all_inner_texts()

    async def sees(self, text: str, *, times: int | None = None) -> None:
        """Wait until the room shows a text; with ``times``, in so many messages."""
        found = self.messages.filter(has_text=text)
        await found.last.wait_for()
        if times is not None:
            assert await found.count() == times

    async def is_in_sight(self, text: str) -> bool:
        """Say whether the last message with a text can be read without scrolling."""
        await self.rest()
        message = await self.messages.filter(has_text=text).last.bounding_box()
        window = await self.room.locator("#channel-timeline").bounding_box()
        assert message is not None
        assert window is not None
        top, bottom = window["y"], window["y"] + window["height"]
        return top <= message["y"] + 1 and message["y"] + message["height"] <= bottom + 1

    async def is_asked(self, title: str) -> None:
        """Wait until a modal with this title is open."""
        await self.dialog.filter(has_text=title).wait_for()

    async def shot(self, path: str | Path) -> None:
        """Save a picture of the page at rest."""
        await self.rest()
        await self.page.screenshot(path=path)

    @property
    def room(self) -> FrameLocator:
        """The frame with the room."""
        return self.page.frame_locator("#room")

    @property
    def messages(self) -> Locator:
        """The messages of the room."""
        return self.room.locator("#channel-message-list [data-message-id]")

    @property
    def dialog(self) -> Locator:
        """The open modal."""
        return self.room.locator(".modal-dialog")

    async def rest(self, ticket: str = "") -> None:
        """Wait until the room is drawn and nothing is under way in it."""
        await self.page.wait_for_function(REST, arg=ticket)

    # ------------------------------------------------------------------ how

    async def _changing_room(self, choice: Awaitable[Any]) -> None:
        async with self.page.expect_response("**/playground/enter") as entered:
            await choice
        answer = await entered.value
        assert answer.ok
        await self.rest((await answer.json())["ticket"])

    async def _acting(self, act: Callable[[], Awaitable[Any]]) -> None:
        """Do something in the room; once more if the room had changed a moment before, as a person would."""
        for _ in range(3):
            await self.rest()
            await act()
            await self.rest()
            last = await self.page.evaluate(LAST_ACTION)
            codes = [found["code"] for found in (last or {}).get("diagnostics", [])]
            if not (last and last["rejected"] and "stale-revision" in codes):
                return

    async def _option(self, name: str, value: str) -> None:
        field = self.room.locator(f'.command-option-input[data-option="{name}"]')
        if not await field.count():
            await self.room.locator(".command-ghost").click()
            await self._suggestion(name).click()
        await field.fill(value)
        if await field.get_attribute("role") == "combobox":
            try:
                await self._suggestion(value).click(timeout=3000)
            except NotThere:
                await field.press("Escape")

    def _suggestion(self, text: str) -> Locator:
        spelled = re.compile(re.escape(text), re.IGNORECASE)
        return self.room.locator(".command-suggestion").filter(has_text=spelled).first

    async def _field(self, label: str, value: str | bool | Sequence[str]) -> None:
        field = self.dialog.locator(".modal-field").filter(has_text=label).first
        values = [value] if isinstance(value, str) else [label] if value is True else value or []
        if await field.locator(".preview-select").count():
            await self._select(field.locator(".preview-select"), values)
        elif await field.locator(".modal-choice").count():
            for choice in values:
                found = field.locator(".modal-choice").filter(has_text=choice).first
                await found.locator("input").check(force=True)
        else:
            await field.locator("input, textarea").fill(str(value))

    async def _select(self, select: Locator, values: Sequence[str]) -> None:
        await select.locator(".select-trigger").click()
        for value in values:
            await select.get_by_role("option", name=value).first.click()
        if "is-open" in (await select.get_attribute("class") or ""):
            await self.page.keyboard.press("Escape")
