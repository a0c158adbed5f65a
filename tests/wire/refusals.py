"""The ways Discord says no, with its own status and code, and the error that carries one to the edge."""

from enum import Enum
from typing import Any


class Refusal(Enum):
    UNAUTHORIZED = 401, 0, "401: Unauthorized"
    UNKNOWN_CHANNEL = 404, 10003, "Unknown Channel"
    UNKNOWN_GUILD = 404, 10004, "Unknown Guild"
    UNKNOWN_MEMBER = 404, 10007, "Unknown Member"
    UNKNOWN_MESSAGE = 404, 10008, "Unknown Message"
    UNKNOWN_ROLE = 404, 10011, "Unknown Role"
    UNKNOWN_USER = 404, 10013, "Unknown User"
    UNKNOWN_WEBHOOK = 404, 10015, "Unknown Webhook"
    UNKNOWN_INTERACTION = 404, 10062, "Unknown interaction"
    UNKNOWN_COMMAND = 404, 10063, "Unknown application command"
    ALREADY_ACKNOWLEDGED = 400, 40060, "Interaction has already been acknowledged."
    MISSING_ACCESS = 403, 50001, "Missing Access"
    NOT_THE_AUTHOR = 403, 50005, "Cannot edit a message authored by another user"
    EMPTY_MESSAGE = 400, 50006, "Cannot send an empty message"
    CLOSED_DM = 403, 50007, "Cannot send messages to this user"
    MISSING_PERMISSIONS = 403, 50013, "Missing Permissions"
    EXPIRED_TOKEN = 401, 50027, "Invalid Webhook Token"
    INVALID_FORM = 400, 50035, "Invalid Form Body"
    ARCHIVED_THREAD = 400, 50083, "Thread is archived"
    HAS_A_THREAD = 400, 160004, "A thread has already been created for this message"


class RefusedError(Exception):
    """A request that Discord answers with an error; `problems` say which fields were wrong."""

    def __init__(self, refusal: Refusal, problems: list[str] | None = None) -> None:
        super().__init__(refusal.value[2], *(problems or []))
        self.refusal = refusal
        self.problems = problems or []

    @property
    def status(self) -> int:
        return self.refusal.value[0]

    @property
    def body(self) -> dict[str, Any]:
        _, code, message = self.refusal.value
        body: dict[str, Any] = {"code": code, "message": message}
        if self.problems:
            found = [{"code": "BASE_TYPE_INVALID", "message": problem} for problem in self.problems]
            body["errors"] = {"_errors": found}
        return body
