"""What is adopted is an agreement, comes back on its date once, and is changed or dropped by decisions alone."""

from datetime import datetime

import pytest
from sqlalchemy import delete

from bot.rules.agreement import AGAIN, Agreement, Status
from bot.rules.agreement.decay import Decay
from bot.rules.agreement.errors import NoSuchAgreement, NotInForce, NotInMinority, ReportClosed
from bot.rules.consent import Phase as Round
from bot.rules.consent.moves import Amend, Confirm, GiveConsent, Object
from bot.rules.decision import Choice
from bot.rules.ids import AgreementId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.process.machine import Move
from bot.rules.process.proceeding import Proceeding
from bot.rules.review import Choice as Becomes
from bot.rules.review import Phase
from bot.rules.review.moves import Evaluate, Helped, Put
from bot.services import agreement, proceeding, register
from bot.services.agreement import AboutAgreement, AgreementView, Find, WriteReport
from bot.services.proposal import find_proposal
from bot.services.values import Event, Notice, Sweep
from bot.store.tables import fact
from bot.store.writer import Store
from tests.databases import by_hand, rows, without_guards
from tests.store.world import ANNA, DAY, HOME, HOUR, MEMBERS, NOW
from tests.town import ABROAD, FAY, Town, person

BEN, CLEO = MEMBERS[1], MEMBERS[2]
REVIEW = 90 * DAY


def begun(
    town: Town, circle_id: CircleId, text: str = "We meet on Mondays.", now: datetime = NOW, changes: int | None = None
) -> ProposalId:
    wish = proceeding.OpenProceeding(
        actor=person(BEN),
        now=now,
        circle_id=circle_id,
        process="consent",
        title="Meeting day",
        text=text,
        given={"need": "We miss each other."},
        changes=None if changes is None else AgreementId(changes),
    )
    return town.store.run_now(proceeding.open_proceeding, wish)


def do(town: Town, number: ProposalId, member: MemberId, move: Move, now: datetime) -> None:
    town.store.run_now(proceeding.act, proceeding.Act(actor=person(member), now=now, proposal_id=number, move=move))


def consent(town: Town, number: ProposalId, now: datetime, concern: str = "") -> None:
    """Let everybody consent, Cleo with a concern."""
    for member in MEMBERS:
        do(town, number, member, GiveConsent(concern if member == CLEO else ""), now)


def adopted(town: Town, circle_id: CircleId, now: datetime = NOW, **given: object) -> datetime:
    """Let a text be adopted with a concern of Cleo's; return when that was."""
    number = begun(town, circle_id, now=now, **given)  # type: ignore[arg-type]
    town.sweep(now + 3 * DAY + HOUR)
    at = now + 3 * DAY + 2 * HOUR
    consent(town, number, at, "Mondays are full.")
    return at


def view(store: Store, number: int = 1) -> AgreementView:
    about = AboutAgreement(actor=person(FAY), now=NOW, agreement_id=AgreementId(number))
    return store.read_now(agreement.show_agreement, about)


def one(store: Store, number: int = 1) -> Agreement:
    return view(store, number).agreement


def running(town: Town) -> Proceeding:
    """Return the review that runs."""
    course = view(town.store).courses[-1]
    assert course.ended_at is None
    return seen(town, course.proposal_id)


def seen(town: Town, number: ProposalId) -> Proceeding:
    found = town.store.read_now(proceeding.find_proceeding, number)
    assert found
    return found.proceeding


def test_what_is_adopted_is_an_agreement_with_its_record(town: Town, garden: CircleId) -> None:
    at = adopted(town, garden)
    found = one(town.store)
    assert (found.title, found.record.text, found.record.need) == (
        "Meeting day",
        "We meet on Mondays.",
        "We miss each other.",
    )
    assert (found.status, found.version, found.responsible) == (Status.IN_FORCE, 1, BEN)
    assert (found.adopted_by, found.adopted_at, found.review_at) == (ProposalId(1), at, at + REVIEW)
    assert [one.by for one in found.record.concerns] == [CLEO]
    assert len(town.remembered(Event.AGREEMENT_CHANGED)) == 1
    assert town.store.read_now(proceeding.find_proceeding, ProposalId(1)).agreement == found


