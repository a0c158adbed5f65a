"""A challenge in words: what is said to be breached, when what happens, who judges, and verdicts with reasons."""

from collections.abc import Iterator, Sequence

from bot.rules.challenge import Answer, Challenge, Phase, Verdict
from bot.rules.challenge.state import reasons
from bot.rules.lot import Void
from bot.services.challenge import ChallengeView
from bot.ui.agreed import number_of
from bot.ui.clean import clean
from bot.ui.law import GROUNDS, STANDS, became
from bot.ui.lot import VOID_WORDS
from bot.ui.people import Called, mention
from bot.ui.reason import quoted
from bot.ui.words import moment

TITLE = 120
"""Characters of a title."""

WORDS = 1_100
"""Characters of what the challenger says, with its escapes."""

REASON = 430
"""Characters of a reason on the screen, where five have to find room; the file has them whole."""

VERDICTS = {Verdict.UPHOLD: "⊘ Uphold: a rule was breached", Verdict.DISMISS: "✓ Dismiss: it holds"}

ANSWERS = {
    Answer.CALLED: "◌ asked",
    Answer.SERVES: "● serves",
    Answer.DECLINED: "↷ declined",
    Answer.SILENT: "↷ silent",
}


def told(view: ChallengeView, who: Called = mention) -> str:
    """Return all that everybody may know of a challenge."""
    one = view.challenge
    now, until = became(one), one.pauses_until
    return "\n".join(
        [
            f"## {STANDS[one.phase]}: {clean(view.title, TITLE)}",
            f"-# **{clean(view.circle, 60)}** · no. {one.proposal_id} · by {who(one.by)}, {moment(one.filed_at, 'f')}",
            f"**Breached, as the challenge says:** {_ground(view)}",
            *_quote(one.words),
            f"{now[:1].upper()}{now[1:]}.",
            *_next(one),
            *_jury(one, who),
            *verdict_lines(one),
            *(
                [f"-# Fewer than a fifth of the jury were with it: {who(one.by)} files none until {moment(until, 'D')}"]
                if until
                else []
            ),
        ]
    )


def verdict_lines(challenge: Challenge) -> Iterator[str]:
    """Yield the verdicts with their reasons and no names (J3), nothing before the end."""
    given = [] if challenge.running else reasons(challenge)
    for verdict, name in VERDICTS.items():
        mine = [reason for one, reason in given if one is verdict]
        if mine:
            yield f"**{name}** ({len(mine)})"
            yield from (f"> {quoted(reason, REASON)}" for reason in mine)
            yield ""


def _quote(words: str) -> list[str]:
    """Return what somebody wrote, set apart; what comes after it begins anew."""
    return [f"> {clean(words, WORDS)}", ""]


def jury_words(challenge: Challenge, called: Sequence[int]) -> str:
    """Return the word to the thread that some were drawn for the jury, or took the seats of others."""
    names = ", ".join(map(mention, called))
    first = len(challenge.jurors) == len(called)
    head = "The jury is drawn" if first else "Drawn in the place of others"
    until = f" The jury decides until {moment(challenge.until, 'f')}." if challenge.until else ""
    return (
        f"⏸ {head}: {names}. Each of you says within a day whether you serve; your verdict is yours alone, and its "
        f"reason is published without your name.{until}"
    )


def reminder_words(challenge: Challenge, late: Sequence[int]) -> str:
    """Return the one reminder of those who have not judged yet."""
    until = f" until {moment(challenge.until, 'f')} ({moment(challenge.until, 'R')})" if challenge.until else ""
    return f"{', '.join(map(mention, late))}: your verdict is waited for{until}."


VOID = {
    **VOID_WORDS,
    Void.LATE: "it was made more than an hour after the moment that was named",
    Void.UNFITTING: "pool and secret are not those that were sealed, as where somebody in it was forgotten meanwhile",
}


def void_words(challenge: Challenge, why: Void) -> str:
    """Return the word to the thread that a draw was void and is made anew."""
    at = moment(challenge.until, "f") if challenge.until else ""
    return (
        f"⊘ The draw of the jury is void: {VOID[why]}. "
        f"Another is sealed, and is drawn {at}; words can be added to it. The file says both."
    )


def letter_words(view: ChallengeView, who: Called) -> str:
    """Return what somebody is told who was drawn."""
    one, mine = view.challenge, view.mine
    until = f" The jury decides until {moment(one.until, 'f')}." if one.until else ""
    serves = mine is not None and mine.answer is Answer.SERVES
    asks = "You serve." if serves else "Please say within a day whether you serve, or the next one is asked."
    asked = (
        f"You were drawn by lot for a jury: was **{clean(view.title, TITLE)}** lawful? {who(one.by)} says that it "
        f"breaches {_ground(view)}:"
    )
    how = (
        f"{asks}{until} It is not whether you like the decision, but whether it kept to the rules. Were you part of "
        "it, or can you not judge freely? Then leave your seat to another; nobody asks why."
    )
    verdict = f"Your verdict so far: {VERDICTS[mine.verdict]}. You can better it." if mine and mine.verdict else ""
    return "\n".join([asked, *_quote(one.words), how, *([verdict] if verdict else [])])


def _ground(view: ChallengeView) -> str:
    words = GROUNDS[view.challenge.ground]
    if view.challenge.contradicts is None:
        return words
    return f"{words}: **{number_of(view.challenge.contradicts)}** {clean(view.contradicts, TITLE)}"


def _next(challenge: Challenge) -> Iterator[str]:
    lot = challenge.lot
    if challenge.phase is Phase.SUSPENDED and lot:
        yield (
            f"{challenge.seats} are drawn from {len(lot.pool):,}, none of whom proposed, facilitated or objected. The "
            f"lot is sealed as `{lot.commitment[:16]}…`. Add a word: all words go into the draw, so that nobody can "
            "know beforehand how it falls, not even who runs me."
        )


def _jury(challenge: Challenge, who: Called) -> Iterator[str]:
    """Yield who is on the jury, and who was asked before them; after the end only the first."""
    shown = challenge.jurors if challenge.running else challenge.jury
    if shown:
        named = (f"{who(one.member)} {ANSWERS[one.answer]}" if challenge.running else who(one.member) for one in shown)
        yield f"**Jury:** {', '.join(named)}"
