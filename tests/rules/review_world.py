"""A circle that looks at an agreement again, for the walks and the examples of `bot.rules.review`."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random

from bot.rules.consent import Phase as Round
from bot.rules.consent.moves import (
    Abandon,
    Appeal,
    AskForRuling,
    Confirm,
    GiveConsent,
    GiveRuling,
    GiveUp,
    JudgeAppeal,
    Keep,
    MoreTime,
    Object,
    Overtaken,
    Ping,
    TakeOver,
    TimeUp,
    WithdrawObjection,
)
from bot.rules.consent.state import Fate, Objection, Silence
from bot.rules.ids import MemberId, ProposalId
from bot.rules.objection import Criterion
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.record import Voice
from bot.rules.process.seats import HandOver, Joined, Left, TakeProposal, TakeSeat
from bot.rules.review import MACHINE, OPEN, Choice, Phase, Review, Settings
from bot.rules.review.moves import Begin, Evaluate, Helped, Put
from bot.rules.review.record import outcome, record
from bot.rules.review.state import ASKED
from tests.rules.process.walks import ANNA, BEN, CIRCLE, CORA, DAN, DAY, EVE, FAY, HOUR, NOW, Wish

TEXT = "We bake on Mondays."
BEGIN = Begin("Nobody bakes.", (Voice(CORA, "Flour is dear."),), 120 * DAY)
TRIO = frozenset({ANNA, BEN, CORA})
ANSWER = Evaluate(Helped.YES)


def drafted(members: frozenset[MemberId] = CIRCLE, settings: Settings | None = None) -> Review:
    """Return a review of what Anna is responsible for, which Ben facilitates."""
    settings = settings or Settings()
    return Review(
        members=members,
        proposer=ANNA,
        responsible=ANNA,
        facilitator=BEN,
        order=(CORA, DAN),
        texts=(TEXT,),
        seed="seed",
        since=NOW,
        seat_since=NOW,
        review=settings.review,
        settings=settings,
    )


def done(item: Review, *moves: tuple[Move, MemberId | None]) -> Review:
    for move, by in moves:
        item = MACHINE.act(item, move, Turn(by, item.since + HOUR))
    return item


def begun(**given: object) -> Review:
    return MACHINE.act(drafted(**given), BEGIN, Turn(None, NOW))  # type: ignore[arg-type]


def consented(item: Review) -> Review:
    return done(item, *((GiveConsent(), member) for member in sorted(item.required)))


class ReviewWorld:
    machine = MACHINE

    def start(self, chance: Random) -> Review:
        settings = Settings(
            silence=chance.choice(list(Silence)),
            min_active=chance.choice((1, 2)),
            max_integrations=chance.choice((1, 1, 3)),
        )
        return drafted(chance.choice((CIRCLE, CIRCLE, TRIO, frozenset({ANNA, BEN}))), settings)

    def wishes(self, item: Review) -> Iterable[Wish]:
        if item.phase is Phase.DRAFT:
            return [(BEGIN, None)]
        usual = {
            Phase.ASKING: self.asking,
            Phase.OPEN: self.asking,
            Round.ROUND: self.answering,
            Round.INTEGRATE: self.integrating,
        }[item.phase](item)
        return [*[*usual] * 2, *self.others(item)]

    def asking(self, item: Review) -> Iterable[Wish]:
        for member in sorted(item.members):
            yield ANSWER, member
            yield Evaluate(Helped.NO, drop=True, improve="bake less", after=30 * DAY), member
        for choice in Choice:
            yield Put(choice, f"{TEXT} Or not, {item.version}."), item.responsible
            yield Put(choice, "We bake on Tuesdays.", 60 * DAY), item.facilitator
            yield from [(Put(choice, "We bake on Fridays."), EVE)] * 2
        yield Put(Choice.CHANGE, TEXT), item.responsible
        yield Put(Choice.KEEP, after=timedelta(hours=1)), item.responsible

    def answering(self, item: Review) -> Iterable[Wish]:
        for member in sorted(item.silent):
            yield from [(GiveConsent(), member)] * 6
        yield GiveConsent("look at it in spring"), BEN
        yield from [(Object("it excludes me"), member) for member in (BEN, CORA, DAN)]
        yield from [(MoreTime(), CORA), (Left(CORA), None)]
        if len(item.silent) == 1:
            yield from [(Left(next(iter(item.silent))), None)] * 6

    def integrating(self, item: Review) -> Iterable[Wish]:
        for one in item.objections:
            yield from self.ending(item, one)
        for choice in Choice:
            yield Put(choice, f"We bake together, {item.version}."), item.proposer
        yield Keep("on balance"), item.proposer

    def ending(self, item: Review, one: Objection) -> Iterable[Wish]:
        number, owner, chair = one.number, one.owner, item.facilitator
        if one.revivable_until is not None:
            yield from [(TakeOver(number), EVE), (TakeOver(number), FAY), (Appeal(number), DAN)] * 4
        if one.appeal is not None:
            yield from [(JudgeAppeal(number, upheld=False), DAN), (JudgeAppeal(number, upheld=True), EVE)] * 4
        if one.taken_over:
            yield from [(GiveUp(number), owner)] * 4
        if one.open:
            if item.amended_at and item.amended_at >= one.since:
                yield from [(Confirm(number), owner), (Confirm(number), item.proposer)] * 6
            yield WithdrawObjection(number), one.by
            yield from [(Ping(number), chair), (Abandon(number, "we answer"), chair)] * (2 + 6 * len(one.pings))
            yield AskForRuling(number), DAN
            yield from [(GiveRuling(number, frozenset(argued), "so it is"), chair) for argued in (Criterion, ())]

    def others(self, item: Review) -> Iterable[Wish]:
        yield from [(Joined(FAY), None), (Joined(DAN), None), (HandOver(EVE), item.facilitator), (Overtaken(), None)]
        yield from [(Left(item.proposer), None), (Left(CORA), None)]
        yield from ((Left(one.owner), None) for one in item.standing[:1])
        if len(item.members) < len(CIRCLE):
            yield from [(Left(BEN), None), (Left(item.facilitator), None), *[(Left(min(item.members)), None)] * 2]
        if item.offered or item.anybody:
            yield from [(TakeSeat(), member) for member in sorted(item.members)] * 2
        if item.proposer_left_at and item.phase not in ASKED:
            yield from [(TakeProposal(), member) for member in sorted(item.members)] * 9

    def check(self, before: Review, step: Step[Review], _: Sequence[tuple[Move, Turn]]) -> None:
        item, move, turn = step.after, step.move, step.turn
        assert isinstance(item, Review), "a borrowed rule keeps what is added to a consent round"
        assert before.phase not in MACHINE.ends
        assert item.texts[0] == TEXT, "the text in force stays the first"
        assert item.positions.keys() <= item.asked
        if item.phase in OPEN:
            assert item.facilitator in item.members
            assert item.proposer in item.members or item.proposer_left_at is not None
            assert item.ends is not None, "the clock alone ends it"
        if item.version != before.version:
            assert isinstance(move, Put)
            assert turn.by in before.members
        for was, now in zip(before.objections, item.objections, strict=False):
            if isinstance(move, Left) and was.fate is not now.fate:
                assert now.fate is Fate.ORPHANED, "nobody's removal makes an objection vanish"
        if before.phase in ASKED and item.phase is Round.ROUND:
            assert isinstance(move, Put)
            assert before.phase is Phase.OPEN or turn.by in {before.responsible, before.facilitator}
        self.check_end(before, item, move)

    def check_end(self, before: Review, item: Review, move: Move) -> None:
        if item.phase in {Phase.KEPT, Phase.AMENDED, Phase.DROPPED}:
            assert before.phase is Round.ROUND, "nothing is kept, changed or dropped without a decision"
            assert not item.standing
            assert 2 * len(item.gone) < len(item.asked)
            assert not item.silent or (isinstance(move, TimeUp) and item.settings.silence is Silence.LAZY)
            assert item.review >= DAY
        assert (item.phase is Phase.AMENDED) <= (item.choice is Choice.CHANGE and item.text != TEXT)
        assert (item.phase in {Phase.KEPT, Phase.DROPPED}) <= (item.text == TEXT)
        found = record(item)
        assert (found is not None) == (item.phase in {Phase.KEPT, Phase.AMENDED})
        ended = item.phase in MACHINE.ends and item.phase is not Phase.OVERTAKEN
        assert (outcome(item, ProposalId(1)) is not None) == ended
