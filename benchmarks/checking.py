"""How many persona files `detente check` gets through, beside those who only read the same YAML.

Peers, in the same run and in alternation: yaml.safe_load with libyaml, which reads the files into
plain data and checks nothing; yamllint with its default rules; ruamel.yaml, which also keeps where
everything stands. None of them knows what a persona is. Three sets of files: a hundred copies of
the tests' persona (as many words as 300 lines usually have); a hundred of a bundled one with every
list cut short; and thirty-three of each of the bundled ones. Versions are numbered, so that no two
files are the same.
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

import yaml

from engine.persona.folders import bundled
from engine.workbench.checking import check_persona

ROUNDS = 3
SHORT = Path(__file__).parents[1] / "tests" / "engine" / "personas" / "tiny.yaml"
CUT = 2
"""Items left in every list of the personas cut short."""

SLOW = ("yamllint", "ruamel.yaml, round trip")
"""Measured once, on a tenth of the files: on all of them they take minutes."""

FULL = ("small_vendor", "angry_customer", "business_customer")


def shortened(text: str, longest: int) -> str:
    """Return a persona with at most so many items in a list: rules, texts, cues, examples."""
    data = _cut(yaml.load(text, Loader=yaml.CSafeLoader), longest)
    return yaml.safe_dump(
        data, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None
    )


def _cut(part: object, longest: int) -> object:
    if isinstance(part, dict):
        return {key: _cut(value, longest) for key, value in part.items()}
    if isinstance(part, list):
        return [_cut(item, longest) for item in part[:longest]]
    return part


def numbered(text: str, number: int) -> str:
    """Return a text with its version made another, so that the file is one of its own."""
    return text.replace("version:", f"version: x{number}  # was:", 1)


def files(folder: Path, texts: list[str], copies: int) -> list[Path]:
    """Write copies of texts; return their paths."""
    folder.mkdir()
    paths = []
    for number in range(copies):
        for index, text in enumerate(texts):
            path = folder / f"persona_{number}_{index}.yaml"
            path.write_text(numbered(text, number), encoding="utf-8")
            paths.append(path)
    return paths


def _checked(paths: list[Path]) -> None:
    for path in paths:
        check_persona(path)


def _command(*arguments: str) -> Callable[[list[Path]], None]:
    def run(paths: list[Path]) -> None:
        subprocess.run(
            [sys.executable, "-m", *arguments, *map(str, paths)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,  # yamllint finds a line too long
        )

    return run


def _safe_loaded(paths: list[Path]) -> None:
    for path in paths:
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def _round_tripped(paths: list[Path]) -> None:
    from ruamel.yaml import YAML

    for path in paths:
        YAML().load(io.StringIO(path.read_text(encoding="utf-8")))


def candidates() -> dict[str, Callable[[list[Path]], None]]:
    """Return what is measured, as far as it is installed."""
    found: dict[str, Callable[[list[Path]], None]] = {
        "check_persona, one process": _checked,
        "detente check --jobs 1": _command("simulator.cli", "check", "--jobs", "1"),
        "detente check": _command("simulator.cli", "check"),
        "yaml.safe_load, libyaml": _safe_loaded,
    }
    if find_spec("yamllint"):
        found["yamllint"] = _command("yamllint", "-d", "relaxed")
    if find_spec("ruamel.yaml"):
        found["ruamel.yaml, round trip"] = _round_tripped
    return found


def measure(paths: list[Path]) -> dict[str, float]:
    """Return each candidate's median of seconds a file."""
    times: dict[str, list[float]] = {name: [] for name in candidates()}
    for number in range(ROUNDS):
        for name, run in candidates().items():
            if number and name in SLOW:
                continue
            some = paths[::10] if name in SLOW else paths
            start = perf_counter()
            run(some)
            times[name].append((perf_counter() - start) / len(some))
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    whole = [(bundled() / f"{name}.yaml").read_text(encoding="utf-8") for name in FULL]
    with tempfile.TemporaryDirectory() as work:
        sets = {
            "short": files(Path(work, "short"), [SHORT.read_text(encoding="utf-8")], 100),
            "cut": files(Path(work, "cut"), [shortened(whole[-1], CUT)], 100),
            "bundled": files(Path(work, "bundled"), whole, 33),
        }
        for name, paths in sets.items():
            written = [path.read_bytes() for path in paths]
            lines = sum(text.count(b"\n") for text in written) // len(paths)
            size = sum(map(len, written)) / len(paths) / 1000
            print(f"{name}: {len(paths)} personas of {lines} lines and {size:.0f} kB on average")
            for candidate, took in measure(paths).items():
                print(f"  {candidate:28}{took * 1000:8.1f} ms{1 / took:8.0f} personas a second")
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, median of {ROUNDS} rounds")


if __name__ == "__main__":
    main()
