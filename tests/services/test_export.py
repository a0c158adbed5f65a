"""What is handed out of the record: whole, without names, and only of what was counted."""

import json

import pytest

from bot.rules.decision import Choice, Decision
from bot.rules.ids import CircleId
from bot.rules.record import FIRST, canonical, chained, digest, name_of, sealed
from bot.rules.record.errors import NothingCounted
from bot.rules.secrecy import Secrecy
from bot.services.export import community_record, decision_record
from tests.store.world import ANNA, BEN, CLEO, HOME, MEMBERS
from tests.town import Town, about

SHOWN = ("event", "payload", "actor", "at")


def test_nothing_is_handed_out_of_a_vote_before_it_is_counted(town: Town, trees: Decision) -> None:
    with pytest.raises(NothingCounted):
        town.ask(decision_record, about(trees, ANNA))


def test_what_is_handed_out_fits_the_chain_and_what_was_fixed_at_the_opening(town: Town, garden: CircleId) -> None:
    before, trees = town.propose(garden), town.propose(garden)
    town.cast(trees, BEN, Choice.YES)
    town.cast(before, CLEO, Choice.NO)
    town.trust(CLEO, BEN)
    town.counted(trees)
    record = town.ask(decision_record, about(trees, ANNA))
    (told,) = record["decisions"]
    opened = _payload(record, "proposal_opened")
    assert record["lines"][0]["event"] == "proposal_opened"
    assert record["lines"][-1]["event"] == "decision_counted"
    assert opened["text"] == sealed(told["salt"], told["title"], told["text"])
    assert opened["rules"] == told["rules"]
    assert opened["electorate"] == digest(told["roll"])
    assert told["ballots"][0]["voter"] == town.name(BEN, trees.id)
    assert told["delegates"] == {town.name(CLEO, trees.id): [town.name(BEN, trees.id)]}
    assert (told["result"]["yes"], told["result"]["roll"]) == (2, 5)
    assert _fits(record)


def test_of_other_matters_a_record_has_only_the_hash(town: Town, garden: CircleId) -> None:
    trees, other = town.propose(garden), town.propose(garden)
    town.cast(other, CLEO, Choice.NO)
    town.counted(trees)
    lines = town.ask(decision_record, about(trees, ANNA))["lines"]
    bare = [line for line in lines if "payload" not in line]
    assert len(bare) >= 2
    assert all(set(line) == {"seq", "hash"} for line in bare)


def test_without_names_nobody_is_named_and_names_in_the_record_differ_from_vote_to_vote(town: Town) -> None:
    garden = town.found(secrecy=Secrecy.PSEUDONYMOUS)
    votes = town.propose(garden), town.propose(garden)
    for one in votes:
        town.cast(one, BEN, Choice.YES)
    for one in votes:
        town.counted(one)
    record = town.store.read_now(community_record, HOME)
    whole = json.dumps(record)
    assert not any(str(member) in whole for member in (*MEMBERS,))
    first, second = (town.name(BEN, one.id) for one in votes)
    assert len({first, second, town.name(BEN)}) == 3
    assert first in whole
    assert second in whole
    assert _fits(record)
    assert record["before"] == FIRST


def test_with_names_those_are_named_who_voted_and_nobody_else(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, Choice.YES)
    town.trust(CLEO, BEN)
    town.counted(trees)
    record = town.ask(decision_record, about(trees, ANNA))
    (told,) = record["decisions"]
    (name, proof), *others = told["people"].items()
    cast = _payload(record, "ballot_cast")
    assert (name, proof["member"], others) == (town.name(BEN, trees.id), str(BEN), [])
    assert (name_of(proof["key"]), sealed(proof["key"], proof["member"])) == (name, cast["who"])
    assert str(CLEO) not in json.dumps(record)


def _payload(record: dict[str, list[dict[str, str]]], event: str) -> dict[str, object]:
    (line,) = (line for line in record["lines"] if line.get("event") == event)
    found: dict[str, object] = json.loads(line["payload"])
    return found


def _fits(record: dict[str, object]) -> bool:
    """Follow the chain by docs/verify.md."""
    before, lines = record["before"], record["lines"]
    assert isinstance(before, str)
    assert isinstance(lines, list)
    for line in lines:
        if "payload" in line:
            content = {"community": record["community"], "seq": line["seq"], **{key: line[key] for key in SHOWN}}
            assert chained(before, content) == line["hash"], canonical(content)
        before = line["hash"]
    return True
