"""A doubt is its member's alone, and is forgotten when it was posted, when the round closes, or after a week."""

from dataclasses import replace

import pytest

from bot.rules.consent.moves import GiveConsent, Object
from bot.rules.doubt import Answer, Doubt
from bot.rules.errors import NotInCircle
from bot.rules.ids import MemberId, ProposalId
from bot.rules.process.errors import NotNow
from bot.services import doubt
from bot.services.proceeding import Act
from bot.services.proposal import AboutProposal
from bot.services.values import Event
from tests.services.test_proceeding import BEN, CORA, begun, do
from tests.store.world import DAY, HOUR, MEMBERS, NOW
from tests.town import FAY, Town, person

ASKED = NOW + 3 * DAY + 2 * HOUR
TROUBLE = "I am alone on Mondays."


@pytest.fixture
def asked(town: Town) -> ProposalId:
    """A consent round in which everybody is asked."""
    number = begun(town, town.found())
    town.sweep(NOW + 3 * DAY + HOUR)
    return number


def keep(town: Town, number: ProposalId, member: MemberId = CORA, text: str = TROUBLE) -> None:
    wish = doubt.KeepDoubt(actor=person(member), now=ASKED, key=f"{member}{text}", proposal_id=number, text=text)
    town.store.run_now(doubt.keep_doubt, wish)


def found(town: Town, number: ProposalId, member: MemberId = CORA) -> Doubt | None:
    return town.store.read_now(doubt.my_doubt, AboutProposal(actor=person(member), now=ASKED, proposal_id=number))


def test_only_its_member_reads_it_and_no_wish_or_ledger_holds_a_copy(town: Town, asked: ProposalId) -> None:
    keep(town, asked)
    wish = doubt.AnswerDoubt(
        actor=person(CORA), now=ASKED, key="b", proposal_id=asked, question="a", answer=Answer.YES, words={"b": "Late."}
    )
    town.store.run_now(doubt.answer_doubt, wish)
    assert TROUBLE not in repr(wish) + repr(replace(wish, words={"b": TROUBLE}))
    keep(town, asked, text="Never mind.")
    mine = found(town, asked)
    assert mine
    assert (mine.text, mine.answers, mine.words) == ("Never mind.", {"a": Answer.YES}, {"b": "Late."})
    assert found(town, asked, BEN) is None
    assert TROUBLE not in "".join(text for event in Event for text in town.remembered(event))


def test_it_is_kept_by_members_while_they_can_object(town: Town) -> None:
    number = begun(town, town.found())
    wish = doubt.KeepDoubt(actor=person(CORA), now=NOW, proposal_id=number, text=TROUBLE)
    with pytest.raises(NotNow):
        town.store.run_now(doubt.keep_doubt, wish)
    town.sweep(NOW + 3 * DAY + HOUR)
    with pytest.raises(NotInCircle):
        keep(town, number, FAY)


def test_it_is_forgotten_when_it_is_posted(town: Town, asked: ProposalId) -> None:
    keep(town, asked)
    keep(town, asked, BEN)
    town.store.run_now(doubt.post_doubt, Act(actor=person(CORA), now=ASKED, proposal_id=asked, move=Object(TROUBLE)))
    assert found(town, asked) is None
    assert found(town, asked, BEN)


def test_it_is_forgotten_when_the_round_closes(town: Town, asked: ProposalId) -> None:
    keep(town, asked)
    for member in MEMBERS:
        do(town, asked, member, GiveConsent(), ASKED)
    assert found(town, asked) is None


def test_it_is_forgotten_after_a_week_at_most(town: Town, asked: ProposalId) -> None:
    keep(town, asked)
    town.store.run_now(lambda unit, moment: unit.doubts.forget_before(moment), ASKED)
    assert found(town, asked)
    town.store.run_now(lambda unit, moment: unit.doubts.forget_before(moment), ASKED + HOUR)
    assert found(town, asked) is None
