"""The whole register as files: Markdown for people, JSON for machines."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from bot.rules.agreement.past import Version
from bot.rules.challenge import Challenge
from bot.rules.process.record import Record
from bot.services.agreement import AgreementView
from bot.ui.agreed import number_of
from bot.ui.agreement.words import ENDINGS, STANCES, challenge_words, course_words, way_words
from bot.ui.clean import clean, clean_block
from bot.ui.people import whose

Names = Callable[[int], str]
"""Gives the name of a person by id, already made safe."""

FORMAT = "accord agreements 1"


def written(views: Sequence[AgreementView], name: Names, now: datetime) -> dict[str, str]:
    """Return the register as Markdown and as JSON, by the endings of the files."""
    text = "\n".join(["# Agreements", "", f"As of {now:%Y-%m-%d %H:%M} UTC.", *(_told(one, name) for one in views)])
    whole = {"format": FORMAT, "as_of": now.isoformat(), "agreements": [_plain(one) for one in views]}
    return {"md": text + "\n", "json": json.dumps(whole, ensure_ascii=False, indent=1, default=_value)}


def _told(view: AgreementView, name: Names) -> str:
    one = view.agreement
    head = [
        f"\n## {number_of(one.id)} {clean(one.title)}\n",
        f"{clean(one.circle)} · {one.status.value.replace('_', ' ')} · review {_day(one.review_at)}"
        + (f" · overdue: {one.undecided} reviews without a decision" if one.undecided else ""),
    ]
    versions = [line for version in reversed(view.versions) for line in _version(version, name)]
    reports = [f"- Minority report of {name(r.by)} on version {r.version}: {clean(r.text)}" for r in view.reports]
    courses = [
        f"- {_day(course.ended_at) if course.ended_at else 'now'}: {course_words(course)}, no. {course.proposal_id}"
        for course in view.courses
    ]
    challenges = [f"- {_day(one.filed_at)}: {challenge_words(one)}" for one in view.challenges]
    return "\n".join([*head, *versions, *reports, *courses, *challenges])


def _version(version: Version, name: Names) -> Iterator[str]:
    record = version.record
    yield (
        f"\n### Version {version.number}, {_day(version.adopted_at)} ({way_words(version)}, no. {version.adopted_by}; "
        f"{name(record.responsible)} sees to it)\n"
    )
    yield f"> {clean_block(record.text)}".replace("\n", "\n> ") + "\n"
    yield from _record(record, name)


def _record(record: Record, name: Names) -> Iterator[str]:
    if record.need:
        yield f"- Why: {clean(record.need)}"
    if record.numbers:
        of = record.numbers
        yield f"- {of.yes} yes, {of.no} no, {of.abstain} abstained, of {of.eligible}"
    for said in record.said:
        words = f": {clean(said.words)}" if said.words else ""
        yield f"- {name(said.by)}, {STANCES[said.stance]}{words}" + (f" ↳ {clean(said.reply)}" if said.reply else "")
    yield from (f"- Concern of {whose(one, name)}: {clean(one.words)}" for one in record.concerns)
    for raised in record.objections:
        answer = f" ↳ {clean(raised.answer)}" if raised.answer else ""
        yield f"- Objection of {whose(raised, name)}, {ENDINGS[raised.ending]}: {clean(raised.words)}{answer}"
    yield from (f"- Measured: {clean(one)}" for one in record.measures)
    yield from (f"- Put off until {_day(one.by)}, {name(one.owner)}: {clean(one.words)}" for one in record.put_off)
    yield from (f"- Split off: {clean(one)}" for one in record.split_off)


def _plain(view: AgreementView) -> dict[str, object]:
    """Return an agreement as it is kept, with ids as words: they have more digits than some readers can count."""
    one = view.agreement
    return {
        "number": one.id,
        "title": one.title,
        "circle": one.circle,
        "status": one.status.value,
        "review_at": one.review_at,
        "undecided": one.undecided,
        "versions": [_ids(asdict(version)) for version in view.versions],
        "reports": [_ids(asdict(report)) for report in view.reports],
        "courses": [asdict(course) for course in view.courses],
        "challenges": [_challenge(one) for one in view.challenges],
    }


def _challenge(one: Challenge) -> dict[str, object]:
    """Return a challenge without its jury, whose names and verdicts are nobody's business beyond the community."""
    return {
        "proposal_id": one.proposal_id,
        "ground": one.ground.value,
        "contradicts": one.contradicts,
        "phase": one.phase.value,
        "filed_at": one.filed_at,
        "ended_at": one.ended_at,
        "upheld": one.upheld,
        "judged": one.judged,
    }


def _ids(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: str(part) if key in _PEOPLE and isinstance(part, int) else _ids(part) for key, part in value.items()
        }
    return [_ids(part) for part in value] if isinstance(value, list | tuple) else value


_PEOPLE = frozenset({"by", "responsible", "owner"})


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    assert isinstance(value, timedelta), "nothing else is kept"  # noqa: S101
    return value.total_seconds()


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"
