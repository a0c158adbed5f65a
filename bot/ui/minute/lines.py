"""What a discernment shows on its card below the matter or the minute."""

from bot.rules.minute import Minute, Phase
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, answered, day, questions, some, stale, why
from bot.ui.people import named


def lines(item: Minute) -> list[str]:
    """Return what stands on the card of a phase; nothing of what was said while a minute is tested."""
    if item.phase is Phase.PRESENTED:
        return [*stale(item), *questions(item)]
    if item.phase in {Phase.DISCERN, Phase.DRAFTING}:
        return [*stale(item), *_spoken(item), *_dissents(item)]
    if item.phase is Phase.TEST:
        return [*stale(item), *answered(item)]
    if item.phase in {Phase.UNITED, Phase.RECORDED}:
        return [*_correction(item), *_named(item)]
    return [*why(item), *_until(item), *_dissents(item)]


def _spoken(item: Minute) -> list[str]:
    spoken = sum(voice.turn == item.turn for voice in item.voices)
    return [f"{spoken} have spoken; the thread has it all"] if spoken else []


def _dissents(item: Minute) -> list[str]:
    found = [
        f"✗ <@{by}>{' (has left)' if one.left_at else ''} cannot unite: {clean(one.reason, EXCERPT)}"
        for by, one in item.dissents.items()
        if one.stands
    ]
    return some(found, "reasons")


def _named(item: Minute) -> list[str]:
    """Return whose discomfort or dissent is named in the minute."""
    return some([f"◇ <@{by}>: {clean(reason, EXCERPT)}" for by, reason in item.named.items()], "reasons")


def _correction(item: Minute) -> list[str]:
    if item.correction is None:
        corrected = item.version > item.united_with
        return ["-# An error of fact was put right since; the first wording is kept."] * corrected
    return [f"▹ A correction stands from {day(item.correction.stands_at)}: {clean(item.correction.error, EXCERPT)}"]


def _until(item: Minute) -> list[str]:
    group = [f"▹ In the group: {named(sorted(item.group))}"] if item.group else []
    return group + ([f"-# It comes back on {day(item.until)}."] if item.until else [])
