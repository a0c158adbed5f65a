"""Agreements as members see them: lists, the record on one screen, its history, a file of the whole register."""
