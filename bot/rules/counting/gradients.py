"""Gradients of agreement: say in eight steps how far you agree, from whole-hearted endorsement to veto.

Source: Kaner with Lind, Toldi, Fisk and Berger, Facilitator's Guide to Participatory Decision-Making (3rd ed.,
Jossey-Bass 2014). The scale is theirs; how much agreement is enough they leave to each group. The rule is
ours: the first three steps speak for a proposal, "abstain" for neither side, the last four against it. It
passes with enough votes for it to those against it, no more vetoes than allowed and, where that is asked for,
enough of all answers in the first two steps, which tells enthusiastic from lukewarm support. Who gives no
answer on a proposal counts for nothing in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.rules.counting.levels import heard, levels
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.counting.poll import BallotKind, Ballots, Poll
from bot.rules.counting.rated import by_levels, check_scale, graded, grades_step, whole
from bot.rules.majority import Outcome, Tally, Threshold, decide, parse_threshold, write_threshold
from bot.rules.numbers import Number

STEPS = (
    "whole-hearted endorsement",
    "agreement with a minor point of contention",
    "support with reservations",
    "abstain",
    "more discussion needed",
    "don't like but will support",
    "serious disagreement",
    "veto",
)
"""The scale, the best first: a score of 7 is the first step, 0 a veto."""

_FOR = 5
"""The lowest score that speaks for a proposal."""

SUPPORT = Setting(
    "support",
    "Votes in the first three steps for each in the last four, as a ratio or a share.",
    "3:1",
    reads="a ratio",
)
VETOES = Setting("vetoes", "The vetoes a proposal can bear; one more stops it.", "0", reads="a whole number")
WARM = Setting(
    "warm", "The percentage of all answers that must be in the first two steps.", "0", reads="a whole number up to 100"
)


@dataclass(frozen=True, slots=True)
class _Answers:
    """The votes on one proposal by step, from the lowest."""

    votes: tuple[Number, ...]

    @property
    def tally(self) -> Tally:
        """For and against; the step between them speaks for neither."""
        return Tally(sum(self.votes[_FOR:]), sum(self.votes[: _FOR - 1]), 0)

    @property
    def net(self) -> Number:
        """Votes for it less those against it."""
        return self.tally.yes - self.tally.no

    def warm(self, percent: int) -> bool:
        """Whether so many of a hundred answers are in the first two steps."""
        return 100 * sum(self.votes[-2:]) >= percent * sum(self.votes)


def count(poll: Poll) -> Count:
    """Pass what has enough agreement, and fill the seats from it by votes for less votes against.

    The quorum asks for votes in the first three steps. `totals` are votes for less votes against. Raises
    BadPoll, or UnknownThreshold for a ratio that cannot be read.
    """
    threshold = parse_threshold(poll.setting(SUPPORT.key, SUPPORT.default))
    vetoes, warm = whole(poll, VETOES, 0, 1_000_000), whole(poll, WARM, 0, 100)
    check_scale(poll, len(STEPS) - 1)
    standing, steps = _supported(poll)
    table = graded(standing, len(STEPS) - 1)
    steps.append(grades_step(standing, [row[1:] for row in table], STEPS[::-1]))
    answers = {
        option: _Answers(tuple(map(standing.ballots.votes, row[1:])))
        for option, row in zip(standing.options, table, strict=True)
    }
    for test, shown, facts in _tests(threshold, vetoes, warm, poll.roll):
        failed = tuple(each for each in answers if each != poll.default and not test(answers[each]))
        if failed:
            steps.append(Step(Act.STRUCK, failed, {each: shown(answers[each]) for each in failed}, facts))
            answers = {each: answers[each] for each in answers if each not in failed}
    net = {option: answer.net for option, answer in answers.items()}
    counted = by_levels(standing, levels(standing, net), net, [*steps, Step(Act.TALLY, tuple(net), net)])
    unheard = not set(standing.options) - {poll.default}
    return counted if counted.outcome is not Outcome.NO_QUORUM or unheard else replace(
        counted, outcome=Outcome.NOT_ADOPTED
    )  # fmt: skip


def _supported(poll: Poll) -> tuple[Poll, list[Step]]:
    """Strike the options without a quorum of votes for them."""
    ballots = poll.ballots
    speaking = replace(poll, ballots=Ballots(ballots.marks > _FOR, ballots.weights, ballots.parts))
    heard_ones, steps = heard(speaking, BallotKind.APPROVALS)
    return poll.restricted(heard_ones.options), steps


_Test = tuple[Callable[[_Answers], bool], Callable[[_Answers], Number], Mapping[str, Number | str]]


def _tests(threshold: Threshold, vetoes: int, warm: int, roll: Number) -> Sequence[_Test]:
    """Return what each proposal must pass, the number that is told where it does not, and what was asked."""
    return (
        (
            lambda each: decide(threshold, 0, each.tally, roll).outcome is Outcome.ADOPTED,
            lambda each: each.tally.yes,
            {"ratio": write_threshold(threshold)},
        ),
        (lambda each: each.votes[0] <= vetoes, lambda each: each.votes[0], {"vetoes": vetoes}),
        (lambda each: each.warm(warm), lambda each: sum(each.votes[-2:]), {"warm": warm}),
    )


METHOD = Method(
    "gradients",
    "Gradients of agreement",
    Family.RATE,
    "Say in eight steps how far you agree; a proposal passes with enough agreement and no veto.",
    BallotKind.SCORES,
    "Kaner, Facilitator's Guide to Participatory Decision-Making, 3rd ed. (Jossey-Bass 2014)",
    count,
    (SUPPORT, VETOES, WARM),
    several=True,
)
