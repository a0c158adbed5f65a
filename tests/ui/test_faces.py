"""Every process has a face that says all that can happen in it, in words and forms that fit on Discord."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

from bot.rules.errors import AccordError
from bot.rules.ids import ChannelId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.process.council import Council, House, Side
from bot.rules.process.description import Beginning, Process
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.proceeding import Proceeding
from bot.rules.processes import PROCESSES
from bot.rules.text import TEXT_LIMIT, TITLE_LIMIT
from bot.services.values import Place
from bot.ui.card import COMPONENT_LIMIT, DISPLAY_LIMIT
from bot.ui.face import Action, Face, Field, Kind
from bot.ui.faces import FACES
from bot.ui.pages import PAGE, pages
from bot.ui.proceeding.card import card
from bot.ui.proceeding.form import ProceedingForm
from bot.ui.proceeding.rows import rows
from bot.ui.proceeding.told import reminder, told
from tests.rules.consensus_world import ConsensusWorld
from tests.rules.consent_world import Circle
from tests.rules.holacracy_world import Circle as Governance
from tests.rules.minute_world import MinuteWorld
from tests.rules.process.walks import DAY, NOW, by_chance
from tests.rules.review_world import ReviewWorld
from tests.rules.rough_world import Circle as Rough
from tests.rules.test_advice import Circle as Advice
from tests.rules.test_lazy import LazyWorld
from tests.rules.test_permission import PermissionWorld
from tests.rules.test_relay import Council as RelayWorld
from tests.rules.test_talking import Circle as Talking

WORLDS: Mapping[str, Any] = {
    "advice": Advice,
    "consent": Circle,
    "holacracy": Governance,
    "review": ReviewWorld,
    "rough": Rough,
    "talking": Talking,
    "lazy": LazyWorld,
    "consensus": ConsensusWorld,
    "minute": MinuteWorld,
    "permission": PermissionWorld,
    "relay": RelayWorld,
}
"""Where each process is walked through by chance."""

NOBODYS = ("the clock", "another decision", "an assignment", "a newcomer", "who leaves or is removed")
"""Who makes the moves for which there is no button."""

MESSAGE = 2_000
"""Letters of a message (Discord)."""

SAID: Mapping[str, Any] = {"objections": (), "concerns": (), "blocks": {}, "dissents": {}}
"""What processes keep of answers beside the answers themselves, and how it is when nobody has said anything."""

OPEN_ANSWERS = {"holacracy"}
"""Processes in which everybody sees every answer at once (K10)."""

CROWD = frozenset(MemberId(10**17 + number) for number in range(60))
SEATED = {
    side: House((frozenset(sorted(CROWD)[number::3]),), (min(sorted(CROWD)[number::3]),), "Long *names*, " * 9)
    for number, side in enumerate((Side.FIRST, Side.SECOND, Side.KEEPERS))
}
COUNCIL = Council(SEATED, {str(number): "Nobody *starves*. " * 11 for number in range(1, 21)})
"""The same people in three houses."""
LONG = "Why *not*? " * 90
TITLE = "A long *title* " * 8
TEXT = ("We bake, and *share*. " * 200)[:TEXT_LIMIT]

every = pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)


def face_of(process: Process) -> Face:
    return FACES[process.key]


def answers_of(fields: tuple[Field, ...]) -> Iterator[dict[str, str]]:
    """Yield what could be typed and chosen, with every option of every choice, beside a title."""
    parts = {key: LONG[:100] for field in fields if field.kind is Kind.PARTS for key, _ in field.options}
    for typed in product(*(list(_typed(field)) for field in fields)):
        answers = {field.key: words for field, words in zip(fields, typed, strict=True)}
        yield {"title": LONG[:TITLE_LIMIT], **parts, **answers}


def _typed(field: Field) -> Iterator[str]:
    if field.kind is Kind.PEOPLE:
        yield " ".join(str(member) for member in sorted(CROWD)[1 : 1 + max(1, field.fewest)])
    elif field.kind is Kind.WHEN:
        yield (NOW + 3 * DAY).isoformat()
    elif field.kind is Kind.CHOICES:
        yield from [value for value, _ in field.options] + [""] * (field.fewest == 0)
    else:
        yield LONG[: field.most]


def moves_of(action: Action) -> set[type[Move]]:
    return {type(action.make(answers, 1)) for answers in answers_of(action.fields)}


@every
def test_every_process_has_a_face(process: Process) -> None:
    assert process.key in FACES


@every
def test_every_phase_has_words_and_its_buttons_are_there(process: Process) -> None:
    face = face_of(process)
    phases = {phase for phase, _ in process.machine.table} | process.machine.ends
    assert phases <= face.phases.keys()
    assert set(face.path) <= phases
    keys = [action.key for action in face.actions]
    assert len(keys) == len(set(keys))
    for phase in phases:
        words = face.phases[phase]
        assert words.name
        assert words.now
        assert set(words.front) <= set(keys)
        assert len(words.front) <= 4
        if phase in process.machine.ends:
            assert not words.front
        elif phase.value != "draft":
            assert words.why


@every
def test_what_a_person_can_do_has_a_button_or_opens_it(process: Process) -> None:
    face = face_of(process)
    pressed = set().union(*map(moves_of, face.actions))
    opened = {type(process.open(answers)) for answers in answers_of(face.opening)}
    for (phase, move), row in process.machine.table.items():
        if row.who not in NOBODYS:
            assert move in (opened if phase.value == "draft" else pressed), (phase, move)


@every
def test_labels_and_forms_fit_on_discord(process: Process) -> None:
    face = face_of(process)
    assert len(process.name) <= 45
    assert len(face.opening) <= 2
    for field in face.opening:
        _fits(field)
    for action in face.actions:
        assert len(action.label) <= (45 if action.fields else 80)
        assert len(action.key) <= 40
        assert len(action.done) <= MESSAGE
        assert len(action.fields) <= 5
        for field in action.fields:
            _fits(field)


def _fits(field: Field) -> None:
    assert 0 < len(field.label) <= 45
    assert len(field.hint) <= 100
    assert len(field.options) <= 25
    assert all(len(label) <= 100 for _, label in field.options)
    assert field.fewest <= field.most <= (25 if field.kind in {Kind.PEOPLE, Kind.CHOICES} else 4_000)


class Heard:
    """A walk in which every step that the thread hears of is listened to."""

    def __init__(self, process: Process) -> None:
        self.process, self.world = process, WORLDS[process.key]()
        self.machine, self.said = process.machine, set[type[Move]]()

    def start(self, chance: Random) -> Any:
        return self.world.start(chance)

    def wishes(self, item: Any) -> Any:
        return self.world.wishes(item)

    def check(self, before: Any, step: Step[Any], _: object) -> None:
        face, after, move = face_of(self.process), step.after, type(step.move)
        text = told(face, before, step)
        if after.phase is not before.phase:
            assert face.phases[after.phase].now in text
        if text and move in self.process.told and not text.startswith(f"**{face.phases[after.phase].name}.**"):
            self.said.add(move)
        assert len(text) <= MESSAGE
        assert "None" not in text
        for line in face.lines(after):
            assert line.strip()
            assert "None" not in line
        if after.phase.value in {"round", "test"} and after.phase not in self.machine.ends:
            self.is_silent(before, step, text)

    def is_silent(self, before: Any, step: Step[Any], text: str) -> None:
        """Assert that nobody sees what others have said while the round is open (K10)."""
        face, after = face_of(self.process), step.after
        said = {name: nothing for name, nothing in SAID.items() if hasattr(after, name)}
        silent = replace(after, positions=dict.fromkeys(after.positions), **said)
        assert face.lines(after) == face.lines(silent)
        if after.round == 1 and self.process.key not in OPEN_ANSWERS:
            assert list(face.said(after)) == list(face.said(silent))
        if (before.phase, before.round) == (after.phase, after.round) and before.positions != after.positions:
            assert not text


@every
def test_the_thread_hears_of_every_step_that_is_to_be_told(process: Process) -> None:
    heard = Heard(process)
    for seed in (1, 2):
        by_chance(heard, seed, walks=400)
    assert heard.said == process.told


class Crowded:
    """A process with sixty people, who all press the same of its buttons in every phase."""

    def __init__(self, process: Process, habit: int) -> None:
        self.process, self.habit, self.face, self.now = process, habit, face_of(process), NOW
        settings = process.settings()
        self.log: list[tuple[Move, Turn]] = []
        first = min(CROWD)
        self.proceeding = Proceeding(
            id=ProposalId(10**6),
            community_id=CommunityId(1),
            circle_id=CircleId(1),
            circle="Neighbours" * 10,
            title=TITLE,
            process=process,
            beginning=Beginning(
                members=CROWD,
                proposer=first,
                facilitator=first,
                order=(max(CROWD),),
                text=TEXT,
                seed="seed",
                now=NOW,
                council=COUNCIL,
            ),
            settings=settings,
            knobs=process.knobs(settings),
            software="test",
            opened_at=NOW,
            heard_until=NOW,
        )
        self.item: Any = self.proceeding.draft
        self.act(process.open(next(answers_of(self.face.opening))), first)

    def act(self, move: Move, by: MemberId) -> None:
        """Make a move and look at what the thread hears of it."""
        turn = Turn(by, self.now)
        steps = list(self.process.machine.steps(self.item, move, turn))
        self.log.append((move, turn))
        self.hear(steps)

    def ring(self) -> bool:
        """Let time pass until the clock has done something; return whether it had anything to do."""
        alarm = self.process.machine.next_alarm(self.item)
        if alarm is not None:
            self.now = max(self.now, alarm.at) + timedelta(seconds=1)
            self.hear(list(self.process.machine.due(self.item, self.now)))
        return alarm is not None

    def hear(self, steps: Sequence[Step[Any]]) -> None:
        for step in steps:
            assert len(told(self.face, self.item, step)) <= MESSAGE, (self.item.phase, step.move)
            self.item = step.after

    def press(self) -> None:
        """Let everybody press the button of their habit, as long as the phase lasts."""
        phase, front = self.item.phase, self.face.phases[self.item.phase].front
        action = self.face.action(front[self.habit % len(front)]) if front else None
        for member in sorted(CROWD) if action else ():
            assert action
            for about, _ in action.each(self.item)[:1] if action.each else [(0, "")]:
                try:
                    self.act(action.make(next(answers_of(action.fields)), about), member)
                except AccordError:
                    continue
            if self.item.phase is not phase:
                break

    def look(self) -> None:
        """See that the card fits, and the reminder, and the menu."""
        found = replace(self.proceeding, log=tuple(self.log), heard_until=self.now)
        view = card(found, PLACE, self.face, self.now, rows(found, self.now))
        assert view.content_length() <= DISPLAY_LIMIT
        assert len(list(view.walk_children())) <= COMPONENT_LIMIT
        assert view.to_components()
        assert len(reminder(self.face, found, self.item)) <= MESSAGE
        assert found.item(self.now) == self.item


PLACE = Place(ChannelId(10**18), thread_id=ChannelId(10**18), trouble="I lack permissions. " * 20)


@every
@pytest.mark.parametrize("habit", range(4))
async def test_the_card_of_a_large_circle_fits_in_every_phase(process: Process, habit: int) -> None:
    crowded = Crowded(process, habit)
    for _ in range(12):
        crowded.press()
        crowded.look()
        if not crowded.ring():
            break
    assert all(0 < len(page) <= PAGE for page in pages(crowded.face.said(crowded.item)))


@every
async def test_the_form_of_a_process_has_room_for_what_it_asks(process: Process) -> None:
    form = ProceedingForm(process, [], None)  # type: ignore[arg-type]
    assert len(form.children) == 2 + len(face_of(process).opening) + len(process.sides) <= 5
