"""The delegations of a circle: whose votes come together where (governance 7.7, 12.3).

Without names it is a garden in which nothing depends on who anybody is; with names it is an outline.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache

from bot.ui.people import Called
from bot.ui.pictures import garden, paint, rows
from bot.ui.pictures.forest import forest
from bot.ui.pictures.graph_words import Facts, headline, rest_words, sentences
from bot.ui.pictures.legend import legend
from bot.ui.pictures.names import legible, pictured, sentence
from bot.ui.pictures.outline import outline
from bot.ui.pictures.svg import render

_TOP = 106
"""Where the body begins."""


def drawn(
    roll: Collection[int],
    edges: Mapping[int, int | None],
    title: str,
    *,
    names: Called | None = None,
    cap: int | None = None,
) -> tuple[bytes, str]:
    """Return the picture of a circle's delegations as PNG, 840 dots wide, and its twin of at most 1,024 characters.

    `edges` leads from truster to trustee, None for "nobody here"; `title` is the circle, `cap` the most votes that
    one ballot may weigh. With `names`, display names without mentions and markdown, people are named; without, the
    picture depends neither on ids nor on their order. 500 people take some 200 ms: call it off the event loop.
    """
    svg, twin = sketched(roll, edges, title, names=names, cap=cap)
    return render(svg), twin


def sketched(
    roll: Collection[int],
    edges: Mapping[int, int | None],
    title: str,
    *,
    names: Called | None = None,
    cap: int | None = None,
) -> tuple[str, str]:
    """Return the SVG and the text twin."""
    facts = Facts(forest(roll, edges), len(roll), cap)
    body, height = _garden(facts) if names is None else _outline(facts, _formed(names, pictured))
    svg = paint.card(height, paint.head(paint.GATHER, paint.BLUE, headline(facts), title) + body)
    told = sentences(facts, None if names is None else _formed(names, legible))
    return svg, f"{sentence(title)} {' '.join(told)}".strip()


def _formed(names: Called, form: Callable[[str], str]) -> Called:
    return cache(lambda member: form(names(member)))


def _garden(facts: Facts) -> tuple[str, int]:
    """Draw the delegations without names; return it with the height of the picture."""
    found = garden.view(facts.trees)
    plants, end = garden.drawn(found, facts.cap, _TOP)
    rest, end = _rest(rest_words(found.seen.rest), end)
    alone, end = garden.selves(len(facts.trees.alone), found.seen.unit, end)
    roots = {each.root for blossom, _ in found.seen.blossoms for each in blossom.all()}
    signs, height = legend(facts, roots, found.seen.unit, end + 12)
    return plants + rest + alone + signs, height


def _outline(facts: Facts, names: Called) -> tuple[str, int]:
    """Draw the delegations with names; return it with the height of the picture."""
    found = outline(facts.trees, names)
    lines, end = rows.drawn(found.rows, facts.cap, _TOP)
    rest, end = _rest(rest_words(found.rest), end)
    alone, end = rows.selves(sorted(names(member) for member in facts.trees.alone), end)
    signs, height = legend(facts, {row.root for row in found.rows}, 0, end + 12)
    return lines + rest + alone + signs, height


def _rest(words: str, end: int) -> tuple[str, int]:
    """Draw what is left out below the rest; return it with where it ends."""
    if not words:
        return "", end
    return paint.text(paint.WIDTH // 2, end + 28, words, size=17, anchor="middle"), end + 36
