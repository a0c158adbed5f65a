"""What is kept about oneself: handed out as a file, and forgotten after one has read what that means."""

import json
import re
from io import BytesIO
from typing import Any, Self

import discord

from bot.rules.circle import Actor
from bot.rules.ids import CommunityId
from bot.services.privacy import forget_me, own_data
from bot.services.values import Command
from bot.ui.desk import ID, NO_MENTIONS, answer, desk, kind
from bot.ui.people import spoken_in
from bot.ui.unspoken import Unspoken

FILE_NAME = "privacy.json"

MEANS = (
    "This cannot be undone:\n"
    "- You leave every circle here, and votes that were handed to you go back to those who trusted you.\n"
    "- Your drafts, notes, letters and choices are erased.\n"
    "- Ballots you cast, votes you handed over and what you said in rounds stay and count as before, but no longer say "
    "that they are yours. Your receipts and keys then prove nothing any more.\n"
    "- Messages that are already posted in this server stay there, and so does what you wrote in proposals: Discord "
    "keeps the one, and circles decided on the other. Copies of the database that were made before keep your name "
    "until they are replaced.\n"
    "If you hold a role that a circle follows, give it back first, or you will be a member again at once."
)

GONE = (
    "You are forgotten here: nothing that I keep says any more that it is yours. You can join circles again whenever "
    "you like."
)


async def show_own(interaction: discord.Interaction, actor: Actor) -> None:
    """Hand out everything that is kept about the actor in their community."""
    found = await desk(interaction).ask(own_data, actor)
    file = discord.File(BytesIO(json.dumps(found, ensure_ascii=False, indent=1).encode()), filename=FILE_NAME)
    text = (
        f"## What I keep about you{spoken_in(interaction, actor.community_id)}\n"
        f"Row by row, as it is kept: {sum(map(len, found.values())):,} rows in {len(found)} tables. "
        "Keep the file to yourself: your ballots are in it."
    )
    await interaction.response.send_message(text, file=file, ephemeral=True, allowed_mentions=NO_MENTIONS)


async def show_forgetting(interaction: discord.Interaction, actor: Actor) -> None:
    """Say what it means to be forgotten, and offer to do it."""
    view = discord.ui.View(timeout=None)
    view.add_item(ForgetButton(actor.community_id))
    await answer(interaction, f"## Be forgotten{spoken_in(interaction, actor.community_id)}\n{MEANS}", view)


class ForgetButton(Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:forget:{ID}"):
    """Forgets the person who presses it."""

    def __init__(self, community_id: int) -> None:
        self.community_id = CommunityId(community_id)
        style = discord.ButtonStyle.danger
        super().__init__(discord.ui.Button(label="Forget me", style=style, custom_id=f"accord:forget:{community_id}"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: object, match: re.Match[str], /) -> Self:
        """Rebuild the button from the id in it."""
        return cls(int(match["id"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it."""
        actor = await desk(interaction).actor(interaction, self.community_id)
        wish = Command(actor=actor, now=interaction.created_at, key=str(interaction.id))
        await desk(interaction).act(forget_me, wish)
        await answer(interaction, GONE)


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (ForgetButton,)
