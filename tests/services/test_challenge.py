"""A challenged decision has no effects until its jury has decided, and then it holds again or never did (10.4)."""

from datetime import timedelta

import pytest

from bot.rules.agreement import AGAIN, Agreement, Status
from bot.rules.agreement.decay import Decay
from bot.rules.agreement.errors import BeforeJury, NoSuchAgreement, NotInForce
from bot.rules.challenge import Answer, Ground, Phase, Verdict
from bot.rules.challenge.errors import (
    ChallengeRunning,
    ChallengeTooLate,
    DrawingOver,
    FilingPaused,
    GroundUsed,
    JuryOver,
    MayNotChallenge,
    NoSuchChallenge,
    NotAdopted,
    NotOnJury,
    WhichAgreement,
)
from bot.rules.challenge.filing import PAUSE, WINDOW
from bot.rules.consent.moves import GiveConsent
from bot.rules.decision import Choice
from bot.rules.errors import NoSuchProposal
from bot.rules.ids import AgreementId, CircleId, ProposalId
from bot.services import agreement, challenge, filing, jury, jury_lot, proceeding
from bot.services.agreement import AboutAgreement
from bot.services.values import Event, LetterKind, Notice
from tests.services.mail import unread
from tests.services.test_agreements import begun, consent
from tests.services.test_agreements import seen as running
from tests.services.trials import (
    ADOPTED,
    BEN,
    CROWD,
    DRAWN,
    FILED,
    about,
    add_word,
    decide,
    file,
    judge,
    large,
    on,
    seen,
    sitting,
    view,
    voted,
    wish,
)
from tests.store.world import ANNA, DAY, HOME, HOUR, MEMBERS, NOW, ask
from tests.town import ABROAD, FAY, MAYOR, MOMENT, Town, person


def one(town: Town, number: int = 1) -> Agreement:
    asked = AboutAgreement(actor=person(FAY), now=NOW, agreement_id=AgreementId(number))
    return town.store.read_now(agreement.show_agreement, asked).agreement


@pytest.fixture
def circle_id(town: Town) -> CircleId:
    return large(town)


@pytest.fixture
def adopted(town: Town, circle_id: CircleId) -> ProposalId:
    """A vote that was adopted at ADOPTED."""
    return voted(town, circle_id)


def test_what_is_challenged_is_suspended_at_once_and_not_in_force(town: Town, adopted: ProposalId) -> None:
    assert one(town).status is Status.IN_FORCE
    number = file(town, adopted)
    assert (seen(town, number).phase, one(town).status) == (Phase.SUSPENDED, Status.SUSPENDED)
    assert ask(town.store, lambda unit: unit.agreements.decay(HOME, FILED)) == Decay(0, 0)
    assert town.known(adopted).result, "what was decided stays as it was written down (KI2)"
    with pytest.raises(BeforeJury):
        begun(town, one(town).circle_id, now=FILED, changes=1)
    notices = [row.owed for row in town.owed(Notice.CHALLENGED)]
    assert [(row.proposal_id, row.detail) for row in notices] == [(adopted, str(number))]


def test_a_jury_is_drawn_without_parties_and_asked_by_letter(town: Town, adopted: ProposalId) -> None:
    number = file(town, adopted)
    pool = seen(town, number).lot.pool  # type: ignore[union-attr]
    assert not {ANNA, BEN} & {*pool}, "neither who proposed and holds the office, nor who challenges"
    assert {*pool} == {*MEMBERS[2:], *CROWD}
    seated = sitting(town, number)
    assert len(seated) == 5
    assert {*seated} < {*pool}
    assert all(unread(town, member) == [LetterKind.JURY] for member in seated)
    [drawn] = town.owed(Notice.JURY, now=DRAWN)
    assert drawn.owed.detail == " ".join(map(str, [number, *seated]))


