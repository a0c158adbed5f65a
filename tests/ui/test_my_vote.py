"""Where one's own vote stands, in words: while all can vote, while only some can, and afterwards."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from bot.rules.chain import Chain, ChainEnd
from bot.rules.decision import Choice, Decision, State
from bot.rules.delegation import Scope
from bot.rules.ids import CommunityId, DelegationId, MemberId
from bot.services.mine import MyStand
from bot.services.values import Delegation, OverrideRight
from bot.services.vote import MyVote
from bot.ui.my.votes import listed
from bot.ui.my.words import head, line, may_vote, stand
from tests.ui.decisions import CLOSES, OPENED, decision_of

ME, BO, CY = MemberId(1), MemberId(2), MemberId(3)
LATER = CLOSES + timedelta(hours=12)
AT = f"<t:{int(LATER.timestamp())}:F>"
RIGHT = OverrideRight(ME, CY, LATER)
TRAP = "**x** @everyone " * 12


def mine(decision: Decision | None = None, **more: Any) -> MyVote:
    facts = {"ballot": None, "chain": Chain((ME, BO, CY), ChainEnd.VOTES), "theirs": Choice.NO, "eligible": True}
    return MyVote(decision=decision or decision_of(), **{**facts, **more})


def name(member: int) -> str:
    return f"<@{member}>"


def told(found: MyVote, acting: Delegation | None = None) -> str:
    return stand(MyStand(found, acting), name)


def test_the_ballot_that_carries_a_vote_is_told_to_who_follows_it() -> None:
    assert told(mine()) == (
        "Your vote goes to <@2>, who passed it to <@3>, who has voted.\n"
        "If the vote closed now, yours would count as ✗ **No**."
    )


def test_a_vote_that_counts_in_part_says_so() -> None:
    words = told(mine(share=Fraction(3, 5)))
    assert "⚠ <@3> carries more votes than one person can here: yours counts at 3 of 5 (60 %)." in words
    assert words.endswith("Your own ballot counts whole.")


def test_after_the_close_it_is_told_how_a_vote_counted() -> None:
    over = mine(decision_of(state=State.PUBLISHED), share=Fraction(1, 2))
    assert told(over) == (
        "Your vote went to <@2>, who passed it to <@3>, who voted.\nIt counted as ✗ **No**.\n"
        "⚠ <@3> carries more votes than one person can here: yours was counted at 1 of 2 (50 %)."
    )
    assert not may_vote(over)


def test_who_may_still_vote_is_told_until_when() -> None:
    held = replace(decision_of(), override_until=LATER)
    assert told(mine(held, right=RIGHT)).endswith(f"so you can still vote yourself until {AT}.")
    assert may_vote(mine(held, right=RIGHT))
    assert told(mine(held, ballot=Choice.YES, right=RIGHT)).endswith(f"You can change it until {AT}.")


def test_who_may_not_any_more_is_told_that_it_is_over_while_others_may() -> None:
    held = replace(decision_of(), override_until=LATER)
    assert not may_vote(mine(held))
    assert "It counted as ✗ **No**." in told(mine(held))
    assert told(mine(held, ballot=Choice.YES)) == "Your ballot says ✓ **Yes**."
    assert "closed <t:" in head(mine(held))
    assert "closes <t:" in head(mine())


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope.COMMUNITY, "everywhere in this community"),
        (Scope.CIRCLE, "in the circle **Garden**"),
        (Scope.TOPIC, "on the topic **Trees**"),
        (Scope.PROPOSAL, ""),
    ],
)
def test_the_delegation_that_acts_is_named_unless_it_is_for_this_vote_alone(scope: Scope, words: str) -> None:
    given = Delegation(DelegationId(1), CommunityId(1), ME, scope, 7, BO, OPENED, None, OPENED)
    found = told(mine(replace(decision_of(), topic="Trees")), given)
    assert (f"By your delegation {words}" in found) == bool(words)
    assert ("By your delegation" in found) == bool(words)


def test_an_outsider_is_told_that_they_are_one() -> None:
    assert told(mine(eligible=False)).startswith("You are not on the roll of this vote")
    assert not may_vote(mine(eligible=False))


def test_a_list_has_a_line_for_each_and_fits() -> None:
    assert line(mine(ballot=(1, 2)), name).endswith("-# You have voted.")
    assert line(mine(chain=Chain((ME, BO), ChainEnd.NOT_ELIGIBLE)), name).endswith(
        "-# ⚠ Your vote goes to <@2>, who cannot vote here: it would be lost."
    )
    long = mine(decision_of(title=TRAP), chain=Chain((ME, *range(10, 60)), ChainEnd.NO_DELEGATE))
    words = listed([long] * 40, lambda member: f"**{member:0>70}**")
    assert len(words) < 3_800
    assert "who passed it on through 46 more" in words
    assert words.splitlines()[-1].startswith("… and 3")
    assert "@everyone" not in words