def test_a_change_that_a_ladder_leads_to_a_vote_is_the_next_version_and_overtakes_others(
    town: Town, garden: CircleId
) -> None:
    at = adopted(town, garden)
    town.declare(garden, "consent, simple")
    changing = begun(town, garden, "We meet on Fridays.", at, changes=1)
    other = begun(town, garden, "We meet on Sundays.", at + 8 * DAY, changes=1)
    town.sweep(at + 8 * DAY + HOUR)
    following = town.climb(changing).next_id
    assert following, "nobody answered, so that it is voted on"
    decision = town.store.read_now(find_proposal, following).decision
    for member in MEMBERS:
        town.cast(decision, member, Choice.YES, now=at + 9 * DAY)
    town.sweep(decision.closes_at + HOUR)
    found = one(town.store)
    assert (found.version, found.record.text, found.adopted_by) == (2, "We meet on Fridays.", following)
    assert found.record.numbers
    assert seen(town, other).item(decision.closes_at + HOUR).stale


def test_an_adopted_vote_is_an_agreement_without_any_ballot(town: Town, garden: CircleId) -> None:
    decision = town.propose(garden)
    for member in MEMBERS:
        town.cast(decision, member, Choice.NO if member == BEN else Choice.YES)
    town.sweep(decision.closes_at + DAY)
    found = one(town.store)
    assert found.record.numbers
    assert (found.record.numbers.yes, found.record.numbers.no, found.record.numbers.eligible) == (4, 1, 5)
    assert (found.record.said, found.record.minority, found.responsible) == ((), frozenset(), ANNA)
    rejected = town.propose(garden)
    town.cast(rejected, ANNA, Choice.NO)
    town.sweep(rejected.closes_at + DAY)
    with pytest.raises(NoSuchAgreement):
        one(town.store, 2)


def test_on_its_date_it_comes_back_once_also_after_a_restart_and_late(town: Town, garden: CircleId) -> None:
    at = adopted(town, garden)
    town.sweep(at + REVIEW - HOUR)
    assert view(town.store).courses == []
    late = at + REVIEW + 5 * DAY
    town.sweep(late)
    town.sweep(late + HOUR)
    again = Store(town.store.url)
    town.store.close()
    again.open()
    town.store = again
    town.sweep(late + 2 * HOUR)
    assert len(view(again).courses) == 1
    review = running(town)
    assert (review.item().phase, review.item().ends) == (Phase.ASKING, late + 7 * DAY)
    assert review.item().voices[0].words == "Mondays are full."
    assert (review.item().responsible, review.item().facilitator) == (BEN, ANNA)
    assert one(again).status is Status.REVIEW_DUE
    assert len([owed for owed in town.owed(Notice.CARD) if owed.owed.proposal_id == review.id]) == 1


def test_a_circle_that_keeps_it_sets_the_next_date(town: Town, garden: CircleId) -> None:
    due = adopted(town, garden) + REVIEW
    town.sweep(due)
    number, at = running(town).id, due + HOUR
    do(town, number, CLEO, Evaluate(Helped.YES, after=60 * DAY), at)
    do(town, number, ANNA, Put(Becomes.KEEP), at)
    consent(town, number, at, "Still full.")
    found = one(town.store)
    assert (found.status, found.version, found.review_at) == (Status.IN_FORCE, 1, at + 60 * DAY)
    town.sweep(at + 60 * DAY)
    assert {one.words for one in running(town).item().voices} == {"Mondays are full.", "Still full."}


def test_a_circle_that_changes_it_makes_the_next_version(town: Town, garden: CircleId) -> None:
    due = adopted(town, garden) + REVIEW
    town.sweep(due)
    number, at = running(town).id, due + HOUR
    do(town, number, BEN, Put(Becomes.CHANGE, "We meet on Fridays."), at)
    consent(town, number, at)
    found = view(town.store)
    assert [one.record.text for one in found.versions] == ["We meet on Mondays.", "We meet on Fridays."]
    assert [one.process for one in found.versions] == ["consent", "review"]
    assert (found.agreement.version, found.agreement.review_at) == (2, at + REVIEW)


def test_a_circle_that_drops_it_leaves_it_in_the_register(town: Town, garden: CircleId) -> None:
    due = adopted(town, garden) + REVIEW
    town.sweep(due)
    number, at = running(town).id, due + HOUR
    do(town, number, BEN, Put(Becomes.DROP), at)
    consent(town, number, at)
    assert one(town.store).status is Status.DROPPED
    town.sweep(at + 900 * DAY)
    assert len(view(town.store).courses) == 1
    with pytest.raises(NotInForce):
        begun(town, garden, "Anew.", at, changes=1)
    with pytest.raises(ReportClosed):
        report(town, CLEO, "I was right.", at)


