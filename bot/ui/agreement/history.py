"""The history of an agreement: every version with what it changed, who decided how, and every review."""

from collections.abc import Iterator
from datetime import datetime

from bot.rules.agreement.past import Course, Report, Version
from bot.services.agreement import AgreementView
from bot.ui.agreed import number_of
from bot.ui.agreement.words import challenge_words, course_words, way_words
from bot.ui.clean import clean, clean_block
from bot.ui.difference import difference
from bot.ui.words import moment

CHANGED = 1_200
"""Letters of what a version has changed."""

PAGE_ROOM = 1_700
"""Letters of a page, which has a head and a foot too."""


def pages(view: AgreementView) -> list[str]:
    """Return the history page by page, oldest first."""
    filled = [""]
    for entry in _entries(view):
        if len(filled[-1]) + len(entry) > PAGE_ROOM and filled[-1]:
            filled.append("")
        filled[-1] += entry + "\n"
    title = f"**{number_of(view.agreement.id)} {clean(view.agreement.title, 100)}**"
    many = len(filled)
    return [
        f"{title}\n{page}" + (f"-# Page {at} of {many}" if many > 1 else "") for at, page in enumerate(filled, start=1)
    ]


def _entries(view: AgreementView) -> Iterator[str]:
    """Yield versions, reviews and reports, as they came."""
    brought = {one.adopted_by for one in view.versions}
    befores = [None, *view.versions]
    dated: list[tuple[datetime, str]] = [
        (version.adopted_at, _version(before, version)) for before, version in zip(befores, view.versions, strict=False)
    ]
    dated += [(one.at, _report(one)) for one in view.reports]
    dated += [(one.filed_at, f"⏸ {moment(one.filed_at, 'D')}: {challenge_words(one)}") for one in view.challenges]
    ended = [one for one in view.courses if one.proposal_id not in brought]
    dated += [(one.ended_at, _course(one)) for one in ended if one.ended_at]
    yield from (entry for _, entry in sorted(dated, key=lambda one: one[0]))
    yield from (_course(one) for one in ended if not one.ended_at)


def _version(before: Version | None, version: Version) -> str:
    record = version.record
    head = (
        f"▸ **Version {version.number}**, {moment(version.adopted_at, 'D')}: {way_words(version)}, "
        f"no. {version.adopted_by}; <@{record.responsible}> sees to it"
    )
    changed = difference(before.record.text, record.text, CHANGED) if before else clean_block(record.text, CHANGED)
    return f"{head}\n{changed}"


def _course(course: Course) -> str:
    when = f"{moment(course.ended_at, 'D')}: " if course.ended_at else "Now: "
    return f"▹ {when}{course_words(course)}, no. {course.proposal_id}"


def _report(report: Report) -> str:
    when = moment(report.at, "D")
    return f"◇ {when}: minority report of <@{report.by}> on version {report.version}: {clean(report.text, 300)}"
