"""An agreement, whole: from its adoption through a minority report to its review, and another that nobody looks at."""

import json
from datetime import timedelta

from bot.playground.server import Playground
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle, said


async def adopted(kitchen: Round) -> None:
    """Let the kitchen adopt its bread day, with a concern of Chloé's."""
    await kitchen.begin("ben", need="Nobody bakes any more.")
    await kitchen.choose(kitchen.facilitator, "Go on to the next step")
    await kitchen.press("chloe", "Nothing to add")
    await kitchen.press("emre", "Nothing to add")
    await kitchen.choose("ben", "Go on to the next step")
    await kitchen.press("chloe", "✓ Consent, with a concern", concern="Flour is dear.")
    for who in ("ben", "emre"):
        await kitchen.press(who, "✓ I consent")


async def test_an_agreement_is_found_reported_on_reviewed_kept_and_changed(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        kitchen = Round(world)
        await adopted(kitchen)
        await found_and_reported_on(kitchen)
    await world.skip(timedelta(days=91))
    async with world.turn():
        await reviewed_and_kept(kitchen)
        await change_proposed(kitchen)
    await world.skip(timedelta(days=3, hours=1))
    async with world.turn():
        await changed_and_looked_up(kitchen)


async def found_and_reported_on(kitchen: Round) -> None:
    """Let somebody outside the circle find the record, and Chloé add to it."""
    assert "Agreement A1" in kitchen.shown
    assert "This is **agreement A1** now." in kitchen.thread
    grace = kitchen.people["grace"]
    found = await grace.slash(kitchen.kitchen, "agreements search", text="MONDAY")
    assert "A1 **Bread day** (Kitchen): ✓ in force; comes back on" in said(found)
    record = await grace.select(found.response, ["1"], custom_id="accord:open_agreement")
    for words in ("Nobody bakes any more.", "We bake on Mondays.", "3 consent", "Flour is dear.", "How it came"):
        assert words in said(record), words
    assert "for those who objected" in await kitchen.press("ben", "Add a minority report")
    written = await kitchen.press("chloe", "Add a minority report", report="I warned @everyone.")
    assert "in the record and in the thread" in written
    assert "Minority report of" in kitchen.thread
    assert "I warned @\u200beveryone." in kitchen.thread
    shown = await grace.slash(kitchen.kitchen, "agreements show", number="A1")
    assert "I warned" in said(shown)
    refused = await grace.click(shown.response, label="Propose a change")
    assert "Only members of **Kitchen**" in said(refused)
    none = await grace.slash(kitchen.kitchen, "agreements due")
    assert "Nothing is due" in said(none)


async def reviewed_and_kept(kitchen: Round) -> None:
    """Let the kitchen look at it again, and keep it."""
    assert "Has it helped?" in kitchen.shown
    assert "Flour is dear." in kitchen.shown
    due = await kitchen.people["grace"].slash(kitchen.kitchen, "agreements due")
    assert "under review now" in said(due)
    no = "Only members of **Kitchen**"
    assert no in await kitchen.press("grace", "Answer", helped=["yes"], drop=["no"], improve="", after=[])
    for who, after in (("chloe", ["30"]), ("emre", [])):
        answered = await kitchen.press(who, "Answer", helped=["yes"], drop=["no"], improve="", after=after)
        assert "Your answer is in the thread" in answered
    assert "All who have answered would keep it" in kitchen.shown
    assert "put to the circle" in await kitchen.press("ben", "✓ Keep it")
    for who in ("ben", "chloe", "emre"):
        await kitchen.press(who, "✓ I consent")
    assert "Kept: nobody objected" in kitchen.shown


async def change_proposed(kitchen: Round) -> None:
    """Let Chloé propose another day, from the record."""
    chloe = kitchen.people["chloe"]
    record = await chloe.click(kitchen.card, label="Agreement A1")
    change = await chloe.click(record.response, label="Propose a change")
    assert "We bake on Mondays." in json.dumps(change.modal)
    opened = await chloe.submit_modal(
        change, {"title": "Bread day", "need": "I work then.", "text": "We bake on Tuesdays."}
    )
    assert "is open as #" in said(opened)
    await kitchen.world.tick()


async def changed_and_looked_up(kitchen: Round) -> None:
    """Let the change be adopted, and somebody look at all that there is."""
    grace = kitchen.people["grace"]
    for who in ("ben", "chloe", "emre"):
        await kitchen.press(who, "✓ I consent")
    history = await grace.slash(kitchen.kitchen, "agreements history", number="1")
    for words in ("Version 1", "review, Kept", "Version 2", "~~Mondays.~~ **Tuesdays.**", "minority report"):
        assert words in said(history), words
    files = await grace.slash(kitchen.kitchen, "agreements export", circle="Kitchen")
    told, whole = [(await file.read()).decode() for file in files.response.attachments]
    assert "We bake on Tuesdays." in told
    assert "Chlo" in told
    assert [len(one["versions"]) for one in json.loads(whole)["agreements"]] == [2]
    wrong = await grace.slash(kitchen.kitchen, "agreements show", number="A9")
    assert "no such agreement" in said(wrong)


async def test_silence_at_the_review_is_flagged_and_drops_nothing(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        kitchen = Round(world)
        await adopted(kitchen)
    await world.skip(timedelta(days=105))
    async with world.turn():
        assert "It stays in force, is marked as overdue" in kitchen.shown
        due = await kitchen.people["ben"].slash(kitchen.kitchen, "agreements due")
        assert "⚠ overdue: 1 review without a decision; in force" in said(due)
    await world.skip(timedelta(days=30))
    async with world.turn():
        assert "Has it helped?" in kitchen.shown
        await kitchen.press("ben", "Answer", helped=["no"], drop=["yes"], improve="", after=[])
        assert "1 would drop it" in kitchen.shown
        await kitchen.press("ben", "Drop it")
        for who in ("ben", "chloe", "emre"):
            await kitchen.press(who, "✓ I consent")
        assert "Dropped: nobody objected" in kitchen.shown
        shown = await kitchen.people["ben"].slash(kitchen.kitchen, "agreements show", number="1")
        assert "dropped, not in force" in said(shown)
