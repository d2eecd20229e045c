"""The benchmark of rooms loads the real hub; what it measures is no matter here."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def test_lines_that_are_measured_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("psutil", reason="measures, so only there where benchmarks are run")
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    hubs = importlib.import_module("rooms_hub")
    with hubs.hub(tmp_path, 2) as (number, told):
        found, weighed = hubs.load(number, told, kind="many", size=3, rate=4, seconds=1)
        assert sum(hubs.page(told, packed=True).values()) < sum(
            hubs.page(told, packed=False).values()
        )
    assert found["sent"] == len(found["acks"]) == len(found["times"]) >= 6
    assert hubs.lines_kept(tmp_path) == found["sent"] + found["warm"]
    assert weighed.most > 0
