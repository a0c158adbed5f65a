"""Takes owed messages from the outbox, renders and sends them, and records what became of each."""
