"""A member speaks in one community until they choose another, or are not in it any more."""

from bot.rules.ids import CommunityId, MemberId
from bot.rules.reach import ReminderChoice
from bot.services.community import Leaving, choose_community, forget_community, kept_community
from bot.services.values import Command, Preference
from tests.store.world import ANNA, BEN, HOME, NOW, ask, do
from tests.town import ABROAD, Town, person


def kept(town: Town, member: MemberId = ANNA) -> CommunityId | None:
    return town.store.read_now(kept_community, member)


def test_a_community_is_kept_until_another_is_chosen_or_it_is_forgotten(town: Town) -> None:
    do(town.store, lambda unit: unit.preferences.put(Preference(ANNA, ReminderChoice.DM)))
    assert kept(town) is None
    for community in (HOME, ABROAD):
        town.store.run_now(choose_community, Command(actor=person(ANNA, community), now=NOW))
        assert kept(town) == community
    assert kept(town, BEN) is None
    town.store.run_now(forget_community, Leaving(ANNA, NOW))
    assert kept(town) is None
    assert ask(town.store, lambda unit: unit.preferences.get(ANNA)).reminders is ReminderChoice.DM
