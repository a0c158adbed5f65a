"""The card of a decision: what is asked, by which rule and until when; once it ended, how."""

from collections.abc import Sequence

import discord

from bot.rules.decision import REST, Decision, PollResult, Result, State, outcome
from bot.rules.majority import Outcome, SimpleMajority
from bot.rules.poll import Option, TieRule
from bot.services.proposal import ProposalView
from bot.services.values import Climb
from bot.ui.clean import clean, clean_block
from bot.ui.ladder import climb_lines
from bot.ui.law import law_colour, law_lines
from bot.ui.lot import sealed_words
from bot.ui.poll import TIES, nominating_words, option_lines, poll_words, winner_words
from bot.ui.power.told import decided_lines
from bot.ui.reader import reading_row
from bot.ui.reading import What
from bot.ui.record import head_words
from bot.ui.secrecy import sealed_words as published_words
from bot.ui.secrecy import unanimous_words
from bot.ui.words import moment, outcome_words, represented_words, rule_words, tally_words, verdict_words

DISPLAY_LIMIT = 4_000
"""Characters of all text on one card (Discord)."""

COMPONENT_LIMIT = 40
"""Components of one message, nested ones and containers included (Discord)."""

READ_ON = "\n-# This is the beginning. Press “Read it all”."

TITLE_ROOM = 240
"""Characters for the title with its escapes."""

BACKUPS = "A vote that was handed over goes to the nearest delegate or back-up who votes (breadth-first)"
"""How a vote with back-ups is labelled (governance 7.6)."""

COLOURS = {
    None: discord.Colour(0x5B8DEF),
    Outcome.ADOPTED: discord.Colour(0x4FC98F),
    Outcome.NOT_ADOPTED: discord.Colour(0xF08A7D),
    Outcome.NO_QUORUM: discord.Colour(0xF2C14E),
    Outcome.TIE: discord.Colour(0xF2C14E),
    Outcome.WITHDRAWN: discord.Colour(0x8B93A7),
    Outcome.DRAW_VOID: discord.Colour(0xF2C14E),
}
"""The colour at the edge of a card by outcome; None while there is none."""


def card(
    view: ProposalView, rows: Sequence[discord.ui.ActionRow[discord.ui.LayoutView]], *, whole: bool = False
) -> discord.ui.LayoutView:
    """Return the card, never beyond Discord's limits; `rows` are fresh.

    `whole` shows all digits of a sealed lot's fingerprint.

    While the vote is open the card says how many have voted and never what (governance 2.4); afterwards it
    says the outcome, the numbers and the rule. It carries the rows, as many as fit.
    """
    decision, head, foot = view.decision, _head(view.decision), _foot(view, whole=whole)
    room = DISPLAY_LIMIT - len(head) - len(foot)
    listed = option_lines(view.options, room // 2)
    text, cut = excerpt(decision.text, room - len(listed))
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay(head),
        discord.ui.TextDisplay(text),
        discord.ui.Separator(),
        accent_colour=law_colour(view.legality, COLOURS[outcome(decision)]),
    )
    if listed:
        container.add_item(discord.ui.TextDisplay(listed))
        container.add_item(discord.ui.Separator())
    container.add_item(discord.ui.TextDisplay(foot))
    shown = discord.ui.LayoutView(timeout=None)
    _add_rows(container, [*([reading_row(decision.id, What.TEXT)] if cut else []), *rows])
    shown.add_item(container)
    return shown


def excerpt(text: str, room: int) -> tuple[str, bool]:
    """Return as much of a text as there is room for, and whether that is not all; then it says so."""
    whole = clean_block(text, room)
    if not whole.endswith("…") or whole == clean_block(text):
        return whole or "…", False
    return f"{clean_block(text, room - len(READ_ON))}{READ_ON}", True


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
    about = f" · about **{clean(decision.topic, 60)}**" if decision.topic else ""
    return (
        f"## {clean(decision.title, TITLE_ROOM)}\n"
        f"-# **{clean(decision.circle, 100)}**{about} · proposed by <@{decision.proposer_id}> · no. {decision.id}"
    )


