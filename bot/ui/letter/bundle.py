"""All that waits for a member in one message, as much of it as Discord has room for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from bot.rules.ids import LetterId
from bot.services.challenge import ChallengeView
from bot.services.inbox import Inbox, Told
from bot.services.vote import MyVote
from bot.ui.challenge.buttons import seat_row
from bot.ui.challenge.words import letter_words
from bot.ui.clean import clean
from bot.ui.letter import delegations, votes
from bot.ui.people import Called

LETTERS = 4_000
"""Characters of all text in one message (Discord)."""

COMPONENTS = 40
"""Components of one message, nested ones included (Discord)."""

AROUND = 4
"""Components around the letters: what stands above and below, and the button that shows more in its row."""

COMMUNITY = 60
"""Characters of a community's name."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The message, and the letters that are read with it."""

    view: discord.ui.LayoutView
    read: tuple[LetterId, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One letter as it is shown."""

    text: str
    rows: Sequence[discord.ui.ActionRow[Any]]

    @property
    def size(self) -> int:
        """How many components it is, with the line above it."""
        return 2 + sum(1 + len(row.children) for row in self.rows)


def bundled(found: Inbox, community: str, who: Called, *, foot: str, more: discord.ui.Item[Any]) -> Bundle | None:
    """Return the message with what waits for somebody in a community, None where nothing does.

    `more` is the button with which the rest is shown, where there was no room for all.
    """
    if not found.told:
        return None
    parts = [_part(one, who, found.at) for one in found.told]
    head = f"**For you, from {clean(community, COMMUNITY)}**"
    count = _fitting(parts, LETTERS - len(head) - len(foot), COMPONENTS - AROUND)
    view = discord.ui.LayoutView(timeout=None)
    for item in _items(head, parts[:count], foot):
        view.add_item(item)
    if count < len(parts):
        view.add_item(discord.ui.ActionRow(more))
    told = (number for one in found.told[:count] for number in (one.letter.id, *one.with_it))
    return Bundle(view, (*found.settled, *told))


def _part(told: Told, who: Called, now: datetime) -> _Part:
    if isinstance(told.about, MyVote):
        return _Part(votes.text(told.letter, told.about, who), votes.acts(told.about, now))
    if isinstance(told.about, ChallengeView):
        return _Part(letter_words(told.about, who), [seat_row(told.about)])
    kind, alike = told.letter.kind, 1 + len(told.with_it)
    return _Part(delegations.text(kind, told.about, who, alike), delegations.acts(kind, told.about, alike))


def _fitting(parts: Sequence[_Part], room: int, components: int) -> int:
    """Return how many letters fit, from the oldest on."""
    for count, part in enumerate(parts):
        room, components = room - len(part.text), components - part.size
        if room < 0 or components < 0:
            return count
    return len(parts)


def _items(head: str, parts: Sequence[_Part], foot: str) -> Iterable[discord.ui.Item[Any]]:
    yield discord.ui.TextDisplay(head)
    for part in parts:
        yield discord.ui.Separator()
        yield discord.ui.TextDisplay(part.text)
        yield from part.rows
    yield discord.ui.TextDisplay(foot)
