"""The record of an agreement on one screen: the text with its why, who was asked, and what became of objections."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import discord

from bot.rules.process.record import RESERVED, Ended, Record, Stance
from bot.services.agreement import AgreementView
from bot.ui.agreed import number_of
from bot.ui.agreement.words import ENDINGS, STANCES, standing, way_words
from bot.ui.card import DISPLAY_LIMIT, TITLE_ROOM
from bot.ui.clean import clean, clean_block
from bot.ui.common.lines import EXCERPT, some
from bot.ui.people import whose
from bot.ui.words import moment

NEED_ROOM = 400
"""Letters of the need, with its escapes."""

FOOT_ROOM = 2_200
"""Letters of what was said, so that the text keeps room."""


def shown(
    view: AgreementView, now: datetime, row: discord.ui.ActionRow[discord.ui.LayoutView]
) -> discord.ui.LayoutView:
    """Return the record with its buttons, never beyond Discord's limits."""
    head, foot = _head(view, now), fitting(list(told(view)), FOOT_ROOM)
    text = clean_block(view.agreement.record.text, DISPLAY_LIMIT - len(head) - len(foot)) or "…"
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay(head),
        discord.ui.TextDisplay(text),
        discord.ui.Separator(),
        discord.ui.TextDisplay(foot),
        row,
    )
    shown = discord.ui.LayoutView(timeout=None)
    shown.add_item(container)
    return shown


def _head(view: AgreementView, now: datetime) -> str:
    agreement, record = view.agreement, view.agreement.record
    version = f" · version {agreement.version}" if agreement.version > 1 else ""
    return (
        f"## {number_of(agreement.id)} {clean(agreement.title, TITLE_ROOM)}\n"
        f"-# **{clean(agreement.circle, 100)}**{version} · adopted {moment(agreement.adopted_at, 'D')} by "
        f"{way_words(view.current)}, no. {agreement.adopted_by} · <@{agreement.responsible}> sees to it\n"
        f"**{standing(agreement, now)}**" + (f"\n*{clean(record.need, NEED_ROOM)}*" if record.need else "")
    )


def told(view: AgreementView) -> Iterator[str]:
    """Yield what stands below the text: who said what, concerns, objections, what was added, reports, the thread."""
    record = view.agreement.record
    yield from said(record)
    yield from some(
        [f"▹ Concern of {whose(one)}: {clean(one.words, EXCERPT)}" for one in record.concerns],
        "concerns",
    )
    yield from some([objection_line(one) for one in record.objections], "objections")
    yield from [f"-# Measured: {clean(one, EXCERPT)}" for one in record.measures]
    for put_off in record.put_off:
        yield f"-# Put off: {clean(put_off.words, EXCERPT)} (<@{put_off.owner}>, {moment(put_off.by, 'D')})"
    reports = [one for one in view.reports if one.version == view.agreement.version]
    yield from some([f"◇ Minority report of <@{one.by}>: {clean(one.text, EXCERPT)}" for one in reports], "reports")
    where = view.place.thread_id or view.place.channel_id
    yield f"-# How it came about: <#{where}>"


def said(record: Record) -> Iterator[str]:
    """Yield how many said what, and the reasons of those who took part with a doubt or not at all."""
    if record.numbers:
        of = record.numbers
        yield f"{of.yes:,} yes, {of.no:,} no, {of.abstain:,} abstained, of {of.eligible:,} who could vote"
    counts = Counter(one.stance for one in record.said)
    if counts:
        yield " · ".join(f"{counts[stance]} {words}" for stance, words in STANCES.items() if counts[stance])
    doubts = [one for one in record.said if one.stance in RESERVED or one.stance is Stance.ADVICE]
    yield from some([f"◇ <@{one.by}> {STANCES[one.stance]}: {clean(one.words, EXCERPT)}" for one in doubts], "reasons")


def objection_line(one: Ended) -> str:
    """Return an objection on a line, with how it ended and what was answered."""
    answer = f" ↳ {clean(one.answer, EXCERPT)}" if one.answer else ""
    return f"✗ {whose(one)}, {ENDINGS[one.ending]}: {clean(one.words, EXCERPT)}{answer}"


def fitting(lines: list[str], room: int) -> str:
    """Return the lines that fit; the last one, which says where to read on, always does."""
    *body, last = lines
    left, kept = room - len(last) - len(MORE) - 2, list[str]()
    for line in body:
        if len(line) + 1 > left:
            kept.append(MORE)
            break
        kept.append(line)
        left -= len(line) + 1
    return "\n".join([*kept, last])


MORE = "… `/agreements export` has it whole"
