"""A challenge is told in plain words that fit on Discord, and nobody reads who found what."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.count import drawn_again
from bot.rules.challenge import Answer, Juror, Phase, Verdict
from bot.rules.decision import State
from bot.rules.lot import Void
from bot.services.legality import Legality
from bot.services.proposal import ProposalView
from bot.ui.below import rows_below
from bot.ui.card import card as decision_card
from bot.ui.challenge.buttons import card, seat_row
from bot.ui.challenge.file import drawn
from bot.ui.challenge.words import jury_words, letter_words, void_words
from bot.ui.law import law_lines
from bot.ui.people import mention
from bot.ui.result import announcement
from tests.ui.decisions import CLOSES, decision_of, result_of
from tests.ui.test_messages import PLACE, buttons_of, shown
from tests.ui.trials import DRAWN, POOL, against, drawing, looked_at, trial

odd = st.text(max_size=60) | st.sampled_from("*_#@<[\n🌳a>").map(lambda letter: letter * 1_000)


@settings(deadline=None, max_examples=40)
@given(odd, odd, st.sampled_from(Phase), st.booleans())
def test_any_challenge_fits_and_calls_nobody(title: str, words: str, phase: Phase, contradicts: bool) -> None:
    one = trial(phase, words, **(against(3) if contradicts else {}))
    loud = replace(one, jurors=tuple(replace(juror, reason=words or "x") for juror in one.jurors))
    view = card(looked_at(loud, title), open_still=True)
    assert view.content_length() <= 4_000
    assert len(list(view.walk_children())) <= 40
    assert "@everyone" not in shown(view)
    assert len(letter_words(looked_at(loud, title, mine=bool(loud.jurors)), mention)) < 3_800


async def test_verdicts_are_told_at_the_end_and_without_names() -> None:
    assert "Reason" not in shown(card(looked_at(trial(Phase.JURY))))
    text = shown(card(looked_at(trial(Phase.UPHELD))))
    assert "**⊘ Uphold: a rule was breached** (3)\n> “Reason 0.”\n> “Reason 1.”\n> “Reason 2.”" in text
    assert "**✓ Dismiss: it holds** (2)" in text
    reasons = text.split("**Jury:**")[1].split("\n", 1)[1]
    assert "<@" not in reasons


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (Phase.SUSPENDED, "⏸ Suspended**: it is challenged, and a jury is drawn"),
        (Phase.JURY, "⏸ Suspended**: a jury decides until"),
        (Phase.UPHELD, "⊘ Annulled**: a jury upheld a challenge"),
        (Phase.DISMISSED, "✓ In force**: a jury dismissed a challenge"),
        (Phase.UNHEARD, "✓ In force**: it was challenged, and no jury could judge"),
    ],
)
async def test_a_card_and_its_result_say_by_sign_and_word_where_the_decision_stands(phase: Phase, words: str) -> None:
    result, _ = result_of()
    decision, law = decision_of(state=State.PUBLISHED, result=result), Legality(trial(phase))
    assert words in "\n".join(law_lines(law))
    assert words in shown(decision_card(ProposalView(decision, PLACE, 13, legality=law), []))
    announced, _ = announcement(ProposalView(decision, PLACE, 13, legality=law), None)
    assert words in shown(announced)


async def test_a_decision_can_be_challenged_from_its_card_as_long_as_the_time_runs() -> None:
    decision = decision_of(state=State.PUBLISHED, result=result_of()[0])

    def labels(law: Legality, at: timedelta = timedelta()) -> list[str | None]:
        view = decision_card(
            ProposalView(decision, PLACE, 13, legality=law), rows_below(decision, CLOSES + at, law=law)
        )
        return [button.label for button in buttons_of(view)]

    open_ = Legality(until=CLOSES + timedelta(days=14))
    assert labels(open_) == ["The agreement", "Challenge"]
    assert labels(open_, timedelta(days=14)) == ["The agreement"]
    assert labels(Legality(trial(Phase.JURY))) == ["The agreement", "The challenge"]
    assert f"Can be challenged until <t:{int((CLOSES + timedelta(days=14)).timestamp())}:D>" in law_lines(open_)[0]


@pytest.mark.parametrize(
    ("phase", "labels"),
    [
        (Phase.SUSPENDED, ["Add a word", "How is the jury drawn?"]),
        (Phase.JURY, ["My seat on the jury", "How is the jury drawn?"]),
        (Phase.UPHELD, ["How is the jury drawn?", "Propose it anew"]),
        (Phase.DISMISSED, ["How is the jury drawn?", "Challenge on another ground"]),
    ],
)
async def test_what_can_be_done_has_a_button(phase: Phase, labels: list[str]) -> None:
    assert [button.label for button in buttons_of(card(looked_at(trial(phase)), open_still=True))] == labels


async def test_who_was_drawn_reads_what_is_asked_and_can_answer_in_one_press() -> None:
    one = trial(Phase.JURY)
    called = replace(one, jurors=(Juror(POOL[0], DRAWN),))
    asked = looked_at(called, mine=True)
    assert "say within a day whether you serve" in letter_words(asked, mention)
    serves = looked_at(replace(one, jurors=(Juror(POOL[0], DRAWN, Answer.SERVES, Verdict.UPHOLD, "So."),)), mine=True)
    assert "Your verdict so far: ⊘ Uphold" in letter_words(serves, mention)
    assert [len(seat_row(view).children) for view in (asked, serves)] == [4, 3]
    assert "The jury is drawn: <@100000000000000000>" in jury_words(called, [POOL[0]])
    assert "in the place of others" in jury_words(one, [POOL[0]])
    assert "more than an hour after" in void_words(trial(Phase.SUSPENDED), Void.LATE)


def test_anybody_draws_the_jury_again_from_its_file(tmp_path: Path) -> None:
    one = trial(Phase.UPHELD)
    whole = drawn(one, [replace(drawing(), secret="ab" * 32), drawing()])
    kept = tmp_path / "jury-4.json"
    kept.write_text(json.dumps(whole), encoding="utf-8")
    order = [line.split(". ", 1)[1] for line in drawn_again(str(kept)).splitlines()[2:]]
    assert order[:5] == [called["member"] for called in whole["asked"]["called"]]
    assert [lot["void"] for lot in whole["asked"]["void_lots"]] == ["unfitting"]
    assert [said["verdict"] for said in whole["asked"]["verdicts"]] == ["dismiss"] * 2 + ["uphold"] * 3
    assert not any("member" in said for said in whole["asked"]["verdicts"])
    before = drawn(trial(Phase.SUSPENDED), [])
    assert SECRET_WORDS.isdisjoint(before["asked"])
    assert before["asked"]["sealed"]["pool"] == [str(member) for member in POOL]


SECRET_WORDS = {"lot", "verdicts"}
