"""What those did who may change how decisions are taken: newest first, open to every member."""

from collections.abc import Mapping

import discord

from bot.rules.circle import Actor
from bot.rules.record import code_of
from bot.services.act import Act, acts
from bot.services.values import Event
from bot.ui.ballot import fitting
from bot.ui.clean import clean
from bot.ui.desk import answer, desk
from bot.ui.record import head_words
from bot.ui.words import moment

ROOM = 1_700
"""Characters of the list; Discord takes 2,000 in one message."""

WORDS: Mapping[str, str] = {
    Event.CIRCLE_CREATED: "founded the circle",
    Event.CIRCLE_EDITED: "changed the circle",
    Event.TOPIC_CHANGED: "changed the topics of",
    Event.LIQUID_CHANGED: "changed the rules of delegation",
    Event.LADDER_DECLARED: "declared what follows in a deadlock in",
    Event.CLAUSES_DECLARED: "declared by what to object as keepers in",
    Event.DEADLINE_EXTENDED: "moved the end of",
    Event.PROPOSAL_WITHDRAWN: "withdrew",
}
"""What was done, by the event; what it was about follows."""


async def show_log(interaction: discord.Interaction, actor: Actor) -> None:
    """Show the latest acts, and where the chain ends."""
    found = await desk(interaction).ask(acts, actor)
    listed = "\n".join(fitting([line(one) for one in found.acts], ROOM)) or "Nothing has been changed here yet."
    await answer(interaction, f"## Who changed what\n{listed}\n{head_words(found.head)}")


def line(one: Act) -> str:
    """Return one act in words: when, who, what."""
    who = f"<@{one.by}>" if one.by else "Accord"
    about = f" **{clean(one.about, 80)}**" if one.about else ""
    return f"{moment(one.line.at, 'f')} {who} {WORDS[one.line.event]}{about} `{code_of(one.line.hash)}`"
