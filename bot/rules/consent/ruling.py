"""Is an objection argued? A ruling says which argument is missing and why, never that one is wrong (K1, H6).

Only the facilitator rules, who is neither proposer nor objector, and each ruling can be taken to the circle.
Source: Holacracy 5.3.4a (any member may demand the test), RFC 7282, section 3 (appeals).
"""

from dataclasses import replace
from types import MappingProxyType

from bot.rules.consent.moves import Appeal, AskForRuling, GiveRuling, JudgeAppeal
from bot.rules.consent.round import concerned
from bot.rules.consent.state import Consent, Fate, Judge, Objection, Phase, Ruling
from bot.rules.consent.table import MACHINE
from bot.rules.objection import rule_on
from bot.rules.process.errors import DoneAlready, NotYours, OwnCase
from bot.rules.process.item import acted, put, saying
from bot.rules.process.machine import Turn
from bot.rules.process.seats import check_member


@MACHINE.on(AskForRuling, Phase.INTEGRATE, who="a member", guard="the circle has objections tested")
def ask_for_ruling(item: Consent, move: AskForRuling, turn: Turn) -> Consent:
    """Ask for a ruling."""
    check_member(item, turn.by)
    objection = _untested(item, move.objection)
    return item.with_objection(replace(objection, ruling_asked=True))


@MACHINE.on(GiveRuling, Phase.INTEGRATE, who="the facilitator, if no party", guard="a reason is given")
def give_ruling(item: Consent, move: GiveRuling, turn: Turn) -> Consent:
    """Rule; what is not argued is out of the way, unless the circle finds otherwise in time."""
    item = acted(item, turn.by, turn.at)
    objection = _untested(item, move.objection)
    if item.facilitator in {item.proposer} | objection.parties:
        raise OwnCase
    found = rule_on(move.argued, asked=item.settings.criteria)
    ruling = Ruling(item.facilitator, found.missing, saying(move.reason, "reason"), turn.at)
    if found.counts:
        return item.with_objection(replace(objection, fate=Fate.VALID, ruling=ruling))
    out = replace(
        objection,
        fate=Fate.DISQUALIFIED,
        ruling=ruling,
        confirmed=frozenset(),
        revivable_until=turn.at + item.settings.appeal,
    )
    return concerned(item.with_objection(out), objection)


@MACHINE.on(Appeal, Phase.INTEGRATE, who="a member", guard="it was just ruled out")
def appeal(item: Consent, move: Appeal, turn: Turn) -> Consent:
    """Take a ruling to the circle; the objection stands until more of those who say so find the ruling right."""
    check_member(item, turn.by)
    objection = item.objection(move.objection)
    if objection.fate is not Fate.DISQUALIFIED or objection.revivable_until is None:
        raise NotYours
    concerns = tuple(one for one in item.concerns if one.objection != objection.number)
    until = turn.at + item.settings.appeal
    standing = replace(objection, fate=Fate.VALID, appeal=MappingProxyType({}), revivable_until=until)
    return replace(item.with_objection(standing), concerns=concerns)


@MACHINE.on(JudgeAppeal, Phase.INTEGRATE, who="a member who is no party", guard="there is an appeal")
def judge_appeal(item: Consent, move: JudgeAppeal, turn: Turn) -> Consent:
    """Take what a member thinks of a ruling; their last word counts."""
    member = check_member(item, turn.by)
    objection = item.objection(move.objection)
    if objection.appeal is None:
        raise NotYours
    ruler = objection.ruling.by if objection.ruling else None
    if member in {item.proposer, objection.owner, ruler}:
        raise OwnCase
    return item.with_objection(replace(objection, appeal=put(objection.appeal, member, move.upheld)))


def _untested(item: Consent, number: int) -> Objection:
    objection = item.objection(number)
    if item.settings.judge is Judge.NOBODY or objection.fate is Fate.ORPHANED:
        raise NotYours
    if not objection.open or objection.ruling is not None:
        raise DoneAlready
    return objection
