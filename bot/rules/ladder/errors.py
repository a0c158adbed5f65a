"""How a fallback ladder can lead nowhere; part of the tree in `bot.rules.errors`.

AccordError
└── Invalid
    ├── NoRungs, TooManyRungs
    ├── UnknownRung, UnknownProcess, NotByItself
    └── RungTwice, LaidOverTooEarly
"""

from dataclasses import dataclass

from bot.rules.errors import Invalid


class NoRungs(Invalid):
    """A ladder has a rung at least on which a decision can be taken."""


@dataclass(eq=False)
class TooManyRungs(Invalid):
    """A ladder has so many rungs at most."""

    most: int


@dataclass(eq=False)
class UnknownProcess(Invalid):
    """There is no process of that name."""

    process: str


@dataclass(eq=False)
class UnknownRung(Invalid):
    """The words name no rung of a ladder."""

    words: str


@dataclass(eq=False)
class NotByItself(Invalid):
    """The process asks something of who proposes, so that it can be the first rung only."""

    process: str


@dataclass(eq=False)
class RungTwice(Invalid):
    """What has brought no decision is not tried again on the next rung; `number` is the later one, from 1."""

    number: int


class LaidOverTooEarly(Invalid):
    """An item is laid over on the last rung only, for a year at most."""
