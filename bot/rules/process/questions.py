"""Questions for clarity, and the proposer's answers to them."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from bot.rules.process.errors import NoSuchThing
from bot.rules.process.item import I, Question, saying
from bot.rules.process.machine import Machine, Turn
from bot.rules.process.moves import Answer, Ask
from bot.rules.process.seats import check_member, check_proposer


def lay_questions(machine: Machine[I], asking: Iterable[StrEnum], answering: Iterable[StrEnum]) -> None:
    """Let members ask in some phases, and the proposer answer in these and later ones."""

    @machine.on(Ask, *asking, who="a member", guard="in words")
    def ask(item: I, move: Ask, turn: Turn) -> I:
        question = Question(check_member(item, turn.by), saying(move.text, "question"))
        return replace(item, questions=(*item.questions, question))

    @machine.on(Answer, *answering, who="the proposer", guard="in words; a better answer replaces one")
    def answer(item: I, move: Answer, turn: Turn) -> I:
        check_proposer(item, turn.by)
        at = move.question - 1
        if not 0 <= at < len(item.questions):
            raise NoSuchThing
        answered = replace(item.questions[at], answer=saying(move.text, "answer"))
        return replace(item, questions=(*item.questions[:at], answered, *item.questions[at + 1 :]))
