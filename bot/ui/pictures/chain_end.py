"""How the end of a chain looks, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.rules.chain import Chain, ChainEnd
from bot.ui.pictures import paint


class Edge(StrEnum):
    """The shape of the last person."""

    FULL = "full"
    DASHED = "dashed"
    SQUARE = "square"
    HOP = "hop"


@dataclass(frozen=True, slots=True)
class End:
    """The shape of the last person with its sign and ink, the headline, the word beside them, and the note below."""

    edge: Edge
    sign: str
    ink: str
    headline: str
    word: str
    note: str


_FIRST = "Whoever comes first on this way and votes, speaks for you."
_LOST = "Your vote is lost unless somebody on this way votes. Vote yourself, and it counts."
_HEARD = (Edge.FULL, paint.TICK, paint.GREEN)
_WAITING = (Edge.DASHED, paint.WAIT, paint.GOLD)
_NOBODY = (Edge.DASHED, paint.BAR, paint.GOLD)
_AWAY = (Edge.SQUARE, paint.CROSS, paint.RED)
_LOOP = (Edge.HOP, paint.ROUND, paint.GOLD)
_AHEAD = (Edge.FULL, paint.ONWARD, paint.BLUE)

_ENDS = {
    ChainEnd.VOTES: End(
        *_HEARD, "{} has voted for you", "has voted", "That ballot counts for you. Vote yourself, and yours counts."
    ),
    ChainEnd.NO_DELEGATE: End(
        *_WAITING, "Your vote waits for {}", "has not voted yet", f"{_FIRST} If nobody does, your vote is lost."
    ),
    ChainEnd.NOBODY: End(
        *_NOBODY,
        "Your vote waits for {}",
        "has not voted yet, hands it on to nobody",
        f"{_FIRST} If nobody does, your vote is lost.",
    ),
    ChainEnd.NOT_ELIGIBLE: End(*_AWAY, "Your vote is lost at {}", "cannot vote here", _LOST),
    ChainEnd.CYCLE: End(*_LOOP, "Your vote goes round in a loop", "hands it back to {}", _LOST),
    None: End(*_AHEAD, "Your vote would go to {}", "comes last", f"{_FIRST} Vote yourself, and yours counts."),
}
"""By why a chain ends, None where no decision is at hand; `{}` is the last person, or to whom a loop goes back."""

_OWN = {
    ChainEnd.VOTES: End(
        *_HEARD,
        "You have voted yourself",
        "have voted",
        "Your ballot counts. A delegation of yours rests for this vote.",
    ),
    ChainEnd.NO_DELEGATE: End(
        *_WAITING,
        "You have not voted yet",
        "hand your vote to nobody",
        "Nobody else votes for you: if you do not, it is lost.",
    ),
    ChainEnd.NOBODY: End(
        *_NOBODY, "You have not voted yet", "want nobody here", "Nobody else votes for you: if you do not, it is lost."
    ),
    ChainEnd.NOT_ELIGIBLE: End(
        *_AWAY, "You cannot vote here", "are not on the roll", "Nobody can vote for you here either."
    ),
    ChainEnd.CYCLE: End(
        *_LOOP, "Your vote goes round in a loop", "hand your vote to yourself", "Vote yourself, and it counts."
    ),
    None: End(*_AHEAD, "You would vote yourself", "hand your vote to nobody", "Nobody else votes for you."),
}
"""The same where the chain is the member alone."""


def end_of(chain: Chain, names: Sequence[str], back: int, *, voted: bool | None) -> End:
    """Return the end of a chain of people with these names; a loop goes back to the one at place `back`.

    `voted` is whether the last one has cast a ballot, None where no decision is at hand.
    """
    found = (_OWN if len(names) == 1 else _ENDS)[_kind(chain.end, voted=voted)]
    target = "you" if back == 0 else names[back]
    return replace(found, headline=found.headline.format(names[-1]), word=found.word.format(target))


def _kind(end: ChainEnd, *, voted: bool | None) -> ChainEnd | None:
    """Return why a chain ends, after what is known of the last one's ballot; no ballot mends the last two."""
    if end in {ChainEnd.NOT_ELIGIBLE, ChainEnd.CYCLE}:
        return end
    if voted is not False:
        return ChainEnd.VOTES if voted else None
    return ChainEnd.NO_DELEGATE if end is ChainEnd.VOTES else end
