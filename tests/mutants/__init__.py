"""Broken variants of the rules, each of which some test must notice (governance 13.3): `make mutants`."""
