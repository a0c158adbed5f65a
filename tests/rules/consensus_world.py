"""Consensus to walk through, and what has to hold after each step (governance 9.2, B1 to B4, and what 3.4 asks)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from bot.rules.consensus import MACHINE
from bot.rules.consensus.moves import (
    Agree,
    BackBlock,
    CallVote,
    ContestRecord,
    Contribute,
    GiveUpBlock,
    LiftBlock,
    PlanSession,
    RaiseBlock,
    RecordSession,
    Reserve,
    SendNotice,
    StandAside,
    TakeOverBlock,
    WindowOver,
)
from bot.rules.consensus.state import ASIDE, FALLBACK, Block, Consensus, Fate, Phase, Settings, Stance
from bot.rules.consensus.validate import needed
from bot.rules.process.asking import Silence
from bot.rules.process.item import Question
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.moves import GoOn, MoreTime, Open, Overtaken, Restate, TimeUp
from bot.rules.process.seats import Left
from tests.rules.process.company import company, seats_hold
from tests.rules.process.told import Told
from tests.rules.process.walks import ANNA, BEN, CIRCLE, CORA, DAN, DAY, EVE, NOW, Wish


def draft(**changes: Any) -> Consensus:
    """Return Anna's draft, which Ben facilitates, in a circle of five."""
    settings = changes.pop("settings", Settings())
    fields: dict[str, Any] = {
        "members": CIRCLE,
        "proposer": ANNA,
        "facilitator": BEN,
        "order": (CORA, DAN),
        "texts": ("We buy a boat.",),
        "seed": "boat",
        "questions": (Question(DAN, "Which boat?", "A red one."),),
        "since": NOW,
        "seat_since": NOW,
    }
    return Consensus(settings=settings, **(fields | changes))


def under_test(**changes: Any) -> Told[Consensus]:
    """Return it put to the test, now or some time ago."""
    ago = changes.pop("ago", timedelta(0))
    told = Told(MACHINE, draft(since=NOW - ago, seat_since=NOW - ago, **changes))
    told.now -= ago
    told.do(Open("We cannot cross the lake."), ANNA)
    return told.tell(2 * [(GoOn(), told.item.facilitator)])


def worked(told: Told[Consensus], sessions: int) -> Told[Consensus]:
    """Return it after so many sessions at which everybody was."""
    for _ in range(sessions):
        told.do(PlanSession(told.now + DAY), told.item.proposer)
        told.wait(DAY)
        told.do(RecordSession(told.item.members, "We drew maps."), told.item.facilitator)
    return told


def blocked(**changes: Any) -> Told[Consensus]:
    """Return it in the work on Cora's block, which Dan and Eve backed."""
    told = under_test(**changes)
    told.do(RaiseBlock("A boat breaks our word to leave the lake alone."), CORA)
    told.do(Agree(), *sorted(told.item.silent))
    for member in sorted(told.item.required - {CORA}):
        if told.item.phase is Phase.VALIDATE:
            told.do(BackBlock(CORA), member)
    return told


@dataclass
class ConsensusWorld:
    """Consensus with settings that differ from walk to walk; some walks begin in the middle."""

    machine = MACHINE

    def start(self, chance: Random) -> Consensus:
        settings = Settings(
            silence=chance.choice((Silence.EXPLICIT, Silence.EXPLICIT, Silence.LAZY)),
            backers=chance.choice((0, 1, 2, 2)),
            most_thin=chance.choice((1, 2, 3)),
            sessions=chance.choice((1, 2, 3)),
            fallback=chance.choice((FALLBACK, None)),
            work=chance.choice((timedelta(days=2), timedelta(days=6), timedelta(days=30))),
        )
        subject = chance.choice((None, None, None, EVE))
        members = chance.choice((CIRCLE, CIRCLE, CIRCLE, frozenset({ANNA, BEN, CORA, DAN}), frozenset({ANNA, CORA})))
        changes = {"settings": settings, "subject": subject, "members": members}
        begin = chance.choice((_fresh, _under_test, _blocked, _retested, _nearly, _nearly))
        item = begin(changes, chance)
        return item if item.phase not in MACHINE.ends else _fresh(changes, chance)

    def wishes(self, item: Consensus) -> Iterator[Wish]:
        yield from company(item, MACHINE)
        yield from 2 * list(_WISHES[item.phase](item))

    def check(self, before: Consensus, step: Step[Consensus], _: Sequence[tuple[Move, Turn]]) -> None:
        after, move = step.after, step.move
        assert before.phase not in MACHINE.ends
        assert after.texts[: before.version] == before.texts
        for by, block in before.blocks.items():
            _check_block(before, block, after.blocks[by], step)
        _check_round(before, after, move, step.turn)
        held = [session for session in before.sessions if session.recorded_at]
        assert list(after.sessions[: len(held)]) == held
        if after.phase not in MACHINE.ends:
            assert after.owners <= after.members
            seats_hold(after)
            assert after.phase not in {Phase.VALIDATE, Phase.WORK, Phase.DEADLOCK} or after.standing
        elif after.phase is Phase.CONSENSUS:
            _check_consensus(after, step)
        elif after.phase is Phase.VOTE:
            _check_vote(after, step)
        elif after.phase is Phase.DROPPED:
            assert before.phase is Phase.DEADLOCK
            assert step.turn.by is None


