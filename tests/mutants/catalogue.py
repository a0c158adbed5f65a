"""Every mutant of governance 13.3: what is broken, how, and which tests must notice it.

A mutant replaces a piece of one module, which must stand there exactly once: where the code has moved on, applying it
fails, and so do the tests of this catalogue.
"""

from dataclasses import dataclass

CONSENT = (
    "tests/rules/test_consent.py",
    "tests/rules/test_consent_integration.py",
    "tests/rules/test_consent_entrust.py",
    "tests/rules/test_consent_walks.py",
)
DELEGATION = (
    "tests/rules/test_delegation.py",
    "tests/rules/test_backups.py",
    "tests/rules/test_electorate.py",
    "tests/rules/test_vectors.py",
)
OVERRIDE = ("tests/rules/test_override.py", "tests/rules/test_electorate.py")
CAP = ("tests/rules/test_cap.py",)
VOTES = ("tests/rules/test_majority.py", "tests/rules/counting/test_monotone.py", "tests/rules/test_vectors.py")
AGREEMENTS = ("tests/rules/test_agreement.py", "tests/rules/test_review.py", "tests/services/test_agreements.py")
TRIALS = (
    "tests/rules/test_challenge.py",
    "tests/rules/test_agreement_suspended.py",
    "tests/services/test_challenge.py",
    "tests/services/test_jury.py",
)
WAYS = ("tests/rules/test_way.py", "tests/services/test_way.py", "tests/services/test_seat.py")
LIFE = (
    "tests/services/test_clock.py",
    "tests/services/test_vote.py",
    "tests/scheduling/test_sweep.py",
    "tests/services/test_life.py",
)
SECRET = ("tests/rules/test_electorate.py", "tests/services/test_secret.py", "tests/store/test_papers.py")


@dataclass(frozen=True)
class Mutant:
    """A mistake: in `module`, `right` becomes `wrong`; one of `tests` must fail, or never end within the `seconds`."""

    name: str
    module: str
    right: str
    wrong: str
    tests: tuple[str, ...]
    seconds: int = 600

    def applied(self, source: str) -> str:
        """Return the text with the mistake in it. Raises ValueError where it does not fit."""
        if source.count(self.right) != 1:
            raise ValueError(f"{self.name}: stands {source.count(self.right)} times in {self.module}")
        return source.replace(self.right, self.wrong)


def _consent(name: str, module: str, right: str, wrong: str) -> Mutant:
    return Mutant(name, f"bot.rules.{module}", right, wrong, CONSENT)


