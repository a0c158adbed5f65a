"""The choices on which the traditions differ (governance 1), with the value that a timed vote gives each."""

from fractions import Fraction

from bot.rules.secrecy import Secrecy

FLAGGED = "in force, flagged, asked again after 30 days"
"""What silence at a review means wherever something is agreed on (K13)."""

TIMED_VOTE = {
    "K1 who judges an objection": "not asked in a vote",
    "K2 silence at the deadline": "not counted",
    "K3 abstain": "allowed",
    "K4 concern and objection": "not asked in a vote",
    "K5 unresponsive objector": "not asked in a vote",
    "K6 deadlock": "not asked in a vote",
    "K7 tie": "status quo",
    "K8 unranked option": "not asked in a yes/no vote",
    "K9 quorum": "votes in favour",
    "K10 visibility": "no tally before the close; who delegates sees the ballot cast with their vote",
    "K11 candidate": "not asked in a vote",
    "K12 delegate does not vote": "lost, with a word while there is time",
    "K13 silence at review": FLAGGED,
}
"""Frozen onto each timed vote at its opening."""

_SEALED = "no tally before the close"
_VISIBLE = TIMED_VOTE["K10 visibility"]
PUBLISHED = {
    Secrecy.OPEN: {"K10 visibility": f"{_VISIBLE}; afterwards ballots are published with names"},
    Secrecy.PSEUDONYMOUS: {"K10 visibility": f"{_VISIBLE}; afterwards ballots are published without names"},
    Secrecy.SECRET: {
        "K10 visibility": f"{_SEALED}; afterwards ballots are published, and nobody can tell whose they are",
        "K12 delegate does not vote": "nobody votes for another",
    },
}
"""Frozen onto each vote, by how its ballots are published."""

BACKUPS = {"K12 delegate does not vote": "the nearest back-up who votes (ranked_delegation=BFS), else lost"}
"""Frozen onto each vote in a community with back-ups (governance 7.6)."""

SPEAKERS = {"K12 delegate does not vote": "a delegate who votes in the open speaks for others; else their vote is lost"}
"""Frozen onto each secret vote in a community in which delegates can vote in the open there."""

POLL = TIMED_VOTE | {
    "K3 abstain": "a blank ballot",
    "K7 tie": "as the poll says",
    "K8 unranked option": "below every ranked one, equal among themselves",
    "K9 quorum": "votes in favour, for each option",
    "K13 silence at review": "where yes won over no: " + FLAGGED,
}
"""Frozen onto each vote among options at its opening."""


VETOES = POLL | {
    "K1 who judges an objection": "nobody: a no with its reason is a veto, and without one it is void",
    "K4 concern and objection": "a veto; what does not stop it is said in the thread",
    "K5 unresponsive objector": "the veto stands until its ballot is changed or taken back",
}
"""Frozen onto each vote in which every no is a veto."""


def share(part: Fraction) -> str:
    """Return a part of a whole in words: "all", "none", or such as "1/5"."""
    return {Fraction(0): "none", Fraction(1): "all"}.get(part, str(part))


def in_words(where: str, **knobs: str) -> dict[str, str]:
    """Return the value of every knob in a process, by its full name; what is not named is not asked there."""
    return {name: knobs.get(name.split()[0], f"not asked in {where}") for name in TIMED_VOTE}
