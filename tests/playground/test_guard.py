"""Only a browser on this machine that was shown the page may speak to the playground."""

import socket
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from bot.playground.server import Playground, opened
from tests.playground.tab import tab
from tests.playground.tiny import TinyApp


async def test_the_page_is_served_and_carries_a_token(playground: Playground) -> None:
    async with ClientSession(playground.url) as session, session.get("/") as page:
        text = await page.text()
    assert page.status == 200
    assert "Maple Commons" in text
    assert "{{" not in text
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


async def test_it_listens_on_loopback_only(playground: Playground) -> None:
    port = urlsplit(playground.url).port
    assert port is not None
    outside = [found[4][0] for found in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)]
    for address in {str(one) for one in outside} - {"127.0.0.1"}:
        with pytest.raises(OSError, match="refused"), socket.create_connection((address, port), timeout=1):
            pass


async def test_a_port_in_use_gives_way_to_the_next(playground: Playground) -> None:
    taken = urlsplit(playground.url).port
    assert taken is not None
    from bot.playground.server import _listen

    with _listen(taken) as listener:
        assert listener.getsockname()[1] > taken


@pytest.mark.parametrize("path", ["/", "/playground/state", "/room", "/playground/playground.js"])
async def test_a_foreign_host_is_refused(playground: Playground, path: str) -> None:
    async with (
        ClientSession(playground.url) as session,
        session.get(path, headers={"Host": "evil.example"}) as said,
    ):
        assert said.status == 403


async def test_a_foreign_origin_is_refused_even_with_the_token(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        headers = {"X-Playground-Token": visitor.token, "Origin": "https://evil.example"}
        async with visitor.session.post("/playground/skip", json={"by": "1h"}, headers=headers) as said:
            assert said.status == 403


@pytest.mark.parametrize("path", ["/playground/skip", "/playground/enter"])
@pytest.mark.parametrize("token", ["", "wrong", "fälschlich"])
async def test_a_post_without_the_token_is_refused(playground: Playground, path: str, token: str) -> None:
    before = playground.world.clock.now()
    async with tab(playground.url) as visitor:
        visitor.token = token
        status, _ = await visitor.post(path, {"by": "1h", "as": "ana", "room": "1"})
    assert status == 403
    assert playground.world.clock.now() == before


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/api/state", "/api/action", "/api/pages"])
async def test_a_room_needs_a_ticket(playground: Playground, method: str, path: str) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        headers = {"X-Simcord-Capability": "guessed"}
        async with visitor.session.request(method, path, headers=headers, json={}) as said:
            assert said.status == 401


async def test_the_room_may_be_framed_by_our_page_alone(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        async with visitor.session.get("/room") as page:
            text = await page.text()
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "/playground/room.css" in text


@pytest.mark.parametrize("path", ["/playground/index.html", "/playground/..%2fserver.py", "/app.js", "/nothing"])
async def test_what_is_not_there_is_not_found(playground: Playground, path: str) -> None:
    async with ClientSession(playground.url) as session, session.get(path) as said:
        assert said.status == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"by": "7y"}'])
async def test_a_malformed_wish_is_refused(playground: Playground, body: bytes) -> None:
    async with tab(playground.url) as visitor:
        headers = {"X-Playground-Token": visitor.token}
        async with visitor.session.post("/playground/skip", data=body, headers=headers) as said:
            assert said.status == 400


async def test_two_playgrounds_do_not_share_a_token() -> None:
    tokens = []
    for _ in range(2):
        async with opened(TinyApp, port=0) as running, tab(running.url) as visitor:
            tokens.append(visitor.token)
    assert len(set(tokens)) == 2
