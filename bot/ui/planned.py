"""Buttons and menus about a plan: all of it stands in their ids, and nothing anywhere else."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord

from bot.ui.plan import CODE, Plan
from bot.ui.unspoken import Unspoken

MENU = 25
"""Choices in a menu (Discord)."""


class PlanButton(Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"accord:hand_none"):
    """A button about a plan; subclasses name the act, the label, and what happens."""

    act: ClassVar[str] = "none"
    label: ClassVar[str] = ""
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        custom_id = f"accord:hand_{self.act}:{plan.code}"
        super().__init__(discord.ui.Button(label=self.label, style=self.style, custom_id=custom_id))

    def __init_subclass__(cls, *, act: str = "none", **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's own keywords
        cls.act = act
        super().__init_subclass__(template=rf"accord:hand_{act}:(?P<plan>{CODE})", **kwargs)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Rebuild the button from the plan in its id."""
        return cls(Plan.read(match["plan"]))


class PlanMenu(Unspoken, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"accord:hand_nothing"):
    """A menu about a plan; subclasses name the act, and what happens with what was chosen."""

    act: ClassVar[str] = "none"

    def __init__(self, plan: Plan, words: str = "", options: Sequence[discord.SelectOption] = ()) -> None:
        self.plan = plan
        custom_id = f"accord:hand_{self.act}:{plan.code}"
        super().__init__(discord.ui.Select(custom_id=custom_id, placeholder=words or None, options=[*options][:MENU]))

    def __init_subclass__(cls, *, act: str = "none", **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's own keywords
        cls.act = act
        super().__init_subclass__(template=rf"accord:hand_{act}:(?P<plan>{CODE})", **kwargs)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Rebuild the menu from the plan in its id."""
        return cls(Plan.read(match["plan"]))
