"""Whatever a circle does in a consent round, and in whatever order, the invariants of governance 2.6 and 3.4 hold."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.rules.consent import MACHINE, Consent, Phase
from bot.rules.consent.moves import (
    AgreeToDrop,
    Amend,
    AskForMeeting,
    Confirm,
    GiveConsent,
    Object,
    Open,
    Overtaken,
    React,
    Withdraw,
)
from bot.rules.consent.state import Silence
from bot.rules.ids import MemberId
from bot.rules.process.machine import Move
from bot.rules.process.seats import Left, TakeProposal
from tests.rules.consent_world import Circle, item
from tests.rules.process.walks import (
    ANNA,
    BEN,
    CORA,
    DAN,
    EVE,
    Taken,
    Walk,
    Wish,
    by_chance,
    stateful,
    untaken,
)

SEEDS = (1, 2, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_biased_walks_by_chance_keep_every_invariant(seed: int) -> None:
    taken = by_chance(Circle(), seed, walks=400)
    adoptions = sum(count for (_, __, after), count in taken.items() if after == "adopted")
    assert adoptions > 60, "a bias that hardly ever leads to a decision tests little"


RINGS = "the clock rings"
Course = list[Wish | str]
ROUND: Course = [RINGS, RINGS, RINGS]


def by(move: Move, *members: MemberId) -> Course:
    return [(move, member) for member in members]


def leave(*members: MemberId) -> Course:
    return [(Left(member), None) for member in members]


YES = GiveConsent()
OBJECTED = [*ROUND, (Object("It excludes me."), EVE), *by(YES, BEN, CORA)]
OVERTAKEN = [*ROUND, (Object("It excludes me."), EVE), (Overtaken(), None), *by(YES, BEN, CORA)]
INTEGRATING = [*OBJECTED, *by(YES, ANNA, DAN)]

RARE: list[tuple[dict[str, object], Course]] = [
    *(({}, [*ROUND[:rings], (Withdraw(), ANNA)]) for rings in range(3)),
    *(({}, [*ROUND[:rings], (AskForMeeting(), DAN)]) for rings in range(3)),
    *(({}, [*ROUND[:rings], *by(AgreeToDrop(), BEN, CORA, DAN, EVE)]) for rings in range(4)),
    *(({}, [*ROUND[:rings], *leave(ANNA, BEN, CORA, DAN, EVE)]) for rings in range(3)),
    ({}, [*ROUND, *leave(CORA, DAN, EVE), *by(YES, ANNA, BEN)]),
    ({}, [*ROUND, *by(YES, ANNA, BEN), *leave(CORA, DAN, EVE)]),
    ({}, [*ROUND, *leave(ANNA, CORA, DAN), *by(YES, BEN, EVE), (TakeProposal(), BEN)]),
    ({}, [RINGS, *by(React(), CORA, DAN, EVE), *leave(ANNA), (TakeProposal(), BEN)]),
    ({}, [*INTEGRATING, (Amend("On Tuesdays."), ANNA), (Overtaken(), None), *by(Confirm(1), ANNA, EVE)]),
    ({}, [*OVERTAKEN, *by(YES, EVE, ANNA), *leave(DAN)]),
    ({}, [*OVERTAKEN, *by(YES, EVE, ANNA, DAN)]),
    ({}, [*OVERTAKEN, *leave(ANNA), *by(YES, DAN, EVE), (TakeProposal(), BEN)]),
    ({"silence": Silence.LAZY}, [*OVERTAKEN, (YES, EVE), RINGS]),
    ({"max_integrations": 0}, [*OBJECTED, *by(YES, ANNA, DAN)]),
    ({"max_integrations": 0}, [*OBJECTED, (YES, ANNA), *leave(DAN)]),
    ({"max_integrations": 0}, [*OBJECTED, *leave(ANNA), (YES, DAN), (TakeProposal(), BEN)]),
]
"""Courses to which chance seldom leads, with the settings in which they do."""


def _walked(settings: dict[str, object], course: Course) -> Walk[Consent]:
    walk = Walk(Circle(), item(**settings))
    walk.try_((Open("We miss each other."), ANNA))
    for wish in course:
        if isinstance(wish, str):
            walk.until_rung(timedelta(0))
        else:
            walk.try_(wish)
    walk.replays()
    return walk


def test_every_line_of_the_table_is_walked_to_each_of_its_targets() -> None:
    taken = Counter[Taken]()
    for seed in SEEDS:
        taken += by_chance(Circle(), seed, walks=500)
    for settings, course in RARE:
        taken += _walked(settings, course).taken
    assert untaken(MACHINE, taken) == []


@pytest.mark.parametrize("course", [*(ROUND[:rings] for rings in range(4)), INTEGRATING, [*INTEGRATING, *leave(EVE)]])
def test_from_wherever_it_stands_the_clock_alone_ends_it(course: Course) -> None:
    """C17: and never by an adoption while somebody has not answered."""
    walk = _walked({}, course)
    assert walk.finish() <= 8
    assert walk.item.phase is not Phase.ADOPTED


TestConsent = stateful(Circle).TestCase
