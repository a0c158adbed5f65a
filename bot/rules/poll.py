"""A vote among options: what is offered, which method counts it, how many win, and how a tie is settled.

The options are those of the proposer and, where the proposer allows it, those that members nominate until a set
time; only then are ballots taken, so that every voter chooses from the same list (governance 2.2).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from math import isqrt
from types import MappingProxyType

import numpy as np

from bot.rules.ballot import Sheet
from bot.rules.counting import apache, double_majority, gradients, limited
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.poll import BallotKind, Ballots, Chambers, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.counting.yes_no import NO, YES
from bot.rules.errors import (
    DeadlinePast,
    NoLot,
    NominationsOver,
    OptionTwice,
    TooFewOptions,
    TooManyOptions,
    TooManySeats,
    UnclearSetting,
    VoteNotBegun,
)
from bot.rules.ids import MemberId
from bot.rules.lot import Drawing
from bot.rules.text import usable

OPTION_LIMIT = 50
"""Options in one vote: two menus of Discord's hold 25 each."""

OPTION_LENGTH = 80
"""Characters of one option, which must fit on a line of a menu beside its mark."""

LONGEST_SCALE = 24
"""Scores or grades that fit into a menu of 25 beside "no answer"."""

CHAMBERS = "the names of two or more circles, so that everybody who may vote is in exactly one of them"
"""What is asked for where groups are to agree."""

GRADE_LENGTH = 60
"""Characters of the words for a grade, which share a line of a menu with the option."""

LARGEST_MARK = 255
"""What fits into the byte that a ballot keeps for each option."""

NONE_OF_THESE = "None of these"
"""The option that stands for leaving things as they are."""

FEWEST = 2
"""Options without which there is nothing to choose."""


class TieRule(StrEnum):
    """What settles a tie; frozen at the opening and said on the card (governance K7)."""

    STATUS_QUO = "status_quo"
    """Nothing: where the ballots do not decide, things stay as they are."""
    LISTED = "listed"
    """The order in which the options are listed."""
    LOT = "lot"
    """A lot that was sealed at the opening and anyone can draw again (governance 10.2)."""


