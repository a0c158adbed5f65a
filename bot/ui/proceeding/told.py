"""What the thread of a proceeding hears: each step, what it leads to, and a reminder of what is waited for."""

from datetime import datetime
from typing import Any

from bot.rules.process.machine import Step
from bot.rules.process.proceeding import Proceeding
from bot.ui.face import AnyItem, Face
from bot.ui.words import moment


def told(face: Face, before: AnyItem, step: Step[Any], *, why: bool = True) -> str:
    """Return what is said of a step; where a phase begins, also why there is one, and how long it lasts."""
    said = face.told(before, step)
    if step.after.phase is before.phase or not said:
        return said
    words, ends = face.phases[step.after.phase], step.after.ends
    until = [_until(words.then, ends)] if ends else []
    return "\n".join([said, *([f"-# {words.why}"] if words.why and why else []), *until])


def reminder(face: Face, proceeding: Proceeding, item: AnyItem) -> str:
    """Return the one reminder of a phase, which calls those for whom it waits."""
    waiting = sorted(proceeding.process.waiting_for(item))
    called = ", ".join(f"<@{member}>" for member in waiting[:80])
    words = face.phases[item.phase]
    until = f" {_until(words.then, item.ends)}" if item.ends else ""
    return f"{called}: {words.now}{until}"


def _until(then: str, at: datetime) -> str:
    return f"{then or 'It goes on'} {moment(at, 'R')} ({moment(at, 'f')})."
