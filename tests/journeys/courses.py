"""A course through every phase of every process: what is done in each by four people of a kitchen.

Ben proposes, Chloé is the one with an objection, Dmitri stays to the end, and Emre comes and goes.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from simcord import InteractionResult
from simcord.results import to_discord_message

from bot.playground.world import World
from bot.rules.ids import ProposalId
from bot.rules.process.proceeding import Proceeding
from bot.services.proceeding import find_proceeding
from tests.journeys.round import Round
from tests.journeys.test_holacracy import HARM, PROPOSAL
from tests.journeys.test_story import said

FOUR = ("ben", "chloe", "dmitri", "emre")
HOUR = timedelta(hours=1)
NEED = MappingProxyType({"need": "Nobody bakes any more."})


class Stage(Round):
    """One of several proceedings in the kitchen, known by its number."""

    number = 0

    async def begin(self, who: str, **typed: object) -> None:
        await super().begin(who, **typed)
        listed = await self.people[who].slash(self.kitchen, "proposal list")
        self.number = max(int(part.split("**")[0].split(" ")[0]) for part in said(listed).split("#")[1:])

    @property
    def card(self) -> object:
        found = next(one for one in self.posted if f"no. {self.number}" in str(one.components))
        return to_discord_message(self.world.env, found)

    async def proceeding(self) -> Proceeding:
        found = await self.world.app.client.ask(find_proceeding, ProposalId(self.number))
        assert found
        return found.proceeding

    async def phase(self) -> str:
        proceeding = await self.proceeding()
        return str(proceeding.item(max(self.world.clock.now(), proceeding.heard_until)).phase.value)

    async def over(self) -> bool:
        proceeding = await self.proceeding()
        return await self.phase() in {end.value for end in proceeding.process.machine.ends}

    async def all_press(self, label: str, *people: str) -> None:
        """Let each of them press it who is waited for; who is not asked any more is not."""
        proceeding = await self.proceeding()
        waiting = proceeding.process.waiting_for(proceeding.item())
        for who in people or FOUR:
            if self.people[who].id in waiting:
                await self.press(who, label)


Play = Callable[[Stage], Awaitable[object]]


@dataclass(frozen=True)
class Leg:
    """A phase, and what is done in it so that the next one begins."""

    phase: str
    play: Play


@dataclass(frozen=True)
class Course:
    """A process, what its form is given, its legs in order, and the phase in which it ends."""

    process: str
    legs: tuple[Leg, ...]
    end: str
    typed: Mapping[str, object] = field(default_factory=lambda: NEED)
    asking: tuple[str, ...] = ()
    """Who is named in the form as to be asked."""
    objection: str = "I work on Mondays."
    standing: frozenset[str] = frozenset()
    """The phases in which Chloé's objection stands in the way."""
    led: tuple[str, ...] = ()
    """The phases that a facilitator has to lead."""

    @property
    def firsts(self) -> list[int]:
        """How many legs lead to each phase, where it is reached first."""
        phases = [leg.phase for leg in self.legs]
        return [phases.index(phase) for phase in dict.fromkeys(phases)]


async def founded(world: World) -> None:
    """Found a kitchen that people join."""
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    made = await people["ana"].slash(kitchen, "circle create", name="Kitchen", aim="Good meals", steward=people["ben"])
    assert said(made).startswith("**Kitchen**"), said(made)
    for who in FOUR[1:]:
        await joined(world, who)


async def joined(world: World, who: str) -> InteractionResult:
    return await world.community.members[who].slash(world.community.channels["kitchen"], "circle join", name="Kitchen")


async def left(world: World, who: str) -> InteractionResult:
    return await world.community.members[who].slash(world.community.channels["kitchen"], "circle leave", name="Kitchen")


async def removed(world: World, who: str) -> None:
    """Remove somebody from the server."""
    world.community.guild.remove_member(world.community.members[who])
    await world.env.settle()
    await world.tick()


async def returned(world: World, who: str) -> None:
    """Let somebody come back to the server, and to the kitchen."""
    world.community.guild.add_member(world.community.members[who].user)
    await world.env.settle()
    await joined(world, who)
    await world.tick()


