"""Every button that can outlive a restart is found again by an id of its own."""

from collections import Counter

from bot.ui.below import ITEMS


def test_no_two_buttons_answer_to_the_same_id() -> None:
    templates = Counter(item.__discord_ui_compiled_template__.pattern for item in ITEMS)
    assert [template for template, count in templates.items() if count > 1] == []
