"""The forms in which options are written: all at once by the proposer, one at a time by those who nominate."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import discord

from bot.rules.counting.method import Method
from bot.rules.counting.registry import METHODS
from bot.rules.errors import UnclearSetting
from bot.rules.ids import ProposalId
from bot.rules.poll import (
    OPTION_LENGTH,
    PollRules,
    TieRule,
    asks_ties,
    has_chambers,
    has_options,
    settings_of,
    with_ties,
)
from bot.services import draft as drafts
from bot.services import poll
from bot.services.values import Draft, PollDraft
from bot.ui.buttons import of_proposal
from bot.ui.clean import clean, plain
from bot.ui.deadline import parse_deadline
from bot.ui.desk import answer, desk, kind
from bot.ui.numbered import ProposalButton
from bot.ui.poll import TIES

Echo = Callable[[discord.Interaction, Draft], Awaitable[None]]


class OptionsForm(discord.ui.Modal, title="The options"):
    """Options one to a line, and the rest that a method may ask for."""

    def __init__(self, draft: Draft, echo: Echo) -> None:
        super().__init__(timeout=None)
        self._draft, self._echo = draft, echo
        method, typed = METHODS[draft.threshold], draft.poll or PollDraft()
        self.options = _field("options", typed.options, style=discord.TextStyle.paragraph, most=4_000)
        self.seats = _field("seats", typed.seats, most=2)
        self.nominations = _field("nominations", typed.nominations)
        self.settings = _field("settings", typed.settings or settings_words(method), most=400)
        self.chambers = _field("chambers", typed.chambers, most=400)
        self.ties = discord.ui.Select[Any](custom_id="ties", options=_ties(typed.ties or TieRule.STATUS_QUO))
        if has_options(method):
            self._ask("Options, each on a line of its own", self.options)
            self._ask("May members nominate more? Until when?", self.nominations, "For instance 2 days; empty for no")
        if asks_ties(method):
            self.add_item(discord.ui.Label(text="If there is a tie?", component=self.ties))
        if method.several:
            self._ask("How many can win?", self.seats)
        if has_chambers(method):
            self._ask("Which circles are the groups?", self.chambers, "Their names, with commas between")
        if settings_of(method):
            told = plain(" ".join(one.sentence for one in settings_of(method)), 100)
            self._ask("Settings (you can leave them as they are)", self.settings, told)

    def _ask(self, text: str, component: discord.ui.TextInput[Any], description: str | None = None) -> None:
        self.add_item(discord.ui.Label(text=text, description=description, component=component))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Keep what was typed, and echo it."""
        typed = PollDraft(
            options=self.options.value,
            seats=self.seats.value or "1",
            nominations=self.nominations.value,
            ties=(self.ties.values or [TieRule.STATUS_QUO])[0],
            settings=self.settings.value,
            chambers=self.chambers.value,
        )
        wish = drafts.KeepOptions(
            actor=await desk(interaction).actor(interaction),
            now=interaction.created_at,
            key=str(interaction.id),
            draft_id=self._draft.id,
            poll=typed,
        )
        await self._echo(interaction, await desk(interaction).act(drafts.keep_options, wish))


def _field(
    key: str, value: str, *, style: discord.TextStyle = discord.TextStyle.short, most: int = 100
) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id=key, style=style, max_length=most, required=False, default=value[:most] or None
    )


def _ties(chosen: str) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=words.capitalize(), value=rule.value, default=rule.value == chosen)
        for rule, words in TIES.items()
    ]


def settings_words(method: Method) -> str:
    """Return the settings of a method as they are written in the form, with what holds unless said otherwise."""
    return "\n".join(f"{one.key} = {one.default}" for one in settings_of(method))


def poll_of(method: Method, typed: PollDraft, now: datetime, timezone: str) -> PollRules:
    """Read what was typed about a poll. Raises UnclearSetting or UnclearDeadline."""
    seats = typed.seats.strip() or "1"
    if not (seats.isascii() and seats.isdigit() and int(seats) > 0):
        raise UnclearSetting(seats, "a number of winners, such as 3")
    until = parse_deadline(typed.nominations, now=now, timezone=timezone) if typed.nominations.strip() else None
    rules = PollRules(
        method.key,
        int(seats),
        TieRule(typed.ties or TieRule.STATUS_QUO),
        read_settings(method, typed.settings),
        until if has_options(method) else None,
        chambers=tuple(name.strip() for name in typed.chambers.split(",") if name.strip()),
    )
    return with_ties(rules)


def read_settings(method: Method, words: str) -> dict[str, str]:
    """Return the settings that differ from what holds anyway. Raises UnclearSetting."""
    known = {one.key: one for one in settings_of(method)}
    chosen: dict[str, str] = {}
    for part in words.replace(";", "\n").split("\n"):
        if not part.strip():
            continue
        key, _, value = (piece.strip() for piece in part.partition("="))
        if key not in known or not value:
            raise UnclearSetting(part.strip(), settings_words(method).replace("\n", ", ") or "none")
        if value != known[key].default:
            chosen[key] = value
    return chosen


class NominateButton(ProposalButton, act="nominate"):
    """Opens the form in which one option is nominated."""

    label = "Nominate an option"
    style = discord.ButtonStyle.primary

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the form."""
        await interaction.response.send_modal(NominationForm(self.proposal_id))


class NominationForm(discord.ui.Modal, title="An option"):
    """One line."""

    def __init__(self, proposal_id: ProposalId) -> None:
        super().__init__(timeout=None)
        self._proposal_id = proposal_id
        self.option = discord.ui.TextInput[Any](custom_id="option", max_length=OPTION_LENGTH)
        self.add_item(discord.ui.Label(text="What shall be on the list?", component=self.option))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Nominate it."""
        who = await of_proposal(interaction, self._proposal_id)
        wish = poll.Nominate(proposal_id=self._proposal_id, text=self.option.value, **who)
        number = await desk(interaction).act(poll.nominate_option, wish)
        await answer(interaction, f"“{clean(self.option.value)}” is on the list, as number {number}.")


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (NominateButton,)
