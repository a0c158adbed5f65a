"""The one reminder before a vote ends."""

from collections.abc import Sequence

from bot.rules.decision import Decision
from bot.rules.ids import MemberId
from bot.ui.clean import clean
from bot.ui.words import moment

MENTION_LIMIT = 80
"""Members called by name in one message; more would not leave room for the reminder itself."""

MESSAGE_LIMIT = 2_000
"""Characters of a plain message (Discord)."""

_CHOOSE = "Choose with `/reminders` whether I remind you here, in a direct message, or not at all."


def reminder_text(decision: Decision, to: Sequence[MemberId]) -> str:
    """Return the reminder that calls up to 80 members by name, or nobody in a direct message.

    It fits into one message: beside many names it says the same in fewer words. Raises ValueError
    beyond 80 members.
    """
    if len(to) > MENTION_LIMIT:
        raise ValueError(f"at most {MENTION_LIMIT} members in one reminder, not {len(to)}")
    names = " ".join(f"<@{member}>" for member in to)
    before = f"{names}\n" if names else ""
    closes = moment(decision.closes_at, "R")
    room = MESSAGE_LIMIT - len(before)
    still = f"Your vote is still open: **{{title}}**, closes {closes}. A delegate can vote for you"
    long = f"{still} if you name one with `/delegate set`. {_CHOOSE}"
    short = f"{still}. `/reminders`: DM or none"
    text = long if room >= len(long) + 240 else short
    return before + text.replace("{title}", clean(decision.title, min(240, room - len(text) + len("{title}"))))
