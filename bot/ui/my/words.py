"""Where one's own vote stands, in words: never a tally, and never another's ballot but the one that carries it."""

from fractions import Fraction

from bot.rules.ballot import Marks
from bot.rules.chain import ChainEnd
from bot.rules.decision import Choice, State
from bot.rules.delegation import Scope
from bot.rules.poll import sheet_of
from bot.rules.secrecy import Secrecy
from bot.services.mine import MyStand
from bot.services.vote import WHOLE, MyVote
from bot.ui.ballot import fitting, marked_lines
from bot.ui.buttons import BALLOTS
from bot.ui.chain import stands, stood
from bot.ui.clean import clean
from bot.ui.delegation.words import place
from bot.ui.people import Called
from bot.ui.reason import quoted
from bot.ui.stub import IN_THE_OPEN, stub_words
from bot.ui.words import amount, moment

ROOM = 1_600
"""Characters of a ballot beside what is said around it."""

TITLE = 120
"""Characters of a title."""


def may_vote(mine: MyVote) -> bool:
    """Whether the member can vote still: until the close, or after it where their delegate voted at the end."""
    held = mine.decision.override_until is not None
    return mine.eligible and mine.decision.state is State.OPEN and (not held or mine.right is not None)


def head(mine: MyVote) -> str:
    """Return which vote it is, and until when."""
    decision = mine.decision
    closes = "closes" if decision.state is State.OPEN and decision.override_until is None else "closed"
    about = f"-# **{clean(decision.circle, 60)}** · no. {decision.id} · {closes} {moment(decision.closes_at, 'R')}"
    return f"## {clean(decision.title, TITLE)}\n{about}"


def stand(found: MyStand, who: Called) -> str:
    """Return where a vote stands: a ballot, a chain of delegates, or nothing yet."""
    mine = found.mine
    if not mine.eligible:
        return f"You are not on the roll of this vote: it was fixed at {moment(mine.decision.opened_at, 'F')}."
    if mine.ballot is not None:
        return "\n".join([_own(mine), *_until(mine), *_secrecy(mine)])
    own = mine.chain.end is ChainEnd.VOTES and len(mine.chain.members) == 1
    if mine.decision.rules.secrecy is Secrecy.SECRET and own:
        return "You voted. The vote was secret: nobody can tell which ballot is yours but you, if you noted its number."
    over = not may_vote(mine)
    lines = [(stood if over else stands)(mine.chain, who), *_acting(found)]
    if mine.theirs is not None:
        counts = "It counted as" if over else "If the vote closed now, yours would count as"
        lines += [_said(counts, mine.theirs, mine), *_share(mine.share, who(mine.chain.members[-1]), over=over)]
    return "\n".join([*lines, *_right(mine)])


def _secrecy(mine: MyVote) -> list[str]:
    """Say by what a secret ballot is found again, or that it was cast in the open."""
    if mine.stub:
        return [f"🔒 {stub_words(mine.stub)}"]
    return [IN_THE_OPEN] if mine.in_the_open else []


def line(mine: MyVote, who: Called) -> str:
    """Return where a vote stands on one line of a list."""
    decision = mine.decision
    closes = moment(decision.closes_at, "R")
    return f"**{clean(decision.title, 80)}** · no. {decision.id} · closes {closes}\n-# {_brief(mine, who)}"


def _brief(mine: MyVote, who: Called) -> str:
    if isinstance(mine.ballot, Choice):
        symbol, word, _ = BALLOTS[mine.ballot]
        return f"You have voted {symbol} {word}."
    if mine.ballot is not None:
        return "You have voted."
    lost = "" if mine.chain.end in {ChainEnd.VOTES, ChainEnd.NO_DELEGATE} else "⚠ "
    return f"{lost}{stands(mine.chain, who)}"


def _own(mine: MyVote) -> str:
    """Return what one's own ballot says."""
    assert mine.ballot is not None  # noqa: S101 - asked for by who has one
    because = f" Your reason: {quoted(mine.reason)}." if mine.reason else ""
    return f"{_said('Your ballot says', mine.ballot, mine)}{because}"


def _said(what: str, ballot: Choice | Marks, mine: MyVote) -> str:
    """Return what a ballot says, behind some words."""
    if isinstance(ballot, Choice):
        symbol, word, _ = BALLOTS[ballot]
        return f"{what} {symbol} **{word}**."
    rules = mine.decision.rules.poll
    if rules is None or not any(ballot):
        return f"{what} a blank ballot, which abstains."
    marked = marked_lines(mine.options, ballot, rules, sheet_of(rules, len(mine.options)))
    return "\n".join([f"{what}:", *fitting(marked, ROOM)])


def _until(mine: MyVote) -> list[str]:
    """Say until when a ballot can be changed."""
    until = mine.right.until if mine.right else mine.decision.closes_at
    return [f"You can change it until {moment(until, 'F')}."] if may_vote(mine) else []


def _right(mine: MyVote) -> list[str]:
    """Say that somebody whose delegate voted at the end can still vote themselves."""
    if mine.right is None or not may_vote(mine):
        return []
    return [f"The ballot came at the very end, so you can still vote yourself until {moment(mine.right.until, 'F')}."]


def _acting(found: MyStand) -> list[str]:
    """Say by which delegation a vote goes on, where that is not for this vote alone."""
    acting = found.acting
    if acting is None or acting.scope is Scope.PROPOSAL:
        return []
    name = found.mine.decision.topic if acting.scope is Scope.TOPIC else found.mine.decision.circle
    return [f"-# By your delegation {place(acting.scope, name)}; `/my delegations` changes it."]


def _share(share: Fraction, end: str, *, over: bool) -> list[str]:
    """Say how much of the vote counts, where its delegate carries more than one person may."""
    if share == WHOLE:
        return []
    counts = f"{'was counted' if over else 'counts'} at {share.numerator} of {share.denominator}"
    why = f"⚠ {end} carries more votes than one person can here: yours {counts} ({amount(share * 100)} %)."
    return [why if over else f"{why} Your own ballot counts whole."]
