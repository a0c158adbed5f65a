"""The form in which a circle declares by which clauses it objects as keepers."""

from typing import Any

import discord

from bot.rules.circle import Circle
from bot.services.declaration import CLAUSE_LIMIT, MOST_CLAUSES, DeclareClauses, declare_clauses
from bot.ui.clean import clean
from bot.ui.desk import answer, desk, kind
from bot.ui.words import counted


class ClausesForm(discord.ui.Modal, title="Clauses of the constitution"):
    """A clause on each line."""

    def __init__(self, circle: Circle) -> None:
        super().__init__(timeout=None)
        self._circle = circle
        listed = "\n".join(f"{number}. {clause}" for number, clause in circle.clauses.items())
        self.clauses = discord.ui.TextInput[Any](
            custom_id="clauses",
            style=discord.TextStyle.paragraph,
            max_length=min(4_000, MOST_CLAUSES * (CLAUSE_LIMIT + 4)),
            required=False,
            default=listed[:4_000] or None,
        )
        self.add_item(
            discord.ui.Label(
                text="One clause on each line",
                description="Keepers of a relay object by one of these, and by nothing else",
                component=self.clauses,
            )
        )

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Declare them."""
        wish = DeclareClauses(
            actor=await desk(interaction).actor(interaction),
            now=interaction.created_at,
            key=str(interaction.id),
            circle_id=self._circle.id,
            clauses=self.clauses.value,
        )
        await desk(interaction).act(declare_clauses, wish)
        number = sum(bool(line.strip()) for line in self.clauses.value.split("\n"))
        await answer(interaction, f"**{clean(self._circle.name)}** objects by {counted(number, 'clause')} from now on.")
