"""Yes, no and abstained as bars, with the quorum and what was needed on the votes in favour."""

from bot.rules.counting.outcome import Act, Step
from bot.ui.pictures import paint
from bot.ui.pictures.bars import Bar, Mark, bar_words, drawn
from bot.ui.pictures.frame import framed
from bot.ui.pictures.scene import Scene, fact_number, fact_words
from bot.ui.words import amount

CHAMBERS = 6
"""Chambers told one by one."""

_LOOKS = {"yes": (paint.TICK, paint.GREEN, paint.GREEN), "no": (paint.CROSS, paint.RED, "url(#no)")}
_ABSTAINED = (paint.DASH, paint.BLUE, "url(#abstain)")


def picture(scene: Scene) -> tuple[str, str]:
    """Return the SVG and the text twin of a yes/no count; of several tallies the first is that of all together."""
    tallies = scene.steps(Act.TALLY)
    bars, marks = _bars(scene, tallies), _marks(tallies)
    body, end = drawn(bars, marks, crossed=1)
    notes = _notes(tallies)
    asked = " ".join([*(f"{mark.name.capitalize()}: {amount(mark.number)}." for mark in marks), *notes])
    return framed(scene, body, end, notes=tuple(notes)), scene.twin(bar_words(scene, bars), "choices", ending=asked)


def _bars(scene: Scene, tallies: list[Step]) -> list[Bar]:
    numbers = tallies[0].numbers if tallies else scene.count.totals
    bars = [Bar(scene.name(each), numbers.get(each), _LOOKS.get(each, _ABSTAINED)) for each in scene.options]
    abstained = fact_number(tallies[0], "abstained") if tallies else None
    return bars if abstained is None else [*bars, Bar("Abstained", abstained, _ABSTAINED)]


def _marks(tallies: list[Step]) -> list[Mark]:
    """Return what was asked of the votes in favour; a quorum of all who take part is none of that."""
    if not tallies:
        return []
    asked = {"quorum": None if "turnout" in tallies[0].facts else "quorum", "needed": "threshold"}
    found = {
        name: number
        for fact, name in asked.items()
        if name and (number := fact_number(tallies[0], fact)) is not None and number > 0
    }
    if len(found) == 2 and len(set(found.values())) == 1:
        return [Mark("quorum and threshold", next(iter(found.values())))]
    return [Mark(name, number) for name, number in found.items()]


def _notes(tallies: list[Step]) -> list[str]:
    """Return what the bars do not show: who took part, and how each chamber voted."""
    notes: list[str] = []
    for step in tallies[:1]:
        if "turnout" in step.facts:
            notes.append(f"{fact_words(step, 'turnout')} took part; the quorum is {fact_words(step, 'quorum')}.")
        if _no_helped(step):
            notes.append("The votes against helped to reach that quorum.")
        if len(tallies) > 2:
            agreeing, asked = fact_words(step, "agreeing"), fact_words(step, "chambers")
            notes.append(f"In favour: {agreeing} of {asked} groups.")
    chambers = [step for step in tallies[1:] if step.facts.get("chamber")]
    notes += [_chamber(step) for step in chambers[:CHAMBERS]]
    return [*notes, f"… and {len(chambers) - CHAMBERS} more groups."] if len(chambers) > CHAMBERS else notes


def _no_helped(step: Step) -> bool:
    """Whether the quorum was reached only because some voted no, which voters are told (governance 8.2)."""
    without, quorum, turnout = (fact_number(step, fact) for fact in ("without_no", "quorum", "turnout"))
    return without is not None and quorum is not None and turnout is not None and without < quorum <= turnout


def _chamber(step: Step) -> str:
    numbers = ", ".join(f"{option} {amount(number)}" for option, number in step.numbers.items())
    passes = {"yes": ": in favour", "no": ": not in favour"}.get(str(step.facts.get("passes")), "")
    return f"{fact_words(step, 'chamber')}: {numbers}{passes}."
