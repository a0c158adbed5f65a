"""Decisions as pure functions over frozen values: no await, no I/O, no clock, no chance, no logging."""
