from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result

from simulator.cli import main
from simulator.room.hosting import commands, leading
from simulator.room.hosting.running import Running, running
from tests.simulator.room.web.conftest import TINY

COMMAND = [sys.executable, "-m", "simulator.cli", "host", "--headless", "--port", "0"]


@contextmanager
def hosted(data: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """Within, the installed program hosts; whatever it prints first is what it told."""
    command = [*COMMAND, "--data", str(data), *more]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=data.parent
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        yield process, json.loads(line) if line else {}
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, str]:
    """Return the status a signal ends a process with, and the rest of what it printed."""
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def fetched(url: str, **given: Any) -> str:
    direct = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(**given)
    )
    with direct.open(url, timeout=60) as answer:
        return str(answer.read().decode())


def test_host_tells_one_line_serves_and_comes_back(tmp_path: Path):
    data = tmp_path / "data"
    with hosted(data, "--persona", str(TINY)) as (process, told):
        assert list(told) == ["url", "ws", "code", "facilitator", "projector"]
        assert told["url"].startswith("http://127.0.0.1:")
        assert told["ws"] == told["url"].replace("http", "ws") + "/ws"
        assert told["projector"].startswith(told["url"] + "/projector#")
        assert fetched(told["url"] + "/healthz") == "ok\n"
        again = CliRunner().invoke(main, ["host", "--headless", "--data", str(data)])
        assert again.exit_code == 2
        assert f"A hub already uses {data} at {told['url']}" in again.output
        status, out, err = ended(process, signal.SIGTERM)
        assert (status, out) == (0, "")
        assert err.startswith("Only this machine can reach it; --host 0.0.0.0 lets")
        assert not any(told[key].rpartition("#")[2] in err for key in ("facilitator", "projector"))
    with hosted(data, "--persona", str(TINY)) as (process, back):
        same = ("code", "facilitator")
        assert [back[key] for key in same] == [told[key] for key in same]
        status, _, err = ended(process, signal.SIGINT)
        assert status == 130
        assert "--new begins another" in err
        assert "Traceback" not in err
    with hosted(data, "--persona", str(TINY), "--new") as (_, other):
        assert other["code"] != told["code"]


def test_second_hub_of_a_database_finds_the_open_room(tmp_path: Path, postgres: str):
    given = ("--database", postgres, "--persona", str(TINY))
    with hosted(tmp_path / "one", *given) as (_, one), hosted(tmp_path / "two", *given) as (_, two):
        assert two["url"] != one["url"]
        for key in ("code", "facilitator"):
            assert two[key] == one[key]
        assert fetched(f"{two['url']}/healthz") == "ok\n"


def test_one_hub_has_rooms_for_several_trainers(tmp_path: Path):
    data = tmp_path / "data"
    given = ("--persona", str(TINY), "--rooms")
    with hosted(data, *given, "2") as (process, told):
        assert len({room["code"] for room in told["rooms"]}) == 2
        assert len({room["facilitator"] for room in told["rooms"]}) == 2
        assert told["rooms"][-1] == {key: told[key] for key in ("code", "facilitator", "projector")}
        ended(process, signal.SIGTERM)
    with hosted(data, *given, "3") as (_, more):
        codes = [room["code"] for room in more["rooms"]]
        assert set(codes[:2]) == {room["code"] for room in told["rooms"]}
        assert len(set(codes)) == 3


def test_certificate_serves_https_and_marks_cookies(tmp_path: Path):
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes".split(),
            *"-days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1".split(),
            *("-keyout", str(key), "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    given = ("--persona", str(TINY), "--certificate", str(cert), "--key", str(key))
    with hosted(tmp_path / "data", *given) as (_, told):
        assert told["ws"].startswith("wss://")
        trusting = ssl.create_default_context(cafile=str(cert))
        request = urllib.request.Request(
            told["url"] + "/join",
            f"code={told['code']}".encode(),
            {"Origin": told["url"], "Content-Type": "application/x-www-form-urlencoded"},
        )
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=trusting),
            _Stay(),
        )
        with opener.open(request, timeout=60) as answer:
            cookie = answer.headers["set-cookie"]
            assert cookie.startswith("__Host-detente-seat-")
            assert {"Secure", "Path=/"} <= set(cookie.split("; "))
            assert "domain" not in cookie.lower()
        for ours, status in ((True, 200), (False, 303)):
            held = cookie.partition(";")[0]
            sent = {"Cookie": held if ours else held.removeprefix("__Host-")}
            asked = urllib.request.Request(told["url"] + "/seat", headers=sent)
            with opener.open(asked, timeout=60) as answer:
                assert answer.status == status


class _Stay(urllib.request.HTTPRedirectHandler):
    """Shows a redirection instead of following it."""

    def http_error_303(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> Any:
        return fp


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., str]:
    """Run a command that cannot be done; return its sentence."""

    def run(*arguments: str) -> str:
        data = [] if "--data" in arguments else ["--data", str(tmp_path / "data")]
        result: Result = CliRunner().invoke(main, ["host", "--headless", *data, *arguments])
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "Traceback" not in result.output
        return result.stderr

    return run


