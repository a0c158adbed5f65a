"""What can be pressed in lazy consensus, in the order in which it is offered."""

from bot.rules.lazy import moves as m
from bot.ui.common.actions import GREEN, RED, RESTATE, TAKE_PROPOSAL, WITHDRAW
from bot.ui.face import Action, Field

ACTIONS = (
    Action("support", "✓ Go ahead", lambda _, __: m.Support(), "Your consent is in.", style=GREEN),
    Action("object", "✗ I object", lambda a, _: m.Object(a["reason"], a.get("instead", "")),
           "Your objection stands, and is in the thread.",
           (Field("reason", "Why should it not be done?"),
            Field("instead", "What could be done instead?", hint="You need not know", fewest=0)), RED),
    Action("take_back", "Take my objection back", lambda _, __: m.TakeBack(), "Your objection is taken back."),
    RESTATE,
    Action("revert", "It is undone", lambda _, __: m.Revert(), "It is noted that it is undone."),
    Action("to_round", "Take it to a consent round", lambda _, __: m.TakeToRound(),
           "The consent round is open; its card is here in a moment."),
    Action("to_vote", "Take it to a vote", lambda _, __: m.TakeToVote(),
           "The vote is open; its card is here in a moment."),
    TAKE_PROPOSAL,
    WITHDRAW,
)  # fmt: skip