async def begun(world: World, course: Course, proposer: str = "ben") -> Stage:
    """Open it."""
    stage = Stage(world, course.process)
    named = {"affected": [stage.people[name] for name in course.asking]} if course.asking else {}
    await stage.begin(proposer, **course.typed, **named)
    return stage


async def led(world: World, course: Course, legs: int) -> Stage:
    """Open it and play so many of its legs."""
    stage = await begun(world, course)
    for leg in course.legs[:legs]:
        await leg.play(stage)
    return stage


def clerk(stage: Stage) -> str:
    return stage.named("clerk")


def chair(stage: Stage) -> str:
    return stage.named("chaired by")


async def go_on(stage: Stage) -> None:
    await stage.choose(stage.facilitator, "Go on to the next step")


def wait(time: timedelta) -> Play:
    return lambda stage: stage.world.skip(time)


async def _react(stage: Stage) -> None:
    await stage.press("chloe", "React", text="Good.")
    await stage.all_press("Nothing to add", "dmitri", "emre")


async def _object(stage: Stage) -> None:
    await stage.press("chloe", "✗ I object", reason="I work on Mondays.")
    await stage.all_press("✓ I consent", "ben", "dmitri", "emre")


async def _integrate(stage: Stage) -> None:
    await stage.press("ben", "Change the text", text="We bake on Tuesdays.")
    await stage.press("chloe", "It is resolved")
    await stage.choose("ben", "It is resolved: objection 1")


async def _consent(stage: Stage) -> None:
    await stage.all_press("✓ I consent")


CONSENT = Course(
    "consent",
    (
        Leg("clarify", go_on),
        Leg("react", _react),
        Leg("amend", lambda stage: stage.choose("ben", "Go on to the next step")),
        Leg("round", _object),
        Leg("integrate", _integrate),
        Leg("round", _consent),
    ),
    "adopted",
    standing=frozenset({"integrate"}),
    led=("integrate",),
)


async def _argue(stage: Stage) -> None:
    await stage.press("chloe", "✗ I object", **HARM)


HOLACRACY = Course(
    "holacracy",
    (Leg("round", _argue), Leg("integrate", _integrate), Leg("round", _consent)),
    "adopted",
    PROPOSAL,
    objection="Meals are late.",
    standing=frozenset({"integrate"}),
    led=("integrate",),
)


async def _object_instead(stage: Stage) -> None:
    await stage.press("chloe", "✗ I object", reason="I work on Mondays.", instead="Tuesdays.")


async def _take_back(stage: Stage) -> None:
    await stage.press("ben", "Change the text", text="We bake on Tuesdays.")
    await stage.press("chloe", "Take my objection back")


async def _nobody_else_objects(stage: Stage) -> None:
    await stage.press("dmitri", "✓ Go ahead")
    await stage.world.skip(73 * HOUR)


LAZY = Course(
    "lazy",
    (
        Leg("announced", _object_instead),
        Leg("discuss", _take_back),
        Leg("announced", _nobody_else_objects),
        Leg("proceed", _object_instead),
        Leg("challenged", lambda stage: stage.press("chloe", "Take my objection back")),
        Leg("proceed", wait(timedelta(days=15))),
    ),
    "settled",
    {"undo": "We bake on Fridays again."},
    standing=frozenset({"discuss", "challenged"}),
)


async def _block(stage: Stage) -> None:
    await stage.press("chloe", "✗ I block", reason="Mondays are for rest.")
    await stage.all_press("✓ I agree", "ben", "dmitri", "emre")


async def _back(stage: Stage) -> None:
    for who in ("dmitri", "ben"):
        if await stage.phase() == "validate":
            await stage.press(who, "It is about what we stand for")


async def _sessions(stage: Stage) -> None:
    there = [stage.people[who] for who in ("ben", "chloe", "dmitri")]
    for _ in range(3):
        await stage.press("ben", "Call a session", at="2 days")
        await stage.world.skip(49 * HOUR)
        await stage.choose(stage.facilitator, "Write the session down", present=there, notes="Tuesdays might do.")
    await go_on(stage)


async def _agree(stage: Stage) -> None:
    await stage.all_press("✓ I agree")


