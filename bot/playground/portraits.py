"""Initials on a coloured ground, so that people in the playground can be told apart."""

from functools import cache
from html import escape
from importlib.resources import as_file, files

import resvg_py

FONT = files("simcord.preview") / "static" / "fonts" / "noto-sans-latin-v2.015.ttf"
"""The font of the rooms; it comes with the simulation."""

_SHAPE = """<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96">
<rect width="96" height="96" fill="{colour}"/>
<text x="48" y="62" font-family="Noto Sans" font-size="40" font-weight="600" fill="#fff"
 text-anchor="middle">{initials}</text></svg>"""


@cache
def portrait(initials: str, colour: str) -> bytes:
    """Draw a square PNG of 96 pixels with ``initials`` on ``colour`` (CSS notation)."""
    drawing = _SHAPE.format(colour=escape(colour), initials=escape(initials))
    with as_file(FONT) as path:
        return bytes(resvg_py.svg_to_bytes(svg_string=drawing, font_files=[str(path)]))
