"""How concentrated power is, in words: on each result, and on a screen about a circle."""
