"""What is adopted is recorded: with its why, everybody who was asked, and how each objection ended."""

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest

from bot.rules.consent import Consent
from bot.rules.consent.moves import GiveConsent, Object, Open, WithdrawObjection
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.record import UNMET, Ended, Ending, Record, Said, Stance, Voice, by_name
from bot.rules.processes import PROCESSES
from bot.store.moves import read, write
from tests.rules.consent_world import item
from tests.rules.process.walks import ANNA, BEN, CORA, DAN, DAY, NOW, by_chance
from tests.ui.test_faces import WORLDS

ADOPTED = {
    "consent": {"adopted"},
    "lazy": {"settled"},
    "consensus": {"consensus"},
    "minute": {"recorded"},
    "advice": {"adopted"},
    "holacracy": {"adopted"},
    "rough": {"adopted"},
    "permission": set[str](),
    "talking": set[str](),
    "relay": {"adopted"},
    "review": {"kept", "amended"},
}
"""Where each process has a record; what was permitted or said once is no agreement."""


class Written:
    """A walk that looks at the record after each step."""

    def __init__(self, key: str) -> None:
        self.process, self.world, self.seen = PROCESSES[key], WORLDS[key](), Counter[str]()
        self.machine = self.process.machine

    def start(self, chance: Random) -> Any:
        return self.world.start(chance)

    def wishes(self, item: Any) -> Any:
        return self.world.wishes(item)

    def check(self, _: Any, step: Step[Any], __: Sequence[tuple[Move, Turn]]) -> None:
        item = step.after
        found = self.process.record(item)
        assert (found is not None) == (item.phase.value in ADOPTED[self.process.key])
        if found is None:
            return
        self.seen[item.phase.value] += 1
        assert found.text == item.text
        assert found.review >= DAY
        assert found.responsible, "C10"
        assert getattr(item, "required", frozenset()) <= {one.by for one in found.said}, "everybody who was asked"
        assert len({one.by for one in found.said}) == len(found.said)
        assert len(found.objections) == sum(len(getattr(item, many, ())) for many in MANY)
        assert all(one.words for one in found.objections)
        assert found.minority >= {one.by for one in found.objections}
        assert found.minority >= {one.by for one in found.voices}
        if isinstance(item, Consent):
            own = [one for one in item.concerns if one.objection is None]
            assert len(found.concerns) == len(own), "what was an objection is written down as one"
        assert read(Record, write(found)) == found


MANY = ("objections", "blocks", "dissents", "issues")
"""Where a process keeps what was raised against its text."""


@pytest.mark.parametrize("key", PROCESSES)
def test_a_process_has_a_record_exactly_where_it_has_adopted_something(key: str) -> None:
    written = Written(key)
    by_chance(written, 1, walks=150)
    assert set(written.seen) == ADOPTED[key]


def test_who_has_not_answered_is_silent_and_never_said_to_consent() -> None:
    said = by_name({BEN: Said(BEN, Stance.CONSENT)}, frozenset({ANNA, BEN}))
    assert said == (Said(ANNA, Stance.SILENT), Said(BEN, Stance.CONSENT))


def record(**given: Any) -> Record:
    return Record(text="We bake.", review=DAY, responsible=ANNA, **given)


def test_who_objected_stood_aside_or_had_a_concern_may_add_a_report_and_who_agreed_may_not() -> None:
    found = record(
        said=(Said(ANNA, Stance.CONSENT), Said(BEN, Stance.ASIDE, "I travel.")),
        concerns=(Voice(CORA, "Flour."),),
        objections=(Ended(DAN, "No.", Ending.RESOLVED),),
    )
    assert found.minority == {BEN, CORA, DAN}


def test_at_the_review_comes_back_what_was_not_met() -> None:
    ends = tuple(Ended(DAN, ending.value, ending) for ending in Ending)
    voices = record(concerns=(Voice(CORA, "Flour."),), objections=ends).voices
    assert {one.words for one in voices} == {"Flour.", *(ending.value for ending in UNMET)}
    assert Ending.RESOLVED not in UNMET


def test_an_objection_that_was_taken_back_is_written_down_and_does_not_come_back() -> None:
    machine, at = PROCESSES["consent"].machine, NOW + 3 * DAY
    begun = machine.at(machine.act(item(), Open("We miss each other."), Turn(ANNA, NOW)), at)
    for member in sorted(begun.required):
        move = Object("It excludes me.") if member == CORA else GiveConsent("Flour." if member == DAN else "")
        begun = machine.act(begun, move, Turn(member, at))
    begun = machine.act(begun, WithdrawObjection(1), Turn(CORA, at))
    for member in sorted(begun.required):
        begun = machine.act(begun, GiveConsent("Flour." if member == DAN else ""), Turn(member, at))
    found = PROCESSES["consent"].record(begun)
    assert found
    assert [one.by for one in found.objections] == [CORA]
    assert {one.by for one in found.voices} == {DAN}
