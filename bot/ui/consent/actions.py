"""What can be pressed in a consent round, in the order in which it is offered."""

from collections.abc import Sequence
from datetime import timedelta

import discord

from bot.rules.consent import moves as m
from bot.rules.consent.state import Consent, Fate
from bot.rules.objection import Criterion
from bot.rules.process.machine import Move
from bot.ui.common.actions import (
    ANSWER,
    ASK,
    BLUE,
    DROP,
    GO_ON,
    GREEN,
    HAND_OVER,
    MEETING,
    MORE_TIME,
    REASON,
    RED,
    TAKE_PROPOSAL,
    TAKE_SEAT,
    TEXT,
    WHEN_HINT,
    WITHDRAW,
)
from bot.ui.consent.words import CRITERIA
from bot.ui.face import Action, Answers, Field, Kind, moment_of, people


def _open(item: Consent) -> Sequence[tuple[int, str]]:
    return [(one.number, f"objection {one.number}") for one in item.standing]


def _revivable(item: Consent) -> Sequence[tuple[int, str]]:
    return [(one.number, f"objection {one.number}") for one in item.objections if one.revivable_until]


def _appealed(item: Consent) -> Sequence[tuple[int, str]]:
    return [(one.number, f"objection {one.number}") for one in item.objections if one.appeal is not None]


def _entrusted(item: Consent) -> Sequence[tuple[int, str]]:
    return [(one.number, f"objection {one.number}") for one in item.objections if one.fate is Fate.ENTRUSTED]


def _argument(criterion: Criterion, label: str) -> Field:
    """Return the question for one more criterion, which is asked where the circle's definition has it."""
    return Field(criterion.value, label, most=500, fewest=0, asked=lambda item: criterion in item.settings.criteria)


def _arguments(answers: Answers) -> tuple[tuple[Criterion, str], ...]:
    return tuple((one, answers[one.value]) for one in Criterion if answers.get(one.value, "").strip())


OBJECTION = (
    Field("reason", "What would go wrong?", hint="For our aim or your part in it; you need no better idea"),
    _argument(Criterion.OWN_ROLE, "How does it limit you in your part?"),
    _argument(Criterion.CAUSED, "How does this proposal cause it?"),
    _argument(Criterion.NECESSARY, "Why could it not be mended in time?"),
)
"""The reason is all that an objection needs; what else a circle asks for can be left empty."""


def _amended(answers: Answers, _: int) -> Move:
    days = answers.get("review", "").strip()
    review = timedelta(days=int(days)) if days.isdigit() and 0 < int(days) < 3_660 else None
    return m.Amend(
        answers["text"], review=review, measure=answers.get("measure", ""), split_off=answers.get("split", "")
    )


def _deferred(answers: Answers, _: int) -> Move:
    owner = people(answers, "owner")
    return m.Amend(
        answers["text"],
        defer=answers["what"],
        defer_to=owner[0] if owner else None,
        defer_until=moment_of(answers, "until"),
    )


