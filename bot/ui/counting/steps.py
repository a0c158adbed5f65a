"""Each step of a count in words: what was done, and the numbers to do it again by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.rules.counting.outcome import Act, Step
from bot.rules.counting.poll import BallotKind
from bot.rules.numbers import Number
from bot.ui.clean import clean
from bot.ui.counting.columns import MOST_SPOKEN, WIDTH, Options, Table, clipped, lines, matrix, numbers, several
from bot.ui.counting.numbers import fitted, said
from bot.ui.words import joined

MOST_IN_MATRIX = 20
"""Options whose pairs are shown one by one; with more of them the attachment has the whole table."""

_FACT_ROOM = 100
_GRADE_ROOM = 17
_ONLY_IF_ANY = {"exhausted", "lost", "level", "abstained", "needed"}
_NO = {"", "0", "no", "false", "none", "left out", "dropped"}


@dataclass(frozen=True, slots=True)
class Block:
    """One step as it is shown."""

    title: str
    said: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """A step with what its words depend on; facts are taken out as they are told."""

    step: Step
    options: Options
    kind: BallotKind
    facts: dict[str, Number | str]

    def take(self, key: str) -> str:
        """Return a fact as it is read and count it as told; "" where the step has none."""
        fact = self.facts.pop(key, "")
        return _worded(fact) if isinstance(fact, str) else said(fact)

    def say(self, key: str, words: str | Mapping[str, str]) -> str:
        """Return the sentence around a fact, or the one for its value; "" where the step has no such fact."""
        if key not in self.facts:
            return ""
        fact = self.take(key)
        if fact == "0" and key in _ONLY_IF_ANY:
            return ""
        return words.format(fact) if isinstance(words, str) else words.get(fact, "")

    def named(self) -> str:
        """Return the options of the step for a sentence."""
        return spoken(self.options, self.step.options)


def told(steps: Sequence[Step], options: Options, kind: BallotKind) -> list[Block]:
    """Return a block for each step, in order and numbered; defeats that follow one another share one."""
    blocks: list[Block] = []
    for act, run in groupby(steps, lambda step: step.act):
        same = list(run)
        blocks += [defeats(same, options)] if act is Act.DEFEAT else [one(step, options, kind) for step in same]
    return [replace(block, title=f"{at}. {block.title}") for at, block in enumerate(blocks, 1)]


def one(step: Step, options: Options, kind: BallotKind) -> Block:
    """Return the block of one step; facts that have no words of their own are told by their names."""
    if step.act is Act.DEFEAT:
        return defeats([step], options)
    given = _Told(step, options, kind, dict(step.facts))
    block = _WORDS[step.act](given)
    if "round" in given.facts:
        block = replace(block, title=f"{block.title} (round {given.take('round')})")
    more = [f"{_worded(key)}: {given.take(key)}" for key in tuple(given.facts)[:MOST_SPOKEN]]
    return replace(block, said=(*filter(None, block.said), *([f"Noted: {', '.join(more)}."] if more else ())))


def spoken(options: Options, listed: Sequence[str]) -> str:
    """Return options for a sentence; of many, how many there are."""
    if len(listed) > MOST_SPOKEN:
        return f"{len(listed)} options"
    return joined(
        f"{options.letter(each)} ({options.said(each)})" if options.lettered else options.said(each) for each in listed
    )


def defeats(steps: Sequence[Step], options: Options) -> Block:
    """Return the block of defeats, in the order in which they were looked at."""
    pairs = [" > ".join(options.letter(option) for option in step.options[:2]) for step in steps]
    room = (WIDTH - max(map(len, pairs)) - len(" : kept") - 2) // 2
    rows = []
    for pair, step in zip(pairs, steps, strict=True):
        facts = {key: fact if isinstance(fact, str) else fitted(fact, room) for key, fact in step.facts.items()}
        kept = "out" if facts.get("kept", "kept").strip().lower() in _NO else "kept"
        rows.append((pair, facts.get("votes", "")[:room], ":", facts.get("against", "")[:room], kept))
    title, rule = _LOCKED if any(row[-1] == "kept" for row in rows) else _DROPPED
    return Block(title, (rule,), (lines(rows, ("", "", "", "", "")),))


def _tally(told: _Told) -> Block:
    turn, chamber = told.take("round"), told.take("chamber")
    seated = told.take("elected")
    measured = told.say("measure", _MEASURES)
    title = f"Round {turn}" if turn else f"Among {chamber}" if chamber else "Added up"
    if seated:
        title = f"With {seated} elected"
    words = (
        measured or _added(told.kind, in_rounds=bool(turn)),
        told.say("exhausted", "{} of the votes rank none of those still in."),
        told.say("lost", "{} was lost by cutting decimals."),
        told.say("roll", "{} could vote here."),
        told.say("abstained", "{} abstained."),
        *_quorum(told),
        told.say("needed", "{} in favour were needed."),
        told.say("passes", _AGREES),
        told.say("agreeing", f"{{}} of {told.take('chambers')} groups in favour."),
        told.say("seed", "The order was drawn by lot from this number, which everybody can draw again: {}."),
    )
    return Block(title, words, numbers(told.options, told.step.numbers))


def _added(kind: BallotKind, *, in_rounds: bool) -> str:
    """Say what was added up; rankings in rounds count for one option at a time."""
    if in_rounds and kind is BallotKind.RANKING:
        return "Every ballot counts for the option it ranks highest among those still in."
    return _ADDED[kind]


def _quorum(told: _Told) -> tuple[str, ...]:
    """Say what quorum was asked for: votes in favour, unless the step tells how many took part."""
    if "turnout" not in told.facts:
        quorum = told.take("quorum")
        return (f"At least {quorum} in favour were asked for." if quorum not in {"", "0"} else "",)
    return (
        told.say("quorum", "At least {} were asked to take part."),
        told.say("turnout", "{} did."),
        told.say("without_no", "Without those who said no it were {}."),
    )


def _struck(told: _Told) -> Block:
    quorum, ratio = told.take("quorum"), told.take("ratio")
    why = [
        f"fewer than the {quorum} votes in favour that each option needs" if quorum else "",
        f"less than the {ratio} in favour that each option needs" if ratio else "",
        told.say("vetoes", "more vetoes than the {} that it can bear"),
        told.say("status_quo", "not above {}"),
        told.say("warm", "fewer than {} % of the answers in the first two steps"),
    ]
    reason = " or ".join(filter(None, why)) or "they miss what each option needs"
    against = told.say("against", "{} were against.")
    return Block(
        "Struck from the list",
        (f"{told.named()}: {reason}.", against),
        numbers(told.options, told.step.numbers) or several(told.options, told.step.options),
    )


def _pairwise(told: _Told) -> Block:
    one, other = _pair(told)
    rule = f"Two options at a time. In row {one} under {other}: the votes that put {one} above {other}."
    return _squared(told, "Compared in pairs", (rule, _ahead_of_all(told)))


def _ahead_of_all(told: _Told) -> str:
    """Say who beats every other option, and that nobody does where that is so."""
    names, rows = told.step.options, told.step.matrix
    for at, name in enumerate(names):
        if all(rows[at][other] > rows[other][at] for other in range(len(names)) if other != at):
            return f"{spoken(told.options, [name])} beats every other option." if len(names) > 1 else ""
    return "No option beats every other one."


def _paths(told: _Told) -> Block:
    one, other = _pair(told)
    rule = (
        f"A chain of defeats is as strong as the weakest defeat in it. In row {one} under {other}: the strongest "
        f"chain from {one} to {other}. {one} stands above {other} where that is stronger than the chain back."
    )
    strength = told.say("strength", _STRENGTHS)
    return _squared(told, "Chains of defeats", (rule, strength))


def _pair(told: _Told) -> tuple[str, str]:
    """Return the letters of two options, to say how a matrix is read."""
    letters = [told.options.letter(option) for option in told.step.options[:2]]
    return (letters[0], letters[1]) if len(letters) == 2 else ("A", "B")


def _squared(told: _Told, title: str, words: tuple[str, ...]) -> Block:
    names = told.step.options
    if len(names) > MOST_IN_MATRIX:
        return Block(title, (*words, f"The table of all {len(names)} options is in the attachment."))
    heads = [told.options.letter(name) for name in names]
    return Block(title, words, matrix(heads, heads, told.step.matrix, square=True))


def _quota(told: _Told) -> Block:
    seats, votes = told.take("seats"), told.take("votes")
    shared = f" {votes} votes share {seats} seat{'' if seats == '1' else 's'}." if seats and votes else ""
    return Block("What a seat costs", (f"Whoever reaches {told.take('quota')} votes is elected.{shared}",))


def _elected(told: _Told) -> Block:
    cost = f"It costs {told.take('cost')}, and {told.take('left')} is left." if "cost" in told.facts else ""
    title = "Funded" if cost else "Elected"
    return Block(title, (f"{told.named()}.", cost, _settled(told)), _of_all(told))


def _settled(told: _Told) -> str:
    """Say by what somebody was elected, where the step tells."""
    return told.say("by", _SETTLED)


def _excluded(told: _Told) -> Block:
    return Block("Out of the count", (f"{told.named()}.",), _of_all(told))


def _of_all(told: _Told) -> tuple[Table, ...]:
    return numbers(told.options, told.step.numbers) or several(told.options, told.step.options)


def _transferred(told: _Told) -> Block:
    worth = told.say("value", ", each at a value of {}")
    words = (
        f"From {told.named()} to the next option on each ballot{worth}.",
        told.say("exhausted", "{} go no further: they rank nobody else who is in."),
        told.say("lost", "{} is lost by cutting decimals."),
    )
    return Block("Votes move on", words, numbers(told.options, told.step.numbers))


def _tied(told: _Told) -> Block:
    by = str(told.facts.pop("by", ""))
    settled = _SETTLED.get(by, f"What decided between them: {_worded(by)}.")
    return Block("Level", (f"{told.named()} are level. {settled}",), _of_all(told))


def _grades(told: _Told) -> Block:
    """Show how often each grade was given, the best first; the fact `grades` may name them, the lowest first."""
    rows = told.step.matrix
    deep = max(map(len, rows), default=0)
    words = [word.strip() for word in str(told.facts.pop("grades", "")).split(",")]
    grades = [clipped(word, _GRADE_ROOM) for word in words] if len(words) == deep else list(map(str, range(deep)))
    letters = [told.options.letter(option) for option in told.step.options]
    turned = [[row[grade] if grade < len(row) else 0 for row in rows] for grade in reversed(range(deep))]
    rule = f"Under {_pair(told)[0]}: how many votes gave {_pair(told)[0]} each grade."
    return Block("Grades", (rule,), matrix(grades[::-1], letters[: len(rows)], turned) if deep and letters else ())


def _runoff(told: _Told) -> Block:
    words = (f"{told.named()}: how many votes prefer each.", told.say("level", "{} of the votes prefer neither."))
    return Block("Between two", words, numbers(told.options, told.step.numbers))


def _worded(text: str) -> str:
    """Return a fact's name or value as words."""
    return clean(text.replace("_", " "), _FACT_ROOM)


