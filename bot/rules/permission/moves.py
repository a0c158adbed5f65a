"""What is done about a permission beside what is done in every process."""

from dataclasses import dataclass

from bot.rules.process.machine import Move


@dataclass(frozen=True, slots=True)
class Announce(Move):
    """The action is announced where the domain's holders read, with the sum where money is spent."""

    sum: str = ""


@dataclass(frozen=True, slots=True)
class Object(Move):
    """A holder of the domain objects, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Escalate(Move):
    """Somebody who was told wants the spending decided by the lead, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class LetGo(Move):
    """An escalation is reversed."""


@dataclass(frozen=True, slots=True)
class Revoke(Move):
    """The lead takes the permission to spend back, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Use(Move):
    """The action is done, and told."""

    report: str