def _foot(view: ProposalView, *, whole: bool) -> str:
    decision, place = view.decision, view.place
    running = decision.state is State.OPEN
    lines = _running(decision, view.ballots, whole=whole) if running else _ended(decision, view.options, view.climb)
    lines += [*law_lines(view.legality), *climb_lines(view.climb)]
    if decision.again_id is not None:
        lines.append(f"Puts no. {decision.again_id} once more, which missed its quorum")
    if place.trouble:
        lines.append(f"⚠ I could not post here lately: {clean(place.trouble, 200)}")
    if place.thread_id is not None:
        lines.append(f"Talk about it in <#{place.thread_id}>")
    return "\n".join(filter(None, (*lines, head_words(view.head))))


def _running(decision: Decision, ballots: int, *, whole: bool) -> list[str]:
    moved = " (moved once)" if decision.extended else ""
    closes = f"**Closes:** {moment(decision.closes_at)} ({moment(decision.closes_at, 'R')}){moved}"
    if decision.override_until is not None:
        closes = (
            f"**Closed** on {moment(decision.closes_at)}. Until {moment(decision.override_until)} some can still vote "
            "themselves, because their delegate voted at the end"
        )
    return [
        f"**Rule:** {_rule(decision)}",
        *_promises(decision, whole=whole),
        closes,
        f"{ballots:,} of {decision.rules.roll:,} have voted",
    ]


def _rule(decision: Decision) -> str:
    rules = decision.rules
    if rules.poll:
        return poll_words(rules.poll, rules.quorum)
    tie = f"; {TIES[TieRule.STATUS_QUO]}" if isinstance(rules.threshold, SimpleMajority) else ""
    return f"{rule_words(rules)}{tie}"


def _promises(decision: Decision, *, whole: bool) -> list[str]:
    """Return what is said of ballots, nominations and the sealed lot, and of back-ups where delegates have some."""
    poll, liquid = decision.rules.poll, decision.rules.liquid
    said = [nominating_words(poll), sealed_words(poll, whole=whole)] if poll else []
    return [line for line in (published_words(decision), *said, BACKUPS if liquid and liquid.backups else "") if line]


def _ended(decision: Decision, options: Sequence[Option], climb: Climb) -> list[str]:
    ended = outcome(decision)
    if ended is None:
        return [f"Closed on {moment(decision.closes_at)}; the votes are being counted."]
    named = f"### {outcome_words(ended, decision.rules)}"
    if decision.result is None or ended is Outcome.WITHDRAWN:
        return [
            named,
            f"**Rule:** {_rule(decision)}",
            "The proposer took it back; nothing was decided.",
        ]
    rest = []
    if ended is Outcome.NO_QUORUM and decision.again_id is None and not climb.goes_on:
        rest.append(f"It can be put again, once, from {moment(decision.closes_at + REST, 'D')}")
    return [
        named,
        *_numbers(decision, decision.result, options),
        f"Closed on {moment(decision.closes_at)}",
        *rest,
    ]


def _numbers(decision: Decision, result: Result | PollResult, options: Sequence[Option]) -> list[str]:
    """Return what was counted, and the rule by which it was."""
    if isinstance(result, Result):
        return [
            f"{tally_words(result)} · {represented_words(result)}",
            *decided_lines(decision),
            *([alike] if (alike := unanimous_words(decision)) else []),
            f"**Rule:** {verdict_words(result, decision.rules)}",
        ]
    won = winner_words(decision, options)
    return [
        *([won] if won else []),
        represented_words(result),
        *decided_lines(decision),
        *([alike] if (alike := unanimous_words(decision)) else []),
        f"**Rule:** {_rule(decision)}",
    ]
