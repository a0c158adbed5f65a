"""The rules of delegation in a community: looked at by anybody, chosen by who manages the server (governance 14)."""

from dataclasses import dataclass
from typing import Any

from bot.rules.circle import Actor, check_may_create
from bot.rules.ids import CommunityId
from bot.rules.liquid import Liquid, ruled
from bot.rules.record import plain
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Event, Notice, Owed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseRule(Command):
    """Choose one rule of delegation."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rules of delegation in a community, and whether the one who looks may change them."""

    liquid: Liquid
    mine: bool = False


def show_rules(uow: UnitOfWork, actor: Actor) -> Ruled:
    """Return the rules of delegation in the actor's community."""
    return Ruled(uow.liquids.get(actor.community_id), actor.manager)


def find_rules(uow: UnitOfWork, community_id: CommunityId) -> Liquid:
    """Return the rules of delegation of a community, for those who answer for all of them."""
    return uow.liquids.get(community_id)


def choose_rule(uow: UnitOfWork, command: ChooseRule) -> Liquid:
    """Choose one rule, for what is opened and handed over from now on; each circle hears of it in its home.

    Raises NotManager, and what the rule raises.
    """
    check_may_create(command.actor)
    before = uow.liquids.get(command.actor.community_id)
    after = ruled(before, command.name, command.value)
    if after != before:
        uow.liquids.put(command.actor.community_id, after)
        _tell(uow, command)
    return after


def _tell(uow: UnitOfWork, command: ChooseRule) -> None:
    community_id, actor_id = command.actor.community_id, command.actor.member_id
    facts = {"rule": command.name, "value": plain(command.value)}
    uow.ledger.append(community_id, Event.LIQUID_CHANGED, facts, actor_id=actor_id, now=command.now)
    for circle in uow.circles.of(community_id):
        about = f"{circle.id} {actor_id} {command.name}"
        uow.outbox.owe(Owed(Notice.LIQUID, community_id, detail=about), command.now)
