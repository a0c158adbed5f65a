"""Who may create, change and use a circle: stewardship and Manage Server count where they are asked for."""

from dataclasses import replace

import pytest

from bot.rules.circle import (
    Actor,
    Circle,
    Defaults,
    Proposers,
    check_may_create,
    check_may_edit,
    check_may_propose,
)
from bot.rules.errors import MayNotPropose, NotManager, NotSteward
from bot.rules.ids import ChannelId, CircleId, CommunityId, MemberId

TOWN = CommunityId(1)
STEWARD, NEIGHBOUR, MANAGER = (Actor(MemberId(at), TOWN, manager=at == 3) for at in (1, 2, 3))
GARDEN = Circle(CircleId(1), TOWN, "Garden", "Grow food", ChannelId(1), STEWARD.member_id, None, Defaults())


def test_only_who_manages_the_server_creates_a_circle() -> None:
    check_may_create(MANAGER)
    with pytest.raises(NotManager):
        check_may_create(STEWARD)


def test_a_circle_is_changed_by_its_steward_or_by_who_manages_the_server() -> None:
    check_may_edit(STEWARD, GARDEN)
    check_may_edit(MANAGER, GARDEN)
    with pytest.raises(NotSteward) as refused:
        check_may_edit(NEIGHBOUR, GARDEN)
    assert refused.value.circle == "Garden"


def test_nobody_manages_a_server_unless_discord_says_so() -> None:
    with pytest.raises(NotManager):
        check_may_create(Actor(MemberId(4), TOWN))


@pytest.mark.parametrize(
    ("proposers", "actor", "is_member", "allowed"),
    [
        (Proposers.EVERYONE, NEIGHBOUR, False, True),
        (Proposers.MEMBERS, NEIGHBOUR, True, True),
        (Proposers.MEMBERS, NEIGHBOUR, False, False),
        (Proposers.MEMBERS, MANAGER, False, False),
        (Proposers.STEWARD, STEWARD, True, True),
        (Proposers.STEWARD, NEIGHBOUR, True, False),
        (Proposers.STEWARD, MANAGER, True, False),
    ],
)
def test_who_may_propose_is_the_circles_choice_and_rank_adds_nothing(
    proposers: Proposers, actor: Actor, is_member: bool, allowed: bool
) -> None:
    circle = replace(GARDEN, defaults=Defaults(proposers=proposers))
    if allowed:
        check_may_propose(actor, circle, is_member=is_member)
        return
    with pytest.raises(MayNotPropose):
        check_may_propose(actor, circle, is_member=is_member)
