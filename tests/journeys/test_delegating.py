"""A vote is handed over, changed and taken back as members do it: by direct message and in the server."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from simcord import InteractionResult, MemberActor, UserHandle

from bot.playground.server import Playground
from bot.playground.world import World
from bot.rules.circle import Actor
from bot.rules.ids import CommunityId, MemberId
from bot.services.liquid import ChooseRule, choose_rule
from tests.journeys.courses import founded, removed
from tests.journeys.handing import HAND, handed, handed_alone
from tests.journeys.private import Direct
from tests.journeys.test_letters import reborn
from tests.journeys.test_presses import Finger
from tests.journeys.test_story import found_circle, propose, said

TRAP = "**Bo** @everyone <@1> `x`"


def menu(sheet: Any, act: str) -> Any:
    """Return the menu of the screen that chooses something."""
    rows = [row for part in sheet.components for row in part["components"] if row["type"] == 1]
    items = [item for row in rows for item in row["components"]]
    return next(item for item in items if item["custom_id"].startswith(f"accord:hand_{act}:"))


def offered(sheet: Any, act: str) -> list[str]:
    return [option["label"] for option in menu(sheet, act)["options"]]


async def choose(who: MemberActor | UserHandle, sheet: Any, act: str, label: str) -> InteractionResult:
    """Choose in a menu of the screen by what is written there."""
    found = menu(sheet, act)
    value = next(option["value"] for option in found["options"] if option["label"].startswith(label))
    return await who.select(sheet, [value], custom_id=found["custom_id"])


def told(sheet: Any) -> str:
    """Return what a screen says beside its menus."""
    return "\n".join(part["content"] for box in sheet.components for part in box["components"] if part["type"] == 10)


def gives(shown: str) -> bool:
    """Whether the screen has the button that does it."""
    return f'"label": "{HAND}"' in shown


async def opened(world: World) -> Any:
    """Open a vote in the kitchen, and return its card."""
    await found_circle(world)
    echoed = await propose(world, world.community.members["ben"], "A bread day")
    await world.community.members["ben"].click(echoed.response, label="Open the vote")
    await world.tick()
    return next(m for m in world.community.channels["kitchen"].history() if m.components)


async def test_a_first_delegation_by_direct_message_takes_three_presses_at_the_most_also_across_restarts(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        chloe = world.community.members["chloe"].user
        shown = await chloe.slash("my delegations")
        assert "You have handed your vote to nobody." in said(shown)
        finger = Finger(chloe, shown.response)
    await reborn(world, tmp_path)
    async with world.turn():
        found = menu(finger.sheet, "to")
        ben = next(option["value"] for option in found["options"] if option["label"] == "Ben Okafor")
        await finger.choose(found, [ben])
        told = str(finger.sheet.components)
        assert "**Ben Okafor** votes for you everywhere in this community" in told
        assert "**Ben Okafor** would carry 2 votes in **Kitchen**" in told
        assert "I tell you by direct message how they vote" in told
    await reborn(world, tmp_path)
    async with world.turn():
        assert "votes for you everywhere in this community now" in await finger.press(HAND)
        assert finger.presses <= 3
    await reborn(world, tmp_path)
    async with world.turn():
        listed = await chloe.slash("my delegations")
        assert "Everywhere in this community: **Ben Okafor**, until" in said(listed)
        kept = await chloe.click(listed.response, label="Renew")
        assert "**Ben Okafor** votes for you there until" in said(kept)
        back = await chloe.click(listed.response, label="Take it back")
        assert "Your vote is your own again everywhere in this community." in said(back)
        assert "handed your vote to nobody" in said(await chloe.slash("my delegations"))


async def test_one_vote_is_handed_over_from_its_card_and_what_is_chosen_can_be_changed(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        card = await opened(world)
        chloe = people["chloe"]
        whom = await chloe.click(card, label="Delegate this vote")
        assert whom.ephemeral
        picked = await chloe.select(whom.response, [people["emre"]], custom_id=menu(whom.response, "pick")["custom_id"])
        assert "votes for you on **A bread day**, whenever" in said(picked)
        assert "who has not voted yet" in said(picked)
        assert "accord:hand_till" not in said(picked), "one decision ends it"
        assert offered(picked.response, "in") == [
            "Everywhere in this community",
            "Circle: Kitchen",
            "Only this vote: A bread day",
        ]
    await reborn(world, tmp_path)
    async with world.turn():
        wider = await choose(chloe, picked.response, "in", "Circle: Kitchen")
        assert "in the circle **Kitchen**, until" in said(wider)
        assert offered(wider.response, "till") == ["As long as possible: 180 days", "30 days", "7 days"]
        shorter = await choose(chloe, wider.response, "till", "7 days")
        soon = int((world.clock.now() + timedelta(days=7)).timestamp())
        assert any(f"<t:{at}:D>" in said(shorter) for at in range(soon - 120, soon + 120))
    await reborn(world, tmp_path)
    async with world.turn():
        done = await chloe.click(shorter.response, label=HAND)
        assert "votes for you in the circle **Kitchen** now until" in said(done)
        mine = await chloe.slash(kitchen, "my delegations")
        again = await chloe.click(mine.response, label="Change")
        assert "in the circle **Kitchen**" in said(again)
        whom = await chloe.click(again.response, label="Somebody else")
        other = await choose(chloe, whom.response, "to", "Ben Okafor")
        assert f"So far it was {people['emre'].mention}." in said(other)
        await chloe.click(other.response, label=HAND)
        mine = said(await chloe.slash(kitchen, "my delegations"))
        assert people["ben"].mention in mine
        assert people["emre"].mention not in mine


async def test_a_member_is_chosen_from_their_own_menu_and_bots_and_oneself_are_refused(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        chloe, name = people["chloe"], "Delegate to this member"
        shown = await chloe.context_menu(kitchen, name, people["ben"])
        assert shown.ephemeral
        assert "votes for you everywhere" in said(await chloe.click(shown.response, label=HAND))
        own = said(await chloe.context_menu(kitchen, name, chloe))
        assert "You need no delegation to vote yourself" in own
        assert not gives(own)
        robot = world.community.guild.add_member(world.env.create_user("toaster", bot=True))
        assert "Votes are entrusted to people, not to bots." in said(await chloe.context_menu(kitchen, name, robot))


async def test_by_direct_message_a_name_is_written_and_hostile_names_are_only_names(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    async with world.turn():
        await founded(world)
        for at in (1, 2):
            twin = world.community.guild.add_member(world.env.create_user(f"bo-{at}"), nick=TRAP)
            await twin.slash(world.community.channels["kitchen"], "circle join", name="Kitchen")
    await reborn(world, tmp_path)
    async with world.turn():
        chloe = world.community.members["chloe"].user
        mine = await chloe.slash("my delegations")
        assert offered(mine.response, "to").count("**Bo** @everyone <@1> `x`") == 2, "a menu shows no markdown"
        for typed, words in (("nobody of that name", "They are not a member"), (" ", "They are not a member")):
            form = await chloe.click(mine.response, label="Write a name")
            assert words in said(await chloe.submit_modal(form, {"name": typed}))
        form = await chloe.click(mine.response, label="Write a name")
        twice = await chloe.submit_modal(form, {"name": "@" + TRAP.lower()})
        assert offered(twice.response, "to")[:2] == [TRAP, TRAP]
        chosen = await choose(chloe, twice.response, "to", "**Bo**")
        assert r"**\*\*Bo\*\* @" in told(chosen.response)
        assert "@everyone" not in told(chosen.response)
        mine = await chloe.slash("my delegations")
        form = await chloe.click(mine.response, label="Write a name")
        assert "**Ben Okafor** votes for you" in said(await chloe.submit_modal(form, {"name": "oka"}))


async def test_a_loop_is_shown_before_it_is_closed_and_may_be(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        await handed(people["ben"], kitchen, people["chloe"])
        shown = await people["chloe"].slash(kitchen, "delegate set", to=str(people["ben"].id), within="circle:1")
        assert f"you → {people['ben'].mention} → you" in said(shown)
        assert "That is a loop" in said(shown)
        assert "Your vote goes round in a loop" in said(shown), "the picture says so too"
        assert "That closes a loop" in said(await people["chloe"].click(shown.response, label=HAND))


async def test_who_would_carry_too_much_is_refused_and_somebody_else_is_suggested(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await founded(world)
        await people["fatima"].slash(kitchen, "circle join", name="Kitchen")
        echoed = await propose(world, people["ben"], "A bread day")
        await people["ben"].click(echoed.response, label="Open the vote")
        await world.tick()
        card = next(m for m in kitchen.history() if m.components)
        for name in ("ben", "emre"):
            await people[name].click(card, label="✓ Yes")
        early = await people["chloe"].slash(kitchen, "delegate set", to=str(people["ben"].id))
    await world.skip(timedelta(days=6))
    async with world.turn():
        for name in ("dmitri", "fatima"):
            await handed(people[name], kitchen, people["ben"])
        late = await people["chloe"].click(early.response, label=HAND)
        assert "They would carry 4 votes, and one person can carry 3 here" in said(late)
        refused = await people["chloe"].slash(kitchen, "delegate set", to=str(people["ben"].id), within="circle:1")
        assert f"Active there lately: {people['emre'].mention}" in said(refused)
        assert not gives(said(refused))
        assert offered(refused.response, "to")[0] == "Emre Kaya"
    await reborn(world, tmp_path)
    async with world.turn():
        other = await choose(people["chloe"], refused.response, "to", "Emre Kaya")
        assert "votes for you in the circle **Kitchen** now" in said(
            await people["chloe"].click(other.response, label=HAND)
        )


async def test_back_ups_are_ranked_on_the_screen_where_the_community_has_them(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await founded(world)
        off = await people["chloe"].slash(
            kitchen, "delegate set", to=str(people["ben"].id), backup=str(people["emre"].id)
        )
        assert "This community has no back-ups" in said(off)
        await rule(world, "backups", value=True)
        shown = await people["chloe"].slash(kitchen, "delegate set", to=str(people["ben"].id))
        first = await choose(people["chloe"], shown.response, "also", "Emre")
        assert f"If they do not vote: {people['emre'].mention}." in said(first)
    await reborn(world, tmp_path)
    async with world.turn():
        assert "Emre Kaya" not in offered(first.response, "also_two")
        second = await choose(people["chloe"], first.response, "also_two", "Dmitri")
        assert f"{people['emre'].mention} and {people['dmitri'].mention}" in said(second)
        one = await choose(people["chloe"], second.response, "also", "No back-up")
        assert f"If they do not vote: {people['dmitri'].mention}." in said(one)
        await people["chloe"].click(one.response, label=HAND)
        mine = said(await people["chloe"].slash(kitchen, "my delegations"))
        assert f"{people['ben'].mention} (then {people['dmitri'].mention})" in mine
        twice = await people["chloe"].slash(
            kitchen,
            "delegate set",
            to=str(people["ben"].id),
            backup=str(people["emre"].id),
            second_backup="Emre Kaya",
        )
        assert "You named somebody twice" in said(twice)


async def test_where_acceptance_is_asked_for_an_offer_is_seen_as_one_until_it_is_accepted(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        await handed(people["chloe"], kitchen, people["ben"])
        await rule(world, "acceptance", value=True)
        shown = await people["chloe"].slash(kitchen, "delegate set", to=str(people["emre"].id))
        assert "Here a delegate has to accept first." in said(shown)
        done = await people["chloe"].click(shown.response, label=HAND)
        assert "is asked to vote for you" in said(done)
    await reborn(world, tmp_path)
    async with world.turn():
        mine = said(await people["chloe"].slash(kitchen, "my delegations"))
        assert people["ben"].mention in mine
        assert "Offered: it counts as soon as they accept." in mine
        await people["emre"].user.slash("reminders", by="dm")
        await world.skip(timedelta(minutes=5))
        assert "goes with yours from now on" in said(await Direct(world, "emre").press("I will carry it"))
    await reborn(world, tmp_path)
    async with world.turn():
        mine = said(await people["chloe"].slash(kitchen, "my delegations"))
        assert people["ben"].mention not in mine
        assert "Offered" not in mine
        assert "One person hands you their vote directly." in said(
            await people["emre"].slash(kitchen, "my delegations")
        )


async def test_a_topic_and_nobody_are_chosen_by_direct_message(playground: Playground, tmp_path: Path) -> None:
    world = playground.world
    people = world.community.members
    async with world.turn():
        await found_circle(world)
        await people["ana"].slash(world.community.channels["kitchen"], "topic add", circle="Kitchen", name="Bread")
        chloe = people["chloe"].user
        shown = await chloe.slash("delegate set", to="emre", until="2 weeks")
        assert "As it stands above" in said(shown)
        topical = await choose(chloe, shown.response, "in", "Topic: Bread (Kitchen)")
        assert "on the topic **Bread** now until" in said(await chloe.click(topical.response, label=HAND))
    await reborn(world, tmp_path)
    async with world.turn():
        nobody = await chloe.slash("delegate set", to="nobody")
        assert "sets a circle or a proposal apart" in said(nobody)
        assert offered(nobody.response, "in") == ["Circle: Kitchen", "Topic: Bread (Kitchen)"]
        here = await choose(chloe, nobody.response, "in", "Circle: Kitchen")
        assert "**Nobody** votes for you in the circle **Kitchen**" in said(here)
        assert "direct message" not in said(here), "there is nothing to hear of"
        assert "Nobody votes for you in the circle" in said(await chloe.click(here.response, label=HAND))
        mine = told((await chloe.slash("my delegations")).response)
        assert "In the circle **Kitchen**: nobody" in mine
        assert "On the topic **Bread**: **Emre Kaya**" in mine


async def test_a_delegate_who_has_left_is_neither_offered_nor_taken(playground: Playground, tmp_path: Path) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await opened(world)
        await handed(people["chloe"], kitchen, people["emre"])
        stale = await people["chloe"].slash(kitchen, "delegate set", to=str(people["emre"].id), within="circle:1")
        await removed(world, "emre")
        gone = await people["chloe"].click(stale.response, label=HAND)
        assert "not a member of this server" in said(gone)
    await reborn(world, tmp_path)
    async with world.turn():
        mine = await people["chloe"].user.slash("my delegations")
        assert "who cannot vote there: it would be lost" in told(mine.response)
        assert "Emre Kaya" not in offered(mine.response, "to")
        mine = await people["chloe"].user.slash("my vote", proposal="1")
        assert "who cannot vote here: it would be lost" in told(mine.response)
        await handed_alone(people["chloe"].user, people["ben"])
        assert "**Ben Okafor**" in told((await people["chloe"].user.slash("my delegations")).response)


async def rule(world: World, name: str, value: object) -> None:
    """Choose a rule of delegation, as who manages the server would."""
    ana = world.community.members["ana"]
    actor = Actor(MemberId(ana.id), CommunityId(world.community.guild.id), manager=True)
    wish = ChooseRule(actor=actor, now=world.clock.now(), name=name, value=value)
    await world.app.client.act(choose_rule, wish)
