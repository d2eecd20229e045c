from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from simulator.room.hosting.hosting import Hosting
from simulator.room.hosting.leading import lead
from simulator.room.hosting.reach import HostError
from simulator.room.hosting.running import Running, alone, note, running

HUB = Running("http://10.0.0.1:8765", "http://127.0.0.1:8765", "abc", "key", "other", os.getpid())


def test_folder_has_one_hub_at_a_time(tmp_path: Path):
    assert running(tmp_path) is None
    with alone(tmp_path):
        assert running(tmp_path) is None  # not ready yet
        note(tmp_path, HUB)
        assert running(tmp_path) == HUB
        with (
            pytest.raises(HostError, match=r"already uses .* at http://10.0.0.1:8765"),
            alone(tmp_path),
        ):
            pass
    assert running(tmp_path) is None
    with alone(tmp_path):
        pass


def test_hub_that_is_not_ready_yet_is_no_other_program_on_its_port(tmp_path: Path):
    with (
        alone(tmp_path),
        pytest.raises(HostError, match="A hub already uses"),
    ):
        lead(Hosting(tmp_path, "127.0.0.1"), lambda port: [])


def test_note_is_for_its_owner_only(tmp_path: Path):
    with alone(tmp_path):
        note(tmp_path, HUB)
        note(tmp_path, HUB)
        assert stat.S_IMODE((tmp_path / "hub.json").stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"hub.lock"}


def test_note_of_a_hub_that_was_killed_is_not_believed(tmp_path: Path):
    with alone(tmp_path):
        pass
    note(tmp_path, HUB)
    assert running(tmp_path) is None


def test_folder_that_is_a_file_is_told(tmp_path: Path):
    (tmp_path / "data").touch()
    with (
        pytest.raises(HostError, match="cannot be used as a data folder"),
        alone(tmp_path / "data"),
    ):
        pass
