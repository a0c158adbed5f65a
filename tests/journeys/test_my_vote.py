"""My vote: where it stands, in words and as a picture, with all that one can do; and never how others voted."""

from datetime import timedelta
from pathlib import Path

from bot.playground.server import Playground
from bot.rules.counting.registry import METHODS
from tests.journeys.handing import handed
from tests.journeys.test_delegating import opened, told
from tests.journeys.test_letters import reborn
from tests.journeys.test_polls import marked
from tests.journeys.test_polls import opened as opened_choice
from tests.journeys.test_story import found_circle, propose, said


async def test_the_way_of_a_vote_is_told_from_hand_to_hand_until_it_is_counted(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    chloe = people["chloe"]
    ben, emre = people["ben"].mention, people["emre"].mention
    async with world.turn():
        card = await opened(world)
        before = await chloe.click(card, label="My vote")
        assert "You have not voted, and nobody votes for you." in said(before)
        await handed(chloe, kitchen, people["ben"])
        await handed(people["ben"], kitchen, people["emre"])
        waits = await chloe.slash(kitchen, "my vote", proposal="1")
        assert f"Your vote goes to {ben}, who passed it to {emre}, who has not voted yet." in told(waits.response)
        assert "Your vote waits for Emre Kaya" in said(waits), "the picture's twin"
    await reborn(world, tmp_path)
    async with world.turn():
        await people["emre"].click(card, label="✗ No")
        heard = await chloe.user.slash("my vote", proposal="1")
        assert "who passed it to **Emre Kaya**, who has voted." in told(heard.response)
        assert "If the vote closed now, yours would count as ✗ **No**." in told(heard.response)
        assert "By your delegation everywhere in this community" in told(heard.response)
        other = said(await people["grace"].slash(kitchen, "my vote", proposal="1"))
        assert "You are not on the roll of this vote" in other
        assert "**No**" not in other
    await reborn(world, tmp_path)
    async with world.turn():
        assert "Receipt" in said(await chloe.user.click(heard.response, label="✓ Yes"))
        own = await chloe.slash(kitchen, "my vote", proposal="1")
        assert "Your ballot says ✓ **Yes**." in told(own.response)
        assert "attachment" not in said(own), "a ballot needs no picture"
        assert "taken back" in said(await chloe.click(own.response, label="Take my ballot back"))
        alone = await chloe.click(own.response, label="How is this decided?")
        assert alone.ephemeral
    await world.skip(timedelta(days=6))
    async with world.turn():
        over = told((await chloe.slash(kitchen, "my vote", proposal="1")).response)
        assert f"Your vote went to {ben}, who passed it to {emre}, who voted." in over
        assert "It counted as ✗ **No**." in over


async def test_a_vote_handed_over_for_one_decision_is_taken_back_there(playground: Playground, tmp_path: Path) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        card = await opened(world)
        await handed(people["chloe"], kitchen, people["ben"], within="#1")
        mine = await people["chloe"].click(card, label="My vote")
    await reborn(world, tmp_path)
    async with world.turn():
        back = await people["chloe"].click(mine.response, label="Take it back")
        assert "Your vote is your own again on **A bread day**." in said(back)
        assert "nobody votes for you" in said(await people["chloe"].click(card, label="My vote"))


async def test_all_open_votes_are_listed_each_with_where_mine_stands(playground: Playground, tmp_path: Path) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        for title, days in (("Later **x** @everyone", "6 days"), ("Sooner", "5 days"), ("Mine", "7 days")):
            echoed = await propose(world, people["ben"], title, days)
            await people["ben"].click(echoed.response, label="Open the vote")
        await handed(people["chloe"], kitchen, people["ben"], within="proposal:1")
        await people["chloe"].slash(kitchen, "vote", proposal="3", choice="yes")
        listed = await people["chloe"].user.slash("my vote")
        lines = told(listed.response)
        assert lines.index("Sooner") < lines.index("Later") < lines.index("Mine")
        assert "Your vote goes to **Ben Okafor**, who has not voted yet." in lines
        assert "You have not voted, and nobody votes for you." in lines
        assert "You have voted ✓ Yes." in lines
        assert "@everyone" not in lines
        assert "No vote is open in which you have one." in said(await people["grace"].slash(kitchen, "my vote"))
    await reborn(world, tmp_path)
    async with world.turn():
        shown = await people["chloe"].user.select(listed.response, ["1"], custom_id="accord:my_pick")
        assert "who has not voted yet" in told(shown.response)
        assert "Receipt" in said(await people["chloe"].user.click(shown.response, label="◯ Abstain"))


async def test_of_a_choice_one_sees_what_the_ballot_says_that_carries_ones_vote(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        card = await opened_choice(world, METHODS["approval"])
        await handed(people["chloe"], kitchen, people["ben"])
        sheet = (await people["ben"].click(card, label="Vote")).response
        await people["ben"].click(
            await marked(people["ben"], sheet, METHODS["approval"], "Rye"), label="Cast my ballot"
        )
        mine = told((await people["chloe"].slash(kitchen, "my vote", proposal="1")).response)
        assert "yours would count as:\n☑ Rye" in mine
