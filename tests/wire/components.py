"""Message components: walking them, reading their text, and the form in which Discord gives them back."""

import itertools
from collections.abc import Iterator
from enum import IntEnum
from pathlib import PurePath
from typing import Any

from tests.wire.world import Attachment, Channel, Json

CDN = "https://cdn.discordapp.com/attachments"
MEDIA_KEYS = ("media", "file")
UPLOADED = "attachment://"


class ComponentType(IntEnum):
    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = {
    ComponentType.STRING_SELECT,
    ComponentType.USER_SELECT,
    ComponentType.ROLE_SELECT,
    ComponentType.MENTIONABLE_SELECT,
    ComponentType.CHANNEL_SELECT,
}
ONLY_V2 = {
    ComponentType.SECTION,
    ComponentType.TEXT,
    ComponentType.THUMBNAIL,
    ComponentType.GALLERY,
    ComponentType.FILE,
    ComponentType.SEPARATOR,
    ComponentType.CONTAINER,
}
# What Discord fills in where a request left it out.
FILLED_IN: dict[int, dict[str, Any]] = {
    **{select: {"min_values": 1, "max_values": 1} for select in SELECTS},
    ComponentType.THUMBNAIL: {"description": None, "spoiler": False},
    ComponentType.FILE: {"spoiler": False},
    ComponentType.SEPARATOR: {"spacing": 1, "divider": True},
    ComponentType.CONTAINER: {"accent_color": None, "spoiler": False},
}


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, outer before inner, in the order in which a reader meets them."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for key in ("accessory", "component"):
            if component.get(key):
                yield from walk([component[key]])


def texts(components: list[Json]) -> Iterator[str]:
    """What each text display says."""
    return (each["content"] for each in walk(components) if each["type"] == ComponentType.TEXT)


def text_of(components: list[Json]) -> str:
    """The text a reader sees in text displays, one block per line."""
    return "\n".join(texts(components))


def media_of(components: list[Json]) -> Iterator[Json]:
    """Every media item that the components show."""
    for component in walk(components):
        yield from (component[key] for key in MEDIA_KEYS if key in component)
        if component["type"] == ComponentType.GALLERY:
            yield from (item["media"] for item in component.get("items", []))


def url_of(attachment: Attachment, channel: Channel) -> str:
    return f"{CDN}/{channel.id}/{attachment.id}/{attachment.filename}"


def as_given_back(components: list[Json], attachments: list[Attachment], channel: Channel) -> list[Json]:
    """The components of a request as a response shows them: numbered, filled in, media resolved."""
    taken = {each["id"] for each in walk(components) if each.get("id")}
    numbers = (number for number in itertools.count(1) if number not in taken)
    files = {each.filename: each for each in attachments}
    return [_given_back(each, numbers, files, channel) for each in _without_nulls(components)]


def _without_nulls(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _without_nulls(each) for key, each in value.items() if each is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value


def _given_back(component: Json, numbers: Iterator[int], files: dict[str, Attachment], channel: Channel) -> Json:
    shown = FILLED_IN.get(component["type"], {}) | component
    shown["id"] = component.get("id") or next(numbers)
    for value in shown.get("default_values", []):
        value["id"] = str(value["id"])
    if "components" in shown:
        shown["components"] = [_given_back(each, numbers, files, channel) for each in shown["components"]]
    if "accessory" in shown:
        shown["accessory"] = _given_back(shown["accessory"], numbers, files, channel)
    for key in MEDIA_KEYS:
        if key in shown:
            shown[key] = _unfurled(shown[key], files, channel, shown["id"])
    if component["type"] == ComponentType.FILE:
        stored = files.get(PurePath(shown["file"]["url"]).name)
        shown |= {"name": stored and stored.filename, "size": stored and len(stored.content)}
    if component["type"] == ComponentType.GALLERY:
        shown["items"] = [_item(each, files, channel, shown["id"]) for each in shown["items"]]
    return shown


def _item(item: Json, files: dict[str, Attachment], channel: Channel, number: int) -> Json:
    media = _unfurled(item["media"], files, channel, number)
    return {"description": item.get("description"), "spoiler": bool(item.get("spoiler")), "media": media}


def _unfurled(media: Json, files: dict[str, Attachment], channel: Channel, number: int) -> Json:
    attachment = files.get(PurePath(media["url"]).name)
    if attachment is None:
        return {"id": str(number), "url": media["url"], "proxy_url": media["url"]}
    url = url_of(attachment, channel)
    return {
        "id": str(attachment.id),
        "url": url,
        "proxy_url": url,
        "attachment_id": str(attachment.id),
        "content_type": "image/png" if attachment.filename.endswith(".png") else None,
    }
