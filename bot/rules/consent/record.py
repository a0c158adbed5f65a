"""The record of a consent round."""

from bot.rules.consent.state import Consent, Fate, Objection, Phase
from bot.rules.process.record import Ended, Ending, PutOff, Record, Said, Stance, Voice, by_name

ENDINGS = {
    Fate.RESOLVED: Ending.RESOLVED,
    Fate.WITHDRAWN: Ending.WITHDRAWN,
    Fate.DISQUALIFIED: Ending.DISQUALIFIED,
    Fate.ABANDONED: Ending.ABANDONED,
}


def record(item: Consent) -> Record | None:
    """Return what is written down of a round in which nobody objected; the proposer sees to it (C10)."""
    return written(item) if item.phase is Phase.ADOPTED else None


def written(item: Consent) -> Record:
    """Return what was said in a round that ended without an objection."""
    answered = {member: Said(member, Stance.CONSENT) for member in item.positions}
    return Record(
        text=item.text,
        need=item.need,
        said=by_name(answered, item.required),
        concerns=tuple(Voice(one.by, one.text, one.relayed) for one in item.concerns if one.objection is None),
        objections=tuple(_ended(one) for one in item.objections),
        measures=item.measures,
        put_off=tuple(PutOff(one.what, one.owner, one.by) for one in item.deferred),
        split_off=item.split_off,
        review=item.review,
        responsible=item.proposer,
    )


def _ended(one: Objection) -> Ended:
    """Return how an objection ended; of a member who is not named, by who raised it for them."""
    by = one.by if one.through is None else one.through
    answer = one.answer or (one.ruling.reason if one.ruling else "")
    return Ended(by, one.reason, ENDINGS[one.fate], answer, relayed=one.through is not None)
