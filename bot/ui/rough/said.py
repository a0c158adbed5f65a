"""The whole ledger of a rough consensus: every issue with its disposition, the declaration, the appeals."""

from collections.abc import Iterator

from bot.rules.rough import Rough
from bot.rules.rough.state import Issue
from bot.ui.common.said import titled
from bot.ui.pages import Said
from bot.ui.people import mention
from bot.ui.rough.words import FATES


def said(item: Rough) -> Iterator[Said]:
    """Yield every issue, the declaration and the appeals."""
    yield from titled("Issues", (said for one in item.issues for said in _issue(one)))
    declared = [Said(f"▸ {mention(item.declared_by)}", item.declaration)] if item.declared_by else []
    yield from titled("Declaration", declared)
    yield from titled("Appeals", (Said(f"✗ {mention(one.by)}", one.ground) for one in item.appeals))


def _issue(one: Issue) -> Iterator[Said]:
    yield Said(f"**{one.number}** {FATES[one.fate]} · {mention(one.by)}", one.text)
    if one.disposition and one.disposed_by:
        yield Said(f"↳ {mention(one.disposed_by)}", one.disposition)
