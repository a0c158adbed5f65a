"""How one can break a rule about agreements; part of the tree in `bot.rules.errors`."""

from bot.rules.errors import Closed, Forbidden, Missing


class NoSuchAgreement(Missing):
    """No agreement of this community has that number."""


class NotInMinority(Forbidden):
    """A minority report is for who objected, stood aside, or took part with a doubt."""


class ReportClosed(Closed):
    """The review has begun, or it was dropped: reports are as they are."""


class NotInForce(Closed):
    """It was dropped or annulled, so there is nothing to change."""


class BeforeJury(Closed):
    """It is suspended, and what follows from it waits until a jury has decided."""
