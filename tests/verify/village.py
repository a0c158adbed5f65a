"""A village that has decided in every way that the record has to tell: what is exported of it is checked and forged."""

import importlib.util
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from bot.rules.cap import SHARE
from bot.rules.decision import Choice, Decision
from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.majority import FixedQuorum, Supermajority
from bot.rules.poll import PollRules, TieRule
from bot.rules.secrecy import Secrecy
from bot.services import delegation, poll, proposal, vote, word
from bot.services.export import community_record
from bot.services.ports import UnitOfWork
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOME, HOUR, MEMBERS, NOW
from tests.town import Town, about, person

FAY, GUS, HAL, IDA = (MemberId(ELA + n) for n in (1, 2, 3, 4))
PEOPLE = (*MEMBERS, FAY, GUS, HAL, IDA)
END = NOW + 5 * DAY
BREADS = ("Rye", "Brioche", "Flat bread")
RANKED = ((1, 2, 3, 4), (2, 1, 3, 0), (3, 1, 2, 4), (1, 1, 0, 3), (0, 2, 1, 0))
SCORED = ((6, 1, 0), (4, 5, 2), (1, 6, 6), (3, 3, 3), (0, 0, 4))
MARKED = ((1, 0, 0), (0, 1, 0), (1, 1, 0), (0, 0, 1), (0, 1, 1))
CHOICES = {
    "schulze": (PollRules("schulze"), RANKED),
    "ranked_pairs": (PollRules("ranked_pairs", ties=TieRule.LISTED), RANKED),
    "irv": (PollRules("irv"), RANKED),
    "borda": (PollRules("borda", seats=2, ties=TieRule.LISTED), [row[:3] for row in RANKED]),
    "stv_scottish": (PollRules("stv_scottish", seats=2, ties=TieRule.LISTED), [row[:3] for row in RANKED]),
    "star": (PollRules("star"), SCORED),
    "score": (PollRules("score", settings={"by": "median"}), SCORED),
    "majority_judgment": (PollRules("majority_judgment"), SCORED),
    "approval": (PollRules("approval", seats=2), MARKED),
    "equal_shares": (PollRules("equal_shares", seats=2), MARKED),
    "lot": (PollRules("lot", seats=2), MARKED),
}
"""Choices by method, the last but one of which the verifier does not count; ballots of ANNA, BEN and so on."""


USUAL = ("trees", "window", "chambers", "veto", "drawn", "secret", "spoken", "irv", "equal_shares")
"""Votes that between them have everything that there is in a record."""


