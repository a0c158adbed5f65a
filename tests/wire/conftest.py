"""The fixture `discord`: a stand-in Discord that fails the test if it has anything to complain of."""

from collections.abc import AsyncIterator

import pytest

from tests.wire.proxy import Authority
from tests.wire.stand_in import StandIn, open_stand_in


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """One throw-away certificate authority for the whole run."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
async def discord(authority: Authority) -> AsyncIterator[StandIn]:
    """A stand-in Discord of its own for one test, with the guild `Commons` and its channel `general`."""
    async with open_stand_in(authority) as stand_in:
        yield stand_in
