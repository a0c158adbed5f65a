"""A notice in, a Discord view out: texts, cards, modals, buttons and pictures."""
