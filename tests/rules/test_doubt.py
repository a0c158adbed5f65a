"""What the answers to a doubt lean to; nothing of it forbids anything."""

from itertools import product

import pytest

from bot.rules.doubt import Answer, Doubt, Leaning, Probe, leaning
from bot.rules.ids import MemberId, ProposalId
from bot.ui.helper import IN_PLAIN_WORDS

YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE
PROBES = [[question.probe for question in together] for together in IN_PLAIN_WORDS]


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ((YES, NO, YES, NO), Leaning.OBJECTION),
        ((NO, YES, YES, NO), Leaning.OBJECTION),
        ((NO, NO, YES, NO), Leaning.PREFERENCE),
        ((NO, NO, NO, YES), Leaning.PREFERENCE),
        ((YES, NO, NO, NO), Leaning.BEFORE),
        ((YES, YES, YES, YES), Leaning.CONCERN),
        ((NO, UNSURE, YES, NO), Leaning.UNSURE),
        ((UNSURE, UNSURE, UNSURE, UNSURE), Leaning.UNSURE),
        ((UNSURE, NO, NO, NO), Leaning.BEFORE),
    ],
)
def test_harm_to_the_aim_or_to_a_part_suffices_if_it_is_caused_and_cannot_be_mended(
    answers: tuple[Answer, ...], found: Leaning
) -> None:
    assert leaning(PROBES, dict(zip("abcd", answers, strict=True))) is found


def test_what_was_not_answered_is_not_clear_and_what_only_asks_for_words_weighs_nothing() -> None:
    assert leaning(PROBES, {}) is Leaning.UNSURE
    for given in Answer:
        assert leaning([[Probe("e", None)]], {"e": given}) is Leaning.OBJECTION


def test_one_more_answer_for_an_objection_never_leads_away_from_it() -> None:
    order = [Leaning.PREFERENCE, Leaning.BEFORE, Leaning.CONCERN, Leaning.UNSURE, Leaning.OBJECTION]
    speaks = {probe.key: probe.speaks for together in PROBES for probe in together}
    for answers in product(Answer, repeat=4):
        given = dict(zip("abcd", answers, strict=True))
        for key in given:
            better = leaning(PROBES, given | {key: speaks[key]})
            assert order.index(better) >= order.index(leaning(PROBES, given))


def test_nothing_of_a_doubt_is_shown_in_a_repr() -> None:
    doubt = Doubt(ProposalId(1), MemberId(2), "secret", {"a": YES}, {"role": "secret"})
    assert "secret" not in repr(doubt)
    assert "yes" not in repr(doubt).lower()
