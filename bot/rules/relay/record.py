"""The record of what two houses have come to."""

from bot.rules.process.record import Record
from bot.rules.relay.state import Phase, Relay


def record(item: Relay) -> Record | None:
    """Return what is written down of an adopted text; the houses speak as one, so nobody's word is kept apart."""
    if item.phase is not Phase.ADOPTED:
        return None
    return Record(text=item.text, need=item.need, review=item.settings.review, responsible=item.proposer)
