"""Letters about a delegation: what its delegate is told, what its truster is told, and what each can do."""

from typing import Any

import discord

from bot.services.inbox import Handed
from bot.services.values import LetterKind
from bot.ui.clean import clean
from bot.ui.delegation.screen import ElseButton, TakeBackButton
from bot.ui.delegation.words import NAME, place
from bot.ui.mandate import AcceptButton, KeepButton, RefuseButton, RefuseThereButton, RenewButton
from bot.ui.people import Called
from bot.ui.plan import of
from bot.ui.words import counted, moment

BACKUP = (
    "You need do nothing: where those named before you do not vote and you do, their vote goes with yours, and they "
    "hear how."
)

OTHERWISE = "Vote yourself there, or hand your vote to somebody else."


def text(kind: LetterKind, about: Handed, who: Called, alike: int = 1) -> str:
    """Return what the reader is told of a delegation as it stands now, or of so many alike."""
    return _many(about, alike) if alike > 1 else _WORDS[kind](about, who)


def acts(kind: LetterKind, about: Handed, alike: int = 1) -> list[discord.ui.ActionRow[Any]]:
    """Return the buttons with which something can be done about it."""
    number, plan = about.given.id, of(about.given)
    found: dict[LetterKind, list[discord.ui.Item[Any]]] = {
        LetterKind.HANDED: [RefuseButton(number) if alike == 1 else RefuseThereButton(number)],
        LetterKind.OFFERED: [AcceptButton(number), RefuseButton(number)],
        LetterKind.REFUSED: [] if about.instead else [ElseButton(plan)],
        LetterKind.ORPHANED: [ElseButton(plan), TakeBackButton(plan)],
        LetterKind.EXPIRING: [RenewButton(number), ElseButton(plan)],
        LetterKind.TOPIC: [KeepButton(number, _label(about))] if _can_keep(about) else [],
    }
    buttons = found.get(kind, [])
    return [discord.ui.ActionRow(*buttons)] if buttons else []


def _handed(about: Handed, who: Called) -> str:
    if about.as_backup:
        return f"{_whose(about, who)} names you as a back-up {_where(about)}. {BACKUP}"
    return (
        f"{_whose(about, who)} hands you their vote {_where(about)}. {_carrying(about)}\n"
        "You need do nothing: when you vote, theirs goes with yours, and they hear how."
    )


def _many(about: Handed, alike: int) -> str:
    if about.as_backup:
        return f"{alike:,} people name you as a back-up {_where(about)}. {BACKUP}"
    return (
        f"{alike:,} people hand you their vote {_where(about)}. {_carrying(about)}\n"
        "You need do nothing: when you vote, theirs goes with yours, and they hear how."
    )


def _offered(about: Handed, who: Called) -> str:
    return (
        f"{_whose(about, who)} would hand you their vote {_where(about)}. It counts once you accept; then it goes "
        "with yours when you vote, and they hear how."
    )


def _accepted(about: Handed, who: Called) -> str:
    carries = f"{_delegate(about, who)} carries your vote {_where(about)} from now on"
    return f"{carries}, whenever you do not vote yourself."


def _refused(about: Handed, who: Called) -> str:
    now = about.instead
    ranked = (about.given.trustee_id, *about.given.backups)
    left = {now.trustee_id, *now.backups} if now else set()
    gone = [who(one) for one in ranked if one is not None and one not in left] or [_delegate(about, who)]
    after = f"Nobody votes for you there now. {OTHERWISE}"
    if now is not None and now.trustee_id is not None:
        after = f"Your vote goes to {who(now.trustee_id)} there."
    return f"{gone[0]} would rather not carry your vote {_where(about)}. {after}"


def _orphaned(about: Handed, who: Called) -> str:
    return (
        f"{_delegate(about, who)}, who carries your vote {_where(about)}, has left a circle in which you both "
        f"were, and cannot vote there any more. {OTHERWISE}"
    )


def _expiring(about: Handed, who: Called) -> str:
    return (
        f"{_delegate(about, who)} carries your vote {_where(about)}{_until(about)}. After that nobody votes for "
        "you there, unless you keep it so:"
    )


def _topic(about: Handed, who: Called) -> str:
    carries = f"{_delegate(about, who)} carries your vote {_where(about)}{_until(about)}"
    if about.topic is not None and about.topic.in_use:
        return f"{carries}. The topic was renamed: is it still what you meant?"
    if about.into is not None:
        return f"{carries}. The topic is now part of **{clean(about.into.name, NAME)}**: shall they vote for you there?"
    return f"{carries}. The topic is not used any more: `/delegate set` hands your vote over for something else."


_WORDS = {
    LetterKind.HANDED: _handed,
    LetterKind.OFFERED: _offered,
    LetterKind.ACCEPTED: _accepted,
    LetterKind.REFUSED: _refused,
    LetterKind.ORPHANED: _orphaned,
    LetterKind.EXPIRING: _expiring,
    LetterKind.TOPIC: _topic,
}


def _where(about: Handed) -> str:
    """Return what a delegation is for."""
    return place(about.given.scope, about.there.name)


def _whose(about: Handed, who: Called) -> str:
    """Return whose vote it is: nobody's by name, unless all could see that when they handed it over."""
    return who(about.given.truster_id) if about.given.named else "Somebody"


def _delegate(about: Handed, who: Called) -> str:
    return who(about.given.trustee_id) if about.given.trustee_id is not None else "Nobody"


def _carrying(about: Handed) -> str:
    return f"You carry {counted(about.carried, 'vote')} besides your own now."


def _until(about: Handed) -> str:
    until = about.given.until
    return f" until {moment(until, 'D')} ({moment(until, 'R')})" if until else ""


def _can_keep(about: Handed) -> bool:
    return any(topic is not None and topic.in_use for topic in (about.topic, about.into))


def _label(about: Handed) -> str:
    return "Keep it" if about.topic is not None and about.topic.in_use else "Hand it over there"
