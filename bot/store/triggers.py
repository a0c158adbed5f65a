"""What the database itself refuses, whoever asks: the last guard of a decision.

Each guard is stated once, in SQL that SQLite and PostgreSQL both read, and laid as the trigger of
either. Laying is safe to repeat, and is repeated after each migration, which may have dropped some.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, event, inspect

from bot.rules.reason import REASON_LENGTH


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses `action` on `table` where `condition` holds of NEW and OLD, with `message`."""

    name: str
    table: str
    action: str
    condition: str
    message: str


def _unless_open(row: str) -> str:
    """Return the condition that the decision of a ballot takes no ballots."""
    decision = f"decision d WHERE d.proposal_id = {row}.proposal_id AND d.state = 'open'"
    return f"NOT EXISTS (SELECT 1 FROM {decision})"  # noqa: S608 - the row is NEW or OLD, from below


def _unless_taking_words(row: str) -> str:
    """Return the condition that the lot of a word is not sealed, or over."""
    decision = "decision d JOIN poll p ON p.proposal_id = d.proposal_id WHERE d.state = 'open' AND p.commitment <> ''"
    word = f"d.proposal_id = {row}.proposal_id AND d.closes_at > {row}.added_at"
    return f"NOT EXISTS (SELECT 1 FROM {decision} AND {word})"  # noqa: S608 - likewise


_ASKED = "poll p WHERE p.proposal_id = NEW.proposal_id AND p.reasons AND NEW.choice = 'no'"
_UNARGUED = (
    f"(NEW.reason IS NOT NULL) <> EXISTS (SELECT 1 FROM {_ASKED})"  # noqa: S608 - likewise
    f" OR length(NEW.reason) NOT BETWEEN 1 AND {REASON_LENGTH}"
)
_ARGUED = "a veto has its reason, and no other ballot has one"
_HIDDEN = "EXISTS (SELECT 1 FROM decision d WHERE d.proposal_id = NEW.proposal_id AND d.secrecy = 'secret')"
_ALONE = f"{_HIDDEN[:-1]} AND d.liquid IS NULL)"
_SILENT = "NEW.choice IS NULL AND NEW.marks IS NULL AND NEW.box IS NULL"
_BOXED = "EXISTS (SELECT 1 FROM ballot b WHERE b.proposal_id = OLD.proposal_id AND b.box IS NOT NULL)"
_LOCKED = "EXISTS (SELECT 1 FROM vote_key k WHERE k.proposal_id = NEW.proposal_id)"
_STEPS = "('open>frozen', 'open>withdrawn', 'frozen>counted', 'counted>published')"
_FROZEN = "version, threshold, quorum, roll_size, knobs, software, opened_at, liquid, secrecy"
_POLL = "method, seats, ties, settings, nominations_until, chambers, secret, reasons"
_CLOSED = "the vote is closed"
_DRAFTED = "process, beginning, settings, knobs, software, opened_at"
_ENDED = "EXISTS (SELECT 1 FROM proceeding p WHERE p.proposal_id = NEW.proposal_id AND p.ended_at IS NOT NULL)"
_VERSION = "EXISTS (SELECT 1 FROM agreement_version v WHERE v.agreement_id = NEW.id AND v.number = NEW.version)"
_COURSES = "agreement_course c JOIN proceeding p ON p.proposal_id = c.proposal_id WHERE c.agreement_id = NEW.id"
_REVIEWED = f"EXISTS (SELECT 1 FROM {_COURSES} AND p.process = 'review' AND p.phase = 'dropped')"  # noqa: S608 - likewise
_PROPOSED = "decision d WHERE d.proposal_id = NEW.proposal_id AND d.outcome = 'adopted' AND d.state <> 'frozen'"
_DECIDED = "proceeding p WHERE p.proposal_id = NEW.proposal_id AND p.ended_at IS NOT NULL"
_UNDECIDED = f"NOT EXISTS (SELECT 1 FROM {_PROPOSED}) AND NOT EXISTS (SELECT 1 FROM {_DECIDED})"  # noqa: S608 - likewise
_CHALLENGE = (
    "proposal_id, community_id, circle_id, agreement_id, ground, contradicts_id, by_id, words, salt, filed_at, seat"
)
_OVER = "EXISTS (SELECT 1 FROM challenge c WHERE c.id = NEW.challenge_id AND c.ended_at IS NOT NULL)"
_PARTY = (
    "EXISTS (SELECT 1 FROM challenge c JOIN proposal p ON p.id = c.proposal_id"
    " WHERE c.id = NEW.challenge_id AND NEW.member_id IN (c.by_id, p.proposer_id))"
)
_DRAWN = (
    "NOT EXISTS (SELECT 1 FROM jury_lot l WHERE l.challenge_id = NEW.challenge_id AND l.number = NEW.number"
    " AND l.opened_at IS NULL AND NEW.added_at < l.deadline)"
)


