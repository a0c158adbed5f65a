"""Every request the bot made, in order, with what it was answered."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.wire.drafts import Upload
from tests.wire.world import Json


@dataclass(slots=True, eq=False)
class Request:
    """One request; `status` is None until it is answered and stays None if the connection was cut."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str] = field(repr=False)
    body: Json = None
    files: dict[int, Upload] = field(default_factory=dict)
    template: str | None = None
    params: dict[str, str] = field(default_factory=dict)
    status: int | None = None
    answer: Json = None

    def id(self, name: str) -> int:
        """The path parameter as a snowflake."""
        return int(self.params[name])

    def asks(self, name: str) -> bool:
        """Whether a yes/no query parameter was set."""
        return self.query.get(name, "").lower() in {"1", "true"}

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status or 'no answer'}"


class Journal:
    """The requests in the order in which they arrived."""

    def __init__(self) -> None:
        self.requests: list[Request] = []

    def record(self, request: Request) -> None:
        self.requests.append(request)

    def of(self, method: str, path: str) -> list[Request]:
        """Requests with this method whose whole path, without `/api/v10`, matches the expression."""
        return [each for each in self.requests if each.method == method and re.fullmatch(path, each.path)]

    def bodies(self, method: str, path: str) -> list[dict[str, Any]]:
        return [each.body for each in self.of(method, path)]

    def tail(self, count: int = 15) -> str:
        """The last requests, for the text of a failure."""
        return "\n".join(f"  {each}" for each in self.requests[-count:]) or "  (no request)"
