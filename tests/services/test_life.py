"""Whatever people do and in whatever order, each decision lives the life that is drawn, and is counted right.

Hypothesis plays a community against the real store and compares it with `model.py` at every step: what is allowed,
what is counted, and that nothing which ended ever changes again (governance 2.6, 7.9, 8.3).
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from bot.rules.decision import Choice, Decision, State
from bot.rules.delegation import Scope
from bot.rules.errors import AccordError
from bot.rules.ids import MemberId, ProposalId
from bot.rules.liquid.errors import DelegateFull
from bot.rules.majority import FixedQuorum, Outcome
from bot.services import mandate
from bot.services.values import Event, Notice
from bot.services.vote import CastBallot, Receipt, cast_ballot, my_vote
from bot.store.writer import Store
from tests.databases import database_in, drop_in
from tests.examples import EXAMPLES
from tests.services.model import Model, Stay, Trust, Vote
from tests.store.world import ANNA, DAY, HOUR, MEMBERS, NOW
from tests.town import FAY, MOMENT, Town, about, person

PEOPLE = [*MEMBERS, FAY]
WAYS = {
    State.OPEN: {State.OPEN, State.WITHDRAWN, State.COUNTED},
    State.COUNTED: {State.COUNTED},
    State.WITHDRAWN: {State.WITHDRAWN},
}
"""The ways of a decision as seen between two sweeps, in which freezing and counting follow each other."""
ENDED = {State.COUNTED, State.WITHDRAWN}

people = st.sampled_from(PEOPLE)
choices = st.sampled_from(Choice)
places = st.sampled_from(Scope)
waits = st.sampled_from([timedelta(0), MOMENT, HOUR, HOUR, DAY])


class Life(RuleBasedStateMachine):
    """A circle of five and an outsider, up to three votes, and time."""

    proposals: Bundle[ProposalId] = Bundle("proposals")

    @initialize(
        target=proposals,
        trusts=st.lists(st.tuples(people, places, people, st.sampled_from([2, 9])), max_size=8),
        cap=st.sampled_from([Fraction(1), Fraction(1, 10)]),
        acceptance=st.booleans(),
    )
    def found(
        self, trusts: list[tuple[MemberId, Scope, MemberId, int]], cap: Fraction, *, acceptance: bool
    ) -> ProposalId:
        self.folder = Path(mkdtemp(prefix="accord-life-"))
        self.town = Town(self._opened())
        self.circle = self.town.found(quorum=FixedQuorum(2))
        self.topic = self.town.topic(self.circle)
        self.town.rule("cap", cap)
        self.town.rule("acceptance", acceptance)
        self.model = Model([Stay(member, NOW) for member in MEMBERS], cap=cap, acceptance=acceptance)
        self.now = NOW
        self.presses = 0
        self.seen: dict[ProposalId, Decision] = {}
        first = self._propose(ANNA, 5)
        assert first
        for truster, scope, delegate, days in trusts:
            self.trust(first, scope, truster, delegate, days)
        return first

    def _opened(self) -> Store:
        store = Store(database_in(self.folder))
        store.open()
        return store

    def teardown(self) -> None:
        """Let every vote come to its end, and see once more that all is as it should be."""
        if not hasattr(self, "town"):
            return
        try:
            self.now = max([self.now, *(vote.closes for vote in self.model.votes.values())]) + DAY
            self.sweep()
            self.decisions_live_as_drawn()
            self.nothing_is_told_twice()
            assert all(decision.state in ENDED for decision in self.seen.values())
        finally:
            self.town.store.close()
            drop_in(self.folder)
            shutil.rmtree(self.folder)

    def _try(self, act: Callable[[], object], *, allowed: bool) -> bool:
        """Do it, and see that it is allowed exactly where the model says so."""
        if allowed:
            act()
        else:
            with pytest.raises(AccordError):
                act()
        return allowed

    @rule(wait=waits)
    def wait(self, wait: timedelta) -> None:
        self.now += wait

    @rule()
    def sweep(self) -> None:
        self.model.judge(self.now)
        self.town.sweep(self.now)

    @rule()
    def restart(self) -> None:
        self.town.store.close()
        self.town = Town(self._opened())

    @rule(member=people)
    def join(self, member: MemberId) -> None:
        allowed = member not in self.model.members(self.now)
        if self._try(lambda: self.town.join(self.circle, member, self.now), allowed=allowed):
            self.model.stays.append(Stay(member, self.now))

    @rule(member=people)
    def leave(self, member: MemberId) -> None:
        allowed = member in self.model.members(self.now)
        if self._try(lambda: self.town.leave(self.circle, member, self.now), allowed=allowed):
            self.model.leave(member, self.now)

    @precondition(lambda self: len(self.model.votes) < 3)
    @rule(target=proposals, proposer=people, days=st.integers(3, 6))
    def propose(self, proposer: MemberId, days: int) -> object:
        return self._propose(proposer, days) or multiple()

    def _propose(self, proposer: MemberId, days: int) -> ProposalId | None:
        roll = self.model.members(self.now)
        opened: list[Decision] = []
        ends = self.now + days * DAY

        def act() -> None:
            opened.append(self.town.propose(self.circle, proposer, self.now, ends=ends, topic_id=self.topic))

        if not self._try(act, allowed=proposer in roll):
            return None
        self.model.votes[opened[0].id] = Vote(proposer, self.now, ends, roll)
        return opened[0].id

    def _new_key(self) -> str:
        self.presses += 1
        return str(self.presses)

    def _entitled(self, member: MemberId, vote: Vote) -> bool:
        takes = vote.open_at(self.now) or vote.may_answer(member, self.now)
        return takes and member in vote.roll & self.model.members(self.now)

    @rule(proposal=proposals, member=people, choice=choices, repeat=st.booleans())
    def cast(self, proposal: ProposalId, member: MemberId, choice: Choice, *, repeat: bool) -> None:
        vote = self.model.votes[proposal]
        wish = CastBallot(
            actor=person(member), now=self.now, key=self._new_key(), proposal_id=proposal, choice=choice,
        )  # fmt: skip
        receipts: list[Receipt] = []

        def act() -> None:
            receipts.append(self.town.store.run_now(cast_ballot, wish))

        if self._try(act, allowed=self._entitled(member, vote)):
            if vote.open_at(self.now):
                vote.ballots[member], vote.cast[member] = choice, self.now
            else:
                vote.after[member] = choice
            if repeat:
                act()
                assert receipts[0] == receipts[1]

    @rule(proposal=proposals, ballots=st.dictionaries(people, choices, min_size=1, max_size=3))
    def crowd(self, proposal: ProposalId, ballots: dict[MemberId, Choice]) -> None:
        for member, choice in ballots.items():
            self.cast(proposal, member, choice, repeat=False)

    @rule(proposal=proposals, member=people)
    def take_back(self, proposal: ProposalId, member: MemberId) -> None:
        vote = self.model.votes[proposal]
        cast = vote.ballots if vote.open_at(self.now) else vote.after
        allowed = self._entitled(member, vote) and member in cast
        if self._try(lambda: self.town.take_back(self.seen[proposal], member, self.now), allowed=allowed):
            del cast[member]
            if cast is vote.ballots:
                del vote.cast[member]

    @rule(proposal=proposals, member=people)
    def be_content(self, proposal: ProposalId, member: MemberId) -> None:
        vote = self.model.votes[proposal]
        act = lambda: self.town.be_content(self.seen[proposal], member, self.now)  # noqa: E731
        if self._try(act, allowed=vote.may_answer(member, self.now)):
            vote.content.add(member)

    @precondition(lambda self: self.presses % 3 == 0)
    @rule(proposal=proposals, member=people)
    def withdraw(self, proposal: ProposalId, member: MemberId) -> None:
        vote = self.model.votes[proposal]
        allowed = vote.open_at(self.now) and member == vote.proposer
        if self._try(lambda: self.town.withdraw(self.seen[proposal], member, self.now), allowed=allowed):
            vote.withdrawn = True

    @rule(proposal=proposals, member=people, days=st.integers(-1, 3))
    def extend(self, proposal: ProposalId, member: MemberId, days: int) -> None:
        vote = self.model.votes[proposal]
        ends = vote.closes + days * DAY
        may = member in {vote.proposer, ANNA}
        allowed = may and vote.open_at(self.now) and not vote.extended and days > 0
        if self._try(lambda: self.town.extend(self.seen[proposal], ends, member, self.now), allowed=allowed):
            vote.closes, vote.extended = ends, True

    @rule(proposal=proposals, scope=places, truster=people, delegate=st.none() | people, days=st.integers(1, 9))
    def trust(
        self, proposal: ProposalId, scope: Scope, truster: MemberId, delegate: MemberId | None, days: int
    ) -> None:
        of = self._of(scope, proposal)
        until = self.now + days * DAY
        act = lambda: self.town.trust(truster, delegate, scope, of, self.now, until=until)  # noqa: E731
        with suppress(DelegateFull):  # in a circle of five one person takes no more than three votes
            if self._try(act, allowed=self._may_trust(proposal, scope, truster, delegate)):
                place = proposal if scope is Scope.PROPOSAL else scope.value
                self.model.trust(Trust(truster, place, delegate, self.now, until))

    def _may_trust(self, proposal: ProposalId, scope: Scope, truster: MemberId, delegate: MemberId | None) -> bool:
        both = {truster, delegate} - {None}
        if delegate == truster:
            return False
        if scope is Scope.COMMUNITY:
            return delegate is not None
        if scope in {Scope.CIRCLE, Scope.TOPIC}:
            return both <= self.model.members(self.now)
        vote = self.model.votes[proposal]
        return vote.open_at(self.now) and both <= vote.roll

    @rule(proposal=proposals, scope=places, truster=people)
    def distrust(self, proposal: ProposalId, scope: Scope, truster: MemberId) -> None:
        of = self._of(scope, proposal)
        place = proposal if scope is Scope.PROPOSAL else scope.value
        allowed = self.model.distrust(truster, place, self.now)
        self._try(lambda: self.town.distrust(truster, scope, of, self.now), allowed=allowed)

    def _of(self, scope: Scope, proposal: ProposalId) -> int:
        return {Scope.COMMUNITY: 0, Scope.CIRCLE: self.circle, Scope.TOPIC: self.topic, Scope.PROPOSAL: proposal}[scope]

    @rule(proposal=proposals, scope=places, truster=people, by=people, accepts=st.booleans())
    def answer(self, proposal: ProposalId, scope: Scope, truster: MemberId, by: MemberId, *, accepts: bool) -> None:
        """Somebody accepts or refuses what a member has in a place, if anything: only its delegate can."""
        place = proposal if scope is Scope.PROPOSAL else scope.value
        given = self.town.given(truster, scope, self._of(scope, proposal), self.now)
        standing = self.model.standing(truster, place, self.now)
        assert len(given) == len(standing)
        for row, told in zip(given, standing, strict=True):
            assert (row.trustee_id, row.accepted_at) == (told.delegate, told.accepted)
            wish = mandate.AboutDelegation(actor=person(by), now=self.now, delegation_id=row.id)
            use_case = mandate.accept if accepts else mandate.refuse
            allowed = told.delegate == by and not (accepts and told.accepted)
            if self._try(lambda: self.town.store.run_now(use_case, wish), allowed=allowed):  # noqa: B023 - done at once
                if accepts:
                    self.model.accept(told, self.now)
                else:
                    told.until = self.now
                return

    @rule(proposal=proposals, member=people)
    def look(self, proposal: ProposalId, member: MemberId) -> None:
        """Everybody can find out what is said with their vote, while there is time to say something else (L14).

        Who has left keeps seeing their ballot, and that it does not count.
        """
        vote = self.model.votes[proposal]
        if vote.open_at(self.now):
            mine = self.town.store.read_now(my_vote, about(self.seen[proposal], member, self.now))
            said = (mine.ballot or mine.theirs) if mine.eligible else None
            assert said == self.model.voice(member, proposal, self.now)

    @invariant()
    def decisions_live_as_drawn(self) -> None:
        """States go one way, what is frozen stays, and a count is the model's (KI2, KI6, L1, L10, L11, L12, V6)."""
        if not hasattr(self, "town"):
            return
        for proposal, vote in self.model.votes.items():
            found = self.town.known(proposal)
            before = self.seen.setdefault(proposal, found)
            assert found.state in WAYS[before.state]
            assert (found.text, found.rules, found.opened_at) == (before.text, before.rules, before.opened_at)
            assert (found.closes_at, found.extended) == (vote.closes, vote.extended)
            assert (found.state is State.WITHDRAWN) == vote.withdrawn
            if before.result:
                assert found == before
            elif found.result:
                self._check_count(found)
            self.seen[proposal] = found

    def _check_count(self, found: Decision) -> None:
        assert found.result
        verdict, told = found.result.verdict, self.model.tally(found.id)
        counted = (verdict.tally.yes, verdict.tally.no, verdict.tally.abstain)
        assert counted == (told[Choice.YES], told[Choice.NO], told[Choice.ABSTAIN])
        assert (found.result.unrepresented, found.result.uncounted) == (told["nobody"], told["uncounted"])
        assert verdict.roll == sum(told.values()) == sum(counted) + told["nobody"] + told["uncounted"]
        assert verdict.outcome is self._outcome(told[Choice.YES], told[Choice.NO], found.rules.quorum)

    @staticmethod
    def _outcome(yes: int, no: int, quorum: int) -> Outcome:
        if yes < quorum:
            return Outcome.NO_QUORUM
        if yes == no:
            return Outcome.TIE
        return Outcome.ADOPTED if yes > no else Outcome.NOT_ADOPTED

    @invariant()
    def nothing_is_told_twice(self) -> None:
        """One announcement for each count, one reminder at the most, and an unbroken ledger (KI1, KI6)."""
        if not hasattr(self, "town"):
            return
        told = [row.owed.proposal_id for row in self.town.owed(Notice.RESULT)]
        assert sorted(told) == sorted(one.id for one in self.seen.values() if one.result)
        assert len(self.town.remembered(Event.DECISION_COUNTED)) == len(told)
        called = [(row.owed.proposal_id, one) for row in self.town.owed(Notice.REMINDER) for one in row.owed.to]
        assert len(called) <= len(set(called)) + sum(vote.extended for vote in self.model.votes.values()) * len(PEOPLE)
        assert self.town.chain_broken_at() is None


Life.TestCase.settings = settings(
    max_examples=EXAMPLES // 2, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
test_a_decision_lives_as_drawn = Life.TestCase
