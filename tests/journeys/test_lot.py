"""A lot, whole: sealed on the card, members add words, the bot restarts, and anybody draws the result again."""

import json
import re
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from simcord import InteractionResult, MemberActor
from sqlalchemy import update

from bot.app import build
from bot.count import drawn_again
from bot.playground.server import Playground
from bot.playground.world import World
from bot.rules.counting.registry import METHODS
from bot.settings import Settings
from bot.store.tables import poll
from tests.databases import by_hand, database_in, without_guards
from tests.journeys.test_polls import OPTIONS, choice, menus, opened
from tests.journeys.test_story import found_circle, said

LOT = METHODS["lot"]


async def write(member: MemberActor, card: Any, text: str) -> InteractionResult:
    """Press the button, and send the form off with this word."""
    form = await member.click(card, label="Add a word")
    assert form.modal, said(form)
    return await member.submit_modal(form, {"word": text})


async def vote_for_all(member: MemberActor, card: Any) -> None:
    sheet = (await member.click(card, label="Vote")).response
    menu = menus(sheet)[0]
    every = [choice(menu, name) for name in OPTIONS]
    sheet = (await member.select(sheet, every, custom_id=menu["custom_id"])).response
    assert "Receipt" in said(await member.click(sheet, label="Cast my ballot"))


async def restart(world: World, folder: Path) -> None:
    """Put another Accord in the place of the one that runs, on the same database."""
    await world.app.close()
    settings = Settings(_env_file=None, token=None, database_url=database_in(folder))
    world.app = build(settings, clock=world.clock)
    await world.app.open()
    await world.env.restart_bot(world.app.client)


def shown(message: Any) -> str:
    return json.dumps([one.to_dict() for one in message.components], ensure_ascii=False)


def forge(folder: Path) -> None:
    """Put another secret in the place of the one that was sealed, as only its operator can."""
    with by_hand(database_in(folder)) as opened_by_hand:
        without_guards(opened_by_hand, "poll_frozen")
        opened_by_hand.execute(update(poll).values(secret="ab" * 32))


async def published(member: MemberActor, result: Any) -> tuple[str, str, str]:
    """Return the page of the lot, and the files: as a table and in full."""
    page = await member.click(result, label="How was this counted?")
    files = await member.click(page.response, label="All numbers as files")
    while "The sealed lot" not in said(page):
        page = await member.click(page.response, label="Next ▶")
    assert files.response
    table, whole = [(await file.read()).decode() for file in files.response.attachments]
    return said(page), table, whole


def drawn_by_hand(lot: dict[str, Any]) -> list[str]:
    """Draw again as docs/methods.md says it, from the file alone."""
    secret = bytes.fromhex(lot["secret"])
    pool = "".join(option + "\n" for option in lot["pool"])
    assert sha256(secret + pool.encode()).hexdigest() == lot["fingerprint"]
    words = "".join(word + "\n" for word in lot["words"])
    seed = sha256(secret + words.encode() + lot["deadline"].encode()).digest()
    left, drawn = list(lot["pool"]), []
    for number in range(len(left)):
        two = number.to_bytes(2, "big")
        drawn.append(left.pop(int.from_bytes(sha256(two + seed + two).digest(), "big") % len(left)))
    return drawn


async def test_members_add_words_to_a_sealed_lot_and_anybody_draws_it_again(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        card = await opened(world, LOT)
        sealed = re.search(r"sealed as `([0-9a-f]{16})…`", shown(card))
        assert sealed
        assert "not even who runs me" in shown(card)
        whole = await people["grace"].slash(kitchen, "proposal show", proposal="1")
        fingerprint = re.search(r"sealed as `([0-9a-f]{64})`", said(whole))
        assert fingerprint
        assert fingerprint[1].startswith(sealed[1])
        for name in ("ben", "emre"):
            await vote_for_all(people[name], card)
        added = await write(people["ben"], card, "**Ofen** @everyone <@1>")
        assert added.ephemeral
        assert r"is in: “\*\*Ofen\*\* @" in said(added)
        assert fingerprint[1] in said(added)
        await write(people["emre"], card, "zebra")
        outsider = await people["grace"].click(card, label="Add a word")
        assert "not on the roll" in said(outsider)
    await restart(world, tmp_path)
    async with world.turn():
        form = await people["emre"].click(card, label="Add a word")
        assert form.modal
        field = form.modal["components"][0]["component"]
        assert field["value"] == "zebra"
        changed = await people["emre"].submit_modal(form, {"word": "Größe 🌳"})
        assert "changed to “Größe 🌳”" in said(changed)
        waiting = await people["chloe"].click(card, label="Add a word")
        assert waiting.modal
    await world.skip(timedelta(days=6))
    async with world.turn():
        late = await people["chloe"].submit_modal(waiting, {"word": "too late"})
        assert "closed on" in said(late)
        result = kitchen.history()[-1]
        page, table, whole_count = await published(people["grace"], result)
    lot = json.loads(whole_count)["asked"]["lot"]
    assert (lot["fingerprint"], lot["pool"]) == (fingerprint[1], list(OPTIONS))
    assert lot["words"] == ["**Ofen** @everyone <@1>", "Größe 🌳"]
    drawn = drawn_by_hand(lot)
    assert [lot["pool"][place - 1] for place in lot["drawn"]] == drawn
    assert f"🏆 **{drawn[0].split(' @')[0]}" in shown(result)
    assert lot["secret"] in table
    assert lot["seed"] in page
    assert "@everyone" not in page
    kept = tmp_path / "count-1.json"
    kept.write_text(whole_count, encoding="utf-8")
    assert [line.split(". ", 1)[1] for line in drawn_again(str(kept)).splitlines()[2:]] == drawn


async def test_a_secret_that_does_not_fit_is_said_in_the_channel_and_nothing_is_drawn(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        card = await opened(world, LOT)
        for name in ("ben", "emre"):
            await vote_for_all(people[name], card)
    forge(tmp_path)
    await world.skip(timedelta(days=6))
    async with world.turn():
        result = kitchen.history()[-1]
        assert "⊘ Draw void — not decided" in shown(result)
        assert "its secret does not fit the fingerprint that was published" in shown(result)
        assert "🏆" not in shown(result)
        page, _, whole_count = await published(people["grace"], result)
    assert "does not fit" in page
    lot = json.loads(whole_count)["asked"]["lot"]
    assert (lot["void"], lot["drawn"], lot["seed"]) == ("unfitting", [], None)
