"""Everything that has crossed between the houses, and the clauses by which the keepers object."""

from collections.abc import Iterator

from bot.rules.relay.state import Relay
from bot.ui.common.said import titled
from bot.ui.pages import Said
from bot.ui.people import mention


def said(item: Relay) -> Iterator[Said]:
    """Yield every word that has crossed, in order, and the clauses."""
    yield from titled("What has crossed", _crossed(item))
    yield from titled("The clauses", [Said(f"▹ {number}", clause) for number, clause in item.constitution.items()])


def _crossed(item: Relay) -> list[Said]:
    words = [(one.by, one.word) for one in item.crossed]
    return [Said(f"▹ {mention(by)}", word.text or word.reason) for by, word in words if word.text or word.reason]
