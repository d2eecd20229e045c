"""The real hub in a process of its own, what it weighs, and what it kept."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import psutil

HERE = Path(__file__).resolve().parent
MB = 1024 * 1024
EVERY = 0.1
"""Seconds between looks at what the processes weigh."""


class Weighed:
    """What a process and its children need while it is looked at.

    most: resident bytes, at most; own: of the process alone. fair: at the end, what they share
    counted once. cpu: seconds, by process.
    """

    def __init__(self, number: int) -> None:
        self._process = psutil.Process(number)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.most = self.own = 0

    def __enter__(self) -> Weighed:
        self._cpu = self._spent()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        after = self._spent()
        self.cpus = [spent - self._cpu.get(number, 0) for number, spent in after.items()]
        self.cpu = sum(self.cpus)
        self.fair = sum(process.memory_full_info().pss for process in self._all())

    def _all(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]

    def _spent(self) -> dict[int, float]:
        times = {process.pid: process.cpu_times() for process in self._all()}
        return {number: one.user + one.system for number, one in times.items()}

    def _look(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                rss = [process.memory_info().rss for process in self._all()]
            except psutil.NoSuchProcess:
                continue
            self.own = max(self.own, rss[0])
            self.most = max(self.most, sum(rss))


@contextmanager
def hub(data: Path, rooms: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Within, a hub serves; gives its process id and what it told when it was ready."""
    command = [sys.executable, "-m", "simulator.cli", "host", "--headless", "--model", "quick"]
    command += ["--port", "0", "--data", str(data), "--rooms", str(rooms)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE.parent), *sys.path[1:]])}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        try:
            assert process.stdout
            told = json.loads(process.stdout.readline())
            told["rooms"] = told.get("rooms") or [dict(told)]
            yield process.pid, told
        finally:
            process.terminate()


def load(number: int, told: dict[str, Any], **asked: Any) -> tuple[dict[str, Any], Weighed]:
    """Let people at a hub: return what they met with, and what the hub weighed."""
    asked |= {"ws": told["ws"], "rooms": told["rooms"]}
    with subprocess.Popen(
        [sys.executable, str(HERE / "rooms_clients.py"), json.dumps(asked)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as people:
        assert people.stdin
        assert people.stdout
        if people.stdout.readline() != "ready\n":
            raise RuntimeError("The clients did not get in.")
        with Weighed(number) as weighed:
            _go(people.stdin)
            result = json.loads(people.stdout.readline())
        _go(people.stdin)
    return result, weighed


def _go(to: Any) -> None:
    to.write("\n")
    to.flush()


def lines_kept(data: Path) -> int:
    """Return how many lines the database holds."""
    with closing(sqlite3.connect(data / "rooms.db")) as connection:
        said = "SELECT count(*) FROM event WHERE payload ->> '$.kind' = 'said'"
        return int(connection.execute(said).fetchone()[0])


def page(told: dict[str, Any], packed: bool) -> dict[str, int]:
    """Return the bytes of everything a phone fetches to take its seat, by path."""
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
    )
    sizes: dict[str, int] = {}

    def fetch(path: str, form: dict[str, str] | None = None) -> str:
        body = urllib.parse.urlencode(form).encode() if form else None
        headers = {"Accept-Encoding": "gzip"} if packed else {}
        headers |= {"Origin": told["url"]} if form else {}
        request = urllib.request.Request(urljoin(told["url"], path), body, headers)
        with opener.open(request, timeout=30) as answer:
            content: bytes = answer.read()
            if answer.headers.get("content-encoding") == "gzip":
                sizes[path] = len(content)
                import gzip

                content = gzip.decompress(content)
            else:
                sizes[path] = len(content)
            return content.decode()

    code = told["code"]
    waiting = [(path, fetch(*path)) for path in ((f"/?code={code}",), ("/join", {"code": code}))]
    queue = [(path[0], text) for path, text in waiting]
    while queue:
        path, text = queue.pop()
        for found in re.findall(r"""(?:src|href|from)\s*=?\s*["']([^"']+)["']""", text):
            target = urljoin(path, found)
            if target.startswith("/static/") and target not in sizes:
                queue.append((target, fetch(target)))
    return sizes
