"""The one screen on which a vote is handed over: to whom, within what, until when, and what that means."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.rules.chain import ChainEnd
from bot.rules.circle import Actor
from bot.rules.delegation import Scope
from bot.rules.errors import AccordError
from bot.rules.ids import MemberId
from bot.rules.liquid.errors import DelegateFull
from bot.services import delegation, preview
from bot.services.within import Reach
from bot.ui.buttons import of_proposal
from bot.ui.delegation import choices, words
from bot.ui.delegation.names import named, vouched
from bot.ui.desk import desk, kind
from bot.ui.errors import sentence
from bot.ui.numbered import ProposalButton
from bot.ui.people import Called, called, nameable, naming
from bot.ui.pictures.chain import drawn
from bot.ui.plan import CODE, Plan
from bot.ui.planned import PlanButton, PlanMenu
from bot.ui.record import with_receipt
from bot.ui.screen import Picture, put, screen
from bot.ui.unspoken import Unspoken

TITLE = "## Hand over my vote"


async def show_plan(interaction: discord.Interaction, plan: Plan) -> None:
    """Show what a delegation would mean, and offer to give it; where it is refused, why, and what else there is.

    Raises NotInCommunity.
    """
    actor = await desk(interaction).actor(interaction, plan.community_id)
    try:
        found = await desk(interaction).ask(preview.preview, await wish_of(interaction, actor, plan))
    except AccordError as refused:
        await _show_refused(interaction, actor, plan, refused)
        return
    who, name = called(interaction, plan.community_id), naming(interaction, plan.community_id)
    picture = "" if plan.delegate_id is None else await asyncio.to_thread(_picture, found, name)
    menus = [await _within(interaction, actor, plan), _ends(plan, found)]
    menus += await _backups(interaction, actor, found, plan)
    text = f"{TITLE}\n{words.wished(found, who)}"
    foot = words.promise(found.rules, nobody=plan.delegate_id is None)
    await put(
        interaction, screen(text, picture, words.meant(found, who), *menus, [HandButton(plan), ElseButton(plan)], foot)
    )


async def show_whom(interaction: discord.Interaction, plan: Plan, people: Sequence[MemberId] | None = None) -> None:
    """Offer people to hand the vote to: those given, or who votes most there lately. Raises what `people` raises."""
    actor = await desk(interaction).actor(interaction, plan.community_id)
    about = delegation.AboutReach(actor=actor, now=interaction.created_at, reach=plan.reach)
    found = await desk(interaction).ask(preview.people, about) if people is None else people
    said = "Who shall vote for you whenever you do not? Voting yourself always comes first."
    await put(interaction, screen(f"{TITLE}\n{said}", *whom(interaction, plan, found)))


def whom(
    interaction: discord.Interaction, plan: Plan, people: Sequence[MemberId]
) -> Iterator[list[discord.ui.Item[Any]]]:
    """Yield the rows in which somebody is chosen: in a menu, and by name where the menu does not have them."""
    nobody = discord.SelectOption(label="Nobody, whatever I chose more widely", value=choices.NOBODY)
    name = naming(interaction, plan.community_id)
    options = choices.members(nameable(interaction, plan.community_id, people), name)
    yield [WhomMenu(plan, "Choose a person", [*options, nobody])]
    if interaction.guild_id is not None:
        yield [PickMenu(plan)]
    else:
        yield [NameButton(plan)]


async def wish_of(interaction: discord.Interaction, actor: Actor, plan: Plan) -> delegation.SetDelegation:
    """Return the wish to give what is planned, with everybody in it as Discord has them now."""
    ids = [one for one in (plan.delegate_id, *plan.backups) if one is not None]
    people = [await vouched(interaction, plan.community_id, one) for one in ids]
    first = 0 if plan.delegate_id is None else 1
    return delegation.SetDelegation(
        actor=actor,
        now=interaction.created_at,
        key=str(interaction.id),
        reach=plan.reach,
        delegate=people[0] if first else None,
        until=plan.until(interaction.created_at),
        backups=tuple(people[first:]),
    )


async def _show_refused(interaction: discord.Interaction, actor: Actor, plan: Plan, refused: AccordError) -> None:
    """Say why it cannot be, with what can be chosen differently."""
    rows = [await _within(interaction, actor, plan)]
    if isinstance(refused, DelegateFull) and refused.others:
        rows += whom(interaction, plan, refused.others)
    else:
        rows += [[ElseButton(plan)]]
    await put(interaction, screen(f"{TITLE}\n{sentence(refused)}", *rows))


async def _within(interaction: discord.Interaction, actor: Actor, plan: Plan) -> list[discord.ui.Item[Any]]:
    about = preview.AboutDelegate(actor=actor, now=interaction.created_at, delegate_id=plan.delegate_id)
    options = choices.reaches(await desk(interaction).ask(preview.places, about), plan)
    return [WithinMenu(plan, "Where?", options)] if options else []


def _ends(plan: Plan, found: preview.Preview) -> list[discord.ui.Item[Any]]:
    options = choices.ends(plan, found.rules)
    return [EndMenu(plan, "Until when?", options)] if options else []


async def _backups(
    interaction: discord.Interaction, actor: Actor, found: preview.Preview, plan: Plan
) -> list[list[discord.ui.Item[Any]]]:
    """Return the menus of the back-ups, where there are any: one more than are chosen, and two at the most."""
    if not found.rules.backups or plan.delegate_id is None:
        return []
    about = delegation.AboutReach(actor=actor, now=interaction.created_at, reach=plan.reach)
    people = nameable(interaction, plan.community_id, await desk(interaction).ask(preview.people, about))
    name = naming(interaction, plan.community_id)
    rows: list[list[discord.ui.Item[Any]]] = []
    for rank, menu in enumerate((BackupMenu, SecondMenu)[: len(plan.backups) + 1]):
        chosen = plan.backups[rank] if rank < len(plan.backups) else None
        free = [one for one in people if one == chosen or one not in {plan.delegate_id, *plan.backups}]
        none = discord.SelectOption(label="No back-up", value=choices.NOBODY, default=chosen is None)
        rows.append([menu(plan, "A back-up", [none, *choices.members(free, name, chosen)])])
    return rows


def _picture(found: preview.Preview, name: Called) -> Picture:
    voted = None if found.there.decision is None else found.chain.end is ChainEnd.VOTES
    title = found.there.name or "In the whole community"
    return Picture(*drawn(found.chain, name, title, voted=voted))


class HandButton(PlanButton, act="over"):
    """Hands the vote over."""

    label = "Hand over my vote"
    style = discord.ButtonStyle.success

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it, with everything checked anew."""
        actor = await desk(interaction).actor(interaction, self.plan.community_id)
        wish = await wish_of(interaction, actor, self.plan)
        done = await desk(interaction).act(delegation.set_delegation, wish)
        text = words.given(done, called(interaction, self.plan.community_id))
        text = await with_receipt(interaction, text, wish)
        await put(interaction, screen(text, [TakeBackButton(self.plan)]))


