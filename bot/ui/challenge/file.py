"""How a jury is drawn, as a file with which anybody draws it again (`python -m bot draw`), and its verdicts whole."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import discord

from bot.rules.challenge import Challenge
from bot.rules.challenge.state import reasons
from bot.rules.lot import Drawing, written
from bot.ui.lot import full


def drawn_file(challenge: Challenge, drawings: Sequence[Drawing]) -> discord.File:
    """Return the file: the pool and what binds it, from the draw on the lot, and from the end on the verdicts."""
    whole = json.dumps(drawn(challenge, drawings), ensure_ascii=False, indent=1)
    return discord.File(BytesIO(whole.encode()), filename=f"jury-{challenge.id}.json")


def drawn(challenge: Challenge, drawings: Sequence[Drawing]) -> dict[str, Any]:
    """Return it as JSON can hold it; people are their ids as words, which have more digits than some can count.

    Who gave which verdict is not in it.
    """
    held = [one for one in drawings if not one.void]
    asked: dict[str, Any] = {
        "challenge": challenge.id,
        "proposal": challenge.proposal_id,
        "seats": challenge.seats,
        "sealed": _sealed(challenge),
        "void_lots": [full(one) for one in drawings if one.void],
        "called": [{"member": str(one.member), "answer": one.answer.value} for one in challenge.jurors],
    }
    if held:
        asked["lot"] = full(held[-1])
    if not challenge.running:
        asked["verdicts"] = [{"verdict": verdict.value, "reason": reason} for verdict, reason in reasons(challenge)]
    return {"outcome": challenge.phase.value, "asked": asked}


def _sealed(challenge: Challenge) -> dict[str, Any] | None:
    lot = challenge.lot
    if lot is None:
        return None
    pool = [str(member) for member in lot.pool]
    return {"fingerprint": lot.commitment, "pool": pool, "deadline": written(lot.deadline)}