def test_silence_leaves_it_in_force_flagged_and_it_comes_back_after_a_month(town: Town, garden: CircleId) -> None:
    due = adopted(town, garden) + REVIEW
    town.sweep(due)
    silent = due + 14 * DAY
    town.sweep(silent + HOUR)
    found = one(town.store)
    assert (found.status, found.undecided, found.review_at) == (Status.IN_FORCE, 1, silent + AGAIN)
    assert found.flagged(silent + DAY)
    assert listed(town, due=True, now=silent + DAY) == [1]
    looked = Find(actor=person(FAY), now=silent + DAY)
    assert town.store.read_now(agreement.find_agreements, looked).decay == Decay(1, 1)
    town.sweep(silent + AGAIN)
    assert len(view(town.store).courses) == 2
    assert running(town).item().phase is Phase.ASKING


def test_what_an_empty_circle_has_agreed_on_stays_in_force_flagged(town: Town, garden: CircleId) -> None:
    due = adopted(town, garden) + REVIEW
    for member in MEMBERS:
        town.leave(garden, member, due - DAY)
    town.sweep(due)
    found = one(town.store)
    assert (found.status, found.undecided, found.review_at) == (Status.IN_FORCE, 1, due + AGAIN)
    assert view(town.store).courses == []


def test_where_the_responsible_person_has_left_the_steward_brings_it_back(town: Town, garden: CircleId) -> None:
    due = adopted(town, garden) + REVIEW
    town.leave(garden, BEN, due - DAY)
    town.sweep(due)
    assert running(town).item().responsible == ANNA


def test_a_review_takes_nobodys_place_among_their_proposals(town: Town, garden: CircleId) -> None:
    due = adopted(town, garden) + REVIEW
    town.sweep(due)
    assert running(town).item().proposer == BEN
    for _ in range(5):
        begun(town, garden, now=due)


def test_a_later_decision_changes_it_and_overtakes_what_else_is_about_it(town: Town, garden: CircleId) -> None:
    at = adopted(town, garden)
    first, second = (begun(town, garden, f"We meet on {day}.", at, changes=1) for day in ("Tuesdays", "Fridays"))
    due = at + REVIEW
    town.sweep(at + 3 * DAY + HOUR)
    consent(town, first, at + 3 * DAY + 2 * HOUR)
    found = view(town.store)
    assert (found.agreement.version, found.agreement.record.text) == (2, "We meet on Tuesdays.")
    assert found.agreement.review_at == at + 3 * DAY + 2 * HOUR + REVIEW > due
    item = seen(town, second).item()
    assert (item.phase, item.stale) == (Round.AMEND, True)
    with pytest.raises(NoSuchAgreement):
        one(town.store, 2)


def test_a_decision_ends_the_review_of_what_it_has_changed(town: Town, garden: CircleId) -> None:
    due = adopted(town, garden) + REVIEW
    number = begun(town, garden, "We meet on Fridays.", due - 3 * DAY - HOUR, changes=1)
    town.sweep(due)
    review = running(town)
    consent(town, number, due + HOUR)
    assert seen(town, review.id).item().phase is Phase.OVERTAKEN
    assert (one(town.store).version, one(town.store).status) == (2, Status.IN_FORCE)


def test_only_the_circle_that_agreed_on_it_changes_it(town: Town, garden: CircleId) -> None:
    adopted(town, garden)
    kitchen = town.found("Kitchen")
    for changes in (1, 99):
        with pytest.raises(NoSuchAgreement):
            begun(town, kitchen, changes=changes)


def test_another_community_sees_nothing_of_it(town: Town, garden: CircleId) -> None:
    adopted(town, garden)
    stranger = person(ANNA, ABROAD)
    with pytest.raises(NoSuchAgreement):
        town.store.read_now(
            agreement.show_agreement, AboutAgreement(actor=stranger, now=NOW, agreement_id=AgreementId(1))
        )
    wish = Find(actor=stranger, now=NOW)
    assert town.store.read_now(agreement.find_agreements, wish).many == 0
    assert town.store.read_now(agreement.whole_register, wish) == []


def report(town: Town, member: MemberId, text: str, now: datetime) -> None:
    wish = WriteReport(actor=person(member), now=now, agreement_id=AgreementId(1), text=text)
    town.store.run_now(agreement.write_report, wish)


