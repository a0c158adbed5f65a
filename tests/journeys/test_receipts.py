"""Receipts: for each ballot and delegation a short code that is found again, by direct message too."""

import json
import re
from datetime import timedelta

from bot.playground.server import Playground
from tests.journeys.handing import handed
from tests.journeys.test_story import bread_day, said

CODE = re.compile(r"`([0-9A-F]{4}-[0-9A-F]{4})`")


def code(text: str) -> str:
    found = CODE.search(text)
    assert found is not None, text
    return found.group(1)


async def test_every_receipt_is_found_again_and_the_record_of_a_vote_is_handed_out(
    playground: Playground,
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        card = await bread_day(world)
        assert re.search(r"Record [0-9]+ · `([0-9a-f]{4} ?){4}`", str([one.to_dict() for one in card.components]))
        ben = people["ben"]
        ballots = [code(said(await ben.slash(kitchen, "vote", proposal="1", choice=word))) for word in ("yes", "no")]
        given = code(said(await handed(ben, kitchen, people["chloe"])))
        mine = await ben.user.slash("my receipts")
        assert mine.ephemeral
        text = said(mine)
        assert given in text
        assert text.index(ballots[0]) < text.index(ballots[1])
        await world.skip(timedelta(days=8))
        made = await people["chloe"].slash(kitchen, "record export", proposal="1")
        (file,) = [json.loads((await one.read()).decode()) for one in made.response.attachments]
        assert len(file["decisions"][0]["ballots"]) == 1
        assert {name for name, one in people.items() if str(one.id) in json.dumps(file)} == {"ben"}
        log = said(await people["chloe"].slash(kitchen, "record log"))
        assert f"{people['ana'].mention} founded the circle **Kitchen**" in log
        assert re.search(r"Record [0-9]+ · ", log)
        assert "You have no receipts here yet" in said(await people["grace"].user.slash("my receipts"))
