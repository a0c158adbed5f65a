"""The relay between two houses: each comes to one mind, and hands its word across by its speaker (governance 9.5).

    SCREEN ─▶ FIRST ─▶ SECOND ──the same──▶ CONFIRM ─▶ KEEPERS ─▶ ADOPTED
      │         ▲         │                              │ ▲
      ▼         ├─another─┘        they object, by a clause │
     HOME       └──────────────────────────────────────────┘ └── still different: the keepers choose one of the two

Source: the Grand Council of the Haudenosaunee as its own publications describe it; an abstraction with neutral names,
and no ceremony. Every bench of a house is there, or there is no sitting. A house is of one mind when each of its
members assents to the same words, and nobody speaks for it but its speaker. The keepers screen what comes, watch the
rules, and decide nothing while the houses agree. Where no word crosses in time, the item is laid over until a date.
"""

from bot.rules.relay import crossing, people, word
from bot.rules.relay.process import PROCESS
from bot.rules.relay.state import MACHINE, Phase, Relay, Settings

__all__ = ["MACHINE", "PROCESS", "Phase", "Relay", "Settings", "crossing", "people", "word"]
