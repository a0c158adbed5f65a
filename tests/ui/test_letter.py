"""Letters in plain words, with what can be done, in one message that fits on Discord whatever people are called."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.chain import Chain, ChainEnd
from bot.rules.challenge import Phase
from bot.rules.circle import Circle, Defaults
from bot.rules.decision import Choice, FrozenRules
from bot.rules.delegation import Scope
from bot.rules.ids import ChannelId, CircleId, CommunityId, DelegationId, LetterId, MemberId, ProposalId, TopicId
from bot.rules.poll import Option, PollRules
from bot.rules.topic import Topic
from bot.services.challenge import ChallengeView
from bot.services.inbox import Handed, Inbox, Told
from bot.services.values import Delegation, Ground, Letter, LetterKind, OverrideRight
from bot.services.vote import MyVote
from bot.services.within import Reach, Within
from bot.ui.letter.bundle import COMPONENTS, LETTERS, Bundle, bundled
from bot.ui.letter.screen import ReadButton
from tests.ui.decisions import CLOSES, OPENED, decision_of
from tests.ui.test_messages import buttons_of, shown
from tests.ui.trials import looked_at, trial

ME, BO, CY = MemberId(5), MemberId(6), MemberId(7)
NAMES = {ME: "**Me**", BO: "**Bo**", CY: "**Cy**"}
END = f"<t:{int(CLOSES.timestamp())}"
PLANT = decision_of()
GARDEN = Circle(CircleId(2), CommunityId(1), "Garden", "", ChannelId(3), BO, None, Defaults())
HANDS = ["Somebody else", "Take it back"]
VOTING = ["✓ Yes", "✗ No", "◯ Abstain", "My vote", "Delegate this vote"]
odd = st.text(max_size=40) | st.sampled_from(
    ["@everyone " * 9, "*" * 80, "<@111>", "🌳" * 60, "[x](https://e.example)"]
)


def who(member: int) -> str:
    return NAMES[MemberId(member)]


def letter(kind: LetterKind, number: int = 1) -> Letter:
    return Letter(LetterId(number), CommunityId(1), ME, kind, OPENED, ProposalId(7))


def vote(*way: MemberId, end: ChainEnd = ChainEnd.VOTES, **changed: Any) -> MyVote:
    """Where my vote stands in a question of yes or no."""
    said = {"theirs": Choice.YES} if end is ChainEnd.VOTES else {}
    return replace(MyVote(PLANT, True, None, Chain((ME, *way), end)), **(said | changed))


def handed(scope: Scope = Scope.CIRCLE, name: str = "Garden", **changed: Any) -> Handed:
    """A delegation of mine to Bo, or whatever else is said."""
    one = Delegation(DelegationId(9), CommunityId(1), ME, scope, 2, BO, OPENED, CLOSES, OPENED)
    there = Within(Reach(scope, 2), name, Ground(CommunityId(1), CircleId(2)), GARDEN)
    told = Handed(one, there, stands=True, instead=None, carried=3)
    return replace(told, **changed)


def message(kind: LetterKind, about: MyVote | Handed) -> tuple[str, list[str]]:
    """Return what is read, and the buttons below it."""
    found = Inbox(OPENED, [Told(letter(kind), about)])
    bundle = bundled(found, "Village", who, foot="-# foot", more=ReadButton("More"))
    assert bundle is not None
    text = shown(bundle.view).split("\n", 1)[1].removesuffix("\n-# foot")
    return text, [str(button.label) for button in buttons_of(bundle.view)]


async def test_how_a_delegate_voted_is_told_with_a_way_to_vote_differently() -> None:
    text, buttons = message(LetterKind.CARRIED, vote(BO))
    assert text == (
        f"**Bo** voted ✓ **yes** on **Plant a tree**, and your vote goes with it. It closes {END}:R>.\n"
        "Vote yourself, and your own ballot counts instead:"
    )
    assert buttons == VOTING


async def test_a_vote_that_was_passed_on_says_through_whom() -> None:
    text, _ = message(LetterKind.CARRIED, vote(BO, CY, theirs=Choice.ABSTAIN))
    assert "**Cy** ◯ **abstained** on" in text
    assert "\n-# Your vote goes to **Bo**, who passed it to **Cy**, who has voted.\n" in text


async def test_of_a_long_way_the_first_three_and_the_last_are_named() -> None:
    text, _ = message(LetterKind.CARRIED, vote(BO, CY, BO, CY, BO, CY))
    assert "who passed it on through 2 more to **Cy**, who has voted." in text


async def test_a_ballot_of_options_is_told_in_the_words_of_ballots() -> None:
    poll = replace(PLANT, rules=FrozenRules(None, 1, 15, {}, "0.1.0", PollRules("schulze")))
    options = [Option(number, text, ME) for number, text in enumerate(("Apple", "Pear"), start=1)]
    text, buttons = message(LetterKind.CARRIED, vote(BO, decision=poll, options=options, theirs=(2, 1)))
    assert "**1.** Pear\n**2.** Apple" in text
    assert buttons == ["Vote", "My vote", "Delegate this vote"]
    blank, _ = message(LetterKind.CARRIED, vote(BO, decision=poll, options=options, theirs=(0, 0)))
    assert "**Bo** cast a blank ballot on **Plant a tree**, which abstains" in blank


async def test_what_is_counted_of_a_vote_beyond_the_cap_is_told_exactly() -> None:
    text, _ = message(LetterKind.CAPPED, vote(BO, share=Fraction(3, 5)))
    assert "yours is counted at 3 of 5 (60 %). Your own ballot would count whole." in text


@pytest.mark.parametrize(
    ("way", "end", "why"),
    [
        ((BO,), ChainEnd.NO_DELEGATE, "Your vote goes to **Bo**, who has not voted yet."),
        ((), ChainEnd.NO_DELEGATE, "You have not voted, and nobody votes for you."),
        ((BO, ME), ChainEnd.CYCLE, "Your vote goes round in a circle (you → **Bo** → you), and is lost unless"),
        ((BO,), ChainEnd.NOT_ELIGIBLE, "Your vote goes to **Bo**, who cannot vote here: it would be lost."),
    ],
)
async def test_why_a_vote_would_be_lost_is_told_with_the_ways_out(
    way: tuple[MemberId, ...], end: ChainEnd, why: str
) -> None:
    text, buttons = message(LetterKind.LOST, vote(*way, end=end))
    assert text.startswith(f"Your vote on **Plant a tree** would be lost. {why}")
    assert text.endswith(f"\nIt closes {END}:R>. Vote yourself, or hand your vote to somebody else:")
    assert buttons == VOTING


async def test_a_ballot_that_was_taken_back_is_told() -> None:
    text, _ = message(LetterKind.CARRIED, vote(BO, end=ChainEnd.NO_DELEGATE))
    assert text.startswith("The ballot that your vote went with on **Plant a tree** is not there any more")


async def test_who_may_still_vote_is_told_until_when_and_can_let_it_be() -> None:
    until = CLOSES + timedelta(hours=3)
    text, buttons = message(LetterKind.OVERRIDE, vote(BO, right=OverrideRight(ME, BO, until)))
    assert f"at the very end, so until <t:{int(until.timestamp())}:F>" in text
    assert "It closes" not in text
    assert buttons == [*VOTING[:4], "Leave it so"]


async def test_a_delegate_sees_a_number_and_no_name_unless_names_are_shown() -> None:
    text, buttons = message(LetterKind.HANDED, handed())
    assert text.startswith("Somebody hands you their vote in the circle **Garden**. You carry 3 votes besides your own")
    assert "Me" not in text
    assert buttons == ["I would rather not"]
    about = handed()
    named, _ = message(LetterKind.HANDED, replace(about, given=replace(about.given, named=True)))
    assert named.startswith("**Me** hands you")


async def test_many_who_hand_over_their_vote_are_told_as_one() -> None:
    found = Inbox(OPENED, [Told(letter(LetterKind.HANDED), handed(), (LetterId(2), LetterId(3)))])
    bundle = bundled(found, "Village", who, foot="-# foot", more=ReadButton("More"))
    assert bundle is not None
    assert "3 people hand you their vote in the circle **Garden**. You carry 3 votes" in shown(bundle.view)
    assert [button.label for button in buttons_of(bundle.view)] == ["I would rather carry none there"]
    assert bundle.read == (1, 2, 3)


async def test_an_offer_is_accepted_or_refused_in_one_press() -> None:
    text, buttons = message(LetterKind.OFFERED, handed(Scope.TOPIC, "Trees"))
    assert text.startswith("Somebody would hand you their vote on the topic **Trees**. It")
    assert buttons == ["I will carry it", "I would rather not"]


@pytest.mark.parametrize(
    ("kind", "about", "words", "buttons"),
    [
        (LetterKind.ACCEPTED, handed(), "**Bo** carries your vote in the circle **Garden** from now on", []),
        (LetterKind.REFUSED, handed(), "**Bo** would rather not carry your vote in the circle **Garden**.", HANDS[:1]),
        (LetterKind.ORPHANED, handed(Scope.COMMUNITY, ""), "**Bo**, who carries your vote everywhere", HANDS),
        (LetterKind.EXPIRING, handed(), f"your vote in the circle **Garden** until {END}:D>", ["Keep it", HANDS[0]]),
    ],
)
async def test_who_handed_over_their_vote_hears_what_becomes_of_it(
    kind: LetterKind, about: Handed, words: str, buttons: list[str]
) -> None:
    text, found = message(kind, about)
    assert words in text
    assert found == buttons


async def test_who_was_refused_hears_who_carries_their_vote_now() -> None:
    about = handed()
    after = replace(about.given, trustee_id=CY)
    text, _ = message(LetterKind.REFUSED, replace(about, given=replace(about.given, backups=(CY,)), instead=after))
    assert text == "**Bo** would rather not carry your vote in the circle **Garden**. Your vote goes to **Cy** there."
    back_up = replace(about.given, backups=(CY,))
    text, _ = message(LetterKind.REFUSED, replace(about, given=back_up, instead=about.given))
    assert text == "**Cy** would rather not carry your vote in the circle **Garden**. Your vote goes to **Bo** there."


async def test_a_change_of_a_topic_is_answered_in_one_press() -> None:
    trees, beds = Topic(TopicId(2), CircleId(2), "Trees"), Topic(TopicId(3), CircleId(2), "Beds *")
    about = handed(Scope.TOPIC, "Trees")
    renamed = message(LetterKind.TOPIC, replace(about, topic=trees))
    merged = message(LetterKind.TOPIC, replace(about, topic=replace(trees, in_use=False, into=beds.id), into=beds))
    retired = message(LetterKind.TOPIC, replace(about, topic=replace(trees, in_use=False)))
    assert ("The topic was renamed" in renamed[0], renamed[1]) == (True, ["Keep it"])
    assert ("now part of **Beds \\***: shall they" in merged[0], merged[1]) == (True, ["Hand it over there"])
    assert ("not used any more" in retired[0], retired[1]) == (True, [])


@st.composite
def inboxes(draw: st.DrawFn) -> Inbox:
    """Letters of all kinds, about things with odd names."""
    abouts: list[tuple[LetterKind, MyVote | Handed | ChallengeView]] = []
    for kind in draw(st.lists(st.sampled_from(LetterKind), max_size=30)):
        if kind in {LetterKind.CARRIED, LetterKind.LOST, LetterKind.CAPPED, LetterKind.OVERRIDE}:
            end = draw(st.sampled_from(ChainEnd))
            abouts.append((kind, vote(BO, CY, end=end, decision=decision_of(draw(odd)))))
        elif kind is LetterKind.JURY:
            abouts.append((kind, looked_at(trial(Phase.JURY, draw(odd)), draw(odd), mine=True)))
        else:
            abouts.append((kind, handed(draw(st.sampled_from(Scope)), draw(odd))))
    told = [Told(letter(kind, number), about) for number, (kind, about) in enumerate(abouts, start=1)]
    return Inbox(OPENED, told, [LetterId(99)])


@settings(deadline=None, max_examples=40)
@given(inboxes(), odd)
def test_whatever_waits_fits_into_one_message_or_says_that_there_is_more(found: Inbox, village: str) -> None:
    bundle = bundled(found, village, who, foot="-# foot", more=ReadButton("More"))
    if bundle is None:
        assert not found.told
        return
    assert bundle.view.content_length() <= LETTERS
    assert len([*bundle.view.walk_children()]) <= COMPONENTS
    assert "@everyone" not in shown(bundle.view)
    assert "<@111>" not in shown(bundle.view)
    check_what_is_left(found, bundle)


def check_what_is_left(found: Inbox, bundle: Bundle) -> None:
    """The oldest letters are there, at least one, and the rest is a press away."""
    numbers = [one.letter.id for one in found.told]
    here = [number for number in bundle.read if number != LetterId(99)]
    assert LetterId(99) in bundle.read
    assert here == numbers[: len(here)] != []
    labels = [button.label for button in buttons_of(bundle.view)]
    assert ("More" in labels) == (len(here) < len(numbers))
    ids = [button.custom_id or "" for button in buttons_of(bundle.view)]
    assert all(0 < len(one) <= 100 for one in ids)
    assert isinstance(bundle.view, discord.ui.LayoutView)


async def test_a_back_up_is_told_that_they_are_one() -> None:
    told, buttons = message(LetterKind.HANDED, handed(as_backup=True))
    assert "Somebody names you as a back-up in the circle **Garden**." in told
    assert buttons == ["I would rather not"]
