"""The table of the consent round; the rules of its rows stand in the files beside it."""

from bot.rules.consent.state import ENDS, Consent
from bot.rules.process.machine import Machine

MACHINE: Machine[Consent] = Machine(ENDS)
"""Who may make which move when (governance 3.2)."""
