"""Agreements fit on Discord whatever was said, and files hold everything."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot.rules.agreement import Agreement, Standing, Status
from bot.rules.agreement.decay import Decay
from bot.rules.agreement.errors import NoSuchAgreement
from bot.rules.agreement.past import Course, Report, Version
from bot.rules.challenge import Phase
from bot.rules.ids import AgreementId, ChannelId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.process.record import Ended, Ending, Numbers, PutOff, Record, Said, Stance, Voice
from bot.rules.text import TEXT_LIMIT
from bot.services.agreement import PAGE, AgreementView, Found
from bot.services.legality import Legality
from bot.services.values import Place
from bot.ui.agreed import number, number_of
from bot.ui.agreement.buttons import adopted_rows, record_row
from bot.ui.agreement.export import written
from bot.ui.agreement.found import SEARCH_LIMIT, ListPage, Look, OpenMenu
from bot.ui.agreement.history import pages
from bot.ui.agreement.lists import listed
from bot.ui.agreement.record import MORE, shown
from bot.ui.agreement.report import told
from bot.ui.agreement.words import ENDINGS, STANCES, standing, told_number
from bot.ui.card import COMPONENT_LIMIT, DISPLAY_LIMIT
from tests.ui.trials import trial

NOW = datetime(2030, 1, 7, tzinfo=UTC)
DAY = timedelta(days=1)
CROWD = [MemberId(10**17 + number) for number in range(60)]
LONG = "Why *not* @everyone? " * 47
MESSAGE = 2_000

RECORD = Record(text="We bake on Mondays.", need="Bread.", review=90 * DAY, responsible=CROWD[0])
LOUD = Record(
    text=("We bake, and *share*. " * 140)[:TEXT_LIMIT],
    need=LONG,
    said=tuple(Said(member, list(Stance)[at % len(Stance)], LONG, LONG) for at, member in enumerate(CROWD)),
    concerns=tuple(Voice(member, LONG) for member in CROWD),
    objections=tuple(Ended(member, LONG, list(Ending)[at % len(Ending)], LONG) for at, member in enumerate(CROWD[:30])),
    measures=(LONG,) * 4,
    put_off=(PutOff(LONG, CROWD[1], NOW),) * 4,
    split_off=(LONG,),
    numbers=Numbers(10**6, 10**6, 10**6, 10**7),
    review=90 * DAY,
    responsible=CROWD[0],
)


def agreed(record: Record = RECORD, **given: object) -> Agreement:
    one = Agreement(
        id=AgreementId(3),
        community_id=CommunityId(1),
        circle_id=CircleId(1),
        circle="Neighbours" * 4,
        title="A long *title* " * 6,
        record=record,
        adopted_by=ProposalId(5),
        adopted_at=NOW,
        review_at=NOW + 90 * DAY,
    )
    return replace(one, **given)  # type: ignore[arg-type]


def seen(*records: Record, reports: int = 0, courses: int = 0) -> AgreementView:
    """Return an agreement with these versions, reports by many, and as many reviews."""
    versions = [
        Version(at, record, ProposalId(5 * at), NOW + at * DAY, "consent" if at % 2 else "")
        for at, record in enumerate(records, start=1)
    ]
    return AgreementView(
        agreed(records[-1], version=len(records)),
        versions,
        [Course(ProposalId(100 + at), "review", "kept", NOW + at * DAY) for at in range(courses)]
        + [Course(ProposalId(99), "review", "asking", None)],
        [Report(len(records), member, LONG, NOW + DAY) for member in CROWD[:reports]],
        Place(ChannelId(10**18), thread_id=ChannelId(10**18)),
    )


async def test_the_record_of_a_large_and_loud_circle_fits_on_one_screen() -> None:
    view = seen(LOUD, reports=60)
    drawn = shown(view, NOW, record_row(view, NOW))
    assert drawn.content_length() <= DISPLAY_LIMIT
    assert len(list(drawn.walk_children())) <= COMPONENT_LIMIT
    text = "\n".join(item.content for item in drawn.walk_children() if isinstance(item, discord.ui.TextDisplay))
    assert "@everyone" not in text
    assert MORE in text
    assert "How it came about: <#1000000000000000000>" in text
    assert "We bake, and" in text


async def test_a_small_record_is_whole() -> None:
    view = seen(replace(RECORD, said=(Said(CROWD[1], Stance.ASIDE, "I travel."), Said(CROWD[2], Stance.SILENT))))
    drawn = shown(view, NOW, record_row(view, NOW))
    text = "\n".join(item.content for item in drawn.walk_children() if isinstance(item, discord.ui.TextDisplay))
    for words in ("## A3", "*Bread.*", "1 stand aside · 1 no answer", "I travel.", "✓ in force; comes back on"):
        assert words in text
    assert MORE not in text


async def test_only_what_can_be_done_has_a_button() -> None:
    def labels(agreement: Agreement, **given: object) -> list[str]:
        view = replace(seen(agreement.record), agreement=agreement, **given)  # type: ignore[arg-type]
        return [str(item.item.label) for item in record_row(view, NOW).children]  # type: ignore[attr-defined]

    assert labels(agreed()) == ["History", "Propose a change"]
    assert labels(agreed(LOUD)) == ["History", "Add a minority report", "Propose a change"]
    assert labels(agreed(LOUD, status=Status.REVIEW_DUE)) == ["History", "Propose a change"]
    assert labels(agreed(LOUD, status=Status.DROPPED)) == ["History"]
    assert labels(agreed(), legality=Legality(until=NOW + DAY)) == ["History", "Propose a change", "Challenge"]
    assert labels(agreed(status=Status.SUSPENDED), legality=Legality(trial(Phase.JURY))) == ["History", "The challenge"]
    assert adopted_rows(None, ProposalId(5), NOW) == []
    assert [len(adopted_rows(agreed(LOUD), ProposalId(by), NOW)[0].children) for by in (5, 6)] == [2, 1]


def test_what_is_before_a_jury_is_not_told_as_in_force() -> None:
    aside = Standing(ProposalId(5), Status.IN_FORCE, 2, NOW)
    for given, words in (
        ({"status": Status.SUSPENDED, "aside": aside}, "⏸ suspended, not in force until a jury has decided"),
        ({"status": Status.ANNULLED}, "⊘ annulled by a jury, not in force"),
        ({"aside": aside}, "⏸ in force in version 1; version 2 is suspended, until a jury has decided"),
        ({"aside": replace(aside, status=Status.DROPPED)}, "⏸ in force; that it was dropped is suspended, until"),
        ({"aside": replace(aside, version=1)}, "⏸ in force; that it was kept is suspended, until"),
    ):
        assert standing(agreed(**given), NOW).startswith(words)


def test_the_history_of_many_loud_versions_has_pages_that_fit() -> None:
    view = seen(*(replace(LOUD, text=LOUD.text[at:]) for at in range(12)), reports=60, courses=30)
    told_ = pages(view)
    assert len(told_) > 5
    assert all(len(page) <= MESSAGE for page in told_)
    assert all("@everyone" not in page for page in told_)
    whole = "\n".join(told_)
    assert whole.index("Version 1") < whole.index("Version 2") < whole.index("Now: review, Questions")


def test_a_version_is_shown_by_what_it_has_changed() -> None:
    (page,) = pages(seen(RECORD, replace(RECORD, text="We bake on Tuesdays.")))
    assert "~~Mondays.~~ **Tuesdays.**" in page
    assert "consent round, no. 5" in page
    assert "vote, no. 10" in page


async def test_a_page_of_the_list_fits_and_its_buttons_carry_what_was_looked_for() -> None:
    found = Found([agreed(undecided=10**6)] * PAGE, 10**6, 10**5 - 1, Decay(10**6, 10**6))
    assert all(len(listed(found, NOW, due=due)) <= MESSAGE for due in (True, False))
    assert "‼ Too many" in listed(found, NOW, due=True)
    look = Look("ß" * SEARCH_LIMIT, 10**18 - 1, due=True, page=10**6 - 1)
    written_ = ListPage(look).custom_id
    assert len(written_) <= 100
    match = ListPage.__discord_ui_compiled_template__.fullmatch(written_)
    assert match
    assert Look.read(match) == look
    odd = Look("a:b\n:1", page=2)
    found_again = ListPage.__discord_ui_compiled_template__.fullmatch(odd.written())
    assert found_again
    assert Look.read(found_again) == odd
    assert OpenMenu([]).custom_id == "accord:open_agreement"


def test_where_it_stands_is_told_by_sign_and_words() -> None:
    stood = {
        "✓ in force": agreed(),
        "⚠ overdue since": agreed(review_at=NOW),
        "⚠ overdue: 2 reviews": agreed(undecided=2),
        "◔ in force, under review": agreed(status=Status.REVIEW_DUE),
        "↩ dropped": agreed(status=Status.DROPPED),
    }
    for words, agreement in stood.items():
        assert standing(agreement, NOW).startswith(words)


def test_what_threads_hear_fits() -> None:
    assert len(told_number(agreed(LOUD), LONG * 4)) <= MESSAGE
    assert told_number(agreed(), "Adopted.").endswith("This is **agreement A3** now.")
    report = told(agreed(), Report(1, CROWD[0], LONG[:1_000], NOW))
    assert len(report) <= MESSAGE
    assert "@everyone" not in report


@pytest.mark.parametrize("typed", ["3", "A3", "a3", " #3 "])
def test_a_number_is_read_with_or_without_its_letter(typed: str) -> None:
    assert number(typed) == 3
    assert number_of(number(typed)) == "A3"


@pytest.mark.parametrize("typed", ["", "B3", "A", "-3", "³", "9" * 20])
def test_what_is_no_number_is_no_agreement(typed: str) -> None:
    with pytest.raises(NoSuchAgreement):
        number(typed)


def test_the_files_hold_everything_that_was_said() -> None:
    view = seen(RECORD, LOUD, reports=3, courses=2)
    files = written([view], lambda member: f"Person {member}", NOW)
    (one,) = json.loads(files["json"])["agreements"]
    record = one["versions"][1]["record"]
    assert len(record["said"]) == len(record["concerns"]) == 60
    assert record["objections"][0]["words"] == LONG
    assert record["said"][0]["by"] == str(CROWD[0])
    assert record["put_off"][0]["by"] == NOW.isoformat()
    assert len(one["reports"]) == 3
    assert len(one["courses"]) == 3
    assert files["md"].count("Concern of Person") == 60
    assert "@everyone" not in files["md"]
    assert json.loads(written([], str, NOW)["json"])["agreements"] == []


def test_every_stance_and_ending_has_words() -> None:
    assert set(STANCES) == set(Stance)
    assert set(ENDINGS) == set(Ending)
