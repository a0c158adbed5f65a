"""What was said in a process, whole: what every process has of it, and how it is headed."""

from collections.abc import Iterable, Iterator

from bot.ui.face import AnyItem
from bot.ui.pages import Said
from bot.ui.people import mention


def titled(title: str, said: Iterable[Said]) -> Iterator[Said]:
    """Yield what was said below its title, nothing where nothing was."""
    found = list(said)
    yield from [Said(f"**{title}**"), *found] if found else []


def questions(item: AnyItem) -> Iterator[Said]:
    """Yield every question with its answer."""
    return titled("Questions", _questions(item))


def _questions(item: AnyItem) -> Iterator[Said]:
    for number, question in enumerate(item.questions, start=1):
        yield Said(f"❔ {number} {mention(question.by)}", question.text)
        yield Said("↳ Answer", question.answer) if question.answer else Said("-# ↳ not answered yet")
