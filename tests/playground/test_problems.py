"""What the program logs as an error is kept for the page, the first cause in one line."""

import logging

from bot.playground.clock import PlaygroundClock
from bot.playground.problems import KEPT, Problems

log = logging.getLogger("some.room")


def _fail(error: Exception, cause: Exception | None) -> None:
    raise error from cause


def test_an_error_is_named_after_its_first_cause() -> None:
    problems = Problems(PlaygroundClock())
    with problems.listening():
        try:
            _fail(RuntimeError("second"), KeyError("first"))
        except RuntimeError:
            log.exception("It failed.")
    (problem,) = problems.latest
    assert problem.title == "KeyError: 'first'"
    assert problem.detail.startswith("It failed.\n")
    assert "RuntimeError: second" in problem.detail


def test_an_error_without_words_and_a_message_without_error_have_a_title_too() -> None:
    problems = Problems(PlaygroundClock())
    with problems.listening():
        try:
            _fail(LookupError(), None)
        except LookupError:
            log.exception("It failed.")
        log.error("The letter to %s came back.\nIt was not read.", "Ben")
    assert [problem.title for problem in problems.latest] == ["LookupError", "The letter to Ben came back."]


def test_warnings_and_what_is_logged_afterwards_are_not_kept() -> None:
    problems = Problems(PlaygroundClock())
    with problems.listening():
        log.warning("Not so bad.")
    log.error("Too late.")
    assert not problems.latest


def test_only_the_latest_are_kept_and_each_has_its_number() -> None:
    problems = Problems(PlaygroundClock())
    with problems.listening():
        for number in range(KEPT + 5):
            log.error("Number %s.", number)
    assert len(problems.latest) == KEPT
    assert problems.latest[-1].number == KEPT + 5
