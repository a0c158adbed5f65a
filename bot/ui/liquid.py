"""The rules of delegation in words, and the screen on which they are read and chosen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import discord

from bot.rules.circle import Actor
from bot.rules.liquid import Liquid
from bot.rules.way import differing
from bot.services.liquid import ChooseRule, Ruled, choose_rule, show_rules
from bot.ui.desk import NO_MENTIONS, answer, desk, kind
from bot.ui.unspoken import Unspoken
from bot.ui.way.inputs import ValueInput
from bot.ui.way.lines import OWN
from bot.ui.way.values import shown
from bot.ui.way.words import Words

WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "longest": Words("The longest", "How long a delegation lasts, unless it is renewed or ended before"),
        "acceptance": Words("Acceptance", "Whether a delegate must accept a vote before it counts with theirs"),
        "open_graph": Words("Names are shown", "Whether all can see who hands a vote to whom, from now on"),
        "cap": Words("Cap", "The share of a roll that one ballot can weigh; at least 3 votes; all for no cap"),
        "window": Words("Time to vote yourself", "How long one has after a delegate votes at the end, a tenth at most"),
        "speakers": Words("Delegates in secret votes", "Whether they can vote there in the open, to speak for others"),
        "backups": Words("Back-ups", "Whether two more delegates can be named, for when the first does not vote"),
    }
)
"""Every rule: what it is called, and what it does."""


def text(liquid: Liquid) -> str:
    """Return the rules of delegation in a community."""
    own = differing(liquid)
    lines = [
        f"{f'{OWN} ' if name in own else ''}{words.label}: **{shown(getattr(liquid, name))}**\n-# {words.does}"
        for name, words in WORDS.items()
    ]
    foot = f"-# {OWN} is a rule of your own. What is open already keeps what it began with."
    return "\n".join(["**How votes are handed over in this community**", *lines, foot])


def told(liquid: Liquid, actor_id: int, name: str) -> str:
    """Return who changed which rule, as it is now."""
    value = shown(getattr(liquid, name))
    return (
        f"<@{actor_id}> has changed a rule of delegation, “{WORDS[name].label}”: **{value}**. "
        "It holds for what is opened or handed over from now on."
    )


def view(rules: Ruled, *, here: bool) -> discord.ui.View:
    """Return what can be pressed by who may change them, in their server."""
    made = discord.ui.View(timeout=None)
    if rules.mine and here:
        made.add_item(RuleMenu())
    return made


async def show(interaction: discord.Interaction, actor: Actor) -> None:
    """Show the screen to the person alone, in place of the one it was pressed on."""
    rules, here = await desk(interaction).ask(show_rules, actor), interaction.guild_id is not None
    if interaction.message is not None and not interaction.response.is_done():
        made = view(rules, here=here)
        made.stop()
        await interaction.response.edit_message(content=text(rules.liquid), view=made, allowed_mentions=NO_MENTIONS)
    else:
        await answer(interaction, text(rules.liquid), view(rules, here=here))


class RuleForm(discord.ui.Modal):
    """Asks for one rule; what holds now stands in it."""

    def __init__(self, liquid: Liquid, name: str) -> None:
        words = WORDS[name]
        super().__init__(title=words.label, timeout=None)
        self._name, self._input = name, ValueInput(getattr(liquid, name))
        self.add_item(discord.ui.Label(text=words.label, description=words.does, component=self._input.item))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Choose it, and show the screen again."""
        actor = await desk(interaction).actor(interaction)
        wish = ChooseRule(
            actor=actor,
            now=interaction.created_at,
            key=str(interaction.id),
            name=self._name,
            value=self._input.read(),
        )
        await desk(interaction).act(choose_rule, wish)
        await show(interaction, actor)


class RuleMenu(Unspoken, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"accord:liquid"):
    """Lets a rule be chosen."""

    def __init__(self) -> None:
        options = [
            discord.SelectOption(label=words.label, value=name, description=words.does) for name, words in WORDS.items()
        ]
        super().__init__(discord.ui.Select(custom_id="accord:liquid", placeholder="Change…", options=options))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], ___: object, /) -> "RuleMenu":
        """Rebuild the menu."""
        return cls()

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Ask for the rule that was chosen."""
        rules = await desk(interaction).ask(show_rules, await desk(interaction).actor(interaction))
        await interaction.response.send_modal(RuleForm(rules.liquid, self.item.values[0]))


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (RuleMenu,)
