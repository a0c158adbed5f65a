"""Everything that was said about a change of governance; all answers are open in it."""

from collections.abc import Iterator

from bot.rules.holacracy.state import Governance
from bot.ui.clean import clean
from bot.ui.common.said import questions, titled
from bot.ui.consent.lines import concern_head
from bot.ui.consent.said import objection_said, reactions
from bot.ui.consent.words import ARGUED
from bot.ui.pages import Said


def said(item: Governance) -> Iterator[Said]:
    """Yield the case, questions, reactions, objections with their arguments and offers, and concerns."""
    if item.case is not None:
        parts = (("Felt in it", item.case.tension), ("Example", item.case.example), ("It would help", item.case.help))
        yield from titled(
            f"For the role {clean(item.case.role, 60)}", (Said(f"▹ {head}", text) for head, text in parts)
        )
    yield from questions(item)
    yield from titled("Reactions", reactions(item))
    yield from titled("Objections", _objections(item))
    yield from titled("Concerns", (Said(concern_head(one), one.text) for one in item.concerns))


def _objections(item: Governance) -> Iterator[Said]:
    for one in item.objections:
        argued = item.argued[one.number]
        yield from objection_said(one)
        yield Said("↳ For the role", argued.role)
        yield from (Said(f"↳ {ARGUED[criterion]}", text) for criterion, text in argued.arguments.items())
        yield from [Said("↳ It would break a rule", argued.breach)] if argued.breach else []
        for number, offer in enumerate(item.offers, start=1):
            if offer.objection == one.number:
                yield Said(f"↳ Text {number} in its place", offer.text)
                yield from [Said("↳ It would fail", offer.failure)] if offer.failure else []