def test_upheld_by_most_it_is_annulled_and_can_be_proposed_anew(town: Town, adopted: ProposalId) -> None:
    number = file(town, adopted)
    decide(town, number, uphold=3)
    ended = seen(town, number)
    assert (ended.phase, ended.upheld, ended.judged) == (Phase.UPHELD, 3, 5)
    assert one(town).status is Status.ANNULLED
    with pytest.raises(NotInForce):
        begun(town, one(town).circle_id, now=DRAWN, changes=1)
    with pytest.raises(NotAdopted):
        file(town, adopted, now=DRAWN, ground=Ground.COUNT)
    voted(town, one(town).circle_id, DRAWN)
    assert one(town, 2).status is Status.IN_FORCE
    assert town.chain_broken_at() is None


def test_dismissed_it_is_in_force_as_before_and_whose_challenge_found_nobody_pauses(
    town: Town, adopted: ProposalId, circle_id: CircleId
) -> None:
    before = one(town)
    decide(town, file(town, adopted), uphold=0)
    assert one(town) == before
    other = voted(town, circle_id, DRAWN)
    later = DRAWN + 6 * DAY
    with pytest.raises(FilingPaused):
        file(town, other, now=later)
    file(town, other, MEMBERS[2], later)
    late = voted(town, circle_id, DRAWN + PAUSE - 5 * DAY)
    with pytest.raises(FilingPaused):
        file(town, late, now=DRAWN + PAUSE - MOMENT)
    file(town, late, now=DRAWN + PAUSE)


def test_on_each_ground_once_and_only_one_at_a_time(town: Town, adopted: ProposalId) -> None:
    first = file(town, adopted)
    with pytest.raises(ChallengeRunning):
        file(town, adopted, CROWD[0], ground=Ground.COUNT)
    decide(town, first, uphold=1)
    with pytest.raises(GroundUsed):
        file(town, adopted, CROWD[0], DRAWN)
    with pytest.raises(WhichAgreement):
        file(town, adopted, CROWD[0], DRAWN, ground=Ground.AGREEMENT)
    with pytest.raises(NoSuchAgreement):
        file(town, adopted, CROWD[0], DRAWN, ground=Ground.AGREEMENT, contradicts=AgreementId(99))
    file(town, adopted, CROWD[0], DRAWN, ground=Ground.AGREEMENT, contradicts=AgreementId(1))


def test_the_fourteen_days_end_and_stand_still_while_a_jury_sits(town: Town, adopted: ProposalId) -> None:
    with pytest.raises(ChallengeTooLate):
        file(town, adopted, now=ADOPTED + WINDOW)
    decide(town, file(town, adopted), uphold=1)
    sat = DRAWN - FILED
    with pytest.raises(ChallengeTooLate):
        file(town, adopted, now=ADOPTED + WINDOW + sat, ground=Ground.COUNT)
    file(town, adopted, now=ADOPTED + WINDOW + sat - MOMENT, ground=Ground.COUNT)


def test_only_adopted_decisions_are_challenged_and_only_by_those_concerned(
    town: Town, adopted: ProposalId, circle_id: CircleId
) -> None:
    refused = voted(town, circle_id, choice=Choice.NO)
    with pytest.raises(NotAdopted):
        file(town, refused)
    with pytest.raises(NotAdopted):
        file(town, town.propose(circle_id, now=FILED).id)
    with pytest.raises(MayNotChallenge):
        file(town, adopted, FAY)
    with pytest.raises(NoSuchProposal):
        town.store.run_now(filing.file_challenge, filing.File(**_abroad(wish(adopted))))
    town.leave(circle_id, BEN, FILED)
    assert town.store.read_now(filing.may_challenge, on(adopted, BEN)).title == "Plant trees"
    file(town, adopted, MAYOR)


def _abroad(of: filing.File) -> dict[str, object]:
    return {
        "actor": person(BEN, ABROAD),
        "now": of.now,
        "proposal_id": of.proposal_id,
        "ground": of.ground,
        "words": "x",
    }


