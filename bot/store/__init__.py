"""What is remembered: tables, the unit of work, the writer, the ledger and the outbox on SQLModel."""
