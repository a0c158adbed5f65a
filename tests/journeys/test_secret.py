"""A secret vote from the draft to the count: everybody finds their own ballot among all, and nobody another's."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from discord import Message
from simcord import InteractionResult

from bot.playground.server import Playground
from bot.playground.world import World
from bot.rules.counting.registry import METHODS
from tests.journeys.handing import handed
from tests.journeys.test_polls import marked, opened
from tests.journeys.test_story import found_circle, propose, said

NUMBER = re.compile(r"number is \*\*([0-9A-F]{4}-[0-9A-F]{4})\*\*")
STUB = re.compile("[0-9a-f]{32}")
CAST = {"ben": "✗ No", "chloe": "✓ Yes", "dmitri": "✓ Yes", "emre": "◯ Abstain", "fatima": "✓ Yes"}
ROOT = Path(__file__).parents[2]


async def found_house(world: World) -> None:
    """Found a circle of seven in the kitchen's channel."""
    ana, channel = world.community.members["ana"], world.community.channels["kitchen"]
    options = {"name": "House", "aim": "Living together", "role": world.community.roles["Members"]}
    made = await ana.slash(channel, "circle create", **options, threshold="simple", quorum="2", ballots="secret")
    assert "**House**" in said(made), said(made)


async def secret_vote(world: World) -> Message:
    """Open a secret vote, and return its card."""
    await found_house(world)
    draft = await propose(world, world.community.members["ben"], "A bread day")
    opened = await world.community.members["ben"].click(draft.response, label="Open the vote")
    assert "is open" in said(opened), said(opened)
    await world.tick()
    return _cards(world)[-1]


async def test_everybody_finds_their_ballot_by_its_number_and_proves_it_by_its_stub(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        card = await secret_vote(world)
        assert "secret: locked until the close" in str([one.to_dict() for one in card.components])
        answers = {name: said(await people[name].click(card, label=label)) for name, label in CAST.items()}
        numbers = {name: found[1] for name, answer in answers.items() if (found := NUMBER.search(answer))}
        assert numbers.keys() == CAST.keys()
        mine = said(await people["ben"].click(card, label="My vote"))
        assert f"number is **{numbers['ben']}**" in mine
        assert "Delegate this vote" not in str([one.to_dict() for one in card.components])
        assert "Delegate this vote" not in said(await people["grace"].click(card, label="My vote"))
        refused = await people["grace"].slash(kitchen, "delegate set", to=str(people["ben"].id), within="proposal:1")
        assert "everybody votes in it for themselves" in said(refused)
        grace = said(await people["grace"].slash(kitchen, "help"))
        assert not any(number in grace for number in numbers.values())
    await world.skip(timedelta(days=6))
    async with world.turn():
        result = kitchen.history()[-1]
        shown = said(await people["grace"].click(result, label="All ballots"))
        for name, label in CAST.items():
            assert f"`{numbers[name]}`: {label}" in shown
        assert "if you noted its number" in said(await people["ben"].slash(kitchen, "vote", proposal="1"))
        exported = await people["grace"].slash(kitchen, "record export", proposal="1")
        assert "in secret: 5 ballots" in said(exported)
    record = tmp_path / "record.json"
    record.write_bytes(await _file(exported))
    stub = STUB.search(answers["ben"])
    assert stub
    command = [sys.executable, "-I", str(ROOT / "verify.py"), str(record), "--stub", stub[0]]
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: ASYNC221 - the verifier
    assert told.returncode == 0, told.stdout
    assert "It says: no, as was cast with line" in told.stdout


async def test_in_a_circle_too_small_it_is_refused_with_the_way_out_and_the_draft_opens_otherwise(
    playground: Playground,
) -> None:
    world = playground.world
    emre = world.community.members["emre"]
    async with world.turn():
        await found_circle(world)
        draft = await propose(world, emre, "A bread day")
        draft = await emre.select(draft.response, ["secret"], custom_id="accord:secrecy:1")
        refused = said(await emre.click(draft.response, label="Open the vote"))
        assert "at least 5 people on its roll, and here are 3" in refused
        assert "Choose “without names” on the draft" in refused
        draft = await emre.select(draft.response, ["pseudonymous"], custom_id="accord:secrecy:1")
        assert "is open" in said(await emre.click(draft.response, label="Open the vote"))


async def test_a_ballot_among_options_has_its_number_too(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_house(world)
        card = await opened(world, METHODS["approval"])
        sheet = (await people["chloe"].click(card, label="Vote")).response
        ready = await marked(people["chloe"], sheet, METHODS["approval"], "Rye")
        cast = said(await people["chloe"].click(ready, label="Cast my ballot"))
        number = NUMBER.search(cast)
        assert number, cast
    await world.skip(timedelta(days=6))
    async with world.turn():
        shown = said(await people["grace"].click(kitchen.history()[-1], label="All ballots"))
        assert number[1] in shown
        assert "Rye" in shown


def _cards(world: World) -> list[Message]:
    return [one for one in world.community.channels["kitchen"].history() if one.components]


async def _file(answer: InteractionResult) -> bytes:
    """Return the one file of an answer."""
    (found,) = [await one.read() for part in (answer.response, *answer.followups) if part for one in part.attachments]
    return bytes(found)


async def test_where_the_community_wants_it_a_delegate_votes_in_the_open_and_speaks_for_others(
    playground: Playground,
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        rules = await people["ana"].slash(kitchen, "delegate rules")
        form = await people["ana"].select(rules.response, ["speakers"])
        await people["ana"].submit_modal(form, {"value": ["yes"]})
        card = await secret_vote(world)
        assert "Who speaks for others votes in the open" in str([one.to_dict() for one in card.components])
        await handed(people["chloe"], kitchen, people["ben"], within="proposal:1")
        cast = await people["ben"].click(card, label="✓ Yes")
        spoken = said(await people["ben"].click(cast.response, label="Speak for those who follow me"))
        assert "published with your name" in spoken
        assert "Your ballot says" not in said(await people["grace"].click(card, label="My vote"))
        assert "✓ **Yes**" in said(await people["chloe"].click(card, label="My vote"))
        await people["grace"].click(card, label="✗ No")
    await world.skip(timedelta(days=6))
    async with world.turn():
        shown = said(await people["grace"].click(kitchen.history()[-1], label="All ballots"))
        assert f"<@{people['ben'].id}> (and for 1 more): ✓ Yes" in shown
        assert str(people["grace"].id) not in shown
