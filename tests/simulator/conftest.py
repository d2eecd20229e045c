"""A small persona, a journal in a fresh folder, and the installed program as a subprocess."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine import Persona, load_persona
from simulator.cli import main
from simulator.journal import Journal

NEIGHBOUR = Path(__file__).parent / "personas" / "neighbour.yaml"
ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "simulator.cli"]


@pytest.fixture
def persona() -> Persona:
    return load_persona(NEIGHBOUR)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the persona file that a test may change."""
    shutil.copytree(NEIGHBOUR.parent, tmp_path / "personas")
    return tmp_path / "personas" / NEIGHBOUR.name


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def journal(data: Path) -> Iterator[Journal]:
    journal = Journal.open(data)
    yield journal
    journal.shut()


@pytest.fixture
def detente(data: Path) -> Callable[..., Result]:
    """Run a command in this process; `lines` is what is typed."""

    def run(*arguments: str, lines: str | bytes = "") -> Result:
        environment = {"DETENTE_DATA": str(data)}
        return CliRunner().invoke(main, list(arguments), input=lines, env=environment)

    return run


@pytest.fixture
def start(data: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start the program as a process of its own, its three streams piped unless told otherwise."""
    begun: list[subprocess.Popen[bytes]] = []

    def run(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE) | options
        environment = os.environ | {"DETENTE_DATA": str(data), "PYTHONWARNINGS": "default"}
        begun.append(subprocess.Popen([*PROGRAM, *arguments], cwd=ROOT, env=environment, **streams))
        return begun[-1]

    yield run
    for process in begun:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            with suppress(BrokenPipeError):
                if stream:
                    stream.close()