def test_a_minority_report_is_for_who_had_a_doubt_and_can_be_bettered_until_the_review(
    town: Town, garden: CircleId
) -> None:
    at = adopted(town, garden)
    with pytest.raises(NotInMinority):
        report(town, BEN, "I agree.", at)
    report(town, CLEO, "I come late.", at)
    report(town, CLEO, "I come late on Mondays.", at + HOUR)
    assert [one.text for one in view(town.store).reports] == ["I come late on Mondays."]
    assert len(town.owed(Notice.REPORT)) == 2
    told = town.store.read_now(agreement.told_report, (ProposalId(1), CLEO))
    assert told
    assert told[1].text == "I come late on Mondays."
    town.sweep(at + REVIEW)
    with pytest.raises(ReportClosed):
        report(town, CLEO, "Too late.", at + REVIEW)
    assert "I come late on Mondays." in {one.words for one in running(town).item().voices}


def listed(town: Town, *, now: datetime = NOW, **sought: object) -> list[int]:
    wish = Find(actor=person(FAY), now=now, **sought)  # type: ignore[arg-type]
    return [one.id for one in town.store.read_now(agreement.find_agreements, wish).agreements]


def test_agreements_are_found_by_words_of_title_and_text_and_by_circle(town: Town, garden: CircleId) -> None:
    kitchen = town.found("Kitchen")
    adopted(town, garden, text="50% of the Ÿield_goes to all.")
    adopted(town, kitchen, text="Soup on Mondays.")
    assert listed(town) == [2, 1]
    assert listed(town, text="soup  ON") == [2]
    assert listed(town, text="MEETING day") == [2, 1]
    assert listed(town, text="ÿIELD_GOES") == [1]
    assert listed(town, text="50%") == [1]
    assert listed(town, text="S%p") == listed(town, text="_oup") == [], "what is typed is no pattern"
    assert listed(town, circle_id=garden) == [1]
    assert listed(town, text="soup", circle_id=garden) == []
    assert listed(town, due=True) == []
    assert listed(town, due=True, now=NOW + 70 * DAY) == [1, 2]


def test_what_is_typed_suggests_agreements_by_number_and_by_words(town: Town, garden: CircleId) -> None:
    for text in ("Soup on Mondays.", "Bread on 1 May."):
        adopted(town, garden, text=text)

    def suggested(text: str, community: CommunityId = HOME) -> list[int]:
        wish = Find(actor=person(FAY, community), now=NOW, text=text)
        return [one.id for one in town.store.read_now(agreement.suggested, wish)]

    assert suggested("") == [2, 1]
    assert suggested("a1") == suggested("A1") == [1]
    assert suggested("1") == [1, 2], "by its number first, then by its words"
    assert suggested("soup") == [1]
    assert suggested("²") == []
    assert suggested("1", ABROAD) == []


def test_what_was_adopted_before_there_was_a_register_is_filled_in_once(town: Town, garden: CircleId) -> None:
    decision = town.propose(garden)
    for member in MEMBERS:
        town.cast(decision, member, Choice.YES)
    adopted(town, garden)
    town.sweep(decision.closes_at + DAY)
    forget(town)
    later = NOW + 400 * DAY
    town.sweep(later)
    town.sweep(later + HOUR)
    votes, round_ = (one(town.store, number) for (number,) in rows(town.store.url, "SELECT id FROM agreement"))
    assert {votes.adopted_by, round_.adopted_by} == {1, 2}
    assert {votes.review_at, round_.review_at} == {later + AGAIN}, "not all at once, and not without notice"
    assert not town.store.read_now(register.fill_due, Sweep(later))


def forget(town: Town) -> None:
    """Take the register away, as it was in an earlier Accord."""
    with by_hand(town.store.url) as connection:
        without_guards(connection, "agreement_version_no_delete", "agreement_no_delete")
        connection.exec_driver_sql("DELETE FROM agreement_version")
        connection.exec_driver_sql("DELETE FROM agreement")
        connection.execute(delete(fact).where(fact.c.name == register.FILLED))


def test_objections_and_their_ends_are_in_the_record(town: Town, garden: CircleId) -> None:
    number = begun(town, garden)
    town.sweep(NOW + 3 * DAY + HOUR)
    at = NOW + 3 * DAY + 2 * HOUR
    do(town, number, CLEO, Object("I work then."), at)
    for member in MEMBERS:
        if member != CLEO:
            do(town, number, member, GiveConsent(), at)
    do(town, number, BEN, Amend("We meet on Tuesdays."), at)
    do(town, number, BEN, Confirm(1), at)
    do(town, number, CLEO, Confirm(1), at)
    consent(town, number, at)
    found = one(town.store).record
    assert [(one.by, one.words, one.ending.value) for one in found.objections] == [(CLEO, "I work then.", "resolved")]
    assert CLEO in found.minority
