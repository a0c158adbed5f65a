"""One member's direct messages with the bot."""

from simcord import InteractionResult, UserHandle

from bot.playground.world import World


class Direct:
    """What the bot has written to a member alone, and how they press a button there."""

    def __init__(self, world: World, name: str) -> None:
        env = world.env
        self.person = UserHandle(env, env.backend.users[world.community.members[name].id])

    @property
    def last(self) -> str:
        return self.person.dm_channel.history()[-1].content

    async def press(self, label: str) -> InteractionResult:
        return await self.person.click(self.person.dm_channel.history()[-1], label=label)
