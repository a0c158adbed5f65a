"""Ballot papers: what is left of secret ballots at the close, in an order that says nothing about anybody.

Each ballot has a stub, which only its voter sees, while the vote is open. The record keeps a commitment to the ballot
under the stub, and the paper goes by the stub's name. So who has kept theirs can show that their ballot is among those
that were counted, and that it is what they cast; and nobody can tell without it whose a paper was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.rules.ballot import Marks
from bot.rules.decision import Choice
from bot.rules.record import code_of, name_of, sealed


@dataclass(frozen=True, slots=True)
class Paper:
    """A secret ballot, parted from its voter; `name` is 32 hexadecimal digits."""

    name: str
    said: Choice | Marks = field(repr=False)

    @property
    def number(self) -> str:
        """The beginning of its name as people read it, as in 4F2A-9C1B."""
        return code_of(self.name)

    @property
    def line(self) -> str:
        """What the record's digest of all papers is made of: its name and what it says."""
        return f"{self.name} {spelled(self.said)}"


@dataclass(frozen=True, slots=True)
class Stub:
    """What a voter keeps of a secret ballot; `secret` is 32 hexadecimal digits."""

    secret: str = field(repr=False)

    @property
    def name(self) -> str:
        """The name of the paper that it belongs to."""
        return name_of(self.secret)

    @property
    def number(self) -> str:
        """The beginning of that name as people read it."""
        return code_of(self.name)

    def seal(self, said: Choice | Marks) -> str:
        """Return the commitment to a ballot that stands in the record."""
        return sealed(self.secret, spelled(said))


def shuffled(papers: Sequence[Paper]) -> list[Paper]:
    """Return papers in the order of their names, which chance has given them."""
    return sorted(papers, key=lambda paper: paper.name)


def spelled(said: Choice | Marks) -> str:
    """Return what a ballot says as commitments have it: a word, or two hexadecimal digits for each mark."""
    return said.value if isinstance(said, Choice) else bytes(said).hex()


def read(text: str) -> Choice | Marks:
    """Read what `spelled` has written."""
    return Choice(text) if text in {*Choice} else tuple(bytes.fromhex(text))
