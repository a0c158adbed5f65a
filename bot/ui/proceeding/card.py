"""The living card of a proceeding: where it stands, what happens next and when, and for whom it waits."""

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.rules.process.proceeding import Proceeding
from bot.rules.record import Line
from bot.services.legality import UNQUESTIONED, Legality
from bot.services.values import ALONE, Climb, Place
from bot.ui.card import DISPLAY_LIMIT, TITLE_ROOM, excerpt
from bot.ui.clean import clean
from bot.ui.face import AnyItem, Face, PhaseWords
from bot.ui.knobs import own_ways
from bot.ui.ladder import climb_lines
from bot.ui.law import law_colour, law_lines
from bot.ui.people import named
from bot.ui.reader import reading_row
from bot.ui.reading import What
from bot.ui.record import head_words
from bot.ui.words import moment

NEED_ROOM = 400
"""Letters of the need, with its escapes."""


def card(  # noqa: PLR0917 - what a card shows
    proceeding: Proceeding,
    place: Place,
    face: Face,
    now: datetime,
    rows: Sequence[discord.ui.ActionRow[discord.ui.LayoutView]],
    climb: Climb = ALONE,
    head: Line | None = None,
    law: Legality = UNQUESTIONED,
) -> discord.ui.LayoutView:
    """Return the card as of now, never beyond Discord's limits; `head` is the last line about it in the record."""
    item = proceeding.item(max(now, proceeding.heard_until))
    words = face.phases[item.phase]
    top, foot = _head(proceeding, face, item), _foot(proceeding, place, face, item, climb, law)
    foot = "\n".join(filter(None, (foot, head_words(head))))
    text, cut = excerpt(item.text, DISPLAY_LIMIT - len(top) - len(foot))
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay(top),
        discord.ui.TextDisplay(text),
        discord.ui.Separator(),
        discord.ui.TextDisplay(foot),
        accent_colour=law_colour(law, discord.Colour(words.colour)),
    )
    for row in [*rows, *_reading(proceeding, face, item, cut=cut)]:
        container.add_item(row)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def _reading(
    proceeding: Proceeding, face: Face, item: AnyItem, *, cut: bool
) -> list[discord.ui.ActionRow[discord.ui.LayoutView]]:
    """Return the buttons with which one reads what the card has no room for."""
    found = [What.TEXT] * (cut or item.version > 1)
    found += [What.SAID] * any(True for _ in face.said(item))
    return [reading_row(proceeding.id, *found)] if found else []


def waiting_words(proceeding: Proceeding, item: AnyItem) -> str:
    """Return for whom it waits, empty where for nobody."""
    waiting = proceeding.process.waiting_for(item) if item.phase not in proceeding.process.machine.ends else ()
    return f"Waiting for {named(sorted(waiting))}" if waiting else ""


def _head(proceeding: Proceeding, face: Face, item: AnyItem) -> str:
    version = f" · version {item.version}" if item.version > 1 else ""
    return (
        f"## {clean(proceeding.title, TITLE_ROOM)}\n"
        f"-# **{clean(proceeding.circle, 100)}** · {proceeding.process.name.lower()} · "
        f"{face.seats(item)} · no. {proceeding.id}{version}"
        + (f"\n*{clean(item.need, NEED_ROOM)}*" if item.need else "")
    )


def _foot(  # noqa: PLR0917 - what a card says below its text
    proceeding: Proceeding, place: Place, face: Face, item: AnyItem, climb: Climb, law: Legality
) -> str:
    words = face.phases[item.phase]
    lines = [_path(face, item), f"**{words.now}**"]
    lines += [f"-# {words.why}"] if words.why and proceeding.beginning.why_notes else []
    lines += face.lines(item)
    lines += [waiting] if (waiting := waiting_words(proceeding, item)) else []
    lines += [_next(words, item.ends)] if item.ends else []
    lines += [words.then] if item.phase in proceeding.process.machine.ends and words.then and not climb.goes_on else []
    lines += [*law_lines(law), *climb_lines(climb)]
    lines += [own] if (own := own_ways(proceeding)) else []
    lines += [f"⚠ I could not post here lately: {clean(place.trouble, 200)}"] if place.trouble else []
    lines += [f"Talk about it in <#{place.thread_id}>"] if place.thread_id else []
    return "\n".join(lines)


def _path(face: Face, item: AnyItem) -> str:
    """Return the course with a sign for what is over, where it stands, and what is to come."""
    if item.phase not in face.path:
        return f"▸ **{face.phases[item.phase].name}**"
    at = face.path.index(item.phase)
    names = [face.phases[phase].name for phase in face.path]
    return " → ".join([*(f"✓ {name}" for name in names[:at]), f"▸ **{names[at]}**", *names[at + 1 :]])


def _next(words: PhaseWords, at: datetime) -> str:
    return f"{words.then or 'At the latest'} {moment(at, 'R')} ({moment(at, 'f')})"
