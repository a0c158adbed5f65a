"""The face of every process; a test sees that none lacks one."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.ui import advice, consensus, consent, holacracy, lazy, minute, permission, relay, review, rough, talking
from bot.ui.face import Face

FACES: Mapping[str, Face] = MappingProxyType(
    {
        "consent": consent.FACE,
        "lazy": lazy.FACE,
        "consensus": consensus.FACE,
        "minute": minute.FACE,
        "advice": advice.FACE,
        "holacracy": holacracy.FACE,
        "rough": rough.FACE,
        "permission": permission.FACE,
        "relay": relay.FACE,
        "talking": talking.FACE,
        "review": review.FACE,
    }
)
