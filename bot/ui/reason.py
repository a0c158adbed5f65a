"""The reason of a veto: the form in which it is written, and what is published with the result."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from bot.rules.decision import Choice
from bot.rules.ids import ProposalId
from bot.rules.reason import REASON_LENGTH
from bot.services.vote import MyVote
from bot.ui.clean import clean
from bot.ui.desk import kind

WHOLE = 1_200
"""Characters of a reason with its escapes, which double at the most what was written."""

SHORT = 700
"""Characters of a reason in the announcement; only one that is full of signs is longer."""

ANNOUNCED = 1_500
"""Characters for reasons in the announcement, which has its numbers and its rule to tell too."""

PAGE = 1_600
"""Characters of reasons on a page of the explanation."""

MOST_PAGES = 20
"""Pages of reasons that anybody might turn; the files have them all."""

Cast = Callable[[discord.Interaction, ProposalId, Choice, str], Awaitable[None]]


class ReasonForm(discord.ui.Modal, title="A no needs its reason"):
    """One field, with the reason that stands there already."""

    def __init__(self, mine: MyVote, cast: Cast) -> None:
        super().__init__(timeout=None)
        self._proposal_id, self._cast = mine.decision.id, cast
        self.reason = discord.ui.TextInput[Any](
            custom_id="reason",
            style=discord.TextStyle.paragraph,
            max_length=REASON_LENGTH,
            default=mine.reason,
            placeholder="What would have to change?",
        )
        self.add_item(
            discord.ui.Label(
                text="Why?",
                description="Your reason is published when the vote closes, without your name.",
                component=self.reason,
            )
        )

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Cast the no with its reason."""
        await self._cast(interaction, self._proposal_id, Choice.NO, self.reason.value)


def quoted(reason: str, room: int = WHOLE) -> str:
    """Return a reason on one line, as it was written."""
    return f"“{clean(reason, room)}”"


def announced(reasons: Sequence[str]) -> str:
    """Return the reasons for the announcement, as many as there is room for, empty where there are none."""
    if not reasons:
        return ""
    shown = _paged(reasons, ANNOUNCED, SHORT)[0]
    left = len(reasons) - len(shown)
    more = [f"… and {left:,} more: “How was this counted?” has them"] if left else []
    return "\n".join(["**Why not**, in the words of those who voted no:", *shown, *more])


def pages(reasons: Sequence[str]) -> list[str]:
    """Return every reason, on pages that one can read; none where there are no reasons."""
    paged = _paged(reasons, PAGE, WHOLE)
    head = "**Why not: the reasons given with a no**\n-# A delegate's reason stands for all whose votes it carries."
    told = ["\n".join([head, *lines]) for lines in paged[:MOST_PAGES]]
    left = sum(map(len, paged[MOST_PAGES:]))
    return [*told[:-1], f"{told[-1]}\n… and {left:,} more, in the files"] if left else told


def _paged(reasons: Sequence[str], room: int, longest: int) -> list[list[str]]:
    """Return the reasons page by page, none of them cut in two; each has so many characters at the most."""
    paged: list[list[str]] = []
    left = 0
    for line in (f"> {quoted(reason, longest)}" for reason in reasons):
        if len(line) + 1 > left:
            paged.append([])
            left = room
        paged[-1].append(line)
        left -= len(line) + 1
    return paged
