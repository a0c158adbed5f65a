"""The card of a decision: what is asked, by which rule and until when; once it ended, how."""

from collections.abc import Sequence

import discord

from bot.rules.decision import REST, Decision, State, outcome
from bot.rules.majority import Outcome
from bot.services.ports import Place
from bot.ui.clean import clean, clean_block
from bot.ui.words import OUTCOME_NAMES, moment, represented_words, rule_words, tally_words, verdict_words

DISPLAY_LIMIT = 4_000
"""Characters of all text on one card (Discord)."""

COMPONENT_LIMIT = 40
"""Components of one message, nested ones and containers included (Discord)."""

TITLE_ROOM = 240
"""Characters for the title with its escapes."""

COLOURS = {
    None: discord.Colour(0x5B8DEF),
    Outcome.ADOPTED: discord.Colour(0x4FC98F),
    Outcome.NOT_ADOPTED: discord.Colour(0xF08A7D),
    Outcome.NO_QUORUM: discord.Colour(0xF2C14E),
    Outcome.TIE: discord.Colour(0xF2C14E),
    Outcome.WITHDRAWN: discord.Colour(0x8B93A7),
}
"""The colour at the edge of a card by outcome; None while there is none."""


def card(
    decision: Decision,
    place: Place,
    ballots: int,
    *,
    rows: Sequence[discord.ui.ActionRow[discord.ui.LayoutView]],
) -> discord.ui.LayoutView:
    """Return the card, never beyond Discord's limits; `ballots` are in so far, `rows` are fresh.

    While the vote is open the card says how many have voted and never what (governance 2.4); afterwards it
    says the outcome, the numbers and the rule. It carries the rows, as many as fit.
    """
    head, foot = _head(decision), _foot(decision, place, ballots)
    room = DISPLAY_LIMIT - len(head) - len(foot)
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay(head),
        discord.ui.TextDisplay(clean_block(decision.text, room) or "…"),
        discord.ui.Separator(),
        discord.ui.TextDisplay(foot),
        accent_colour=COLOURS[outcome(decision)],
    )
    view = discord.ui.LayoutView(timeout=None)
    _add_rows(container, rows)
    view.add_item(container)
    return view


def _add_rows(
    container: discord.ui.Container[discord.ui.LayoutView],
    rows: Sequence[discord.ui.ActionRow[discord.ui.LayoutView]],
) -> None:
    used = 1 + len(container.children)
    for row in rows:
        used += 1 + len(row.children)
        if used > COMPONENT_LIMIT:
            return
        container.add_item(row)


def _head(decision: Decision) -> str:
    return (
        f"## {clean(decision.title, TITLE_ROOM)}\n"
        f"-# **{clean(decision.circle, 100)}** · proposed by <@{decision.proposer_id}> · no. {decision.id}"
    )


def _foot(decision: Decision, place: Place, ballots: int) -> str:
    lines = _running(decision, ballots) if decision.state is State.OPEN else _ended(decision)
    if decision.again_id is not None:
        lines.append(f"Puts no. {decision.again_id} once more, which missed its quorum")
    if place.trouble:
        lines.append(f"⚠ I could not post here lately: {clean(place.trouble, 200)}")
    if place.thread_id is not None:
        lines.append(f"Talk about it in <#{place.thread_id}>")
    return "\n".join(lines)


def _running(decision: Decision, ballots: int) -> list[str]:
    moved = " (moved once)" if decision.extended else ""
    return [
        f"**Rule:** {rule_words(decision.rules)}",
        f"**Closes:** {moment(decision.closes_at)} ({moment(decision.closes_at, 'R')}){moved}",
        f"{ballots:,} of {decision.rules.roll:,} have voted",
    ]


def _ended(decision: Decision) -> list[str]:
    ended = outcome(decision)
    if ended is None:
        return [f"Closed on {moment(decision.closes_at)}; the votes are being counted."]
    named = f"### {OUTCOME_NAMES[ended]}"
    if decision.result is None or ended is Outcome.WITHDRAWN:
        return [
            named,
            f"**Rule:** {rule_words(decision.rules)}",
            "The proposer took it back; nothing was decided.",
        ]
    rest = []
    if ended is Outcome.NO_QUORUM and decision.again_id is None:
        rest.append(f"It can be put again, once, from {moment(decision.closes_at + REST, 'D')}")
    return [
        named,
        f"{tally_words(decision.result)} · {represented_words(decision.result)}",
        f"**Rule:** {verdict_words(decision.result, decision.rules)}",
        f"Closed on {moment(decision.closes_at)}",
        *rest,
    ]
