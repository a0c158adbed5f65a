"""A circle under rough consensus, for the walks and the examples of `bot.rules.rough`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from bot.rules.ids import MemberId
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.moves import AskForMeeting, Open, Restate, TimeUp, Withdraw
from bot.rules.process.seats import HandOver, Joined, Left, TakeProposal, TakeSeat
from bot.rules.rough import MACHINE, Phase, Rough, Settings
from bot.rules.rough.moves import (
    Accommodate,
    Appeal,
    CallAgain,
    CallTaste,
    Declare,
    GiveIn,
    Judge,
    Raise,
    Respond,
    Support,
)
from bot.rules.rough.state import RUNNING, Fate, Issue
from tests.rules.process.walks import (
    ANNA,
    BEN,
    CIRCLE,
    CORA,
    DAN,
    DAY,
    EVE,
    FAY,
    NOW,
    Wish,
)

TIMES = Settings()
TRIO = frozenset({ANNA, BEN, CORA})


def drafted(members: frozenset[MemberId] = CIRCLE, order: tuple[MemberId, ...] = (DAN, EVE)) -> Rough:
    return Rough(
        members=members,
        proposer=ANNA,
        facilitator=BEN,
        order=order,
        texts=("Tabs, not spaces",),
        since=NOW,
        seat_since=NOW,
    )


class Circle:
    machine = MACHINE

    def start(self, chance: Random) -> Rough:
        settings = Settings(appeal=chance.choice((DAY, TIMES.appeal)), judge=chance.choice((TIMES.judge, TIMES.appeal)))
        people = chance.choice((CIRCLE, CIRCLE, TRIO, frozenset({ANNA, BEN}), frozenset({ANNA, BEN})))
        return replace(drafted(people), settings=settings)

    def wishes(self, item: Rough) -> Iterable[Wish]:
        if item.phase is Phase.DRAFT:
            return [(Open("We quarrel"), item.proposer)]
        judging = [(Judge(upheld=True, reason="answered"), item.facilitator), (Judge(upheld=False, reason="not"), DAN)]
        judging += [(Judge(upheld=False, reason="not"), item.facilitator)]
        usual: dict[Phase, Sequence[Wish]] = {
            Phase.CALL: [*self.talk(item)],
            Phase.OPEN: [*self.talk(item), *[(Declare("all is answered"), item.facilitator)] * 12],
            Phase.DECLARED: [(Appeal("you missed one"), ANNA), (Appeal("no answer", 1), DAN), (Declare("yes"), BEN)],
            Phase.APPEALED: judging,
        }
        return [*usual[item.phase] * 2, *self.seats(item)]

    def talk(self, item: Rough) -> Iterable[Wish]:
        chair, proposer = item.facilitator, item.proposer
        yield from [(Support(), CORA), (Support(), BEN)] * 3
        yield from [(Raise("it is slow"), CORA), (Raise("it is wide"), DAN), (Raise("I dislike it"), chair)]
        for issue in item.issues:
            if issue.fate is Fate.OPEN:
                yield from [(Respond(issue.number, "we measured it"), chair)] * 4
                yield from [(Accommodate(issue.number, "see line 2"), chair)] * 3
                yield from [(GiveIn(issue.number), issue.by), (CallTaste(issue.number, "taste"), issue.by)]
        yield from [(Restate(f"Spaces, {len(item.texts)}"), proposer)] * 2
        yield from [(CallAgain(), chair), (CallAgain(), proposer)] * (4 if item.called != item.version else 1)

    def seats(self, item: Rough) -> Iterable[Wish]:
        yield from [(Withdraw(), item.proposer), (AskForMeeting(), DAN)]
        yield from [(HandOver(CORA), item.facilitator)]
        yield from [(Joined(FAY), None), (Joined(CORA), None)]
        likely = 1 if len(item.members) > 2 else 2
        yield from [(Left(member), None) for member in sorted(item.members)[:2]] * likely
        if item.offered or item.anybody:
            yield from [(TakeSeat(), member) for member in sorted(item.members)] * 3
        if item.proposer_left_at:
            yield from [(TakeProposal(), member) for member in sorted(item.members)] * 9

    def check(self, before: Rough, step: Step[Rough], _: Sequence[tuple[Move, Turn]]) -> None:
        item, move, turn = step.after, step.move, step.turn
        assert before.phase not in MACHINE.ends
        if item.phase in RUNNING:
            assert item.facilitator in item.members
            assert item.proposer in item.members or item.proposer_left_at is not None
        assert len(item.issues) >= len(before.issues), "no issue vanishes"
        for was, now in zip(before.issues, item.issues, strict=False):
            assert (was.number, was.by, was.text, was.version) == (now.number, now.by, now.text, now.version)
            if was.fate is not now.fate:
                self.check_fate(before, now, step)
        if item.phase in {Phase.DECLARED, Phase.APPEALED, Phase.ADOPTED}:
            assert all(one.fate is not Fate.OPEN and one.disposition for one in item.issues), "R1"
            assert item.declaration
            assert item.declared_by is not None
            assert item.declared_by != item.proposer, "R3"
            assert item.called == item.version, "what is declared was called"
        if item.phase is Phase.DECLARED and before.phase is Phase.OPEN:
            assert isinstance(move, Declare)
            assert turn.by == before.facilitator == item.declared_by
            assert before.supporters - {before.proposer}, "some active support"
        if item.phase is Phase.ADOPTED:
            assert isinstance(move, TimeUp | Judge)
            assert item.appeal_until is not None
            assert turn.at >= item.appeal_until, "every call can be appealed against for a week"
        if before.phase is Phase.APPEALED and isinstance(move, Judge):
            assert turn.by not in {before.declared_by, before.proposer, before.appeals[-1].by}

    def check_fate(self, before: Rough, now: Issue, step: Step[Rough]) -> None:
        move, turn = step.move, step.turn
        assert not isinstance(move, GiveIn | Left | Withdraw | Support), "R4, and heads do not count"
        if now.fate in {Fate.ACCOMMODATED, Fate.ANSWERED}:
            assert turn.by == before.facilitator != now.by
        if now.fate is Fate.ACCOMMODATED:
            assert now.version < before.version
        if now.fate is Fate.TASTE:
            assert turn.by == now.by
        if now.fate is Fate.OPEN:
            assert before.phase is Phase.APPEALED
            assert step.after.phase is Phase.OPEN
