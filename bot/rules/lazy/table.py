"""The table of lazy consensus; the rules of its rows stand in the files beside it."""

from bot.rules.lazy.state import ENDS, Lazy
from bot.rules.process.machine import Machine

MACHINE: Machine[Lazy] = Machine(ENDS)
"""Who may make which move when (governance 9.1)."""
