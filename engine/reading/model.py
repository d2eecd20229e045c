"""The models that read lines: their files, whether these are whole, and what stands in for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Protocol

from engine.reading.outcomes import OUTCOMES, Calibration, Heard

if TYPE_CHECKING:
    from engine.reading.records import Context

MODELS = ("careful", "quick", "cues")
"""Every way to read, from the best to the one that needs no trained file."""

NEEDS = {"careful": ("careful", "quick"), "quick": ("quick",), "cues": ()}
"""The trained models each way to read is made of."""

SEALS = "models.json"
"""Names each model's files with their SHA-256, and holds what is known about it."""


class ModelError(Exception):
    """A model that cannot be used; the message says which file, why, and how to repair it."""

    def __init__(self, path: Traversable, reason: str) -> None:
        super().__init__(
            f"The reading model {path} cannot be used: {reason}. "
            "Install detente again to repair it; in a checkout: git checkout engine/reading/models."
        )


class Model(Protocol):
    """Something that reads lines."""

    name: str
    calibration: Calibration

    def hear(self, folded: str, text: str, context: Context) -> Heard:
        """Return what a line scores; folded is the lower-case copy of text."""


def sealed(model: str, file: str) -> tuple[bytes, Mapping[str, Any]]:
    """Return a model's file and what is known about the model. Raises ModelError if not whole."""
    about = _about().get(model)
    if not isinstance(about, dict) or not isinstance(about.get("files"), dict):
        raise ModelError(place_of_model(SEALS), f"it does not name the files of '{model}'")
    path = place_of_model(file)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError(path, error.strerror or str(error)) from error
    if sha256(raw).hexdigest() != about["files"].get(file):
        raise ModelError(path, "it is damaged, or not the file this version came with")
    return raw, about


def place_of_model(file: str) -> Traversable:
    """Return where a file of the models is, or should be."""
    return files("engine.reading") / "models" / file


@lru_cache(maxsize=1)
def _about() -> Mapping[str, Any]:
    path = place_of_model(SEALS)
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(path, getattr(error, "strerror", None) or str(error)) from error
    if not isinstance(about, dict):
        raise ModelError(path, "it is not an object")
    return about


def calibration_of(about: Mapping[str, Any]) -> Calibration:
    """Return a model's calibration. Raises KeyError or ValueError if it has none for OUTCOMES."""
    rows: list[Sequence[float]] = [about[name] for name in Calibration._fields]
    if any(len(row) != len(OUTCOMES) for row in rows):
        raise ValueError("its calibration does not fit the outcomes")
    return Calibration(*rows)


@lru_cache(maxsize=len(MODELS))
def load(name: str) -> Model:
    """Return a model by its name, one of MODELS; loaded once. Raises ModelError, ValueError."""
    # each is imported when it is asked for: most programs need one of them
    if name == "careful":
        from engine.reading.careful import Careful

        return Careful.load()
    if name == "quick":
        from engine.reading.quick import Quick

        return Quick.load()
    if name == "cues":
        from engine.reading.cueing import Cueing

        return Cueing()
    raise ValueError(f"no reading model '{name}'; there are {', '.join(MODELS)}")


@lru_cache(maxsize=len(MODELS))
def usable(name: str) -> tuple[Model, str]:
    """Return the model, or the next one that can be used, and why it was not the one asked for.

    The second is "" where it was. Raises ValueError for a name that is none of MODELS.
    """
    trouble = ""
    for candidate in MODELS[MODELS.index(name) :]:
        try:
            return load(candidate), trouble
        except ModelError as error:
            trouble = trouble or str(error)
    raise AssertionError("cues need no file")  # pragma: no cover


@lru_cache(maxsize=len(MODELS))
def reading_by(name: str) -> str:
    """Return the name of the model `usable` would return, by the files alone: none is loaded.

    Raises ValueError for a name that is none of MODELS.
    """
    for candidate in MODELS[MODELS.index(name) :]:
        if all(_whole(part) for part in NEEDS[candidate]):
            return candidate
    raise AssertionError("cues need no file")  # pragma: no cover


def _whole(name: str) -> bool:
    about = _about().get(name, {})
    try:
        for file in about.get("files") or [""]:
            sealed(name, file)
    except ModelError:
        return False
    return True


def forget() -> None:
    """Read the models' files again when they are next asked for: they were written anew."""
    for cached in (_about, load, reading_by, usable):
        cached.cache_clear()


def version_of(name: str) -> str:
    """Return which files a model is made of, as eight hexadecimal digits; "" for cues."""
    try:
        about = _about().get(name)
    except ModelError:
        return ""
    if about is None:
        return ""
    return sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:8]
