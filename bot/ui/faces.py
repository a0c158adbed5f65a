"""The face of every process; a test sees that none lacks one."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.ui import consensus, consent, lazy, minute, permission
from bot.ui.face import Face

FACES: Mapping[str, Face] = MappingProxyType(
    {
        "consent": consent.FACE,
        "lazy": lazy.FACE,
        "consensus": consensus.FACE,
        "minute": minute.FACE,
        "permission": permission.FACE,
    }
)
