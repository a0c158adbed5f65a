"""What one can do, told by the circle one is in."""

from bot.services.circle import CircleView
from bot.ui.circle import PROPOSERS, deciding
from bot.ui.clean import clean
from bot.ui.words import duration


def taught(here: CircleView | None) -> str:
    """Return help on one screen; with a circle, by its own name and rules."""
    return "\n".join([*_circle(here), "", *COMMON])


COMMON = (
    "**Propose** with `/propose`, or from a message: its menu > Apps > Turn into a proposal.",
    "**Vote** with the buttons on a card or `/vote`, here or in a direct message to me.",
    "Only you see your ballot; you can change it or take it back until the end. Nobody sees a tally before.",
    "**Delegate** under `/my delegations`, here or in a direct message: someone you trust votes whenever you do not.",
    "Voting yourself always comes first, and you can take it back any time. `/my vote` shows where your votes stand.",
    "**Look** at `/proposal list`, `/circle list`. `/reminders` says how I may address you.",
    "**What holds** is in `/agreements search`; each agreement comes back on a date to be kept, changed or dropped.",
    "**What broke a rule** can be challenged for two weeks with `/challenge`: a jury drawn by lot decides.",
)


def _circle(here: CircleView | None) -> tuple[str, ...]:
    if here is None:
        return ("I help a community decide together. Groups called circles decide about their own affairs.",)
    circle = here.circle
    mine = "You are a member." if here.is_member else "You are not a member: `/circle join` asks you in."
    return (
        f"This is the home of **{clean(circle.name)}** ({clean(circle.aim)}). {mine}",
        f"It decides with {deciding(circle)}. Votes run {duration(circle.defaults.period)}.",
        f"Proposals come from {PROPOSERS[circle.defaults.proposers]}.",
    )
