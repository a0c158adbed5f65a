"""Whatever fails on the way of a ballot, its traceback and its log line say nothing of what the ballot says."""

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any

import pytest

from bot.rules.ballot import Act, Edit
from bot.rules.decision import Decision
from bot.rules.majority import FixedQuorum
from bot.rules.paper import Paper, Stub
from bot.rules.poll import PollRules
from bot.rules.secrecy import Secrecy
from bot.services import deadline, poll
from bot.services.deadline import Announce, Ask
from bot.services.export import decision_record
from bot.services.ports import UnitOfWork
from bot.services.published import published
from bot.services.receipt import receipts
from bot.services.values import KeptBallot, Sweep
from bot.services.vote import MyVote, my_vote, withdraw_ballot
from tests.services.test_polls import choose, press
from tests.store.test_papers import everything
from tests.store.world import BEN, DAY, NOW
from tests.town import Town, about, person

MARKS = (6, 1, 4)
TOLD = ("6, 1, 4", "060104", r"\x06\x01\x04", "SENTINEL")
"""A ballot as some code might spell it."""
UseCase = Callable[[UnitOfWork, Any], object]


class Broken(Exception):
    """Raised in the place of what a port would have done."""


class Failing:
    """A unit of work whose call number `at` of any port fails once it has done its work."""

    def __init__(self, unit: Any, at: int) -> None:
        self._unit, self.left = unit, at

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._unit, name)
        return partial(self._call, found) if callable(found) else _Port(self, found)

    def _call(self, method: Callable[..., object], *given: object, **named: object) -> object:
        done = method(*given, **named)
        self.left -= 1
        if self.left == 0:
            raise Broken(method.__name__)
        return done


class _Port:
    def __init__(self, unit: Failing, port: object) -> None:
        self._unit, self._port = unit, port

    def __getattr__(self, name: str) -> Any:
        return partial(self._unit._call, getattr(self._port, name))


def failures(town: Town, use_case: UseCase, command: object) -> Iterator[str]:
    """Yield the traceback of each failure on the way of a use case, until it comes through."""
    for at in range(1, 200):
        try:
            town.store.run_now(lambda unit, one, at=at: use_case(Failing(unit, at), one), command)  # type: ignore[misc, arg-type]
        except Broken as failure:
            yield "".join(traceback.format_exception(failure))
        else:
            return
    raise AssertionError("it never came through")


@pytest.fixture(params=[*Secrecy])
def bread(request: pytest.FixtureRequest, town: Town) -> Decision:
    """A choice by scores, in every way of publishing."""
    return choose(town, town.found(secrecy=request.param, quorum=FixedQuorum(1)), PollRules("score"))


def test_no_failure_on_the_way_of_a_ballot_tells_what_it_says(
    town: Town, bread: Decision, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    press(town, bread, BEN, Edit(Act.GIVE, (0,), value=6))
    press(town, bread, BEN, Edit(Act.GIVE, (1,), value=1))
    give = poll.EditSheet(actor=person(BEN), now=NOW, proposal_id=bread.id, edit=Edit(Act.GIVE, (2,), value=4), width=3)
    cast = poll.CastSheet(actor=person(BEN), now=NOW, proposal_id=bread.id)
    mine = about(bread, BEN)
    over = Sweep(bread.closes_at + DAY)
    ways: list[tuple[UseCase, object]] = [
        (poll.edit_sheet, give), (poll.cast_sheet, cast), (my_vote, mine), (withdraw_ballot, mine),
        (poll.edit_sheet, give), (poll.cast_sheet, cast), (receipts, person(BEN)), (deadline.freeze_due, over),
        (deadline.count, Ask(bread.id, over.now)), (deadline.counted_inputs, Ask(bread.id, over.now)),
    ]  # fmt: skip
    told = [text for use_case, command in ways for text in failures(town, use_case, command)]
    counting = town.ask(deadline.count, Ask(bread.id, over.now))
    announce = Announce(bread.id, counting, town.ask(deadline.counted_inputs, Ask(bread.id, over.now)), over.now)
    told += failures(town, deadline.announce, announce)
    told += failures(town, decision_record, mine)
    if bread.rules.secrecy is not Secrecy.PSEUDONYMOUS:
        told += failures(town, published, mine)
    assert len(told) > 60
    assert any("in _put_secret" in text for text in told) is (bread.rules.secrecy is Secrecy.SECRET)
    told += [one.getMessage() for one in caplog.records]
    assert not [text for text in told for word in TOLD if word in text]


def test_of_a_secret_ballot_no_row_tells_what_it_says_whether_it_is_being_filled_in_or_cast(town: Town) -> None:
    kitchen = town.found(secrecy=Secrecy.SECRET, quorum=FixedQuorum(1))
    bread = choose(town, kitchen, PollRules("score"))
    for at, mark in enumerate(MARKS):
        give = Edit(Act.GIVE, (at,), value=mark)
        wish = poll.EditSheet(actor=person(BEN), now=NOW, key=f"e{at}", proposal_id=bread.id, edit=give, width=3)
        town.store.run_now(poll.edit_sheet, wish)
    told = [line for line, _ in everything(town.store.url)]
    town.store.run_now(poll.cast_sheet, poll.CastSheet(actor=person(BEN), now=NOW, key="c", proposal_id=bread.id))
    told += [line for line, _ in everything(town.store.url)]
    assert any("edit_sheet" in line for line in told)
    assert not [line for line in told for word in (*TOLD, "6,1,4") if word in line]


def test_no_repr_of_what_holds_a_ballot_tells_what_it_says() -> None:
    stub = Stub("5" * 32)
    kept = KeptBallot(BEN, MARKS, "SENTINEL", stub.secret, NOW)
    paper = Paper(stub.name, MARKS)
    for one in (kept, paper, stub):
        assert not [word for word in (*TOLD, stub.secret) if word in repr(one)]
    hidden = {field.name for field in fields(MyVote) if not field.repr}
    assert is_dataclass(MyVote)
    assert hidden >= {"ballot", "reason", "theirs", "stub"}
