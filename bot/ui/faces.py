"""The face of every process; a test sees that none lacks one."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.ui import advice, consent, holacracy, rough, talking
from bot.ui.face import Face

FACES: Mapping[str, Face] = MappingProxyType(
    {
        "consent": consent.FACE,
        "advice": advice.FACE,
        "holacracy": holacracy.FACE,
        "rough": rough.FACE,
        "talking": talking.FACE,
    }
)
