"""A challenge as members see it: the form, the card in the thread, the seat on a jury, the verdict, and the file."""
