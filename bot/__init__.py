"""Accord: a community governs itself, in the channel where it already talks."""

import gc

ALLOCATIONS = 50_000
"""New objects before Python looks for garbage: a start makes a great many that stay, and a crowd of presses many of
which few are in circles."""

gc.set_threshold(ALLOCATIONS)
