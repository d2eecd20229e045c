"""A hub with the facilitator's console: two processes, so that the room outlives the console."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from simulator.exits import INTERRUPTED, stop
from simulator.room.hosting import joining_url, projector_url
from simulator.room.reach import ws_of
from simulator.room.running import Running, running

PATIENCE = 10
"""Seconds a hub has to put everything away."""


def lead(arguments: list[str], folder: Path, local: bool) -> None:
    """Start `detente host --headless` with these arguments, and open its console.

    local: its rooms are in the folder, so a hub that runs there already is gone back to. When the
    console ends otherwise than by being left, the hub goes on.
    """
    there = running(folder) if local else None
    if there:
        click.echo(f"The hub of {folder} runs already (process {there.process}).", err=True)
        _tell_why(open_console(there))
        click.echo(f"It goes on; `kill {there.process}` ends it.", err=True)
        return
    with _hub(arguments) as (process, told):
        found = running(folder) if local else None
        hub = found or Running(
            told["url"],
            told["url"],
            told["code"],
            told["facilitator"],
            told["projector"].partition("#")[2],
            process.pid,
        )
        try:
            why = open_console(hub)
        except Exception as error:  # whatever the console died of, the room must not
            why = f"The console broke: {error}"
        if why:
            _outlive(process, hub, why)


def lead_again(url: str | None, folder: Path, key: str) -> str:
    """Open the console of a hub at a URL, or of the hub of a folder; return why it ended.

    key: the facilitator's, "" to look for it in the folder of a hub of this machine, or to ask.
    """
    there = running(folder)
    if there and (url is None or url.rstrip("/") in (there.url, there.here)):
        return open_console(there)
    if url is None:
        return f"No hub runs in {folder}. `detente console URL` finds one elsewhere."
    from simulator.room.addresses import socket_address
    from simulator.room.console import run_console

    ws = socket_address(url)
    return run_console(ws, key or click.prompt("Facilitator's key", hide_input=True), url)


def open_console(hub: Running) -> str:
    """Run the console of a hub of this machine; return why it ended, "" where it was left."""
    from simulator.room.console import run_console

    return run_console(
        ws_of(hub.here),
        hub.facilitator,
        joining_url(hub.url, hub.code),
        projector_url(hub.url, hub.projector),
        _trusting() if hub.here.startswith("https:") and hub.here != hub.url else None,
    )


def _trusting() -> ssl.SSLContext:
    """Return what connects to the own hub at an address that its certificate does not name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def _hub(arguments: list[str]) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """Within, a hub runs in a process of its own; it is told to stop in the end."""
    command = [sys.executable, "-m", "simulator.cli", "host", "--headless", *arguments]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,  # it would be written across the console
            text=True,
            start_new_session=True,  # Ctrl-C, and the terminal going, are the console's affair
        )
        try:
            told = _ready(process, said)
            yield process, told
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(PATIENCE)
            if process.stdout:
                process.stdout.close()


def _ready(process: subprocess.Popen[str], said: IO[str]) -> dict[str, Any]:
    """Return what the hub told when it was ready; show what it said besides."""
    assert process.stdout is not None
    line = process.stdout.readline()
    status = process.wait() if not line else 0
    said.seek(0)
    click.echo(said.read(), err=True, nl=False)
    if not line:
        sys.exit(status or 2)
    told: dict[str, Any] = json.loads(line)
    return told


def _outlive(process: subprocess.Popen[str], hub: Running, why: str) -> None:
    """Keep the room open without a console, until Ctrl-C."""
    click.echo(why, err=True)
    click.echo(f"The room goes on: `detente console {hub.url}` leads it. Ctrl-C ends it.", err=True)
    try:
        process.wait()
    except KeyboardInterrupt:
        stop("", INTERRUPTED)


def _tell_why(why: str) -> None:
    if why:
        click.echo(why, err=True)
