"""A backup under a passphrase: a stream of AES-256-GCM parts whose order and end cannot be changed unseen.

The key is derived with scrypt from the passphrase and 16 random bytes of each file. A part's nonce is its number
and whether it is the last; every part is bound to the head of its file. docs/operate.md describes the format byte
by byte, so that a backup can be opened without Accord.
"""

import secrets
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"ACCORD BACKUP 1\n"
SALT = 16
CHECK = 16
"""Bytes of the head by which a wrong passphrase is told from a damaged file."""

PART = 65_536
"""Bytes of a part before it is sealed."""

TAG = 16


class Sink(Protocol):
    """Takes bytes."""

    def write(self, part: bytes, /) -> object:
        """Take bytes."""


class WrongKey(RuntimeError):
    """The passphrase is not the one with which the file was sealed."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} was sealed with another passphrase than the one in ACCORD_BACKUP_KEY.")


class BrokenSeal(RuntimeError):
    """A part of the file is missing, or was changed."""

    def __init__(self, place: str, number: int) -> None:
        super().__init__(f"{place} is cut short or damaged: its part {number} cannot be opened. Take another backup.")


def seal(plain: BinaryIO, sealed: Sink, passphrase: str) -> None:
    """Write what is read, sealed."""
    salt = secrets.token_bytes(SALT)
    key, check = _derive(passphrase, salt)
    head = MAGIC + salt + check
    sealed.write(head)
    for number, last, part in _parts(plain, PART):
        sealed.write(key.encrypt(_nonce(number, last=last), part, head))


def unseal(sealed: BinaryIO, plain: Sink, passphrase: str, place: str) -> None:
    """Write what was sealed; each part is written once it is known to be genuine. Raises WrongKey, BrokenSeal."""
    head = sealed.read(len(MAGIC) + SALT + CHECK)
    salt, wanted = head[len(MAGIC) : -CHECK], head[-CHECK:]
    if len(head) < len(MAGIC) + SALT + CHECK:
        raise BrokenSeal(place, 0)
    key, check = _derive(passphrase, salt)
    if not secrets.compare_digest(check, wanted):
        raise WrongKey(place)
    for number, last, part in _parts(sealed, PART + TAG):
        try:
            plain.write(key.decrypt(_nonce(number, last=last), part, head))
        except InvalidTag as changed:
            raise BrokenSeal(place, number) from changed


def is_sealed(file: BinaryIO) -> bool:
    """Whether a file begins as a sealed one does; it is read from its beginning afterwards."""
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


def _derive(passphrase: str, salt: bytes) -> tuple[AESGCM, bytes]:
    """Return the key, and the check that stands in the head; a try costs 32 MiB and some tenths of a second."""
    derived = Scrypt(salt=salt, length=32 + CHECK, n=2**15, r=8, p=3).derive(passphrase.encode())
    return AESGCM(derived[:32]), derived[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _parts(source: BinaryIO, size: int) -> Iterator[tuple[int, bool, bytes]]:
    """Yield number, whether it is the last, and bytes of each part; an empty source has one empty part."""
    number, part = 1, source.read(size)
    while following := source.read(size):
        yield number, False, part
        number, part = number + 1, following
    yield number, True, part
