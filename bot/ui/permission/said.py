"""What was said about a permission: why it was stopped or held, and what was done."""

from collections.abc import Iterator

from bot.rules.permission import Permission
from bot.ui.common.said import titled
from bot.ui.pages import Said
from bot.ui.people import mention


def said(item: Permission) -> Iterator[Said]:
    """Yield who was against it, and the report."""
    yield from titled("Against it", [Said(f"✗ {mention(item.against)}", item.reason)] if item.against else [])
    yield from titled("What was done", [Said("▹", item.report)] if item.report else [])
