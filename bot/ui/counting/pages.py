"""How a result was counted, page by page: what the method does, every step, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Act, Count
from bot.rules.counting.poll import BallotKind
from bot.rules.majority import Outcome
from bot.ui.counting.columns import WIDTH, Options, Table, several
from bot.ui.counting.steps import Block, spoken, told
from bot.ui.words import counted

PAGE_ROOM = 1_800
"""Letters on a page: one screen, and room for buttons within what Discord shows of a message."""

_MATRICES = {Act.PAIRWISE, Act.PATHS, Act.GRADES, Act.DEFEAT}
_FENCE = "```"
_YES_NO = {
    Outcome.ADOPTED: "Adopted.",
    Outcome.NOT_ADOPTED: "Not adopted: things stay as they are.",
    Outcome.NO_QUORUM: "Not adopted: there are not the votes that were asked for.",
    Outcome.TIE: "A tie, and so not adopted: things stay as they are.",
    Outcome.WITHDRAWN: "Withdrawn: nothing was decided.",
    Outcome.DRAW_VOID: "The draw is void: nothing was decided.",
}
_NOTHING = {
    Outcome.ADOPTED: "Things stay as they are.",
    Outcome.NOT_ADOPTED: "Nothing is chosen: things stay as they are.",
    Outcome.NO_QUORUM: "Nothing is chosen: nothing has the votes in favour that were asked for.",
    Outcome.TIE: "Nothing is chosen: it is a tie.",
    Outcome.WITHDRAWN: "Nothing is chosen: it was withdrawn.",
    Outcome.DRAW_VOID: "Nothing is chosen: the draw by lot is void.",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One screen of the explanation, as markdown that is safe to send."""

    text: str


def explained(count: Count, method: Method, names: Mapping[str, str] | None = None) -> list[Page]:
    """Return how it was counted, on pages of at most 1,800 letters with tables of at most 34 columns.

    `names` say what the options are called, as members typed it; an option without one is called by its key.
    """
    pages: list[str] = []
    for block in _blocks(count, method, names or {}, markdown=True):
        whole = _shown(block)
        if pages and len(pages[-1]) + 2 + len(whole) <= PAGE_ROOM:
            pages[-1] += "\n\n" + whole
        else:
            pages += [whole] if len(whole) <= PAGE_ROOM else _cut(block)
    return [Page(text) for text in pages]


def report(count: Count, method: Method, names: Mapping[str, str] | None = None) -> str:
    """Return the same as one plain text, for a terminal or a file."""
    parts = []
    for block in _blocks(count, method, names or {}, markdown=False):
        tables = ["\n".join(f"    {row}" for row in _rows(table)) for table in block.tables]
        parts.append("\n\n".join(["\n".join([block.title, *block.said]), *tables]))
    return "\n\n".join(parts)


def _blocks(count: Count, method: Method, names: Mapping[str, str], *, markdown: bool) -> list[Block]:
    lettered = any(step.act in _MATRICES for step in count.steps)
    options = Options(count, names, lettered=lettered, markdown=markdown)
    if method.family is Family.LOT:
        count = _without_tie(count)
    steps = told(count.steps, options, method.ballots)
    if method.ballots is BallotKind.YES_NO:
        return [_opening(options, method), *steps, Block("Result", (_YES_NO[count.outcome],))]
    return [_opening(options, method), *steps, _result(count, options), *_ranking(count, options)]


def _without_tie(count: Count) -> Count:
    """Return what a lot drew without a word of ties: to it all who are heard are level, and it decides between them."""
    return replace(count, tie=None, steps=tuple(step for step in count.steps if step.act is not Act.TIED))


def _opening(options: Options, method: Method) -> Block:
    words = (method.sentence, "The options, with a letter for each:" if options.lettered else "")
    listed = (Table("", tuple(options.cell(each, WIDTH) for each in options.listed)),) if options.lettered else ()
    return Block(f"How this was counted: {method.name}", tuple(filter(None, words)), listed)


def _result(count: Count, options: Options) -> Block:
    tables = several(options, count.winners)
    if count.tie:
        tables += several(options, count.tie.options)
    return Block("Result", _outcome(count, options), tables)


def _ranking(count: Count, options: Options) -> list[Block]:
    """Return all options in the order that the method found, where it is more than who won."""
    if len(count.order) < 2:
        return []
    rows, place = list[str](), 1
    for level in count.order:
        rows += [f"{place:>4} {options.cell(option, WIDTH - 5)}" for option in level]
        place += len(level)
    return [Block("In order", (), (Table("", tuple(rows)),))]


def _outcome(count: Count, options: Options) -> tuple[str, ...]:
    won = f"Chosen: {spoken(options, count.winners)}." if count.winners else ""
    if count.tie is None:
        return (won or _NOTHING[count.outcome],)
    level, left = spoken(options, count.tie.options), _left(count, count.tie.seats)
    if count.outcome is Outcome.TIE:
        undecided = f"A tie: {level} are level{left}, and nothing decides between them."
        return (won, undecided) if won else (undecided,)
    settled = f"{level} were level{left}; the order for ties, set before the count, decided."
    return (won or _NOTHING[Outcome.NOT_ADOPTED], settled)


def _left(count: Count, seats: int | None) -> str:
    """Return for what options are level, where it is not simply for winning."""
    if seats is None:
        return " for what is left of the budget"
    return f" for {counted(seats, 'seat')}" if seats > 1 or len(count.winners) > 1 else ""


def _shown(block: Block) -> str:
    return "\n".join([_opened(block), *(_fenced(_rows(table)) for table in block.tables)])


def _opened(block: Block) -> str:
    return "\n".join([f"**{block.title}**", *block.said])


def _fenced(rows: Sequence[str]) -> str:
    return "\n".join([_FENCE, *rows, _FENCE])


def _rows(table: Table) -> list[str]:
    return [table.head, *table.rows] if table.head else list(table.rows)


def _cut(block: Block) -> list[str]:
    """Return a block that is too long for one page on several, with no line cut in two."""
    pages, page = list[str](), _opened(block)
    for table in block.tables:
        rest = list(table.rows)
        while rest:
            some = _fitting(table.head, rest, PAGE_ROOM - len(page) - 1)
            if some:
                page += "\n" + _fenced(_rows(Table(table.head, tuple(rest[:some]))))
                rest = rest[some:]
            else:
                pages.append(page)
                page = f"**{block.title}** (continued)"
    return [*pages, page]


def _fitting(head: str, rows: Sequence[str], room: int) -> int:
    """Return how many rows fit into so many letters, fence and head included."""
    left = room - len(_fenced([head]))
    for some, row in enumerate(rows):
        left -= len(row) + 1
        if left < 0:
            return some
    return len(rows)
