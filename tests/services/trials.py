"""Decisions of a large circle, challenges of them, and what their juries do."""

from datetime import datetime

from bot.rules.challenge import Challenge, Ground, Verdict
from bot.rules.decision import Choice
from bot.rules.ids import ChallengeId, CircleId, MemberId, ProposalId
from bot.services import challenge, filing, jury, jury_lot
from bot.services.challenge import AboutChallenge, ChallengeView
from bot.services.filing import File
from bot.services.proposal import AboutProposal
from tests.store.world import DAY, HOUR, MEMBERS, NOW
from tests.town import FAY, Town, person

CROWD = [MemberId((1 << 61) + 200 + number) for number in range(6)]
BEN = MEMBERS[1]
ADOPTED = NOW + 5 * DAY
FILED = ADOPTED + DAY
DRAWN = FILED + DAY + HOUR / 60


def large(town: Town) -> CircleId:
    """Found a circle of eleven, with Anna as its steward."""
    return town.found(members=[*MEMBERS, *CROWD])


def voted(town: Town, circle_id: CircleId, now: datetime = NOW, choice: Choice = Choice.YES) -> ProposalId:
    """Let a vote of Anna's end so."""
    vote = town.propose(circle_id, now=now)
    for member in MEMBERS:
        town.cast(vote, member, choice, now)
    town.sweep(vote.closes_at + HOUR)
    return vote.id


def wish(proposal_id: ProposalId, by: MemberId = BEN, now: datetime = FILED, **given: object) -> File:
    fields = {"ground": Ground.ROLL, "words": "Fay was not asked."} | given
    return File(actor=person(by), now=now, proposal_id=proposal_id, **fields)  # type: ignore[arg-type]


def file(
    town: Town, proposal_id: ProposalId, by: MemberId = BEN, now: datetime = FILED, **given: object
) -> ChallengeId:
    return town.store.run_now(filing.file_challenge, wish(proposal_id, by, now, **given))


def about(number: ChallengeId, by: MemberId = FAY, now: datetime = FILED) -> AboutChallenge:
    return AboutChallenge(actor=person(by), now=now, challenge_id=number)


def view(town: Town, number: ChallengeId, by: MemberId = FAY) -> ChallengeView:
    return town.store.read_now(challenge.show_challenge, about(number, by))


def seen(town: Town, number: ChallengeId) -> Challenge:
    return view(town, number).challenge


def add_word(town: Town, number: ChallengeId, member: MemberId, text: str = "Ofen", now: datetime = FILED) -> str:
    given = jury_lot.AddJuryWord(actor=person(member), now=now, challenge_id=number, text=text)
    return town.store.run_now(jury_lot.add_jury_word, given)


def sitting(town: Town, number: ChallengeId, now: datetime = DRAWN) -> list[MemberId]:
    """Have the jury drawn, and return who is on it."""
    town.sweep(now)
    return [one.member for one in seen(town, number).jury]


def judge(town: Town, number: ChallengeId, member: MemberId, verdict: Verdict, now: datetime = DRAWN) -> jury.Judged:
    given = jury.Judge(actor=person(member), now=now, challenge_id=number, verdict=verdict, reason="Because.")
    return town.store.run_now(jury.judge, given)


def decide(town: Town, number: ChallengeId, uphold: int, now: datetime = DRAWN) -> None:
    """Let so many of the jury uphold the challenge, and the others dismiss it."""
    for at, member in enumerate(sitting(town, number, now)):
        judge(town, number, member, Verdict.UPHOLD if at < uphold else Verdict.DISMISS, now)


def on(proposal_id: ProposalId, by: MemberId = BEN, now: datetime = FILED) -> AboutProposal:
    return AboutProposal(actor=person(by), now=now, proposal_id=proposal_id)
