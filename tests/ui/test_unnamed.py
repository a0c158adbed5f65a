"""Whose objection it is that the facilitator raised for a member stands nowhere that others can read."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from bot.rules.consent import PROCESS, Consent
from bot.rules.ids import MemberId
from bot.rules.process.machine import Move, Step, Turn
from bot.ui.consent import FACE
from bot.ui.proceeding.told import told
from tests.rules.consent_world import Circle
from tests.rules.process.walks import by_chance

NOBODY = MemberId(999_999)
"""Who stands in the place of every unnamed objector, so that a leak is seen."""


def masked(item: Consent) -> Consent:
    """Return the item with somebody else in the place of every objector who is not named."""
    objections = tuple(one if one.through is None else _masked(one) for one in item.objections)
    return replace(item, objections=objections)


def _masked(one: Any) -> Any:
    owner = one.owner if one.named else NOBODY
    confirmed = frozenset(owner if member == one.owner else member for member in one.confirmed)
    return replace(one, by=NOBODY, owner=owner, confirmed=confirmed)


class Overheard(Circle):
    """A walk in which every public word is looked through for an unnamed objector."""

    def __init__(self) -> None:
        self.unnamed = 0

    def start(self, chance: Random) -> Consent:
        begun = super().start(chance)
        return replace(begun, settings=replace(begun.settings, relayed=True))

    def check(self, before: Consent, step: Step[Consent], log: Sequence[tuple[Move, Turn]]) -> None:
        super().check(before, step, log)
        after = masked(step.after)
        if after == step.after:
            return
        self.unnamed += 1
        maker = PROCESS.maker(before, step)
        known = Step(step.transition, step.move, Turn(step.turn.by if maker else NOBODY, step.turn.at), after)
        public = [told(FACE, masked(before), known), *FACE.lines(after)]
        assert not [text for text in public if str(NOBODY) in text]
        assert NOBODY not in PROCESS.waiting_for(replace(after, members=after.members | {NOBODY}))
        assert NOBODY not in PROCESS.calling(masked(before), after)
        assert NOBODY not in {one.by for one in after.concerns}


def test_no_public_word_names_who_entrusted_an_objection() -> None:
    overheard = Overheard()
    by_chance(overheard, 1, walks=200)
    assert overheard.unnamed > 500
