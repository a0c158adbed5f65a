#!/usr/bin/env python3
"""Check a record that Accord has handed out, and count its votes again; docs/verify.md says what is in it.

    python verify.py record.json
    python verify.py record.json --head "128:4f2a 9c1b 88d0 1e55" --receipt 4F2A-9C1B --key 9d3e...
    python verify.py record.json --stub 7b01...

It needs nothing but Python 3.11, and shares no code with Accord. It ends with 0 where all is whole, with 1 where
something is wrong or cannot be told, and with 2 where a file cannot be read.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from hashlib import sha256
from itertools import combinations, permutations, product
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]
SHAPE: dict[str, Any] = {
    **dict.fromkeys(("proposal", "version", "circle"), int),
    **dict.fromkeys(("title", "text", "salt", "opened", "closes"), str),
    **dict.fromkeys(("options", "roll", "eligible", "late", "ballots"), list),
    **dict.fromkeys(("rules", "seats", "delegates", "result"), dict),
    "topic": (int, type(None)),
}
SECRET_SHAPE: dict[str, Any] = {"papers": list, "voted": list}
"""What a secret vote has besides."""
FIXED = {"version", "circle", "topic", "text", "rules", "closes", "electorate", "roll", "chambers"}
"""What the line of an opening fixes."""
FORMAT, CHOICES = "accord-record/1", ("yes", "no", "abstain")
NAME, HASH = re.compile("[0-9a-f]{32}"), re.compile("[0-9a-f]{64}")
"""Names and salts; hashes and keys."""
BEFORE_ALL = "0" * 64
MOST_WAYS = 1_000
"""So many ways of settling ties are followed; what would take more is not counted again."""
BROKEN = (ArithmeticError, AttributeError, LookupError, RecursionError, StopIteration, TypeError, ValueError)
"""What happens where a file says something else than it should."""


class Unreadable(Exception):
    """A file that is no record, or a head, receipt or key that is none."""


class NotCounted(Exception):
    """A vote that this program does not know how to count."""


# ---- Words of docs/verify.md ----


def canonical(value: object) -> str:
    """Return the one spelling of a JSON value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def hashed(text: str) -> str:
    """Return the hash of a text."""
    return sha256(text.encode()).hexdigest()


def digest(items: Iterable[str]) -> str:
    """Return the digest of a list."""
    return hashed("\n".join(sorted(items)))


def sealed(salt: str, *texts: str) -> str:
    """Return the commitment of texts; where the salt ends and which text is which must be certain."""
    if not NAME.fullmatch(salt):
        raise ValueError(f"{salt[:40]!r} is no salt")
    return hashed(salt + "\n".join(texts))


def moment(text: str) -> datetime:
    """Read a moment."""
    return datetime.fromisoformat(text).astimezone(UTC)


def spaced(line_hash: str) -> str:
    """Return the beginning of a hash as people read it."""
    return " ".join(line_hash[at : at + 4] for at in range(0, min(16, len(line_hash)), 4))


def parsed(text: str) -> Any:  # noqa: ANN401 - whatever there is
    """Read JSON in which no key stands twice, so that no two readers find two things."""

    def once(pairs: list[tuple[str, Any]]) -> Json:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a key stands there twice")
        return dict(pairs)

    return json.loads(text, object_pairs_hook=once)


# ---- The file and its chain ----


class Record:
    """A file: what is wrong with it, what cannot be told of it, and what there is to say."""

    def __init__(self, record: Json) -> None:
        """Read the file as far as anything can be checked at all."""
        self.wrong, self.unsure, self.told = list[str](), list[str](), list[str]()
        try:
            self.community, self.before, self.decisions = record["community"], record["before"], record["decisions"]
            self.hashes = {line["seq"]: line["hash"] for line in record["lines"]}
            self.lines, self.first, self.last = record["lines"], min(self.hashes), max(self.hashes)
            known = record["format"] == FORMAT and all(map(HASH.fullmatch, [self.before, *self.hashes.values()]))
        except BROKEN as bad:
            raise Unreadable(f"it is no record of Accord ({bad!r})") from bad
        if not known or [type(one) for one in (self.community, self.first, self.decisions)] != [int, int, list]:
            raise Unreadable(f"it is no record of the format {FORMAT}")
        self.whole: dict[int, Json] = {}
        self.by_decision: dict[object, list[Json]] = defaultdict(list)

    def check(self) -> "Record":
        """Check all that can be checked without anything from elsewhere."""
        self.follow()
        counted = [line["said"].get("proposal") for line in self.events("decision_counted")]
        listed = [one.get("proposal") if isinstance(one, dict) else None for one in self.decisions]
        if counted != listed:
            self.wrong.append(
                f"The lines say that the decisions {counted} were counted, in this order, and the file holds {listed}:"
                " one was taken out, put in or moved."
            )
        for one in self.decisions:
            check_decision(self, one)
        return self

    def follow(self) -> None:
        """Follow the chain from line to line."""
        before = self.before
        if self.first == 1 and before != BEFORE_ALL:
            self.wrong.append("What stands before line 1 is not 64 zeros: the chain once had another beginning.")
        for number, line in enumerate(self.lines, self.first):
            if line["seq"] != number:
                self.wrong.append(f"Line {number} is not where it should be: lines are missing, doubled or moved.")
                return
            if {*line} != {"seq", "hash"}:
                self.link(before, line)
            before = line["hash"]

    def link(self, before: str, line: Json) -> None:
        """Check that a line fits its hash and the hash before it."""
        number = line["seq"]
        try:
            content = {key: line[key] for key in ("seq", "event", "payload", "actor", "at")}
            fits = hashed(before + canonical(content | {"community": self.community})) == line["hash"]
            whole = line | {"said": parsed(line["payload"]), "moment": moment(line["at"])}
            self.by_decision[whole["said"].get("proposal")].append(whole)
            self.whole[number] = whole
        except BROKEN as bad:
            self.wrong.append(f"Line {number} cannot be read ({bad!r}): it was changed.")
            return
        if not fits:
            self.wrong.append(
                f"Line {number} ({line['event']}) does not fit its hash and the hash before it: it was changed after it"
                " was written, or the line before it was."
            )

    def events(self, *events: str, about: object = None) -> list[Json]:
        """Return the lines of some kinds, or those of them about a decision."""
        lines = self.whole.values() if about is None else self.by_decision[about]
        return [line for line in lines if line["event"] in events]


# ---- A decision ----


def check_decision(record: Record, told: Json) -> None:
    """Check all that was fixed of a decision, count it again, and tell it."""
    name, before = f"Decision {told.get('proposal') if isinstance(told, dict) else '?'}", len(record.wrong)
    secret = is_secret(told)
    shape = SHAPE | SECRET_SHAPE if secret else SHAPE
    odd = [key for key, kind in shape.items() if not isinstance(told.get(key, ...), kind) or told.get(key) is True]
    if odd:
        record.wrong.append(f"{name}: {', '.join(odd)} is missing, or is not of the kind that it should be.")
        return
    opened = record.events("proposal_opened", about=told["proposal"])
    if not opened or not {*opened[0]["said"]} >= FIXED:
        record.unsure.append(
            f"{name}: the line of its opening is not shown, or not whole. So nobody can tell under which rules, with"
            " which words and for whom it was opened. An earlier Accord wrote such lines; else somebody hides it."
        )
        opened = []
    steps = opening, people, timing, options, *([papers] if secret else []), ballots, named, closing, counted
    for step in steps if opened else (people, counted):
        try:
            record.wrong += [f"{name}: {text}" for text in step(record, told)]
        except BROKEN as bad:
            record.wrong.append(f"{name}: something in it is missing or not what it should be ({bad!r}).")
    try:
        again = count(record, paired(told) if secret else told)
    except NotCounted as method:
        whole = "its inputs are whole" if len(record.wrong) == before else "and see what is wrong below"
        again, end = told["result"], f"NOT COUNTED AGAIN: {method}; {whole}."
    except BROKEN as bad:
        record.wrong.append(f"{name}: it cannot be counted from what is here ({bad!r}).")
        return
    else:
        differ = [key for key in {*again} | {*told["result"]} if again.get(key) != told["result"].get(key)]
        record.wrong += [
            f"{name}: {key} is {again.get(key)} when counted again, and was published as {told['result'].get(key)}."
            for key in sorted(differ)
        ]
        end = (
            "Counted again: it comes out the same." if len(record.wrong) == before else "SOMETHING IS WRONG, see below."
        )
    record.told.append(summary(told, again) + ("NOT VERIFIED, see below." if not opened else end))


