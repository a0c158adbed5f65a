"""The screens of delegation fit on Discord, and all that they know stands in their ids."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.chain import Chain, ChainEnd
from bot.rules.circle import Circle, Defaults
from bot.rules.delegation import Scope
from bot.rules.ids import ChannelId, CircleId, CommunityId, DelegationId, MemberId
from bot.rules.liquid import Liquid
from bot.services.carried import Load
from bot.services.delegation import DelegationSet, Given
from bot.services.mandate import Mandate
from bot.services.preview import Preview
from bot.services.values import Delegation, Ground
from bot.services.within import Reach, Within
from bot.ui.delegation import choices, words
from bot.ui.delegation import given as listing
from bot.ui.delegation.screen import ALL, BackupMenu, HandButton, NameForm, PickMenu, SecondMenu, WithinMenu
from bot.ui.plan import LONGEST, Plan, days, moment, of
from bot.ui.planned import MENU
from bot.ui.screen import Picture, screen

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BIGGEST = (1 << 63) - 1
TRAP = "**Bo** @everyone <@1> `x`" * 9
HOME, ME, BO, CY = CommunityId(BIGGEST), MemberId(BIGGEST - 1), MemberId(BIGGEST - 2), MemberId(BIGGEST - 3)

ids = st.integers(1, BIGGEST)
reaches = st.builds(Reach, st.sampled_from(Scope), st.integers(0, BIGGEST))
moments = st.integers(0, 5_000_000_000).map(lambda second: moment(datetime.fromtimestamp(second, UTC)))
ends = st.just(LONGEST) | st.integers(1, 366).map(days) | moments
plans = st.builds(
    Plan, ids.map(CommunityId), st.none() | ids.map(MemberId), reaches, ends, st.lists(ids, max_size=2).map(tuple)
)


@given(plans)
def test_a_plan_comes_back_from_the_id_it_was_written_into(plan: Plan) -> None:
    assert Plan.read(plan.code) == plan


@given(plans)
def test_every_id_fits_and_is_found_again(plan: Plan) -> None:
    for item in (HandButton(plan), WithinMenu(plan), BackupMenu(plan), SecondMenu(plan), PickMenu(plan)):
        assert len(item.item.custom_id) <= 100
        found = [kind for kind in ALL if kind.__discord_ui_compiled_template__.fullmatch(item.item.custom_id)]
        assert found == [type(item)]
    assert len(NameForm(plan).custom_id) <= 100


def test_the_end_of_a_plan_counts_from_when_it_is_given() -> None:
    plan = Plan(HOME, BO, ends=days(7))
    assert plan.until(NOW) == NOW + timedelta(days=7)
    assert Plan(HOME, BO, ends=moment(NOW)).until(NOW + timedelta(days=1)) == NOW
    assert Plan(HOME, BO).until(NOW) is None


def test_a_new_delegate_is_no_back_up_any_more() -> None:
    assert Plan(HOME, BO, backups=(CY, ME)).to(CY) == Plan(HOME, CY, backups=(ME,))


def delegation(**more: Any) -> Delegation:
    until = NOW + timedelta(days=180)
    facts = {"scope": Scope.CIRCLE, "scope_id": 3, "trustee_id": BO, "until": until, "accepted_at": NOW, **more}
    return Delegation(id=DelegationId(BIGGEST), community_id=HOME, truster_id=ME, since=NOW, **facts)


def test_a_delegation_is_given_anew_as_long_as_possible() -> None:
    assert of(delegation(backups=(CY,))) == Plan(HOME, BO, Reach(Scope.CIRCLE, 3), LONGEST, (CY,))


def components(view: discord.ui.LayoutView) -> int:
    return len([*view.walk_children()])


def name(member: int) -> str:
    return f"<@{member}>"


def longest_name(member: int) -> str:
    return f"**{member:0>66}**"


def mine(count: int, *, offered: bool = False) -> list[Given]:
    chain = Chain((ME, BO, CY, *range(1_000)), ChainEnd.NOT_ELIGIBLE)
    one = delegation(backups=(CY, MemberId(5)), accepted_at=None if offered else NOW)
    return [Given(one, TRAP, chain)] * count


@pytest.mark.parametrize("count", [0, 1, 4, 5, 12])
async def test_any_page_of_delegations_fits(count: int) -> None:
    for page in range(3):
        parts = [
            *listing.listed(mine(count), longest_name, HOME, page),
            *listing.carrying(Mandate(7, declines=False), HOME),
        ]
        menu = WithinMenu(Plan(HOME), "x", [discord.SelectOption(label="x" * 100)] * MENU)
        view, _ = screen("## My delegations\n-# " + "x" * 60, *parts, [menu], [PickMenu(Plan(HOME))], [menu])
        assert components(view) <= 40
        assert view.content_length() <= 4_000


async def test_a_delegation_is_told_with_what_became_of_it() -> None:
    [told, acts] = [*listing.listed(mine(1), name, HOME, 0)]
    assert told.startswith("In the circle **\\*\\*Bo\\*\\*")
    assert "@everyone" not in told
    assert f"(then <@{CY}>, <@5>)" in told
    assert "through 998 more" in told
    assert [item.item.label for item in acts] == ["Change", "Renew", "Take it back"]
    [told, acts] = [*listing.listed(mine(1, offered=True), name, HOME, 0)]
    assert "Offered: it counts as soon as they accept." in told
    assert [item.item.label for item in acts] == ["Change", "Take it back"]


def test_what_one_carries_is_a_number() -> None:
    numbers = [listing.carries(Mandate(count, declines=False)) for count in (0, 1, 1_200)]
    assert numbers == [
        "Nobody hands you their vote directly.",
        "One person hands you their vote directly.",
        "1,200 people hand you their vote directly.",
    ]
    assert listing.carries(Mandate(0, declines=True)) == "You carry no votes of others, as you chose."


def preview(**more: Any) -> Preview:
    facts: dict[str, Any] = {
        "wish": delegation(scope=Scope.COMMUNITY, scope_id=0),
        "there": Within(Reach(), "", Ground(HOME)),
        "rules": Liquid(),
        "chain": Chain((ME, BO), ChainEnd.NO_DELEGATE),
        "load": Load(BO, Ground(HOME), 2, 3),
        "load_in": TRAP,
        "lost_in": [],
        "replaces": None,
        "votes": False,
    }
    return Preview(**{**facts, **more})


def test_all_that_somebody_should_mind_is_told() -> None:
    before = delegation(trustee_id=CY)
    wish = delegation(accepted_at=None, backups=(CY,))
    there = Within(Reach(Scope.CIRCLE, 3), TRAP, Ground(HOME, CircleId(3)))
    told = words.meant(preview(wish=wish, there=there, replaces=before, votes=True, lost_in=[TRAP] * 5), name)
    for line in (
        f"<@{BO}> passes it to nobody",
        f"<@{BO}> would carry 2 votes, their own with it; one person can carry 3 there.",
        "and 2 more circles",
        "Here a delegate has to accept first.",
        f"If they do not vote: <@{CY}>.",
        f"So far it was <@{CY}>.",
        "You have voted there yourself",
    ):
        assert line in told, line
    assert "@everyone" not in told
    assert "votes for you in the circle **\\*\\*Bo" in words.wished(preview(wish=wish, there=there), name)


def test_where_nobody_is_to_vote_nothing_is_said_of_anybody() -> None:
    wish = delegation(trustee_id=None)
    there = Within(Reach(Scope.CIRCLE, 3), "Kitchen", Ground(HOME, CircleId(3)))
    found = preview(wish=wish, there=there, chain=Chain((ME,), ChainEnd.NOBODY), load=None)
    assert words.wished(found, name).startswith("**Nobody** votes for you in the circle **Kitchen**, until")
    assert words.meant(found, name) == ""
    assert "direct message" not in words.promise(Liquid(), nobody=True)


def test_where_there_is_no_cap_none_is_told() -> None:
    assert words.carries(Load(BO, Ground(HOME), 1, None), "", name) == f"<@{BO}> would carry 1 vote, their own with it."


def test_both_are_told_what_the_other_hears() -> None:
    assert "but not whose" in words.promise(Liquid(), nobody=False)
    assert "from you" in words.promise(Liquid(open_graph=True), nobody=False)
    assert "I tell you by direct message how they vote" in words.promise(Liquid(), nobody=False)


def test_what_was_given_is_said_with_a_loop_that_it_closes() -> None:
    assert "That closes a loop" in words.given(DelegationSet(delegation(), closes_cycle=True, place="K"), name)
    asked = words.given(DelegationSet(delegation(accepted_at=None), closes_cycle=False, place="K"), name)
    assert asked.startswith(f"<@{BO}> is asked to vote for you in the circle **K**")


def places(count: int) -> list[Within]:
    circle = Circle(CircleId(1), HOME, TRAP, "aim", ChannelId(1), ME, None, Defaults())
    found = [Within(Reach(Scope.TOPIC, at), TRAP, Ground(HOME), circle) for at in range(count)]
    return [Within(Reach(), "", Ground(HOME)), *found]


def test_a_menu_of_places_fits_and_has_what_is_chosen() -> None:
    plan = Plan(HOME, BO, Reach(Scope.TOPIC, 39))
    options = choices.reaches(places(40), plan)
    assert len(options) == MENU
    assert [option.value for option in options if option.default] == ["topic:39"]
    assert all(len(option.label) <= 100 for option in options)


def test_a_menu_of_ends_has_no_longer_ones_than_the_community_allows() -> None:
    plan = Plan(HOME, BO)
    assert [option.value for option in choices.ends(plan, Liquid())] == [LONGEST, days(30), days(7)]
    assert [option.value for option in choices.ends(plan, Liquid(longest=timedelta(days=30)))] == [LONGEST, days(7)]
    typed = Plan(HOME, BO, ends=moment(NOW))
    assert [option.label for option in choices.ends(typed, Liquid()) if option.default] == ["As it stands above"]
    assert choices.ends(Plan(HOME, BO, Reach(Scope.PROPOSAL, 1)), Liquid()) == []


def test_a_menu_of_people_fits_beside_one_further_choice() -> None:
    options = choices.members([MemberId(at) for at in range(60)], lambda at: TRAP if at else "\u200b", MemberId(2))
    assert len(options) == MENU - 1
    assert options[0].label == "0", "who has no letters is told by number"
    assert [option.value for option in options if option.default] == ["2"]


async def test_a_screen_leaves_out_what_is_empty() -> None:
    view, files = screen("Head", "", [], Picture(b"png", "twin"), "Foot", [HandButton(Plan(HOME, BO))])
    kinds = [type(item).__name__ for item in view.children[0].children]  # type: ignore[attr-defined]
    assert kinds == ["TextDisplay", "MediaGallery", "TextDisplay", "ActionRow"]
    assert [file.description for file in files] == ["twin"]
    assert re.fullmatch(r"accord:hand_over:.*", HandButton(Plan(HOME, BO)).item.custom_id)
