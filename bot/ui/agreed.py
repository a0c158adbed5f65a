"""The numbers of agreements, as they are written and read."""

from bot.rules.agreement.errors import NoSuchAgreement
from bot.rules.ids import AgreementId


def number_of(agreement_id: AgreementId) -> str:
    """Return the number of an agreement as it is shown: with a letter, for proposals have numbers of their own."""
    return f"A{agreement_id}"


def number(typed: str) -> AgreementId:
    """Read the number of an agreement, with or without its letter. Raises NoSuchAgreement."""
    digits = typed.strip().removeprefix("#").upper().removeprefix("A")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        raise NoSuchAgreement
    return AgreementId(int(digits))
