"""Filling in a ballot on options: menus and buttons that carry only ids, so that half a ballot outlives a restart."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.rules.ballot import Act, Edit
from bot.rules.counting.method import Family
from bot.rules.counting.poll import BallotKind
from bot.rules.errors import Invalid
from bot.rules.ids import ProposalId
from bot.rules.poll import Option, method_of, scale_of
from bot.services import poll
from bot.services.poll import MySheet
from bot.services.proposal import AboutProposal
from bot.ui.ballot import in_order, sheet_text
from bot.ui.buttons import WithdrawButton, of_proposal
from bot.ui.clean import plain
from bot.ui.desk import ID, NO_MENTIONS, desk, kind
from bot.ui.errors import sentence
from bot.ui.numbered import ProposalButton
from bot.ui.stub import stub_line
from bot.ui.unspoken import Unspoken
from bot.ui.words import moment

MENU = 25
"""Options in one menu (Discord)."""

LABEL = 100
"""Characters of a line in a menu (Discord)."""

BUTTON_LABEL = 80
"""Characters on a button (Discord)."""

PER_PAGE = 4
"""Options with a menu of their own on one page: five rows fit, and one is for the buttons."""

BUTTONS = 15
"""Options that have a button of their own, in three of the five rows; more stand in a menu, at two presses a place."""

LAST_ROW = 4
"""The last of the five rows (Discord)."""

SPOT = rf"{ID}:(?P<width>[0-9]{{1,2}}):(?P<page>[0-9]{{1,2}})"


async def show(interaction: discord.Interaction, proposal_id: int, page: int = 0, notice: str = "") -> None:
    """Show the ballot as it is filled in: in place of what was pressed, or as a new answer to the card."""
    who = await of_proposal(interaction, ProposalId(proposal_id))
    mine = await desk(interaction).ask(poll.my_sheet, AboutProposal(proposal_id=ProposalId(proposal_id), **who))
    text, view = sheet_text(mine, interaction.user.id, notice=notice), controls(mine, interaction.user.id, page)
    view.stop()
    if _on_sheet(interaction):
        await interaction.response.edit_message(content=text, view=view, allowed_mentions=NO_MENTIONS)
    else:
        await interaction.response.send_message(text, view=view, ephemeral=True, allowed_mentions=NO_MENTIONS)


def _on_sheet(interaction: discord.Interaction) -> bool:
    """Whether what was pressed is itself on a ballot."""
    data: Any = interaction.data or {}
    return str(data.get("custom_id", "")).startswith(("accord:sheet:", "accord:mark:", "accord:rank:"))


def controls(mine: MySheet, member_id: int, page: int = 0) -> discord.ui.View:
    """Return the menus and buttons for a ballot, at most five rows."""
    view = discord.ui.View(timeout=None)
    order = in_order(mine, member_id)
    pages = 1
    match mine.sheet.kind:
        case BallotKind.RANKING:
            pages = _ranking(view, mine, order, page)
        case BallotKind.APPROVALS:
            for start in range(0, len(order), MENU):
                view.add_item(_approving(mine, order[start : start + MENU], start // MENU))
        case _:
            pages = -(-len(order) // PER_PAGE)
            for option in order[page * PER_PAGE : (page + 1) * PER_PAGE]:
                view.add_item(_giving(mine, option, page))
    _buttons(view, mine, page, pages)
    return view


def _spot(mine: MySheet, page: int) -> str:
    return f"{mine.decision.id}:{len(mine.options)}:{page}"


def _ranking(view: discord.ui.View, mine: MySheet, order: Sequence[Option], page: int) -> int:
    left = [option for option in order if not mine.marks[option.number - 1]]
    shown = left[page * MENU : (page + 1) * MENU] or left[:MENU]
    place = max(mine.marks, default=0)
    if len(order) <= BUTTONS:
        for option in shown:
            view.add_item(RankButton(_spot(mine, page), option.number - 1, plain(option.text, BUTTON_LABEL)))
    elif shown:
        choices = [_choice(option) for option in shown]
        view.add_item(MarkMenu(_spot(mine, page), Act.RANK, f"Choose place {place + 1}", choices))
    if shown and place:
        level = [_choice(option) for option in shown]
        view.add_item(MarkMenu(_spot(mine, page), Act.LEVEL, f"… or level with place {place}", level))
    return max(1, -(-len(left) // MENU))


def _choice(option: Option) -> discord.SelectOption:
    return discord.SelectOption(label=plain(option.text, LABEL), value=str(option.number - 1))


def _approving(mine: MySheet, options: Sequence[Option], part: int) -> "MarkMenu":
    choices = [_choice(option) for option in options]
    for choice in choices:
        choice.default = bool(mine.marks[int(choice.value)])
    most = min(len(choices), mine.sheet.most or len(choices))
    words = f"Mark at most {mine.sheet.most}" if mine.sheet.most is not None else "Mark all you can live with"
    if mine.decision.rules.poll and method_of(mine.decision.rules.poll).family is Family.LOT:
        words = "Mark whoever may be drawn"
    return MarkMenu(_spot(mine, part), Act.CHOOSE, words, choices, fewest=0, most=most)


def _giving(mine: MySheet, option: Option, page: int) -> "MarkMenu":
    at = option.number - 1
    now = mine.marks[at]
    choices = [
        discord.SelectOption(
            label=f"{plain(option.text, LABEL - len(words) - 2)}: {words}",
            value=str(mark),
            default=mark == now and bool(mark),
        )
        for mark, words in _offered(mine, at)
    ]
    spent = len(choices) == 1 and not now
    placeholder = f"{plain(option.text, LABEL - 40)}: nothing left to give" if spent else plain(option.text, LABEL)
    menu = MarkMenu(_spot(mine, page), Act.GIVE, placeholder, choices, at=at)
    menu.item.disabled = spent
    return menu


def _offered(mine: MySheet, at: int) -> list[tuple[int, str]]:
    """Return the marks that can be given to an option, with their words."""
    sheet, rules = mine.sheet, mine.decision.rules.poll
    if sheet.kind is BallotKind.POINTS:
        others = sheet.spent([mark for place, mark in enumerate(mine.marks) if place != at])
        left = (sheet.budget or 0) - others
        cost = [mark * mark if sheet.squares else mark for mark in range(sheet.largest + 1)]
        fitting = [mark for mark in range(sheet.largest + 1) if cost[mark] <= left]
        return [(mark, f"{mark} (costs {cost[mark]})" if sheet.squares else str(mark)) for mark in fitting[:MENU]]
    names = scale_of(rules) if rules else ()
    words = names or [str(score) for score in range(sheet.largest)]
    return [(0, "no answer"), *((mark, word) for mark, word in enumerate(words[: MENU - 1], start=1))]


def _buttons(view: discord.ui.View, mine: MySheet, page: int, pages: int) -> None:
    """Add what can be done with the whole ballot, in a row apart from the buttons of options."""
    below = LAST_ROW if any(isinstance(item, RankButton) for item in view.children) else None
    for button in _whole(mine, page, pages):
        button.row = below
        view.add_item(button)


def _whole(mine: MySheet, page: int, pages: int) -> Iterator["SheetButton | WithdrawButton"]:
    spot, marked = _spot(mine, page), any(mine.marks)
    if pages > 2:
        yield SheetButton(_spot(mine, (page - 1) % pages), "page", "◀")
    if pages > 1:
        following = (page + 1) % pages
        yield SheetButton(_spot(mine, following), "page", f"More options ({following + 1} of {pages}) ▶")
    if mine.sheet.kind is BallotKind.RANKING and marked:
        yield SheetButton(spot, "undo", "Undo")
        if not all(mine.marks):
            yield SheetButton(spot, "rest", "The rest equal")
    if marked and mine.marks != mine.cast:
        yield SheetButton(spot, "cast", "Cast my ballot", discord.ButtonStyle.success)
    if marked:
        yield SheetButton(spot, "clear", "Clear")
    elif mine.cast is None or any(mine.cast):
        yield SheetButton(spot, "blank", "Abstain")
    if mine.cast is not None:
        yield WithdrawButton(mine.decision.id)


class BallotButton(ProposalButton, act="ballot"):
    """Opens one's ballot."""

    label = "Vote"
    style = discord.ButtonStyle.success

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it as far as it is filled in."""
        await show(interaction, self.proposal_id)


async def press(interaction: discord.Interaction, proposal_id: int, width: int, page: int, edit: Edit) -> None:
    """Put a press on the ballot, and show it again; what cannot be is said there."""
    wish = poll.EditSheet(
        proposal_id=ProposalId(proposal_id),
        edit=edit,
        width=width,
        **await of_proposal(interaction, ProposalId(proposal_id)),
    )
    notice = ""
    try:
        await desk(interaction).act(poll.edit_sheet, wish)
    except Invalid as wrong:
        notice = f"⚠ {sentence(wrong)}"
    await show(interaction, proposal_id, page, notice)


class MarkMenu(
    Unspoken,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=rf"accord:mark:{SPOT}:(?P<act>choose|rank|level|give):(?P<at>[0-9]{{1,2}})",
):
    """Marks what is chosen in it."""

    def __init__(  # noqa: PLR0917 - a menu is all of this at once
        self,
        spot: str,
        act: Act,
        placeholder: str,
        choices: list[discord.SelectOption],
        at: int = 0,
        fewest: int = 1,
        most: int = 1,
    ) -> None:
        number, width, page = (int(part) for part in spot.split(":"))
        self.proposal_id, self.options, self.page, self.act, self.at = number, width, page, act, at
        super().__init__(
            discord.ui.Select(
                custom_id=f"accord:mark:{spot}:{act.value}:{at}",
                placeholder=placeholder,
                options=choices,
                min_values=fewest,
                max_values=most,
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "MarkMenu":
        """Rebuild the menu from its id, with the choices it was shown with."""
        options = item.options if isinstance(item, discord.ui.Select) else []
        spot = f"{match['id']}:{match['width']}:{match['page']}"
        return cls(spot, Act(match["act"]), "", options, int(match["at"]), 0, max(1, len(options)))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Mark it."""
        values = tuple(int(value) for value in self.item.values)
        if self.act is Act.GIVE:
            edit = Edit(Act.GIVE, (self.at,), value=values[0])
        else:
            among = tuple(int(option.value) for option in self.item.options)
            edit = Edit(self.act, values, among=among if self.act is Act.CHOOSE else ())
        await press(interaction, self.proposal_id, self.options, self.page, edit)


