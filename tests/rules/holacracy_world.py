"""A circle that governs itself asynchronously, for the walks and the examples of `bot.rules.holacracy`."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random
from types import MappingProxyType

from bot.rules.consent import Phase
from bot.rules.consent.moves import (
    Abandon,
    Answer,
    Appeal,
    Ask,
    AskForMeeting,
    AskForRuling,
    Confirm,
    GiveConsent,
    GiveRuling,
    GiveUp,
    JudgeAppeal,
    Keep,
    Overtaken,
    Ping,
    React,
    TakeOver,
    TimeUp,
    Withdraw,
    WithdrawObjection,
)
from bot.rules.consent.state import Fate, Objection
from bot.rules.holacracy import MACHINE, OPEN, Governance, Settings
from bot.rules.holacracy.moves import (
    Argue,
    Discard,
    DropProposal,
    FindBreach,
    ObjectFor,
    Offer,
    PingProposer,
    Represents,
    Revise,
    ShowFailure,
    Submit,
    Validity,
)
from bot.rules.holacracy.outputs import Change, Output, PolicyKind, check_changes
from bot.rules.ids import MemberId
from bot.rules.objection import Criterion
from bot.rules.process.asking import Silence
from bot.rules.process.item import Why
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.seats import HandOver, Joined, Left, TakeProposal, TakeSeat
from tests.rules.process.walks import ANNA, BEN, CIRCLE, CORA, DAN, DAY, EVE, FAY, HOUR, NOW, Wish

TRIO = frozenset({ANNA, BEN, CORA})
ROLES = {ANNA: "baker", BEN: "buyer", CORA: "cook", DAN: "driver", EVE: "editor", FAY: "farmer"}
SUBMIT = Submit("baker", "the oven is cold", "last Monday", "somebody would have lit it")
CHANGES = (Change(Output.AMEND_ROLE, "baker"), Change(Output.DEFINE_POLICY, "oven", PolicyKind.DOMAIN))
WEEK = 7 * DAY


def drafted(members: frozenset[MemberId] = CIRCLE, settings: Settings | None = None) -> Governance:
    return Governance(
        members=members,
        proposer=ANNA,
        facilitator=BEN,
        secretary=CORA,
        order=(CORA, DAN),
        texts=("The baker lights the oven",),
        since=NOW,
        seat_since=NOW,
        review=timedelta(days=90),
        settings=settings or Settings(),
        changes=CHANGES,
        roles=MappingProxyType({member: frozenset({role}) for member, role in ROLES.items()}),
    )


def argued(member: MemberId, *criteria: Criterion) -> ObjectFor:
    return ObjectFor(ROLES[member], tuple((one, "it slows the kitchen") for one in criteria or tuple(Criterion)))


def submitted(settings: Settings | None = None, members: frozenset[MemberId] = CIRCLE) -> Governance:
    return MACHINE.act(drafted(members, settings), SUBMIT, Turn(ANNA, NOW))


def done(item: Governance, *moves: tuple[Move, MemberId | None], at: datetime | None = None) -> Governance:
    for move, by in moves:
        item = MACHINE.act(item, move, Turn(by, at or item.since + HOUR))
    return item


def confirmed(item: Governance, *besides: MemberId) -> Governance:
    return done(item, *((GiveConsent(), member) for member in sorted(item.required - {*besides})))


def objected(*criteria: Criterion) -> Governance:
    return done(submitted(), (argued(DAN, *criteria), DAN))


class Circle:
    machine = MACHINE

    def start(self, chance: Random) -> Governance:
        settings = Settings(max_integrations=chance.choice((1, 3)))
        if chance.random() < 0.5:
            settings = settings.limited(WEEK, least=chance.choice((0, 1, 2)))
        return drafted(chance.choice((CIRCLE, CIRCLE, TRIO, frozenset({ANNA, BEN}))), settings)

    def wishes(self, item: Governance) -> Iterable[Wish]:
        if item.phase is Phase.DRAFT:
            return [(SUBMIT, item.proposer)]
        usual = {Phase.ROUND: self.confirming, Phase.INTEGRATE: self.integrating, Phase.AMEND: self.amending}
        return [*[*usual[Phase(item.phase)](item)] * 2, *self.others(item)]

    def confirming(self, item: Governance) -> Iterable[Wish]:
        for member in sorted(item.silent):
            yield from [(GiveConsent(), member)] * 6
        yield GiveConsent("look at it in spring"), BEN
        for member in (BEN, CORA, DAN):
            yield from [(argued(member), member), (ObjectFor(ROLES[member], breach="article 1"), member)]
        yield Revise(f"The baker lights it, {item.version}"), item.proposer
        yield Discard(Validity.EXAMPLE, "there was no Monday"), item.facilitator

    def amending(self, item: Governance) -> Iterable[Wish]:
        yield from [(Revise(f"Fitted, {item.version}"), item.proposer)] * 4
        yield from [(Keep("it fits"), item.proposer)] * 4

    def integrating(self, item: Governance) -> Iterable[Wish]:
        for objection in item.objections:
            yield from self.ending(item, objection)
        for number in range(1, len(item.offers) + 1):
            yield ShowFailure(number, "on a holiday"), item.proposer
        yield from [(Revise(f"With a lighter, {item.version}"), item.proposer)] * 2
        yield from [(argued(DAN), DAN), (argued(BEN), BEN), (Keep("on balance"), item.proposer)]
        likely = 3 + 6 * len(item.pings) if item.owed else 1
        yield from [(PingProposer(), item.facilitator), (DropProposal("no answer"), item.facilitator)] * likely
        yield Discard(Validity.HELP, "it would not"), item.facilitator

    def ending(self, item: Governance, objection: Objection) -> Iterable[Wish]:
        number, owner, chair = objection.number, objection.owner, item.facilitator
        if objection.revivable_until is not None:
            yield from [(TakeOver(number), EVE), (TakeOver(number), FAY), (Appeal(number), DAN)] * 4
        if objection.appeal is not None:
            yield from [(JudgeAppeal(number, upheld=False), DAN), (JudgeAppeal(number, upheld=True), EVE)] * 4
        if objection.taken_over:
            yield from [(GiveUp(number), owner)] * 4
        if objection.open:
            if item.amended_at and item.amended_at >= objection.since:
                yield from [(Confirm(number), owner), (Confirm(number), item.proposer)] * 6
            yield from [(WithdrawObjection(number), objection.by)]
            yield from [(Ping(number), chair), (Abandon(number, "we answer"), chair)] * (2 + 6 * len(objection.pings))
            yield from [(AskForRuling(number), DAN), (Argue(number, Criterion.CAUSED, "it is new"), owner)]
            yield from [(GiveRuling(number, frozenset(Criterion), "all there"), chair)]
            yield from [(GiveRuling(number, frozenset({Criterion.CAPACITY}), "three are missing"), chair)] * 2
            yield from [(FindBreach(number, breach=False, reason="article 1 allows it"), item.secretary)] * 2
            yield from [(FindBreach(number, breach=True, reason="article 1 forbids it"), CORA)]
            yield Offer(number, "The buyer lights it"), owner

    def others(self, item: Governance) -> Iterable[Wish]:
        if len(item.questions) < 2:
            yield from [(Ask("who pays?"), CORA), (Ask("and when?"), BEN)] * 2
        yield from [(React("fine"), DAN), (Represents(DAN, frozenset({"diver"})), None)]
        yield from [(Answer(1, "we do"), item.proposer), (Answer(2, "we do"), item.proposer)] * (
            1 + (item.phase is Phase.AMEND)
        )
        yield from [(Withdraw(), item.proposer), (AskForMeeting(), DAN), *[(Overtaken(), None)] * 3]
        yield from [(Joined(FAY), None), (Joined(DAN), None), (HandOver(EVE), item.facilitator)]
        yield from [(Left(item.proposer), None), (Left(CORA), None)]
        yield from ((Left(one.owner), None) for one in item.standing[:1])
        if len(item.members) < len(CIRCLE) - 1:
            yield from [(Left(BEN), None), (Left(item.facilitator), None)]
        if item.offered or item.anybody:
            yield from [(TakeSeat(), member) for member in sorted(item.members)] * 2
        if item.proposer_left_at:
            yield from [(TakeProposal(), member) for member in sorted(item.members)] * 9

    def check(self, before: Governance, step: Step[Governance], _: Sequence[tuple[Move, Turn]]) -> None:
        item, move = step.after, step.move
        assert isinstance(item, Governance), "a borrowed rule keeps what is added to a consent round"
        assert before.phase not in MACHINE.ends
        check_changes(item.changes)
        if item.phase in OPEN:
            assert item.facilitator in item.members
            assert item.proposer in item.members or item.proposer_left_at is not None
            assert item.ends is not None
        assert item.positions.keys() <= item.asked, "C4"
        if item.phase is Phase.ROUND:
            assert not item.standing, "an objection is integrated at once"
            if before.phase is not Phase.ROUND or item.version != before.version:
                assert not item.positions, "everybody gets a new chance to object"
        if item.version != before.version:
            assert isinstance(move, Revise)
            assert step.turn.by == before.proposer
        self.check_objections(before, step)
        self.check_end(before, step)

    def check_objections(self, before: Governance, step: Step[Governance]) -> None:
        item, move, turn = step.after, step.move, step.turn
        assert set(item.argued) == {one.number for one in item.objections}
        for objection in item.objections[len(before.objections) :]:
            assert isinstance(move, ObjectFor)
            assert move.role in before.roles[objection.by], "H3"
            assert item.argued[objection.number].role == move.role
            assert objection.reason
        for was, now in zip(before.objections, item.objections, strict=False):
            if was.fate is now.fate:
                continue
            if now.fate is Fate.DISQUALIFIED and isinstance(move, GiveRuling):
                assert turn.by == before.facilitator not in {before.proposer, was.owner, was.by}, "C6"
                found = before.argued[was.number]
                assert not found.breach or found.found is False, "what breaks the rules always counts"
                assert now.ruling is not None
                assert now.ruling.missing
            if now.fate is Fate.WITHDRAWN:
                assert turn.by == was.by, "only its objector takes an objection back"
            if now.fate is Fate.RESOLVED:
                assert isinstance(move, Confirm)
                assert {was.owner, before.proposer} <= now.confirmed, "C16"
            if now.fate in {Fate.DISQUALIFIED, Fate.ABANDONED}:
                assert any(one.objection == now.number for one in item.concerns), "C5"
            if isinstance(move, Left):
                assert now.fate is Fate.ORPHANED, "nobody's removal makes an objection vanish"

    def check_end(self, before: Governance, step: Step[Governance]) -> None:
        item, move, turn = step.after, step.move, step.turn
        if item.phase is Phase.ADOPTED:
            assert not item.standing, "C1"
            assert all(one.objection is None for one in item.positions.values())
            assert item.texts == before.texts, "KI5"
            assert before.phase is Phase.ROUND
            assert 2 * len(item.gone) < len(item.asked)
            if item.silent:
                assert isinstance(move, TimeUp), "H2: the limit has passed"
                assert item.settings.silence is Silence.LAZY, "H2: under a policy"
                assert turn.at - before.since >= item.settings.round
                assert len(item.positions) >= min(item.settings.min_active, len(item.required))
            assert item.case is not None
            assert item.proposer_left_at is None
        if item.phase is Phase.DISCARDED:
            assert item.dropped is not None
            assert turn.by == before.facilitator != before.proposer
            assert turn.by not in {one.owner for one in before.standing}
            assert item.dropped.reason
        if item.why is Why.UNANSWERED:
            assert before.owed & before.pings[-1][1] & before.pings[-2][1], "pinged twice about the same"
