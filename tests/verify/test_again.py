"""Two who count the same come to the same: Accord and the verifier, today's Accord and the one that counted first."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.registry import METHODS
from bot.rules.poll import PollRules, sheet_of
from tests.verify.filed import counted_by_accord
from tests.verify.village import VERIFIER

KEPT = sorted((Path(__file__).parent / "records").glob("*.json"))
LIQUID = {"acceptance": False, "backups": True, "longest": 1, "open_graph": False, "window": 1}
CLOSES = "2026-03-06T12:00:00.000000+00:00"


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_what_an_earlier_accord_counted_comes_out_the_same(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    checked = VERIFIER.Record(record).check()
    assert (checked.wrong, checked.unsure) == ([], [])
    assert len(record["decisions"]) >= 1
    for told in record["decisions"]:
        assert counted_by_accord(record, told) == told["result"], told["title"]


def test_there_are_records_to_count_again() -> None:
    assert KEPT


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """A vote of yes or no with delegates, back-ups, people who left, late ballots, a cap and chambers."""
    roll = sorted(sha256(bytes([number])).hexdigest()[:32] for number in range(draw(st.integers(1, 12))))
    eligible = [name for name in roll if draw(st.integers(0, 9))]
    voters = draw(st.lists(st.sampled_from(roll), unique=True))
    chambers = draw(st.sampled_from([0, 0, 2, 3]))
    poll = {"method": "double_majority", "settings": {}, "chambers": [*"abc"[:chambers]]}
    delegates = {}
    for name in eligible:
        others = [one if one in eligible else "" for one in roll if one != name]
        if draw(st.booleans()):
            delegates[name] = draw(st.lists(st.sampled_from(others), max_size=3, unique=True)) if others else []
    return {
        "proposal": 1,
        "version": 1,
        "circle": 1,
        "topic": None,
        "title": "",
        "text": "",
        "salt": "",
        "options": [],
        "opened": CLOSES.replace("06", "01"),
        "closes": CLOSES,
        "roll": roll,
        "eligible": eligible,
        "rules": {
            "threshold": None if chambers else draw(st.sampled_from(["simple", "absolute", "2:1", "1:0", "3:2"])),
            "quorum": draw(st.integers(1, 4)),
            "knobs": {},
            "software": "",
            "poll": {**poll, "seats": 1, "ties": "status_quo", "reasons": False} if chambers else None,
            "liquid": draw(st.sampled_from([None, *({**LIQUID, "cap": cap} for cap in ("1/10", "1/2", "1"))])),
        },
        "seats": {name: draw(st.integers(0, chambers - 1)) for name in roll} if chambers else {},
        "late": sorted(name for name in voters if name in eligible and not draw(st.integers(0, 4))),
        "delegates": delegates,
        "ballots": [
            {"voter": name, "ballot": draw(st.sampled_from(VERIFIER.CHOICES)), "reason": None, "salt": ""}
            for name in sorted(voters)
        ],
    }


SETTINGS = {
    "score": [{"by": "mean"}, {"by": "median"}, {"max_score": "3"}],
    "star": [{"five_stars": "no"}, {"max_score": "2"}],
    "schulze": [{"strength": one} for one in ("winning votes alone", "margins", "ratio")],
    "ranked_pairs": [{"strength": one} for one in ("winning votes", "ratio")],
    "stv_scottish": [{"quota": "hare"}, {"quota": "exact", "surplus": "first"}, {"values": "4", "surplus": "together"}],
    "limited_vote": [{"marks": "9"}],
    "dots": [{"budget": "99"}],
    "quadratic": [{"credits": "9999"}],
}
"""Settings with which each method is counted too, besides its own."""


@st.composite
def choices(draw: st.DrawFn) -> dict[str, Any]:
    """A choice among options by one of the methods that the verifier counts."""
    told = draw(worlds())
    method = METHODS[draw(st.sampled_from(sorted({*VERIFIER.METHODS} - {"lot"})))]
    settings = draw(
        st.sampled_from(
            [*SETTINGS.get(method.key, [{}]), *([] if method.key in {"dots", "quadratic", "limited_vote"} else [{}])]
        )
    )
    number = draw(st.integers(2, 6))
    largest = sheet_of(PollRules(method.key, settings=settings), number).largest
    marks = st.lists(st.integers(0, min(largest, 9)), min_size=number, max_size=number)
    seats = draw(st.integers(1, number - 1)) if method.several else 1
    ties = draw(st.sampled_from(["status_quo", "listed"]))
    shape = {"seats": seats, "ties": ties, "reasons": False, "chambers": []}
    told["rules"] |= {"threshold": None, "poll": {"method": method.key, "settings": settings, **shape}}
    told["options"] = [f"option {at}" for at in range(number)]
    told["ballots"] = [{**ballot, "ballot": draw(marks)} for ballot in told["ballots"]]
    return told | {"seats": {}}


@given(choices())
def test_the_verifier_chooses_as_accord_does(told: dict[str, Any]) -> None:
    record = {"community": 1, "lines": []}
    found = VERIFIER.count(VERIFIER.Record.__new__(VERIFIER.Record), told)
    assert found == counted_by_accord(record, told)


@given(worlds())
def test_the_verifier_counts_as_accord_does(told: dict[str, Any]) -> None:
    record = {"community": 1, "lines": []}
    found = VERIFIER.count(VERIFIER.Record.__new__(VERIFIER.Record), told)
    assert found == counted_by_accord(record, told)