@dataclass(frozen=True, slots=True)
class PollRules:
    """How a vote among options is counted, frozen at the opening.

    `method` is a key of the registry, `settings` what the circle chose about it, `seats` how many options can
    win. Nominations, where there are any, end at `nominations_until`, and the vote begins then. `chambers` are the
    names of the circles that have to agree, for a method that asks several. `commitment` is the fingerprint of the
    sealed lot, empty where no lot settles ties, or while options are nominated; `pool` are the options that it binds
    with the secret (`bot.rules.lot.Drawing` says when there are none). `reasons` says whether a no is cast with its
    reason, as a veto has to be; votes that an earlier Accord opened left the reason to the thread.
    """

    method: str
    seats: int = 1
    ties: TieRule = TieRule.STATUS_QUO
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    nominations_until: datetime | None = None
    commitment: str = ""
    chambers: tuple[str, ...] = ()
    pool: tuple[str, ...] = ()
    reasons: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen: its number on the list, from 1, and its words."""

    number: int
    text: str
    by: MemberId


def method_of(rules: PollRules) -> Method:
    """Return the method of a poll."""
    return METHODS[rules.method]


def has_options(method: Method) -> bool:
    """Whether the method chooses among listed options, and not between yes and no."""
    return method.ballots is not BallotKind.YES_NO


def check_options(texts: Iterable[str]) -> list[str]:
    """Return the options as they are listed, without blank lines.

    Raises TooManyOptions, OptionTwice, BlankText or TextTooLong; too few are found at the opening.
    """
    listed: list[str] = []
    for text in texts:
        if text.strip():
            listed.append(usable(text, "option", OPTION_LENGTH))
            check_new(listed[-1], listed[:-1])
    return listed


def check_new(text: str, listed: Sequence[str]) -> None:
    """Refuse an option that is listed already, whatever its capitals, or one too many.

    Raises OptionTwice or TooManyOptions.
    """
    if text.casefold() in {other.casefold() for other in listed}:
        raise OptionTwice(text)
    if len(listed) >= OPTION_LIMIT:
        raise TooManyOptions(OPTION_LIMIT)


def check_default(method: Method, listed: Iterable[str]) -> None:
    """Refuse "none of these" where the method lists it anyway, last of all. Raises OptionTwice."""
    if has_default(method) and NONE_OF_THESE.casefold() in {text.casefold() for text in listed}:
        raise OptionTwice(NONE_OF_THESE)


def check_rules(rules: PollRules, options: Sequence[str]) -> None:
    """Refuse a poll that could not be counted: too few options, more seats than options, an unknown setting.

    While nominations run, the list may still be short. Raises TooFewOptions, OptionTwice, TooManySeats or
    UnclearSetting.
    """
    method = method_of(rules)
    check_default(method, options)
    if has_options(method) and rules.nominations_until is None and len(options) < FEWEST:
        raise TooFewOptions(FEWEST)
    most = max(1, len(options) - 1) if rules.nominations_until is None else OPTION_LIMIT
    if rules.seats > (most if method.several else 1):
        raise TooManySeats(method.name, most if method.several else 1)
    if has_chambers(method) and len(rules.chambers) < FEWEST:
        raise UnclearSetting(", ".join(rules.chambers) or "no circles", CHAMBERS)
    _check_settings(rules, method)


def _check_settings(rules: PollRules, method: Method) -> None:
    """Refuse settings that the method cannot count with, found by counting nothing, or that fit no ballot here."""
    known = ", ".join(f"{one.key} = {one.default}" for one in settings_of(method)) or "none"
    empty = (YES, NO) if method.ballots is BallotKind.YES_NO else ("1", "2")
    try:
        method.count(Poll(empty, Ballots.of([], width=2), 0, settings=rules.settings))
    except ValueError as refused:
        raise UnclearSetting(", ".join(f"{key} = {value}" for key, value in rules.settings.items()), known) from refused
    if not set(rules.settings) <= {one.key for one in settings_of(method)}:
        raise UnclearSetting(", ".join(sorted(rules.settings)), known)
    if any(len(word) > GRADE_LENGTH for word in scale_of(rules)):
        raise UnclearSetting("grades", f"words of up to {GRADE_LENGTH} letters")
    sheet = sheet_of(rules, FEWEST)
    if sheet.kind is BallotKind.SCORES and sheet.largest > LONGEST_SCALE:
        raise UnclearSetting(f"a scale of {sheet.largest} steps", f"scales of up to {LONGEST_SCALE} steps fit a ballot")


def check_nominating(rules: PollRules | None, now: datetime) -> None:
    """Refuse a nomination where none are asked for, or no longer. Raises NominationsOver."""
    if rules is None or rules.nominations_until is None or now >= rules.nominations_until:
        raise NominationsOver


def check_nominations(rules: PollRules, *, now: datetime) -> None:
    """Refuse nominations that would be over before they began. Raises DeadlinePast."""
    if rules.nominations_until is not None and rules.nominations_until <= now:
        raise DeadlinePast(rules.nominations_until)


def check_begun(rules: PollRules | None, now: datetime) -> None:
    """Refuse a ballot while options are still nominated. Raises VoteNotBegun."""
    if rules is not None and rules.nominations_until is not None and now < rules.nominations_until:
        raise VoteNotBegun(rules.nominations_until)


def shuffled(options: Sequence[Option], key: str) -> list[Option]:
    """Return the options in an order of the key's own: the same for one voter, another for the next.

    No option then gains by standing first on the list of all voters.
    """
    return sorted(options, key=lambda option: sha256(f"{key}:{option.number}".encode()).digest())


def sheet_of(rules: PollRules, options: int) -> Sheet:
    """Return what a ballot of the poll can say on so many options."""
    method = method_of(rules)
    kind, chosen = method.ballots, {one.key: rules.settings.get(one.key, one.default) for one in method.settings}
    match kind:
        case BallotKind.RANKING:
            return Sheet(kind, largest=options)
        case BallotKind.SCORES:
            return Sheet(kind, largest=len(scale_of(rules)) or 1 + int(chosen.get("max_score", "5")))
        case BallotKind.POINTS:
            squares = "credits" in chosen
            budget = int(chosen["credits"] if squares else chosen["budget"])
            largest = isqrt(budget) if squares else int(chosen["cap"]) or budget
            return Sheet(kind, largest=min(largest, LARGEST_MARK), budget=budget, squares=squares)
        case _:
            return Sheet(kind, largest=1, most=_most(chosen.get("marks"), rules.seats))


def _most(marks: str | None, seats: int) -> int | None:
    """Return how many options can be marked, None where there is no limit."""
    if marks is None:
        return None
    return max(1, seats - 1) if marks == limited.AUTO else int(marks)


def scale_of(rules: PollRules) -> tuple[str, ...]:
    """Return the words of a method's grades, the lowest first; none where its scores are numbers."""
    if rules.method == gradients.METHOD.key:
        return gradients.STEPS[::-1]
    settings = {one.key: one.default for one in method_of(rules).settings} | dict(rules.settings)
    return tuple(word.strip() for word in settings["grades"].split(","))[::-1] if "grades" in settings else ()


