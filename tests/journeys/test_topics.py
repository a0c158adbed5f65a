"""Topics of a circle as its steward makes them and its members choose one for a proposal."""

import json

from bot.playground.server import Playground
from tests.journeys.test_story import found_circle, propose, said


async def test_a_proposal_is_given_a_topic_by_one_press(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        for name in ("Bread", "**Soup** @everyone"):
            added = await people["ana"].slash(kitchen, "topic add", circle="Kitchen", name=name)
            assert "is a topic now" in said(added)
        assert "its steward" in said(await people["ben"].slash(kitchen, "topic add", circle="Kitchen", name="Wine"))
        listed = said(await people["ben"].slash(kitchen, "topic list", circle="Kitchen"))
        assert "Bread" in listed
        assert "@everyone" not in listed
        echoed = await propose(world, people["ben"], "A bread day")
        choices = {option["label"]: option["value"] for option in _options(echoed.response.components)}
        chosen = await people["ben"].select(echoed.response, [choices["Bread"]], custom_id="accord:topic:1")
        assert "Shall I open the vote?" in said(chosen)
        await people["ben"].click(chosen.response, label="Open the vote")
        await world.tick()
        card = next(m for m in kitchen.history() if m.components)
        assert "about **Bread**" in json.dumps([c.to_dict() for c in card.components], ensure_ascii=False)
        removed = said(await people["ana"].slash(kitchen, "topic remove", circle="Kitchen", topic="Bread"))
        assert "**Bread** is used no more." in removed


def _options(components: object) -> list[dict[str, str]]:
    rows = json.loads(json.dumps(components))
    return next(item["options"] for row in rows for item in row["components"] if item.get("options"))
