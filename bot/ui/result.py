"""The announcement of a result: its name, its picture, and the numbers to check it by hand."""

from collections.abc import Sequence
from io import BytesIO

import discord

from bot.rules.counting.outcome import Count, renamed
from bot.rules.decision import Decision, PollResult, Result
from bot.rules.lot import Drawing
from bot.rules.poll import method_of, scale_of
from bot.services.proposal import ProposalView
from bot.ui.card import COLOURS, TITLE_ROOM
from bot.ui.clean import clean
from bot.ui.law import law_colour, law_lines
from bot.ui.lot import void_words
from bot.ui.pictures import drawn
from bot.ui.pictures.yes_no import result_bars
from bot.ui.poll import level_words, poll_words, winner_words
from bot.ui.power.told import decided_lines
from bot.ui.reason import announced
from bot.ui.record import head_words
from bot.ui.secrecy import unanimous_words
from bot.ui.words import outcome_words, represented_words, verdict_words

FILE_NAME = "result.png"
"""The name of the picture on the message; the gallery points to it."""


def announcement(
    view: ProposalView,
    count: Count | None,
    rows: Sequence[discord.ui.ActionRow[discord.ui.LayoutView]] = (),
    drawing: Drawing | None = None,
    reasons: Sequence[str] = (),
) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """Return the view and the files to send with it; `count` is what the method of a poll counted.

    `drawing` is the lot that the poll had sealed: where it is void, that is said. `reasons` are those of vetoes.

    Drawing takes some 30 to 150 ms: call it off the event loop. Raises ValueError where nothing was counted.
    """
    decision, result = view.decision, view.decision.result
    if result is None:
        raise ValueError("nothing was counted")
    picture, twin = _picture(view, result, count)
    file = discord.File(BytesIO(picture), filename=FILE_NAME, description=twin)
    named = f"## {outcome_words(result.outcome, decision.rules)}\n**{clean(decision.title, TITLE_ROOM)}**"
    law = "\n".join(law_lines(view.legality)) if view.legality.last else ""
    came = (
        law,
        winner_words(decision, view.options),
        level_words(count, view.options),
        void_words(drawing, result.outcome),
    )
    head = "\n".join(filter(None, (named, *came)))
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay(head),
        discord.ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{FILE_NAME}", description=twin)),
        *(discord.ui.TextDisplay(told) for told in (announced(reasons),) if told),
        discord.ui.TextDisplay(_numbers(view, result)),
        accent_colour=law_colour(view.legality, COLOURS[result.outcome]),
    )
    for row in rows:
        container.add_item(row)
    shown = discord.ui.LayoutView(timeout=None)
    shown.add_item(container)
    return shown, [file]


def _picture(view: ProposalView, result: Result | PollResult, count: Count | None) -> tuple[bytes, str]:
    if isinstance(result, Result):
        return result_bars(result, view.decision.rules)
    rules = view.decision.rules.poll
    if rules is None or count is None:
        raise ValueError("nothing was counted")
    names = {str(option.number): option.text for option in view.options}
    listed = [option.text for option in view.options] or ["yes", "no"]
    grades = scale_of(rules)[::-1]
    return drawn(renamed(count, names), listed, method_of(rules), view.decision.title, grade_names=grades)


def _numbers(view: ProposalView, result: Result | PollResult) -> str:
    """Return who took part, what delegation had to do with it, the rule, and where the record has it."""
    decision = view.decision
    told = (*decided_lines(decision), unanimous_words(decision))
    lines = (represented_words(result), *told, f"**Rule:** {_rule(decision)}")
    whose = f"-# **{clean(decision.circle, 100)}** · no. {decision.id}"
    return "\n".join(filter(None, (*lines, whose, head_words(view.head))))


def _rule(decision: Decision) -> str:
    result, poll = decision.result, decision.rules.poll
    if isinstance(result, Result):
        return verdict_words(result, decision.rules)
    return poll_words(poll, decision.rules.quorum) if poll else ""
