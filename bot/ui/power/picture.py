"""The picture of who hands their vote to whom in a circle: without names, or of those who may be named."""

from bot.services.power import PowerView
from bot.ui.people import Called
from bot.ui.pictures.graph import drawn
from bot.ui.words import counted


def pictured(view: PowerView, name: Called) -> tuple[bytes, str, str]:
    """Return the picture as PNG, its text twin, and what is to be said of who is not in it.

    With an open graph it shows by name only what was handed over since it is open; of all others just a number is told.
    `name` gives display names without markdown. It takes up to some seconds: call it off the event loop.
    """
    handed, title = view.handed, view.circle.name if view.topic is None else f"{view.circle.name}: {view.topic.name}"
    given = {member: to for member in handed.roll if (to := handed.edges.get(member)) is not None}
    shown = {member: to for member, to in given.items() if member in handed.named}
    if not shown:
        return *drawn(handed.roll, given, title, cap=handed.cap), ""
    people = {*handed.roll} if shown == given else {*shown, *shown.values()}.intersection(handed.roll)
    png, twin = drawn(people, shown, title, names=name, cap=handed.cap)
    return png, twin, _unnamed(len(handed.roll) - len(people))


def _unnamed(people: int) -> str:
    """Return how many people of the circle the names leave out."""
    if not people:
        return ""
    them = f"{counted(people, 'member')} {'is' if people == 1 else 'are'} not in it"
    return f"-# The picture has what was handed over since names are shown. {them}; the figures count everybody."
