"""Every way in which a wish can break a rule; `bot.ui.errors` puts each into a kind sentence.

AccordError
├── Forbidden              the person may not do this
│   └── NotInCommunity, WhichCommunity, LeftCommunity, NotManager, NotSteward, NotInCircle, MayNotPropose,
│       NotOnRoll, NotProposer, CannotPost
├── Missing                the thing is not there
│   └── NoSuchCircle, NoSuchProposal, NoSuchDraft, NoSuchDelegation, NoBallot, NoLot
├── Closed                 the time for it has passed
│   └── VoteClosed, AlreadyExtended, PutAgainTooSoon, PutAgainAlready, NotPutAgain, NominationsOver, VoteNotBegun
├── Invalid                the words or values cannot be used
│   └── TooFewOptions, TooManyOptions, OptionTwice, TooManySeats, UnclearSetting, BlankBallot, OverBudget, TooManyMarks,
│       StaleBallot, OtherBallot, ReasonMissing, ReasonUnasked, BlankText, TextTooLong, NameTaken, EmptyCircle,
│       FollowsRole, AlreadyMember, TooManyOpen, UnclearDeadline, DeadlinePast, DeadlineTooSoon, DeadlineTooFar,
│       DeadlineShortened, UnclearThreshold, UnclearQuorum, UnclearPeriod, UnknownTimezone, DelegationToSelf,
│       DelegationToBot, DelegateAway, DelegateNotInCircle, DelegateNotOnRoll, DelegationTooLong
└── NotWritten             no rule of theirs: what Accord is kept on takes nothing at the moment
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


class AccordError(Exception):
    """A rule was broken; nothing has changed."""


class Forbidden(AccordError):
    """The person may not do this."""


class Missing(AccordError):
    """What was asked for is not there."""


class Closed(AccordError):
    """The time for it has passed."""


class Invalid(AccordError):
    """The words or values given cannot be used."""


class NotWritten(AccordError):
    """The disk or the database takes nothing at the moment, so nothing that was asked for has happened."""


class NotInCommunity(Forbidden):
    """Only members of the server decide in it."""


@dataclass(eq=False)
class WhichCommunity(Forbidden):
    """Outside a server it must be said which community is meant, where there are several; `names` are theirs."""

    names: list[str]


class LeftCommunity(Forbidden):
    """The community in which somebody spoke by direct message was left, and is forgotten."""


class NotManager(Forbidden):
    """Circles are created by people who may manage the server."""


@dataclass(eq=False)
class NotSteward(Forbidden):
    """A circle is changed by its steward, or by people who may manage the server."""

    circle: str


@dataclass(eq=False)
class NotInCircle(Forbidden):
    """Only members of the circle may do this."""

    circle: str


@dataclass(eq=False)
class MayNotPropose(Forbidden):
    """The circle says who may propose in it."""

    circle: str
    proposers: str


@dataclass(eq=False)
class NotOnRoll(Forbidden):
    """The roll was fixed when the vote opened, and who has left the circle has no vote in it."""

    circle: str
    opened_at: datetime


class NotProposer(Forbidden):
    """A proposal is withdrawn by the one who made it."""


@dataclass(eq=False)
class CannotPost(Forbidden):
    """Accord lacks permissions in a channel; `lacking` are their names in Discord."""

    channel_id: int
    lacking: list[str]


@dataclass(eq=False)
class NoSuchCircle(Missing):
    """No circle of this community goes by that name."""

    name: str


class NoSuchProposal(Missing):
    """No proposal of this community has that number."""


class NoSuchDraft(Missing):
    """The draft was opened, discarded, or has grown too old."""


class NoSuchDelegation(Missing):
    """There is no delegation of this member in this scope."""


class NoBallot(Missing):
    """The member has no ballot in this vote."""


class NoLot(Missing):
    """No lot is drawn in this vote, or one that takes no words."""


@dataclass(eq=False)
class VoteClosed(Closed):
    """The vote is over, or was withdrawn."""

    title: str
    closed_at: datetime
    withdrawn: bool = False


@dataclass(eq=False)
class AlreadyExtended(Closed):
    """A deadline is moved once at the most (governance 2.4)."""

    closes_at: datetime


@dataclass(eq=False)
class PutAgainTooSoon(Closed):
    """A vote that missed its quorum rests for a while (governance 8.3)."""

    title: str
    earliest: datetime


@dataclass(eq=False)
class PutAgainAlready(Closed):
    """It has been put again, as proposal `number`; a second failure closes it (governance 8.3)."""

    title: str
    number: int


@dataclass(eq=False)
class NotPutAgain(Closed):
    """Only a vote that missed its quorum is put again, and only once (governance 8.3)."""

    title: str


class NominationsOver(Closed):
    """Options are nominated where the proposer allows it, until the time set."""


@dataclass(eq=False)
class VoteNotBegun(Closed):
    """Ballots are taken once the list of options is complete."""

    begins: datetime


@dataclass(eq=False)
class TooFewOptions(Invalid):
    """Without two options there is nothing to choose."""

    fewest: int


@dataclass(eq=False)
class TooManyOptions(Invalid):
    """So many options fit on a ballot."""

    limit: int


@dataclass(eq=False)
class OptionTwice(Invalid):
    """Every option stands on the list once."""

    option: str


@dataclass(eq=False)
class TooManySeats(Invalid):
    """Fewer options win than there are, and only one by a method that chooses one."""

    method: str
    most: int


@dataclass(eq=False)
class UnclearSetting(Invalid):
    """The method has no such setting; `known` are those it has, with what holds unless said otherwise."""

    words: str
    known: str


class BlankBallot(Invalid):
    """There is no mark on the ballot that was to be cast."""


@dataclass(eq=False)
class OverBudget(Invalid):
    """The marks cost more points than a voter has."""

    spent: int
    budget: int


@dataclass(eq=False)
class TooManyMarks(Invalid):
    """So many options may be marked."""

    most: int


class StaleBallot(Invalid):
    """The press is of a ballot with another list of options."""


class OtherBallot(Invalid):
    """The vote asks for a ballot of another kind."""


class ReasonMissing(Invalid):
    """A veto without a reason is void (governance 8.1)."""


class ReasonUnasked(Invalid):
    """A reason stands with a veto, and with no other ballot."""


@dataclass(eq=False)
class BlankText(Invalid):
    """A text needs letters that can be read."""

    field: str


@dataclass(eq=False)
class TextTooLong(Invalid):
    """A text must fit on its card; lengths in characters."""

    field: str
    length: int
    limit: int


@dataclass(eq=False)
class NameTaken(Invalid):
    """Two circles of a community never share a name."""

    name: str


@dataclass(eq=False)
class EmptyCircle(Invalid):
    """A vote needs somebody who may vote."""

    circle: str


@dataclass(eq=False)
class FollowsRole(Invalid):
    """The members of this circle are those who hold a role."""

    circle: str
    role_id: int


@dataclass(eq=False)
class AlreadyMember(Invalid):
    """The person is in the circle already."""

    circle: str


@dataclass(eq=False)
class TooManyOpen(Invalid):
    """A member has at most so many open proposals in a circle (governance 7.1, rule 9)."""

    circle: str
    limit: int


@dataclass(eq=False)
class UnclearDeadline(Invalid):
    """The words name no time."""

    words: str


@dataclass(eq=False)
class DeadlinePast(Invalid):
    """The time named has passed."""

    deadline: datetime


@dataclass(eq=False)
class DeadlineTooSoon(Invalid):
    """The circle asks for a longer vote."""

    deadline: datetime
    earliest: datetime
    shortest: timedelta


@dataclass(eq=False)
class DeadlineTooFar(Invalid):
    """A vote ends within the longest period."""

    deadline: datetime
    latest: datetime


@dataclass(eq=False)
class DeadlineShortened(Invalid):
    """A running deadline is never moved nearer (governance 2.4)."""

    deadline: datetime
    closes_at: datetime


@dataclass(eq=False)
class UnclearThreshold(Invalid):
    """The words name no majority."""

    words: str


@dataclass(eq=False)
class UnclearQuorum(Invalid):
    """The words name no quorum."""

    words: str


@dataclass(eq=False)
class UnclearPeriod(Invalid):
    """The words name no length of time that a vote can have."""

    words: str


@dataclass(eq=False)
class UnknownTimezone(Invalid):
    """The name is no time zone."""

    words: str


class DelegationToSelf(Invalid):
    """Nobody delegates to themselves; voting oneself needs no delegation."""


class DelegationToBot(Invalid):
    """Votes go to people."""


class DelegateAway(Invalid):
    """The delegate is no member of this community."""


@dataclass(eq=False)
class DelegateNotInCircle(Invalid):
    """Who is not in the circle cannot vote in it, so the vote would be lost."""

    circle: str


class DelegateNotOnRoll(Invalid):
    """Who is not on the roll of this vote cannot vote in it, so the vote would be lost."""


@dataclass(eq=False)
class DelegationTooLong(Invalid):
    """A delegation ends within the community's longest time, so that power decays unless renewed."""

    longest: timedelta
