"""Backups: a consistent copy beside the running writer, proved before it gets its name, and brought back."""
