"""Handing over a vote: one screen on which it is chosen, seen and confirmed, and the list of what was handed over."""
