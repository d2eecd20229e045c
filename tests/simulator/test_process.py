"""The program as a process of its own: killed, interrupted, cut off, run twice at once."""

import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from simulator.journal import Journal
from tests.simulator.conftest import NEIGHBOUR, ROOT

PLAY = ("play", str(NEIGHBOUR), "--json")
LINES = [f"This is what I would say, number {number}." for number in range(300)]


def only_session(data):
    journal = Journal.open(data)
    (listed,) = journal.sessions()
    return journal.record(listed.session.id), listed.session.id


@pytest.mark.parametrize("after", [1, 2, 17])
def test_killed_at_any_moment_nothing_shown_is_lost(start, data, detente, after):
    process = start(*PLAY)
    process.stdin.write("\n".join(LINES).encode())  # all at once: it is killed in mid-work
    process.stdin.flush()
    shown = [json.loads(process.stdout.readline()) for _ in range(after + 1)]
    os.kill(process.pid, signal.SIGKILL)
    shown += [json.loads(line) for line in process.stdout.read().splitlines() if line[-1:] == b"}"]
    process.wait()
    record, session = only_session(data)
    told = [turn["line"] for turn in shown[1:]]
    assert len(told) >= after
    assert list(record.lines[: len(told)]) == told
    assert list(record.lines) == LINES[: len(record.lines)]
    resumed = detente("resume", session, "--json").stdout.splitlines()
    assert [json.loads(line) for line in resumed[: len(shown)]] == shown


def test_ctrl_c_says_how_to_resume(start, data):
    process = start(*PLAY)
    process.stdin.write(b"Hello.\n")
    process.stdin.flush()
    process.stdout.readline(), process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait() == 130
    _, session = only_session(data)
    assert process.stderr.read().decode().strip() == (
        f"Left. Go on with it: detente resume {session}"
    )


def test_output_nobody_reads_any_more_is_a_quiet_end(start):
    process = start(*PLAY)
    process.stdout.readline()
    process.stdout.close()
    with suppress(BrokenPipeError):
        process.stdin.write("\n".join(LINES).encode())
        process.stdin.close()
    assert process.wait() == 0
    assert process.stderr.read() == b""


@pytest.mark.parametrize("closed", [">&-", "<&-", "<&- >&-"])
@pytest.mark.parametrize("form", ["--plain", "--json"])
def test_closed_streams_do_no_harm(data, closed, form):
    command = f'"{sys.executable}" -m simulator.cli play "{NEIGHBOUR}" {form} {closed}'
    environment = os.environ | {"DETENTE_DATA": str(data)}
    done = subprocess.run(
        command, shell=True, cwd=ROOT, env=environment, input=b"Hi.\n", capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_under_the_output_is_told(start):
    with open("/dev/full", "wb") as full:
        process = start(*PLAY, stdout=full)
        _, told = process.communicate(b"Hello.\n")
    assert process.returncode == 2
    assert b"No space left" in told
    assert b"Traceback" not in told


def test_several_may_begin_the_same_journal_at_once(start, data):
    processes = [start(*PLAY) for _ in range(4)]
    for process in processes:
        process.stdin.write("\n".join(LINES[:10]).encode())
        process.stdin.close()
    for process in processes:
        assert process.stderr.read() == b""
        assert process.wait() == 0
    assert sorted(one.lines for one in Journal.open(data).sessions()) == [10] * 4


def test_two_that_go_on_with_one_session_do_not_mix(start, data):
    first = start(*PLAY)
    first.stdin.write(b"Hello.\n")
    first.stdin.flush()
    first.stdout.readline(), first.stdout.readline()
    second = start("resume", "--json")
    second.communicate(b"I'm sorry.\n")
    assert second.returncode == 0
    _, told = first.communicate(b"It is your fault.\n")
    assert first.returncode == 2
    assert b"Another process" in told
    assert only_session(data)[0].lines == ("Hello.", "I'm sorry.")


def test_an_encoding_without_the_characters_is_no_failure(data):
    environment = os.environ | {"DETENTE_DATA": str(data), "PYTHONIOENCODING": "ascii"}
    for command in (["play", str(NEIGHBOUR), "--plain"], ["debrief"]):
        done = subprocess.run(
            [sys.executable, "-m", "simulator.cli", *command],
            cwd=ROOT,
            env=environment,
            input="“Zoë”\n".encode(),
            capture_output=True,
            check=True,
        )
        assert done.stdout.isascii()


def test_a_dumb_terminal_gets_a_prompt_and_wrapped_lines(data):
    ours, theirs = pty.openpty()
    environment = os.environ | {"DETENTE_DATA": str(data), "TERM": "dumb", "COLUMNS": "40"}
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator.cli", "play", str(NEIGHBOUR)],
        cwd=ROOT,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    for typed in (b"Hello.\n", b"\x04"):
        while not shown.endswith(b"You: "):
            chunk = _read(ours)
            assert chunk, shown
            shown += chunk
        os.write(ours, typed)
        shown += os.read(ours, 1)  # the terminal's echo: the prompt is not the end any more
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    assert process.wait() == 0
    text = shown.decode().replace("\r\n", "\n")
    assert text.count("You: ") == 2
    assert "detente resume" in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 40


def _read(terminal):
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux: the other end is closed
        return b""
