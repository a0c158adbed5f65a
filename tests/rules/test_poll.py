"""What a vote among options may be: its list, its settings, its ties, and the order in which each voter sees it."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from bot.rules.ballot import Sheet
from bot.rules.counting import apache, gradients
from bot.rules.counting.poll import BallotKind, Ballots, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.errors import (
    BlankText,
    DeadlinePast,
    NoLot,
    NominationsOver,
    OptionTwice,
    TextTooLong,
    TooFewOptions,
    TooManyOptions,
    TooManySeats,
    UnclearSetting,
    VoteNotBegun,
)
from bot.rules.ids import MemberId
from bot.rules.lot import Drawing, commitment
from bot.rules.majority import Outcome
from bot.rules.poll import (
    NONE_OF_THESE,
    OPTION_LIMIT,
    Option,
    PollRules,
    TieRule,
    asks_quorum,
    chambered,
    check_begun,
    check_chambers,
    check_nominating,
    check_nominations,
    check_options,
    check_rules,
    check_takes_words,
    has_chambers,
    has_default,
    has_options,
    scale_of,
    settings_of,
    sheet_of,
    shuffled,
    tie_order,
    with_ties,
)
from tests.store.world import DAY, NOW

SECRET = "ab" * 32
BREADS = ("Rye", "Brioche", "Flat")
DRAWING = Drawing(commitment(bytes.fromhex(SECRET), BREADS), BREADS, BREADS, SECRET, ("oven",), NOW, NOW)
TEN = [Option(number, f"Option {number}", MemberId(1)) for number in range(1, 11)]


def test_options_are_read_line_by_line() -> None:
    assert check_options(["Rye ", "", "  ", "Sour\u200bdough"]) == ["Rye", "Sourdough"]


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        (["Rye", "rye"], OptionTwice),
        (["Rye", "R\u200bye"], OptionTwice),
        ([f"Option {number}" for number in range(OPTION_LIMIT + 1)], TooManyOptions),
        (["x" * 81], TextTooLong),
        (["\u200b"], BlankText),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(lines: list[str], refused: type[Exception]) -> None:
    with pytest.raises(refused):
        check_options(lines)


@pytest.mark.parametrize(
    ("rules", "options", "refused"),
    [
        (PollRules("schulze"), ["Rye"], TooFewOptions),
        (PollRules("schulze"), ["Rye", NONE_OF_THESE.upper()], OptionTwice),
        (PollRules("lot", settings={"seed": "c0ffee"}), ["Rye", "Brioche"], UnclearSetting),
        (PollRules("schulze", seats=2), ["Rye", "Brioche", "Flat"], TooManySeats),
        (PollRules("approval", seats=3), ["Rye", "Brioche", "Flat"], TooManySeats),
        (PollRules("double_majority", chambers=("Kitchen",)), [], UnclearSetting),
        (PollRules("schulze", settings={"strength": "colour"}), ["Rye", "Brioche"], UnclearSetting),
        (PollRules("schulze", settings={"colour": "red"}), ["Rye", "Brioche"], UnclearSetting),
        (PollRules("dots", settings={"budget": "none"}), ["Rye", "Brioche"], UnclearSetting),
        (PollRules("score", settings={"max_score": "200"}), ["Rye", "Brioche"], UnclearSetting),
        (PollRules("majority_judgment", settings={"grades": "good"}), ["Rye", "Brioche"], UnclearSetting),
        (PollRules("majority_judgment", settings={"grades": f"good, {'x' * 61}"}), ["Rye", "Brioche"], UnclearSetting),
    ],
)
def test_a_poll_that_could_not_be_counted_is_not_opened(
    rules: PollRules, options: list[str], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        check_rules(rules, options)


def test_the_longest_scale_still_fits_a_menu() -> None:
    check_rules(PollRules("score", settings={"max_score": "23"}), ["Rye", "Brioche"])
    with pytest.raises(UnclearSetting):
        check_rules(PollRules("score", settings={"max_score": "24"}), ["Rye", "Brioche"])


def test_everybody_on_the_roll_sits_in_exactly_one_chamber() -> None:
    rules = PollRules("double_majority", chambers=("Kitchen", "Garden"))
    one, other = MemberId(1), MemberId(2)
    check_chambers(rules, [one, other], {one: [0], other: [1]})
    check_chambers(PollRules("simple"), [one], {})
    for seats in ({one: [0]}, {one: [0], other: [0, 1]}):
        with pytest.raises(UnclearSetting):
            check_chambers(rules, [one, other], seats)


def test_chambers_have_their_rolls_and_their_ballots_by_place() -> None:
    chambers = chambered(("Kitchen", "Garden"), {0: 3}, [0, 0, 1])
    assert chambers is not None
    assert (chambers.rolls, chambers.of.tolist()) == ({"Kitchen": 3, "Garden": 0}, [0, 0, 1])
    assert chambered((), {}, []) is None


@pytest.mark.parametrize(("rules", "most"), [(PollRules("schulze", seats=2), 1), (PollRules("approval", seats=3), 2)])
def test_a_refusal_says_how_many_seats_there_can_be(rules: PollRules, most: int) -> None:
    with pytest.raises(TooManySeats) as refused:
        check_rules(rules, ["Rye", "Brioche", "Flat"])
    assert refused.value.most == most


@pytest.mark.parametrize("key", METHODS)
def test_every_method_can_be_opened_as_it_comes(key: str) -> None:
    chambers = ("Kitchen", "Garden") if has_chambers(METHODS[key]) else ()
    check_rules(PollRules(key, chambers=chambers), ["Rye", "Brioche", "Flat"])
    sheet = sheet_of(PollRules(key), 3)
    assert sheet.kind is METHODS[key].ballots
    assert 1 <= sheet.largest <= 255


@pytest.mark.parametrize(
    ("rules", "sheet"),
    [
        (PollRules("schulze"), Sheet(BallotKind.RANKING, largest=3)),
        (PollRules("approval"), Sheet(BallotKind.APPROVALS, largest=1)),
        (PollRules("score"), Sheet(BallotKind.SCORES, largest=6)),
        (PollRules("score", settings={"max_score": "9"}), Sheet(BallotKind.SCORES, largest=10)),
        (PollRules("majority_judgment"), Sheet(BallotKind.SCORES, largest=6)),
        (PollRules("majority_judgment", settings={"grades": "yes, no"}), Sheet(BallotKind.SCORES, largest=2)),
        (PollRules("dots"), Sheet(BallotKind.POINTS, largest=5, budget=5)),
        (PollRules("dots", settings={"cap": "2"}), Sheet(BallotKind.POINTS, largest=2, budget=5)),
        (PollRules("dots", settings={"budget": "300"}), Sheet(BallotKind.POINTS, largest=255, budget=300)),
        (PollRules("quadratic"), Sheet(BallotKind.POINTS, largest=10, budget=100, squares=True)),
        (PollRules("limited_vote", seats=3), Sheet(BallotKind.APPROVALS, largest=1, most=2)),
        (PollRules("limited_vote", seats=1), Sheet(BallotKind.APPROVALS, largest=1, most=1)),
        (PollRules("limited_vote", seats=3, settings={"marks": "1"}), Sheet(BallotKind.APPROVALS, largest=1, most=1)),
    ],
    ids=lambda each: str(each.method) if isinstance(each, PollRules) else "",
)
def test_a_ballot_can_say_what_the_method_asks(rules: PollRules, sheet: Sheet) -> None:
    assert sheet_of(rules, 3) == sheet


def test_the_circles_quorum_is_asked_by_every_method_but_those_that_bring_their_own() -> None:
    without = {key for key, method in METHODS.items() if not asks_quorum(method)}
    assert without == {method.key for method in apache.METHODS}


def test_none_of_these_stands_on_the_list_where_one_is_chosen_by_ranking() -> None:
    assert {key for key, method in METHODS.items() if has_default(method)} == {
        "schulze", "debian", "liquidfeedback", "ranked_pairs", "irv",
    }  # fmt: skip


def test_nominations_may_begin_with_an_empty_list_and_end_before_the_vote() -> None:
    rules = PollRules("schulze", nominations_until=NOW + DAY)
    check_rules(rules, [])
    check_nominations(rules, now=NOW)
    check_nominating(rules, NOW)
    check_begun(rules, NOW + DAY)
    with pytest.raises(VoteNotBegun):
        check_begun(rules, NOW + DAY - timedelta(microseconds=1))
    with pytest.raises(NominationsOver):
        check_nominating(rules, NOW + DAY)
    with pytest.raises(DeadlinePast):
        check_nominations(rules, now=NOW + DAY)
    with pytest.raises(NominationsOver):
        check_nominating(PollRules("schulze"), NOW)


def test_one_voter_always_sees_the_same_order_and_no_option_stands_first_for_all() -> None:
    assert shuffled(TEN, "7:1") == shuffled(list(reversed(TEN)), "7:1")
    first = Counter(shuffled(TEN, f"7:{voter}")[0].number for voter in range(5_000))
    assert set(first) == set(range(1, 11))
    expected = 500
    assert sum((found - expected) ** 2 / expected for found in first.values()) < 27.9, "χ², 9 degrees, p = 0.001"


def test_ties_are_settled_by_nothing_by_the_list_or_by_the_lot() -> None:
    options = ("1", "2", "3")
    assert tie_order(PollRules("approval"), options, DRAWING) == ()
    assert tie_order(PollRules("approval", ties=TieRule.LISTED), options, DRAWING) == options
    drawn = tie_order(PollRules("approval", ties=TieRule.LOT), options, DRAWING)
    assert drawn == tuple(map(str, DRAWING.order))
    assert sorted(drawn) == sorted(options)


@pytest.mark.parametrize("drawing", [None, replace(DRAWING, secret=""), replace(DRAWING, secret="cd" * 32)])
def test_a_lot_that_is_missing_or_void_settles_nothing(drawing: Drawing | None) -> None:
    assert tie_order(PollRules("approval", ties=TieRule.LOT), ("1", "2", "3"), drawing) == ()


@pytest.mark.parametrize("key", METHODS)
@pytest.mark.parametrize("chosen", TieRule)
def test_k7_every_method_that_can_need_an_order_keeps_the_tie_rule_that_was_chosen(key: str, chosen: TieRule) -> None:
    method = METHODS[key]
    kept = with_ties(PollRules(key, ties=chosen)).ties
    if key == "lot":
        assert kept is TieRule.LOT
    else:
        assert kept is (chosen if has_options(method) else TieRule.STATUS_QUO)


@pytest.mark.parametrize("key", [key for key in METHODS if has_options(METHODS[key])])
def test_k7_options_that_are_level_are_a_tie_or_go_by_the_list_or_by_the_lot_whatever_the_method(key: str) -> None:
    options, method = ("1", "2", "3"), METHODS[key]
    best = sheet_of(PollRules(key), 3).largest
    one = {BallotKind.RANKING: (1, 2, 3), BallotKind.SCORES: (best,) * 3}.get(method.ballots, (1, 0, 0))
    marks = list(permutations(one))
    poll = Poll(options, Ballots.of(marks), len(marks))
    for ties in TieRule:
        order = tie_order(PollRules(key, ties=ties), options, DRAWING)
        count = method.count(replace(poll, tie_order=order))
        assert count.winners == order[:1]
        assert count.outcome is (Outcome.ADOPTED if order else Outcome.TIE)


def test_nobody_names_the_seed_of_a_lot_and_a_file_still_can() -> None:
    assert settings_of(METHODS["lot"]) == ()
    assert [one.key for one in METHODS["lot"].settings] == ["seed"]
    assert settings_of(METHODS["score"]) == METHODS["score"].settings


def test_words_are_taken_once_the_list_is_complete_and_sealed() -> None:
    rules = PollRules("lot", ties=TieRule.LOT, commitment="c0ffee", pool=BREADS)
    check_takes_words(rules, NOW)
    nominating = replace(rules, commitment="", pool=(), nominations_until=NOW + DAY)
    for moment in (NOW, NOW + DAY):
        with pytest.raises(VoteNotBegun):
            check_takes_words(nominating, moment)
    for without in (None, replace(rules, ties=TieRule.LISTED), replace(rules, pool=())):
        with pytest.raises(NoLot):
            check_takes_words(without, NOW)


def test_grades_are_read_from_the_lowest_to_the_best() -> None:
    assert scale_of(PollRules("majority_judgment", settings={"grades": "yes, maybe, no"})) == ("no", "maybe", "yes")
    assert scale_of(PollRules("gradients")) == gradients.STEPS[::-1]
    assert scale_of(PollRules("gradients"))[0] == "veto"
    assert scale_of(PollRules("score")) == ()
