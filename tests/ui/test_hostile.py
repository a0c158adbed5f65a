"""Whatever members write, in whatever field of whatever process, nothing of it calls, formats, hides or breaks out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.rules.consent import Settings
from bot.rules.doubt import Doubt
from bot.rules.errors import AccordError
from bot.rules.ids import ProposalId
from bot.rules.process.description import Process
from bot.rules.process.machine import Step
from bot.rules.processes import PROCESSES
from bot.rules.text import TEXT_LIMIT
from bot.ui.card import COMPONENT_LIMIT, DISPLAY_LIMIT
from bot.ui.pages import pages
from bot.ui.proceeding.card import card
from bot.ui.proceeding.doubt.words import Course, asking, preview
from bot.ui.proceeding.rows import rows
from bot.ui.proceeding.told import reminder, told
from bot.ui.reading import Book, Spot, What
from tests.ui import test_faces as faces
from tests.ui.test_faces import CROWD, MESSAGE, PLACE, Crowded, answers_of

EVIL = (
    "@everyone @here <@111> <@&222> <#333> </circle join:444> <t:555:R> <:fire:666> discord.gg/evil\n# EVIL\n> EVIL\n"
    "-# EVIL\n- EVIL\n1. EVIL\n```py\n[EVIL](https://evil.example) ||EVIL|| `EVIL` \u202eEVIL\u200b\n"
    + "E" * 150
    + "\n"
)
"""Everything that fires on Discord; the ids are nobody's, so that Accord's own mentions are told apart."""

FIRES = re.compile(
    r"@everyone|@here|<@!?111>|<@&222>|<#333>|</circle join|<t:555|<:fire:|discord\.gg/|```|\u202e"
    r"|(?<!\\)\[EVIL|(?<!\\)\|\|EVIL|(?<!\\)`EVIL|^(?:#{1,3}|>>?>?|-#|-|\d+\.) EVIL",
    re.MULTILINE,
)
ENDING = {"withdraw", "meeting", "drop", "discard", "drop_proposal", "hand_over"}
"""Buttons that nobody presses here, for then there would be nothing more to say."""
SPEAKING = sorted(CROWD)[:3] + sorted(CROWD)[-10:]
"""Who says something: the proposer, and some others."""


class Hostile(Crowded):
    """A large circle in which everybody fills every field of every form with what would fire."""

    heard: list[str]

    def hear(self, steps: list[Step[Any]]) -> None:
        for step in steps:
            self.heard.append(told(self.face, self.item, step))
            self.heard += [self.face.whispered(self.item, step, member) for member in SPEAKING[:3]]
            self.item = step.after

    def press_everything(self) -> None:
        """Press every button with a form, and some without, as long as the phase lasts."""
        phase = self.item.phase
        front = self.face.phases[phase].front
        last = [action for action in self.face.actions if action.key in front and not action.fields]
        speaking = [action for action in self.face.actions if action.fields and action.key not in ENDING]
        for action in [*speaking, *last]:
            for member in SPEAKING:
                if self.item.phase is phase:
                    self._press(action, member)

    def _press(self, action: Any, member: Any) -> None:
        for about, _ in action.each(self.item)[:1] if action.each else [(0, "")]:
            try:
                self.act(action.make(next(answers_of(action.asks(self.item))), about), member)
            except AccordError:
                continue

    def shown(self) -> Iterator[tuple[str, int]]:
        """Yield everything that is shown now, with the most letters that it may have."""
        found = replace(self.proceeding, log=tuple(self.log), heard_until=self.now)
        view = card(found, PLACE, self.face, self.now, rows(found, self.now))
        assert view.content_length() <= DISPLAY_LIMIT
        assert len(list(view.walk_children())) <= COMPONENT_LIMIT
        yield from (
            (one.content, DISPLAY_LIMIT) for one in view.walk_children() if isinstance(one, discord.ui.TextDisplay)
        )
        yield reminder(self.face, found, self.item), MESSAGE
        yield from ((line, MESSAGE) for member in SPEAKING[:3] for line in self.face.private(self.item, member))
        yield from ((text, MESSAGE) for text in self._read())
        yield from ((text, MESSAGE) for text in self._helped(found))

    def _read(self) -> Iterator[str]:
        book = Book(self.proceeding.title, self.item.texts, pages(self.face.said(self.item)))
        for what in What:
            page = book.page(Spot(what))
            yield from (book.page(Spot(what, page.spot.version, at)).text for at in range(page.pages))

    def _helped(self, found: Any) -> Iterator[str]:
        if self.face.helper is None or not found.process.takes_objections(self.item):
            return
        course = Course(found, self.face, self.face.helper, self.item)
        words = {field.key: EVIL[: field.most] for field in course.heavy.asks(self.item)}
        doubt = Doubt(ProposalId(1), SPEAKING[1], EVIL[:500], {}, words)
        yield from (asking(course, doubt, number, one) for number, one in enumerate(course.questions(), start=1))
        yield preview(course, doubt, SPEAKING[1], unnamed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaying(Settings):
    """Those of a circle that allows objections without a name."""

    relayed: bool = True


ALL = {**PROCESSES, "consent without names": replace(PROCESSES["consent"], settings=Relaying)}


@pytest.mark.parametrize("process", ALL.values(), ids=ALL)
async def test_nothing_that_members_write_fires_anywhere(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "LONG", EVIL * 2)
    monkeypatch.setattr(faces, "TITLE", EVIL.replace("\n", " ")[:90])
    monkeypatch.setattr(faces, "TEXT", (EVIL * 20)[:TEXT_LIMIT])
    monkeypatch.setattr(Hostile, "heard", [], raising=False)
    hostile = Hostile(process, 0)
    evil = 0
    for _ in range(8):
        hostile.press_everything()
        for text, most in [*hostile.shown(), *((text, MESSAGE) for text in hostile.heard)]:
            assert not FIRES.search(text), (FIRES.search(text), text)
            assert len(text) <= most
            evil += "EVIL" in text
        hostile.heard.clear()
        hostile.now += timedelta(hours=1)
        if not hostile.ring():
            break
    assert evil > 5, "what was written is shown"


def test_what_fires_is_found() -> None:
    for trap in EVIL.split():
        if trap not in {"EVIL", "join:444>", "E" * 150, "#", ">", "-#", "-", "1.", "</circle"}:
            assert FIRES.search(trap), trap
    assert FIRES.search("a\n# EVIL")