def opening(record: Record, told: Json) -> Iterator[str]:
    """Check the words, the rules and the roll against the line of the opening."""
    (line,) = record.events("proposal_opened", about=told["proposal"])
    fixed = line["said"]
    for key in ("version", "circle", "topic"):
        if canonical(told[key]) != canonical(fixed[key]):
            yield f"its {key} is {told[key]} here, and was {fixed[key]} when it opened."
    if "\n" in told["title"] or sealed(told["salt"], told["title"], told["text"]) != fixed["text"]:
        yield "its title or text is not the one that was voted on."
    if canonical(told["rules"]) != canonical(fixed["rules"]):
        both = fixed["rules"] | told["rules"]
        differ = [key for key in both if fixed["rules"].get(key, ...) != told["rules"].get(key, ...)]
        yield f"its rules ({', '.join(differ)}) are not those under which it was opened."
    if digest(told["roll"]) != fixed["electorate"] or len(told["roll"]) != fixed["roll"]:
        yield "those who could vote are not those who could when it opened: a name was put in, taken out or exchanged."
    if digest(f"{name} {seat}" for name, seat in told["seats"].items()) != fixed["chambers"]:
        yield "the chambers do not hold those whom they held when it opened."


def timing(record: Record, told: Json) -> Iterator[str]:
    """Check when it opened and when it was to close, and that it closed no sooner."""
    (line,) = record.events("proposal_opened", about=told["proposal"])
    closes, moved = line["said"]["closes"], record.events("deadline_extended", about=told["proposal"])
    for later in moved:
        if not later["moment"] < moment(closes) < moment(later["said"]["closes"]):
            yield f"line {later['seq']} moves its end: not before it had come, or not further away."
        closes = later["said"]["closes"]
    if len(moved) > 1:
        yield "its end was moved more than once."
    if told["opened"] != line["at"]:
        yield f"it is said to have opened at {told['opened']}, and line {line['seq']} is of {line['at']}."
    if told["closes"] != moment(closes).isoformat(timespec="microseconds"):
        yield f"it is said to close at {told['closes']}, and its lines say {closes}."
    if record.events("proposal_withdrawn", about=told["proposal"]):
        yield "it was withdrawn, and nothing could be counted."
    (frozen,) = record.events("decision_frozen", about=told["proposal"])
    (count,) = record.events("decision_counted", about=told["proposal"])
    if frozen["moment"] < moment(closes):
        yield f"line {frozen['seq']} closed it at {frozen['at']}, before its end."
    if not line["seq"] < frozen["seq"] < count["seq"]:
        yield "it was not opened, closed and counted in this order."
    before = sum(one["seq"] < count["seq"] for one in record.by_decision[told["proposal"]])
    if before != count["said"].get("lines", before):
        yield f"{count['said']['lines']} lines were about it when it was counted, and {before} are shown here."


def people(_: Record, told: Json) -> Iterator[str]:
    """Check that the lists of people are lists of names, and that each is within the one that it must be within."""
    roll, eligible = {*told["roll"]}, {*told["eligible"]}
    voters = [ballot["voter"] for ballot in told["ballots"]]
    for what, names in {**{key: told[key] for key in ("roll", "eligible", "late")}, "voters": voters}.items():
        if names != sorted({*names}) or not all(map(NAME.fullmatch, names)):
            yield f"the list of {what} is out of order, names somebody twice, or holds what is no name."
    for what, names, within in (
        ("was still a member at the close", eligible, roll),
        ("voted", voters, roll),
        ("voted after the close", told["late"], eligible & {*voters}),
        ("handed over a vote", told["delegates"], eligible),
    ):
        for name in sorted({*names} - within):
            yield f"{name} is said to be somebody who {what}, and could not."
    for name, ranked in told["delegates"].items():
        if len(ranked) > 3 or name in ranked or not {*ranked} - {""} <= eligible:
            yield f"{name} is said to delegate to {ranked}, which nobody can."
    chambers = (told["rules"]["poll"] or {}).get("chambers") or []
    if (chambers and {*told["seats"]} != roll) or not {*told["seats"].values()} <= {*range(len(chambers))}:
        yield "somebody sits in no chamber, or in one that there is not."


def options(record: Record, told: Json) -> Iterator[str]:
    """Check the options against the line that listed them, and a lot against the one that sealed it."""
    number, poll, texts = told["proposal"], told["rules"]["poll"], told["options"]
    lines, cast = record.events("options_listed", about=number), record.events("ballot_cast", about=number)
    if len(lines) != (poll is not None):
        yield f"its options were listed {len(lines)} times."
    for line in lines:
        fixed = line["said"]["options"], line["said"]["number"]
        if any("\n" in text for text in texts) or fixed != (
            sealed(told["salt"], *texts) if texts else None,
            len(texts),
        ):
            yield "its options are not those that were listed before anybody voted."
        if any(ballot["seq"] < line["seq"] for ballot in cast):
            yield "somebody had voted before its options were listed."
    if poll and poll["ties"] == "lot":
        yield from lot_drawn(record, told)


def is_secret(told: Json) -> bool:
    """Say whether nobody is to know whose a ballot was."""
    return isinstance(told, dict) and isinstance(told.get("rules"), dict) and told["rules"].get("secrecy") == "secret"


def papers(record: Record, told: Json) -> Iterator[str]:
    """Check the papers of a secret vote against the line that closed it, and who voted against their lines."""
    (frozen,) = record.events("decision_frozen", about=told["proposal"])
    casting = record.events("ballot_cast", "ballot_withdrawn", about=told["proposal"])
    last = {line["actor"]: line for line in casting}
    voted = sorted({name for name, line in last.items() if in_secret(told, line)} & {*told["eligible"]})
    names = [paper["name"] for paper in told["papers"]]
    if told["rules"]["liquid"] is None and (told["ballots"] or told["delegates"] or told["late"] or told["seats"]):
        yield "in it everybody votes for themselves in secret, and there are ballots or delegates of somebody."
    if names != sorted({*names}) or not all(map(NAME.fullmatch, names)):
        yield "its papers are out of order, one is there twice, or has what is no name."
    if digest(map(paper_line, told["papers"])) != frozen["said"]["papers"]:
        yield "its papers are not those that were there when it closed: one was put in, taken out or changed."
    if not all(fitting(paper | {"reason": None}, told) for paper in told["papers"]):
        yield "a paper says what nobody could vote."
    if told["voted"] != voted:
        yield "those who are said to have voted are not those of its lines who were members still at the close."
    if len(names) != len(voted):
        yield f"{len(voted)} voted and were members still at the close, and there are {len(names)} papers."


def in_secret(told: Json, line: Json) -> bool:
    """Say whether a line is a ballot that nobody is to know whose it was: it does not say who cast it."""
    return is_secret(told) and line["event"] == "ballot_cast" and "who" not in line["said"]


def paper_line(paper: Json) -> str:
    """Return what the digest of papers is made of."""
    said = paper["ballot"]
    return f"{paper['name']} {said if isinstance(said, str) else bytes(said).hex()}"


def paired(told: Json) -> Json:
    """Return a secret vote, in which who voted in secret is given some paper: each counts for one, whosever it is."""
    pairs = zip(told["voted"], told["papers"], strict=True)
    given = [{"voter": name, "ballot": one["ballot"], "reason": None} for name, one in pairs]
    return told | {"ballots": [*told["ballots"], *given]}


