"""Discernment, as Friends practise it: the meeting waits, hears, and unites with a minute (governance 9.4).

    DRAFT ─▶ SILENCE ─▶ PRESENTED ─▶ DISCERN ─▶ DRAFTING ─▶ TEST ──all unite──▶ UNITED ─▶ RECORDED
      │                                 ▲  │        │  the    ▲ │
      │                                 │  └────────┴─▶ LAID_OVER to a date, SMALL_GROUP
      │                                 └───somebody cannot unite───┤
      └──the minute of a decision that was taken elsewhere─▶ TEST   └─▶ LAID_OVER, NO_UNITY

Unity is not that everybody is satisfied: who is uncomfortable says so, in the minute if they like, and does not stand
in the way. Who cannot unite stops it, and is not got round by removing them. The clerk serves the meeting, and counts
nothing. A minute with which the meeting has united stays as it is, but for errors of fact, and those are kept (Q1).
"""

from bot.rules.minute import correct, discern, people, unite
from bot.rules.minute.process import PROCESS
from bot.rules.minute.state import Minute, Phase, Settings
from bot.rules.minute.table import MACHINE

__all__ = ["MACHINE", "PROCESS", "Minute", "Phase", "Settings", "correct", "discern", "people", "unite"]
