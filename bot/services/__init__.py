"""Use cases as plain functions: one use case is one transaction; the world is reached through ports only."""
