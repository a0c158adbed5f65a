"""The lot by which a jury is drawn: sealed with its pool, open to members' words, drawn again by anybody (10.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.challenge import Challenge, Lot, Phase
from bot.rules.challenge.errors import DrawingOver, MayNotChallenge
from bot.rules.challenge.state import WORDS_FOR, drawable
from bot.rules.circle import Actor
from bot.rules.ids import ChallengeId, MemberId
from bot.rules.lot import WORD_LENGTH, Drawing, commitment
from bot.rules.record import sealed
from bot.rules.text import usable
from bot.services.challenge import AboutChallenge, known_challenge, remember
from bot.services.legality import matter_of, target_of
from bot.services.ports import UnitOfWork
from bot.services.ports.challenges import SealedLot
from bot.services.values import Command, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AddJuryWord(Command):
    """Put a word into the lot, or another in its place."""

    challenge_id: ChallengeId
    text: str


def add_jury_word(uow: UnitOfWork, command: AddJuryWord) -> str:
    """Put the actor's one word into the lot; the last before the draw counts. Return it as it was put.

    Raises NoSuchChallenge, DrawingOver, MayNotChallenge, BlankText or TextTooLong.
    """
    challenge, text = _taking(uow, command, command.challenge_id), usable(command.text, "word", WORD_LENGTH)
    assert challenge.lot, "it takes words"  # noqa: S101
    me, number = command.actor.member_id, challenge.lot.number
    uow.jury_lots.put_word(challenge.id, number, me, text, command.now)
    facts = {"lot": number, "word": _sealed(uow, challenge, me, text)}
    remember(uow, Event.JURY_WORD_ADDED, challenge, me, command.now, **facts)
    return text


def _sealed(uow: UnitOfWork, challenge: Challenge, member_id: MemberId, text: str) -> str:
    """Return a commitment to a word: under the key of its writer, who alone can show which it is."""
    uow.persons.meet(challenge.community_id, [member_id])
    key = uow.persons.key(challenge.community_id, member_id)
    assert key is not None, "whoever was met has one"  # noqa: S101
    return sealed(key, text)


def my_jury_word(uow: UnitOfWork, command: AboutChallenge) -> str:
    """Return the actor's own word, where they can still write one. Raises what `add_jury_word` raises."""
    challenge = _taking(uow, command, command.challenge_id)
    assert challenge.lot, "it takes words"  # noqa: S101
    return uow.jury_lots.word(challenge.id, challenge.lot.number, command.actor.member_id) or ""


def drawings(uow: UnitOfWork, command: AboutChallenge) -> tuple[Challenge, Sequence[Drawing]]:
    """Return the lots of a jury that were drawn, void ones too, oldest first. Raises NoSuchChallenge."""
    challenge = known_challenge(uow, command.actor, command.challenge_id)
    opened = [one for one in uow.jury_lots.of(challenge.id) if one.opened_at]
    return challenge, [drawing(uow, challenge.id, one, one.opened_at or command.now) for one in opened]


def sealed_lot(number: int, pool: Sequence[MemberId], secret: str, now: datetime) -> Lot:
    """Return a lot that binds its secret and the pool, and is drawn after members have had time to add words."""
    bound = commitment(bytes.fromhex(secret), [str(member) for member in pool])
    return Lot(number, tuple(pool), bound, now + WORDS_FOR)


def drawing(uow: UnitOfWork, challenge_id: ChallengeId, sealed_: SealedLot, opened_at: datetime) -> Drawing:
    """Return a lot as it comes out where it is opened at a moment."""
    pool, lot = tuple(str(member) for member in sealed_.lot.pool), sealed_.lot
    words = tuple(uow.jury_lots.words(challenge_id, lot.number))
    return Drawing(lot.commitment, pool, pool, sealed_.secret, words, lot.deadline, opened_at)


def _taking(uow: UnitOfWork, command: Command, challenge_id: ChallengeId) -> Challenge:
    """Return a challenge to whose lot the actor may add a word now."""
    challenge = known_challenge(uow, command.actor, challenge_id)
    if challenge.phase is not Phase.SUSPENDED or drawable(challenge, command.now):
        raise DrawingOver
    matter = matter_of(uow, challenge.proposal_id)
    if not target_of(uow, matter, command.actor.member_id).bound and not _in_pool(challenge, command.actor):
        raise MayNotChallenge(matter.circle.name)
    return challenge


def _in_pool(challenge: Challenge, actor: Actor) -> bool:
    return challenge.lot is not None and actor.member_id in challenge.lot.pool
