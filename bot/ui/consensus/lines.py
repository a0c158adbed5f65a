"""What a consensus process shows on its card below the text: answers so far, blocks, sessions, what was agreed."""

from bot.rules.consensus import Consensus, Phase
from bot.rules.consensus.state import BLOCKED, TALKING, Block, Fate, Stance
from bot.rules.consensus.validate import needed
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, answered, questions, some, stale, why
from bot.ui.consensus.words import FATES
from bot.ui.words import moment


def lines(item: Consensus) -> list[str]:
    """Return what stands on the card of a phase; nothing of what was said while a round is open."""
    if item.phase in TALKING:
        thin = ["-# The text was too thin: too few agreed to it. It has to change."] * (item.tested == item.version)
        return [*stale(item), *thin, *questions(item)]
    if item.phase is Phase.TEST:
        return [*stale(item), *answered(item)]
    if item.phase in BLOCKED:
        return [*stale(item), *_session(item), *_blocks(item)]
    if item.phase is Phase.CONSENSUS:
        return _agreed(item)
    return why(item) or _blocks(item)


def numbered(item: Consensus) -> list[tuple[int, Block]]:
    """Return the blocks by number, in the order in which they were raised."""
    return list(enumerate(item.blocks.values(), start=1))


def _blocks(item: Consensus) -> list[str]:
    return some([_block(item, number, one) for number, one in numbered(item)], "blocks")


def _block(item: Consensus, number: int, one: Block) -> str:
    """Return a block on a line: its number, whose it is, what has become of it, who backs it, and what it says."""
    carried = f" (carried by <@{one.owner}>)" if one.owner not in {None, one.by} else ""
    alone = "; its blocker has left, somebody may take it over" if one.stands and one.owner is None else ""
    backed = f"; {len(one.backers)} of {needed(item, one)} back it" if one.fate is Fate.RAISED else ""
    sign = "✗" if one.stands else "◇"
    return f"{sign} **{number}** <@{one.by}>{carried} {FATES[one.fate]}{alone}{backed}: {clean(one.reason, EXCERPT)}"


def _session(item: Consensus) -> list[str]:
    if item.planned is not None:
        return [f"▹ Session {len(item.sessions)}: {moment(item.planned.at, 'f')}"]
    return [f"▹ {len(item.sessions)} of {item.settings.sessions} sessions held"] * (item.phase is Phase.WORK)


def _agreed(item: Consensus) -> list[str]:
    counts = (
        f"{item.count(Stance.AGREE)} agree, {item.count(Stance.RESERVATIONS)} with reservations, "
        f"{item.count(Stance.STAND_ASIDE)} stand aside, of {len(item.asked)} asked"
    )
    aside = [f"◇ <@{by}> need not carry it out: {clean(why, EXCERPT)}" for by, why in item.not_obliged.items()]
    reserved = [
        f"▹ <@{by}> has reservations: {clean(said.reason, EXCERPT)}"
        for by, said in item.positions.items()
        if said.stance is Stance.RESERVATIONS
    ]
    return [f"-# {counts}; <@{item.proposer}> sees to it.", *some([*aside, *reserved], "reasons")]
