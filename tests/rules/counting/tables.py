"""Tables of axioms: for each method and each axiom None where it holds, else a poll on which it fails."""

from collections.abc import Mapping

from bot.rules.counting.poll import Poll

HOLDS: Poll | None = None

Row = Mapping[str, Poll | None]
Table = Mapping[str, Row]


def promised(row: Row) -> list[str]:
    """Return the axioms that hold."""
    return [axiom for axiom, cell in row.items() if cell is None]


def lacking(table: Table) -> list[tuple[str, str, Poll]]:
    """Return the cells that do not hold, each with its poll."""
    return [(method, axiom, cell) for method, row in table.items() for axiom, cell in row.items() if cell is not None]
