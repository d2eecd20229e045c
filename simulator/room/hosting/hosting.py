"""A hub on this machine: its socket, its store, its room, then serving until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import ssl
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

import click

from simulator.exits import INTERRUPTED
from simulator.room.hosting.reach import HostError, Reach, bind, reach_of
from simulator.room.hosting.running import Running, alone, note

if TYPE_CHECKING:
    import socket

    from simulator.room.exercise import Exercise
    from simulator.room.hub.hub import Hub, Keys

Model = Literal["auto", "quick", "careful"]
"""What reads the lines; `auto`: what the hub chooses."""

PERSONA = "small_vendor"
"""Who is talked to where neither an exercise nor a persona is asked for."""


@dataclass(frozen=True)
class Hosting:
    """What a hub is asked to be. database: a `postgresql://` address, or "" for the folder.

    packs: the folders of installed packs. certificate: paths of it and of its key. rooms: how many
    are open at least, all with the same exercise.
    """

    data: Path
    host: str
    port: int | None = None
    database: str = ""
    exercise: str = ""
    persona: str = ""
    public: str = ""
    certificate: tuple[str, str] | None = None
    model: Model | None = None
    new: bool = False
    packs: tuple[Path, ...] = ()
    rooms: int = 1


GARBAGE = (50_000, 50, 1_000)
"""Thresholds of the garbage collector: what a room keeps is no garbage, and looking at all of it
is a pause."""

SWITCH = 0.0005
"""Seconds after which one thread lets another go on. The writer of events needs several turns to
keep some, and all wait for it; with Python's 5 ms each of these takes as long."""


def host(asked: Hosting) -> None:
    """Serve until told to stop. One line of JSON says when it is ready, all else goes to stderr.

    Raises HostError, and what is wrong with an exercise or a database.
    """
    check_certificate(asked.certificate)
    exercise = _exercise(asked)
    with _stopping(), nullcontext() if asked.database else alone(asked.data):
        listening = bind(asked.host, asked.port)
        with listening:
            port = listening.getsockname()[1]
            reach = reach_of(asked.host, port, bool(asked.certificate), asked.public)
            with asyncio.Runner(loop_factory=_loop()) as runner:
                runner.run(_serve(asked, exercise, listening, reach))


def check_certificate(certificate: tuple[str, str] | None) -> None:
    """Raise HostError for a certificate and a key that cannot be used together."""
    if certificate is None:
        return
    for path in certificate:
        try:
            Path(path).read_bytes()
        except OSError as error:
            raise HostError(f"{path}: {error.strerror}.") from None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(*certificate, password="")
    except (ssl.SSLError, ValueError):
        cert, key = certificate
        message = f"{cert} and {key} are no certificate and its key, in PEM and without a password."
        raise HostError(message) from None


def joining_url(url: str, code: str) -> str:
    """Return where the room of a code is joined: what the QR code says."""
    return f"{url}/?{urlencode({'code': code})}"


def projector_url(url: str, key: str) -> str:
    """Return the projector's page; its key follows the #, which browsers send to nobody."""
    return f"{url}/projector#{key}"


def _loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes the event loop: uvloop's, where there is one, takes less time a line."""
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return None
    return uvloop.new_event_loop


async def _serve(
    asked: Hosting, exercise: Exercise | None, listening: socket.socket, reach: Reach
) -> None:
    from simulator.room.web.app import web_app
    from simulator.room.web.serving import allow_connections, server_of

    allow_connections()
    async with _hub(asked, reach) as hub:
        keys = await _rooms(hub, exercise, asked)
        app = web_app(hub, reach.allowed, time.monotonic, lambda code: joining_url(reach.url, code))

        def ready() -> None:
            _tell(reach.told)
            if not asked.database:
                note(asked.data, _running(reach, keys[-1]))
            print(json.dumps(_told(reach, keys)), flush=True)

        sys.setswitchinterval(SWITCH)
        gc.collect()
        gc.freeze()  # what is loaded by now stays: no look for garbage goes through it again
        gc.set_threshold(*GARBAGE)
        server = server_of(app, ready, asked.certificate, behind_proxy=bool(asked.public))
        await server.serve([listening])


@asynccontextmanager
async def _hub(asked: Hosting, reach: Reach) -> AsyncIterator[Hub]:
    from simulator.room.counterparts.apart import Apart
    from simulator.room.hub.hub import Hub
    from simulator.room.keeping.keeping import tidy
    from simulator.room.store import open_store

    store = open_store(asked.database or asked.data)
    try:
        for room in tidy(store, datetime.now(UTC)):
            _tell(f"Room {room} is erased: its time is over.")
        hub = Hub(store, reach.url, asked.model or "", Apart(asked.packs), asked.database)
        try:
            yield hub
        finally:
            await hub.close()
    finally:
        store.close()


async def _rooms(hub: Hub, exercise: Exercise | None, asked: Hosting) -> list[Keys]:
    """Return the keys of rooms that are open already, and of new ones where there are too few."""
    there = await hub.restore()
    keys = [] if asked.new else there[-asked.rooms :]
    if keys and exercise is not None:
        _tell("An exercise is open here, and goes on; --new begins another beside it.")
    for _ in range(asked.rooms - len(keys)):
        keys.append(await hub.create(exercise or _chosen(asked)))
    return keys


def _exercise(asked: Hosting) -> Exercise | None:
    """Return the exercise that was named, if one was; it is read before anything is begun."""
    return _chosen(asked) if asked.exercise or asked.persona else None


def _chosen(asked: Hosting) -> Exercise:
    from simulator.room.exercise import blank_exercise, load_exercise

    if asked.exercise:
        return load_exercise(asked.exercise, asked.packs)
    return blank_exercise(asked.persona or PERSONA, asked.packs)


def _told(reach: Reach, rooms: list[Keys]) -> dict[str, Any]:
    told = {"url": reach.url, "ws": reach.ws, **_opens(reach, rooms[-1])}
    return told | ({"rooms": [_opens(reach, keys) for keys in rooms]} if len(rooms) > 1 else {})


def _opens(reach: Reach, keys: Keys) -> dict[str, str]:
    """Return what opens a room."""
    return {
        "code": keys.code,
        "facilitator": keys.facilitator,
        "projector": projector_url(reach.url, keys.projector),
    }


def _running(reach: Reach, keys: Keys) -> Running:
    return Running(reach.url, reach.here, keys.code, keys.facilitator, keys.projector, os.getpid())


@contextmanager
def _stopping() -> Iterator[None]:
    """Within, SIGTERM ends the process with status 0, Ctrl-C with 130, once all is put away."""

    def end(number: int, _frame: Any) -> None:
        raise SystemExit(INTERRUPTED if number == signal.SIGINT else 0)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)
