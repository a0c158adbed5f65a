"""How a question about the record can be refused; part of the tree in `bot.rules.errors`.

AccordError
├── Missing
│   └── NothingCounted, NoReceipts
└── Forbidden
    └── NamesWithheld
"""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.errors import Forbidden, Missing


@dataclass(eq=False)
class NothingCounted(Missing):
    """A proposal has no result that could be counted again: it runs until then, or was withdrawn."""

    title: str
    closes_at: datetime


class NoReceipts(Missing):
    """The person has done nothing yet for which there is a receipt."""


@dataclass(eq=False)
class NamesWithheld(Forbidden):
    """When the vote opened it was promised that ballots are published without names."""

    title: str