CONSENSUS = Course(
    "consensus",
    (
        Leg("explore", go_on),
        Leg("proposed", go_on),
        Leg("test", _block),
        Leg("validate", _back),
        Leg("work", _sessions),
        Leg("deadlock", lambda stage: stage.press("chloe", "Lift my block")),
        Leg("test", _agree),
    ),
    "consensus",
    objection="Mondays are for rest.",
    standing=frozenset({"validate", "work", "deadlock"}),
    led=("work",),
)


async def _speak(stage: Stage) -> None:
    await stage.press("chloe", "Speak", text="Bread is for all.")
    await stage.choose(clerk(stage), "Go on to the next step")


MINUTE = Course(
    "minute",
    (
        Leg("silence", wait(timedelta(minutes=11))),
        Leg("presented", lambda stage: stage.choose(clerk(stage), "Go on to the next step")),
        Leg("discern", _speak),
        Leg("drafting", lambda stage: stage.press(clerk(stage), "Write the minute", text="We bake together.")),
        Leg("test", lambda stage: stage.all_press("✓ I unite with it")),
        Leg("united", wait(timedelta(days=8))),
    ),
    "recorded",
    led=("drafting",),
)


async def _advise(stage: Stage) -> None:
    for who in ("chloe", "emre"):
        await stage.press(who, "Give advice", advice="Mind the oven.")


async def _decide(stage: Stage) -> None:
    for _ in range(2):
        await stage.press("ben", "Weigh an advice", how="I look after it.")
    await stage.press("ben", "Decide")


ADVICE = Course("advice", (Leg("advice", _advise), Leg("decide", _decide)), "adopted", asking=("chloe", "emre"))


async def _raise(stage: Stage) -> None:
    await stage.press("dmitri", "✓ I support it")
    await stage.press("chloe", "Raise an issue", issue="I work on Mondays.")
    await stage.world.skip(73 * HOUR)


async def _answer(stage: Stage) -> None:
    await stage.press(chair(stage), "Answer an issue", reason="Others can bake.")
    await stage.press(chair(stage), "Declare", reason="The issue is answered.")


async def _meet(stage: Stage) -> None:
    await stage.press("ben", "Change the text", text="We bake on Tuesdays.")
    await stage.choose(chair(stage), "Met by the change: issue 1", how="It is Tuesday now.")
    await stage.choose("ben", "Call the new text")


async def _support(stage: Stage) -> None:
    await stage.press("chloe", "✓ I support it")
    await stage.world.skip(73 * HOUR)


ROUGH = Course(
    "rough",
    (
        Leg("call", _raise),
        Leg("open", _answer),
        Leg("declared", lambda stage: stage.choose("chloe", "Appeal: issue 1", ground="Nobody else can.")),
        Leg("appealed", wait(timedelta(days=4))),
        Leg("open", _meet),
        Leg("call", _support),
        Leg("open", lambda stage: stage.press(chair(stage), "Declare", reason="The change has met it.")),
        Leg("declared", wait(timedelta(days=8))),
    ),
    "adopted",
    standing=frozenset({"open", "appealed"}),
    led=("open",),
)
PERMISSION = Course(
    "permission",
    (
        Leg("announced", lambda stage: stage.choose("chloe", "Let the lead look at it", reason="Is it cheaper?")),
        Leg("escalated", lambda stage: stage.press("chloe", "✓ Let it go")),
        Leg("announced", wait(73 * HOUR)),
        Leg("permitted", lambda stage: stage.press("ben", "It is done", report="Twelve loaves.")),
    ),
    "used",
    {"sum": "40 €"},
)


def holder(stage: Stage) -> str:
    return stage.named("The word is with")


async def _pass(stage: Stage) -> None:
    while await stage.phase() == "piece":
        await stage.press(holder(stage), "Pass")


TALKING = Course(
    "talking",
    (
        Leg("piece", _pass),
        Leg("between", lambda stage: stage.press("ben", "Close the circle", words="Thank you.")),
    ),
    "closed",
    {"purpose": "To hear one another.", "text": "How was the winter for you?"},
)

COURSES = (CONSENT, LAZY, CONSENSUS, MINUTE, ADVICE, HOLACRACY, ROUGH, PERMISSION, TALKING)
