"""A lot drawn again from the file that Accord hands out with a result, for whoever asks on the command line."""

from pydantic import AwareDatetime, BaseModel, ValidationError

from bot.count.files import BadFile, text_of
from bot.count.lines import reason
from bot.rules.lot import BadLot, Drawing, Void
from bot.ui.clean import plain
from bot.ui.lot import VOID_WORDS

_SHOWN = 200
"""Characters of an option on a line of the answer."""


class _Lot(BaseModel):
    fingerprint: str
    bound: tuple[str, ...]
    pool: tuple[str, ...]
    secret: str
    words: tuple[str, ...]
    deadline: AwareDatetime
    revealed: AwareDatetime
    void: Void | None
    seed: str | None
    drawn: tuple[int, ...]


class _Asked(BaseModel):
    lot: _Lot


class _File(BaseModel):
    asked: _Asked


def drawn_again(file: str) -> str:
    """Return how a lot comes out from what was published of it. Raises BadFile where the file says otherwise."""
    try:
        lot = _File.model_validate_json(text_of(file)).asked.lot
    except ValidationError as bad:
        raise BadFile(f"{file}: this is no result with a lot: {reason(bad)}") from bad
    found = Drawing(lot.fingerprint, lot.bound, lot.pool, lot.secret, lot.words, lot.deadline, lot.revealed)
    try:
        same = (found.void, found.order) == (lot.void, lot.drawn) and (found.void or found.seed.hex() == lot.seed)
    except BadLot as bad:
        raise BadFile(f"{file}: nothing can be drawn: {bad}") from bad
    if not same:
        raise BadFile(f"{file}: the lot comes out otherwise than the file says. {_told(found)}")
    return _told(found)


def _told(drawing: Drawing) -> str:
    """Return how a lot came out, an option to a line."""
    if drawing.void:
        return f"The draw is void: {VOID_WORDS[drawing.void]}."
    drawn = [f"{at}. {plain(drawing.pool[place - 1], _SHOWN)}" for at, place in enumerate(drawing.order, 1)]
    head = f"The secret fits the fingerprint. Seed: {drawing.seed.hex()}"
    return "\n".join([head, "Drawn in this order:", *drawn])
