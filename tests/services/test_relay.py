"""A relay in the database: its houses are frozen, and every circle that takes part tells it who comes and goes."""

import pytest

from bot.rules.errors import NoSuchCircle
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.process.council import Side
from bot.rules.process.errors import TwoHouses
from bot.rules.relay.moves import Cross, Draft, Kind, Word
from bot.rules.relay.state import Phase, Relay
from bot.services import declaration, proceeding
from bot.services.values import Houses
from tests.store.world import ANNA, HOUR, NOW
from tests.town import Town, person

BEN, CORA, DAN, EVE, FAY = (MemberId((1 << 61) + 200 + number) for number in range(5))


def opened(town: Town, kitchen: CircleId, houses: Houses) -> ProposalId:
    wish = proceeding.OpenProceeding(
        actor=person(BEN),
        now=NOW,
        circle_id=kitchen,
        process="relay",
        title="Herbs",
        text="Basil for all.",
        given={"need": "Herbs are short."},
        houses=houses,
    )
    return town.store.run_now(proceeding.open_proceeding, wish)


def item_of(town: Town, number: ProposalId) -> Relay:
    found = town.store.read_now(proceeding.find_proceeding, number)
    assert found
    item = found.proceeding.item()
    assert isinstance(item, Relay)
    return item


def test_circles_that_take_part_are_heard_of_until_the_last_one_is_left(town: Town) -> None:
    kitchen, elders = town.found("Kitchen", [BEN, CORA]), town.found("Elders", [FAY])
    garden, bees = town.found("Garden", [DAN, EVE]), town.found("Bees", [EVE])
    wish = declaration.DeclareClauses(actor=person(ANNA), now=NOW, circle_id=elders, clauses="1) No waste.\n\nNo war.")
    town.store.run_now(declaration.declare_clauses, wish)
    number = opened(town, kitchen, {Side.SECOND: (garden, bees), Side.KEEPERS: (elders,)})
    item = item_of(town, number)
    assert item.members == {BEN, CORA, DAN, EVE, FAY}
    assert item.houses[Side.SECOND].benches == (frozenset({DAN, EVE}), frozenset({EVE}))
    assert item.constitution == {"1": "No waste.", "2": "No war."}
    town.leave(garden, EVE, NOW + HOUR)
    assert EVE in item_of(town, number).members, "she sits on another bench still"
    town.leave(bees, EVE, NOW + HOUR)
    assert EVE not in item_of(town, number).members
    town.join(bees, EVE, NOW + HOUR)
    assert EVE in item_of(town, number).members
    for move in (Draft(Word(Kind.TAKE_UP)), Cross()):
        act = proceeding.Act(actor=person(FAY), now=NOW + HOUR, proposal_id=number, move=move)
        town.store.run_now(proceeding.act, act)
    assert item_of(town, number).phase is Phase.FIRST, "who sits in another circle acts as a guest"


def test_a_relay_that_cannot_sit_is_not_opened_at_all(town: Town) -> None:
    kitchen, garden = town.found("Kitchen", [BEN, CORA]), town.found("Garden", [CORA])
    with pytest.raises(TwoHouses):
        opened(town, kitchen, {Side.SECOND: (garden,), Side.KEEPERS: (town.found("Elders", [FAY]),)})
    with pytest.raises(NoSuchCircle):
        opened(town, kitchen, {Side.SECOND: (garden,), Side.KEEPERS: (CircleId(99),)})
    assert town.store.read_now(lambda unit, _: unit.proposals.get(ProposalId(1)), None) is None
