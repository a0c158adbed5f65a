"""Letters in plain words, each with what can be done about it, and the one message in which they come."""
