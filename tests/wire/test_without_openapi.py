"""Where Discord's OpenAPI file is absent, the stand-in serves all the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire import openapi
from tests.wire.proxy import Authority
from tests.wire.rest_client import RestClient
from tests.wire.stand_in import open_stand_in

pytestmark = pytest.mark.wire


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(openapi, "DOCUMENT", tmp_path / "nowhere.json")
    openapi.load.cache_clear()
    yield
    openapi.load.cache_clear()


@pytest.mark.usefixtures("absent")
async def test_bodies_go_unchecked_and_messages_arrive(authority: Authority) -> None:
    async with open_stand_in(authority) as discord, RestClient(discord) as rest:
        assert discord.server.contract is None
        path = f"/channels/{discord.world.general.id}/messages"
        status, message = await rest.call("POST", path, {"content": "hello"})
    assert (status, message["content"]) == (200, "hello")
