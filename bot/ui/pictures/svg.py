"""SVG to PNG with the two fonts that Accord brings along, so that every machine draws the same bytes."""

from html import escape

import resvg_py

from bot.ui.clean import visible
from bot.ui.pictures.font import BOLD, REGULAR

FONT = "DejaVu Sans"
"""The family to name in a picture; regular and bold are there."""


def render(svg: str) -> bytes:
    """Return the picture as PNG, with Accord's own fonts only. Raises ValueError where it is no SVG."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            skip_system_fonts=True,
            font_files=[str(REGULAR), str(BOLD)],
            font_family=FONT,
            sans_serif_family=FONT,
        )
    )


def svg_text(text: str) -> str:
    """Return the text for use inside an SVG: escaped, on one line, without letters that XML refuses."""
    return escape(" ".join(visible(text).split()))
