"""One transaction over everything that is remembered."""

import secrets

from sqlalchemy import Connection

from bot.services import ports
from bot.store.agreements import SqlAgreements
from bot.store.answers import SqlAnswers
from bot.store.ballots import SqlBallots
from bot.store.challenges import SqlChallenges
from bot.store.circles import SqlCircles
from bot.store.claims import SqlClaims
from bot.store.climbs import SqlClimbs
from bot.store.decisions import SqlDecisions
from bot.store.delegations import SqlDelegations
from bot.store.departures import SqlDepartures
from bot.store.doubts import SqlDoubts
from bot.store.drafts import SqlDrafts
from bot.store.echoes import SqlEchoes
from bot.store.electorates import SqlElectorates
from bot.store.facts import SqlFacts
from bot.store.jury_lots import SqlJuryLots
from bot.store.ledger import SqlLedger
from bot.store.letters import SqlLetters
from bot.store.liquids import SqlLiquids
from bot.store.memberships import SqlMemberships
from bot.store.outbox import SqlOutbox
from bot.store.overrides import SqlOverrides
from bot.store.papers import SqlPapers
from bot.store.persons import SqlPersons
from bot.store.polls import SqlPolls
from bot.store.preferences import SqlPreferences
from bot.store.privacy import SqlPrivacy
from bot.store.proceedings import SqlProceedings
from bot.store.proposals import SqlProposals
from bot.store.standings import SqlStandings
from bot.store.topics import SqlTopics
from bot.store.ways import SqlWays
from bot.store.words import SqlWords


class SqlUnit:
    """The unit of work on one connection; whoever made it begins and commits.

    It builds no mapped objects: a ballot is a handful of prepared statements.
    """

    def __init__(self, connection: Connection) -> None:
        decisions = SqlDecisions(connection)
        self.circles: ports.Circles = SqlCircles(connection, changed=decisions.forget)
        self.ways: ports.Ways = SqlWays(connection)
        self.memberships: ports.Memberships = SqlMemberships(connection)
        self.proposals: ports.Proposals = SqlProposals(connection)
        self.decisions: ports.Decisions = decisions
        self.proceedings: ports.Proceedings = SqlProceedings(connection)
        self.agreements: ports.Agreements = SqlAgreements(connection)
        self.challenges: ports.Challenges = SqlChallenges(connection)
        self.jury_lots: ports.JuryLots = SqlJuryLots(connection)
        self.climbs: ports.Climbs = SqlClimbs(connection)
        self.ballots: ports.Ballots = SqlBallots(connection)
        self.papers: ports.Papers = SqlPapers(connection)
        self.polls: ports.Polls = SqlPolls(connection, changed=decisions.forget)
        self.words: ports.Words = SqlWords(connection)
        self.delegations: ports.Delegations = SqlDelegations(connection)
        self.electorates: ports.Electorates = SqlElectorates(connection)
        self.standings: ports.Standings = SqlStandings(connection)
        self.liquids: ports.Liquids = SqlLiquids(connection)
        self.topics: ports.Topics = SqlTopics(connection)
        self.echoes: ports.Echoes = SqlEchoes(connection)
        self.overrides: ports.Overrides = SqlOverrides(connection)
        self.drafts: ports.Drafts = SqlDrafts(connection)
        self.doubts: ports.Doubts = SqlDoubts(connection)
        self.preferences: ports.Preferences = SqlPreferences(connection)
        self.letters: ports.Letters = SqlLetters(connection)
        persons = SqlPersons(connection)
        self.persons: ports.Persons = persons
        self.privacy: ports.Privacy = SqlPrivacy(connection, changed=(decisions.forget, persons.forget))
        self.departures: ports.Departures = SqlDepartures(connection)
        self.ledger: ports.Ledger = SqlLedger(connection, self.persons)
        self.outbox: ports.Outbox = SqlOutbox(connection)
        self.claims: ports.Claims = SqlClaims(connection)
        self.answers: ports.Answers = SqlAnswers(connection)
        self.facts: ports.Facts = SqlFacts(connection)

    def salt(self) -> str:
        """Return 32 hexadecimal digits that nobody can guess."""
        return secrets.token_hex(16)
