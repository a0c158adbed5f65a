"""What can be pressed about a permission, in the order in which it is offered."""

from bot.rules.permission import moves as m
from bot.ui.common.actions import BLUE, GREEN, REASON, RED, WITHDRAW
from bot.ui.face import Action, Field

ACTIONS = (
    Action("object", "✗ I object", lambda a, _: m.Object(a["reason"]), "Your objection ends it, and is in the thread.",
           (Field("reason", "Why may it not be done?"),), RED),
    Action("escalate", "Let the lead look at it", lambda a, _: m.Escalate(a["reason"]),
           "The spending is held until you or the lead let it go.",
           (Field("reason", "Why?", hint="Only where money is spent"),)),
    Action("let_go", "✓ Let it go", lambda _, __: m.LetGo(), "It goes on.", style=GREEN),
    Action("use", "It is done", lambda a, _: m.Use(a["report"]), "Thank you; it is in the thread.",
           (Field("report", "What did you do?"),), BLUE),
    Action("revoke", "Take the permission back", lambda a, _: m.Revoke(a["reason"]), "It is taken back.",
           (REASON,), RED),
    WITHDRAW,
)  # fmt: skip
