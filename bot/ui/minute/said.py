"""Everything that was said in a discernment; nothing of what was said while a minute is tested (K10)."""

from collections.abc import Iterator

from bot.rules.minute import Minute, Phase
from bot.ui.common.said import questions, titled
from bot.ui.pages import Said
from bot.ui.people import mention


def said(item: Minute) -> Iterator[Said]:
    """Yield questions, what was said out of the silence, who cannot unite, and who is named with the minute."""
    yield from questions(item)
    yield from titled("Said out of the silence", (Said(f"▹ {mention(one.by)}", one.text) for one in item.voices))
    if item.phase is Phase.TEST:
        return
    standing = ((by, one) for by, one in item.dissents.items() if one.stands)
    yield from titled("Cannot unite", (Said(f"✗ {mention(by)}", one.reason) for by, one in standing))
    if item.phase in {Phase.UNITED, Phase.RECORDED}:
        yield from titled("Named with the minute", (Said(f"◇ {mention(by)}", why) for by, why in item.named.items()))
