"""The way of a vote in words: the first three people and the last, and why it ends there."""

import pytest

from bot.rules.chain import Chain, ChainEnd
from bot.ui.chain import outlook, stands, stood


def name(member: int) -> str:
    return f"P{member}"


ME, BO, CY = 0, 1, 2
THREE = "P1, who passed it to P2, who passed it to P3"
LOST = "and is lost unless somebody in it votes."


@pytest.mark.parametrize(
    ("members", "end", "words"),
    [
        ((ME,), ChainEnd.NO_DELEGATE, "You have not voted, and nobody votes for you."),
        ((ME,), ChainEnd.NOBODY, "You have not voted, and here nobody votes for you, as you chose."),
        ((ME,), ChainEnd.NOT_ELIGIBLE, "You cannot vote here."),
        ((ME, BO), ChainEnd.VOTES, "Your vote goes to P1, who has voted."),
        ((ME, BO, CY), ChainEnd.NO_DELEGATE, "Your vote goes to P1, who passed it to P2, who has not voted yet."),
        (
            (ME, BO),
            ChainEnd.NOBODY,
            "Your vote goes to P1, who has not voted yet, and lets nobody vote for them here.",
        ),
        ((ME, BO), ChainEnd.NOT_ELIGIBLE, "Your vote goes to P1, who cannot vote here: it would be lost."),
        (
            (ME, BO, CY, ME),
            ChainEnd.CYCLE,
            "Your vote goes round in a circle (you → P1 → P2 → you), and is lost unless somebody in it votes.",
        ),
        (
            (ME, BO, CY, BO),
            ChainEnd.CYCLE,
            "Your vote goes round in a circle (you → P1 → P2 → P1), and is lost unless somebody in it votes.",
        ),
        (
            tuple(range(5)),
            ChainEnd.VOTES,
            f"Your vote goes to {THREE}, who passed it to P4, who has voted.",
        ),
        (
            tuple(range(11)),
            ChainEnd.VOTES,
            f"Your vote goes to {THREE}, who passed it on through 6 more to P10, who has voted.",
        ),
        (
            (*range(1_234), ME),
            ChainEnd.CYCLE,
            f"Your vote goes round in a circle (you → P1 → P2 → P3 → 1,230 more → you), {LOST}",
        ),
    ],
)
def test_where_a_vote_stands(members: tuple[int, ...], end: ChainEnd, words: str) -> None:
    assert stands(Chain(members, end), name) == words


@pytest.mark.parametrize(
    ("members", "end", "words"),
    [
        ((ME,), ChainEnd.NO_DELEGATE, "You did not vote, and nobody voted for you."),
        ((ME, BO), ChainEnd.VOTES, "Your vote went to P1, who voted."),
        (
            (ME, BO, CY),
            ChainEnd.NO_DELEGATE,
            "Your vote went to P1, who passed it to P2, who did not vote: it was lost.",
        ),
        ((ME, BO), ChainEnd.NOT_ELIGIBLE, "Your vote went to P1, who could not vote here: it was lost."),
        (
            (ME, BO, ME),
            ChainEnd.CYCLE,
            "Your vote went round in a circle (you → P1 → you), and was lost: nobody in it voted.",
        ),
    ],
)
def test_where_a_vote_stood(members: tuple[int, ...], end: ChainEnd, words: str) -> None:
    assert stood(Chain(members, end), name) == words


@pytest.mark.parametrize(
    ("members", "end", "words"),
    [
        ((ME,), ChainEnd.NOT_ELIGIBLE, "You have no vote there yet. This acts as soon as you are in a circle."),
        ((ME,), ChainEnd.NOBODY, "Nobody votes for you then, and what you do not vote yourself does not count."),
        ((ME, BO), ChainEnd.NO_DELEGATE, "P1 passes it to nobody: their ballot would count for you."),
        (
            (ME, BO, CY),
            ChainEnd.NOBODY,
            "Your vote would go to P1, who passes it to P2. P2 passes it to nobody: their ballot would count for you.",
        ),
        (
            (ME, BO, CY),
            ChainEnd.NOT_ELIGIBLE,
            "Your vote would go to P1, who passes it to P2, who cannot vote there: it would be lost.",
        ),
        ((ME, BO, ME), ChainEnd.CYCLE, "Your vote would go round in a circle: you → P1 → you."),
    ],
)
def test_where_a_vote_would_go(members: tuple[int, ...], end: ChainEnd, words: str) -> None:
    assert outlook(Chain(members, end), name) == words
