"""Handing over a vote as members do it: a command or a menu, the screen, and one press."""

from typing import Any

from simcord import ChannelHandle, InteractionResult, MemberActor, UserHandle

from tests.journeys.test_story import said

HAND = "Hand over my vote"


async def handed(who: MemberActor, channel: ChannelHandle, to: object, **options: Any) -> InteractionResult:
    """Hand a vote over by command in a server."""
    return await agreed(who, await who.slash(channel, "delegate set", to=_id(to), **options))


async def handed_alone(who: UserHandle, to: object, **options: Any) -> InteractionResult:
    """Hand a vote over by command in a direct message."""
    return await agreed(who, await who.slash("delegate set", to=_id(to), **options))


async def agreed(who: MemberActor | UserHandle, shown: InteractionResult) -> InteractionResult:
    """Press the button on the screen."""
    assert HAND in said(shown), said(shown)
    return await who.click(shown.response, label=HAND)


def _id(person: object) -> str:
    return str(getattr(person, "id", person))
