"""`detente explore`: what it prints, what it exits with, and that spreading changes nothing."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import Result

from engine.workbench.exploring.play import replay
from engine.workbench.exploring.policies import Casting
from simulator.authoring import exploring_cluster
from tests.simulator.conftest import NEIGHBOUR, PROGRAM, ROOT

FEW = ("--plays", "3", "--turns", "20", "--states", "4", "--policies", "skilled,hostile,silent")
Run = Callable[..., Result]


@pytest.fixture
def explore(detente: Run) -> Run:
    """Explore a small persona, a little."""
    return lambda *options: detente("explore", str(NEIGHBOUR), *FEW, *options)


def test_everything_is_told(explore):
    result = explore()
    assert result.stderr == ""
    for part in (
        "Nothing was left out within 1 line",
        "gone (breakdown), 2 lines: ",
        "skilled           easy",
        "score: full agreement 3",
        "Hostility never gets a full agreement.",
    ):
        assert part in result.stdout


def test_the_status_says_whether_everything_holds(explore, detente):
    told = json.loads(explore("--json").stdout)
    errors = [one for one in told["invariants"] if one["holds"] is False and not one["note"]]
    assert explore("--json").exit_code == (1 if errors else 0)
    assert "nothing_again_and_again" in {one["name"] for one in errors}
    sound = ("--plays", "9", "--policies", "skilled,silent", "--turns", "4", "--depth", "0")
    result = detente("explore", str(NEIGHBOUR), *sound)
    assert (result.exit_code, "BROKEN" in result.stdout) == (0, False)


def test_json_has_all_of_it(explore):
    told = json.loads(explore("--json", "--seed", "5").stdout)
    assert told["plan"]["seed"] == 5
    assert [play["policy"] for play in told["plays"]] == [
        name for name in ("skilled", "hostile", "silent") for _ in range(3)
    ]
    assert all(play["plays"] == 3 for play in told["plays"])
    (survey,) = told["surveys"]
    assert survey["level"] == "standard"
    assert {one["kind"] for one in survey["reached"]} == {"ending", "stance", "interest", "option"}
    assert {one["name"] for one in told["invariants"]} >= {"no_dead_end", "harder_is_harder"}


def test_counts_colour_a_graph(explore, detente, tmp_path):
    counts = tmp_path / "counts.json"
    explore("--counts", str(counts))
    kept = json.loads(counts.read_text())
    assert sum(kept["stances"].values()) >= 27
    result = detente("graph", str(NEIGHBOUR), "--counts", str(counts))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "classDef" in result.stdout


def test_a_play_can_be_shown(detente, persona):
    result = detente("explore", str(NEIGHBOUR), "--turns", "20", "--show", "skilled/hard/2")
    played = replay(Casting(persona), "skilled", "hard", 2, 20, 0)
    for action, turn in played:
        assert f"{turn.number:>3}  {action.name}" in result.stdout
    assert played[-1][1].ending.title in result.stdout


def test_processes_find_what_one_finds(explore):
    assert explore("--json", "--jobs", "2").stdout == explore("--json").stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--policies", "skiled"], 'no policy "skiled". Did you mean "skilled"?'),
        (["--levels", "easy,harder"], 'no level "harder"'),
        (["--show", "skilled/easy"], '"skilled/easy" is no play; one is skilled/hard/3'),
        (["--show", "skilled/easy/-1"], "is no play"),
        (["--show", "skilled,average/easy/1"], 'no policy "skilled,average"'),
        (["--counts", "."], "is a directory"),
        (["--show", "kind/easy/1"], 'no policy "kind"'),
        (["--plays", "0", "--depth", "0"], "nothing to explore"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_mistakes_are_told(detente, options, said):
    result = detente("explore", str(NEIGHBOUR), *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_counts_that_cannot_be_written_are_told(explore, tmp_path):
    result = explore("--counts", str(tmp_path / "nowhere" / "counts.json"))
    assert result.exit_code == 2
    assert "No such file" in result.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_it_quietly(jobs, tmp_path):
    """Its bar is on a terminal; it is interrupted when the bar has moved."""
    seen, terminal = pty.openpty()
    options = ["--plays", "100000", "--jobs", jobs, "--depth", "0"]
    process = subprocess.Popen(
        [*PROGRAM, "explore", str(NEIGHBOUR), *options],
        cwd=ROOT,
        env=os.environ | {"DETENTE_DATA": str(tmp_path), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    told = b""
    while told.count(b"%") < 2:
        told += os.read(seen, 1000)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=30) == (b"", None)
    with suppress(OSError):  # so a terminal's end is told
        while more := os.read(seen, 1000):
            told += more
    os.close(seen)
    assert process.returncode == 130
    assert b"Traceback" not in told


class TestCluster:
    """On Dask: a real scheduler and two workers, each a process of its own."""

    @pytest.fixture(scope="class")
    def address(self, tmp_path_factory: pytest.TempPathFactory):
        distributed = pytest.importorskip("distributed")
        folder: Path = tmp_path_factory.mktemp("dask")
        with distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            local_directory=str(folder),
        ) as cluster:
            yield cluster.scheduler_address

    def test_a_cluster_finds_what_one_process_finds(self, explore, address):
        spread = explore("--json", "--scheduler", address)
        assert spread.stdout == explore("--json").stdout

    def test_a_scheduler_that_does_not_answer_is_told(self, explore, monkeypatch):
        pytest.importorskip("distributed")
        monkeypatch.setattr(exploring_cluster, "ANSWER", 0.2)
        result = explore("--scheduler", "tcp://127.0.0.1:9")
        assert result.exit_code == 2
        assert "No Dask scheduler answers at tcp://127.0.0.1:9" in result.stderr


def test_without_dask_it_is_said_how_to_get_it(explore, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = explore("--scheduler", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert "pip install 'detente[explore]'" in result.stderr
