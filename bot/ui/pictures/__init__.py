"""Pictures of results, each with a text twin that says the same in words."""

from collections.abc import Sequence

from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Act, Count
from bot.ui.pictures import bars, choices, flow, grades, runoff, table
from bot.ui.pictures.scene import Scene
from bot.ui.pictures.svg import render


def drawn(
    count: Count, poll_options: Sequence[str], method: Method, title: str, *, grade_names: Sequence[str] = ()
) -> tuple[bytes, str]:
    """Return the picture of a count as PNG, 840 dots wide, and its text twin of at most 1,024 characters.

    `poll_options` are all that stood on the ballot, in its order; `grade_names` the words for the grades,
    best first, where the ballot has words. Takes up to some 150 ms: call it off the event loop.
    """
    svg, twin = sketched(Scene(count, tuple(poll_options), method, title), grade_names)
    return render(svg), twin


def sketched(scene: Scene, grade_names: Sequence[str] = ()) -> tuple[str, str]:
    """Return the SVG and the text twin, by what the steps of the count hold."""
    if scene.method.family is Family.YES_NO:
        return choices.picture(scene)
    if scene.steps(Act.RUNOFF):
        return runoff.picture(scene)
    if scene.steps(Act.GRADES):
        return grades.picture(scene, grade_names)
    tallies = scene.steps(Act.TALLY)
    if len(tallies) > 1 or scene.measure:
        return flow.picture(scene)
    if scene.steps(Act.PAIRWISE) and not tallies:
        return table.picture(scene)
    return bars.picture(scene)
