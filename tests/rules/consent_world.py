"""A circle in a consent round that does whatever it likes, and what has to hold after each step of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from bot.rules.consent import MACHINE, Consent, Phase, Settings
from bot.rules.consent.moves import (
    Abandon,
    AgreeToDrop,
    Amend,
    Answer,
    Appeal,
    Ask,
    AskForMeeting,
    AskForRuling,
    Confirm,
    Entrust,
    GiveConsent,
    GiveRuling,
    GiveUp,
    GoOn,
    HandToTuners,
    JudgeAppeal,
    Keep,
    MoreTime,
    Object,
    Open,
    Overtaken,
    Ping,
    RaiseFor,
    React,
    TakeOver,
    Withdraw,
    WithdrawObjection,
)
from bot.rules.consent.state import Fate, Judge, Objection, Silence
from bot.rules.objection import Criterion
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.seats import HandOver, Joined, Left, TakeProposal, TakeSeat
from tests.rules.process.walks import (
    ANNA,
    BEN,
    CIRCLE,
    CORA,
    DAN,
    FAY,
    NOW,
    Wish,
)

PEOPLE = sorted(CIRCLE | {FAY})


def item(**settings: object) -> Consent:
    """Return a draft of Anna's in a circle of five that Ben facilitates."""
    return Consent(
        members=CIRCLE,
        proposer=ANNA,
        facilitator=BEN,
        order=(CORA, DAN),
        texts=("We meet on Mondays.",),
        seed="seed",
        seat_since=NOW,
        since=NOW,
        review=timedelta(days=90),
        settings=replace(Settings(), **settings),  # type: ignore[arg-type]
    )