def has_default(method: Method) -> bool:
    """Whether "none of these" stands last on the list: with rankings of which one can win (governance K8)."""
    return method.ballots is BallotKind.RANKING and not method.several


def asks_quorum(method: Method) -> bool:
    """Whether the circle's quorum is asked of what the method counts; Apache's rules bring their own numbers."""
    return method not in apache.METHODS


def has_chambers(method: Method) -> bool:
    """Whether the method asks several groups, to each member exactly one of them (governance 11)."""
    return method == double_majority.METHOD


def check_chambers(rules: PollRules, roll: Iterable[MemberId], seats: Mapping[MemberId, Sequence[int]]) -> None:
    """Refuse chambers where somebody on the roll sits in none or in several of them. Raises UnclearSetting."""
    if rules.chambers and any(len(seats.get(member, ())) != 1 for member in roll):
        raise UnclearSetting(", ".join(rules.chambers), CHAMBERS)


def chambered(names: Sequence[str], rolls: Mapping[int, int], of: Sequence[int]) -> Chambers | None:
    """Return the chambers of a poll, None for one that has none; `of` has the chamber of each ballot."""
    if not names:
        return None
    return Chambers({name: rolls.get(at, 0) for at, name in enumerate(names)}, np.array(of, dtype=np.int64))


def settings_of(method: Method) -> tuple[Setting, ...]:
    """Return what a proposer may set: of the lot nothing, for who names its seed knows what will be drawn."""
    return () if method.family is Family.LOT else method.settings


def asks_ties(method: Method) -> bool:
    """Whether a proposer chooses what settles a tie: the lot has no order but its own, a question none at all (K7)."""
    return has_options(method) and method.family is not Family.LOT


def with_ties(rules: PollRules) -> PollRules:
    """Return the rules with the one tie rule that fits a method which leaves no choice."""
    method = method_of(rules)
    if asks_ties(method):
        return rules
    return replace(rules, ties=TieRule.LOT if method.family is Family.LOT else TieRule.STATUS_QUO)


def check_takes_words(rules: PollRules | None, now: datetime) -> None:
    """Refuse a word where there is no lot that takes any, or before it is sealed. Raises NoLot or VoteNotBegun."""
    if rules is None or rules.ties is not TieRule.LOT:
        raise NoLot
    check_begun(rules, now)
    if not rules.commitment and rules.nominations_until is not None:
        raise VoteNotBegun(rules.nominations_until)
    if not rules.pool:
        raise NoLot


def tie_order(rules: PollRules, options: Sequence[str], drawing: Drawing | None) -> tuple[str, ...]:
    """Return the order that settles ties: none, as listed, or as the lot falls, which anyone can draw again (K7).

    A lot that is void settles nothing, and no other order takes its place (governance 10.2).
    """
    match rules.ties:
        case TieRule.STATUS_QUO:
            return ()
        case TieRule.LISTED:
            return tuple(options)
        case TieRule.LOT:
            return tuple(options[place - 1] for place in drawing.order) if drawing else ()
