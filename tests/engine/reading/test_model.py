"""The models' files: whole, damaged, missing; and what stands in for them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine
from engine.reading import MODELS, Context, ModelError, model, read, usable, version_of
from engine.reading.outcomes import OUTCOMES, Calibration

MOVED = "engine.reading.model.files"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the models that a test may damage; the program reads it instead of its own."""
    own = Path(engine.__file__).parent / "reading" / "models"
    shutil.copytree(own, tmp_path / "models")
    monkeypatch.setattr(MOVED, lambda _package: tmp_path)
    model.forget()
    yield tmp_path / "models"
    model.forget()


@pytest.mark.parametrize("name", MODELS)
def test_every_model_reads(name: str) -> None:
    used, trouble = usable(name)
    assert (used.name, trouble) == (name, "")
    reading = read("Thank you so much for being patient with us.", model=name)
    assert reading.model == name
    assert "appreciate" in {found.move for found in reading.moves}


def test_whole_copies_are_read(copied: Path) -> None:
    assert usable("careful")[0].name == "careful"


def test_a_damaged_encoder_is_told_and_the_quick_model_stands_in(copied: Path) -> None:
    path = copied / "careful.onnx"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    used, trouble = usable("careful")
    assert used.name == "quick"
    assert "careful.onnx" in trouble
    assert "damaged" in trouble
    assert "Install detente again" in trouble


def test_without_any_file_cues_stand_in(copied: Path) -> None:
    for path in copied.iterdir():
        path.unlink()
    used, trouble = usable("careful")
    assert used.name == "cues"
    assert "models.json" in trouble
    assert version_of("careful") == ""
    assert read("Thank you so much.", Context(), "quick").model == "cues"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"quick": {}}', "\x00"])
def test_a_damaged_seal_is_told(copied: Path, text: str) -> None:
    (copied / "models.json").write_text(text)
    with pytest.raises(ModelError, match="cannot be used"):
        model.load("quick")


def test_a_calibration_that_does_not_fit_is_told(copied: Path) -> None:
    path = copied / "models.json"
    about = json.loads(path.read_text())
    about["quick"]["slope"].pop()
    path.write_text(json.dumps(about))
    with pytest.raises(ModelError, match="does not fit"):
        model.load("quick")


def test_a_model_nobody_made() -> None:
    with pytest.raises(ValueError, match="careful, quick, cues"):
        model.load("psychic")


def test_nothing_is_loaded_before_a_line_is_read() -> None:
    code = (
        "import sys, engine; engine.load_persona('small_vendor');"
        "assert not {'numpy', 'onnxruntime', 'py3langid', 'dateutil', 'torch'} & set(sys.modules);"
        "engine.read('Good morning, how are you?');"
        "assert not {'onnxruntime', 'py3langid', 'torch'} & set(sys.modules);"
        "engine.read('Good morning, how are you?', model='careful');"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_quick_model_adds_whole_numbers() -> None:
    # so that its sums are the same on every machine
    heard = model.load("quick").hear("i am so sorry", "I am so sorry", Context())
    assert all(abs(score * 100 - round(score * 100)) < 1e-9 for score in heard.scores)


def test_probabilities_are_between_nothing_and_all() -> None:
    wild = [1e9 if index % 2 else -1e9 for index in range(len(OUTCOMES))]
    plain = Calibration([1.0] * len(OUTCOMES), [0.0] * len(OUTCOMES), [0.5] * len(OUTCOMES))
    assert all(0 <= share <= 1 for share in plain.probabilities(wild))


def test_an_overlong_line_is_still_heard() -> None:
    middle = "and then there was the matter of the parking " * 200
    reading = read(f"I am truly sorry. {middle}", model="careful")
    assert "apologize" in {found.move for found in reading.moves}
