"""A tiny persona, variants of it, and conversations taken straight, and saved between."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from engine import Conversation, Persona, load_persona
from tests.engine.lines import Talk

TINY = Path(__file__).parent / "personas" / "tiny.yaml"


@pytest.fixture(scope="session")
def tiny_path() -> Path:
    return TINY


@pytest.fixture(scope="session")
def tiny_text() -> str:
    return TINY.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def tiny() -> Persona:
    return load_persona(TINY)


@pytest.fixture(scope="session")
def write_persona(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str | bytes], Path]:
    """Write a persona file of its own and return its path."""
    folder = tmp_path_factory.mktemp("personas")
    numbers = count()

    def write(content: str | bytes) -> Path:
        path = folder / f"persona{next(numbers)}.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(scope="session")
def variant(tiny_text: str, write_persona: Callable[[str | bytes], Path]) -> Callable[..., Persona]:
    """Load the tiny persona with some of its text replaced: (old, new), …"""

    def load(*changes: tuple[str, str]) -> Persona:
        text = tiny_text
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in tiny.yaml"
            text = text.replace(old, new)
        return load_persona(write_persona(text))

    return load


@pytest.fixture(params=["straight through", "saved between turns"])
def talk(request: pytest.FixtureRequest, tiny: Persona) -> Callable[..., Talk]:
    """Open a conversation; every test that asks for it runs both ways."""

    def open_talk(persona: Persona = tiny, seed: int = 0, level: str = "standard") -> Talk:
        return Talk(Conversation.open(persona, seed, level), request.param != "straight through")

    return open_talk
