"""The buttons below the card of a proceeding."""

from datetime import datetime
from typing import Any

import discord

from bot.rules.process.proceeding import Proceeding
from bot.ui.faces import FACES
from bot.ui.proceeding.buttons import ActButton
from bot.ui.proceeding.doubt.buttons import DoubtButton
from bot.ui.proceeding.menu import MenuButton

WIDEST = 5
"""Buttons in a row (Discord)."""


def rows(proceeding: Proceeding, now: datetime) -> list[discord.ui.ActionRow[Any]]:
    """Return the buttons below the card: what the phase is for, help with a doubt, and what else there is."""
    face, item = FACES[proceeding.process.key], proceeding.item(max(now, proceeding.heard_until))
    if item.phase in proceeding.process.machine.ends:
        return []
    front = [face.action(key) for key in face.phases[item.phase].front]
    buttons: list[Any] = [ActButton(proceeding.id, action, action.key) for action in front if action]
    if face.helper and proceeding.process.takes_objections(item):
        buttons.append(DoubtButton(proceeding.id))
    buttons.append(MenuButton(proceeding.id))
    return [discord.ui.ActionRow(*buttons[at : at + WIDEST]) for at in range(0, len(buttons), WIDEST)]
