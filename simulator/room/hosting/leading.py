"""A hub with the facilitator's console: two processes, so that neither takes the other down."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

import click

from simulator.exits import INTERRUPTED, stop
from simulator.exits import told as told_of
from simulator.room.hosting.afterwards import afterwards, option
from simulator.room.hosting.hosting import joining_url, projector_url
from simulator.room.hosting.reach import HostError, bind, reach_of, ws_of
from simulator.room.hosting.running import Running, alone, running

if TYPE_CHECKING:
    from simulator.room.hosting.hosting import Hosting

PATIENCE = 10
"""Seconds a hub has to put everything away."""

LIVES = 20
"""How often a hub that dies is started again."""


def lead(asked: Hosting, arguments: Callable[[int], list[str]]) -> None:
    """Start a hub in a process of its own, and open its console.

    arguments: what asks another process for the same hub at a port. A hub that runs in the folder
    already is gone back to. Where the console does not end it, the hub goes on. Raises HostError.
    """
    there = None if asked.database else running(asked.data)
    if there and asked.new:
        raise HostError(
            f"The hub of {asked.data} runs already, with its room (process {there.process}). "
            f"`kill {there.process}` ends it; then --new begins another room."
        )
    if there:
        click.echo(f"The hub of {asked.data} runs already (process {there.process}).", err=True)
        why = open_console(there)
        goes_on = f"It goes on; `kill {there.process}` ends it."
        ended = "It has ended; the same command starts it again, and the room is as it was."
        click.echo(f"{why}\n{goes_on if running(asked.data) else ended}".lstrip(), err=True)
        return
    if not asked.database:
        with alone(asked.data):  # a hub that is not ready yet has left no note, but has the port
            pass
    with bind(asked.host, asked.port) as free:
        port = free.getsockname()[1]
    here = reach_of(asked.host, port, bool(asked.certificate), asked.public).here
    with MindedHub(arguments(port)) as hub:
        told = hub.told
        projector = told["projector"].partition("#")[2]
        facing = Running(told["url"], here, told["code"], told["facilitator"], projector, hub.pid)
        try:
            why = open_console(facing, hub.said, ends_hub=True)
        except Exception as error:  # whatever the console died of, the room must not
            why = f"The console broke: {told_of(error)}"
        if why:
            click.echo(why, err=True)
            again = f"detente console {here}{'' if asked.database else option(asked.data)}"
            click.echo(f"The room goes on: `{again}` leads it.", err=True)
            click.echo("Ctrl-C here ends it.", err=True)
            hub.outlive()
    click.echo(afterwards(asked), err=True)


def lead_again(url: str | None, folder: Path, key: str) -> str:
    """Open the console of a hub at a URL, or of the hub of a folder; return why it ended.

    key: the facilitator's, "" to look for it in the folder of a hub of this machine, or to ask.
    """
    there = running(folder)
    if there and (url is None or url.rstrip("/") in (there.url, there.here)):
        return open_console(there)
    if url is None:
        return f"No hub runs in {folder}. `detente console URL` finds one elsewhere."
    from simulator.room.client.addresses import socket_address
    from simulator.room.console import run_console

    ws = socket_address(url)
    return run_console(ws, key or click.prompt("Facilitator's key", hide_input=True), url)


def open_console(hub: Running, reach: str = "", *, ends_hub: bool = False) -> str:
    """Run the console of a hub of this machine; return why it ended, "" where it was left.

    reach: who can come in at all. ends_hub: whether it ends with the console.
    """
    from simulator.room.console import run_console

    return run_console(
        ws_of(hub.here),
        hub.facilitator,
        joining_url(hub.url, hub.code),
        projector_url(hub.url, hub.projector),
        _trusting() if hub.here.startswith("https:") and hub.here != hub.url else None,
        reach,
        ends_hub,
    )


def _trusting() -> ssl.SSLContext:
    """Return what connects to the own hub at an address that its certificate does not name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class MindedHub:
    """Within, a hub runs in a process of its own, and is started again if it dies.

    told: what it told when it was ready; said: what besides, in sentences. Who enters while it
    cannot start exits with its status.
    """

    told: dict[str, Any]
    said: str

    def __init__(self, arguments: list[str]) -> None:
        self._command = [sys.executable, "-m", "simulator.cli", "host", "--headless", *arguments]
        self._said = tempfile.TemporaryFile(  # noqa: SIM115 (closed when the hub is left)
            "w+", encoding="utf-8", errors="replace"
        )
        self._changing = Lock()
        self._over = False
        self._minding = Thread(target=self._mind, daemon=True)

    def __enter__(self) -> MindedHub:
        """Start it; show what it says besides."""
        self._begin()
        line = self._ready()
        self._said.seek(0)
        self.said = self._said.read()
        click.echo(self.said, err=True, nl=False)
        if not line:
            status = self._process.wait()
            self._said.close()
            sys.exit(status or 2)
        self.told = json.loads(line)
        with suppress(ValueError):  # started again, it goes on with the room it has
            self._command.remove("--new")
        self._minding.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Tell it to stop, and wait until it has."""
        with self._changing:
            self._over = True
            self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._minding.join(PATIENCE)
        self._said.close()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def outlive(self) -> None:
        """Wait until it is given up, or Ctrl-C."""
        try:
            while self._minding.is_alive():
                self._minding.join(1)
        except KeyboardInterrupt:
            stop("", INTERRUPTED)

    def _begin(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._said,  # it would be written across the console
            text=True,
            start_new_session=True,  # Ctrl-C, and the terminal going, are the console's affair
        )

    def _ready(self) -> str:
        """Return the line it prints when it is ready, "" when it ends without."""
        assert self._process.stdout
        with self._process.stdout as out:
            return out.readline()

    def _mind(self) -> None:
        for _ in range(LIVES):
            self._process.wait()
            with self._changing:
                if self._over:
                    return
                self._begin()
            self._ready()
