"""The fault bench: the shipped program under seeded plans of everything that goes wrong (docs/faults.md)."""
