"""The single transferable vote as Scottish councils are elected: seats in proportion, votes that move on.

Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), Schedule 1, rules 45 to 52: the quota is
the whole number above votes / (seats + 1); each paper of a surplus moves on at surplus x value / votes, cut to
five decimals; the largest surplus goes first; who is level is told apart by the latest earlier stage, else by
lot, for which the poll's order for ties stands.
"""

from bot.rules.counting.branches import count_stages
from bot.rules.counting.gregory import Gregory, Order, Quota, Rules
from bot.rules.counting.levels import heard_above_default
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BadPoll, BallotKind, Poll

QUOTA = Setting(
    "quota",
    "Votes that a seat costs: the whole number above votes/(seats+1), exactly that quotient, or votes/seats.",
    "droop",
    ("droop", "exact", "hare"),
)
VALUES = Setting(
    "values", "Decimals to which the value of a moved vote is cut, or exact fractions.", "5", ("5", "4", "exact")
)
ORDER = Setting(
    "surplus",
    "Which surplus is transferred first: the largest, the first that was won, or all of a stage together.",
    "largest",
    ("largest", "first", "together"),
)


def rules(poll: Poll) -> Rules:
    """Return the rules that the poll's settings ask for. Raises BadPoll for a value that is not offered."""
    chosen = [poll.setting(each.key, each.default) for each in (QUOTA, VALUES, ORDER)]
    for setting, value in zip((QUOTA, VALUES, ORDER), chosen, strict=True):
        if value not in setting.choices:
            raise BadPoll(f"{setting.key} is one of {', '.join(setting.choices)}, not {value!r}")
    quota, values, order = chosen
    return Rules(Quota(quota), None if values == "exact" else int(values), order=Order(order))


def count(poll: Poll) -> Count:
    """Count stage by stage; the totals are the votes at the last one. Raises BadPoll.

    Where an option gets the quota, it is elected; its surplus moves on before anybody is excluded. An option
    ranked level with others gets an equal fraction of the ballot, as if it stood for all orders of them. Where
    votes come in parts, the quota is a whole number of parts: each is counted as a vote of its own.
    """
    standing, steps = heard_above_default(poll, BallotKind.RANKING)
    return count_stages(Gregory(standing, rules(standing)), steps)


METHOD = Method(
    "stv_scottish",
    "Single transferable vote (Scottish rules)",
    Family.RANK,
    "Rank the options; what a winner does not need and what a loser leaves behind moves on to your next choice.",
    BallotKind.RANKING,
    "The Scottish Local Government Elections Order 2007 (SSI 2007/42), Schedule 1, rules 45-52",
    count,
    (QUOTA, VALUES, ORDER),
    several=True,
)
