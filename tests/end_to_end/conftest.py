"""A hub, browsers and a console, all real."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, async_playwright, expect

from tests.end_to_end.browsers import Crowd
from tests.end_to_end.hubs import HubProcess

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 30_000
"""Milliseconds a page may take to show something; it is noticed as soon as it does."""


@pytest.fixture
def hub_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], HubProcess]]:
    """Starts a hub with an exercise."""
    monkeypatch.setenv("DETENTE_CONFIG", str(tmp_path / "config"))
    started: list[HubProcess] = []

    def start(exercise: str) -> HubProcess:
        started.append(HubProcess(tmp_path / "data", exercise))
        started[-1].start()
        return started[-1]

    yield start
    for hub in started:
        hub.kill()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed (Debian: apt install chromium)")
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox", "--no-proxy-server"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        await browser.close()


@pytest.fixture
async def crowd_of(browser: Browser) -> AsyncIterator[Callable[[HubProcess], Crowd]]:
    """Opens browsers for a hub; no page may ask another host, or have anything go wrong."""
    crowds: list[tuple[Crowd, HubProcess]] = []

    def open_for(hub: HubProcess) -> Crowd:
        crowds.append((Crowd(browser, hub), hub))
        return crowds[-1][0]

    yield open_for
    for crowd, hub in crowds:
        assert crowd.heard.hosts == {urlsplit(hub.url).netloc}
        assert crowd.heard.wrong == []
