"""A client goes where it was told to, and no further than its host."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from random import Random

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from simulator.room.client.client import Client, Standing
from tests.simulator.room.small_hub import SmallHub


@asynccontextmanager
async def leading(to: Callable[[int], str]) -> AsyncIterator[int]:
    """A place that leads on to another, which it says by its own port; within, its port."""

    async def visit(socket: ServerConnection) -> None:
        await socket.wait_closed()

    def leads(socket: ServerConnection, request: Request) -> Response:
        response = socket.respond(HTTPStatus.FOUND, "")
        response.headers["Location"] = to(socket.local_address[1])
        return response

    async with serve(visit, "127.0.0.1", 0, process_request=leads) as server:
        yield int(next(iter(server.sockets)).getsockname()[1])


async def ended(address: str) -> Standing:
    """Return how a client stands that was let go by what it found, or that is connected."""
    client = Client(address, Random(1), token="secret")
    running = asyncio.create_task(client.run())
    while client.standing.how == "connecting":
        await asyncio.sleep(0)
    standing = client.standing
    await client.close()
    await running
    return standing


async def test_nobody_is_led_to_another_host(small_hub: SmallHub):
    async with leading(lambda _: f"http://localhost:{small_hub.port}/ws") as port:
        standing = await ended(f"ws://127.0.0.1:{port}/ws")
    assert standing.how == "gone"
    assert standing.why == (
        f"ws://127.0.0.1:{port}/ws leads on to another place, http://localhost:{small_hub.port}. "
        "If your hub is there, join there."
    )
    assert not small_hub.heard  # and so it knows no token


@pytest.mark.parametrize(
    "location",
    [
        "ws://127.0.0.1:{other}/ws",  # whoever else runs something on this machine
        "//127.0.0.1:{other}/ws",
        "http://ann:secret@127.0.0.1:{other}/ws",
        "wss://localhost:{port}/ws",
    ],
)
async def test_other_ports_and_names_are_other_places(small_hub: SmallHub, location: str):
    other = small_hub.port
    async with leading(lambda port: location.format(port=port, other=other)) as port:
        standing = await ended(f"ws://127.0.0.1:{port}/ws")
    assert "another place" in standing.why
    assert "ann" not in standing.why
    assert not small_hub.heard


@pytest.mark.parametrize(
    "location", ["ftp://127.0.0.1/", "http://", "ws://127.0.0.1:x/", "http://\x9b2J"]
)
async def test_what_is_no_address_leads_nowhere(location: str):
    async with leading(lambda _: location) as port:
        standing = await ended(f"ws://127.0.0.1:{port}/ws")
    assert standing.why == f"There is no hub at ws://127.0.0.1:{port}/ws (HTTP 302)."


async def test_place_that_leads_to_itself_for_ever_is_no_hub():
    async with leading(lambda _: "/ws") as port:
        standing = await ended(f"ws://127.0.0.1:{port}/ws")
    assert standing.how == "gone"


async def test_its_own_host_may_lead_to_https(
    small_hub: SmallHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    made = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=x"
    )
    command = [*made.split(), "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out"]
    subprocess.run([*command, str(cert)], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    async with serve(small_hub._visit, "127.0.0.1", 0, ssl=context) as safe:
        to = next(iter(safe.sockets)).getsockname()[1]
        async with leading(lambda _: f"https://127.0.0.1:{to}/ws") as port:
            assert (await ended(f"wss://127.0.0.1:{to}/ws")).how == "connected"
            client = Client(f"ws://127.0.0.1:{port}/ws", Random(1), token="secret")
            running = asyncio.create_task(client.run())
            await client.until(lambda: client.standing.how == "connected")
            await client.close()
            await running
