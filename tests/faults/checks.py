"""Is what was promised so? Each check looks at a run from outside, and yields what is broken, in a sentence."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.rules.timing import RECEIPT_GRACE
from tests.faults.evidence import Decision, Event, Evidence
from tests.faults.record import Deed
from tests.faults.run import Run
from tests.wire.accord import Kept
from tests.wire.components import text_of
from tests.wire.host import NONCE_WINDOW_MS
from tests.wire.snowflake import moment
from tests.wire.world import Message

WINDOW = timedelta(milliseconds=NONCE_WINDOW_MS)
DECIDED = {"counted", "published"}

Check = Callable[[Run, Evidence], Iterator[str]]


def broken(run: Run, evidence: Evidence) -> list[str]:
    """Return all that is not as it should be."""
    return [f"{check.__name__}: {one}" for check in CHECKS for one in check(run, evidence)]


def ballots_lost(run: Run, evidence: Evidence) -> Iterator[str]:
    """Every ballot that somebody holds a receipt for is in the ledger, and the last one of each is what counts."""
    last: dict[tuple[int, int], tuple[int, Deed]] = {}
    by_code = {one.code: one for one in evidence.ballot_events()}
    for deed in run.ballots:
        code = deed.receipt or evidence.code_of(deed.interaction.id)
        if deed.receipt and deed.receipt not in by_code:
            yield f"{deed} has a receipt that is not in the ledger"
        elif code in by_code:
            key, event = (deed.number, deed.who), by_code[code]
            last[key] = max(last.get(key, (0, deed)), (event.seq, deed), key=lambda one: one[0])
    for key, (_, deed) in last.items():
        if (evidence.ballots.get(key) or "") != deed.choice:
            yield f"{deed} was the last, but the database has {evidence.ballots.get(key)!r}"


def ballots_doubled(run: Run, evidence: Evidence) -> Iterator[str]:
    """What somebody did once is in the ledger once, and nothing is there that nobody did."""
    made = {deed.receipt or evidence.code_of(deed.interaction.id) for deed in run.ballots}
    told = Counter(one.code for one in evidence.ballot_events())
    for code, times in told.items():
        if code not in made or times > 1:
            yield f"the ledger has {code} {times} times, of a wish that was{'' if code in made else ' not'} made"


def lies(run: Run, evidence: Evidence) -> Iterator[str]:
    """Nobody is told that nothing was changed where something was."""
    for deed in run.deeds:
        if deed.refused and evidence.answers.get(deed.interaction.id):
            yield f"{deed} was told {deed.told} of what was committed"


def deadlines(run: Run, evidence: Evidence) -> Iterator[str]:
    """A vote is closed once, at its deadline: what Discord received before it counts, what came later does not."""
    for decision in evidence.decisions.values():
        yield from _closed(decision)
        for deed in run.ballots:
            if deed.number == decision.number:
                yield from _in_time(deed, decision)


def _closed(decision: Decision) -> Iterator[str]:
    ended = 0 if decision.state == "withdrawn" else 1
    if (decision.times("decision_frozen"), decision.times("decision_counted")) != (ended, ended):
        yield f"{decision.title} was frozen or counted otherwise than once: {[one.name for one in decision.events]}"
    if decision.state not in {*DECIDED, "withdrawn"}:
        yield f"{decision.title} is still {decision.state}"
    names = [one.name for one in decision.events]
    if "decision_frozen" in names and {*names[names.index("decision_frozen") :]} & {"ballot_cast", "ballot_withdrawn"}:
        yield f"{decision.title} took a ballot after it was frozen"
    stored = [one.payload["closes"] for one in decision.events if "closes" in one.payload]
    if stored and stored[-1] != decision.closes.isoformat():
        yield f"{decision.title} ends at {decision.closes}, and its ledger says {stored[-1]}"


def _in_time(deed: Deed, decision: Decision) -> Iterator[str]:
    cast, ends = moment(deed.interaction.id), decision.held_until or decision.closes
    if deed.receipt and cast >= ends:
        yield f"{deed} was taken at {cast}, after the end of {decision.title} at {ends}"
    arrived = datetime.fromtimestamp(deed.interaction.sent_ms / 1000, UTC)
    early = cast < decision.closes and arrived < decision.closes + RECEIPT_GRACE
    if early and decision.state != "withdrawn" and any("closed on" in one for one in deed.told):
        yield f"{deed} of {cast} was refused as too late, before the end of {decision.title} at {decision.closes}"


def counts(_: Run, evidence: Evidence) -> Iterator[str]:
    """A result is what the ballots in the database come to."""
    for decision in evidence.decisions.values():
        found = Counter(choice for (number, _), choice in evidence.ballots.items() if number == decision.number)
        row = decision.row
        if decision.state in DECIDED and row["direct"] != found.total():
            yield f"{decision.title} has {found.total()} ballots, and {row['direct']} were counted"
        if decision.state in DECIDED and not row["delegated"]:
            tally = {choice: row[choice] for choice in ("yes", "no", "abstain")}
            if tally != {choice: found[choice] for choice in tally}:
                yield f"{decision.title} has the ballots {dict(found)}, and {tally} was counted"


def announced_never(run: Run, evidence: Evidence) -> Iterator[str]:
    """A result is announced, where the channel it belongs to is still there."""
    for decision in evidence.decisions.values():
        if decision.state in DECIDED and decision.channel in run.town.world.channels and not announced(run, decision):
            yield f"the result of {decision.title} was never announced"


def announced_twice(run: Run, evidence: Evidence) -> Iterator[str]:
    """A result is announced under one nonce, and within the time in which Discord knows a nonce only once."""
    for decision in evidence.decisions.values():
        told = announced(run, decision)
        moments = sorted(moment(one.id) for one in told)
        if len({one.nonce for one in told}) > 1 or any(later - one < WINDOW for one, later in pairwise(moments)):
            yield f"the result of {decision.title} was announced {len(told)} times: {[one.nonce for one in told]}"


def announced_early(run: Run, evidence: Evidence) -> Iterator[str]:
    """Nothing is announced before its end."""
    for decision in evidence.decisions.values():
        if any(moment(one.id) < decision.closes for one in announced(run, decision)):
            yield f"the result of {decision.title} was announced before its end at {decision.closes}"


def nonces(run: Run, evidence: Evidence) -> Iterator[str]:
    """Every message carries the nonce that was stored for it, by which a second try is known for what it is."""
    stored = {one["nonce"] for one in evidence.rows("SELECT nonce FROM outbox")}
    bot = run.town.world.bot
    for one in run.town.world.messages.values():
        if one.author is bot and one.interaction is None and one.nonce not in stored:
            yield f"{(one.content or text_of(one.components))[:60]!r} was sent as {one.nonce}, which nobody stored"


def announced(run: Run, decision: Decision) -> list[Message]:
    """The messages that ever announced a result: they come with its picture."""
    bot, everything = run.town.world.bot, run.town.world.messages.values()
    said = [one for one in everything if one.author is bot and one.attachments and one.only_for is None]
    return [one for one in said if one.channel.id == decision.channel and decision.title in text_of(one.components)]


def half_applied(_: Run, evidence: Evidence) -> Iterator[str]:
    """State is the fold of the ledger, and no row refers to nothing."""
    folded: dict[tuple[int, object], str] = {}
    for event in evidence.ballot_events():
        folded[event.proposal, event.actor] = event.name
    cast = Counter(number for (number, _), name in folded.items() if name == "ballot_cast")
    kept = Counter(number for number, _ in evidence.ballots)
    if cast != kept:
        yield f"ballots by the ledger {dict(cast)}, by the table {dict(kept)}"
    for decision in evidence.decisions.values():
        if (state := _folded(decision.events)) != decision.state.replace("published", "counted"):
            yield f"{decision.title} is {decision.state}, and by the ledger {state}"
    for table in evidence.rows("PRAGMA foreign_key_check"):
        yield f"a row of {table['table']} refers to nothing"


def _folded(events: list[Event]) -> str:
    states = {
        "proposal_opened": "open",
        "proposal_withdrawn": "withdrawn",
        "decision_frozen": "frozen",
        "decision_counted": "counted",
    }
    return [states[one.name] for one in events if one.name in states][-1]


def owed(_: Run, evidence: Evidence) -> Iterator[str]:
    """What is owed is sent in the end, or given up with a reason."""
    for row in evidence.rows("SELECT * FROM outbox WHERE state = 'pending'"):
        yield f"{row['notice']} of proposal {row['proposal_id']} is still owed: {row['error']!r}"


def chains(run: Run, evidence: Evidence) -> Iterator[str]:
    """Every ledger is whole, and so is the file."""
    for place in run.people.places:
        at = Kept(run.town.folder).ledger_breaks_at(place.guild)
        if at is not None:
            yield f"the ledger of {place.guild.name} breaks at {at}"
    for row in evidence.rows("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            yield str(row["integrity_check"])


def complaints(run: Run, _: Evidence) -> Iterator[str]:
    """Discord had nothing to complain of but what was laid out."""
    yield from run.town.complaints


CHECKS: tuple[Check, ...] = (
    ballots_lost, ballots_doubled, lies, deadlines, counts, announced_never, announced_twice, announced_early,
    nonces, half_applied, owed, chains, complaints,
)  # fmt: skip
