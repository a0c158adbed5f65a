"""What the stand-in sends back, and how it may spoil the sending."""

from dataclasses import dataclass, field
from enum import Enum

from tests.wire.refusals import RefusedError
from tests.wire.world import Json


class Cut(Enum):
    """How a connection ends instead of an answer."""

    RESET = "reset by peer"
    CLOSED = "closed without an answer"


@dataclass(frozen=True, slots=True)
class Reply:
    """A status and a JSON body; None is an empty body, `cut` means that nothing is sent at all."""

    body: Json = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    cut: Cut | None = None


NOTHING = Reply(status=204)


def refusal(error: RefusedError) -> Reply:
    return Reply(error.body, error.status)


def rate_limited(retry_after: float, *, via: bool = True, everywhere: bool = False) -> Reply:
    """A 429; discord.py takes one without a `Via` header for a ban by Cloudflare and does not try again."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere, "code": 0}
    headers = {"Retry-After": str(retry_after), "X-RateLimit-Scope": "global" if everywhere else "user"}
    headers |= {"X-RateLimit-Global": "true"} if everywhere else {}
    return Reply(body, 429, headers | ({"Via": "1.1 google"} if via else {}))
