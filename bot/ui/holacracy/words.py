"""The phases of governance in words, and what it may decide."""

from bot.rules.consent import Phase
from bot.rules.holacracy.moves import Validity
from bot.rules.holacracy.outputs import WITH_KIND, Output, PolicyKind
from bot.ui import consent
from bot.ui.common.words import QUIET
from bot.ui.face import Field, Kind, PhaseWords

PHASES = {
    **{phase: consent.FACE.phases[phase] for phase in (Phase.DRAFT, Phase.WITHDRAWN, Phase.STALLED, Phase.ESCALATED)},
    Phase.ROUND: PhaseWords(
        "Round",
        "Ask, react, and say whether you object.",
        "It stands unless it does harm that you can argue, in a role of yours. You need not like it, and the proposer "
        "need not convince you.",
        "The round closes",
        ("consent", "object", "ask", "react"),
    ),
    Phase.INTEGRATE: PhaseWords(
        "Integration",
        "There is an objection. Find a text that solves both: what the proposer feels, and what would do harm.",
        "An objection ends when objector and proposer both say so. Then everybody has a new chance to object.",
        "It goes on unsolved, to the circle around this one",
        ("revise", "confirm", "offer", "argue"),
        consent.FACE.phases[Phase.INTEGRATE].colour,
    ),
    Phase.AMEND: PhaseWords(
        "Changes",
        "Another decision has changed what this is about. The proposer fits the text to it.",
        "Then everybody is asked anew.",
        "Without a change it is withdrawn",
        ("revise", "keep"),
    ),
    Phase.ADOPTED: PhaseWords(
        "Adopted",
        "✅ Adopted: nobody objected. It holds from now on.",
        colour=consent.FACE.phases[Phase.ADOPTED].colour,
    ),
    Phase.DISCARDED: PhaseWords("Dropped", "↩ Dropped. It can be proposed anew, with a better account.", colour=QUIET),
}

PATH = (Phase.ROUND, Phase.ADOPTED)

CASE = Field(
    "case",
    "For which role, and what for?",
    Kind.PARTS,
    "Write after each of the four",
    1_500,
    options=(
        ("role", "My role:"),
        ("tension", "What I feel in it:"),
        ("example", "An example:"),
        ("help", "It would have helped:"),
    ),
)

_DONE = {
    Output.DEFINE_ROLE: "Define a role",
    Output.AMEND_ROLE: "Change a role",
    Output.REMOVE_ROLE: "Remove a role",
    Output.DEFINE_POLICY: "Define a policy",
    Output.AMEND_POLICY: "Change a policy",
    Output.REMOVE_POLICY: "Remove a policy",
    Output.MOVE_DOWN: "Move a role or policy into a circle within",
    Output.PULL_UP: "Take a role or policy out of a circle within",
    Output.ELECTION: "Hold an election",
}

_KINDS = {
    PolicyKind.CONSTRAINT: "limits what roles may do",
    PolicyKind.GRANT: "grants authority",
    PolicyKind.DOMAIN: "says who may use a domain",
    PolicyKind.RULE: "changes a default rule",
}

OUTPUTS = tuple(
    choice
    for output, done in _DONE.items()
    for choice in (
        [(f"{output.value}:{kind.value}", f"{done} that {words}") for kind, words in _KINDS.items()]
        if output in WITH_KIND
        else [(output.value, done)]
    )
)
"""Everything that governance may do, as a menu."""


def change_words(output: Output, kind: PolicyKind | None) -> str:
    """Return what a change does."""
    return f"{_DONE[output]} that {_KINDS[kind]}" if kind else _DONE[output]


LACKING = {
    Validity.TENSION: "It comes from nothing that is felt in a role",
    Validity.EXAMPLE: "There is no example of it",
    Validity.HELP: "It would not have helped in the example",
}
