"""Whatever is changed in a file is named: each single field, each line, and what looks whole but is another chain."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from bot.rules.record import chained
from tests.verify.village import VERIFIER

Place = tuple[str | int, ...]
RICH = ("trees", "window", "chambers", "veto", "drawn", "spoken")
"""Votes that between them have everything that there is in a file."""


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """Yield the place of everything in a JSON value."""
    yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from places(one, (*at, key))


def other(leaf: Any) -> Any:
    """Return another value of the same kind."""
    match leaf:
        case None:
            return 1
        case bool():
            return not leaf
        case int():
            return leaf + 1
        case str() if leaf:
            return leaf[:-1] + ("1" if leaf[-1] == "0" else "0")
    return "0"


def changes(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every single change of a file: a leaf changed, an item or key dropped, an item doubled or swapped."""
    for at in places(record):
        whole, within, value = _copied(record, at)
        if at and not isinstance(value, dict | list):
            within[at[-1]] = other(value)
            yield f"{at} changed", whole
        if at:
            whole, within, value = _copied(record, at)
            del within[at[-1]]
            yield f"{at} dropped", whole
        if at and isinstance(at[-1], int):
            whole, within, value = _copied(record, at)
            within.insert(at[-1], value)
            yield f"{at} doubled", whole
            whole, within, value = _copied(record, at)
            if at[-1] and within[at[-1] - 1] != value:
                within[at[-1] - 1], within[at[-1]] = value, within[at[-1] - 1]
                yield f"{at} swapped", whole


def _copied(record: dict[str, Any], at: Place) -> tuple[dict[str, Any], Any, Any]:
    """Return a copy, in it what holds the place, and what is there; only what leads there is copied."""
    whole = {**record}
    value: Any = whole
    within: Any = None
    for key in at:
        within = value
        value = within[key] = within[key].copy() if isinstance(within[key], dict | list) else within[key]
    return whole, within, value


def found(record: dict[str, Any]) -> list[str]:
    """Return what the verifier says against a file."""
    try:
        checked = VERIFIER.Record(record).check()
    except VERIFIER.Unreadable as bad:
        return [str(bad)]
    return [*checked.wrong, *checked.unsure]


def meaningless(record: dict[str, Any]) -> set[str]:
    """Return the changes that nobody can tell, and that change nothing.

    Of a line about another matter only the hash is there; where no line that is shown follows it, nothing rests on it
    but a head or a receipt that somebody holds against it. Who is not named may have been forgotten.
    """
    bare = ["payload" not in line for line in record["lines"]]
    links = {f"{('lines', at, 'hash')} changed" for at in range(len(bare) - 1) if bare[at] and bare[at + 1]}
    people = {f"{('decisions', 0, 'people', name)} dropped" for name in record["decisions"][0]["people"]}
    return links | people | {f"{('decisions', 0, 'people')} dropped"}


@pytest.mark.parametrize("name", RICH)
def test_every_single_change_of_a_file_is_named(votes: dict[str, dict[str, Any]], name: str) -> None:
    assert found(votes[name]) == []
    unnamed = {what for what, forged in changes(votes[name]) if not found(forged)}
    assert unnamed == meaningless(votes[name])


def test_a_whole_community_is_whole_and_each_of_its_lines_counts(whole: dict[str, Any]) -> None:
    assert found(whole) == []
    assert all("payload" in line for line in whole["lines"])
    for at in range(len(whole["lines"])):
        fewer = {**whole, "lines": whole["lines"][:at] + whole["lines"][at + 1 :]}
        assert found(fewer) or at == len(whole["lines"]) - 1


def test_a_tail_that_was_cut_off_is_told_by_a_head(whole: dict[str, Any]) -> None:
    last = whole["lines"][-1]
    assert _with_head(whole, last) == []
    cut = {**whole, "lines": whole["lines"][:-1], "decisions": whole["decisions"][:-1]}
    assert [text for text in _with_head(cut, last) if f"no line {last['seq']}" in text]


def test_a_chain_that_was_written_anew_is_told_by_a_head(whole: dict[str, Any]) -> None:
    last, at = whole["lines"][-1], 9
    lines = deepcopy(whole["lines"])
    lines[at]["at"] = lines[at]["at"].replace("12:00", "11:00")
    forged = rewritten({**whole, "lines": lines})
    assert found(forged) == [], "nobody could tell without a head"
    (named,) = _with_head(forged, last)
    assert "another chain" in named


def test_two_ballots_that_were_exchanged_are_named(votes: dict[str, dict[str, Any]]) -> None:
    forged = deepcopy(votes["trees"])
    first, _, third, *_ = forged["decisions"][0]["ballots"]
    first["voter"], third["voter"] = third["voter"], first["voter"]
    forged["decisions"][0]["ballots"].sort(key=lambda ballot: ballot["voter"])
    named = [text for text in found(forged) if "is not the one that they cast" in text]
    assert len(named) == 2
    assert any(first["voter"] in text for text in named)


@pytest.mark.parametrize("event", ["ballot_cast", "ballot_withdrawn", "deadline_extended"])
def test_a_line_that_is_hidden_among_those_about_other_matters_is_missed(
    votes: dict[str, dict[str, Any]], event: str
) -> None:
    hidden = _hidden(votes["trees"], event)
    assert [text for text in found(hidden) if "lines were about it" in text]


def test_a_vote_whose_opening_is_hidden_is_not_called_verified(votes: dict[str, dict[str, Any]]) -> None:
    checked = VERIFIER.Record(_hidden(votes["trees"], "proposal_opened")).check()
    assert checked.unsure
    assert "NOT VERIFIED" in checked.told[0]


def test_what_an_operator_could_not_do_without_writing_the_chain_anew(votes: dict[str, dict[str, Any]]) -> None:
    """The chain is written anew and fits, and what was done to the vote shows all the same."""
    for event, key, value, named in (
        ("decision_frozen", "at", "2026-03-02T12:00:00.000000+00:00", "before its end"),
        ("ballot_cast", "at", "2026-03-08T12:00:00.000000+00:00", "came after the close"),
    ):
        forged = deepcopy(votes["trees"])
        line = next(one for one in forged["lines"] if one.get("event") == event)
        line[key] = value
        assert [text for text in found(rewritten(forged)) if named in text]


def rewritten(record: dict[str, Any]) -> dict[str, Any]:
    """Return the same with hashes that fit, as who has the database can write them."""
    before = record["before"]
    lines = []
    for line in record["lines"]:
        content = {key: line[key] for key in line if key != "hash"} | {"community": record["community"]}
        before = chained(before, content) if "payload" in line else line["hash"]
        lines.append({**line, "hash": before})
    return {**record, "lines": lines}


def _hidden(record: dict[str, Any], event: str) -> dict[str, Any]:
    """Return the same with the first line of a kind by its hash alone."""
    at = next(at for at, line in enumerate(record["lines"]) if line.get("event") == event)
    lines = [*record["lines"]]
    lines[at] = {key: lines[at][key] for key in ("seq", "hash")}
    return {**record, "lines": lines}


def _with_head(record: dict[str, Any], line: dict[str, Any]) -> list[str]:
    """Return what is wrong where somebody holds that line's head against the file."""
    checked = VERIFIER.Record(record).check()
    VERIFIER.check_head([checked], f"{line['seq']}:{line['hash'][:16]}")
    return [text for text in checked.wrong if "counted, in this order" not in text]