def test_taken_port_is_told(refused: Callable[..., str]):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        told = refused("--port", str(port))
    assert told == f"Port {port} is taken by another program; --port takes another one.\n"


def test_unusable_folder_is_told(refused: Callable[..., str], tmp_path: Path):
    (tmp_path / "file").touch()
    assert "cannot be used as a data folder" in refused("--data", str(tmp_path / "file"))


def test_bad_exercise_is_told(refused: Callable[..., str], tmp_path: Path):
    file = tmp_path / "bad.yaml"
    file.write_text("title: Nothing\nphase: []\n")
    told = refused("--exercise", str(file))
    assert 'bad.yaml:2:8 phase: no key "phase" is known here. Did you mean "phases"?' in told
    assert 'There is no exercise "nowhere"' in refused("--exercise", "nowhere")
    assert "nobody" in refused("--persona", "nobody")


def test_bad_certificate_is_told(refused: Callable[..., str], tmp_path: Path):
    cert, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    assert "go together" in refused("--certificate", cert)
    assert f"{cert}: No such file or directory." in refused("--certificate", cert, "--key", key)
    for path in (cert, key):
        Path(path).write_text("nothing")
    told = refused("--certificate", cert, "--key", key)
    assert "are no certificate and its key" in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--public", "rooms.example.org"), "begins with http:// or https://"),
        (("--public", "https://rooms.example.org/x"), "more than a host and a port"),
        (("--host", "192.0.2.1"), "This machine has no address 192.0.2.1."),
        (("--host", "nowhere.invalid"), "There is no host"),
        (("--database", "mysql://x"), "mysql"),
        (("--exercise", "x", "--persona", "y"), "leave --persona out"),
        (("--rooms", "0"), "not in the range"),
    ],
)
def test_what_cannot_be_is_told(
    refused: Callable[..., str], arguments: tuple[str, ...], sentence: str
):
    assert sentence in refused(*arguments)


def test_console_needs_a_terminal(tmp_path: Path):
    result = CliRunner().invoke(main, ["host", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "--headless" in result.output


@pytest.fixture
def lead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Host with a console, which is what is given: it gets the hub and tells why it ended."""

    def run(console: Callable[[Running], str], *more: str) -> None:
        monkeypatch.setattr(leading, "open_console", lambda hub, *_, **__: console(hub))
        monkeypatch.setattr(commands, "on_screen", lambda: True)
        given = ["host", "--data", str(tmp_path), "--persona", str(TINY), *more]
        main(given, standalone_mode=False)

    return run


def test_hub_lives_as_long_as_its_console_is_not_left(
    tmp_path: Path, lead: Callable[..., None], capsys: pytest.CaptureFixture[str]
):
    seen: list[Running] = []

    def console(hub: Running) -> str:
        assert fetched(f"{hub.here}/healthz") == "ok\n"
        seen.append(hub)
        if len(seen) == 1:  # another console of the same folder
            lead(console)
        return ""

    lead(console)
    assert seen[0] == seen[1]
    assert f"runs already (process {seen[0].process})" in capsys.readouterr().err
    assert running(tmp_path) is None


def test_no_new_room_is_begun_behind_a_hub_that_runs(lead: Callable[..., None]):
    said: list[str] = []

    def console(hub: Running) -> str:
        with pytest.raises(SystemExit) as stopped:
            lead(console, "--new")
        said.append(str(stopped.value.code))
        return ""

    lead(console)
    assert said == ["2"]


def test_hub_that_dies_is_started_again(tmp_path: Path, lead: Callable[..., None]):
    def console(hub: Running) -> str:
        os.kill(hub.process, signal.SIGKILL)
        again = None
        while again is None or again.process == hub.process:
            time.sleep(0.05)
            again = running(tmp_path)
        assert (again.here, again.code, again.facilitator) == (hub.here, hub.code, hub.facilitator)
        assert fetched(f"{hub.here}/healthz") == "ok\n"
        return ""

    lead(console, "--new")
    assert running(tmp_path) is None


def test_hub_outlives_a_console_that_breaks(
    lead: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    def breaks(hub: Running) -> str:
        raise RuntimeError("a bug")

    def wait(thread: Thread, _: float) -> None:
        monkeypatch.undo()
        there = running(tmp_path)
        assert there
        assert fetched(f"{there.here}/healthz") == "ok\n"
        raise KeyboardInterrupt

    monkeypatch.setattr(Thread, "join", wait)
    with pytest.raises(SystemExit) as stopped:
        lead(breaks)
    assert stopped.value.code == 130
    assert "The console broke: a bug" in capsys.readouterr().err
    assert running(tmp_path) is None


def test_hub_that_cannot_start_says_so_without_a_console(
    lead: Callable[..., None], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    (tmp_path / "rooms.db").write_text("no database")
    with pytest.raises(SystemExit) as stopped:
        lead(lambda _: "")
    assert stopped.value.code == 2
    assert "rooms.db" in capsys.readouterr().err
