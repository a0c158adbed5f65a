"""What Discord refuses in a message although the OpenAPI file allows it: too many components, and so on."""

from collections import Counter
from collections.abc import Iterable

from tests.wire.components import ONLY_V2, SELECTS, UPLOADED, ComponentType, media_of, texts, walk
from tests.wire.world import Json, MessageFlag

LONGEST_CONTENT = 2000
LONGEST_V2_TEXT = 4000
MOST_COMPONENTS = 40
MOST_ROWS = 5
MOST_BUTTONS = 5


def message_problems(content: str, embeds: list[Json], components: list[Json], flags: int) -> list[str]:
    """The rules a message breaks, in words; an empty list if it can be shown."""
    broken = [] if len(content) <= LONGEST_CONTENT else [f"content: {len(content)} characters"]
    if flags & MessageFlag.COMPONENTS_V2:
        broken += _v2_problems(content, embeds, components)
    else:
        broken += _classic_problems(components)
    return broken + _repeated(components) + _row_problems(components)


def missing_files(components: list[Json], embeds: list[Json], names: Iterable[str]) -> list[str]:
    """References to uploads that the message does not have."""
    urls = [media["url"] for media in media_of(components)]
    urls += [embed[key]["url"] for embed in embeds for key in ("image", "thumbnail") if embed.get(key)]
    known = set(names)
    wanted = [url.removeprefix(UPLOADED) for url in urls if url.startswith(UPLOADED)]
    return [f"components: no attachment is named {name}" for name in wanted if name not in known]


def _v2_problems(content: str, embeds: list[Json], components: list[Json]) -> list[str]:
    broken = []
    if content or embeds:
        broken.append("flags: content and embeds cannot be used with Components V2")
    if (count := sum(1 for _ in walk(components))) > MOST_COMPONENTS:
        broken.append(f"components: {count} components, {MOST_COMPONENTS} are allowed")
    if (length := sum(map(len, texts(components)))) > LONGEST_V2_TEXT:
        broken.append(f"components: {length} characters of text, {LONGEST_V2_TEXT} are allowed")
    return broken


def _classic_problems(components: list[Json]) -> list[str]:
    broken = []
    if any(each["type"] in ONLY_V2 for each in walk(components)):
        broken.append("components: this type needs the Components V2 flag")
    if len(components) > MOST_ROWS:
        broken.append(f"components: {len(components)} rows")
    return broken


def _repeated(components: list[Json]) -> list[str]:
    used = Counter(each["custom_id"] for each in walk(components) if each.get("custom_id"))
    return [f"components: custom_id {name} is used {count} times" for name, count in used.items() if count > 1]


def _row_problems(components: list[Json]) -> list[str]:
    broken = []
    for row in walk(components):
        if row["type"] != ComponentType.ROW:
            continue
        inside = row["components"]
        selects = sum(each["type"] in SELECTS for each in inside)
        if len(inside) > MOST_BUTTONS or (selects and len(inside) > 1):
            broken.append(f"components: a row of {len(inside)} with {selects} selects")
    return broken
