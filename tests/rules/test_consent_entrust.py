"""An objection that the facilitator raises for a member who is not named: nobody holds it back or changes it."""

import pytest

from bot.rules.consent import MACHINE, PROCESS, Consent, Phase
from bot.rules.consent.moves import (
    Abandon,
    Amend,
    Confirm,
    Entrust,
    GiveConsent,
    GiveRuling,
    Object,
    Open,
    Ping,
    RaiseFor,
    TakeOver,
    WithdrawObjection,
)
from bot.rules.consent.state import Fate
from bot.rules.errors import BlankText
from bot.rules.ids import MemberId
from bot.rules.objection import Criterion
from bot.rules.process.errors import DoneAlready, NotYours, OwnCase
from bot.rules.process.machine import Move, Turn
from bot.rules.process.seats import HandOver, Left
from tests.rules.consent_world import item
from tests.rules.process.walks import ANNA, BEN, CORA, DAN, EVE, HOUR, NOW

ROUND = NOW + 73 * HOUR
WORDS = "The oven frightens me."


def asked(*, relayed: bool = True) -> Consent:
    """Return Anna's proposal when everybody is asked; Ben facilitates."""
    opened = MACHINE.act(item(relayed=relayed), Open("We miss each other."), Turn(ANNA, NOW))
    return MACHINE.at(opened, ROUND)


def done(state: Consent, *wishes: tuple[Move, MemberId | None]) -> Consent:
    for number, (move, by) in enumerate(wishes):
        state = MACHINE.act(state, move, Turn(by, ROUND + number * HOUR))
    return state


def integrating(*before: tuple[Move, MemberId | None]) -> Consent:
    """Return the item when Eve has entrusted Ben with an objection and everybody else consents."""
    return done(asked(), (Entrust(WORDS), EVE), *before, *((GiveConsent(), one) for one in (ANNA, BEN, CORA, DAN)))


def test_it_stands_at_once_and_is_raised_in_the_objectors_words() -> None:
    handed = done(asked(), (Entrust(WORDS), EVE))
    assert handed.objection(1).fate is Fate.ENTRUSTED
    assert handed.silent == {ANNA, BEN, CORA, DAN}
    raised = done(handed, (RaiseFor(1), BEN)).objection(1)
    assert (raised.fate, raised.reason, raised.by, raised.through) == (Fate.RAISED, WORDS, EVE, BEN)
    assert (raised.named, raised.voice) == (False, BEN)


def test_a_facilitator_who_does_not_raise_it_holds_nothing_back() -> None:
    assert integrating().objection(1).fate is Fate.RAISED
    late = MACHINE.at(done(asked(), (Entrust(WORDS), EVE)), ROUND + 80 * HOUR)
    assert late.phase is Phase.INTEGRATE
    assert late.objection(1).fate is Fate.RAISED


def test_nobody_is_their_own_relay_and_the_circle_has_to_allow_it() -> None:
    with pytest.raises(OwnCase):
        done(asked(), (Entrust(WORDS), BEN))
    with pytest.raises(NotYours):
        done(asked(relayed=False), (Entrust(WORDS), EVE))
    with pytest.raises(BlankText):
        done(asked(), (Entrust(" "), EVE))


def test_who_takes_the_seat_later_learns_nothing_and_may_not_raise_it() -> None:
    handed = done(asked(), (Entrust(WORDS), EVE), (HandOver(CORA), BEN))
    with pytest.raises(NotYours):
        done(handed, (RaiseFor(1), CORA))
    again = done(handed, (RaiseFor(1), BEN))
    assert again.objection(1).through == BEN
    with pytest.raises(DoneAlready):
        done(again, (RaiseFor(1), BEN))


def test_who_has_answered_can_still_entrust_it_and_whoever_has_can_still_say_otherwise() -> None:
    own = done(asked(), (Object("I am afraid."), EVE), (Entrust(WORDS), EVE))
    assert [(one.reason, one.through) for one in own.objections] == [(WORDS, BEN)], "no trace with a name is left"
    assert done(own, (Object(WORDS), EVE)).objection(1).named
    assert done(own, (GiveConsent(), EVE)).objection(1).fate is Fate.WITHDRAWN
    assert done(asked(), (GiveConsent(), EVE), (Entrust(WORDS), EVE)).positions[EVE].objection == 1


def test_only_objector_and_proposer_resolve_it_and_neither_is_named() -> None:
    changed = done(integrating(), (Amend("We meet on Tuesdays."), ANNA))
    with pytest.raises(NotYours):
        done(changed, (Confirm(1), BEN))
    with pytest.raises(NotYours):
        done(changed, (WithdrawObjection(1), BEN))
    *_, step = MACHINE.steps(changed, Confirm(1), Turn(EVE, ROUND + 9 * HOUR))
    assert PROCESS.maker(changed, step) is None
    assert done(step.after, (Confirm(1), ANNA)).objection(1).fate is Fate.RESOLVED


def test_who_raised_it_is_a_party_and_the_seat_passes_on() -> None:
    found = integrating((RaiseFor(1), BEN))
    assert found.facilitator != BEN
    back = done(found, (HandOver(BEN), found.facilitator))
    for move in (GiveRuling(1, frozenset(Criterion), "It names a harm."), Abandon(1, "It is warm."), Ping(1)):
        with pytest.raises(OwnCase):
            done(back, (move, BEN))


def test_waiting_calling_and_whispering_name_nobody_who_is_unnamed() -> None:
    handed = done(asked(), (Entrust(WORDS), EVE))
    assert PROCESS.whispering(asked(), handed) == {BEN}
    assert not PROCESS.whispering(handed, done(handed, (RaiseFor(1), BEN)))
    before = integrating()
    assert PROCESS.waiting_for(before) == {ANNA, BEN, before.facilitator}
    pinged = done(before, (Ping(1), before.facilitator))
    assert (PROCESS.calling(before, pinged), PROCESS.whispering(before, pinged)) == (frozenset(), {EVE})


def test_an_unnamed_objector_who_leaves_stays_unnamed_and_who_takes_it_over_does_not() -> None:
    orphaned = done(integrating(), (Left(EVE), None))
    assert orphaned.objection(1).fate is Fate.ORPHANED
    taken = done(orphaned, (TakeOver(1), DAN)).objection(1)
    assert (taken.named, taken.voice) == (True, DAN)
    gone = MACHINE.at(orphaned, ROUND + 60 * HOUR)
    assert [(one.by, one.relayed) for one in gone.concerns] == [(BEN, True)], "its concern names who raised it"


def test_every_further_argument_is_kept_and_has_words() -> None:
    argued = done(asked(), (Object(WORDS, ((Criterion.CAUSED, "It is new."),)), EVE)).objection(1)
    assert argued.arguments == ((Criterion.CAUSED, "It is new."),)
    with pytest.raises(BlankText):
        done(asked(), (Object(WORDS, ((Criterion.CAUSED, " "),)), EVE))


def test_the_record_tells_it_by_who_raised_it() -> None:
    """Nothing in what is adopted says whose it was; whoever was asked consented in the end."""
    state = integrating((RaiseFor(1), BEN))
    state = done(state, (WithdrawObjection(1), EVE))
    state = done(state, *((GiveConsent(), one) for one in (ANNA, BEN, CORA, DAN, EVE)))
    record = PROCESS.record(state)
    assert record
    assert [(one.by, one.words, one.relayed) for one in record.objections] == [(BEN, WORDS, True)]
