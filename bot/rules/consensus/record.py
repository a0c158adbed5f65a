"""The record of a consensus."""

from bot.rules.consensus import state
from bot.rules.consensus.state import Consensus, Fate, Phase
from bot.rules.process.record import Ended, Ending, Record, Said, Stance, by_name

STANCES = {
    state.Stance.AGREE: Stance.AGREE,
    state.Stance.RESERVATIONS: Stance.RESERVATIONS,
    state.Stance.STAND_ASIDE: Stance.ASIDE,
}
ENDINGS = {Fate.LIFTED: Ending.WITHDRAWN, Fate.UNBACKED: Ending.UNBACKED, Fate.RELEASED: Ending.RELEASED}


def record(item: Consensus) -> Record | None:
    """Return what is written down of a consensus, with who stands aside and need not carry it out (B4)."""
    if item.phase is not Phase.CONSENSUS:
        return None
    answered = {by: Said(by, STANCES[one.stance], one.reason) for by, one in item.positions.items()}
    aside = {by: Said(by, Stance.ASIDE, words) for by, words in item.not_obliged.items()}
    return Record(
        text=item.text,
        need=item.need,
        said=by_name(answered | aside, item.required),
        objections=tuple(Ended(one.by, one.reason, ENDINGS[one.fate]) for one in item.blocks.values()),
        review=item.settings.review,
        responsible=item.proposer,
    )
