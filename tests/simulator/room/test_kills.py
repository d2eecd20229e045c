"""A hub that is killed under load, again and again, loses nothing it acknowledged.

As a script it kills more often, and tells how long it took until everybody was back:
`python -m tests.simulator.room.test_kills --kills 100`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median, quantiles

from tests.simulator.room.crowd import Crowd, kept, shown
from tests.simulator.room.hosting import (
    TINY,
    Host,
    eventually,
    every,
    shown_as_to_the_newly_come,
)

KILLS = int(os.environ.get("DETENTE_KILLS", "4"))
SEED = int(os.environ.get("DETENTE_SEED", "20"))


async def test_nothing_acknowledged_is_lost_when_the_hub_is_killed(tmp_path: Path):
    await kill_again_and_again(tmp_path, KILLS, SEED)


async def kill_again_and_again(folder: Path, kills: int, seed: int) -> list[tuple[float, float]]:
    """Kill a hub and start it again; return, of each time, the seconds from the kill until it was
    ready, and until everybody was back."""
    host = Host(folder / "data")
    crowd = Crowd([host.address], Random(seed))
    times = []
    try:
        pairs = await host.start("--persona", str(TINY))
        host.kill()
        bowl = await host.start("--persona", str(TINY), "--new")
        await crowd.gather(pairs, bowl)
        for _ in range(kills):
            times.append(await _kill(host, crowd))
            assert host.told == bowl  # the same code, the same secrets
        await crowd.rest()
        assert all(one.acked for one in crowd.all)
        rooms = kept(folder / "data", crowd.all)
        assert sorted(one.code for one in rooms.values()) == sorted(
            one["code"] for one in (pairs, bowl)
        )
        await shown_as_to_the_newly_come(crowd.all)
        shown(rooms, crowd.all)
        assert "Traceback" not in host.said
    finally:
        await crowd.close()
        host.kill()
    return times


async def _kill(host: Host, crowd: Crowd) -> tuple[float, float]:
    with crowd.busy():
        before = {one: len(one.acked) for one in crowd.pairs}
        much = crowd.random.randint(1, 40)  # messages, before it is killed
        await eventually(lambda: sum(len(one.acked) - before[one] for one in crowd.pairs) >= much)
        await asyncio.sleep(crowd.random.random() / 50)  # in the middle of something
        killed = time.monotonic()
        host.kill()
        await host.start()
        ready = time.monotonic()
        await every(crowd.all, lambda one: one.back > killed)
    return ready - killed, max(one.back for one in crowd.all) - killed


def main() -> None:
    """Kill often, and tell the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        times = asyncio.run(kill_again_and_again(Path(folder), asked.kills, asked.seed))
    for name, seconds in zip(
        ("ready again", "everybody back"), zip(*times, strict=True), strict=True
    ):
        p95 = quantiles(seconds, n=20)[-1]
        print(f"{name}: median {median(seconds):.2f} s, p95 {p95:.2f} s, most {max(seconds):.2f} s")


if __name__ == "__main__":
    main()
