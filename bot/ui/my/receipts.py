"""My receipts: what the record says that I did, as codes to find it by, and as a file with the keys of my names."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import discord

from bot.rules.circle import Actor
from bot.rules.record import Line, code_of, plain
from bot.services.receipt import About, Receipts, receipts
from bot.services.values import Event
from bot.ui.ballot import fitting
from bot.ui.clean import clean
from bot.ui.desk import NO_MENTIONS, desk
from bot.ui.people import spoken_in
from bot.ui.words import moment

ROOM = 1_500
"""Characters of the list; Discord takes 2,000 in one message."""

FILE_NAME = "receipts.json"

KEPT = (
    "-# A code is the beginning of a line's hash in the record. The file has the whole lines, and the keys that prove "
    "which names in the record are yours; of secret votes that run, the stubs of your ballots. Keep it to yourself."
)

WORDS: Mapping[str, str] = {
    Event.BALLOT_CAST: "ballot",
    Event.BALLOT_WITHDRAWN: "ballot taken back",
    Event.BALLOT_CONFIRMED: "left as it was",
    Event.DELEGATION_SET: "vote handed over",
    Event.DELEGATION_ENDED: "vote taken back",
    Event.DELEGATION_ACCEPTED: "votes accepted",
    Event.DELEGATION_REFUSED: "votes refused",
    Event.PROPOSAL_OPENED: "opened",
    Event.PROPOSAL_WITHDRAWN: "withdrawn",
    Event.STEP_TAKEN: "step in a round",
    Event.CHALLENGE_FILED: "challenged",
    Event.JURY_WORD_ADDED: "word for the lot of a jury",
    Event.JURY_CHANGED: "seat on a jury",
    Event.VERDICT_GIVEN: "verdict",
}
"""What somebody did, by the event; anything else goes by the event's own name."""


async def show_receipts(interaction: discord.Interaction, actor: Actor) -> None:
    """Show the actor's receipts, what they did last first, with the whole as a file. Raises NoReceipts."""
    found = await desk(interaction).ask(receipts, actor)
    head = f"## My receipts{spoken_in(interaction, actor.community_id)}"
    listed = "\n".join(fitting([line(about) for about in found.found], ROOM))
    file = discord.File(BytesIO(written(found).encode()), filename=FILE_NAME)
    await interaction.response.send_message(
        f"{head}\n{listed}\n{KEPT}", file=file, ephemeral=True, allowed_mentions=NO_MENTIONS
    )


def line(about: About) -> str:
    """Return what somebody did about one proposal, oldest first, each with its code; the last stands for all before."""
    title = f"**{clean(about.title, 80)}** · no. {about.proposal_id}" if about.proposal_id else "Besides"
    return f"{title}\n{' → '.join(_receipt(one) for one in about.lines[-5:])}"


def _receipt(one: Line) -> str:
    return f"{_words(one)} `{code_of(one.hash)}` {moment(one.at, 'f')}"


def _words(one: Line) -> str:
    return WORDS.get(one.event, one.event.replace("_", " "))


def written(found: Receipts) -> str:
    """Return all receipts in JSON: the whole lines, and the keys of one's names."""
    return json.dumps(
        {
            "keys": {"community": found.key, "decisions": {str(one): key for one, key in found.keys.items()}},
            "stubs": {str(one): stub for one, stub in found.stubs.items()},
            "receipts": [_told(one) for about in found.found for one in about.lines],
        },
        indent=1,
        ensure_ascii=False,
    )


def _told(one: Line) -> dict[str, Any]:
    content = {"event": one.event, "payload": one.payload, "actor": one.actor, "at": plain(one.at)}
    return {"seq": one.seq, "code": code_of(one.hash), "hash": one.hash, **content}
