"""Topics in words, and as the choices of a menu."""

from collections.abc import Sequence

import discord

from bot.rules.ids import TopicId
from bot.rules.topic import Topic
from bot.services.topic import Changed
from bot.ui.clean import clean

NONE = "0"
"""The value of the choice of no topic."""


def listed(topics: Sequence[Topic]) -> str:
    """Return the topics of a circle."""
    if not topics:
        return "This circle has no topics. Whoever may change it adds one with `/topic add`."
    return "\n".join(
        [
            *(f"- {clean(one.name, 60)}" for one in topics),
            "Whoever proposes chooses one, and a vote can be handed over for one: `/delegate set`.",
        ]
    )


def changed(after: Changed, what: str) -> str:
    """Say what became of a topic, and of the delegations on it."""
    count = after.ending
    told = {0: "", 1: " One person delegated on it and is asked whether they still mean it, within a week."}.get(
        count, f" {count:,} people delegated on it and are asked whether they still mean it, within a week."
    )
    return f"**{clean(after.topic.name, 60)}** {what}.{told}"


def choices(topics: Sequence[Topic], chosen: TopicId | None) -> list[discord.SelectOption]:
    """Return the topics to choose from, and none of them."""
    none = discord.SelectOption(label="About nothing in particular", value=NONE, default=chosen is None)
    named = [discord.SelectOption(label=one.name, value=str(one.id), default=one.id == chosen) for one in topics]
    return [none, *named]