def _fresh(changes: dict[str, Any], _: Random) -> Consensus:
    alone = {"members": frozenset({ANNA}), "subject": None}
    return draft(**(changes | alone if len(changes["members"]) < 3 else changes))


def _under_test(changes: dict[str, Any], _: Random) -> Consensus:
    return under_test(**changes).item


def _blocked(changes: dict[str, Any], chance: Random) -> Consensus:
    settings = changes["settings"]
    days = min(chance.choice((0, settings.sessions, settings.sessions)), settings.work.days - 1)
    if len(changes["members"]) < 3:
        days = 0
    return worked(blocked(ago=days * DAY, **changes), days).item


def _retested(changes: dict[str, Any], chance: Random) -> Consensus:
    told = Told(MACHINE, _blocked(changes, chance))
    return told.tell([(Restate("We buy a canoe."), ANNA), (GoOn(), told.item.facilitator)]).item


def _nearly(changes: dict[str, Any], chance: Random) -> Consensus:
    """Return it when all but one have answered, or all but a proposer who has left."""
    told = Told(MACHINE, chance.choice((_under_test, _retested))(changes, chance))
    if chance.random() < 0.5 and told.item.standing:
        told.do(Overtaken())
    if chance.random() < 0.5 and told.item.standing:
        told.do(Left(CORA))
    silent = sorted(told.item.silent)
    last = chance.choice((ANNA, chance.choice(silent))) if silent else ANNA
    for member in (member for member in silent if member != last and told.item.phase is Phase.TEST):
        told.do(chance.choice((Agree(), Agree(), Reserve("Well."), StandAside("Not mine."), RaiseBlock("No."))), member)
    return told.do(Left(ANNA)) if last == ANNA and told.item.phase is Phase.TEST else told.item


def _talking(item: Consensus) -> Iterator[Wish]:
    yield from 20 * [(GoOn(), item.facilitator)]
    yield from (30 if item.stale else 6) * [(Restate(f"We buy {item.version + 1} boats."), item.proposer)]
    yield Restate(item.text), item.proposer
    yield Contribute("What does it cost?"), EVE


def _asked(item: Consensus) -> Iterator[Wish]:
    for member in sorted(item.silent) or sorted(item.required):
        yield from 6 * [(Agree(), member)]
        yield from 3 * [(RaiseBlock("It breaks our word."), member)]
        yield from 2 * [(StandAside("I would be the one to row."), member)]
        yield Reserve("I would rather swim."), member
    for member in sorted(item.owners):
        yield from (30 if item.stale else 2) * [(Agree(), member)]
        yield Left(member), None
    if item.standing:
        yield from 2 * [(Overtaken(), None)]
    if len(item.silent) == 1:
        yield from 12 * [(Left(member), None) for member in item.silent]
        yield from 6 * [(Reserve("It will do."), member) for member in item.silent]
        yield from 6 * [(StandAside("Not mine."), member) for member in item.silent]
    yield RaiseBlock(""), DAN
    yield MoreTime(), DAN


def _validating(item: Consensus) -> Iterator[Wish]:
    for one in item.standing:
        yield from 2 * [(BackBlock(one.by), member) for member in sorted(item.members)]
        yield from 2 * [(LiftBlock(), one.by)]
    yield Restate(f"We buy {item.version + 1} boats."), item.proposer


def _working(item: Consensus) -> Iterator[Wish]:
    for one in item.standing:
        yield LiftBlock(), one.by
        yield from ((TakeOverBlock(one.by), member) for member in sorted(item.members))
        if one.owner is not None:
            yield SendNotice(), one.owner
            yield from (1 + 12 * len(one.missed)) * [(ContestRecord(), one.owner)]
            yield from 3 * [(GiveUpBlock(one.by), one.owner)]
    yield from 4 * [(PlanSession(_when(item)), one) for one in (item.proposer, *sorted(item.owners))]
    yield from 3 * [(RecordSession(item.members, "We drew maps."), item.facilitator)]
    yield from 6 * [(RecordSession(item.members - item.owners, "We were few."), item.facilitator)]
    yield from 2 * [(GoOn(), item.facilitator)]
    yield from 3 * [(Restate(f"We buy {item.version + 1} boats."), item.proposer)]


