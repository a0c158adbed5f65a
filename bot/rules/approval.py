"""Approval voting: mark every option you can live with; the options with the most marks win.

Source: Brams and Fishburn, "Approval Voting", American Political Science Review 72 (1978), 831-847; for
several seats as in the council elections of PEP 13. Quorum per option and ties as in governance 8.1.
"""

from bot.rules.counting import Count, Fate, Poll, Step, Tie, conclude


def count(poll: Poll) -> Count:
    """Fill the seats from the most approved option down; each option needs the quorum.

    Where more options are level than seats are left, that is a Tie over these seats, which only the
    poll's lot settles.
    """
    room = poll.seats
    steps: list[Step] = []
    tie: Tie | None = None
    for votes, level in poll.levels():
        if votes < poll.quorum:
            steps.append(Step(level, votes, Fate.NO_QUORUM))
        elif room == 0:
            steps.append(Step(level, votes, Fate.NOT_ELECTED))
        elif len(level) <= room:
            steps.append(Step(level, votes, Fate.ELECTED))
            room -= len(level)
        else:
            tie = Tie(level, room)
            steps += _drawn(level, votes, room) if poll.lot else [Step(level, votes, Fate.TIED)]
            room = 0
    return conclude(poll, steps, tie)


def _drawn(level: tuple[str, ...], votes: int, room: int) -> list[Step]:
    """Return the steps for level options in the order of the lot."""
    return [Step(level[:room], votes, Fate.ELECTED), Step(level[room:], votes, Fate.NOT_ELECTED)]
