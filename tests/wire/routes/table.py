"""Which function answers which request; the templates are those of Discord's OpenAPI file."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.wire.host import Host
from tests.wire.journal import Request
from tests.wire.replies import Reply

Handler = Callable[[Host, Request], Reply]
PARAMETER = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Route:
    """One operation. `needs_token` is False where the path itself carries the secret."""

    method: str
    template: str
    handler: Handler
    needs_token: bool
    pattern: re.Pattern[str]


class RouteTable:
    """The operations of one family."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def add(self, method: str, template: str, *, needs_token: bool = True) -> Callable[[Handler], Handler]:
        """Decorate the function that answers this operation."""
        pattern = re.compile(PARAMETER.sub(_parameter, template))

        def register(handler: Handler) -> Handler:
            self.routes.append(Route(method, template, handler, needs_token, pattern))
            return handler

        return register


def _parameter(found: re.Match[str]) -> str:
    name = found.group(1)
    return rf"(?P<{name}>\d+)" if name.endswith("_id") else rf"(?P<{name}>[^/]+)"