def test_who_holds_an_office_judges_where_not_what_they_did_is_questioned(town: Town, circle_id: CircleId) -> None:
    consented = begun(town, circle_id)
    town.sweep(NOW + 3 * DAY + HOUR)
    for member in [*MEMBERS, *CROWD]:
        town.store.run_now(proceeding.act, _consent(consented, member, NOW + 3 * DAY + 2 * HOUR))
    at = NOW + 4 * DAY
    seat = running(town, consented).item().facilitator
    assert seat == ANNA, "the steward facilitates where nobody was chosen"
    number = file(town, consented, CROWD[0], at, ground=Ground.AGREEMENT, contradicts=AgreementId(1))
    pool = seen(town, number).lot.pool  # type: ignore[union-attr]
    assert {*MEMBERS, *CROWD} - {*pool} == {ANNA, BEN, CROWD[0]}, "facilitator, proposer and challenger"


def _consent(number: ProposalId, member: object, at: object) -> proceeding.Act:
    return proceeding.Act(actor=person(member), now=at, proposal_id=number, move=GiveConsent())  # type: ignore[arg-type]


def test_a_change_that_is_challenged_leaves_the_former_version_in_force(town: Town, garden: CircleId) -> None:
    for text, now in (("We meet on Mondays.", NOW), ("We meet on Fridays.", NOW + 10 * DAY)):
        number = begun(town, garden, text, now, changes=None if now == NOW else 1)
        town.sweep(now + 3 * DAY + HOUR)
        consent(town, number, now + 3 * DAY + 2 * HOUR)
    town.found("Orchard", CROWD)
    second, at = one(town), NOW + 14 * DAY
    assert (second.version, second.record.text) == (2, "We meet on Fridays.")
    filed = file(town, number, MEMBERS[3], at)
    held = one(town)
    assert (held.status, held.version, held.record.text) == (Status.IN_FORCE, 1, "We meet on Mondays.")
    assert {*CROWD} < {*seen(town, filed).lot.pool}, "neighbours judge where the circle has too few"  # type: ignore[union-attr]
    assert one(town).adopted_by == ProposalId(1)
    decide(town, filed, 1, at + DAY + HOUR)
    assert one(town) == second
    filed = file(town, number, MEMBERS[3], at + 2 * DAY, ground=Ground.RULES)
    decide(town, filed, 5, at + 3 * DAY + HOUR)
    annulled = one(town)
    assert (annulled.status, annulled.version, annulled.review_at) == (Status.IN_FORCE, 1, at + 3 * DAY + HOUR + AGAIN)
    third = begun(town, garden, "We meet on Sundays.", at + 4 * DAY, changes=1)
    town.sweep(at + 7 * DAY + HOUR)
    consent(town, third, at + 7 * DAY + 2 * HOUR)
    assert (one(town).version, one(town).record.text) == (3, "We meet on Sundays.")


def test_where_nobody_can_judge_it_holds_and_comes_back_to_its_circle(town: Town, garden: CircleId) -> None:
    number = begun(town, garden)
    town.sweep(NOW + 3 * DAY + HOUR)
    consent(town, number, NOW + 3 * DAY + 2 * HOUR)
    at = NOW + 4 * DAY
    filed = file(town, number, MEMBERS[3], at)
    assert (seen(town, filed).phase, one(town).status, one(town).review_at) == (Phase.UNHEARD, Status.IN_FORCE, at)
    town.sweep(at + HOUR)
    assert one(town).status is Status.REVIEW_DUE
    [review] = town.store.read_now(
        agreement.show_agreement, AboutAgreement(actor=person(FAY), now=at, agreement_id=AgreementId(1))
    ).courses
    voices = running(town, review.proposal_id).log[0][0].voices  # type: ignore[attr-defined]
    assert "Fay was not asked." in [voice.words for voice in voices]