ACTIONS = (
    Action("consent", "✓ I consent", lambda _, __: m.GiveConsent(),
           "Your consent is in. You can change it until the round closes.", style=GREEN),
    Action("concern", "✓ Consent, with a concern", lambda a, _: m.GiveConsent(a["concern"]),
           "Your consent is in, and your concern goes into the record.",
           (Field("concern", "Your concern", hint="It does not stop the decision, and comes back at the review"),)),
    Action("object", "✗ I object", lambda a, _: m.Object(a["reason"], _arguments(a)),
           "Your objection is in. When the round closes, the circle looks for a way with you.", OBJECTION, RED),
    Action("entrust", "✗ Object without my name", lambda a, _: m.Entrust(a["reason"], _arguments(a)),
           "The facilitator has your objection, and raises it without your name. It counts from now on, and stays "
           "yours: “What can I do?” shows it to you alone.", OBJECTION, RED),
    Action("raise_for", "Post it for a member", lambda _, n: m.RaiseFor(n), "It is raised, without their name.",
           (), BLUE, _entrusted),
    MORE_TIME,
    ASK,
    ANSWER,
    Action("react", "React", lambda a, _: m.React(a["text"]), "Your reaction is in the thread.",
           (Field("text", "What do you make of it?"),), BLUE),
    Action("pass", "Nothing to add", lambda _, __: m.React(), "Noted: you have nothing to add."),
    Action("amend", "Change the text", _amended, "The new text stands, and everybody sees what has changed.",
           (TEXT,
            Field("review", "Days until the review", Kind.LINE, "Only to shorten the term", 4, 0),
            Field("measure", "What is measured, and when do we stop?", most=300, fewest=0),
            Field("split", "What is split off, to be proposed apart", most=300, fewest=0)), BLUE),
    Action("defer", "Put a point off", _deferred, "The point is put off, and the new text stands.",
           (TEXT, Field("what", "What is put off?", most=300), Field("owner", "Who sees to it?", Kind.PEOPLE, most=1),
            Field("until", "Until when?", Kind.WHEN, WHEN_HINT))),
    Action("tuners", "Hand it to two or three", lambda a, _: m.HandToTuners(people(a, "people")),
           "They can change the text now too.", (Field("people", "Who works on it?", Kind.PEOPLE, most=3, fewest=2),)),
    Action("keep", "Leave it unchanged", lambda a, _: m.Keep(a["reason"]), "Your reason is in the thread.",
           (Field("reason", "Why is it best as it is?", most=300),)),
    Action("confirm", "It is resolved", lambda _, n: m.Confirm(n), "You have confirmed it.", (), GREEN, _open),
    Action("take_back", "Take it back", lambda _, n: m.WithdrawObjection(n), "Your objection is taken back.",
           (), discord.ButtonStyle.secondary, _open),
    Action("take_over", "Take it over", lambda _, n: m.TakeOver(n), "It is yours now.", (), BLUE, _revivable),
    Action("give_up", "Give it up", lambda _, n: m.GiveUp(n), "Somebody else may take it over now.", (),
           discord.ButtonStyle.secondary, _open),
    Action("ask_ruling", "Ask for a ruling", lambda _, n: m.AskForRuling(n),
           "The facilitator is asked to rule.", (), discord.ButtonStyle.secondary, _open),
    Action("rule", "Rule on it", lambda a, n: m.GiveRuling(
               n, frozenset(Criterion(one) for one in a["argued"].split()), a["reason"]),
           "Your ruling is in the thread. The circle can appeal against it.",
           (Field("argued", "Which argument was given?", Kind.CHOICES, "Not whether it is right", len(CRITERIA), 0,
                  options=tuple((one.value, words) for one, words in CRITERIA.items())), REASON),
           discord.ButtonStyle.secondary, _open),
    Action("appeal", "Appeal", lambda _, n: m.Appeal(n), "The circle is asked.", (),
           discord.ButtonStyle.secondary, _revivable),
    Action("uphold", "The ruling is right", lambda _, n: m.JudgeAppeal(n, upheld=True), "Noted.", (),
           discord.ButtonStyle.secondary, _appealed),
    Action("overrule", "The ruling is wrong", lambda _, n: m.JudgeAppeal(n, upheld=False), "Noted.", (),
           discord.ButtonStyle.secondary, _appealed),
    Action("ping", "Ask the objector again", lambda _, n: m.Ping(n), "It is noted that they were asked.", (),
           discord.ButtonStyle.secondary, _open),
    Action("abandon", "Set it aside", lambda a, n: m.Abandon(n, a["answer"]), "Set aside, with your answer.",
           (Field("answer", "Your answer to it", hint="It is published; anybody may take the objection over"),),
           discord.ButtonStyle.secondary, _open),
    GO_ON,
    HAND_OVER,
    TAKE_SEAT,
    TAKE_PROPOSAL,
    MEETING,
    DROP,
    WITHDRAW,
)  # fmt: skip
