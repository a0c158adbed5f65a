"""The questions of a form as Discord's components, and what was typed or chosen in them."""

import re
from collections import ChainMap
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import discord

from bot.ui.deadline import parse_deadline
from bot.ui.face import Answers, AnyItem, Field, Kind


def input_of(field: Field, item: AnyItem = None) -> Any:  # noqa: ANN401 - one of three kinds of component
    """Return the component of a question; what stands in it at first may depend on the item."""
    given = (field.given(item) if field.given else _before(field)) or None
    if field.kind is Kind.PEOPLE:
        return discord.ui.UserSelect[Any](
            custom_id=field.key, min_values=field.fewest, max_values=field.most, required=field.fewest > 0
        )
    if field.kind is Kind.CHOICES:
        options = [discord.SelectOption(label=label[:100], value=value) for value, label in field.options]
        return discord.ui.Select[Any](
            custom_id=field.key,
            options=options,
            min_values=field.fewest,
            max_values=field.most,
            required=field.fewest > 0,
        )
    style = discord.TextStyle.short if field.kind in {Kind.LINE, Kind.WHEN} else discord.TextStyle.paragraph
    return discord.ui.TextInput[Any](
        custom_id=field.key,
        style=style,
        max_length=field.most,
        required=field.fewest > 0,
        default=given and given[: field.most],
    )


def typed_in(component: Any) -> str:  # noqa: ANN401 - one of three kinds of component
    """Return what was typed, or the ids of what was chosen with spaces between."""
    if isinstance(component, discord.ui.TextInput):
        return str(component.value)
    return " ".join(str(getattr(one, "id", one)) for one in component.values)


def understood(fields: Iterable[Field], answers: Answers, now: datetime) -> Answers:
    """Return the answers with moments that were written in words, and with every part. Raises UnclearDeadline."""
    moments = {
        field.key: parse_deadline(answers[field.key], now=now, timezone="UTC").isoformat()
        for field in fields
        if field.kind is Kind.WHEN and field.key in answers
    }
    parts = [_parts(field, answers[field.key]) for field in fields if field.kind is Kind.PARTS and field.key in answers]
    return dict(ChainMap(moments, *parts, dict(answers)))


def _before(field: Field) -> str:
    """Return what stands in a box of several answers at first."""
    return "\n".join(f"{label} " for _, label in field.options) if field.kind is Kind.PARTS else ""


def _parts(field: Field, written: str) -> dict[str, str]:
    """Return what is written after the words of each part, nothing where they are gone."""
    sought = {key: re.search(re.escape(label), written, re.IGNORECASE) for key, label in field.options}
    found = {key: match.span() for key, match in sought.items() if match}
    starts = [*(start for start, _ in found.values()), len(written)]
    ends = {key: min(at for at in starts if at >= end) for key, (_, end) in found.items()}
    return {key: written[found[key][1] : ends[key]].strip() if key in found else "" for key in sought}
