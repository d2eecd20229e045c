"""Hubs on a port of this machine; a real PostgreSQL, with a fresh database for each test."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.simulator.room.playing import Playing, playing
from tests.simulator.room.small_hub import SmallHub

OWNER = "postgres"
"""Who the server runs as when the tests run as root, for whom it refuses to start."""


def _programs() -> Path | None:
    """The folder of the newest server's programs: Debian does not put them on the PATH."""
    if found := shutil.which("pg_ctl"):
        return Path(found).parent
    homes = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    newest = max(homes, key=lambda path: int(path.parts[-3]), default=None)
    return newest and newest.parent


class Server:
    """A PostgreSQL of our own, with fsync on, on a free port of the loopback address."""

    def __init__(self, programs: Path, folder: Path):
        self.folder = folder
        self.data = folder / "data"
        self.password = secrets.token_hex(8)
        self._programs = programs
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        if os.getuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        password = folder / "password"
        password.write_text(self.password)
        password.chmod(0o644)
        self._run("initdb", "--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8",
                  "--locale=C", f"--username={OWNER}")  # fmt: skip

    def url(self, database: str = "postgres", password: str | None = None) -> str:
        secret = self.password if password is None else password
        return f"postgresql://{OWNER}:{secret}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k '{self.folder}'"
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "-w", "-l", log, "-o", options)

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "stop", "-w", "-m", mode)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments, "-D", str(self.data)]
        if os.getuid() == 0:
            command = ["runuser", "-u", OWNER, "--", *command]
        # To a file: a server that was started would keep a pipe open.
        with (self.folder / "said").open("wb") as said:
            done = subprocess.run(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                timeout=120,
            )  # fmt: skip
        assert done.returncode == 0, (self.folder / "said").read_text()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server of this run. Whoever stops it starts it again."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt install postgresql)")
    # Not in pytest's own folder, which no other user may enter.
    folder = Path(tempfile.mkdtemp(prefix="detente-"))
    server = Server(programs, folder)
    try:
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[str]:
    """The address of an empty database."""
    import psycopg

    name = f"rooms_{secrets.token_hex(4)}"
    with psycopg.connect(postgres_server.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgres_server.url(name)
    with psycopg.connect(postgres_server.url(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def small_hub() -> AsyncIterator[SmallHub]:
    hub = SmallHub()
    await hub.start()
    yield hub
    await hub.stop()


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Playing]:
    """A hub without a network, one room open."""
    with playing(tmp_path) as room:
        yield room
