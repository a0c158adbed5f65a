"""What troubles a member, before it is an objection: questions that test it, and what the answers lean to.

Nothing is decided here: who has the doubt decides what becomes of it, and may object whatever the answers were.
Source: governance 3.1 and 6.3 (what an objection is), K4 (a concern goes into the record and stands in no way); a vague
feeling is helped to become words (Many Voices One Song).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.rules.ids import MemberId, ProposalId


class Answer(StrEnum):
    """What a member answers to a question about their doubt."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Leaning(StrEnum):
    """What a doubt looks like by the answers."""

    OBJECTION = "objection"
    UNSURE = "unsure"
    """Nothing speaks against an objection, and something is not clear yet."""
    CONCERN = "concern"
    """Worth keeping in sight, and not in the way."""
    BEFORE = "before"
    """It was there before, and would be without the proposal."""
    PREFERENCE = "preference"
    """It would do no harm, and they would like it otherwise."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One question: which answer speaks for an objection, and what the doubt looks like with the opposite one.

    With None it only asks for words, and no answer speaks against an objection.
    """

    key: str
    against: Leaning | None = Leaning.CONCERN
    speaks: Answer = Answer.YES


@dataclass(frozen=True, slots=True)
class Doubt:
    """A member's doubt about a proposal, theirs alone: what troubles them, their answers, and words for some of them.

    None of it is shown in a repr.
    """

    proposal_id: ProposalId
    member_id: MemberId
    text: str = field(repr=False)
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    words: Mapping[str, str] = field(default_factory=dict, repr=False)
    begun_at: datetime | None = None


def leaning(probes: Sequence[Sequence[Probe]], answers: Mapping[str, Answer]) -> Leaning:
    """Return what a doubt looks like; of probes that stand together one suffices, and each group has to hold.

    A question that was not answered is as one of which they are not sure.
    """
    unsure = False
    for together in probes:
        given = [(probe, answers.get(probe.key, Answer.UNSURE)) for probe in together]
        against = together[0].against
        if against is None or any(answer is probe.speaks for probe, answer in given):
            continue
        if all(answer is not Answer.UNSURE for _, answer in given):
            return against
        unsure = True
    return Leaning.UNSURE if unsure else Leaning.OBJECTION
