"""What the bench itself knows of a run: who did what, and what they were told."""

import re
from dataclasses import dataclass, field

from tests.faults.plan import Mishap
from tests.faults.points import Point
from tests.faults.town import texts
from tests.wire.interactions import Interaction
from tests.wire.world import Channel, Guild, Member

RECEIPT = re.compile(r"Receipt `([0-9A-F]{4}-[0-9A-F]{4})`")
PRESSED = re.compile(r"accord:(?:vote|unvote):(?P<number>\d+)(?::(?P<choice>yes|no|abstain))?")
SORRY, KEPT = "nothing was changed", "Your text is kept"


@dataclass(frozen=True, slots=True)
class Place:
    """A server: where its circle is at home, where people can still speak if that is gone, and its members."""

    guild: Guild
    home: Channel
    lobby: Channel
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did at their client; of a ballot also which, "" where it was taken back, and in what."""

    interaction: Interaction
    choice: str | None = None
    number: int = 0

    def __str__(self) -> str:
        ballot = f" {self.choice or 'taking back'} on {self.number}" if self.choice is not None else ""
        return f"{self.interaction.by.name}{ballot} ({self.interaction.id})"

    @property
    def who(self) -> int:
        return self.interaction.by.id

    @property
    def told(self) -> list[str]:
        """What the person was told, now or later."""
        return texts(self.interaction)

    @property
    def receipt(self) -> str | None:
        """The code of the receipt, None where the person holds none."""
        found = RECEIPT.search(" ".join(self.told))
        return found[1] if found else None

    @property
    def refused(self) -> bool:
        """Whether the person was told that nothing was changed."""
        return any(SORRY in one and KEPT not in one for one in self.told)


def deed(interaction: Interaction) -> Deed:
    """Read what somebody did from what their client sent."""
    data = interaction.data
    pressed = PRESSED.fullmatch(str(data.get("custom_id")))
    if pressed:
        return Deed(interaction, pressed["choice"] or "", int(pressed["number"]))
    given = {one["name"]: one["value"] for one in data.get("options", []) if "value" in one}
    if data.get("name") == "vote" and "choice" in given:
        return Deed(interaction, given["choice"], int(given["proposal"]))
    return Deed(interaction)


@dataclass(slots=True)
class Record:
    """What went wrong, and a line for each step."""

    mishaps: list[Mishap] = field(default_factory=list)
    deaths: list[Point] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
