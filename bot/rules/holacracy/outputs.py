"""What governance may decide: a list, and nothing else (Holacracy 5.2; governance 6.2, H1).

Work to be done is no governance: it is asked of a role, in a tactical meeting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.process.errors import NoGovernance
from bot.rules.process.item import saying


class Output(StrEnum):
    """What a change does."""

    DEFINE_ROLE = "define_role"
    AMEND_ROLE = "amend_role"
    REMOVE_ROLE = "remove_role"
    DEFINE_POLICY = "define_policy"
    AMEND_POLICY = "amend_policy"
    REMOVE_POLICY = "remove_policy"
    MOVE_DOWN = "move_down"
    """A role or policy of the circle goes into a circle within it, which it serves."""
    PULL_UP = "pull_up"
    """A role or policy comes out of a circle within, where it is of no use any more."""
    ELECTION = "election"


class PolicyKind(StrEnum):
    """What a policy may be (5.2.1)."""

    CONSTRAINT = "constraint"
    """It limits the authority of roles in the circle."""
    GRANT = "grant"
    """It grants authority of the circle or of its lead."""
    DOMAIN = "domain"
    """It says who may use a domain of the circle, or how."""
    RULE = "rule"
    """It changes a default rule where the constitution allows it."""


WITH_KIND = frozenset({Output.DEFINE_POLICY, Output.AMEND_POLICY})


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the governance: what is done to which role or policy, by its name."""

    output: Output
    name: str
    kind: PolicyKind | None = None


def check_changes(changes: Sequence[Change]) -> None:
    """A proposal changes something that may be changed, and a policy says of which kind it is. Raises NoGovernance."""
    if not changes:
        raise NoGovernance
    for change in changes:
        saying(change.name, "name")
        if (change.kind is not None) != (change.output in WITH_KIND):
            raise NoGovernance
