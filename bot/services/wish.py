"""Whether a wish was carried out, asked for somebody whom its answer did not reach."""

from bot.services.ports import UnitOfWork


def was_done(uow: UnitOfWork, key: str) -> bool:
    """Return whether anything was committed under the id of an interaction."""
    return uow.answers.given(key)