def _unless_challenged(phase: str) -> str:
    """Return the condition that no challenge about an agreement is there with such a phase."""
    return f"NOT EXISTS (SELECT 1 FROM challenge c WHERE c.agreement_id = NEW.id AND c.phase {phase})"  # noqa: S608 - likewise


_RUNNING, _ENDED_SO = _unless_challenged("IN ('suspended', 'jury')"), _unless_challenged("= 'upheld'")
GUARDS = (
    *(
        Guard(f"{table}_no_{action.lower()}", table, action, "1 = 1", f"the {table} is append-only")
        for table in (
            *("ledger", "version", "roll", "option", "chamber", "move", "climb", "sitting"),
            *("agreement_version", "agreement_course", "paper"),
        )
        for action in ("UPDATE", "DELETE")
    ),
    *(
        Guard(f"ballot_{action.lower()}_{what}", "ballot", action, condition, message)
        for action in ("INSERT", "UPDATE")
        for what, condition, message in (
            ("boxed", f"(NEW.choice IS NOT NULL OR NEW.marks IS NOT NULL) AND {_ALONE}", "a secret ballot is locked"),
            ("said", f"{_SILENT} AND NOT {_HIDDEN}", "a ballot says something"),
            ("locked", f"NEW.box IS NOT NULL AND NOT {_LOCKED}", "there is no key"),
        )
    ),
    Guard("vote_key_insert", "vote_key", "INSERT", f"{_unless_open('NEW')} OR NOT {_HIDDEN}", "it is not secret"),
    Guard("vote_key_no_update", "vote_key", "UPDATE", "1 = 1", "a key stays"),
    Guard("vote_key_delete_empty", "vote_key", "DELETE", _BOXED, "it locks ballots still"),
    Guard("paper_insert_open", "paper", "INSERT", f"{_unless_open('NEW')} OR NOT {_LOCKED}", _CLOSED),
    Guard(
        "decision_parted",
        "decision",
        "UPDATE OF state",
        f"NEW.state <> 'open' AND {_LOCKED}",
        "secret ballots are parted from their voters first",
    ),
    Guard("ballot_insert_open", "ballot", "INSERT", _unless_open("NEW"), _CLOSED),
    Guard("ballot_update_open", "ballot", "UPDATE", f"{_unless_open('NEW')} OR {_unless_open('OLD')}", _CLOSED),
    Guard("ballot_delete_open", "ballot", "DELETE", _unless_open("OLD"), _CLOSED),
    Guard("ballot_insert_argued", "ballot", "INSERT", _UNARGUED, _ARGUED),
    Guard("ballot_update_argued", "ballot", "UPDATE", _UNARGUED, _ARGUED),
    Guard(
        "ballot_reason_sealed",
        "ballot",
        "UPDATE",
        "coalesce(NEW.reason, '') <> coalesce(OLD.reason, '') AND NEW.salt = OLD.salt",
        "a reason changes with its ballot",
    ),
    Guard("word_insert_open", "word", "INSERT", _unless_taking_words("NEW"), _CLOSED),
    Guard("word_update_open", "word", "UPDATE", _unless_taking_words("NEW"), _CLOSED),
    Guard("word_no_delete", "word", "DELETE", "1 = 1", "words stay"),
    Guard(
        "decision_one_way",
        "decision",
        "UPDATE",
        f"NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN {_STEPS}",
        "a decision never goes back",
    ),
    Guard("poll_frozen", "poll", f"UPDATE OF {_POLL}", "1 = 1", "the rules are frozen"),
    Guard("poll_sealed", "poll", "UPDATE OF commitment, pool", "OLD.commitment <> ''", "the lot is sealed"),
    Guard("poll_counted", "poll", "UPDATE OF count, counted_at", "OLD.counted_at IS NOT NULL", "counted is counted"),
    Guard("poll_no_delete", "poll", "DELETE", "1 = 1", "decisions stay"),
    Guard("decision_frozen", "decision", f"UPDATE OF {_FROZEN}", "1 = 1", "the rules are frozen"),
    Guard(
        "decision_later",
        "decision",
        "UPDATE",
        "NEW.closes_at < OLD.closes_at OR (NEW.closes_at <> OLD.closes_at AND OLD.state <> 'open')",
        "only a later deadline may be set, and only while the vote is open",
    ),
    Guard("move_insert_running", "move", "INSERT", _ENDED, "the process is over"),
    Guard("proceeding_frozen", "proceeding", f"UPDATE OF {_DRAFTED}", "1 = 1", "the rules are frozen"),
    Guard("proceeding_no_return", "proceeding", "UPDATE", "OLD.ended_at IS NOT NULL", "what has ended stays ended"),
    Guard("proceeding_no_delete", "proceeding", "DELETE", "1 = 1", "decisions stay"),
    Guard("agreement_frozen", "agreement", "UPDATE OF community_id, circle_id, title", "1 = 1", "agreements stay"),
    Guard("agreement_no_delete", "agreement", "DELETE", "1 = 1", "agreements stay"),
    Guard(
        "agreement_no_return",
        "agreement",
        "UPDATE",
        f"OLD.status = 'annulled' OR OLD.status = 'dropped' AND {_RUNNING}",
        "what is dropped stays dropped",
    ),
    Guard(
        "agreement_suspended",
        "agreement",
        "UPDATE",
        f"(NEW.status = 'suspended' OR OLD.aside IS NULL AND NEW.aside IS NOT NULL) AND {_RUNNING}",
        "only a challenge suspends",
    ),
    Guard(
        "agreement_annulled",
        "agreement",
        "UPDATE",
        f"NEW.status = 'annulled' AND {_ENDED_SO}",
        "only a jury annuls",
    ),
    Guard("agreement_adopted", "agreement", "UPDATE", f"NOT {_VERSION}", "a version comes from a decision"),
    Guard(
        "agreement_dropped",
        "agreement",
        "UPDATE",
        f"NEW.status = 'dropped' AND NOT {_REVIEWED}",
        "an agreement is dropped by a decision",
    ),
    Guard("minority_report_no_delete", "minority_report", "DELETE", "1 = 1", "reports stay"),
    Guard("rest_until", "rest", "UPDATE OF proposal_id, until", "1 = 1", "a date stays"),
    Guard("rest_over", "rest", "UPDATE", "OLD.over_at IS NOT NULL", "what has rested has come back"),
    Guard("rest_no_delete", "rest", "DELETE", "1 = 1", "a date stays"),
    Guard("challenge_adopted", "challenge", "INSERT", _UNDECIDED, "only what was adopted is challenged"),
    Guard("challenge_frozen", "challenge", f"UPDATE OF {_CHALLENGE}", "1 = 1", "what was filed stays"),
    Guard(
        "challenge_no_return", "challenge", "UPDATE", "OLD.ended_at IS NOT NULL", "what a jury decided stays decided"
    ),
    Guard("jury_lot_sealed", "jury_lot", "UPDATE OF pool, commitment, secret, deadline", "1 = 1", "the lot is sealed"),
    Guard("jury_lot_opened", "jury_lot", "UPDATE", "OLD.opened_at IS NOT NULL", "drawn is drawn"),
    Guard("jury_word_insert_open", "jury_word", "INSERT", _DRAWN, "the jury is drawn"),
    Guard("jury_word_update_open", "jury_word", "UPDATE", _DRAWN, "the jury is drawn"),
    Guard("juror_no_party", "juror", "INSERT", _PARTY, "nobody judges their own matter"),
    Guard("juror_insert_running", "juror", "INSERT", _OVER, "the jury has decided"),
    Guard("juror_update_running", "juror", "UPDATE", _OVER, "the jury has decided"),
    *(
        Guard(f"{table}_no_delete", table, "DELETE", "1 = 1", "challenges stay")
        for table in ("challenge", "jury_lot", "jury_word", "juror")
    ),
    Guard("override_no_delete", "override_right", "DELETE", "1 = 1", "decisions stay"),
    Guard("decision_no_delete", "decision", "DELETE", "1 = 1", "decisions stay"),
)