def ballots(record: Record, told: Json) -> Iterator[str]:
    """Check each ballot against the last line of its voter."""
    casting = record.events("ballot_cast", "ballot_withdrawn", about=told["proposal"])
    last, kept = {line["actor"]: line for line in casting}, {one["voter"]: one for one in told["ballots"]}
    for name, line in last.items():
        if line["event"] == "ballot_cast" and name not in kept and not in_secret(told, line):
            yield f"the ballot of {name}, cast with line {line['seq']}, is not among those that were counted."
    for name, ballot in kept.items():
        line = last.get(name, {"event": ""})
        if line["event"] != "ballot_cast":
            yield f"{name} has a ballot here, and " + (
                "took it back." if line["event"] else "no line says they cast it."
            )
        elif in_secret(told, line) or not fitting(ballot, told) or sealed_ballot(ballot) != line["said"]["ballot"]:
            yield f"the ballot of {name} is not the one that they cast with line {line['seq']}: it was changed since."


def named(record: Record, told: Json) -> Iterator[str]:
    """Check that who is named is who cast the ballot; somebody who was forgotten since is not named any more."""
    last = {line["actor"]: line["said"] for line in record.events("ballot_cast", about=told["proposal"])}
    proofs = told.get("people", {})
    if proofs and told["rules"].get("secrecy") not in {"open", "secret"}:
        yield "it names people, and was to name nobody."
    for name, proof in proofs.items():
        if {*proof} != {"member", "key"} or not HASH.fullmatch(proof["key"]) or hashed(proof["key"])[:32] != name:
            yield f"{name} is said to be a certain member, and the key of that name is not given."
        elif hashed(proof["key"] + proof["member"]) != last.get(name, {}).get("who"):
            yield f"{name} is said to be member {proof['member']}, and is not who cast that ballot."


def closing(record: Record, told: Json) -> Iterator[str]:
    """Check that nobody voted after the close who was not allowed to, and that such ballots count as late ones."""
    number, closes = told["proposal"], moment(told["closes"])
    (opened,), (frozen,) = (record.events(event, about=number) for event in ("proposal_opened", "decision_frozen"))
    casting = record.events("ballot_cast", "ballot_withdrawn", about=number)
    held, last = record.events("override_opened", about=number), {line["actor"]: line["moment"] for line in casting}
    end = max((moment(line["said"]["until"]) for line in held), default=closes)
    for line in casting:
        if line["moment"] >= end or not opened["seq"] < line["seq"] < frozen["seq"]:
            yield f"line {line['seq']}, a ballot of {line['actor']}, came after the close, or before the opening."
    after = {line["actor"] for line in casting if line["moment"] >= closes}
    allowed = sum(line["said"]["members"] for line in held)
    if len(after) > allowed:
        yield f"{len(after)} voted after the close, and {allowed} were allowed to."
    for name in {ballot["voter"] for ballot in told["ballots"]} & {*told["eligible"]} & {*last}:
        if (last[name] >= closes) != (name in told["late"]):
            came = "after" if last[name] >= closes else "before"
            yield f"the ballot of {name} came {came} the close, and is not counted as such."
    left = {line["actor"]: line["event"] for line in casting}
    here = Counter(left.values())["ballot_cast"] if is_secret(told) else len(told["ballots"])
    if frozen["said"]["ballots"] != here:
        yield f"{frozen['said']['ballots']} ballots were in when it closed, and there are {here} here."


def fitting(ballot: Json, told: Json) -> bool:
    """Say whether a ballot is one that could be cast: yes, no or abstain, or a mark for each option."""
    said, reason = ballot["ballot"], ballot["reason"]
    if reason is not None and not (isinstance(reason, str) and reason):
        return False
    if isinstance(said, str):
        return said in CHOICES and not told["options"]
    return len(said) == len(told["options"]) and all(type(mark) is int for mark in said)


def sealed_ballot(ballot: Json) -> str:
    """Return the commitment of a ballot."""
    said = ballot["ballot"] if isinstance(ballot["ballot"], str) else bytes(ballot["ballot"]).hex()
    return sealed(ballot["salt"], said, *([ballot["reason"]] if ballot["reason"] else []))


def counted(record: Record, told: Json) -> Iterator[str]:
    """Check the result and what it was counted from against the line of the count."""
    (line,) = record.events("decision_counted", about=told["proposal"])
    fixed = dict(line["said"])
    del fixed["proposal"]
    for key in ("lot", "lines"):
        fixed.pop(key, None)
    eligible = {*told["eligible"]}
    given = {one["voter"]: sealed_ballot(one) for one in told["ballots"] if one["voter"] in eligible}
    inputs = {"ballots": given, **{key: told[key] for key in ("delegates", "eligible", "late")}}
    if is_secret(told):
        inputs |= {"papers": [*map(paper_line, told["papers"])], "voted": told["voted"]}
    if hashed(canonical(inputs)) != fixed.pop("inputs", ""):
        yield "it was counted from something else: a ballot, a delegation or a member was put in, taken out or changed."
    if canonical(fixed) != canonical(told["result"]):
        yield f"the result {told['result']} is not the one of line {line['seq']}, {fixed}."


# ---- Counting again ----


def count(record: Record, told: Json) -> Json:
    """Return the result that the file itself leads to."""
    way, rules = nearest(told), told["rules"]
    found, poll, roll = weighed(told, way), rules["poll"], len(told["eligible"])
    direct = sum(name == end for name, end in way.ends.items())
    shared = {"roll": roll, "direct": direct, "delegated": len(way.ends) - direct}
    shared |= {"unrepresented": roll - len(way.ends), "uncounted": found.uncounted}
    said = {ballot["voter"]: ballot["ballot"] for ballot in told["ballots"]}
    if poll is None:
        votes = Counter[str]()
        for (voter, _), weight in found.weights.items():
            votes[said[voter]] += weight
        outcome = verdict(rules["threshold"], rules["quorum"], votes, roll)
        return shared | {"outcome": outcome} | {choice: votes[choice] for choice in CHOICES}
    if poll["method"] not in METHODS:
        return shared | {"outcome": asked(told, found), "winners": []}
    papers = Counter[tuple[int, ...]]()
    for (voter, _), weight in found.weights.items():
        papers[tuple(said[voter])] += weight
    places = [*range(len(told["options"]))]
    order, void = lot_order(record, told) if poll["ties"] == "lot" else (places * (poll["ties"] == "listed"), None)
    default = places[-1] if places and poll["method"] in WITH_DEFAULT else None
    quorum, seats = rules["quorum"], poll["seats"]
    ended = METHODS[poll["method"]](Poll(papers, places, quorum, seats, order, poll["settings"], default))
    winners = [at + 1 for at in ended.winners if at != default]
    if ended.tied and not order:
        outcome = "draw_void" if void else "tie"
    else:
        outcome = "adopted" if winners else "no_quorum" if not ended.winners else "not_adopted"
    return shared | {"outcome": outcome, "winners": winners}


def lot_drawn(record: Record, told: Json) -> Iterator[str]:
    """Check that a lot is the one that was sealed, and that it fell as is said."""
    (line,) = record.events("decision_counted", about=told["proposal"])
    order, void = lot_order(record, told)
    lot = line["said"]["lot"]
    if (lot["order"], lot["void"]) != ([at + 1 for at in order], void):
        yield f"its lot is said to have fallen as {lot['order']} ({lot['void']}), and fell as {order} ({void})."
    added = {word["actor"] for word in record.events("word_added", about=told["proposal"])}
    if len(added) != len(lot["words"]):
        yield f"{len(added)} members added a word to its lot, and it was drawn with {len(lot['words'])}."


def each_on_a_line(texts: Iterable[str]) -> bytes:
    """Return texts in UTF-8, each followed by a line feed."""
    return b"".join(text.encode() + b"\n" for text in texts)


