"""Everything that was said in a consent round; nothing of what was said in a round that is still open (K10)."""

from collections.abc import Iterator

from bot.rules.consent import Phase
from bot.rules.consent.state import Consent, Objection
from bot.ui.common.said import questions, titled
from bot.ui.consent.lines import concern_head, head
from bot.ui.consent.words import ARGUED, CRITERIA, FATES
from bot.ui.pages import Said
from bot.ui.people import mention


def said(item: Consent) -> Iterator[Said]:
    """Yield questions, reactions, objections with what became of them, concerns, and who consented at last."""
    open_ = item.round if item.phase is Phase.ROUND else None
    yield from questions(item)
    yield from titled("Reactions", reactions(item))
    objections = [one for one in item.objections if one.round != open_]
    yield from titled("Objections", (said for one in objections for said in objection_said(one)))
    yield from titled("Concerns", (Said(concern_head(one), one.text) for one in item.concerns if one.round != open_))
    yield from titled("Measured", (Said("▹", one) for one in item.measures))
    yield from titled("Put off", (Said(f"▹ {mention(one.owner)}", one.what) for one in item.deferred))
    yield from titled("Split off", (Said("▹", one) for one in item.split_off))
    if item.phase is Phase.ADOPTED:
        yield from titled("Consent", (Said(f"✓ {mention(who)}") for who in sorted(item.positions)))
        yield from titled("No answer", (Said(f"◌ {mention(who)}") for who in sorted(item.silent)))


def reactions(item: Consent) -> Iterator[Said]:
    """Yield every reaction."""
    for who, text in item.reactions.items():
        yield Said(f"💬 {mention(who)}", text) if text else Said(f"-# {mention(who)} had nothing to add")


def objection_said(one: Objection) -> Iterator[Said]:
    """Yield an objection, each further argument, the ruling on it and the answer to it."""
    yield Said(f"{head(one)}, {FATES[one.fate]}", one.reason)
    yield from (Said(f"↳ {ARGUED[criterion]}", text) for criterion, text in one.arguments)
    if one.ruling:
        missing = "; ".join(CRITERIA[criterion].lower() for criterion in one.ruling.missing)
        found = f"not given: {missing}" if missing else "is argued"
        yield Said(f"↳ {mention(one.ruling.by)} rules ({found})", one.ruling.reason)
    if one.answer:
        yield Said("↳ Answer", one.answer)
