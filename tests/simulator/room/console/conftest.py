"""A console on a hub of this test, with settings in a fresh folder and a clock that stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from simulator.room.console.app import ConsoleApp
from simulator.room.console.screens.exercise import ExerciseScreen
from tests.simulator.room.small_hub import SmallHub

Opened = Callable[..., AbstractAsyncContextManager[Pilot[str]]]


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings folder; it does not exist yet."""
    folder = tmp_path / "settings"
    monkeypatch.setenv("DETENTE_CONFIG", str(folder))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return folder


def console_of(
    hub: SmallHub, where: str = "http://192.168.0.5:8765", ends_hub: bool = False
) -> ConsoleApp:
    """Return a console on a hub, which may not be listening yet; where: what people type."""
    app = ConsoleApp(
        f"ws://127.0.0.1:{hub.port}/ws",
        "the key",
        f"{where}/?code=K7Q2",
        f"{where}/projector#secret",
        now=lambda: 0.0,
        ends_hub=ends_hub,
    )
    app.animation_level = "none"
    return app


@pytest.fixture
def opened(small_hub: SmallHub) -> Opened:
    """Open a console that is shown these parts, and wait until it shows them."""

    @asynccontextmanager
    async def run(
        parts: dict[str, Any],
        size: tuple[int, int] = (80, 24),
        toasts: bool = False,
        where: str = "http://192.168.0.5:8765",
    ) -> AsyncIterator[Pilot[str]]:
        small_hub.parts = parts
        app = console_of(small_hub, where)
        async with app.run_test(size=size, notifications=toasts) as pilot:
            try:
                await app.client.until(lambda: app.client.pos > 0)
                while not (isinstance(app.screen, ExerciseScreen) and app.screen.view.room):
                    await pilot.pause()
                await pilot.pause()
                yield pilot
            finally:
                await app.client.close()

    return run
