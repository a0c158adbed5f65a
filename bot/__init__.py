"""Accord: a community governs itself, in the channel where it already talks."""
