"""What each option of a ranked ballot needs against the default option, which stands for leaving things as they are."""

from collections.abc import Mapping

from bot.rules.counting.method import Setting
from bot.rules.counting.outcome import Act, Step
from bot.rules.counting.pairwise import Duels
from bot.rules.counting.poll import Poll
from bot.rules.majority import Outcome, SimpleMajority, Supermajority, Tally, Threshold, decide, write_threshold

RATIO = Setting(
    "ratio",
    "Votes above the default option that an option needs for each vote below it, as a ratio or a share.",
    "simple",
    reads="a ratio",
)


def struck_by_majority(
    poll: Poll, weights: Duels, asked: Mapping[str, Threshold], *, strictly: bool = False
) -> list[Step]:
    """Return a step for each option that does not defeat the default option by the majority asked of it.

    Votes above the default are for an option, votes below it against; who is not in `asked` needs more for
    than against. `strictly`: a ratio must be exceeded. Without a default option nobody is struck. Source:
    Debian Constitution 1.9, A.5.3.
    """
    if poll.default is None:
        return []
    default, steps = poll.options.index(poll.default), list[Step]()
    for at, option in enumerate(poll.options):
        threshold = asked.get(option, SimpleMajority())
        above, below = poll.ballots.votes(weights[at][default]), poll.ballots.votes(weights[default][at])
        met = decide(threshold, 0, Tally(above, below, 0), poll.roll).outcome is Outcome.ADOPTED
        if strictly and isinstance(threshold, Supermajority):
            met = met and threshold.no * above > threshold.yes * below
        if at != default and not met:
            facts = {"ratio": write_threshold(threshold), "against": below}
            steps.append(Step(Act.STRUCK, (option,), {option: above}, facts))
    return steps
