"""How ballots are published, in words and as the choices of a menu; and who voted how, where that is published."""

import re
from collections.abc import Iterator
from typing import Any

import discord

from bot.rules.ballot import Marks
from bot.rules.decision import Choice, Decision, Result
from bot.rules.ids import ProposalId
from bot.rules.poll import sheet_of
from bot.rules.secrecy import LEAST, Secrecy
from bot.services.proposal import AboutProposal
from bot.services.published import Published, published
from bot.ui.ballot import marked_lines
from bot.ui.buttons import BALLOTS, of_proposal
from bot.ui.clean import clean
from bot.ui.desk import ID, NO_MENTIONS, answer, desk, kind
from bot.ui.numbered import ProposalButton
from bot.ui.pages import packed
from bot.ui.people import mention
from bot.ui.unspoken import Unspoken
from bot.ui.words import counted

SAID = 220
"""Characters of one ballot in the list of all."""

AFTERWARDS = {
    Secrecy.OPEN: "**Ballots:** sealed until the close, then published with names",
    Secrecy.PSEUDONYMOUS: "**Ballots:** sealed until the close, then published without names",
    Secrecy.SECRET: "**Ballots:** secret: locked until the close, then parted from their voters",
}
"""What a card says of ballots."""

ALL_ALIKE = 2
"""Ballots from which on it says something that all are alike."""

FEW = 8
"""On a smaller roll than this, who knows the others can guess whose a ballot without a name is."""

CHOICES = {
    Secrecy.OPEN: ("Ballots: with names, afterwards", "At the close everybody sees who voted how"),
    Secrecy.PSEUDONYMOUS: ("Ballots: without names", "At the close ballots are published, and nobody's name with them"),
    Secrecy.SECRET: ("Ballots: secret", "At the close nobody can tell any more whose they are"),
}
"""The label and the hint of each choice."""


def sealed_words(decision: Decision) -> str:
    """Return what a card says of ballots, with a warning where no name is needed to tell whose they are."""
    rules = decision.rules
    guess = " (in a group so small, others can guess)" if rules.roll < FEW else ""
    if rules.secrecy is Secrecy.SECRET:
        guess += ". Everybody votes for themselves" if rules.alone else ". Who speaks for others votes in the open"
    return AFTERWARDS[rules.secrecy] + (guess if rules.secrecy is not Secrecy.OPEN else "")


def unanimous_words(decision: Decision) -> str:
    """Return that everybody is known to have voted alike, or so few that one can guess, where that was to stay open."""
    result = decision.result
    if decision.rules.secrecy is Secrecy.OPEN or result is None:
        return ""
    if decision.rules.secrecy is Secrecy.SECRET and 0 < result.direct < LEAST:
        return f"⚠ Only {counted(result.direct, 'ballot')}: who knows that somebody voted can guess what they said"
    if not isinstance(result, Result) or result.direct < ALL_ALIKE:
        return ""
    tally = result.verdict.tally
    alike = sum(1 for votes in (tally.yes, tally.no, tally.abstain) if votes) == 1
    return "Everybody who voted said the same, so what each of them said is known" if alike else ""


def choices(chosen: Secrecy) -> list[discord.SelectOption]:
    """Return how ballots can be published."""
    return [
        discord.SelectOption(label=label, value=one.value, description=hint, default=one is chosen)
        for one, (label, hint) in CHOICES.items()
    ]


def pages(found: Published) -> list[str]:
    """Return who voted how, the heaviest ballot first."""
    title = clean(found.decision.title, 120)
    secret = found.decision.rules.secrecy is Secrecy.SECRET
    head = f"All ballots on **{title}**, by their numbers:" if secret else f"Who voted how on **{title}**:"
    lines = [*_lines(found)]
    return packed([head, *lines] if lines else [f"{head} nobody voted."], "\n")


def _lines(found: Published) -> Iterator[str]:
    for paper in found.papers:
        yield f"`{paper.number}`: {_said(found, paper.said)}"
    for one in found.ballots:
        others = f" (and for {one.weight - 1:,} more)" if one.weight > 1 else ""
        yield f"{mention(one.member_id)}{others}: {_said(found, one.said)}"


def _said(found: Published, said: Choice | Marks) -> str:
    if isinstance(said, Choice):
        symbol, word, _ = BALLOTS[said]
        return f"{symbol} {word}"
    rules = found.decision.rules.poll
    assert rules is not None, "marks are of a poll"  # noqa: S101
    marked = " · ".join(marked_lines(found.options, said, rules, sheet_of(rules, len(found.options))))
    return marked if len(marked) <= SAID else f"{marked[: SAID - 1]}…"


def who_button(decision: Decision) -> list["WhoButton"]:
    """Return the button that shows all ballots, where they are published in Discord."""
    label = {Secrecy.OPEN: WhoButton.label, Secrecy.SECRET: "All ballots"}.get(decision.rules.secrecy)
    return [WhoButton(decision.id, label)] if decision.result is not None and label else []


class WhoButton(ProposalButton, act="who"):
    """Shows who voted how, or what was voted in secret."""

    label = "Who voted how?"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the first page."""
        text, view = await _page(interaction, self.proposal_id, 0)
        await answer(interaction, text, view)


class WhoPage(
    Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:whopage:{ID}:(?P<page>[0-9]{{1,4}})"
):
    """Turns to a page of who voted how."""

    def __init__(self, proposal_id: int, page: int, label: str = "…") -> None:
        self.proposal_id, self.page = ProposalId(proposal_id), page
        super().__init__(discord.ui.Button(label=label, custom_id=f"accord:whopage:{proposal_id}:{page}"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: object, match: re.Match[str], /) -> "WhoPage":
        """Rebuild the button from the ids in it."""
        return cls(int(match["id"]), int(match["page"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the page in place of the one before."""
        text, view = await _page(interaction, self.proposal_id, self.page)
        await interaction.response.edit_message(content=text, view=view, allowed_mentions=NO_MENTIONS)


async def _page(interaction: discord.Interaction, proposal_id: ProposalId, page: int) -> tuple[str, discord.ui.View]:
    wish = AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    told = pages(await desk(interaction).ask(published, wish))
    at, view = min(page, len(told) - 1), discord.ui.View(timeout=None)
    if at:
        view.add_item(WhoPage(proposal_id, at - 1, "◀ Back"))
    if at + 1 < len(told):
        view.add_item(WhoPage(proposal_id, at + 1, "Next ▶"))
    view.stop()
    return f"{told[at]}\n-# Page {at + 1} of {len(told)}" if len(told) > 1 else told[at], view


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (WhoButton, WhoPage)
