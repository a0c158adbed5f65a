"""What rough consensus shows on its card: the ledger, open issues first, and what was declared."""

from bot.rules.rough import Phase, Rough
from bot.rules.rough.state import Fate, Issue
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, some, why
from bot.ui.rough.words import FATES


def seats(item: Rough) -> str:
    """Return who proposes and who chairs."""
    return f"proposed by <@{item.proposer}> · chaired by <@{item.facilitator}>"


def lines(item: Rough) -> list[str]:
    """Return the ledger, whether somebody supports the text, and the declaration or the appeal."""
    if item.phase is Phase.WITHDRAWN:
        return why(item)
    ledger = sorted(item.issues, key=lambda one: one.fate is not Fate.OPEN)
    found = some([_issue(one) for one in ledger], "issues")
    if item.phase in {Phase.CALL, Phase.OPEN}:
        supported = "✓ Somebody supports the text" if item.supported else "○ Nobody else supports the text yet"
        return [*found, supported, *_uncalled(item)]
    if item.phase is Phase.APPEALED:
        contest = item.appeals[-1]
        return [*found, f"<@{contest.by}> appeals: {clean(contest.ground, EXCERPT)}"]
    if item.declaration:
        found += [f"<@{item.declared_by}> declares: {clean(item.declaration, EXCERPT)}"]
    return found


def _uncalled(item: Rough) -> list[str]:
    return [] if item.called == item.version else ["○ The new text has to be called before it can be declared"]


def _issue(one: Issue) -> str:
    given_in = ", not pressed any more" if one.given_in and one.fate is Fate.OPEN else ""
    disposed = f"\n-# ↳ <@{one.disposed_by}>: {clean(one.disposition, EXCERPT)}" if one.disposition else ""
    return f"**{one.number}** {FATES[one.fate]}{given_in} · <@{one.by}>: {clean(one.text, EXCERPT)}{disposed}"
