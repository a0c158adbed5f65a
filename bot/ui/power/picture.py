"""The picture of who hands their vote to whom in a circle: without names, or of those who may be named."""

from bot.services.power import Handed, PowerView
from bot.ui.people import Called
from bot.ui.pictures.graph import drawn
from bot.ui.words import counted


def pictured(view: PowerView, name: Called) -> tuple[bytes, str, str]:
    """Return the picture as PNG, its text twin, and what is to be said of who is not in it.

    With an open graph it shows by name only what was handed over since it is open; of all others just a number is told.
    `name` gives display names without markdown. It takes up to some seconds: call it off the event loop.
    """
    handed, title = view.handed, view.circle.name if view.topic is None else f"{view.circle.name}: {view.topic.name}"
    if not handed.named:
        return *drawn(handed.roll, handed.edges, title, cap=handed.cap), ""
    shown = {truster: trustee for truster in handed.named if (trustee := handed.edges.get(truster)) is not None}
    people = {*shown, *shown.values()} & {*handed.roll}
    png, twin = drawn(people, shown, title, names=name, cap=handed.cap)
    return png, twin, _unnamed(handed, len(people))


def _unnamed(handed: Handed, shown: int) -> str:
    """Return how many people of the circle the names leave out."""
    rest = len(handed.roll) - shown
    if not rest:
        return ""
    return (
        f"The picture has only votes handed over since this community shows names. {counted(rest, 'member')} "
        f"{'is' if rest == 1 else 'are'} not in it; the figures below count everybody."
    )
