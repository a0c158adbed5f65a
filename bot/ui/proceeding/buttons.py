"""The buttons of proceedings: each carries a number, the name of an action, and what it is about; nothing else.

Whether a person may do it is decided by the rules when they do it. The menu "What can I do?" asks the same rules
beforehand, so that it offers what would be allowed at this moment.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.rules.errors import AccordError, Invalid, NoSuchProposal
from bot.rules.ids import MemberId, ProposalId
from bot.rules.process.errors import DoneAlready
from bot.rules.process.machine import Turn
from bot.rules.process.proceeding import Proceeding
from bot.services import proceeding as proceedings
from bot.services.proposal import AboutProposal
from bot.ui.buttons import of_proposal
from bot.ui.clean import clean_block
from bot.ui.desk import ID, answer, desk, kind
from bot.ui.errors import sentence
from bot.ui.face import Action, Answers, AnyItem, Field, Kind
from bot.ui.faces import FACES
from bot.ui.inputs import input_of, typed_in, understood
from bot.ui.record import with_receipt
from bot.ui.unspoken import Unspoken

KEPT = 1_500
"""Letters of what was typed that are given back where it could not be used."""

SOON = timedelta(days=3)
"""A moment that could be named."""


async def seen(interaction: discord.Interaction, proposal_id: ProposalId) -> Proceeding:
    """Return the proceeding that a person looks at."""
    wish = AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    return (await desk(interaction).ask(proceedings.show_proceeding, wish)).proceeding


async def carry_out(
    interaction: discord.Interaction, proposal_id: ProposalId, action: Action, answers: Answers, about: int
) -> None:
    """Make the move and say that it is done."""
    move = action.make(understood(action.fields, answers, interaction.created_at), about)
    wish = proceedings.Act(proposal_id=proposal_id, move=move, **await of_proposal(interaction, proposal_id))
    await desk(interaction).act(proceedings.act, wish)
    await answer(interaction, await with_receipt(interaction, action.done, wish))


class ActForm(discord.ui.Modal):
    """Asks what an action needs to know."""

    def __init__(self, proceeding: Proceeding, action: Action, about: int, now: datetime) -> None:
        super().__init__(title=action.label[:45], timeout=None)
        self._proposal_id, self._action, self._about = proceeding.id, action, about
        item = proceeding.item(max(now, proceeding.heard_until))
        self._inputs = {field.key: input_of(field, item) for field in action.asks(item)}
        for field in action.asks(item):
            hint = field.hint[:100] or None
            self.add_item(discord.ui.Label(text=field.label[:45], description=hint, component=self._inputs[field.key]))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Make the move; what was typed is given back where it cannot be used."""
        answers = {key: typed_in(one) for key, one in self._inputs.items()}
        try:
            await carry_out(interaction, self._proposal_id, self._action, answers, self._about)
        except AccordError as broken:
            typed = "\n".join(text for text in answers.values() if text)
            kept = f"\nWhat you wrote:\n>>> {clean_block(typed, KEPT)}" if typed else ""
            await answer(interaction, sentence(broken) + kept)


class ActButton(
    Unspoken,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"accord:do:{ID}:(?P<act>[a-z_]+):(?P<about>[0-9]{{1,20}})",
):
    """Does one thing in a proceeding, or asks first what it needs to know."""

    def __init__(self, proposal_id: int, action: Action | None, key: str, about: int = 0, words: str = "") -> None:
        self.proposal_id, self.key, self.about = ProposalId(proposal_id), key, about
        label = ": ".join(filter(None, (action.label, words)))[:80] if action else key
        style = action.style if action else discord.ButtonStyle.secondary
        custom_id = f"accord:do:{proposal_id}:{key}:{about}"
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "ActButton":
        """Rebuild the button from what is in it."""
        return cls(int(match["id"]), None, match["act"], int(match["about"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it, or ask."""
        proceeding = await seen(interaction, self.proposal_id)
        action = FACES[proceeding.process.key].action(self.key)
        if action is None:
            raise NoSuchProposal
        about = self.about or _first(proceeding, action, MemberId(interaction.user.id), interaction.created_at)
        if action.fields:
            await interaction.response.send_modal(ActForm(proceeding, action, about, interaction.created_at))
        else:
            await carry_out(interaction, self.proposal_id, action, {}, about)


def _first(proceeding: Proceeding, action: Action, member: MemberId, now: datetime) -> int:
    """Return what a button on the card is about: the first thing with which the person could do it, else the first."""
    item = proceeding.item(max(now, proceeding.heard_until))
    there = [number for number, _ in action.each(item)] if action.each else []
    mine = [about for one, about, _ in possible(proceeding, member, now) if one.key == action.key]
    return next(iter([*mine, *there]), 0)


def possible(proceeding: Proceeding, member: MemberId, now: datetime) -> Iterator[tuple[Action, int, str]]:
    """Yield what a member could do now, and about what, as the rules have it."""
    item = proceeding.item(max(now, proceeding.heard_until))
    for action in FACES[proceeding.process.key].actions:
        for about, words in action.each(item) if action.each else [(0, "")]:
            with suppress(AccordError):
                check_possible(proceeding, action, about, member, now)
                yield action, about, words


def check_possible(proceeding: Proceeding, action: Action, about: int, member: MemberId, now: datetime) -> None:
    """Raise what the rules would raise, unless only what would be typed decides."""
    at = max(now, proceeding.heard_until)
    item = proceeding.item(at)
    sample = {field.key: _sample(field, item, now) for field in action.asks(item)}
    try:
        proceeding.process.machine.act(item, action.make(sample, about), Turn(member, at))
    except DoneAlready:
        raise
    except Invalid:
        return


def _sample(field: Field, item: AnyItem, now: datetime) -> str:
    """Return something that could be typed or chosen."""
    if field.kind is Kind.PEOPLE:
        others = sorted(item.members - {item.proposer, item.subject})[: max(1, field.fewest)]
        return " ".join(str(member) for member in others)
    if field.kind is Kind.CHOICES:
        return field.options[0][0]
    if field.kind is Kind.WHEN:
        return (now + SOON).isoformat()
    return f"{item.text} …"


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (ActButton,)