def _when(item: Consensus) -> Any:
    """Return when a session could be: soon after it can be called."""
    last = max((session.at for session in item.sessions), default=item.since)
    return max(last, item.since) + 2 * DAY


def _stuck(item: Consensus) -> Iterator[Wish]:
    yield from 3 * [(CallVote(), member) for member in sorted(item.members)]
    yield from ((LiftBlock(), one.by) for one in item.standing)


_WISHES: dict[Phase, Any] = {
    Phase.DRAFT: lambda item: iter([(Open("We cannot cross."), item.proposer)]),
    Phase.EXPLORE: _talking,
    Phase.PROPOSED: _talking,
    Phase.TEST: _asked,
    Phase.VALIDATE: _validating,
    Phase.WORK: _working,
    Phase.DEADLOCK: _stuck,
}


def _check_block(before: Consensus, was: Block, now: Block, step: Step[Consensus]) -> None:
    """Each block ends in exactly one way, and never because somebody went away."""
    move, by = step.move, step.turn.by
    assert was.by not in now.backers
    if isinstance(move, Left) and was.stands:
        assert now.stands, "a departure ended a block"
    if was.fate is Fate.RAISED and now.fate is Fate.VALID:
        assert len(now.backers) >= min(before.settings.backers, needed(step.after, now))
    if was.stands and not now.stands:
        if now.fate is Fate.LIFTED:
            assert by == was.by
            assert was.owner in {was.by, None}
        elif now.fate is Fate.UNBACKED:
            assert (before.phase, type(move)) == (Phase.VALIDATE, TimeUp)
            assert len(was.backers) < needed(before, was)
        else:
            assert now.fate is Fate.RELEASED
            assert move == WindowOver(was.by)
            assert was.owner is None or (was.owner == was.by and len(was.missed) > before.settings.missable)
        assert step.after.phase is not Phase.CONSENSUS or by == was.by, "nobody was asked again"
    if now.fate in ASIDE and was.stands and now.by in step.after.asked and step.after.phase is Phase.TEST:
        assert step.after.positions[now.by].stance is Stance.STAND_ASIDE
    for number in now.missed:
        session = step.after.sessions[number - 1]
        assert now.owner not in session.present | session.excused


def _check_round(before: Consensus, after: Consensus, move: Move, turn: Turn) -> None:
    assert after.positions.keys() <= after.required
    if after.round == before.round:
        assert after.asked == before.asked
        changed = {each for each in after.positions if after.positions[each] != before.positions.get(each)}
        assert changed <= {turn.by}
        assert before.positions.keys() - after.positions.keys() <= {getattr(move, "member", None)}
        if (before.phase, after.phase) == (Phase.TEST, Phase.TEST):
            assert after.texts == before.texts
    else:
        assert after.phase is Phase.TEST
        assert not after.stale
        assert after.asked == after.members - {after.subject}
        assert not after.gone
        for member, position in after.positions.items():
            block = after.blocks[member]
            assert position.stance is Stance.STAND_ASIDE
            assert block.fate in ASIDE
            assert block.version == after.version


def _check_consensus(item: Consensus, step: Step[Consensus]) -> None:
    stances = [position.stance for position in item.positions.values()]
    people = len(item.required)
    assert not item.standing
    assert Stance.BLOCK not in stances
    assert 2 * stances.count(Stance.AGREE) >= people
    assert 5 * stances.count(Stance.STAND_ASIDE) <= people
    assert item.tested == item.version
    assert not item.stale
    assert 2 * len(item.gone) < len(item.asked)
    if item.settings.silence is Silence.EXPLICIT:
        assert item.positions.keys() == item.required
    asiders = {member for member, said in item.positions.items() if said.stance is Stance.STAND_ASIDE}
    gone = {block.by for block in item.blocks.values() if block.fate in ASIDE} - item.positions.keys()
    assert item.not_obliged.keys() == asiders | gone
    assert all(item.not_obliged.values())
    assert step.turn.by is not None or item.ends is None


def _check_vote(item: Consensus, step: Step[Consensus]) -> None:
    assert item.settings.fallback is not None
    assert step.turn.by in {*item.members, None}, "a member calls it, or it follows by the clock"
    assert not item.stale
    assert item.standing
    documented = [session for session in item.sessions if session.recorded_at and session.notes]
    assert len(documented) >= item.settings.sessions
    assert all(one.sessions >= item.settings.sessions for one in item.standing)
