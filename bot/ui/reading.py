"""Reading what a card has no room for: the whole text, what has changed in it, and everything that was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.ui.clean import clean, parted
from bot.ui.difference import paged_difference
from bot.ui.pages import PAGE, packed

TITLE_ROOM = 120
"""Letters of the title above a page."""


class What(StrEnum):
    """What is read."""

    TEXT = "text"
    CHANGES = "changes"
    SAID = "said"


LABELS = {What.TEXT: "Read it all", What.CHANGES: "What has changed", What.SAID: "Everything said"}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody is reading: which version, 0 for the last one, and on which page, from 0."""

    what: What
    version: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is shown, where it is, and how many there are of its kind."""

    text: str
    spot: Spot
    pages: int


@dataclass(frozen=True, slots=True)
class Book:
    """What can be read of a proposal: its wordings, and everything said in pages, as far as it is public now."""

    title: str
    texts: Sequence[str]
    said: Sequence[str] = ()

    def page(self, spot: Spot) -> Page:
        """Return the page at a spot, or the last one that there is."""
        version = min(spot.version or len(self.texts), len(self.texts))
        pages = self._pages(spot.what, version)
        at = Spot(spot.what, version, min(spot.page, len(pages) - 1))
        return Page(f"{self._heading(at, len(pages))}\n{pages[at.page]}", at, len(pages))

    def _pages(self, what: What, version: int) -> Sequence[str]:
        if what is What.SAID:
            return self.said or ["Nothing has been said yet."]
        if what is What.CHANGES and version > 1:
            return paged_difference(self.texts[version - 2], self.texts[version - 1])
        return packed(parted(self.texts[version - 1], PAGE))

    def _heading(self, at: Spot, pages: int) -> str:
        versions = f" · version {at.version} of {len(self.texts)}" * (len(self.texts) > 1 and at.what is not What.SAID)
        turned = f" · page {at.page + 1} of {pages}" * (pages > 1)
        return f"-# **{clean(self.title, TITLE_ROOM)}** · {LABELS[at.what].lower()}{versions}{turned}"


def ways_on(page: Page, versions: int) -> list[tuple[str, Spot]]:
    """Return where one can go from a page, with the words for it: on, back, and to other versions."""
    at, found = page.spot, []
    if at.page > 0:
        found.append(("◀ Back", Spot(at.what, at.version, at.page - 1)))
    if at.page + 1 < page.pages:
        found.append(("More ▶", Spot(at.what, at.version, at.page + 1)))
    if at.what is What.SAID:
        return found
    if at.version > 1:
        other = What.CHANGES if at.what is What.TEXT else What.TEXT
        found += [(LABELS[other], Spot(other, at.version)), _version(at, -1)]
    return [*found, _version(at, 1)] if at.version < versions else found


def _version(at: Spot, step: int) -> tuple[str, Spot]:
    return f"Version {at.version + step}", Spot(at.what, at.version + step)
