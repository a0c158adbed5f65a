"""Proposer and objector owe answers, and what is not answered after two pings is dropped (Holacracy 5.3.4)."""

import pytest

from bot.rules.consent import Phase
from bot.rules.consent.moves import (
    Answer,
    Ask,
    WithdrawObjection,
)
from bot.rules.errors import AccordError, BlankText, NotProposer
from bot.rules.holacracy import Governance
from bot.rules.holacracy.moves import (
    DropProposal,
    Offer,
    PingProposer,
    Revise,
    ShowFailure,
)
from bot.rules.ids import MemberId
from bot.rules.process.errors import (
    DoneAlready,
    NoSuchThing,
    NotYours,
    OwnCase,
    TooEarly,
)
from bot.rules.process.item import Why
from bot.rules.process.machine import Move
from bot.rules.process.seats import HandOver
from tests.rules.holacracy_world import argued, done, objected
from tests.rules.process.walks import (
    ANNA,
    BEN,
    CORA,
    DAN,
    DAY,
    HOUR,
)


def pinged(item: Governance, times: int = 2) -> Governance:
    for number in range(times):
        item = done(item, (PingProposer(), item.facilitator), at=item.since + HOUR + number * DAY)
    return item


def test_a_proposer_who_does_not_answer_is_pinged_twice_and_then_the_proposal_is_dropped() -> None:
    item = pinged(done(objected(), (Ask("who pays?"), CORA)))
    with pytest.raises(TooEarly):
        done(item, (DropProposal("no answer"), BEN), at=item.since + 2 * DAY)
    item = done(item, (DropProposal("no answer"), BEN), at=item.since + HOUR + 2 * DAY)
    assert (item.phase, item.why) == (Phase.DISCARDED, Why.UNANSWERED)


def test_an_answer_in_time_saves_the_proposal() -> None:
    item = done(pinged(done(objected(), (Ask("who pays?"), CORA))), (Answer(1, "the buyer"), ANNA))
    with pytest.raises(NotYours):
        done(item, (DropProposal("no answer"), BEN), at=item.since + 3 * DAY)


def test_a_new_question_is_not_owed_by_old_pings() -> None:
    item = done(pinged(done(objected(), (Ask("who pays?"), CORA))), (Answer(1, "the buyer"), ANNA))
    item = done(item, (Ask("and when?"), CORA))
    with pytest.raises(NotYours):
        done(item, (DropProposal("no answer"), BEN), at=item.since + 3 * DAY)


def test_one_ping_or_two_at_once_are_not_enough() -> None:
    item = pinged(done(objected(), (Ask("who pays?"), CORA)), times=1)
    with pytest.raises(TooEarly):
        done(item, (PingProposer(), BEN), at=item.since + 2 * HOUR)
    with pytest.raises(TooEarly):
        done(item, (DropProposal("no answer"), BEN), at=item.since + 2 * DAY)
    with pytest.raises(NotYours):
        done(objected(), (PingProposer(), BEN))


def test_an_objector_cannot_drop_the_proposal() -> None:
    item = done(pinged(done(objected(), (Ask("who pays?"), CORA))), (HandOver(DAN), BEN))
    with pytest.raises(OwnCase):
        done(item, (DropProposal("no answer"), DAN), at=item.since + 3 * DAY)


def test_an_offered_text_is_taken_up_or_shown_to_fail_in_an_example() -> None:
    offered = done(objected(), (Offer(1, "The buyer lights it"), DAN))
    assert offered.owed == {"offer 1"}
    shown = done(offered, (ShowFailure(1, "the buyer is away on Mondays"), ANNA))
    assert not shown.owed
    assert not done(offered, (Revise("The buyer lights it"), ANNA)).owed
    dropped = done(pinged(offered), (DropProposal("no example"), BEN), at=offered.since + 3 * DAY)
    assert dropped.why is Why.UNANSWERED


@pytest.mark.parametrize(
    ("move", "by", "refusal"),
    [
        (Offer(1, "mine"), CORA, NotYours),
        (Offer(2, "mine"), DAN, NoSuchThing),
        (Offer(1, " "), DAN, BlankText),
        (ShowFailure(1, "on Mondays"), DAN, NotProposer),
        (ShowFailure(2, "on Mondays"), ANNA, NoSuchThing),
        (ShowFailure(1, " "), ANNA, BlankText),
    ],
)
def test_only_the_objector_offers_and_only_the_proposer_shows(
    move: Move, by: MemberId, refusal: type[AccordError]
) -> None:
    with pytest.raises(refusal):
        done(done(objected(), (Offer(1, "The buyer lights it"), DAN)), (move, by))


def test_an_offer_falls_with_its_objection() -> None:
    item = done(objected(), (argued(CORA), CORA), (Offer(1, "The buyer lights it"), DAN), (WithdrawObjection(1), DAN))
    assert not item.owed
    with pytest.raises(DoneAlready):
        done(item, (Offer(1, "again"), DAN))
