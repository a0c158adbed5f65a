"""The helper of each process asks in words that fit, and shows an objection exactly as the others will see it."""

import re
from dataclasses import replace

import pytest

from bot.rules.doubt import Answer, Doubt, Leaning
from bot.rules.ids import MemberId, ProposalId
from bot.rules.objection import Criterion
from bot.rules.process.description import Process
from bot.rules.processes import PROCESSES
from bot.ui.faces import FACES
from bot.ui.proceeding.doubt.buttons import DoubtForm, ways_on
from bot.ui.proceeding.doubt.words import Course, asking, preview
from tests.rules.consent_world import item as in_circle
from tests.ui.test_faces import LONG, MESSAGE, NOW, Crowded

HELPED = [process for process in PROCESSES.values() if process.objecting]
LIGHTER = {"consent": 1, "permission": 1, "holacracy": 2, "consensus": 2, "minute": 1}
"""What else can be said in each process than an objection."""

every = pytest.mark.parametrize("process", HELPED, ids=lambda process: process.key)


def course_of(process: Process) -> Course:
    crowded = Crowded(process, 0)
    while not process.takes_objections(crowded.item):
        crowded.press()
        assert process.takes_objections(crowded.item) or crowded.ring()
    face = FACES[process.key]
    assert face.helper
    found = replace(crowded.proceeding, log=tuple(crowded.log), heard_until=crowded.now)
    return Course(found, face, face.helper, crowded.item)


def doubt(course: Course) -> Doubt:
    """Return a doubt with everything that can be said in it."""
    words = {field.key: LONG[: field.most] for field in course.heavy.asks(course.item)}
    main = course.field(course.helper.main)
    assert main
    return Doubt(ProposalId(1), MemberId(7), LONG[: main.most], {}, words)


def test_every_process_in_which_one_objects_has_a_helper() -> None:
    assert {process.key for process in HELPED} == {key for key, face in FACES.items() if face.helper}


@every
async def test_its_questions_and_its_preview_fit_and_lead_to_moves_that_there_are(process: Process) -> None:
    course = course_of(process)
    mine = doubt(course)
    questions = list(course.questions())
    assert len({question.probe.key for question in questions}) == len(questions)
    for number, question in enumerate(questions, start=1):
        assert re.fullmatch("[a-z]+", question.probe.key)
        assert len(asking(course, mine, number, question)) <= MESSAGE
        assert len(question.how) <= 45
        assert bool(question.field) is bool(question.how)
    assert len(DoubtForm(course, mine, turning=False).children) <= 5
    assert len(preview(course, mine, MemberId(7), unnamed=True)) <= MESSAGE
    assert course.helper.leanings.keys() == set(Leaning)
    for key, field in course.helper.lighter:
        assert field in {one.key for one in course.action(key).fields}


@every
async def test_all_answers_lead_to_something_and_every_way_stays_open(process: Process) -> None:
    course = course_of(process)
    for given in Answer:
        answers = {question.probe.key: given for question in course.questions()}
        mine = Doubt(ProposalId(1), MemberId(7), "It is loud.", answers, {"role": "Cook"})
        assert course.next_question(mine) is None
        assert "It is loud." in preview(course, mine, MemberId(7), unnamed=False)
    ways = [way for way, *_ in ways_on(course, sorted(course.item.members)[-2], NOW)]
    assert ways[0] == "post"
    assert "unnamed" not in ways, "the circle has to allow it"
    assert len([way for way in ways if way.startswith("light")]) == LIGHTER.get(process.key, 0)
    assert ways[-4:] == ["edit", "again", "keep", "discard"]


@pytest.mark.parametrize(("criteria", "fields"), [((Criterion.CAPACITY,), 1), (tuple(Criterion), 4)])
def test_to_object_asks_for_one_reason_and_for_more_only_where_the_circle_does(
    criteria: tuple[Criterion, ...], fields: int
) -> None:
    item = in_circle(criteria=criteria)
    for key in ("object", "entrust"):
        action = FACES["consent"].action(key)
        assert action
        asked = action.asks(item)
        assert len(asked) == fields
        assert [field.fewest for field in asked] == [1] + [0] * (fields - 1), "what else is asked can be left empty"
        move = action.make({field.key: "It is new." if field.key == "c" else "" for field in asked}, 0)
        assert move.arguments == (((Criterion.CAUSED, "It is new."),) if fields > 1 else ())
