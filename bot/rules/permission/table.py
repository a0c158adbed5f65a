"""The table of permission; the rules of its rows stand in the files beside it."""

from bot.rules.permission.state import ENDS, Permission
from bot.rules.process.machine import Machine

MACHINE: Machine[Permission] = Machine(ENDS)
"""Who may make which move when (governance 6.8)."""