def loaded() -> ModuleType:
    """Return the verifier, from its file as an outsider has it."""
    spec = importlib.util.spec_from_file_location("verifier", Path(__file__).parents[2] / "verify.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["verifier"] = module
    spec.loader.exec_module(module)
    return module


VERIFIER = loaded()


@dataclass(frozen=True, slots=True)
class Village:
    """The village, its decisions by what they show, and the stubs of those who voted in secret."""

    town: Town
    decisions: dict[str, Decision]
    stubs: Mapping[MemberId, str]


def build(town: Town, names: Sequence[str] = USUAL) -> Village:
    """Let the village decide."""
    town.rule("backups", value=True)
    circle = town.found(members=PEOPLE, quorum=FixedQuorum(2))
    for name, members in (("Cooks", PEOPLE[:4]), ("Gardeners", PEOPLE[4:])):
        town.found(name, members)
    _delegate(town, circle)
    decisions = {name: _opened_by_name(town, circle, name, PEOPLE[at % 5]) for at, name in enumerate(names)}
    stubs = {one: stub for one in PEOPLE if "secret" in decisions for stub in _stub(town, decisions["secret"], one)}
    town.leave(circle, HAL, NOW + DAY)
    town.sweep(END + HOUR / 60)
    if "window" in decisions:
        town.cast(decisions["window"], IDA, Choice.NO, END + HOUR)
        town.cast(decisions["window"], GUS, Choice.NO, END + HOUR)
        town.take_back(decisions["window"], GUS, END + HOUR)
    town.sweep(NOW + 10 * DAY)
    return Village(town, decisions, stubs)


def _stub(town: Town, decision: Decision, member: MemberId) -> Iterator[str]:
    """Yield the stub of a secret ballot, if there is one."""
    found = town.ask(lambda unit, one: unit.papers.get(one, member), decision.id)
    if found:
        yield found[0].secret


def _opened_by_name(town: Town, circle: CircleId, name: str, proposer: MemberId) -> Decision:
    """Open one of the village's votes and cast its ballots."""
    ways = {"trees": _trees, "window": _window, "drawn": _drawn, "secret": _secret, "spoken": _spoken}
    if name in ways:
        return ways[name](town, circle)
    match name:
        case "chambers":
            return _asked(town, circle, PollRules("double_majority", chambers=("Cooks", "Gardeners")))
        case "veto":
            return _asked(town, circle, PollRules("consensus_approval", settings={"min_plus": "2"}))
    return _choice(town, circle, proposer, *CHOICES[name])


def _delegate(town: Town, circle: CircleId) -> None:
    """Have DAVID, ELA, FAY and GUS reach BEN, more than the cap; IDA goes on past who does not vote; HAL leaves."""
    town.uncap()
    _hand(town, DAVID, BEN)
    _hand(town, ELA, DAVID)
    _hand(town, FAY, HAL, ELA, BEN)
    _hand(town, GUS, BEN)
    _hand(town, IDA, GUS, CLEO)
    town.trust(ANNA, BEN)
    town.trust(ANNA, None, Scope.CIRCLE, circle)
    town.rule("cap", SHARE)


def _hand(town: Town, member: MemberId, to: MemberId, *backups: MemberId) -> None:
    first, *others = (delegation.Delegate(one, is_bot=False, in_community=True) for one in (to, *backups))
    wish = delegation.SetDelegation(
        actor=person(member),
        now=NOW,
        reach=delegation.Reach(Scope.COMMUNITY, 0),
        delegate=first,
        backups=tuple(others),
    )
    town.store.run_now(delegation.set_delegation, wish)


def _trees(town: Town, circle: CircleId) -> Decision:
    """A two-thirds majority with a ballot changed, one taken back, one of who leaves, and a later end."""
    trees = town.propose(circle, BEN, threshold=Supermajority(2, 1))
    town.cast(trees, BEN, Choice.YES)
    town.cast(trees, CLEO, Choice.NO)
    town.cast(trees, CLEO, Choice.ABSTAIN)
    town.cast(trees, HAL, Choice.NO)
    town.cast(trees, ANNA, Choice.YES)
    town.take_back(trees, ANNA)
    town.extend(trees, END + DAY, BEN)
    return trees


def _window(town: Town, circle: CircleId) -> Decision:
    """BEN votes at the very end, so that those who follow him may still vote themselves."""
    window = town.propose(circle, CLEO, ends=END)
    town.cast(window, ANNA, Choice.YES)
    town.cast(window, CLEO, Choice.YES, END - HOUR)
    town.cast(window, BEN, Choice.YES, END - HOUR)
    return window


def _asked(town: Town, circle: CircleId, rules: PollRules) -> Decision:
    """A question of yes or no that a method counts, with a reason where a no is a veto."""
    decision = _opened(town, circle, DAVID, rules, ())
    veto = "The roof leaks." if decision.rules.poll and decision.rules.poll.reasons else None
    for member, choice in ((ANNA, Choice.YES), (BEN, Choice.YES), (CLEO, Choice.NO)):
        town.cast(decision, member, choice, reason=veto if choice is Choice.NO else None)
    return decision


def _drawn(town: Town, circle: CircleId) -> Decision:
    """A tie that a lot settles, with two words."""
    drawn = _choice(town, circle, ELA, PollRules("approval", ties=TieRule.LOT), ((0, 0, 0), (1, 1, 0), (0, 0, 0)))
    for member, text in ((ANNA, "oven"), (BEN, "first"), (BEN, "zebra")):
        town.store.run_now(word.add_word, word.AddWord(actor=person(member), now=NOW, proposal_id=drawn.id, text=text))
    return drawn


def _secret(town: Town, circle: CircleId) -> Decision:
    """A secret vote with a ballot changed, one taken back, and one of who leaves."""
    decision = _opened(town, circle, ANNA, PollRules("approval"), BREADS, Secrecy.SECRET)
    for member, row in ((BEN, (0, 0, 1)), (BEN, (1, 0, 0)), (CLEO, (1, 1, 0)), (DAVID, (0, 0, 0)), (HAL, (0, 1, 0))):
        mark(town, decision.id, member, row)
    mark(town, decision.id, ANNA, (0, 1, 0))
    town.take_back(decision, ANNA)
    return decision


def _spoken(town: Town, circle: CircleId) -> Decision:
    """A secret vote in which BEN speaks for those who follow him, and CLEO did until she changed her mind."""
    town.rule("speakers", value=True)
    decision = town.propose(circle, DAVID, secrecy=Secrecy.SECRET)
    town.rule("speakers", value=False)
    for member, choice in ((ANNA, Choice.NO), (BEN, Choice.YES), (CLEO, Choice.YES), (GUS, Choice.NO)):
        town.cast(decision, member, choice)
    for member in (BEN, CLEO):
        town.store.run_now(vote.speak, about(decision, member))
    town.cast(decision, CLEO, Choice.ABSTAIN)
    return decision


def _choice(
    town: Town, circle: CircleId, proposer: MemberId, rules: PollRules, rows: Sequence[tuple[int, ...]]
) -> Decision:
    decision = _opened(town, circle, proposer, rules, BREADS)
    for member, row in zip(PEOPLE, rows, strict=False):
        mark(town, decision.id, member, row)
    return decision


def _opened(
    town: Town,
    circle: CircleId,
    proposer: MemberId,
    rules: PollRules,
    options: Sequence[str],
    secrecy: Secrecy = Secrecy.OPEN,
) -> Decision:
    wish = proposal.OpenProposal(
        actor=person(proposer),
        now=NOW,
        circle_id=circle,
        title=f"By {rules.method}",
        text="One oven.\nTwo cooks.",
        threshold=None,
        deadline=END,
        poll=rules,
        options=tuple(options),
        secrecy=secrecy,
    )
    return town.known(town.store.run_now(proposal.open_proposal, wish))


def mark(town: Town, proposal_id: ProposalId, member: MemberId, row: tuple[int, ...]) -> None:
    """Cast a ballot that is filled in so."""
    town.store.run_now(lambda unit, _: keep_sheet(unit, proposal_id, member, row), None)
    wish = poll.CastSheet(actor=person(member), now=NOW, proposal_id=proposal_id, blank=not any(row))
    town.store.run_now(poll.cast_sheet, wish)


def keep_sheet(unit: UnitOfWork, proposal_id: ProposalId, member: MemberId, row: tuple[int, ...]) -> None:
    """Fill in a ballot."""
    decision = unit.decisions.get(proposal_id)
    secret = decision is not None and decision.rules.secrecy is Secrecy.SECRET
    (unit.papers if secret else unit.polls).keep_sheet(proposal_id, member, row, NOW)


def keep(path: Path) -> None:
    """Write what the whole village has decided to a file, for later versions to count again."""
    with TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/accord.db")
        store.open()
        build(Town(store), (*USUAL, *(one for one in CHOICES if one not in USUAL)))
        record = store.read_now(community_record, HOME)
        store.close()
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
