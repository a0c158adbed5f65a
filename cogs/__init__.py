"""Slash commands and context menus: read the options, call one service, show the answer."""
