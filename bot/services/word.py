"""Words that members add to a sealed lot, so that nobody can know beforehand how it falls (governance 10.2)."""

from dataclasses import dataclass

from bot.rules.decision import Decision, check_open
from bot.rules.errors import NotOnRoll
from bot.rules.ids import ProposalId
from bot.rules.lot import WORD_LENGTH
from bot.rules.poll import check_takes_words
from bot.rules.text import usable
from bot.services.ports import UnitOfWork
from bot.services.proposal import AboutProposal, known, remember
from bot.services.record import sealed_word
from bot.services.values import Command, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AddWord(Command):
    """Put a word into the lot, or another in its place."""

    proposal_id: ProposalId
    text: str


@dataclass(frozen=True, slots=True)
class MyWord:
    """What a member has put into the lot of a decision, empty where nothing."""

    decision: Decision
    text: str


@dataclass(frozen=True, slots=True)
class WordAdded:
    """A word as it was put into the lot, and whether it took the place of another."""

    decision: Decision
    text: str
    changed: bool


def add_word(uow: UnitOfWork, command: AddWord) -> WordAdded:
    """Put the actor's one word into the lot; as with ballots the last before the deadline counts.

    It can be changed, for nobody is hurt by a slip that is mended, and nobody learns from another's word what is
    going to be drawn. Raises what `my_word` raises, BlankText or TextTooLong.
    """
    decision, text = _taking(uow, command, command.proposal_id), usable(command.text, "word", WORD_LENGTH)
    before = uow.words.get(decision.id, command.actor.member_id)
    uow.words.put(decision.id, command.actor.member_id, text, command.now)
    sealed = sealed_word(uow, decision, command.actor.member_id, text)
    remember(uow, Event.WORD_ADDED, decision, command, within=decision.id, word=sealed)
    return WordAdded(decision, text, changed=before is not None)


def my_word(uow: UnitOfWork, command: AboutProposal) -> MyWord:
    """Return the actor's own word, where they can still write one.

    Raises NoSuchProposal, VoteClosed, NotOnRoll, NoLot or VoteNotBegun.
    """
    decision = _taking(uow, command, command.proposal_id)
    return MyWord(decision, uow.words.get(decision.id, command.actor.member_id) or "")


def _taking(uow: UnitOfWork, command: Command, proposal_id: ProposalId) -> Decision:
    """Return a decision to whose lot the actor may add a word now."""
    decision = known(uow, command.actor, proposal_id)
    check_open(decision, command.now)
    if not uow.decisions.entitled(decision.id, command.actor.member_id):
        raise NotOnRoll(decision.circle, decision.opened_at)
    check_takes_words(decision.rules.poll, command.now)
    return decision
