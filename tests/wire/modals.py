"""Filling in a modal as a person does: by the label or the custom_id of each field."""

from collections.abc import Mapping
from typing import Any

from tests.wire.components import SELECTS, ComponentType
from tests.wire.resolving import Resolver
from tests.wire.world import Json

REFERRING = (SELECTS - {ComponentType.STRING_SELECT}) | {ComponentType.FILE_UPLOAD}
LISTS = SELECTS | {ComponentType.CHECKBOX_GROUP, ComponentType.FILE_UPLOAD}
UNLIMITED = {ComponentType.CHECKBOX_GROUP}  # as many as there are options, unless told otherwise
LONGEST_INPUT = 4000


def submit(modal: Json, given: Mapping[str, object], resolver: Resolver) -> list[Json]:
    """The `components` of a submission; AssertionError for what a client would not send."""
    left = dict(given)
    parts = [_part(part, left, resolver, number) for number, part in enumerate(modal["components"], 1)]
    assert not left, f"the modal {modal['title']!r} has no fields {list(left)}: {fields(modal)}"
    return [part for part in parts if part]


def fields(modal: Json) -> list[str]:
    """The labels a person sees, in order."""
    return [name for part in modal["components"] for _, name in _inputs(part)]


def _inputs(part: Json) -> list[tuple[Json, str]]:
    """The fields of one top-level component, each with its label."""
    if part["type"] == ComponentType.LABEL:
        return [(part["component"], part["label"])]
    inside = part.get("components", [])
    return [(each, each.get("label") or each["custom_id"]) for each in inside]


def _part(part: Json, left: dict[str, object], resolver: Resolver, number: int) -> Json | None:
    frame = {"type": part["type"], "id": part.get("id") or number}
    if part["type"] == ComponentType.TEXT:
        return frame
    filled = []
    for field, label in _inputs(part):
        key = label if label in left else field["custom_id"]
        filled.append(_field(field, label, left.pop(key, None), resolver))
    if part["type"] == ComponentType.LABEL:
        return frame | {"component": filled[0]}
    return frame | {"components": filled}


def _field(field: Json, label: str, value: Any, resolver: Resolver) -> dict[str, Any]:
    kind = ComponentType(field["type"])
    filled = {"type": kind, "custom_id": field["custom_id"], "id": field.get("id") or 100}
    needed = field.get("required", True)
    if kind in LISTS:
        values = _preset(field) if value is None else [*value] if isinstance(value, list | tuple) else [value]
        _check_list(field, label, values, needed=needed)
        ids = [resolver.id_of(each) for each in values] if kind in REFERRING else values
        return filled | {"values": ids}
    if kind is ComponentType.CHECKBOX:
        return filled | {"value": bool(field.get("default") if value is None else value)}
    if kind is ComponentType.RADIO_GROUP:
        chosen = next(iter(_preset(field)), None) if value is None else value
        _check_list(field, label, [] if chosen is None else [chosen], needed=needed)
        return filled | {"value": chosen}
    text = str(field.get("value") or "") if value is None else str(value)
    assert text or not needed, f"{label}: must be filled in"
    longest = field.get("max_length") or LONGEST_INPUT
    assert not text or (field.get("min_length") or 0) <= len(text) <= longest, f"{label}: {len(text)} characters"
    return filled | {"value": text}


def _preset(field: Json) -> list[Json]:
    return [each["value"] for each in field.get("options", []) if each.get("default")]


def _check_list(field: Json, label: str, values: list[Any], *, needed: bool) -> None:
    assert values or not needed, f"{label}: something must be chosen"
    if "options" in field:
        offered = [each["value"] for each in field["options"]]
        assert set(values) <= set(offered), f"{label}: {values} are not among {offered}"
    if values:
        least = field.get("min_values") or 1
        most = field.get("max_values") or (len(field["options"]) if field["type"] in UNLIMITED else 1)
        assert least <= len(values) <= most, f"{label}: {len(values)} chosen, {least} to {most} are possible"
