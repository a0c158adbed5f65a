"""What governance shows on its card: for which role, what it changes, and every objection with its arguments."""

from bot.rules.consent import Phase
from bot.rules.consent.state import Objection
from bot.rules.holacracy.state import Governance
from bot.rules.objection import Criterion
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, answered, questions, some, why
from bot.ui.consent.lines import objection_line
from bot.ui.holacracy.words import LACKING, change_words

ARGUED = {
    Criterion.CAPACITY: "harm to the aim",
    Criterion.OWN_ROLE: "their role",
    Criterion.CAUSED: "its cause",
    Criterion.NECESSARY: "its urgency",
}


def lines(item: Governance) -> list[str]:
    """Return the case, and what the phase is about."""
    if item.phase is Phase.WITHDRAWN:
        return why(item)
    found = case_lines(item)
    if item.phase is Phase.ROUND:
        return [*found, *answered(item), *questions(item)]
    if item.dropped is not None:
        lacking = f"{LACKING[item.dropped.lacking]}. " if item.dropped.lacking else ""
        return [*found, f"<@{item.dropped.by}>: {lacking}{clean(item.dropped.reason, EXCERPT)}"]
    return found + some([_objection(item, one) for one in item.standing or item.objections], "objections")


def case_lines(item: Governance) -> list[str]:
    """Return what is changed, for which role, and an example."""
    changes = "; ".join(f"{change_words(one.output, one.kind)}: **{clean(one.name, 100)}**" for one in item.changes)
    if item.case is None:
        return [changes[:EXCERPT]]
    role, example = clean(item.case.role, 60), clean(item.case.example, EXCERPT)
    return [changes[: 2 * EXCERPT], f"-# For the role **{role}**. Example: {example}"]


def _objection(item: Governance, one: Objection) -> str:
    argued = item.argued[one.number]
    given = [ARGUED[criterion] for criterion in Criterion if criterion in argued.arguments]
    what = "that a rule would be broken" if argued.breach else f"{', '.join(given)} ({len(given)} of 4)"
    return f"{objection_line(one)}\n-# For the role **{clean(argued.role, 60)}**; argued: {what}"
