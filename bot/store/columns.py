"""Whole columns of numbers out of the database, without a single row passing through Python.

The database joins all rows into one text, which takes a third of the time that fetching them takes, leaves the
interpreter to others meanwhile, and needs no object for each number.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, select

from bot.rules.columns import Ids


def joined(*columns: ColumnElement[int | None]) -> Select[Any]:
    """Return the question for all rows of these columns at once; a null would be left out, with its whole row."""
    first, *rest = (cast(column, Text) for column in columns)
    row: ColumnElement[str] = first
    for number in rest:
        row = row + "," + number
    return select(func.aggregate_strings(row, ","))


def read_columns(
    connection: Connection, question: Select[Any], asked: Mapping[str, object], width: int = 1
) -> list[Ids]:
    """Return `width` columns in the same order of rows, whichever that is."""
    text: str | None = connection.execute(question, asked).scalar()
    rows = (np.fromstring(text, dtype=np.int64, sep=",") if text else np.empty(0, dtype=np.int64)).reshape(-1, width)
    return [np.ascontiguousarray(rows[:, at]) for at in range(width)]
