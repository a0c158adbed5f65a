"""How a secret vote can be refused; part of the tree in `bot.rules.errors`.

AccordError
├── Invalid
│   └── TooFewForSecrecy, SecretReasons, SecretChambers
└── Closed
    └── EachForThemselves, NobodySpeaks
"""

from dataclasses import dataclass

from bot.rules.errors import Closed, Invalid


@dataclass(eq=False)
class TooFewForSecrecy(Invalid):
    """Among so few people a result alone tells how somebody voted."""

    roll: int
    least: int


class SecretReasons(Invalid):
    """A veto is published with its reason, which its writer can be known by."""


class SecretChambers(Invalid):
    """Where each chamber is counted for itself, a ballot tells which its voter sits in."""


@dataclass(eq=False)
class EachForThemselves(Closed):
    """In a secret vote nobody can vote for another: who carries votes answers for them in the open."""

    title: str


@dataclass(eq=False)
class NobodySpeaks(Closed):
    """Ballots are cast in the open only in a secret vote of a community that lets delegates do so."""

    title: str
