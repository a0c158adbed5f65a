"""Which commands Discord was last told of, so that they are sent only when they have changed."""

from dataclasses import dataclass

from bot.services.ports import UnitOfWork

COMMANDS = "commands"


@dataclass(frozen=True, slots=True)
class Registered:
    """Discord has the commands with this digest."""

    digest: str


def registered(uow: UnitOfWork, _: None) -> str | None:
    """Return the digest of the commands that Discord has."""
    return uow.facts.get(COMMANDS)


def record_registered(uow: UnitOfWork, command: Registered) -> None:
    """Remember which commands Discord has."""
    uow.facts.put(COMMANDS, command.digest)
