"""Lot: nobody is better than anybody else; the seats go to those whose names are drawn.

Source: governance 10.2, after RFC 3797 and RFC 8713, and the Athenian council in Aristotle, Constitution
of the Athenians 43. Each mark says that an option may be drawn; a quorum strikes those who have too few.
"""

from bot.rules.counting.levels import fill, heard, tied, totals
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Act, Count, Step, conclude
from bot.rules.counting.poll import BadPoll, BallotKind, Poll
from bot.rules.lot import BadLot, tie_order

SEED = Setting(
    "seed",
    "What the order is drawn from, published after the pool; the options are its pool, in the order of the list.",
    "",
    reads="hexadecimal digits, or nothing to go by the poll's order for ties",
)


def count(poll: Poll) -> Count:
    """Seat the first drawn of those who are heard; without a seed and an order for ties all are level.

    The pool is the whole list as it was published, so that nobody's place depends on the ballots; who is
    not heard is passed over (RFC 8713, 4.17). Raises BadPoll for a seed that is no seed.
    """
    standing, steps = heard(poll, BallotKind.APPROVALS)
    marks = totals(standing, standing.ballots.marks)
    written = poll.setting(SEED.key, SEED.default)
    order = _drawn(poll, written) if written else poll.tie_order
    everybody = tuple(sorted(standing.options, key=(order or poll.options).index))
    ranked = [(option,) for option in everybody] if written or not everybody else [everybody]
    winners, tie = fill(standing, ranked)
    steps.append(Step(Act.TALLY, standing.options, marks, {"seed": written} if written else {}))
    if tie:
        steps.append(tied(standing, tie))
    if winners:
        steps.append(Step(Act.ELECTED, tuple(winners), {option: marks[option] for option in winners}))
    return conclude(standing, winners, tie, marks, steps, ranked)


def _drawn(poll: Poll, seed: str) -> tuple[str, ...]:
    try:
        return tie_order(poll.options, bytes.fromhex(seed))
    except BadLot as bad:
        raise BadPoll(str(bad)) from bad
    except ValueError as bad:
        raise BadPoll("a seed is written in hexadecimal digits") from bad


METHOD = Method(
    "lot",
    "Lot",
    Family.LOT,
    "Mark whoever may be drawn; the seats go to the first names drawn by a lot that anybody can check.",
    BallotKind.APPROVALS,
    'D. Eastlake, "Publicly Verifiable Nominations Committee (NomCom) Random Selection", RFC 3797 (2004)',
    count,
    (SEED,),
    several=True,
)