def _sqlite(guard: Guard) -> list[str]:
    trigger = (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {guard.table} FOR EACH ROW"
        f" WHEN {guard.condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
    )
    return [f"DROP TRIGGER IF EXISTS {guard.name}", trigger]


def _postgresql(guard: Guard) -> list[str]:
    row = "OLD" if guard.action == "DELETE" else "NEW"
    function = (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {guard.condition} THEN RAISE EXCEPTION '{guard.message}'"
        f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
    )
    trigger = (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
    )
    return [function, f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}", trigger]


def lay(connection: Connection) -> None:
    """Lay every guard anew; in an earlier form of the database, those of the tables that it has."""
    write = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    tables = {*inspect(connection).get_table_names()}
    for guard in (one for one in GUARDS if one.table in tables):
        for statement in write(guard):
            connection.exec_driver_sql(statement)


def lift(connection: Connection) -> None:
    """Take the guards away, before an upgrade, an erasure or a move, until they are laid anew in the same transaction.

    On SQLite one that names a table would keep it from being rebuilt.
    """
    if connection.dialect.name == "sqlite":
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    tables = {*inspect(connection).get_table_names()}
    for guard in (one for one in GUARDS if one.table in tables):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}")


def attach(metadata: MetaData) -> None:
    """Have `create_all` lay the guards too."""

    @event.listens_for(metadata, "after_create")
    def _after_create(_target: MetaData, connection: Connection, **_: object) -> None:
        lay(connection)