class RankButton(
    Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:rank:{SPOT}:(?P<at>[0-9]{{1,2}})"
):
    """Puts an option on the next place."""

    def __init__(self, spot: str, at: int, label: str = "…") -> None:
        number, width, _ = (int(part) for part in spot.split(":"))
        self.proposal_id, self.options, self.at = number, width, at
        style = discord.ButtonStyle.primary
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=f"accord:rank:{spot}:{at}"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "RankButton":
        """Rebuild the button from the ids in it."""
        return cls(f"{match['id']}:{match['width']}:{match['page']}", int(match["at"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Rank it."""
        await press(interaction, self.proposal_id, self.options, 0, Edit(Act.RANK, (self.at,)))


class SheetButton(
    Unspoken,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"accord:sheet:{SPOT}:(?P<act>page|undo|rest|clear|cast|blank)",
):
    """Undoes, fills up, clears or casts a ballot, or turns its page."""

    def __init__(
        self, spot: str, act: str, label: str = "", style: discord.ButtonStyle = discord.ButtonStyle.secondary
    ) -> None:
        number, width, page = (int(part) for part in spot.split(":"))
        self.proposal_id, self.options, self.page, self.act = number, width, page, act
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=f"accord:sheet:{spot}:{act}"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "SheetButton":
        """Rebuild the button from the ids in it."""
        return cls(f"{match['id']}:{match['width']}:{match['page']}", match["act"], "…")

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the button says."""
        if self.act == "page":
            await show(interaction, self.proposal_id, self.page)
        elif self.act in {"cast", "blank"}:
            await cast(interaction, self.proposal_id, blank=self.act == "blank")
        else:
            await press(interaction, self.proposal_id, self.options, self.page, Edit(Act(self.act)))


async def cast(interaction: discord.Interaction, proposal_id: int, *, blank: bool) -> None:
    """Cast the ballot, and show it with its receipt, after the commit."""
    who = await of_proposal(interaction, ProposalId(proposal_id))
    wish = poll.CastSheet(proposal_id=ProposalId(proposal_id), blank=blank, **who)
    receipt = await desk(interaction).act(poll.cast_sheet, wish)
    verb = "changed" if receipt.changed else "in"
    said = " It is blank: you abstain." if blank else ""
    notice = (
        f"✅ Your ballot is {verb}.{said} Receipt `{receipt.code}`. The vote ends {moment(receipt.closes_at, 'R')}."
    )
    if receipt.carries:
        notice += " Under “My vote” you can speak for those who follow you."
    stub = await stub_line(interaction, receipt, {"proposal_id": ProposalId(proposal_id), **who})
    await show(interaction, proposal_id, notice=notice + stub)


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (BallotButton, MarkMenu, RankButton, SheetButton)
