"""The ledger: issues are raised, answered, met by a change of the text, or agreed to be taste (governance 9.3)."""

from dataclasses import replace

from bot.rules.ids import MemberId
from bot.rules.process.errors import DoneAlready, NothingChanged, NotYours, OwnCase
from bot.rules.process.item import acted, entered, reseated, reworded, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import Open, Restate, TimeUp
from bot.rules.process.seats import check_member, check_proposer
from bot.rules.rough.moves import Accommodate, CallTaste, GiveIn, Raise, Respond, Support
from bot.rules.rough.state import MACHINE, TALKING, Fate, Issue, Phase, Rough


@MACHINE.on(Open, Phase.DRAFT, who="the proposer", guard="the need is stated", to=(Phase.CALL,))
def open_(item: Rough, move: Open, turn: Turn) -> Rough:
    """Call the text, with a chair who is not the proposer."""
    check_proposer(item, turn.by)
    item = replace(item, need=saying(move.need, "need"))
    return called(reseated(item, turn.at), turn)


def called(item: Rough, turn: Turn) -> Rough:
    """Return the item with the text that stands called: whoever sees an issue is asked to raise it."""
    return entered(replace(item, called=item.version), Phase.CALL, turn.at, item.settings.call)


@MACHINE.on(Raise, *TALKING, who="a member", guard="in words")
def raise_(item: Rough, move: Raise, turn: Turn) -> Rough:
    """Add an issue. A chair who raises one is a party, and the seat passes to somebody who is not."""
    item = raised(item, check_member(item, turn.by), move.text)
    return reseated(item, turn.at, item.involved)


def raised(item: Rough, member: MemberId, text: str) -> Rough:
    """Return the item with one more issue in its ledger."""
    issue = Issue(number=len(item.issues) + 1, by=member, text=saying(text, "issue"), version=item.version)
    return replace(item, issues=(*item.issues, issue))


@MACHINE.on(GiveIn, *TALKING, who="the author", guard="it is open, and stays so")
def give_in(item: Rough, move: GiveIn, turn: Turn) -> Rough:
    """Note that the author does not press the issue; capitulation answers nothing (RFC 7282, section 2; R4)."""
    issue = _own(item, move.issue, turn)
    return item.with_issue(replace(issue, given_in=True))


@MACHINE.on(CallTaste, *TALKING, who="the author", guard="in words")
def call_taste(item: Rough, move: CallTaste, turn: Turn) -> Rough:
    """Take the author's word that it is a matter of taste."""
    return _disposed(item, _own(item, move.issue, turn), Fate.TASTE, move.words, turn)


@MACHINE.on(Accommodate, *TALKING, who="the chair, if not the author", guard="the text was changed since")
def accommodate(item: Rough, move: Accommodate, turn: Turn) -> Rough:
    """Find an issue met by a change of the text. Raises NothingChanged."""
    issue = _chaired(item, move.issue, turn)
    if issue.version == item.version:
        raise NothingChanged
    return _disposed(acted(item, turn.by, turn.at), issue, Fate.ACCOMMODATED, move.how, turn)


@MACHINE.on(Respond, *TALKING, who="the chair, if not the author", guard="a reason is given")
def respond(item: Rough, move: Respond, turn: Turn) -> Rough:
    """Answer an issue."""
    issue = _chaired(item, move.issue, turn)
    return _disposed(acted(item, turn.by, turn.at), issue, Fate.ANSWERED, move.reason, turn)


@MACHINE.on(Support, *TALKING, who="a member")
def support(item: Rough, _: Support, turn: Turn) -> Rough:
    """Note who supports the text."""
    return replace(item, supporters=item.supporters | {check_member(item, turn.by)})


@MACHINE.on(Restate, Phase.OPEN, who="the proposer", guard="the text differs")
def restate(item: Rough, move: Restate, turn: Turn) -> Rough:
    """State the text anew; it is called before it can be declared, and who supported the old one says so again."""
    check_proposer(item, turn.by)
    return replace(reworded(item, move.text), supporters=frozenset())


@MACHINE.on(TimeUp, Phase.CALL, who="the clock", guard="the time is over", to=(Phase.OPEN,))
def call_over(item: Rough, _: TimeUp, turn: Turn) -> Rough:
    """Give the question to the chair, who works off the issues."""
    return entered(item, Phase.OPEN, turn.at, item.settings.open)


def _own(item: Rough, number: int, turn: Turn) -> Issue:
    issue = _open(item, number)
    if check_member(item, turn.by) != issue.by:
        raise NotYours
    return issue


def _chaired(item: Rough, number: int, turn: Turn) -> Issue:
    acted(item, turn.by, turn.at)
    issue = _open(item, number)
    if issue.by == item.facilitator:
        raise OwnCase
    return issue


def _open(item: Rough, number: int) -> Issue:
    issue = item.issue(number)
    if issue.fate is not Fate.OPEN:
        raise DoneAlready
    return issue


def _disposed(item: Rough, issue: Issue, fate: Fate, words: str, turn: Turn) -> Rough:
    words = saying(words, "disposition")
    return item.with_issue(replace(issue, fate=fate, disposition=words, disposed_by=turn.by))
