"""Help, in private, to put what troubles somebody into words: questions, and how the others would see it."""
