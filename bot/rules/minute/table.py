"""The table of discernment; the rules of its rows stand in the files beside it."""

from bot.rules.minute.state import ENDS, Minute
from bot.rules.process.machine import Machine

MACHINE: Machine[Minute] = Machine(ENDS)
"""Who may make which move when (governance 9.4)."""
