"""A process in the kitchen of the playground, as its members handle it."""

import json
from collections import Counter

from simcord import InteractionResult, MemberActor
from simcord.backend.models import Message
from simcord.results import to_discord_message

from bot.playground.world import World
from tests.journeys.test_story import said


class Round:
    """One proceeding in the kitchen, and what its members do on its card."""

    def __init__(self, world: World, method: str = "consent") -> None:
        self.world, self.method, self.kitchen = world, method, world.community.channels["kitchen"]
        self.people = world.community.members
        self.presses = Counter[str]()

    async def begin(self, who: str, **typed: object) -> None:
        form = await self.people[who].slash(self.kitchen, "propose", method=self.method)
        assert form.modal, said(form)
        opened = await self.people[who].submit_modal(
            form, {"title": "Bread day", "text": "We bake on Mondays.", **typed}
        )
        assert "is open as #" in said(opened), said(opened)
        await self.world.tick()

    @property
    def posted(self) -> list[Message]:
        """What stands in the kitchen with buttons below it, oldest first; a history would copy all that was said."""
        messages = self.world.env.backend.messages[self.kitchen.id].values()
        return sorted((one for one in messages if one.components and one.visible_to(None)), key=lambda one: one.id)

    @property
    def card(self) -> object:
        return to_discord_message(self.world.env, self.posted[-1])

    @property
    def shown(self) -> str:
        return json.dumps([one.to_dict() for one in self.card.components], ensure_ascii=False)

    @property
    def cards(self) -> list[str]:
        """Every card in the kitchen, oldest first."""
        shown = [to_discord_message(self.world.env, one).components for one in self.posted]
        return [json.dumps([one.to_dict() for one in card], ensure_ascii=False) for card in shown]

    @property
    def facilitator(self) -> str:
        return self.named("facilitated by")

    def named(self, part: str) -> str:
        """Return whom the card names as having a part in it."""
        shown = self.shown
        return next(name for name, one in self.people.items() if f"{part} <@{one.id}>" in shown)

    @property
    def thread(self) -> str:
        said = [message.content for thread in self.kitchen.threads for message in thread.history()]
        return "\n".join(said)

    @property
    def everything(self) -> str:
        """What was said in the kitchen and in its threads."""
        return "\n".join([message.content for message in self.kitchen.history()] + [self.thread])

    async def press(self, who: str, label: str, **typed: object) -> str:
        self.presses[who] += 1
        return await self._answered(self.people[who], await self.people[who].click(self.card, label=label), typed)

    async def choose(self, who: str, label: str, **typed: object) -> str:
        """Press a button of the menu "What can I do?"."""
        person, self.presses[who] = self.people[who], self.presses[who] + 2
        menu = await person.click(self.card, label="What can I do?")
        return await self._answered(person, await person.click(menu.response, label=label), typed)

    async def menu(self, who: str) -> str:
        """Return what a person is offered under "What can I do?"."""
        return said(await self.people[who].click(self.card, label="What can I do?"))

    async def _answered(self, person: MemberActor, pressed: InteractionResult, typed: dict[str, object]) -> str:
        if pressed.modal:
            self.presses[next(name for name, one in self.people.items() if one is person)] += 1
            pressed = await person.submit_modal(pressed, typed)
        await self.world.tick()
        return said(pressed)