class TakeBackButton(PlanButton, act="back"):
    """Takes a vote back, or what was offered."""

    label = "Take it back"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it, and offer to hand it over anew."""
        actor = await desk(interaction).actor(interaction, self.plan.community_id)
        wish = delegation.AboutReach(
            actor=actor, now=interaction.created_at, key=str(interaction.id), reach=self.plan.reach
        )
        where = words.place(self.plan.reach.scope, await desk(interaction).act(delegation.end_delegation, wish))
        text = await with_receipt(interaction, f"Your vote is your own again {where}.", wish)
        await put(interaction, screen(text, [ElseButton(self.plan)]))


class ChangeButton(PlanButton, act="change"):
    """Shows the screen for a delegation that is there."""

    label = "Change"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        await show_plan(interaction, self.plan)


class ElseButton(PlanButton, act="else"):
    """Offers other people."""

    label = "Somebody else"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Offer them."""
        await show_whom(interaction, self.plan)


class DelegateButton(ProposalButton, act="delegate"):
    """Offers the members to hand this one vote to."""

    label = "Delegate this vote"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Offer them."""
        community_id = (await of_proposal(interaction, self.proposal_id))["actor"].community_id
        await show_whom(interaction, Plan(community_id, reach=Reach(Scope.PROPOSAL, self.proposal_id)))


class WithinMenu(PlanMenu, act="in"):
    """Chooses within what."""

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show what it means there."""
        scope, of = self.item.values[0].split(":")
        await show_plan(interaction, replace(self.plan, reach=Reach(Scope(scope), int(of))))


class EndMenu(PlanMenu, act="till"):
    """Chooses until when."""

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show what it means then."""
        await show_plan(interaction, replace(self.plan, ends=self.item.values[0]))


class BackupMenu(PlanMenu, act="also"):
    """Chooses a back-up."""

    rank = 0

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Put them in their place, or leave it empty."""
        chosen = MemberId(int(self.item.values[0]))
        ranked = [*self.plan.backups[: self.rank], *([chosen] if chosen else []), *self.plan.backups[self.rank + 1 :]]
        await show_plan(interaction, replace(self.plan, backups=tuple(ranked)))


class SecondMenu(BackupMenu, act="also_two"):
    """Chooses a second back-up."""

    rank = 1


class WhomMenu(PlanMenu, act="to"):
    """Chooses the delegate among some people."""

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show what it means with them."""
        await show_plan(interaction, self.plan.to(MemberId(int(self.item.values[0])) or None))


class PickMenu(
    Unspoken, discord.ui.DynamicItem[discord.ui.UserSelect[Any]], template=rf"accord:hand_pick:(?P<plan>{CODE})"
):
    """Chooses the delegate among everybody in the server; in a direct message Discord knows nobody to choose."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        custom_id = f"accord:hand_pick:{plan.code}"
        super().__init__(discord.ui.UserSelect(custom_id=custom_id, placeholder="… or look for somebody"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "PickMenu":
        """Rebuild the menu from the plan in its id."""
        return cls(Plan.read(match["plan"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show what it means with them."""
        await show_plan(interaction, self.plan.to(MemberId(self.item.values[0].id)))


class NameButton(PlanButton, act="name"):
    """Asks for a name."""

    label = "Write a name"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Ask."""
        await interaction.response.send_modal(NameForm(self.plan))


class NameForm(discord.ui.Modal, title="Whom do you trust?"):
    """One line for a name."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(timeout=None, custom_id=f"accord:hand_named:{plan.code}")
        self._plan = plan
        self.name = discord.ui.TextInput[Any](custom_id="name", max_length=100)
        words = "As they are called in the server, or a part of it."
        self.add_item(discord.ui.Label(text="Their name", description=words, component=self.name))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Show what it means with them, or who else is called so."""
        found = named(interaction, self._plan.community_id, self.name.value)
        if len(found) == 1:
            await show_plan(interaction, self._plan.to(found[0]))
        else:
            await show_whom(interaction, self._plan, found)


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    HandButton, TakeBackButton, ChangeButton, ElseButton, DelegateButton, WithinMenu, EndMenu, BackupMenu, SecondMenu,
    WhomMenu, PickMenu, NameButton,
)  # fmt: skip
