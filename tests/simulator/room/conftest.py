"""Hubs that listen on a port of this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.simulator.room.small_hub import SmallHub


@pytest.fixture
async def small_hub() -> AsyncIterator[SmallHub]:
    hub = SmallHub()
    await hub.start()
    yield hub
    await hub.stop()
