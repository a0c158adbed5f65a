"""Buttons that mean the same in every process."""

from collections.abc import Sequence

import discord

from bot.rules.process import moves as m
from bot.rules.process import seats
from bot.rules.text import TEXT_LIMIT
from bot.ui.face import Action, AnyItem, Field, Kind, people

GREEN, RED, BLUE = discord.ButtonStyle.success, discord.ButtonStyle.danger, discord.ButtonStyle.primary


def unanswered(item: AnyItem) -> Sequence[tuple[int, str]]:
    """Return the questions that wait for an answer, by number."""
    open_ = [number for number, question in enumerate(item.questions, start=1) if not question.answer]
    return [(number, f"question {number}") for number in open_]


def _text(item: AnyItem) -> str:
    return str(item.text)


TEXT = Field("text", "The whole text, as it is to stand", most=TEXT_LIMIT, given=_text)
REASON = Field("reason", "Why?")
WHEN_HINT = "As in 3 days, or 2030-01-31 18:00, in UTC"

ASK = Action(
    "ask",
    "Ask a question",
    lambda a, _: m.Ask(a["text"]),
    "Your question is in the thread.",
    (Field("text", "Your question", hint="To understand it; opinions come next"),),
    BLUE,
)
ANSWER = Action(
    "answer",
    "Answer",
    lambda a, n: m.Answer(n, a["text"]),
    "Your answer is in the thread.",
    (Field("text", "Your answer"),),
    BLUE,
    unanswered,
)
RESTATE = Action(
    "restate",
    "Change the text",
    lambda a, _: m.Restate(a["text"]),
    "The new text stands, and everybody sees what has changed.",
    (TEXT,),
    BLUE,
)
MORE_TIME = Action("more_time", "More time", lambda _, __: m.MoreTime(), "The round now closes later.")
GO_ON = Action("go_on", "Go on to the next step", lambda _, __: m.GoOn(), "It goes on.", style=BLUE)
HAND_OVER = Action(
    "hand_over",
    "Hand over the facilitation",
    lambda a, _: seats.HandOver(people(a, "to")[0]),
    "Handed over.",
    (Field("to", "To whom?", Kind.PEOPLE, most=1),),
)
TAKE_SEAT = Action("take_seat", "Facilitate", lambda _, __: seats.TakeSeat(), "You facilitate this now.")
TAKE_PROPOSAL = Action(
    "take_proposal", "Take the proposal over", lambda _, __: seats.TakeProposal(), "It is your proposal now."
)
MEETING = Action(
    "meeting",
    "Talk about it in a meeting",
    lambda _, __: m.AskForMeeting(),
    "It ends here, and can be presented in a meeting.",
)
DROP = Action("drop", "Agree to drop it", lambda _, __: m.AgreeToDrop(), "Noted. It is dropped when everybody agrees.")
WITHDRAW = Action(
    "withdraw", "Withdraw the proposal", lambda _, __: m.Withdraw(), "Your proposal is withdrawn.", style=RED
)
