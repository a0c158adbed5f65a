"""Accord against a simulated Discord in the same process, tried in a browser without a token."""
