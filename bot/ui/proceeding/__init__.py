"""Proceedings as members see them: one living card, buttons that do the next thing, and words for every step.

What is common to all processes is here; each process has its own words and buttons in a file of its name beside this
folder, listed in `faces.py`.
"""
