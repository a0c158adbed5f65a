"""A sealed lot in words: the promise on the card, what is published, and what is said of a draw that is void."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.counting.registry import METHODS
from bot.rules.decision import Decision, PollResult, State
from bot.rules.ids import MemberId
from bot.rules.lot import WORD_LENGTH, Drawing, Void, commitment
from bot.rules.majority import AbsoluteMajority, Outcome, SimpleMajority, Supermajority
from bot.rules.poll import OPTION_LENGTH, OPTION_LIMIT, Option, PollRules, TieRule
from bot.services.poll import Counted
from bot.services.proposal import ProposalView
from bot.services.word import MyWord, WordAdded
from bot.ui.below import rows_below
from bot.ui.card import card
from bot.ui.counted import page_of, written
from bot.ui.counting import table
from bot.ui.lot import VOID_WORDS, published, sealed_words, void_words
from bot.ui.result import announcement
from bot.ui.word import WordForm, added_words
from tests.ui.decisions import CLOSES, OPENED, decision_of
from tests.ui.test_messages import PLACE, buttons_of, shown

SECRET = bytes(range(32))
POOL = ("Rye", "Brioche", "=1+1")
LOT = PollRules("lot", ties=TieRule.LOT, commitment=commitment(SECRET, POOL), pool=POOL)
DRAWING = Drawing(LOT.commitment, POOL, POOL, SECRET.hex(), ("zebra", "@everyone **x**", "=cmd()"), CLOSES, CLOSES)
COUNT = Count(Outcome.ADOPTED, ("1",), None, {"1": 1}, (Step(Act.ELECTED, ("1",)),))
odd = st.text(min_size=1, max_size=WORD_LENGTH) | st.sampled_from("*_#@<[\n🌳`").map(
    lambda letter: letter * WORD_LENGTH
)


def of(poll: PollRules, state: State = State.OPEN, outcome: Outcome = Outcome.ADOPTED) -> Decision:
    """Return a decision that is counted by a poll."""
    decision = decision_of(state=state)
    result = None if state is State.OPEN else PollResult(outcome, (1,), 3, 2, 0, 1)
    return replace(decision, rules=replace(decision.rules, threshold=None, poll=poll), result=result)


def options(texts: tuple[str, ...] = POOL) -> list[Option]:
    return [Option(at, text, MemberId(1)) for at, text in enumerate(texts, 1)]


async def test_a_card_shows_the_seal_says_why_and_has_the_button() -> None:
    decision = of(LOT)
    view = card(ProposalView(decision, PLACE, 0, options()), rows_below(decision, OPENED))
    assert f"sealed as `{LOT.commitment[:16]}…`" in shown(view)
    assert "nobody can know beforehand how it falls, not even who runs me" in shown(view)
    assert [one.label for one in buttons_of(view)] == ["Vote", "My vote", "Delegate this vote", "Add a word"]
    whole = card(ProposalView(decision, PLACE, 0, options()), [], whole=True)
    assert f"`{LOT.commitment}`" in shown(whole)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (PollRules("lot", ties=TieRule.LOT, nominations_until=CLOSES), "sealed as soon as the list of options"),
        (replace(LOT, pool=()), f"Sealed lot: `{LOT.commitment[:16]}…`"),
        (PollRules("approval"), ""),
    ],
    ids=["while options are nominated", "sealed by an earlier Accord", "no lot"],
)
async def test_where_no_word_can_be_added_there_is_no_button(rules: PollRules, said: str) -> None:
    assert said in sealed_words(rules)
    assert bool(said) == bool(sealed_words(rules))
    view = card(ProposalView(of(rules), PLACE, 0, options()), rows_below(of(rules), OPENED))
    assert "Add a word" not in [one.label for one in buttons_of(view)]


@pytest.mark.parametrize("state", [State.FROZEN, State.PUBLISHED])
async def test_a_card_that_is_over_takes_no_words(state: State) -> None:
    decision = of(LOT, state)
    view = card(ProposalView(decision, PLACE, 0, options()), rows_below(decision, CLOSES))
    assert "Add a word" not in [one.label for one in buttons_of(view)]


@pytest.mark.parametrize("key", METHODS)
@pytest.mark.parametrize("ties", TieRule)
async def test_k7_every_card_of_a_poll_says_what_settles_a_tie(key: str, ties: TieRule) -> None:
    said = {
        TieRule.STATUS_QUO: "a tie changes nothing",
        TieRule.LISTED: "a tie goes to the option listed first",
        TieRule.LOT: "a tie is settled by lot",
    }
    text = shown(card(ProposalView(of(PollRules(key, ties=ties)), PLACE, 0, options()), []))
    assert [words for words in said.values() if words in text] == [said[ties]]


@pytest.mark.parametrize(
    ("threshold", "can_tie"), [(SimpleMajority(), True), (AbsoluteMajority(), False), (Supermajority(2, 1), False)]
)
async def test_k7_the_card_of_a_majority_that_can_tie_says_that_it_changes_nothing(
    threshold: Any, can_tie: bool
) -> None:
    decision = decision_of()
    view = card(ProposalView(replace(decision, rules=replace(decision.rules, threshold=threshold)), PLACE, 0), [])
    assert ("a tie changes nothing" in shown(view)) == can_tie


@settings(deadline=None, max_examples=40)
@given(odd, odd, st.lists(odd, max_size=60), st.sampled_from([SECRET.hex(), ""]))
def test_what_is_published_fits_whatever_was_written(option: str, word: str, words: list[str], secret: str) -> None:
    pool = tuple(f"{at} {option}"[:OPTION_LENGTH] for at in range(OPTION_LIMIT + 1))
    safe = [" ".join(text.split()) for text in (word, *words)]
    drawing = Drawing(commitment(SECRET, ()), (), pool, secret, tuple(safe), CLOSES, CLOSES)
    text = published(drawing, Outcome.ADOPTED)
    assert len(text) <= 1_900
    assert "@everyone" not in text
    decision = of(replace(LOT, pool=pool))
    view = card(ProposalView(decision, PLACE, 7, options(pool)), rows_below(decision, OPENED), whole=True)
    assert view.content_length() <= 4_000
    assert len(list(view.walk_children())) <= 40


async def test_the_last_page_shows_what_is_needed_to_draw_again() -> None:
    counted = Counted(of(LOT, State.PUBLISHED), options(), COUNT, DRAWING)
    _, pages = page_of(counted, 0)
    text, _ = page_of(counted, pages - 1)
    for needed in (DRAWING.secret, DRAWING.commitment, DRAWING.seed.hex(), "2026-10-16T17:00:00Z", "zebra", "Brioche"):
        assert needed in text
    assert "@everyone" not in text
    assert text.index("cmd()") < text.index("everyone") < text.index("zebra")


async def test_the_files_hold_the_lot_exactly() -> None:
    files = written(Counted(of(LOT, State.PUBLISHED), options(), COUNT, DRAWING))
    lot = json.loads(files["json"])["asked"]["lot"]
    assert lot == {
        "fingerprint": LOT.commitment,
        "bound": list(POOL),
        "pool": list(POOL),
        "secret": SECRET.hex(),
        "words": ["=cmd()", "@everyone **x**", "zebra"],
        "deadline": "2026-10-16T17:00:00Z",
        "revealed": "2026-10-16T17:00:00+00:00",
        "void": None,
        "seed": DRAWING.seed.hex(),
        "drawn": list(DRAWING.order),
    }
    rows = [row for row in csv.DictReader(io.StringIO(files["csv"])) if row["act"] == "lot"]
    found = {(row["what"], row["option"]): row["value"] for row in rows}
    assert found["secret", ""] == SECRET.hex()
    assert [row["value"] for row in rows if row["what"] == "word"] == ["'=cmd()", "'@everyone **x**", "zebra"]
    first = {1: "Rye", 2: "Brioche", 3: "'=1+1"}[DRAWING.order[0]]
    assert found["drawn", first] == "1"


async def test_a_void_draw_is_named_in_the_table() -> None:
    void = replace(DRAWING, secret="")
    assert "lot,void,,,missing" in table(COUNT, {}, void)
    assert "lot,drawn" not in table(COUNT, {}, void)


@pytest.mark.parametrize("outcome", [Outcome.DRAW_VOID, Outcome.ADOPTED])
async def test_a_result_says_that_the_draw_is_void_and_what_that_means(outcome: Outcome) -> None:
    decision = of(LOT, State.COUNTED, outcome)
    void = replace(DRAWING, secret="ab" * 32)
    view, _ = announcement(ProposalView(decision, PLACE, 2, options()), COUNT, (), void)
    assert VOID_WORDS[Void.UNFITTING] in shown(view)
    assert ("No other draw takes its place" in shown(view)) == (outcome is Outcome.DRAW_VOID)
    held, _ = announcement(ProposalView(decision, PLACE, 2, options()), COUNT, (), DRAWING)
    assert "draw by lot is void" not in shown(held)


def test_every_reason_has_its_words() -> None:
    assert set(VOID_WORDS) == set(Void)
    assert len(set(VOID_WORDS.values())) == len(Void)
    assert void_words(None, Outcome.ADOPTED) == void_words(DRAWING, Outcome.ADOPTED) == ""


async def test_the_form_says_that_words_become_public_and_has_ones_own() -> None:
    form = WordForm(MyWord(of(LOT), "oven"))
    [label] = form.children
    assert isinstance(label, discord.ui.Label)
    assert "published" in (label.description or "")
    assert form.word.default == "oven"
    assert form.word.max_length == WORD_LENGTH
    assert WordForm(MyWord(of(LOT), "")).word.default is None


def test_the_answer_repeats_the_word_safely_with_the_whole_fingerprint() -> None:
    text = added_words(WordAdded(of(LOT), "@everyone **x**", changed=False))
    assert "@everyone" not in text
    assert "**x**" not in text
    assert LOT.commitment in text
    assert "changed to" in added_words(WordAdded(of(LOT), "x", changed=True))