_LOCKED = (
    "Defeats, the strongest first",
    "Each defeat is kept, unless with those kept before it would close a circle: then it is left out.",
)
_DROPPED = (
    "Defeats that do not count",
    "While each of those in front is beaten by another of them, the weakest defeats among them are left out.",
)
_ADDED = {
    BallotKind.YES_NO: "The votes of each side, own and delegated ones together.",
    BallotKind.APPROVALS: "Every mark is one vote for the option.",
    BallotKind.RANKING: "What each option comes to over all ballots.",
    BallotKind.SCORES: "What each option comes to over all ballots.",
    BallotKind.POINTS: "What each option was given over all ballots.",
}
_MEASURES = {
    "approvals": "Every mark is one vote for the option.",
    "gain": "What each option would add: a mark is worth less, the more of its voter's options are elected already.",
    "load": "The load each option would put on its supporters; the one that burdens them least is elected.",
    "price": "What each supporter would pay for the option; the cheapest is elected.",
}
_AGREES = {"yes": "A majority here agrees.", "no": "No majority here agrees."}
_STRENGTHS = {
    "margins": "A defeat is as strong as its lead.",
    "ratio": "A defeat is as strong as the winner's share of both sides' votes.",
    "winning votes": "A defeat is as strong as the votes for its winner.",
}
_SETTLED = {
    "earlier": "Who had more votes at an earlier stage decides.",
    "head_to_head": "How they do against one another decides.",
    "medians": "Their medians alone do not decide; what is left without them does.",
    "runoff": "Whoever of them is in the runoff, the same option wins.",
    "score": "The larger sum of scores decides.",
    "top_scores": "The number of top scores decides.",
    "no difference": "Whoever is taken first, the same options win.",
    "last seats": "As many seats are left as options are still in.",
    "every way to settle the tie": "However the tie is settled, they win.",
    "either way": "Whoever is taken first, they win.",
    "order": "The order for ties, set before the count, decides between them.",
    "nothing": "Nothing on the ballots decides between them.",
    "": "Nothing on the ballots decides between them.",
}
_WORDS: Mapping[Act, Callable[[_Told], Block]] = {
    Act.TALLY: _tally,
    Act.STRUCK: _struck,
    Act.PAIRWISE: _pairwise,
    Act.PATHS: _paths,
    Act.QUOTA: _quota,
    Act.ELECTED: _elected,
    Act.EXCLUDED: _excluded,
    Act.TRANSFERRED: _transferred,
    Act.TIED: _tied,
    Act.GRADES: _grades,
    Act.RUNOFF: _runoff,
}