class Circle:
    """Five people and one who comes and goes, who mostly do what moves the round on."""

    machine = MACHINE

    def start(self, chance: Random) -> Consent:
        """Begin with a draft."""
        begun = item(
            judge=chance.choice((Judge.ARGUED, Judge.ARGUED, Judge.NOBODY)),
            silence=chance.choice(list(Silence)),
            min_active=chance.choice((1, 2)),
            max_integrations=chance.choice((1, 2, 3)),
            relayed=chance.choice((True, False)),
        )
        about = {"subject": chance.choice((None, None, CORA)), "nominee": chance.choice((None, None, BEN))}
        begun = replace(begun, **about, seed=str(chance.randint(1, 999)))
        return begun if chance.random() < 1 / 3 else _in_round(begun)

    def wishes(self, item: Consent) -> Iterable[Wish]:
        """Offer what people do in each phase, and now and then something rarer."""
        if item.phase is Phase.DRAFT:
            yield Open("We miss each other."), item.proposer
            return
        usual = {
            Phase.CLARIFY: self._clarifying,
            Phase.REACT: self._reacting,
            Phase.AMEND: self._amending,
            Phase.ROUND: self._answering,
            Phase.INTEGRATE: self._integrating,
        }[item.phase](item)
        rare = list(self._rare(item))
        yield from rare
        yield from [*usual] * (1 + len(rare) // 4)

    def _clarifying(self, item: Consent) -> Iterable[Wish]:
        yield Ask("When?"), CORA
        yield GoOn(), item.facilitator
        yield from self._answers(item)

    def _answers(self, item: Consent) -> Iterable[Wish]:
        yield from ((Answer(number + 1, "At noon."), item.proposer) for number in range(len(item.questions)))

    def _reacting(self, item: Consent) -> Iterable[Wish]:
        yield from ((React("Good."), member) for member in PEOPLE for _ in range(2))
        yield from ((React(), member) for member in PEOPLE)
        yield GoOn(), item.facilitator
        yield from self._answers(item)

    def _amending(self, item: Consent) -> Iterable[Wish]:
        yield from ((Amend(_longer(item)), item.proposer),) * 2
        yield from ((Keep("It is short."), item.proposer),) * 2
        yield GoOn(), item.facilitator
        yield GoOn(), item.proposer
        yield from self._answers(item)

    def _answering(self, item: Consent) -> Iterable[Wish]:
        silent = item.silent or item.required
        yield from ((GiveConsent(), member) for member in silent for _ in range(4))
        yield from ((GiveConsent("Look at it soon."), member) for member in PEOPLE)
        yield from ((Object("It excludes me."), member) for member in PEOPLE)
        yield from ((Entrust("It frightens me."), member) for member in PEOPLE)
        yield from ((RaiseFor(one.number), one.through) for one in item.objections if one.fate is Fate.ENTRUSTED)
        yield MoreTime(), DAN
        if len(item.silent) == 1:
            yield from ((Left(member), None) for member in item.silent for _ in range(6))
        if item.stale:
            yield from ((GiveConsent(), one.owner) for one in item.standing for _ in range(20))
        if item.proposer_left_at and not item.silent:
            yield from ((TakeProposal(), member) for member in item.members for _ in range(20))

    def _rare(self, item: Consent) -> Iterable[Wish]:
        yield from ((Left(member), None) for member in (item.proposer, item.facilitator))
        yield from ((Joined(member), None) for member in PEOPLE if member not in item.members)
        yield HandOver(DAN), item.facilitator
        yield TakeSeat(), DAN
        if item.proposer_left_at:
            yield from ((TakeProposal(), member) for member in item.members)
        mood = item.seed[-1]
        if mood in "78":
            yield from ((Left(member), None) for member in sorted(item.members) for _ in range(2))
        if mood == "1":
            yield Withdraw(), item.proposer
            yield AskForMeeting(), CORA
        if mood in "23" or item.for_dropping:
            yield from ((AgreeToDrop(), member) for member in PEOPLE for _ in range(3))
        if mood in "4568":
            yield Overtaken(), None

    def _integrating(self, item: Consent) -> Iterable[Wish]:
        """Take up each objection in the mood of this walk."""
        mood = int(item.seed[-1]) % 4
        yield Keep("Nothing better was found."), item.proposer
        for objection in item.objections:
            yield from (self._resolving, self._ruling, self._pinging, self._leaving)[mood](item, objection)

    def _resolving(self, item: Consent, objection: Objection) -> Iterable[Wish]:
        longer = _longer(item)
        yield Amend(longer), item.proposer
        yield Amend(longer, review=timedelta(days=30), measure="Stop below three.", split_off="Snacks"), item.proposer
        yield Amend(longer, defer="Rooms", defer_to=DAN, defer_until=NOW + timedelta(days=60)), item.proposer
        yield HandToTuners((CORA, DAN)), item.proposer
        yield Amend(longer), CORA
        yield from ((Confirm(objection.number), who) for who in (objection.owner, item.proposer) for _ in range(4))
        yield WithdrawObjection(objection.number), objection.owner

    def _ruling(self, item: Consent, objection: Objection) -> Iterable[Wish]:
        number = objection.number
        yield AskForRuling(number), DAN
        yield from ((GiveRuling(number, frozenset(), "No harm was named."), item.facilitator),) * 3
        yield GiveRuling(number, frozenset(Criterion), "It names the harm."), item.facilitator
        yield from ((Appeal(number), member) for member in PEOPLE)
        yield from ((JudgeAppeal(number, member % 2 == 0), member) for member in PEOPLE)
        yield WithdrawObjection(number), objection.owner

    def _pinging(self, item: Consent, objection: Objection) -> Iterable[Wish]:
        yield from ((Ping(objection.number), item.facilitator),) * 3
        yield from ((Abandon(objection.number, "Noon suits most."), item.facilitator),) * 3
        yield TakeOver(objection.number), FAY

    def _leaving(self, item: Consent, objection: Objection) -> Iterable[Wish]:
        number = objection.number
        yield from ((Left(objection.owner), None),) * 2
        yield from ((TakeOver(number), member) for member in PEOPLE)
        yield from ((GiveUp(number), objection.owner), (WithdrawObjection(number), objection.owner))
        yield from ((Amend(_longer(item)), item.proposer), (Confirm(number), item.proposer))
        yield from ((Confirm(number), objection.owner), (WithdrawObjection(number), objection.by))

    def check(self, before: Consent, step: Step[Consent], _log: Sequence[tuple[Move, Turn]]) -> None:
        """Hold every step against the invariants."""
        after, move, turn = step.after, step.move, step.turn
        _check_people(before, after)
        _check_round(before, after, move)
        _check_objections(before, after, move, turn)
        _check_entrusted(before, after)
        if after.phase is Phase.ADOPTED:
            _check_adopted(before, after)


def _in_round(begun: Consent) -> Consent:
    """Return the item when everybody is asked, for that is where most can happen."""
    long_ago = NOW - timedelta(days=3)
    begun = MACHINE.act(
        replace(begun, since=long_ago, seat_since=long_ago), Open("We miss each other."), Turn(ANNA, long_ago)
    )
    return MACHINE.at(begun, NOW)


def _longer(item: Consent) -> str:
    return f"{item.text} And {item.version}."


def _check_people(before: Consent, after: Consent) -> None:
    assert after.version >= before.version
    if after.phase not in MACHINE.ends:
        assert after.facilitator in after.members, "C9"
        assert after.proposer in after.members or after.proposer_left_at is not None, "C9"
        bound = {after.proposer, after.subject, after.nominee}
        if after.phase is not Phase.DRAFT and after.members - bound:
            assert after.facilitator not in bound, "2.3, 3.3: never the proposer or a nominee if others exist"


def _check_round(before: Consent, after: Consent, move: Move) -> None:
    assert after.positions.keys() <= after.asked, "C4"
    assert after.subject not in after.asked, "2.2"
    if before.phase is Phase.ROUND and after.phase is Phase.ROUND:
        assert after.text == before.text, "KI5"
        assert after.asked == before.asked, "C4"
        assert after.gone >= before.gone, "who returns is a late joiner"
        assert after.ends is not None
        assert before.ends is not None
        assert after.ends >= before.ends, "2.4: a running deadline is never shortened"
    if after.round > before.round:
        assert not after.positions, "everybody is asked anew"
        assert not after.standing, "all closed"
        assert after.round == before.round + 1
    if after.phase is Phase.ADOPTED:
        assert before.phase is Phase.ROUND, "C2"
        assert not isinstance(move, Amend)


def _check_objections(before: Consent, after: Consent, move: Move, turn: Turn) -> None:
    assert after.integrations <= after.settings.max_integrations
    assert len(after.objections) >= len(before.objections), "nothing vanishes"
    for objection in after.objections:
        assert objection.reason.strip(), "C5"
        was = before.objections[objection.number - 1] if objection.number <= len(before.objections) else None
        if was is None:
            assert isinstance(move, Object | Entrust)
            continue
        assert objection.reason == was.reason or turn.by == was.by, "only the objector finds better words"
        assert objection.through == was.through or turn.by == was.by, "nobody else says who is named"
        if isinstance(move, RaiseFor) and objection != was:
            assert turn.by == was.through
            assert objection == replace(was, fate=Fate.RAISED), "in the objector's own words"
        if was.fate is Fate.RESOLVED or was.fate is Fate.WITHDRAWN:
            assert objection.fate is was.fate, "C5: it ends once"
        _check_end(before, after, was.number, move, turn)


def _check_entrusted(before: Consent, after: Consent) -> None:
    known = {one.number: one for one in before.objections}
    for objection in after.objections:
        was = known.get(objection.number)
        if objection.through is not None and (was is None or was.through != objection.through):
            assert before.settings.relayed
            assert objection.through == before.facilitator, "2.3: by who facilitates"
            assert objection.through not in {objection.by, before.proposer}
        if objection.fate is Fate.ENTRUSTED:
            assert objection in after.standing, "C11: it stands, whether or not the facilitator raises it"
            assert after.phase in {Phase.ROUND, *MACHINE.ends}, "the close of a round raises what was not raised"


def _check_end(before: Consent, after: Consent, number: int, move: Move, turn: Turn) -> None:
    was, now = before.objection(number), after.objection(number)
    if now.fate is was.fate:
        return
    if now.fate is Fate.RESOLVED:
        assert {now.owner, after.proposer} <= now.confirmed, "C16"
        assert isinstance(move, Confirm)
        assert after.amended_at is not None
        assert after.amended_at >= now.since
    if now.fate is Fate.WITHDRAWN:
        assert turn.by == now.by == was.owner, "C5, C15: by the objector's own act"
    if now.fate is Fate.DISQUALIFIED:
        assert now.ruling is not None
        assert now.ruling.reason.strip(), "C6"
        assert now.ruling.by not in {now.by, now.owner}, "C6"
        assert was.named or now.ruling.by != now.through, "C6: who raised it is a party"
        assert isinstance(move, GiveRuling) is (was.appeal is None)
        if isinstance(move, GiveRuling):
            assert now.ruling.by != after.proposer, "C6"
    if now.fate is Fate.ABANDONED and turn.by is not None:
        assert len(was.pings) >= 2, "K5"
        assert was.pings[1] - was.pings[0] >= before.settings.ping_gap
        assert now.answer, "K5"
        assert turn.by not in {now.owner, before.proposer, was.voice}
    if now.fate in {Fate.DISQUALIFIED, Fate.ABANDONED}:
        assert any(concern.objection == number for concern in after.concerns), "C5: a visible concern"
    if now.fate is Fate.ABANDONED and was.fate is Fate.ORPHANED:
        assert turn.by is None, "only the clock"


def _check_adopted(before: Consent, after: Consent) -> None:
    assert not after.standing, "C1"
    assert all(position.objection is None for position in after.positions.values()) or all(
        after.objection(position.objection).fate is Fate.WITHDRAWN
        for position in after.positions.values()
        if position.objection
    ), "C1"
    assert all(one.fate is Fate.WITHDRAWN for one in after.objections if one.round == after.round), "C14"
    assert after.proposer_left_at is None
    assert after.proposer in after.members, "C10: a responsible person"
    assert after.review_at is not None, "C10"
    assert 2 * len(after.gone) < len(after.asked), "C3"
    if after.settings.silence is Silence.EXPLICIT:
        assert after.positions.keys() == after.asked - after.gone, "C3"
    else:
        assert len(after.positions) >= min(after.settings.min_active, len(after.required)), "C3'"
    assert not after.stale
    assert before.texts == after.texts
