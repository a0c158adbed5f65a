"""The table of consensus; the rules of its rows stand in the files beside it."""

from bot.rules.consensus.state import ENDS, Consensus
from bot.rules.process.machine import Machine

MACHINE: Machine[Consensus] = Machine(ENDS)
"""Who may make which move when (governance 9.2)."""
