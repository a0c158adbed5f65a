"""What one can do about a delegation that is there: accept or refuse it, renew or keep it, and take none at all."""

from typing import Any

import discord

from bot.rules.ids import CommunityId, DelegationId
from bot.services import mandate
from bot.services.values import Command, Delegation
from bot.ui.desk import answer, desk, kind
from bot.ui.numbered import NumberedButton
from bot.ui.people import called
from bot.ui.words import counted, moment

AGAIN = "You can change your mind any time: `/my delegations`."


class MandateButton(NumberedButton):
    """A button about one delegation."""

    @property
    def delegation_id(self) -> DelegationId:
        """Which one."""
        return DelegationId(self.number)

    async def wish(self, interaction: discord.Interaction) -> mandate.AboutDelegation:
        """Return the wish of who pressed, re-checked with Discord. Raises NoSuchDelegation or NotInCommunity."""
        community_id = await desk(interaction).ask(mandate.community_of, self.delegation_id)
        actor = await desk(interaction).actor(interaction, community_id)
        return mandate.AboutDelegation(
            actor=actor, now=interaction.created_at, key=str(interaction.id), delegation_id=self.delegation_id
        )


class AcceptButton(MandateButton, act="carry"):
    """Takes a vote that was offered."""

    label = "I will carry it"
    style = discord.ButtonStyle.success

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Accept it."""
        await desk(interaction).act(mandate.accept, await self.wish(interaction))
        await answer(interaction, f"Their vote goes with yours from now on, and they hear of it. {AGAIN}")


class RefuseButton(MandateButton, act="rather"):
    """Refuses a vote."""

    label = "I would rather not"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Refuse it."""
        await desk(interaction).act(mandate.refuse, await self.wish(interaction))
        await answer(interaction, "You do not carry that vote any more. Whose it is hears of it, and can hand it on.")


class RefuseThereButton(MandateButton, act="rather_none"):
    """Refuses a vote, and all others that are handed over for the same."""

    label = "I would rather carry none there"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Refuse them."""
        count = await desk(interaction).act(mandate.refuse_alike, await self.wish(interaction))
        await answer(interaction, _gone(count))


class RenewButton(MandateButton, act="renew"):
    """Lets a delegation last the longest time from now on."""

    label = "Keep it"
    style = discord.ButtonStyle.success

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Renew it."""
        given = await desk(interaction).act(mandate.renew, await self.wish(interaction))
        await answer(interaction, _kept(interaction, given))


class KeepButton(MandateButton, act="topical"):
    """Keeps a delegation on a topic that was renamed, or has it on the one it is now part of."""

    label = "Keep it"
    style = discord.ButtonStyle.success

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Keep it."""
        given = await desk(interaction).act(mandate.keep, await self.wish(interaction))
        await answer(interaction, _kept(interaction, given))


class RefuseAllButton(NumberedButton, act="none"):
    """Asks whether to refuse every vote in a community."""

    label = "Carry no votes"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Ask."""
        view = discord.ui.View(timeout=None)
        view.add_item(RefuseEveryButton(self.number))
        text = "You then carry no votes but your own here, whoever handed you theirs hears of it, and nobody can again."
        await answer(interaction, f"{text} {AGAIN}", view)


class RefuseEveryButton(NumberedButton, act="nomore"):
    """Refuses every vote in a community, and those to come."""

    label = "Carry none from now on"
    style = discord.ButtonStyle.danger

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Refuse them."""
        wish = mandate.RefuseAll(**await _who(interaction, self.number), none_more=True)
        gone = _gone(await desk(interaction).act(mandate.refuse_all, wish))
        await answer(interaction, f"{gone} Nobody can hand you their vote here now. {AGAIN}")


class TakeAgainButton(NumberedButton, act="again_carry"):
    """Lets others hand one their vote again."""

    label = "Carry votes again"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Allow it."""
        await desk(interaction).act(mandate.take_again, Command(**await _who(interaction, self.number)))
        await answer(interaction, f"Others can hand you their vote again. You hear of each. {AGAIN}")


async def _who(interaction: discord.Interaction, community: int) -> dict[str, Any]:
    """Return actor, moment and key of a wish in a community. Raises NotInCommunity."""
    actor = await desk(interaction).actor(interaction, CommunityId(community))
    return {"actor": actor, "now": interaction.created_at, "key": str(interaction.id)}


def _gone(count: int) -> str:
    return f"You do not carry {counted(count, 'vote')} any more. Whose they are hear of it." if count else ""


def _kept(interaction: discord.Interaction, given: Delegation) -> str:
    who = called(interaction, given.community_id)
    whom = "Nobody votes" if given.trustee_id is None else f"{who(given.trustee_id)} votes"
    until = f" until {moment(given.until, 'D')}" if given.until else ""
    return f"{whom} for you there{until}, whenever you do not vote yourself."


def mandate_row(mine: mandate.Mandate, community_id: CommunityId) -> list[discord.ui.Item[Any]]:
    """Return the button with which one carries no votes, or carries votes again."""
    return [(TakeAgainButton if mine.declines else RefuseAllButton)(community_id)]


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    AcceptButton, RefuseButton, RefuseThereButton, RenewButton, KeepButton,
    RefuseAllButton, RefuseEveryButton, TakeAgainButton,
)  # fmt: skip