def test_who_is_silent_or_declines_is_replaced_and_where_three_are_missing_it_holds(
    town: Town, adopted: ProposalId
) -> None:
    number = file(town, adopted)
    seated = sitting(town, number)
    town.store.run_now(jury.decline, about(number, seated[0], DRAWN))
    with pytest.raises(NotOnJury):
        town.store.run_now(jury.serve, about(number, seated[0], DRAWN))
    for member in seated[2:]:
        town.store.run_now(jury.serve, about(number, member, DRAWN))
    town.sweep(DRAWN + DAY + HOUR)
    answers = {one.member: one.answer for one in seen(town, number).jurors}
    assert (answers[seated[0]], answers[seated[1]]) == (Answer.DECLINED, Answer.SILENT)
    replaced = [one.member for one in seen(town, number).jury]
    assert len(replaced) == 5
    assert len(town.owed(Notice.JURY, now=DRAWN + DAY + HOUR)) == 3
    [reminder] = [row for row in town.owed(Notice.JURY) if row.owed.detail == f"{number} remind"]
    assert reminder.due_at == DRAWN + 2 * DAY, "when a day is left"
    town.sweep(DRAWN + 3 * DAY + HOUR)
    assert seen(town, number).phase is Phase.UNHEARD
    assert (one(town).status, one(town).review_at) == (Status.REVIEW_DUE, DRAWN + 3 * DAY + HOUR)
    assert len(town.owed(Notice.VERDICT)) == 1


def test_a_lot_that_is_opened_too_late_is_void_and_another_is_sealed(town: Town, adopted: ProposalId) -> None:
    number = file(town, adopted)
    late = FILED + DAY + HOUR + HOUR
    assert sitting(town, number, late) == []
    [told] = town.owed(Notice.JURY)
    assert told.owed.detail == f"{number} void late"
    assert len(sitting(town, number, late + DAY + HOUR / 2)) == 5
    _, lots = town.store.read_now(jury_lot.drawings, about(number))
    assert [lot.void for lot in lots] == ["late", None]
    assert lots[0].pool == lots[1].pool
    assert lots[0].secret != lots[1].secret


def test_words_go_into_the_lot_until_it_is_drawn(town: Town, adopted: ProposalId) -> None:
    number = file(town, adopted)
    add_word(town, number, CROWD[0], "apple")
    assert add_word(town, number, CROWD[0], "pear") == "pear"
    add_word(town, number, BEN, "plum")
    with pytest.raises(MayNotChallenge):
        add_word(town, number, FAY, "no")
    with pytest.raises(DrawingOver):
        add_word(town, number, CROWD[1], "late", FILED + DAY)
    sitting(town, number)
    _, [lot] = town.store.read_now(jury_lot.drawings, about(number))
    assert sorted(lot.words) == ["pear", "plum"]
    assert [lot.pool[place - 1] for place in lot.order[:5]] == [str(one.member) for one in seen(town, number).jurors]


def test_the_ledger_has_each_step_and_nothing_that_anybody_wrote_or_found(town: Town, adopted: ProposalId) -> None:
    number = file(town, adopted)
    decide(town, number, uphold=3)
    told = [
        *(
            one
            for event in Event
            if event.value.startswith(("challenge", "jury", "verdict"))
            for one in town.remembered(event)
        )
    ]
    assert len(town.remembered(Event.VERDICT_GIVEN)) == 5
    assert len(told) == 1 + 1 + 1 + 5 + 1
    assert not [one for one in told if "Fay" in one or "Because" in one or "dismiss" in one or 'uphold"' in one]
    assert not [one for one in told for member in (*MEMBERS, *CROWD) if str(member) in one]


def test_strangers_see_nothing_and_after_the_verdict_nobody_judges(town: Town, adopted: ProposalId) -> None:
    number = file(town, adopted)
    with pytest.raises(NoSuchChallenge):
        town.store.read_now(
            challenge.show_challenge, challenge.AboutChallenge(actor=person(ANNA, ABROAD), now=NOW, challenge_id=number)
        )
    with pytest.raises(JuryOver):
        judge(town, number, CROWD[0], Verdict.UPHOLD, FILED)
    decide(town, number, uphold=5)
    with pytest.raises(JuryOver):
        judge(town, number, CROWD[0], Verdict.UPHOLD)
    assert view(town, number, BEN).mine is None
    assert timedelta(0) < DRAWN - FILED