def lot_order(record: Record, told: Json) -> tuple[list[int], str | None]:
    """Draw a lot again: return the places of the options in the order drawn, or why the draw is void."""
    (line,) = record.events("decision_counted", about=told["proposal"])
    lot, sealings = line["said"]["lot"], record.events("lot_sealed", about=told["proposal"])
    secret, pool, closes = bytes.fromhex(lot["secret"]), told["options"], moment(told["closes"])
    if not sealings or not secret:
        return [], "missing" if sealings else "unsealed"
    (sealing,) = (one["said"] for one in sealings)
    if sealing["commitment"] != sha256(secret + each_on_a_line(pool)).hexdigest() or sealing["pool"] != pool:
        return [], "unfitting"
    if line["moment"] > closes + timedelta(hours=1):
        return [], "late"
    words = each_on_a_line(sorted(lot["words"], key=str.encode))
    seed = sha256(secret + words + closes.strftime("%Y-%m-%dT%H:%M:%SZ").encode()).digest()
    left, drawn = [*range(len(pool))], list[int]()
    for number in range(len(pool)):
        two = number.to_bytes(2, "big")
        drawn.append(left.pop(int.from_bytes(sha256(two + seed + two).digest(), "big") % len(left)))
    return drawn, None


# ---- Counting: who speaks for whom ----


class Way(NamedTuple):
    """Whose ballot speaks for whom, and whom each vote goes to next."""

    ends: dict[str, str]
    via: dict[str, str]


def nearest(decision: Json) -> Way:
    """Go out from all who voted in time, a step at a time; who is reached first by the best rank is spoken for."""
    eligible, late = {*decision["eligible"]}, {*decision["late"], *decision.get("voted", ())}
    voters = {ballot["voter"] for ballot in decision["ballots"]} & eligible
    behind: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name, ranked in decision["delegates"].items():
        for rank, delegate in enumerate(ranked):
            behind[rank, delegate].append(name)
    ends, via = {voter: voter for voter in voters - late}, dict[str, str]()
    reached = sorted(ends)
    while reached:
        found: dict[str, str] = {}
        for rank in range(3):
            for delegate in reached:
                for name in behind.get((rank, delegate), ()):
                    if name not in ends and name in eligible:
                        found.setdefault(name, delegate)
        via |= found
        ends |= {name: ends[delegate] for name, delegate in found.items()}
        reached = [*found]
    return Way(ends | {voter: voter for voter in voters & late}, via)


class Weighed(NamedTuple):
    """The weight of each voter's ballot in each chamber, the eligible of each, and what the cap left out."""

    weights: dict[tuple[str, int], int]
    rolls: Counter[int]
    uncounted: int


def weighed(decision: Json, way: Way) -> Weighed:
    """Add up the votes behind each ballot, chamber by chamber, as far as the cap lets them count."""
    rules, seats = decision["rules"], decision["seats"]
    share = Fraction(rules["liquid"]["cap"] if rules["liquid"] else 1)
    rolls = Counter(seats.get(name, 0) for name in decision["eligible"])
    votes = Counter((voter, seats.get(name, 0)) for name, voter in way.ends.items())
    weights = {at: min(number, max(3, int(share * rolls[at[1]]))) for at, number in votes.items()}
    return Weighed(weights, rolls, votes.total() - sum(weights.values()))


# ---- Counting: yes or no ----


def ratio(threshold: str) -> tuple[int, int] | None:
    """Read A:B, A/B or A %, as yes and no; None is a simple majority."""
    text = "".join(threshold.split()).lower()
    if found := re.fullmatch(r"(\d+):(\d+)", text):
        yes, no = int(found[1]), int(found[2])
    elif found := re.fullmatch(r"(\d+)/(\d+)|(\d+)%", text):
        yes = int(found[1] or found[3])
        no = int(found[2] or 100) - yes
    elif text != "simple":
        raise NotCounted(f"the threshold {threshold!r}")
    else:
        return None
    return None if yes == no else (yes, no)


def met(threshold: str, votes: Counter[str], roll: int) -> bool:
    """Say whether there are enough yes for the no."""
    yes, no = votes["yes"], votes["no"]
    if threshold == "absolute":
        return 2 * yes > roll
    a, b = ratio(threshold) or (0, 0)
    return yes > no and b * yes >= a * no


def verdict(threshold: str, quorum: Fraction | int, votes: Counter[str], roll: int) -> str:
    """Judge a question of yes or no."""
    if votes["yes"] < quorum:
        return "no_quorum"
    if met(threshold, votes, roll):
        return "adopted"
    level = threshold != "absolute" and votes["yes"] == votes["no"] and ratio(threshold) is None
    return "tie" if level else "not_adopted"


def asked(told: Json, found: Weighed) -> str:
    """Judge a question of yes or no that a method counts."""
    quorum, poll, chambers = told["rules"]["quorum"], told["rules"]["poll"], defaultdict[int, Counter[str]](Counter)
    said = {one["voter"]: voiced(one, poll) for one in told["ballots"]}
    for (voter, chamber), weight in found.weights.items():
        chambers[chamber][said[voter]] += weight
    votes, roll, wish = sum(chambers.values(), Counter[str]()), found.rolls.total(), poll["settings"].get
    plus = Fraction(wish("min_plus", 3))
    present = votes["yes"] + votes["no"] + (votes["abstain"] if wish("counts") != "sides" else 0)
    enough = "adopted" if votes["yes"] >= plus else "no_quorum"
    ways: dict[str, Callable[[], str]] = {
        "simple": lambda: verdict("simple", quorum, votes, roll),
        "absolute": lambda: verdict("absolute", quorum, votes, roll),
        "supermajority": lambda: verdict(wish("ratio", "2:1"), quorum, votes, roll),
        "consensus_approval": lambda: "not_adopted" if votes["no"] else enough,
        "majority_approval": lambda: verdict("simple", plus, votes, roll),
        "lazy_consensus": lambda: "not_adopted" if votes["no"] else "adopted",
        "k_of_n": lambda: "adopted" if votes["yes"] >= Fraction(wish("k", 2)) else "not_adopted",
        "turnout": lambda: "no_quorum" if present < quorum else verdict("simple", 0, votes, roll),
        "double_majority": lambda: double(told, found, chambers, votes),
    }
    if poll["method"] not in ways:
        raise NotCounted(f"the method {poll['method']!r}")
    return ways[poll["method"]]()


def voiced(ballot: Json, poll: Json) -> str:
    """Return what a ballot says; a veto without its reason says nothing where one is asked for."""
    return "abstain" if poll["reasons"] and ballot["ballot"] == "no" and not ballot["reason"] else str(ballot["ballot"])


def double(told: Json, found: Weighed, chambers: dict[int, Counter[str]], votes: Counter[str]) -> str:
    """Judge by all together, and by most or each of the chambers."""
    wish, names = told["rules"]["poll"]["settings"].get, told["rules"]["poll"]["chambers"] or [""]
    threshold = wish("threshold", "simple")
    whole = verdict(threshold, told["rules"]["quorum"], votes, found.rolls.total())
    heard = [at for at in range(len(names)) if found.rolls[at] or wish("empty") == "blocks"]
    passing = sum(met(threshold, chambers[at], found.rolls[at]) for at in heard)
    enough = passing == len(heard) if wish("chambers") == "each" else 2 * passing > len(heard)
    return "not_adopted" if whole == "adopted" and not enough else whole


# ---- Counting: options ----


class Poll(NamedTuple):
    """Marks with their weight, the places of the options still on the list, and what is asked of a winner.

    `order` settles ties, `default` is the place of "None of these" where that is on the list.
    """

    papers: Counter[tuple[int, ...]]
    options: list[int]
    quorum: int
    seats: int
    order: list[int]
    settings: Json
    default: int | None = None

    def heard(self, least: int) -> "Poll":
        """Strike the options that fewer than the quorum favour, by a mark of `least` or, ranked, above the default."""

        def favours(marks: tuple[int, ...], at: int) -> bool:
            bar = 0 if self.default is None else marks[self.default]
            return marks[at] >= least and (not bar or marks[at] < bar)

        support = self.sums(lambda marks, at: int(favours(marks, at)))
        return self._replace(options=[at for at in self.options if support[at] >= self.quorum or at == self.default])

    def sums(self, value: Callable[[tuple[int, ...], int], int | Fraction]) -> dict[int, Any]:
        """Add up for each option what the ballots give it."""
        return {at: sum(value(marks, at) * weight for marks, weight in self.papers.items()) for at in self.options}

    def place(self, at: int) -> int:
        """Return where an option stands in the order for ties, else on the list."""
        return self.order.index(at) if self.order else at


