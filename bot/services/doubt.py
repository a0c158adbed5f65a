"""Doubts: what troubles a member is kept for them alone, until they post it, let it go, or cannot object any more.

No use case gives the words back but `my_doubt`, which is asked and never answered from memory; so nothing keeps a copy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.rules.doubt import Answer, Doubt
from bot.rules.errors import NotInCircle
from bot.rules.ids import ProposalId
from bot.rules.process.errors import NotNow
from bot.rules.process.item import SAYING_LIMIT, saying
from bot.rules.text import usable
from bot.services.ports import UnitOfWork
from bot.services.proceeding import Act, act, known_proceeding
from bot.services.proposal import AboutProposal
from bot.services.values import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepDoubt(Command):
    """Keep what troubles the actor; `words` are what else an objection has to name."""

    proposal_id: ProposalId
    text: str = field(repr=False)
    words: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDoubt(Command):
    """Answer a question about one's doubt; `words` are what an objection says to it, by the field that takes them."""

    proposal_id: ProposalId
    question: str
    answer: Answer = field(repr=False)
    words: Mapping[str, str] = field(default_factory=dict, repr=False)


def keep_doubt(uow: UnitOfWork, command: KeepDoubt) -> None:
    """Keep the words, in the place of those before; the answers stay.

    Raises NoSuchProposal, NotInCircle, NotNow where nobody can object any more, BlankText or TextTooLong.
    """
    _check_open(uow, command, command.proposal_id)
    before = uow.doubts.get(command.proposal_id, command.actor.member_id)
    begun = Doubt(command.proposal_id, command.actor.member_id, "", begun_at=command.now)
    words = {key: usable(text, key, SAYING_LIMIT) for key, text in command.words.items()}
    doubt = before or begun
    uow.doubts.put(replace(doubt, text=saying(command.text, "trouble"), words={**doubt.words, **words}))


def answer_doubt(uow: UnitOfWork, command: AnswerDoubt) -> None:
    """Keep an answer. Raises what `keep_doubt` raises, but for the words, which can be left empty."""
    _check_open(uow, command, command.proposal_id)
    doubt = uow.doubts.get(command.proposal_id, command.actor.member_id)
    if doubt is None:
        return  # it was let go in another window
    words = {key: text for key, text in command.words.items() if text.strip()}
    kept = {key: text for key, text in doubt.words.items() if key not in command.words}
    answers = {**doubt.answers, command.question: command.answer}
    uow.doubts.put(replace(doubt, answers=answers, words={**kept, **words}))


def ask_again(uow: UnitOfWork, command: AboutProposal) -> None:
    """Forget the answers, and keep the words."""
    doubt = uow.doubts.get(command.proposal_id, command.actor.member_id)
    if doubt is not None:
        uow.doubts.put(replace(doubt, answers={}))


def my_doubt(uow: UnitOfWork, command: AboutProposal) -> Doubt | None:
    """Return the actor's own doubt about a proposal. Raises NoSuchProposal."""
    known_proceeding(uow, command.actor, command.proposal_id)
    return uow.doubts.get(command.proposal_id, command.actor.member_id)


def post_doubt(uow: UnitOfWork, command: Act) -> None:
    """Make the move that the doubt has become, and forget the doubt. Raises what `act` raises."""
    act(uow, command)
    uow.doubts.remove(command.proposal_id, command.actor.member_id)


def discard_doubt(uow: UnitOfWork, command: AboutProposal) -> None:
    """Forget the actor's own doubt."""
    uow.doubts.remove(command.proposal_id, command.actor.member_id)


def _check_open(uow: UnitOfWork, command: Command, proposal_id: ProposalId) -> None:
    """One keeps a doubt as a member of the circle, and while somebody can object."""
    proceeding = known_proceeding(uow, command.actor, proposal_id)
    if not uow.memberships.includes(proceeding.circle_id, command.actor.member_id):
        raise NotInCircle(proceeding.circle)
    item = proceeding.item(max(command.now, proceeding.heard_until))
    if not proceeding.process.takes_objections(item):
        raise NotNow(item.phase.value, "Doubt")
