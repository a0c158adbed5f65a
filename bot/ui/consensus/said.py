"""Everything that was said in a consensus process; nothing of what was said in a round that is still open (K10)."""

from collections.abc import Iterator

from bot.rules.consensus import Consensus, Phase
from bot.rules.consensus.state import Stance
from bot.ui.common.said import questions, titled
from bot.ui.consensus.lines import numbered
from bot.ui.consensus.words import FATES
from bot.ui.pages import Said
from bot.ui.people import mention, named
from bot.ui.words import moment

STANCES = {
    Stance.AGREE: "✓ {} agrees",
    Stance.RESERVATIONS: "▹ {} has reservations",
    Stance.STAND_ASIDE: "◇ {} stands aside",
    Stance.BLOCK: "✗ {} blocks",
}


def said(item: Consensus) -> Iterator[Said]:
    """Yield questions, what was brought in, blocks, sessions, and the answers of the last round that has closed."""
    yield from questions(item)
    yield from titled("Brought in", (Said(f"▹ {mention(one.by)}", one.text) for one in item.voices))
    if item.phase is Phase.TEST:
        return
    blocks = numbered(item)
    yield from titled("Blocks", (Said(f"✗ {n} {mention(b.by)}, {FATES[b.fate]}", b.reason) for n, b in blocks))
    yield from titled("Sessions", _sessions(item))
    yield from titled(
        "Answers", (Said(STANCES[a.stance].format(mention(w)), a.reason) for w, a in item.positions.items())
    )


def _sessions(item: Consensus) -> Iterator[Said]:
    for one in item.sessions:
        if one.recorded_at is not None:
            yield Said(f"▹ {moment(one.at, 'f')}, there: {named(sorted(one.present)) or 'nobody'}", one.notes)
