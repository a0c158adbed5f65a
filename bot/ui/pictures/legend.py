"""What the shapes on a picture of delegations mean, of those that are there."""

from collections.abc import Collection

from bot.ui.pictures import paint
from bot.ui.pictures.bloom import dot, over, shape
from bot.ui.pictures.font import wrapped
from bot.ui.pictures.forest import Root
from bot.ui.pictures.graph_words import Facts, loop_words, outside_words, over_words
from bot.ui.pictures.petals import DOT

_ROW = 22
_SIGN, _WORDS = paint.LEFT + 15, paint.LEFT + 36
"""Where signs stand, and where words begin."""


def legend(facts: Facts, roots: Collection[Root | None], unit: int, top: int) -> tuple[str, int]:
    """Draw it from `top` down; return it with the height of the picture.

    `roots` are the shapes that are drawn; a dot stands for up to `unit` people, and for nobody where that is 0.
    """
    people = "a person who delegates" if unit == 1 else f"up to {unit:,} people who delegate"
    rows = [
        (shape(Root.PERSON)[0], "the votes that one person would cast" if Root.PERSON in roots else ""),
        (shape(None)[0], "the votes that one person hands on, or would cast" if None in roots else ""),
        (f'<path d="{dot(0j, DOT)}" fill="{paint.BLUE}"/>', people if unit and facts.trees.handed else ""),
        (shape(Root.LOOP)[0], loop_words(facts)),
        (shape(Root.OUTSIDE)[0], outside_words(facts)),
        (over(0j, 6), over_words(facts)),
    ]
    parts, y = list[str](), top + 30
    for sign, words in rows:
        lines = wrapped(words, paint.SMALLEST, paint.RIGHT - _WORDS, 3)
        parts += [f'<g transform="translate({_SIGN} {y - 6})">{sign}</g>'] if lines else []
        parts += [
            paint.text(_WORDS, y + _ROW * at, line, size=paint.SMALLEST, fill=paint.QUIET)
            for at, line in enumerate(lines)
        ]
        y += _ROW * len(lines) + (4 if lines else 0)
    return (paint.separator(top) + "".join(parts), y) if parts else ("", top + 10)
