"""The way of a vote from hand to hand in words, for the one whose vote it is (governance 7.8)."""

from bot.rules.chain import Chain, ChainEnd
from bot.ui.people import Called

HOPS = 3
"""People named between the member and the end; of more it is said how many (governance 7.8)."""


def stands(chain: Chain, who: Called) -> str:
    """Return where a vote stands in an open decision, as in "Your vote goes to Bo, who has not voted yet."."""
    if len(chain.members) == 1:
        return {
            ChainEnd.NOBODY: "You have not voted, and here nobody votes for you, as you chose.",
            ChainEnd.NOT_ELIGIBLE: "You cannot vote here.",
        }.get(chain.end, "You have not voted, and nobody votes for you.")
    if chain.end is ChainEnd.CYCLE:
        return f"Your vote goes round in a circle ({_round(chain, who)}), and is lost unless somebody in it votes."
    ends = {
        ChainEnd.VOTES: "who has voted.",
        ChainEnd.NO_DELEGATE: "who has not voted yet.",
        ChainEnd.NOBODY: "who has not voted yet, and lets nobody vote for them here.",
        ChainEnd.NOT_ELIGIBLE: "who cannot vote here: it would be lost.",
    }
    return f"Your vote goes to {_way(chain, who, 'passed it')}, {ends[chain.end]}"


def stood(chain: Chain, who: Called) -> str:
    """Return where a vote stood when a decision closed."""
    if len(chain.members) == 1:
        return "You did not vote, and nobody voted for you."
    if chain.end is ChainEnd.CYCLE:
        return f"Your vote went round in a circle ({_round(chain, who)}), and was lost: nobody in it voted."
    ends = {
        ChainEnd.VOTES: "who voted.",
        ChainEnd.NO_DELEGATE: "who did not vote: it was lost.",
        ChainEnd.NOBODY: "who did not vote and let nobody vote for them: it was lost.",
        ChainEnd.NOT_ELIGIBLE: "who could not vote here: it was lost.",
    }
    return f"Your vote went to {_way(chain, who, 'passed it')}, {ends[chain.end]}"


def outlook(chain: Chain, who: Called) -> str:
    """Return where a vote would go as things stand, where no decision is at hand."""
    if len(chain.members) == 1 and chain.end is ChainEnd.NOT_ELIGIBLE:
        return "You have no vote there yet. This acts as soon as you are in a circle."
    if len(chain.members) == 1:
        return "Nobody votes for you then, and what you do not vote yourself does not count."
    if chain.end is ChainEnd.CYCLE:
        return f"Your vote would go round in a circle: {_round(chain, who)}."
    end = who(chain.members[-1])
    if chain.end is ChainEnd.NOT_ELIGIBLE:
        return f"Your vote would go to {_way(chain, who, 'passes it')}, who cannot vote there: it would be lost."
    own = f"{end} passes it to nobody: their ballot would count for you."
    if len(chain.members) == 2:
        return own
    return f"Your vote would go to {_way(chain, who, 'passes it')}. {own}"


def _way(chain: Chain, who: Called, passes: str) -> str:
    """Return the people on the way, as in "Bo, who passed it to Cy"; of many the first and the last."""
    names = [who(member) for member in chain.members[1:]]
    first, left = names[: HOPS + 1], len(names) - HOPS - 1
    way = f", who {passes} to ".join(first[:HOPS] if left > 0 else first)
    return f"{way}, who {passes} on through {left:,} more to {names[-1]}" if left > 0 else way


def _round(chain: Chain, who: Called) -> str:
    """Return the people of a loop, and those on the way to it."""
    names = ["you" if member == chain.members[0] else who(member) for member in chain.members]
    if len(names) > HOPS + 3:
        names = [*names[: HOPS + 1], f"{len(names) - HOPS - 2:,} more", names[-1]]
    return " → ".join(names)
