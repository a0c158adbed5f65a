"""People at their Discord clients: they run commands, press, choose, fill in and type; the bot answers."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from tests.wire.components import SELECTS, ComponentType, walk
from tests.wire.host import Host
from tests.wire.interactions import Answer, Interaction, Kind, payload
from tests.wire.modals import submit
from tests.wire.options import fill_in, find_command
from tests.wire.resolving import Resolver, Thing
from tests.wire.world import Channel, Guild, Json, Member, Message, User, World

PATIENCE = 20.0  # seconds; for a busy machine, nothing waits so long when all is well
CHAT, ON_USER, ON_MESSAGE = 1, 2, 3

Person = Member | User
Seen = TypeVar("Seen")


class Unanswered(AssertionError):
    """Somebody did something, and the bot has not answered."""


class Clients(Host):
    """Everything a person can do to the bot. Each call returns what the bot answered, once it has."""

    patience = PATIENCE

    async def until(self, look: Callable[[World], Seen | None], within: float | None = None) -> Seen:
        """Wait for the first true value and return it; AssertionError with a transcript after `within` s."""
        seconds = self.patience if within is None else within
        return await self.board.until(lambda: look(self.world), within=seconds, explain=self._explain)

    @property
    def deserted(self) -> bool:
        """Whether every bot that was started has ended."""
        return False

    def transcript(self) -> str:
        """What happened so far, for whoever looks into a failure."""
        return ""

    async def command(
        self,
        name: str,
        options: Mapping[str, object] | None = None,
        *,
        by: Person,
        channel: Channel,
        target: Member | Message | None = None,
        at: datetime | None = None,
    ) -> Answer:
        """Run a slash command (`"circle open"` names a subcommand) or a context menu on `target`.

        `channel` may be a DM; `at` sets the time in the interaction's id. Waits for the command to be synced.
        """
        interaction = await self._command(name, options or {}, by, channel, target, at, None)
        return await self._ask(interaction)

    async def autocomplete(
        self,
        name: str,
        typed: tuple[str, str],
        options: Mapping[str, object] | None = None,
        *,
        by: Person,
        channel: Channel,
    ) -> list[tuple[str, Json]]:
        """What the bot offers while `typed` = (option, text so far) is being typed."""
        given = {**(options or {}), typed[0]: typed[1]}
        interaction = await self._command(name, given, by, channel, None, None, typed[0])
        return (await self._ask(interaction)).choices

    async def press(self, button: str, *, message: Message, by: Person, at: datetime | None = None) -> Answer:
        """Press the button with this custom_id or label."""
        found = _component(message, button, {ComponentType.BUTTON}, by)
        data = {"custom_id": found["custom_id"], "component_type": found["type"], "id": found["id"]}
        return await self._ask(self._interaction(Kind.COMPONENT, data, by, message.channel, at, message))

    async def choose(
        self,
        select: str,
        values: list[str] | list[Thing],
        *,
        message: Message,
        by: Person,
        at: datetime | None = None,
    ) -> Answer:
        """Choose in the select with this custom_id or placeholder: options, people, roles or channels."""
        found = _component(message, select, SELECTS, by)
        resolver = Resolver(self, message.channel, by)
        chosen = [each if isinstance(each, str) else resolver.id_of(each) for each in values]
        if "options" in found:
            offered = [each["value"] for each in found["options"]]
            assert set(chosen) <= set(offered), f"{chosen} are not among {offered}"
        data = {"custom_id": found["custom_id"], "component_type": found["type"], "id": found["id"]}
        data |= {"values": chosen, "resolved": resolver.resolved}
        return await self._ask(self._interaction(Kind.COMPONENT, data, by, message.channel, at, message))

    async def submit_modal(
        self,
        opened: Answer,
        fields: Mapping[str, object],
        *,
        by: Person | None = None,
        at: datetime | None = None,
    ) -> Answer:
        """Fill in and send the modal of `opened`; `fields` go by label or custom_id."""
        origin = opened.interaction
        who = by or origin.member or origin.by
        resolver = Resolver(self, origin.channel, who)
        data = {
            "custom_id": opened.modal["custom_id"],
            "components": submit(opened.modal, fields, resolver),
            "resolved": resolver.resolved,
        }
        interaction = self._interaction(Kind.MODAL_SUBMIT, data, who, origin.channel, at, origin.message)
        interaction.origin = origin
        return await self._ask(interaction)

    async def filled(self, answer: Answer) -> Answer:
        """Wait until a deferred answer has been filled in."""
        await self.until(lambda _: answer.filled)
        return answer

    async def unanswered(self) -> Interaction:
        """Wait until the bot has been handed something that it has not answered."""
        return await self.until(lambda _: next((each for each in self.interactions.values() if not each.answer), None))

    async def _command(
        self,
        name: str,
        given: Mapping[str, object],
        by: Person,
        channel: Channel,
        target: Member | Message | None,
        at: datetime | None,
        focused: str | None,
    ) -> Interaction:
        await self.until(lambda world: find_command(world, name, channel) or self.deserted)
        command = find_command(self.world, name, channel)
        assert command, f"the bot has no command {name} here\n{self.transcript()}"
        resolver = Resolver(self, channel, by)
        data: dict[str, Any] = {key: command[key] for key in ("id", "name", "type")}
        if target is not None:
            wanted = ON_MESSAGE if isinstance(target, Message) else ON_USER
            assert command["type"] == wanted, f"{name} is no context menu for {target}"
            data["target_id"] = resolver.id_of(target)
        else:
            path = name.removeprefix(command["name"]).split()
            data["options"] = fill_in(command, path, given, resolver, focused)
        data["resolved"] = resolver.resolved
        kind = Kind.AUTOCOMPLETE if focused else Kind.COMMAND
        return self._interaction(kind, data, by, channel, at, None)

    def _interaction(
        self,
        kind: Kind,
        data: Json,
        by: Person,
        channel: Channel,
        at: datetime | None,
        message: Message | None,
    ) -> Interaction:
        user = by.user if isinstance(by, Member) else by
        number = self.world.ids.make(at)
        token = f"token-{self.world.ids.make()}"
        interaction = Interaction(number, token, kind, user, channel, data, self.world.ids.clock_ms())
        interaction.member = channel.guild.members[user.id] if channel.guild else None
        interaction.message = message
        return interaction

    async def _ask(self, interaction: Interaction) -> Answer:
        told = payload(interaction, self.world)  # as the person saw it, whatever is edited before a bot hears of it
        await self._reach_the_bot(interaction.channel.guild)
        interaction.sent_ms = self.world.ids.clock_ms()
        self.interactions[interaction.token] = interaction
        self.deliver(interaction, told)
        self.board.fire()
        await self.answered(interaction)
        if interaction.answer is None:
            raise Unanswered(f"no bot is there to answer\n{self.transcript()}")
        return interaction.answer

    def deliver(self, _: Interaction, told: Json) -> None:
        """Hand an interaction to the bot, as it was when the person saw it."""
        self.gateway.dispatch("INTERACTION_CREATE", told)

    async def answered(self, interaction: Interaction) -> None:
        """Wait until the bot has answered, or until none is there to do so."""
        await self.until(lambda _: interaction.answer or self.deserted)

    def _explain(self) -> str:
        return f"it did not happen in time\n{self.transcript()}"

    async def _reach_the_bot(self, guild: Guild | None) -> None:
        """Wait for a bot that hears; a process that was just killed may still look connected."""
        guild_id = guild and guild.id
        while True:
            await self.until(lambda _: self.gateway.connection_for(guild_id) or self.deserted)
            connection = self.gateway.connection_for(guild_id)
            if connection is None or await self.gateway.hears(connection, self.patience):
                return


def _component(message: Message, name: str, kinds: set[ComponentType], by: Person) -> Json:
    """The component a person sees under this name and can use."""
    user = by.user if isinstance(by, Member) else by
    assert not message.deleted, "the message is deleted"
    assert message.only_for in {None, user}, f"{user.name} does not see this message"
    usable = [each for each in walk(message.components) if each["type"] in kinds and "custom_id" in each]
    named = {each["custom_id"]: each for each in usable}
    seen = {each.get("label") or each.get("placeholder"): each for each in usable}
    found = named.get(name) or seen.get(name)
    assert found, f"no {name!r} on the message, only {list(named)} labelled {list(seen)}"
    assert not found.get("disabled"), f"{name!r} is disabled"
    return found
