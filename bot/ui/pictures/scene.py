"""What a picture of a poll shows: the count, the options as they stood on the ballot, the method, the question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.majority import Outcome
from bot.rules.numbers import Number
from bot.ui.clean import plain
from bot.ui.pictures.names import sentence
from bot.ui.pictures.paint import TWIN_LIMIT
from bot.ui.words import CHOICE_NAMES, OUTCOME_NAMES, amount

_NAME_ROOM = 60
"""Letters of a name: of more, no picture and no twin shows anything."""


_LEAST = {"load", "price"}
"""Measures of which the smallest number wins."""


class Standing(StrEnum):
    """How an option came out, as far as a picture marks it."""

    WINNER = "winner"
    TIED = "tied"
    STRUCK = "struck"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Scene:
    """A poll that was counted: `options` in the order of the ballot, `title` the question that was asked."""

    count: Count
    options: tuple[str, ...]
    method: Method
    title: str

    def name(self, option: str) -> str:
        """Return the option as one line of visible letters; its number on the ballot where it has none."""
        shown = plain(option, _NAME_ROOM)
        if self.method.family is Family.YES_NO:
            return shown.capitalize()
        return shown or f"option {self.options.index(option) + 1 if option in self.options else '?'}"

    def names(self, options: Iterable[str]) -> str:
        """Return the names in one line, as in "Anna, Ben"."""
        return ", ".join(map(self.name, options))

    def steps(self, *acts: Act) -> list[Step]:
        """Return the steps of these kinds, in the order of the count."""
        return [step for step in self.count.steps if step.act in acts]

    def standing(self, option: str) -> Standing:
        """Return how the option came out. A tie that an order has settled leaves winners and others."""
        if option in self.count.winners:
            return Standing.WINNER
        if self.count.tie and self.count.outcome is Outcome.TIE and option in self.count.tie.options:
            return Standing.TIED
        struck = any(option in step.options for step in self.steps(Act.STRUCK))
        return Standing.STRUCK if struck else Standing.PLAIN

    def word(self, option: str) -> str:
        """Return how the option came out in a word or two; empty where there is nothing to say."""
        match self.standing(option):
            case Standing.WINNER:
                return self.won
            case Standing.TIED:
                return "tied"
            case Standing.STRUCK:
                return self._missed(option)
            case Standing.PLAIN:
                return ""

    @property
    def won(self) -> str:
        """What winning is called here; nothing where yes and no say it."""
        if self.funded:
            return "funded"
        return {Family.YES_NO: "", Family.LOT: "drawn"}.get(self.method.family, "winner")

    @property
    def funded(self) -> bool:
        """Whether winning means to be paid from a budget."""
        return any("cost" in step.facts for step in self.steps(Act.ELECTED))

    @property
    def measure(self) -> str:
        """What the tallies are where they are no votes: "gain", "load" or "price"; else nothing."""
        found = (step.facts.get("measure") for step in self.steps(Act.TALLY))
        return next((words for words in found if isinstance(words, str)), "")

    @property
    def places(self) -> int:
        """Decimal places of a fraction: shares of one seat need more than votes."""
        return 4 if self.measure in _LEAST else 2

    def _missed(self, option: str) -> str:
        step = next(step for step in self.steps(Act.STRUCK) if option in step.options)
        for fact, words in (("quorum", "below the quorum of"), ("ratio", "missed the ratio of")):
            if fact in step.facts:
                return f"{words} {fact_words(step, fact)}"
        if "vetoes" in step.facts:
            return f"too many vetoes: {amount(step.numbers.get(option, 0))}"
        if "status_quo" in step.facts:
            return "not above the default"
        return "too little warm support" if "warm" in step.facts else "struck"

    def struck_words(self) -> list[str]:
        """Return who was struck and why, each a sentence; of many, how many more."""
        struck = dict.fromkeys(option for step in self.steps(Act.STRUCK) for option in step.options)
        words = [f"{self.name(option)}: {self.word(option)}." for option in struck]
        return [*words[:3], f"{len(words) - 3} more were struck."] if len(words) > 4 else words

    def ranked(self, options: Sequence[str], numbers: Mapping[str, Number] | None = None) -> list[str]:
        """Return the options best first: by the count's order, else winners first, then by number, as listed."""
        places = {option: at for at, level in enumerate(self.count.order) for option in level}
        wins = {option: at for at, option in enumerate(self.count.winners)}
        by = self.count.totals if numbers is None else numbers
        last = len(places) + len(options)
        return sorted(options, key=lambda each: (places.get(each, last), wins.get(each, last), -by.get(each, 0)))

    def headline(self) -> str:
        """Return the result in a line, as in "Winners: Anna, Ben"."""
        count, outcome = self.count, self.count.outcome
        if self.method.family is Family.YES_NO:
            return OUTCOME_NAMES[outcome].split(" ", 1)[1]
        if outcome is Outcome.TIE and count.tie:
            return f"Tie: {self.names(count.tie.options)}"
        if outcome is Outcome.ADOPTED and count.winners:
            number = "" if len(count.winners) == 1 else f"{len(count.winners)} "
            word = f"{number}{self.won}{'s' if number and self.won == 'winner' else ''}"
            return f"{word[0].upper()}{word[1:]}: {self.names(count.winners)}"
        return CHOICE_NAMES[outcome].split(" ", 1)[1]

    def notes(self) -> list[str]:
        """Return what else a reader must know, each a sentence of its own."""
        return [*self._measured(), *self._told()]

    def _measured(self) -> list[str]:
        if not self.measure:
            return []
        wins = "least" if self.measure in _LEAST else "most"
        return [f"The numbers are the {self.measure} of each option; the {wins} wins."]

    def _told(self) -> list[str]:
        """Return what became of a tie."""
        count = self.count
        if not count.tie or self.method.family in {Family.YES_NO, Family.LOT}:
            return []
        if count.outcome is not Outcome.TIE:
            return [f"The order for ties decided between {self.names(count.tie.options)}."]
        if not count.winners:
            return ["The ballots do not decide between them."]
        return [f"{'Funded' if self.funded else 'Winners'} without doubt: {self.names(count.winners)}."]

    def twin(self, items: Sequence[str], more: str, *, ending: str = "", joined: str = "; ") -> str:
        """Return the text twin: result, question, as many of the items as there is room for, and the ending.

        `more` names what was left out, as in "options", and `joined` stands between the items. Where they are
        whole sentences, the last one is always told.
        """
        head = f"{plain(self.headline(), 240)}. {sentence(self.title)}"
        tail = " ".join([ending, *self.notes(), f"Counted by {self.method.name}."]).strip()
        room = TWIN_LIMIT - len(head) - min(len(tail), 300) - 3
        words = " ".join(part for part in (head, _listed(items, more, room, joined), tail) if part)
        return words if len(words) <= TWIN_LIMIT else words[: TWIN_LIMIT - 1] + "…"


def fact_words(step: Step, fact: str) -> str:
    """Return a fact of a step as it is shown; numbers to two places."""
    value = step.facts.get(fact, "")
    return value if isinstance(value, str) else amount(value)


def fact_number(step: Step, fact: str) -> Number | None:
    """Return a fact of a step where it is there and a number."""
    value = step.facts.get(fact)
    return value if isinstance(value, (int, Fraction)) else None


def _listed(items: Sequence[str], more: str, room: int, joined: str) -> str:
    """Return the items with `joined` between them, and how many did not fit."""
    last = list(items[-1:]) if joined == ". " else []
    kept = list(items[: len(items) - len(last)])
    while True:
        left = len(items) - len(kept) - len(last)
        words = joined.join([*kept, *([f"… and {left} more {more}"] if left else []), *last])
        if len(words) < room or not kept:
            return words + ("." if words else "")
        kept.pop()
