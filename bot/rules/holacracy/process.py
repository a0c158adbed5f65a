"""How asynchronous governance describes itself."""

from collections.abc import Mapping

from bot.rules.consent import process as consent
from bot.rules.consent.record import record
from bot.rules.consent.state import Phase
from bot.rules.holacracy.moves import Argue, FindBreach, ObjectFor, Offer, PingProposer, Revise, ShowFailure, Submit
from bot.rules.holacracy.outputs import Change, Output, PolicyKind
from bot.rules.holacracy.state import MACHINE, Governance, Settings, knobs
from bot.rules.ids import MemberId
from bot.rules.process.description import Beginning, Process, drafted


def begin(beginning: Beginning, settings: Settings) -> Governance:
    """Return the draft of a proposal."""
    return drafted(Governance, beginning, settings, secretary=beginning.secretary, review=settings.review)


def submitting(given: Mapping[str, str]) -> Submit:
    """Return the opening: its title names the role or policy, and "define_policy:grant" says what is done to it."""
    output, _, kind = given["output"].partition(":")
    change = Change(Output(output), given["title"], PolicyKind(kind) if kind else None)
    return Submit(given["role"], given["tension"], given["example"], given["help"], (change,))


def waiting_for(item: Governance) -> frozenset[MemberId]:
    """Return who has to do something before it goes on, among them who is to read the rules that would be broken."""
    if item.phase is not Phase.INTEGRATE:
        return consent.waiting_for(item)
    claimed = (item.objection(number) for number, one in item.argued.items() if one.breach and one.found is None)
    readers = {item.reader(objection) for objection in claimed if objection.open}
    return consent.waiting_for(item) | (item.members & readers)


def calling(before: Governance, after: Governance) -> frozenset[MemberId]:
    """Return who has just been asked once more to answer, objectors or the proposer."""
    proposer = frozenset({after.proposer} if len(after.pings) > len(before.pings) else ())
    return consent.calling(before, after) | proposer


AS_IN_CONSENT = consent.PROCESS.told & {move for _, move in MACHINE.table}

PROCESS = Process(
    key="holacracy",
    name="Governance",
    sentence="A role or policy changes unless somebody objects for a role of theirs; objections are integrated.",
    source="Holacracy Constitution 5.0, 5.2 and 5.3",
    machine=MACHINE,
    objecting=frozenset({ObjectFor}),
    settings=Settings,
    begin=begin,
    open=submitting,
    knobs=knobs,
    waiting_for=waiting_for,
    told=AS_IN_CONSENT | {Revise, ObjectFor, Argue, FindBreach, Offer, ShowFailure, PingProposer},
    calling=calling,
    record=record,
)