MUTANTS: tuple[Mutant, ...] = (
    # ------------------------------------------------------------------ consent
    _consent("adopt despite open objections", "consent.round",
             "    if item.standing:\n        return _integrate(item, now)\n", ""),
    _consent("a leaver's objection vanishes", "consent.people",
             "if one.open and one.owner == move.member else one for one in item.objections",
             "if False else one for one in item.objections if one.owner != move.member"),
    _consent("a leaver's position still counts", "process.asking",
             "positions=without(item.positions, member), ", ""),
    _consent("a late joiner votes in the running round", "process.asking",
             "if by is None or by not in item.required:", "if by is None or by not in item.members:"),
    _consent("a returner votes in the running round", "process.asking",
             "return self.asked - self.gone", "return self.asked & self.members"),
    _consent("silence is consent in explicit mode", "process.asking",
             "    if silence is Silence.EXPLICIT:\n        return False\n", ""),
    _consent("lazy mode with no explicit consent", "process.asking",
             "return len(item.positions) >= min(min_active, len(item.required))", "return True"),
    _consent("an unargued objection", "consent.round",
             'reason = saying(said.reason, "reason")\n', "reason = said.reason\n"),
    _consent("no new round after an integration", "consent.integrate",
             "    return begin(item, now)\n", "    return replace(item, phase=Phase.ROUND)\n"),
    _consent("the text is changed during a round", "consent.talk",
             "@MACHINE.on(Amend, Phase.AMEND, who", "@MACHINE.on(Amend, Phase.AMEND, Phase.ROUND, who"),
    _consent("positions survive an amendment", "process.asking",
             "        gone=frozenset(),\n        positions=MappingProxyType({}),\n", "        gone=frozenset(),\n"),
    _consent("confirmations survive an amendment", "consent.talk",
             "objections=objections, amended_at=now", "amended_at=now"),
    _consent("a one-sided resolution", "consent.integrate",
             "if {objection.owner, item.proposer} <= objection.confirmed", "if objection.confirmed"),
    _consent("an absent facilitator is not replaced", "process.seats",
             "    if not item.anybody:\n        yield Alarm", "    if item.anybody:\n        yield Alarm"),
    _consent("anybody rules", "consent.ruling",
             "    item = acted(item, turn.by, turn.at)\n    objection = _untested",
             "    item = replace(item, facilitator=turn.by)\n    objection = _untested"),
    _consent("the objector rules on their own objection", "consent.ruling",
             "{item.proposer} | objection.parties", "{item.proposer}"),
    _consent("the proposer rules on their own proposal", "process.item",
             "(self.proposer, self.subject, self.nominee)", "(self.subject, self.nominee)"),
    _consent("a ruling without a reason", "consent.ruling",
             'saying(move.reason, "reason")', "move.reason"),
    _consent("half of those asked are gone", "consent.round", "if item.half_gone or not", "if not"),
    _consent("an integration without a time limit", "consent.round",
             "        ends=now + item.settings.integrate,\n", "        ends=None,\n"),
    _consent("no limit on rounds", "consent.round",
             "    if item.integrations >= item.settings.max_integrations:\n"
             "        return ended(item, Phase.ESCALATED, now)\n", ""),
    _consent("withdraw after the adoption", "process.machine",
             "self.ends = frozenset(ends)\n", "self.ends = frozenset()\n"),
    _consent("a take-over inside the round", "consent.integrate",
             "@MACHINE.on(TakeOver, Phase.INTEGRATE, who", "@MACHINE.on(TakeOver, Phase.INTEGRATE, Phase.ROUND, who"),
    _consent("a stand-in drops the objection", "consent.integrate",
             "if turn.by != objection.owner or objection.taken_over or objection.fate",
             "if turn.by != objection.owner or objection.fate"),
    _consent("who raises an objection for another rules on it", "consent.state",
             "frozenset({self.by, self.owner, self.voice})", "frozenset({self.by, self.owner})"),
    _consent("an entrusted objection can be held back", "consent.state",
             "frozenset({Fate.ENTRUSTED, Fate.RAISED,", "frozenset({Fate.RAISED,"),
    _consent("anybody raises what was entrusted to another", "consent.entrust",
             "if turn.by is None or turn.by != objection.through:", "if objection.through is None:"),
    # ------------------------------------------------------------------ delegation
    Mutant("the order of ballots decides (3 : 1 instead of 2 : 2)", "bot.rules.delegation",
           "        terminal |= nearest\n",
           "        terminal |= {one: terminal[next(iter(terminal))] for one in nearest}\n", DELEGATION),
    Mutant("nobody is ignored", "bot.rules.delegation",
           "    for entry in entries:\n", "    for entry in (one for one in entries if one.trustee is not None):\n",
           DELEGATION),
    Mutant("an inactive link is skipped over", "bot.rules.delegation",
           "    for truster in members & edges.keys():\n", "    for truster in edges:\n", DELEGATION),
    Mutant("an inactive link is skipped over in one's own chain", "bot.rules.chain",
           "(here.eligible and here.delegates) or ()", "here.delegates or ()", DELEGATION),
    Mutant("who has left votes for others", "bot.rules.electorate",
           "eligible = both(electorate.roll, electorate.members)",
           "eligible = both(electorate.roll, electorate.roll)", DELEGATION),
    Mutant("the wider entry counts", "bot.rules.delegation",
           "_NARROWNESS[entry.scope] > _NARROWNESS[other.scope]", "_NARROWNESS[entry.scope] < _NARROWNESS[other.scope]",
           DELEGATION),
    Mutant("weight is kept after a revocation", "bot.store.delegations",
           "    or_(table.c.ended_at.is_(None), table.c.ended_at > bindparam(\"moment\")),\n", "", LIFE),
    Mutant("who votes is counted with their delegate too", "bot.rules.paths",
           "np.where(votes, np.arange(len(votes)), delegates)", "delegates.copy()", DELEGATION),
    Mutant("a loop is walked without an end", "bot.rules.chain",
           "    while at not in passed:\n        passed[at] = None\n", "    while True:\n        passed[at] = None\n",
           DELEGATION, seconds=60),
    Mutant("back-ups are tried without looking whether one is nearer", "bot.rules.chain",
           "at = waiting.popleft()", "at = waiting.pop()", DELEGATION),
    Mutant("a back-up of a wider entry stands behind a narrower one", "bot.rules.electorate",
           "if rank < len(delegates) else NOBODY\n", "if rank < len(delegates) else column[at[known]]\n", DELEGATION),
    Mutant("the last of the back-ups counts", "bot.rules.paths",
           "        for order, starts in behind:\n", "        for order, starts in reversed(behind):\n", DELEGATION),
    Mutant("a late ballot takes those behind it along", "bot.rules.electorate",
           "    votes[late] = votes[NOBODY] = False\n", "    votes[NOBODY] = False\n", OVERRIDE),
    Mutant("a late ballot counts for nobody", "bot.rules.electorate", "    ends[late] = late\n", "", OVERRIDE),
    Mutant("who votes at the end leaves no time to answer", "bot.rules.override",
           "if closes_at - lasts < at < closes_at", "if at == closes_at", OVERRIDE),
    Mutant("the time to answer runs from the close", "bot.rules.override",
           "voter: at + lasts for voter", "voter: closes_at + lasts for voter", OVERRIDE),
    Mutant("a cap is a share of what is counted", "bot.rules.cap",
           "cap_of(len(weighed.eligible), share)", "cap_of(int(weighed.weights.sum()), share)", CAP),
    Mutant("what the cap leaves out is not reported", "bot.rules.electorate",
           "return len(self.ends) - self.unrepresented - int(self.weights.sum())", "return 0", CAP),
    Mutant("one cap holds for all chambers", "bot.rules.cap",
           "[cap_of(int(roll), share) for roll in rolls]", "[cap_of(int(rolls.sum()), share) for roll in rolls]", CAP),
    # ------------------------------------------------------------------ votes
    Mutant("two thirds as a float", "bot.rules.majority",
           "b * tally.yes >= a * tally.no", "tally.yes / max(1, tally.cast) >= round(a / (a + b), 2)", VOTES),
    Mutant("a tie passes", "bot.rules.majority",
           "            return tally.yes > tally.no\n", "            return tally.yes >= tally.no\n", VOTES),
    Mutant("a quorum of turnout, which a no helps to reach", "bot.rules.majority",
           "    if tally.yes < quorum:\n", "    if tally.cast < quorum:\n", VOTES),
    Mutant("an unranked option is level with the default", "bot.rules.counting.pairwise",
           "layer.weigh(places[one] < places[other])",
           "layer.weigh((places[one] < places[other]) & (places[other] < np.iinfo(places.dtype).max))",
           ("tests/rules/counting/test_pairwise.py", "tests/rules/counting/test_condorcet.py")),
    # ------------------------------------------------------------------ agreements
    Mutant("silence renews what was to be reviewed", "bot.rules.agreement.life",
           ", undecided=agreement.undecided + 1)", ")", AGREEMENTS),
    Mutant("silence drops what was to be reviewed", "bot.rules.review.asking",
           "return ended(item, Phase.UNDECIDED, turn.at)\n\n\nlay",
           "return ended(item, Phase.DROPPED, turn.at)\n\n\nlay", AGREEMENTS),
    Mutant("an unfinished round drops it all the same", "bot.rules.review.borrowed",
           "DECIDED[item.choice] if item.phase is Round.ADOPTED else Phase.UNDECIDED", "DECIDED[item.choice]",
           AGREEMENTS),
    Mutant("anybody ends the questions in the first week", "bot.rules.review.asking",
           "    if turn.by not in {item.responsible, item.facilitator}:\n        raise NotYours\n", "", AGREEMENTS),
    Mutant("concerns do not come back", "bot.rules.process.record",
           "(*self.concerns, *unmet, *doubts)", "(*unmet, *doubts)", AGREEMENTS),
    Mutant("everybody adds a minority report", "bot.rules.agreement.past",
           "    if by not in agreement.record.minority:\n        raise NotInMinority\n", "", AGREEMENTS),
    Mutant("what is decided on an agreement overtakes nothing", "bot.services.adoption",
           "    return [one for one in open_ if one != by]\n", "    return []\n", AGREEMENTS),
    # ------------------------------------------------------------------ ways
    Mutant("who is nominated leads the round about it", "bot.rules.process.item",
           "(self.proposer, self.subject, self.nominee)", "(self.proposer, self.subject)", (*WAYS, *CONSENT)),
    Mutant("a seat is filled without an adoption", "bot.services.seat",
           " or proceeding.process.record(item) is None:", ":", WAYS),
    Mutant("who leaves keeps their seat", "bot.services.steps",
           "    vacate(uow, circle_id, frozenset(left), now)\n", "", WAYS),
    Mutant("a circle lets silence alone be consent", "bot.rules.way",
           "        \"min_active\": 1,\n", "", WAYS),
    Mutant("a circle chooses what the constitution fixes", "bot.rules.way",
           "if field.name not in fixed)", ")", WAYS),
    Mutant("anybody chooses how a circle decides", "bot.services.way",
           "    check_may_edit(command.actor, way.circle)\n", "", WAYS),
    Mutant("what is open follows the circle's new way", "bot.store.proceedings",
           "settings=read(process.settings, row.settings),", "settings=process.settings(),", WAYS),
    # ------------------------------------------------------------------ challenges
    Mutant("a suspended agreement is in force", "bot.rules.agreement.life",
           "return replace(put_aside, status=Status.SUSPENDED) if", "return put_aside if", TRIALS),
    Mutant("a party is in the pool", "bot.rules.challenge.jury", "own = set(members) - set(parties)\n",
           "own = set(members)\n", TRIALS),
    Mutant("who objected without a name judges", "bot.services.jury",
           "        raise PartyToIt\n", "        return\n", TRIALS),
    Mutant("a verdict without a reason", "bot.rules.challenge.state",
           'reason=saying(reason, "reason")', "reason=reason", TRIALS),
    Mutant("a tie annuls", "bot.rules.challenge.state", "2 * upheld > judged", "2 * upheld >= judged", TRIALS),
    Mutant("exactly a fifth is too little", "bot.rules.challenge.filing",
           "Fraction(upheld, judged) >= SUPPORT", "Fraction(upheld, judged) > SUPPORT", TRIALS),
    Mutant("two are a jury", "bot.rules.challenge.state",
           "phase if judged >= SMALLEST else Phase.UNHEARD", "phase if judged >= 2 else Phase.UNHEARD", TRIALS),
    Mutant("a challenge after fourteen days", "bot.rules.challenge.filing",
           "    if now >= until:\n        raise ChallengeTooLate(until)\n", "", TRIALS),
    Mutant("who is silent keeps their seat", "bot.rules.challenge.state",
           "replace(one, answer=Answer.SILENT)", "one", TRIALS),
    # ------------------------------------------------------------------ secret votes
    Mutant("a secret ballot speaks for others", "bot.rules.electorate",
           "np.concatenate([electorate.late, electorate.secret])", "electorate.late", SECRET),
    Mutant("papers lie in the order of the members", "bot.rules.paper",
           "return sorted(papers, key=lambda paper: paper.name)", "return [*papers]", SECRET),
    Mutant("four are enough for secrecy", "bot.services.proposal",
           "        check_secret(len(roll), poll)\n", "        pass\n", SECRET),
    Mutant("who has left is counted in secret", "bot.services.deadline",
           "both(electorate.roll, electorate.members)", "electorate.roll", SECRET),
    Mutant("the key outlives the vote", "bot.store.papers", "for table in (sheet, vote_key):", "for table in (sheet,):",
           SECRET),
    Mutant("the journal keeps the key", "bot.store.journal", "wal_checkpoint(TRUNCATE)", "wal_checkpoint(PASSIVE)",
           SECRET),
    # ------------------------------------------------------------------ clocks
    Mutant("the time of the job instead of the deadline", "bot.rules.decision",
           "if decision.state is not State.OPEN or now >= decision.closes_at:", "if decision.state is not State.OPEN:",
           LIFE),
    Mutant("a reminder is sent twice", "bot.services.deadline",
           "if not open_still or not uow.decisions.reminded(decision.id, command.now):", "if not open_still:", LIFE),
    Mutant("an extension after the close", "bot.services.proposal",
           "    check_open(decision, command.now)\n    if decision.extended:", "    if decision.extended:", LIFE),
)  # fmt: skip
"""All of them."""
