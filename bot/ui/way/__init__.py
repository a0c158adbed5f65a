"""How a circle goes about each process: its settings in words, and the screen on which they are chosen."""