class Ended(NamedTuple):
    """Who won for certain, in which order, and whether the ballots left open who else."""

    winners: list[int]
    tied: bool = False


def filled(poll: Poll, numbers: dict[int, Any]) -> Ended:
    """Give the seats to the largest numbers; only the order for ties decides between those level at the last."""
    winners: list[int] = []
    for number in sorted({*numbers.values()}, reverse=True):
        level = sorted((at for at in numbers if numbers[at] == number), key=poll.place)
        room = poll.seats - len(winners)
        if len(level) > room > 0:
            return Ended(winners + (level[:room] if poll.order else []), tied=True)
        winners += level[:room]
    return Ended(winners)


def front(poll: Poll, level: Iterable[int]) -> Ended:
    """Let one win; of several the order for ties decides."""
    drawn = sorted(level, key=poll.place)
    return Ended(drawn[:1] if len(drawn) == 1 or poll.order else [], tied=len(drawn) > 1)


def approval(poll: Poll) -> Ended:
    """Most marks; also most points, where points are given."""
    poll = poll.heard(1)
    return filled(poll, poll.sums(lambda marks, at: marks[at]))


def satisfaction(poll: Poll) -> Ended:
    """Most marks, where a ballot is shared by the options that it marks."""
    poll = poll.heard(1)
    return filled(poll, poll.sums(lambda marks, at: Fraction(marks[at], sum(marks[one] for one in poll.options) or 1)))


def lot(poll: Poll) -> Ended:
    """First drawn."""
    poll = poll.heard(1)
    if not poll.order:
        return filled(poll, dict.fromkeys(poll.options, 0))
    return filled(poll, {at: -poll.place(at) for at in poll.options})


def score(poll: Poll) -> Ended:
    """Largest sum, mean or median of the scores; a mark is one more than the score."""
    poll, by = poll.heard(2), poll.settings.get("by", "sum")
    sums = poll.sums(lambda marks, at: max(marks[at] - 1, 0))
    if by == "sum":
        return filled(poll, sums)
    given = poll.sums(lambda marks, at: int(marks[at] > 0))
    if by == "mean":
        return filled(poll, {at: Fraction(sums[at], given[at] or 1) for at in poll.options})
    return filled(poll, {at: middle(poll, at) for at in poll.options})


