"""The invariants V1, V2 and V7 of governance 8.4 on yes/no votes, each asserted of a `decide` function."""

from collections.abc import Callable
from fractions import Fraction

from hypothesis import strategies as st

from bot.rules.majority import (
    AbsoluteMajority,
    Outcome,
    SimpleMajority,
    Supermajority,
    Tally,
    Threshold,
    Verdict,
    decide,
)

Decide = Callable[[Threshold, int, Tally, int], Verdict]
Vote = tuple[Threshold, int, Tally, int]

REAL: Decide = decide

thresholds = st.one_of(
    st.just(SimpleMajority()),
    st.just(AbsoluteMajority()),
    st.builds(lambda no, more: Supermajority(no + more, no), st.integers(0, 9), st.integers(1, 9)),
)


noes = st.one_of(st.integers(0, 12), st.integers(10**16, 10**17))


@st.composite
def votes(draw: st.DrawFn) -> Vote:
    """A threshold, a quorum, a tally and a roll with at least one vote left; close results are likely."""
    threshold = draw(thresholds)
    no = draw(noes)
    near = no * threshold.yes // (threshold.no or 1) if isinstance(threshold, Supermajority) else no
    tally = Tally(max(0, near + draw(st.integers(-2, 2))), no, draw(st.integers(0, 5)))
    roll = tally.cast + tally.abstain + draw(st.integers(1, 6))
    return threshold, max(1, tally.yes + draw(st.integers(-3, 3))), tally, roll


def passes(decide: Decide, vote: Vote) -> bool:
    """Whether this vote adopts the proposal."""
    return decide(*vote).outcome is Outcome.ADOPTED


def v1_more_support_never_hurts(decide: Decide, vote: Vote) -> None:
    """An extra yes never turns pass into fail; an extra no or abstention never turns fail into pass."""
    threshold, quorum, tally, roll = vote
    now = passes(decide, vote)
    more_yes = Tally(tally.yes + 1, tally.no, tally.abstain)
    more_no = Tally(tally.yes, tally.no + 1, tally.abstain)
    more_blank = Tally(tally.yes, tally.no, tally.abstain + 1)
    assert passes(decide, (threshold, quorum, more_yes, roll)) or not now
    assert now or not passes(decide, (threshold, quorum, more_no, roll))
    assert now or not passes(decide, (threshold, quorum, more_blank, roll))


def v2_things_stay_as_they_are_in_a_tie(decide: Decide, vote: Vote) -> None:
    """As many no as yes votes adopt nothing, whatever the rule."""
    threshold, quorum, tally, roll = vote
    side = min(tally.yes, tally.no)
    assert not passes(decide, (threshold, min(quorum, side), Tally(side, side, tally.abstain), roll))


def v7_shares_are_exact(decide: Decide, vote: Vote) -> None:
    """A supermajority is reached exactly where the share of yes among yes and no reaches the fraction."""
    threshold, _, tally, roll = vote
    if isinstance(threshold, Supermajority):
        share = Fraction(tally.yes, tally.cast) if tally.cast else Fraction(0)
        reached = share >= Fraction(threshold.yes, threshold.yes + threshold.no)
        assert passes(decide, (threshold, 1, tally, roll)) == (reached and tally.yes > tally.no)
