"""Buttons that carry the name of an act and a number, and nothing else, so that they outlive a restart."""

import re
from typing import Any, ClassVar, Self

import discord

from bot.rules.ids import AgreementId, ProposalId
from bot.ui.desk import ID
from bot.ui.unspoken import Unspoken


class NumberedButton(Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"accord:none"):
    """A button about one thing; subclasses name the act, the label, and what happens."""

    act: ClassVar[str] = "none"
    label: ClassVar[str] = ""
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, number: int, label: str = "") -> None:
        self.number = number
        custom_id = f"accord:{self.act}:{number}"
        super().__init__(discord.ui.Button(label=label or self.label, style=self.style, custom_id=custom_id))

    def __init_subclass__(cls, *, act: str = "none", **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's own keywords
        cls.act = act
        super().__init_subclass__(template=f"accord:{act}:{ID}", **kwargs)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Rebuild the button from the number in its id."""
        return cls(int(match["id"]))


class ProposalButton(NumberedButton):
    """A button about a proposal."""

    @property
    def proposal_id(self) -> ProposalId:
        """Which one."""
        return ProposalId(self.number)


class AgreementButton(NumberedButton):
    """A button about an agreement."""

    @property
    def agreement_id(self) -> AgreementId:
        """Which one."""
        return AgreementId(self.number)