def middle(poll: Poll, at: int) -> int:
    """Return twice the median score of an option."""
    given = sorted((marks[at] - 1, weight) for marks, weight in poll.papers.items() if marks[at])
    scores = [number for number, weight in given for _ in range(weight)]
    return scores[(len(scores) - 1) // 2] + scores[len(scores) // 2] if scores else 0


def star(poll: Poll) -> Ended:
    """Fill seat after seat: of the two with the most stars, the one that more prefer."""
    poll, winners = poll.heard(2), list[int]()
    while poll.options and len(winners) < poll.seats:
        stars = poll.sums(lambda marks, at: max(marks[at] - 1, 0))
        if len(poll.options) <= poll.seats - len(winners):
            return Ended(winners + sorted(poll.options, key=lambda at: (-stars[at], poll.place(at))))
        runs = [runoff(poll, stars, pair) for pair in finalists(poll, stars)]
        possible = {at for run in runs for at in run}
        if len(possible) > 1 and not poll.order:
            return Ended(winners, tied=True)
        won = min(possible if len(possible) == 1 else runs[0], key=poll.place)
        winners.append(won)
        poll = poll._replace(options=[at for at in poll.options if at != won])
    return Ended(winners)


def top_scores(poll: Poll) -> dict[int, Any]:
    """Return how many gave each option the top score, where that settles ties."""
    top = int(poll.settings.get("max_score", 5)) + 1 if poll.settings.get("five_stars", "yes") == "yes" else 0
    return poll.sums(lambda marks, at: int(marks[at] == top > 0))


def prefer(poll: Poll, one: int, other: int) -> int:
    """Return by how many more votes one is scored above the other."""
    gaps = ((max(marks[one], 1) - max(marks[other], 1), weight) for marks, weight in poll.papers.items())
    return sum(weight * ((gap > 0) - (gap < 0)) for gap, weight in gaps)


def runoff(poll: Poll, stars: dict[int, Any], pair: Sequence[int]) -> list[int]:
    """Return who wins of two, both where nothing decides: preference, then stars, then top scores."""
    one, other = pair
    tops = top_scores(poll)
    ahead = prefer(poll, one, other) or stars[one] - stars[other] or tops[one] - tops[other]
    return [one, other] if not ahead else [one if ahead > 0 else other]


def finalists(poll: Poll, stars: dict[int, Any]) -> list[tuple[int, ...]]:
    """Return every pair that can meet in the runoff, the one first that the order for ties chooses."""
    sure: list[int] = []
    for number in sorted({*stars.values()}, reverse=True):
        level = sorted((at for at in stars if stars[at] == number), key=poll.place)
        while 0 < 2 - len(sure) < len(level):
            for narrow in (by_losses, by_tops):
                through, rest = narrow(poll, level, 2 - len(sure))
                if len(rest) < len(level):
                    sure, level = sure + through, rest
                    break
            else:
                return [(*sure, *more) for more in combinations(level, 2 - len(sure))]
        sure += level[: 2 - len(sure)]
    return [(sure[0], sure[1])]


def by_losses(poll: Poll, level: list[int], places: int) -> tuple[list[int], list[int]]:
    """Put those who lose most match-ups behind the others; return who is through, and who is level still."""
    losses = {at: sum(prefer(poll, at, other) < 0 for other in level) for at in level}
    better = [at for at in level if losses[at] < max(losses.values())]
    return ([], better) if len(better) >= places else (better, [at for at in level if at not in better])


def by_tops(poll: Poll, level: list[int], places: int) -> tuple[list[int], list[int]]:
    """Take those with most top scores; return who is through, and who is level still."""
    tops, through = top_scores(poll), list[int]()
    for number in sorted({tops[at] for at in level}, reverse=True):
        same = [at for at in level if tops[at] == number]
        if len(through) + len(same) > places:
            return through, same
        through += same
    return through, []


def majority_judgment(poll: Poll) -> Ended:
    """Best median grade; level ones lose one median grade each until they differ."""
    poll = poll._replace(papers=Counter({marks: weight for marks, weight in poll.papers.items() if any(marks)})).heard(
        2
    )
    values = {at: medians(poll, at) for at in poll.options}
    return filled(poll, values)


def medians(poll: Poll, at: int) -> bytes:
    """Return the median grade, the median of what is left without it, and so on; the lower of two in the middle."""
    grades = Counter[int]()
    for marks, weight in poll.papers.items():
        grades[max(marks[at] - 1, 0)] += weight
    row = b"".join(bytes([grade]) * grades[grade] for grade in sorted(grades))
    lower, taken = len(row) // 2, bytearray(len(row))
    taken[len(row) % 2 == 0 :: 2], taken[len(row) % 2 :: 2] = row[lower:], row[:lower][::-1]
    return bytes(taken)


def duels(poll: Poll) -> dict[tuple[int, int], int]:
    """Return how many votes put one option above another; what is not ranked stands below all that is."""
    found = Counter[tuple[int, int]]()
    for marks, weight in poll.papers.items():
        place = {at: marks[at] or len(marks) + 1 for at in poll.options}
        for one, other in permutations(poll.options, 2):
            found[one, other] += weight * (place[one] < place[other])
    return found


def borda(poll: Poll) -> Ended:
    """Most points, one for each option below, a half for each level with it; here all points less what all share."""
    poll = poll.heard(1)
    duel = duels(poll)
    return filled(poll, {at: sum(duel[at, other] - duel[other, at] for other in poll.options) for at in poll.options})


def defeats(poll: Poll, usual: str) -> list[list[tuple[int, int]]]:
    """Return who defeats whom, by strength, the weakest first, equally strong ones together."""
    duel, groups = duels(poll), defaultdict[Any, list[tuple[int, int]]](list)
    for (one, other), votes in duel.items():
        against = duel[other, one]
        strength = {
            "winning votes": (votes, -against),
            "winning votes alone": votes,
            "margins": votes - against,
            "ratio": (not against, votes if not against else Fraction(votes, against)),
        }[poll.settings.get("strength", usual)]
        if votes > against:
            groups[strength].append((one, other))
    return [groups[strength] for strength in sorted(groups)]


def schulze(poll: Poll) -> Ended:
    """Nobody's strongest chain of defeats to the winner is stronger than the one back."""
    poll = poll.heard(1)
    links = {pair: rank for rank, group in enumerate(defeats(poll, "winning votes"), 1) for pair in group}
    chain = Counter(links)
    for via, one, other in product(poll.options, repeat=3):
        chain[one, other] = max(chain[one, other], min(chain[one, via], chain[via, other]))
    return front(
        poll, [at for at in poll.options if all(chain[at, other] >= chain[other, at] for other in poll.options)]
    )


Locked = frozenset[tuple[int, int]]


def ranked_pairs(poll: Poll) -> Ended:
    """Lock defeats in from the strongest down; who is below nobody, for some order of equal ones, is in front."""
    poll = poll.heard(1)
    groups, states = defeats(poll, "margins")[::-1], {Locked()}
    top = dominant(poll)
    for group in groups:
        states = {end for state in states for end in settled(state, [pair for pair in group if top >= {*pair}])}
        if len(states) > MOST_WAYS:
            raise NotCounted("ranked pairs with very many equal defeats")
    return front(poll, {at for state in states for at in top if all(below != at for _, below in state)})


def dominant(poll: Poll) -> set[int]:
    """Return the smallest set of options that each defeat all outside it: only defeats within it decide."""
    duel, found = duels(poll), set[int]()
    for start in poll.options:
        reached, pending = {start}, [start]
        while pending:
            here = pending.pop()
            further = {at for at in poll.options if at not in reached and duel[here, at] >= duel[at, here]}
            reached |= further
            pending += further
        found |= {start} if len(reached) == len(poll.options) else set()
    return found


def locked(state: Locked, pair: tuple[int, int]) -> Locked:
    """Return who stands above whom once a defeat is locked in; the same where it would close a circle."""
    above, below = pair
    if (below, above) in state:
        return state
    higher = {above} | {one for one, other in state if other == above}
    lower = {below} | {other for one, other in state if one == below}
    return state | {*product(higher, lower)}


def settled(state: Locked, group: list[tuple[int, int]]) -> set[Locked]:
    """Return every state to which some order of equal defeats leads."""
    ends, seen, pending = set[Locked](), set[Locked](), [state]
    while pending:
        now = pending.pop()
        following = {locked(now, pair) for pair in group} - {now}
        ends |= set() if following else {now}
        pending += following - seen
        seen |= following
        if len(seen) > MOST_WAYS:
            raise NotCounted("ranked pairs with very many equal defeats")
    return ends


def irv(poll: Poll) -> Ended:
    """Exclude whoever has fewest first places until one has more than half; where several are last, go every way."""
    poll, known = poll.heard(1), dict[frozenset[int], frozenset[int]]()

    def able(left: frozenset[int]) -> frozenset[int]:
        if left not in known:
            if len(known) >= MOST_WAYS:
                raise NotCounted("an instant run-off with very many ties")
            won, ways = next_out(poll, left)
            known[left] = won or frozenset[int]().union(*(able(left - gone) for gone in ways))
        return known[left]

    left = frozenset(poll.options)
    while left and poll.order and len(able(left)) > 1:
        won, ways = next_out(poll, left)
        gone = max(ways or [left], key=lambda out: max(poll.place(at) for at in out))
        left = frozenset(front(poll, won).winners) if won else left - gone
    return front(poll, able(left)) if left else Ended([])


def next_out(poll: Poll, left: frozenset[int]) -> tuple[frozenset[int], list[frozenset[int]]]:
    """Return who has won, or all who are left where no votes are, and else the ways to go on: who is excluded."""
    votes = dict.fromkeys(left, Fraction())
    for marks, weight in poll.papers.items():
        for at in (top := first(marks, left)):
            votes[at] += Fraction(weight, len(top))
    total, rising = sum(votes.values()), sorted(left, key=votes.__getitem__)
    if not total or len(left) == 1:
        return left, []
    if 2 * votes[rising[-1]] > total:
        return frozenset(rising[-1:]), []
    for number in range(1, len(rising)):
        if sum(votes[at] for at in rising[:number]) < votes[rising[number]]:
            return frozenset(), [frozenset(rising[:number])]
    return frozenset(), [frozenset({at}) for at in rising if votes[at] == votes[rising[0]]]


def first(marks: tuple[int, ...], left: Iterable[int]) -> list[int]:
    """Return whom a ballot puts first among those left, several where they share the place."""
    best = min((marks[at] for at in left if marks[at]), default=0)
    return [at for at in left if best and marks[at] == best]


class Stage(NamedTuple):
    """A stage of the single transferable vote: heaps of equal papers (marks, holder, value), and votes by option."""

    heaps: dict[tuple[tuple[int, ...], int, Fraction], Fraction]
    votes: dict[int, Fraction]
    left: tuple[int, ...]
    elected: tuple[int, ...] = ()
    waiting: tuple[tuple[int, ...], ...] = ()
    earlier: tuple[dict[int, Fraction], ...] = ()


class Transfers:
    """The single transferable vote by the Scottish rules."""

    def __init__(self, poll: Poll) -> None:
        """Count the first places and find the quota."""
        self.poll, self.room, settings = poll, poll.seats, poll.settings
        self.decimals, self.surplus = settings.get("values", "5"), settings.get("surplus", "largest")
        papers = {marks: weight for marks, weight in poll.papers.items() if first(marks, poll.options)}
        total = sum(papers.values())
        kinds: dict[str, Fraction | int] = {
            "droop": total // (self.room + 1) + 1,
            "exact": Fraction(total, self.room + 1),
        }
        self.quota = {**kinds, "hare": Fraction(total, self.room)}[settings.get("quota", "droop")]
        self.begin = Stage({}, dict.fromkeys(poll.options, Fraction()), tuple(poll.options))
        self.begin = self.dealt(self.begin, [(marks, Fraction(1), Fraction(n)) for marks, n in papers.items()])
        self.begin = self.begin._replace(earlier=())
        self.looked = 0

    def dealt(self, stage: Stage, papers: Iterable[tuple[tuple[int, ...], Fraction, Fraction]]) -> Stage:
        """Hand papers (marks, value, number) to their next choices still in the running, split where they share."""
        heaps, votes = defaultdict(Fraction, stage.heaps), dict(stage.votes)
        for marks, value, number in papers:
            for at in (top := first(marks, stage.left)):
                heaps[marks, at, value] += number / len(top)
                votes[at] += value * number / len(top)
        return stage._replace(heaps=dict(heaps), votes=votes, earlier=(*stage.earlier, stage.votes))

    def moves(self, stage: Stage) -> list[tuple[str, tuple[int, ...]]]:
        """Return what comes next, or what may come next where options are level."""
        votes, room = stage.votes, self.room - len(stage.elected)
        if not room or not stage.left:
            return []
        over = [at for at in stage.left if votes[at] >= self.quota]
        if len(stage.left) <= room or 0 < len(over) <= room:
            new = stage.left if len(stage.left) <= room else over
            return [("elect", tuple(sorted(new, key=lambda at: (-votes[at], self.poll.place(at)))))]
        if over:
            return [("elect", (at,)) for at in self.apart(stage, over, max)]
        if stage.waiting and self.surplus == "together":
            return [("transfer", stage.waiting[0])]
        if stage.waiting:
            group = stage.waiting[0] if self.surplus == "first" else [at for some in stage.waiting for at in some]
            return [("transfer", (at,)) for at in self.apart(stage, group, max)]
        out = self.apart(stage, stage.left, min)
        return [("exclude", (at,)) for at in (out if votes[out[0]] or self.hopeless(stage) else out[-1:])]

    @staticmethod
    def apart(stage: Stage, level: Sequence[int], end: Callable[..., Any]) -> list[int]:
        """Return who has most, or fewest, votes; of level ones, by the latest earlier stage at which they differed."""
        for votes in (stage.votes, *reversed(stage.earlier)):
            bound = end(votes[at] for at in level)
            level = [at for at in level if votes[at] == bound]
        return [*level]

    def hopeless(self, stage: Stage) -> list[int]:
        """Return those without any votes, where some of them must get the last seats."""
        none = [at for at in stage.left if not stage.votes[at]]
        short = len(stage.left) - len(none) < self.room - len(stage.elected)
        return none if short and not stage.waiting else []

    def after(self, stage: Stage, kind: str, options: tuple[int, ...]) -> Stage:
        """Make a move."""
        if kind == "elect":
            rich = tuple(at for at in options if stage.votes[at] > self.quota)
            left = tuple(at for at in stage.left if at not in options)
            waiting = (*stage.waiting, *([rich] if rich else []))
            return stage._replace(left=left, elected=stage.elected + options, waiting=waiting)
        for at in options:
            stage = self.moved(stage, at, stage.votes[at] - self.quota if kind == "transfer" else None)
        return stage

    def moved(self, stage: Stage, source: int, surplus: Fraction | None) -> Stage:
        """Hand on the papers of one option: of a winner at a lower value, of who is excluded at the value they had."""
        votes = stage.votes[source]
        papers = [
            (marks, value if surplus is None else self.cut(surplus * value / votes), number)
            for (marks, at, value), number in stage.heaps.items()
            if at == source
        ]
        kept = {heap: number for heap, number in stage.heaps.items() if heap[1] != source}
        left = tuple(at for at in stage.left if at != source)
        waiting = tuple(rest for some in stage.waiting if (rest := tuple(at for at in some if at != source)))
        stage = self.dealt(stage._replace(heaps=kept, left=left, waiting=waiting), papers)
        return stage._replace(votes={**stage.votes, source: Fraction() if surplus is None else Fraction(self.quota)})

    def cut(self, value: Fraction) -> Fraction:
        """Cut a value to its decimals."""
        unit = 10 ** int(self.decimals) if self.decimals != "exact" else 0
        return Fraction(int(value * unit), unit) if unit else value

    def reach(self, stage: Stage) -> tuple[set[int], set[int]]:
        """Return who wins however ties are settled, and who wins in one way at least."""
        self.looked += 1
        if self.looked > MOST_WAYS:
            raise NotCounted("a single transferable vote with very many ties")
        while len(moves := self.moves(stage)) == 1:
            stage = self.after(stage, *moves[0])
        if not moves:
            return {*stage.elected}, {*stage.elected}
        if level := self.hopeless(stage):
            return {*stage.elected, *stage.left} - {*level}, {*stage.elected, *stage.left}
        found = [self.reach(self.after(stage, *move)) for move in moves]
        return set.intersection(*(sure for sure, _ in found)), set.union(*(able for _, able in found))


def stv_scottish(poll: Poll) -> Ended:
    """Count stage by stage; options that are level are a tie only where who wins depends on which is taken."""
    poll = poll.heard(1)
    machine, certain, matters = Transfers(poll), None, False
    stage = machine.begin
    while moves := machine.moves(stage):
        if len(moves) > 1 and certain is None:
            certain, able = machine.reach(stage)
            matters = certain != able
            if matters and not poll.order:
                return Ended([*stage.elected, *sorted(certain - {*stage.elected})], tied=True)
        key = poll.place if matters else int
        choose = max if moves[0][0] == "exclude" else min
        stage = machine.after(stage, *choose(moves, key=lambda move: key(move[1][0])))
    return Ended([*stage.elected])


METHODS: dict[str, Callable[[Poll], Ended]] = {
    **dict.fromkeys(("approval", "limited_vote", "dots", "quadratic"), approval),
    "satisfaction_approval": satisfaction,
    "lot": lot,
    "score": score,
    "star": star,
    "majority_judgment": majority_judgment,
    "borda": borda,
    "schulze": schulze,
    "ranked_pairs": ranked_pairs,
    "irv": irv,
    "stv_scottish": stv_scottish,
}
WITH_DEFAULT = {"schulze", "ranked_pairs", "irv"}
"""Where "None of these" stands last on the list, of the methods above."""


# ---- What is told ----


def summary(told: Json, result: Json) -> str:
    """Return a decision in a few lines."""
    rules = told["rules"]
    if "yes" in result:
        numbers = f"Yes {result['yes']}, no {result['no']}, abstain {result['abstain']}; by {rules['threshold']}"
    else:
        won = ", ".join(f"“{told['options'][number - 1]}”" for number in result["winners"])
        numbers = (f"Won: {won or 'nothing'}" if told["options"] else "Yes or no") + f"; by {rules['poll']['method']}"
    return (
        f"Decision {told['proposal']}, “{told['title']}”: {result['outcome'].replace('_', ' ').upper()}\n"
        f"  {len(told['roll'])} could vote when it opened, {len(told['eligible'])} were members still at its close."
        f" {result['direct']} voted, {result['delegated']} had a delegate who did,"
        f" {result['unrepresented']} were not heard.\n"
        f"  {numbers}, with a quorum of {rules['quorum']}; {result['uncounted']} votes were beyond the cap.\n  "
    )


def shown(told: Json, name: str) -> str:
    """Return what somebody's ballot says."""
    if is_secret(told) and name in told["voted"]:
        return "what nobody can tell, for the vote was secret: its stub shows which paper it is (--stub)"
    said = next((one["ballot"] for one in told["ballots"] if one["voter"] == name), "nothing that is in this file")
    if isinstance(said, str):
        return said
    return ", ".join(f"“{text}” {mark}" for text, mark in zip(told["options"], said, strict=True) if mark) or "nothing"


def way_of(told: Json, name: str) -> str:
    """Return through whom a vote went, and what was said with it."""
    if name not in told["eligible"]:
        return "they could vote when it opened, and were no member any more when it closed."
    way = nearest(paired(told) if is_secret(told) else told)
    if name not in way.ends:
        return "they did not vote, and nobody to whom their vote could go did."
    passed = [name]
    while passed[-1] != way.ends[name]:
        passed.append(way.via[passed[-1]])
    by = f"their vote went to {', then to '.join(passed[1:])}; that ballot" if passed[1:] else "they voted; the ballot"
    return f"{by} says: {shown(told, way.ends[name])}."


def check_head(records: list[Record], text: str) -> None:
    """Compare a head that somebody has from elsewhere with every file; raises Unreadable."""
    number, _, rest = text.partition(":")
    noted = "".join(rest.split()).lower()
    if not number.strip().isdecimal() or not re.fullmatch("[0-9a-f]{8,64}", noted):
        raise Unreadable(f'a head is written as in "128:4f2a 9c1b 88d0 1e55", and not {text!r}')
    for record in records:
        here = (record.hashes | {record.first - 1: record.before}).get(int(number))
        if here is None:
            span = f"lines {record.first} to {record.last}"
            record.wrong.append(
                f"There are {span} here, and no line {number}: this is a part of the chain, or cut off."
            )
        elif here.startswith(noted):
            record.told.append(f"Line {number} begins with {spaced(here)}, as you noted it.")
        else:
            record.wrong.append(
                f"Line {number} begins with {spaced(here)} here, and you noted {spaced(noted)}: this is another chain"
                " than the one you saw, or it was written anew from there, or from before."
            )


def check_receipt(records: list[Record], text: str) -> None:
    """Say which line a receipt is for, and whether that ballot was counted; raises Unreadable."""
    code = "".join(text.replace("-", "").split()).lower()
    if not re.fullmatch("[0-9a-f]{8}", code):
        raise Unreadable(f"a receipt is written as in 4F2A-9C1B, and not {text!r}")
    found = [(one, seq) for one in records for seq, line_hash in one.hashes.items() if line_hash.startswith(code)]
    for record, seq in found:
        if seq in record.whole:
            record.told.append(f"Receipt {text} is for line {seq}: {receipt_told(record, record.whole[seq])}")
        else:
            record.unsure.append(
                f"Receipt {text} is for line {seq}, of which only the hash is here: it is about another matter, or an"
                " earlier Accord wrote it. If it is for a ballot in a decision of this file, somebody hides it."
            )
    if not found:
        records[0].wrong.append(f"Receipt {text} is for no line here: what you were given it for is missing.")


def receipt_told(record: Record, line: Json) -> str:
    """Return what a line is, and what became of a ballot."""
    number, voter = line["said"].get("proposal"), line["actor"]
    what = f"{line['event'].replace('_', ' ')}, {line['at']}"
    told = next((one for one in record.decisions if one["proposal"] == number), None)
    cast = record.events("ballot_cast", "ballot_withdrawn", about=number)
    if told is None or line not in cast:
        return f"{what}."
    later = [one["seq"] for one in cast if one["actor"] == voter and one["seq"] > line["seq"]]
    if later:
        return f"{what}, in decision {number}; line {later[-1]} of the same voter has taken its place."
    if line["event"] == "ballot_withdrawn":
        return f"{what}, in decision {number}; nothing came after it, and no ballot of this voter was counted."
    if in_secret(told, line):
        counts = "is among those" if voter in told["voted"] else "does not count with those"
        return f"{what}, in decision {number}, which was secret. It is the voter's last, and {counts} of the close."
    end = "it was counted" if voter in told["eligible"] else "it was not counted, for its voter was no member any more"
    return f"{what}, in decision {number}; it says: {shown(told, voter)}. It is the voter's last, and {end}."


def check_key(records: list[Record], text: str) -> None:
    """Say whose name a key proves, and what became of that vote; raises Unreadable."""
    key = "".join(text.split()).lower()
    if not HASH.fullmatch(key):
        raise Unreadable("a key has 64 hexadecimal digits")
    name = hashed(key)[:32]
    told = [(one, decision) for one in records for decision in one.decisions if name in decision["roll"]]
    for record, decision in told:
        record.told.append(f"The key is that of {name} in decision {decision['proposal']}: {way_of(decision, name)}")
    acted = [(one, [str(line["seq"]) for line in one.whole.values() if line["actor"] == name]) for one in records]
    for record, lines in acted:
        if lines:
            record.told.append(f"{name}, whose key it is, wrote line {', '.join(lines)}.")
    if not told and not any(lines for _, lines in acted):
        records[0].wrong.append(f"The key is that of {name}, and nobody here has that name: its owner was left out.")


def check_stub(records: list[Record], text: str) -> None:
    """Say which paper of a secret vote a stub is for, and whether it says what was cast; raises Unreadable."""
    stub = "".join(text.split()).lower()
    if not NAME.fullmatch(stub):
        raise Unreadable("a stub has 32 hexadecimal digits")
    name = hashed(stub)[:32]
    found = [
        (record, told, paper)
        for record in records
        for told in record.decisions
        for paper in told.get("papers", ())
        if paper["name"] == name
    ]
    for record, told, paper in found:
        at = f"paper {name[:4]}-{name[4:8]}".upper()
        line = cast_with(record, told, sealed(stub, paper_line(paper).split()[1]))
        if line is None:
            record.wrong.append(
                f"The stub is for {at} of decision {told['proposal']}, which is not what was cast with it."
            )
        else:
            says = shown({**told, "rules": {}, "ballots": [{"voter": "", **paper}]}, "")
            record.told.append(
                f"The stub is for {at} of decision {told['proposal']}. It says: {says}, as was cast with line"
                f" {line['seq']}, and it was counted."
            )
    if not found:
        gone = [record for record in records if any(is_secret(told) for told in record.decisions)]
        (gone or records)[0].wrong.append(
            "The stub is for no paper here: its ballot was changed or taken back before the close, its voter was no"
            " member any more, it is of another vote, or it was left out."
        )


def cast_with(record: Record, told: Json, seal: str) -> Json | None:
    """Return the line of a ballot under a commitment, if it is the last of its voter."""
    last = {line["actor"]: line for line in record.events("ballot_cast", "ballot_withdrawn", about=told["proposal"])}
    return next((line for line in last.values() if line["said"].get("ballot") == seal), None)


def read(path: str) -> Record:
    """Read a file; raises Unreadable."""
    try:
        return Record(parsed(Path(path).read_text(encoding="utf-8")))
    except (OSError, RecursionError, ValueError) as bad:
        raise Unreadable(f"it cannot be read: {bad}") from bad


def report(path: str, record: Record) -> str:
    """Return what was found in a file."""
    hidden = len(record.hashes) - len(record.whole)
    parts = [
        f"{path}: lines {record.first} to {record.last} of community {record.community}"
        + (f", {hidden} of them by their hash only" if hidden else ""),
        *record.told,
        *(f"CANNOT BE TOLD: {text}" for text in record.unsure),
        *(f"WRONG: {text}" for text in record.wrong),
    ]
    last = f"The last line is {record.last}:{spaced(record.hashes[record.last])}"
    if record.wrong:
        parts.append(f"{len(record.wrong)} things are wrong. {last}.")
    elif record.unsure:
        parts.append(f"Nothing is wrong, and {len(record.unsure)} things cannot be told. {last}.")
    else:
        parts.append(f"All is whole. {last}: compare it with what the bot has shown to others.")
    return "\n\n".join(parts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check files, print what was found, and return 0, 1 or 2."""
    parser = argparse.ArgumentParser(description="Check a record of Accord and count its votes again.")
    parser.add_argument("file", nargs="+", help="what Accord has handed out")
    parser.add_argument("--head", action="append", default=[], help='a head from elsewhere, as "128:4f2a 9c1b"')
    parser.add_argument("--receipt", action="append", default=[], help="the code of a receipt, or a file of them")
    parser.add_argument("--key", action="append", default=[], help="a key: shows whose name it is, and their vote")
    parser.add_argument("--stub", action="append", default=[], help="the stub of a secret ballot: shows its paper")
    asked_for = parser.parse_args(arguments)
    try:
        records = {path: read(path).check() for path in asked_for.file}
        receipts = [code for text in asked_for.receipt for code in codes(text)]
        stubs = [*asked_for.stub, *(stub for text in asked_for.receipt for stub in stubs_in(text, [*records.values()]))]
        held = (check_head, asked_for.head), (check_receipt, receipts), (check_key, asked_for.key), (check_stub, stubs)
        for check, texts in held:
            for text in texts:
                held_against([*records.values()], check, text)
    except Unreadable as bad:
        print(f"{bad}.", file=sys.stderr)
        return 2
    text = "\n\n\n".join(report(path, record) for path, record in records.items())
    text = "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text)
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))
    return 1 if any(record.wrong or record.unsure for record in records.values()) else 0


def held_against(records: list[Record], check: Callable[[list[Record], str], None], text: str) -> None:
    """Compare what somebody has with the files, as far as they can be read; raises Unreadable."""
    try:
        check(records, text)
    except BROKEN as bad:
        records[0].wrong.append(f"{text} cannot be found in what is here, for it is broken ({bad!r}).")


def codes(text: str) -> list[str]:
    """Return the codes in a file, also one of /my receipts, or the one that is meant."""
    path = Path(text)
    return re.findall(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b", path.read_text(encoding="utf-8")) if path.is_file() else [text]


def stubs_in(text: str, records: list[Record]) -> list[str]:
    """Return the stubs in a file of /my receipts, of the decisions that are here."""
    path, here = Path(text), {str(told.get("proposal")) for record in records for told in record.decisions}
    try:
        found = parsed(path.read_text(encoding="utf-8"))["stubs"] if path.is_file() else {}
        return [str(stub) for number, stub in found.items() if number in here]
    except BROKEN:
        return []


if __name__ == "__main__":
    sys.exit(main())
