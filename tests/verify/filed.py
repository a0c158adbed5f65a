"""A vote counted by Accord itself from nothing but what is in a file."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from bot.rules.columns import NOBODY
from bot.rules.decision import Choice, Decision, FrozenRules, State
from bot.rules.electorate import Electorate
from bot.rules.ids import CircleId, CommunityId, MemberId, ProposalId
from bot.rules.liquid import Liquid
from bot.rules.majority import parse_threshold
from bot.rules.paper import Paper
from bot.rules.poll import Option, PollRules, TieRule
from bot.rules.secrecy import Secrecy
from bot.services.count import counted
from bot.services.ports import UnitOfWork
from bot.services.record import result_told

Told = Mapping[str, Any]
CHOICES = [*Choice]
RANKS = 3


def counted_by_accord(record: Told, told: Told) -> dict[str, object]:
    """Return the result of a decision in a file as Accord counts it now, in the file's own words."""
    lines = [{**line, "said": json.loads(line["payload"])} for line in record["lines"] if "payload" in line]
    about = {line["event"]: line for line in lines if line["said"].get("proposal") == told["proposal"]}
    opened, closes = (datetime.fromisoformat(told[key]) for key in ("opened", "closes"))
    decision = Decision(
        id=ProposalId(told["proposal"]),
        community_id=CommunityId(record["community"]),
        circle_id=CircleId(told["circle"]),
        circle="",
        proposer_id=MemberId(0),
        version=told["version"],
        title=told["title"],
        text=told["text"],
        rules=_rules(told, about.get("lot_sealed", {}).get("said", {})),
        opened_at=opened,
        closes_at=closes,
        extended=False,
        state=State.FROZEN,
    )
    count = about.get("decision_counted", {"at": told["closes"], "said": {}})
    found = counted(_unit(told, count["said"].get("lot") or {}), decision, datetime.fromisoformat(count["at"]))
    return cast("dict[str, object]", json.loads(json.dumps(result_told(found.result))))


def _rules(told: Told, sealing: Told) -> FrozenRules:
    rules = told["rules"]
    threshold = None if rules["threshold"] is None else parse_threshold(rules["threshold"])
    poll = None if rules["poll"] is None else _poll(rules["poll"], sealing)
    liquid = None if rules["liquid"] is None else _liquid(rules["liquid"])
    shared = threshold, rules["quorum"], len(told["roll"]), rules["knobs"], rules["software"], poll, liquid
    return FrozenRules(*shared, Secrecy(rules.get("secrecy", "pseudonymous")))


def _poll(rules: Told, sealing: Told) -> PollRules:
    return PollRules(
        method=rules["method"],
        seats=rules["seats"],
        ties=TieRule(rules["ties"]),
        settings=rules["settings"],
        commitment=sealing.get("commitment", ""),
        chambers=tuple(rules["chambers"]),
        pool=tuple(sealing.get("pool", ())),
        reasons=rules["reasons"],
    )


def _liquid(rules: Told) -> Liquid:
    spans = {key: timedelta(seconds=rules[key]) for key in ("longest", "window")}
    return Liquid(**{**rules, **spans, "cap": Fraction(rules["cap"])})


def _unit(told: Told, lot: Told) -> UnitOfWork:
    """Return what a count asks the database for, from the file."""
    ids = {name: number for number, name in enumerate(told["roll"], start=1)}
    ballots = {ids[one["voter"]]: one for one in told["ballots"]}
    options = [Option(number, text, MemberId(0)) for number, text in enumerate(told["options"], start=1)]
    unit = SimpleNamespace(
        electorates=SimpleNamespace(at=lambda _decision, _moment: _electorate(told, ids)),
        polls=SimpleNamespace(
            options=lambda _: options,
            seats=lambda _: {ids[name]: seat for name, seat in told["seats"].items()},
            secret=lambda _: lot.get("secret", ""),
        ),
        papers=SimpleNamespace(all=lambda _: [Paper(one["name"], _said(one)) for one in told.get("papers", ())]),
        words=SimpleNamespace(all=lambda _: lot.get("words", ())),
        ballots=SimpleNamespace(
            all=lambda _: [(voter, Choice(one["ballot"])) for voter, one in ballots.items()],
            marked=lambda _: [(voter, bytes(one["ballot"])) for voter, one in ballots.items()],
            reasons=lambda _: [(voter, one["reason"]) for voter, one in ballots.items() if one["reason"]],
        ),
    )
    return cast("UnitOfWork", unit)


def _said(one: Told) -> Choice | tuple[int, ...]:
    return Choice(one["ballot"]) if isinstance(one["ballot"], str) else tuple(one["ballot"])


def _electorate(told: Told, ids: Mapping[str, int]) -> Electorate:
    rows = [[ids[name], *_ranked(delegates, ids)] for name, delegates in told["delegates"].items()]
    layer = np.array(rows, dtype=np.int64).reshape(len(rows), 1 + RANKS)
    voters = [*told.get("voted", ()), *(one["voter"] for one in told["ballots"])]
    open_ones = [CHOICES.index(one["ballot"]) if one["ballot"] in CHOICES else NOBODY for one in told["ballots"]]
    return Electorate(
        roll=_column(ids.values()),
        members=_column(ids[name] for name in told["eligible"]),
        layers=[tuple(layer.T)] if rows else [],
        voters=_column(ids[name] for name in voters),
        choices=_column([*(NOBODY for _ in told.get("voted", ())), *open_ones]),
        late=_column(ids[name] for name in told["late"]),
        secret=_column(ids[name] for name in told.get("voted", ())),
    )


def _column(numbers: Any) -> Any:
    return np.array([*numbers], dtype=np.int64)


def _ranked(delegates: Sequence[str], ids: Mapping[str, int]) -> list[int]:
    """Return the delegates in the order of their ranks; an empty name is somebody who is not eligible."""
    found = [ids[name] if name else len(ids) + 1 for name in delegates]
    return found + [NOBODY] * (RANKS - len(found))
