"""The people in the rooms, all in one process of their own; `rooms.py` starts it.

It reads one JSON object from its arguments, joins, says `ready`, and begins when told to. Times are
taken from the moment at which a line should have been sent: a hub that is late is not spared.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import sys
from collections.abc import Awaitable, Callable
from time import perf_counter, process_time
from typing import Any

from rooms_group import LINES, Group, ignore
from rooms_wire import Seat, Told, take_seat

SETTLING = 2.0
"""Seconds for what is still on its way at the end."""


async def many_rooms(asked: Told, ready: Callable[[], Awaitable[None]]) -> Told:
    """Let every room's speaker say lines at a rate, each on its own time, for some seconds."""
    groups = [Group(asked["ws"], keys, asked["size"]) for keys in asked["rooms"]]
    await asyncio.gather(*(group.join() for group in groups))
    for group in groups:  # the first line of all makes ready what reads
        group.say(perf_counter())
    while any(group.unanswered for group in groups):
        await asyncio.sleep(0.05)
    for group in groups:
        group.begin()
    await ready()
    rng = random.Random(1)
    every = 1 / asked["rate"]
    begin = perf_counter() + 0.5

    async def talk(group: Group, at: float) -> None:
        while at < begin + asked["seconds"]:
            await asyncio.sleep(at - perf_counter())
            group.say(at)
            at += every

    await asyncio.gather(*(talk(group, begin + rng.random() * every) for group in groups))
    await asyncio.sleep(min(SETTLING, asked["seconds"]))
    return {
        "times": [time for group in groups for time in group.times],
        "acks": [time for group in groups for time in group.seats[0].acks],
        "sent": sum(group.sent for group in groups),
        "skipped": sum(group.skipped for group in groups),
        "warm": len(groups),
        "begun_again": sum(group.begun_again for group in groups),
        "unanswered": sum(group.unanswered for group in groups),
        "refused": sum(len(seat.refused) for group in groups for seat in group.seats),
        "bytes": sum(seat.bytes for group in groups for seat in group.seats),
    }


async def one_room(asked: Told, ready: Callable[[], Awaitable[None]]) -> Told:
    """Once a second: two lines proposed, all vote, the vote is revealed, and played."""
    seen: dict[str, list[float]] = {"revealed": [], "turns": []}
    over = asyncio.Event()

    def shown(seat: Seat, parts: Told, at: float) -> None:
        if parts.get("proposals", {}).get("revealed"):
            seen["revealed"].append(at)
        turns = parts.get("turns", {}).get("turns")
        if turns and turns[-1]["line"] is not None:
            seen["turns"].append(at)
            if turns[-1]["ending"]:
                over.set()

    [keys] = asked["rooms"]
    url, people = asked["ws"], asked["size"]
    lead = await take_seat(url, ignore, "never", token=keys["facilitator"])
    seats = []
    for _ in range(0, people, 50):
        some = min(50, people - len(seats))
        joining = (take_seat(url, shown, '"t', code=keys["code"]) for _ in range(some))
        seats += await asyncio.gather(*joining)
    await lead.ask("fishbowl")
    await ready()
    rng = random.Random(1)
    told: dict[str, list[float]] = {"revealed": [], "turns": []}
    missing = 0
    proposal = 0
    for number in range(int(asked["seconds"])):
        begun = perf_counter()
        for one in (0, 1):
            text = LINES[(2 * number + one) % len(LINES)]
            await seats[one].ask("propose", text=text)
        await lead.ask("voting", open=True)
        start = perf_counter()
        votes = sorted((start + 0.5 * rng.random(), seat) for seat in range(people))
        for at, seat in votes:
            if at > perf_counter():
                await asyncio.sleep(at - perf_counter())
            wanted = f"p{proposal + 1 + rng.randrange(2)}"
            seats[seat].say("vote", at, proposal=wanted)
        await asyncio.sleep(0.1)
        proposal += 2
        for kind, part in (("reveal", "revealed"), ("play", "turns")):
            seen[part].clear()
            asked_at = perf_counter()
            await lead.ask(kind)
            while len(seen[part]) < people and perf_counter() < asked_at + 2:
                await asyncio.sleep(0.002)
            missing += people - len(seen[part])
            told[part].append(max(seen[part], default=asked_at + 2) - asked_at)
        if over.is_set():
            over.clear()
            await lead.ask("branch", conversation="c1", at=0, why="retry")
        await asyncio.sleep(begun + 1 - perf_counter())
    return {
        "acks": [time for seat in seats for time in seat.acks],
        "revealed": told["revealed"],
        "played": told["turns"],
        "missing": missing,
        "sent": people * int(asked["seconds"]),
        "refused": sum(len(seat.refused) for seat in seats),
        "bytes": sum(seat.bytes for seat in seats),
    }


async def alone(asked: Told, ready: Callable[[], Awaitable[None]]) -> Told:
    """Everybody has a conversation of their own, and says lines at a rate."""
    times: list[float] = []
    since: dict[str, float] = {}
    own: dict[str, str] = {}
    said: dict[str, int] = {}
    over: set[str] = set()

    def shown(seat: Seat, parts: Told, at: float) -> None:
        turns = parts.get("turns")
        if not turns:
            return
        own[seat.seat] = turns["conversation"]
        if turns["turns"] and turns["turns"][-1]["line"] is not None and seat.seat in since:
            times.append(at - since.pop(seat.seat))
            if turns["turns"][-1]["ending"]:
                over.add(seat.seat)

    [keys] = asked["rooms"]
    lead = await take_seat(asked["ws"], ignore, "never", token=keys["facilitator"])
    code = keys["code"]
    seats = [await take_seat(asked["ws"], shown, code=code) for _ in range(asked["size"])]
    await lead.ask("group", size=1)
    while len(own) < len(seats):
        await asyncio.sleep(0.01)
    await ready()
    every = 1 / asked["rate"]
    begin = perf_counter() + 0.5

    async def talk(seat: Seat, at: float) -> None:
        while at < begin + asked["seconds"]:
            await asyncio.sleep(at - perf_counter())
            if seat.seat in over:
                over.discard(seat.seat)
                seat.say("branch", conversation=own[seat.seat], at=0, why="retry")
            number = said[seat.seat] = said.get(seat.seat, -1) + 1
            since[seat.seat] = at
            text = LINES[number % len(LINES)]
            seat.say("say", at, conversation=own[seat.seat], text=text)
            at += every

    rng = random.Random(1)
    await asyncio.gather(*(talk(seat, begin + rng.random() * every) for seat in seats))
    await asyncio.sleep(min(SETTLING, asked["seconds"]))
    sent = sum(said.values()) + len(said)
    refused = sum(len(seat.refused) for seat in seats)
    return {"times": times, "sent": sent, "unanswered": len(since), "refused": refused}


KINDS: dict[str, Callable[..., Any]] = {"many": many_rooms, "one": one_room, "alone": alone}


async def main() -> None:
    asked = json.loads(sys.argv[1])

    async def ready() -> None:
        gc.collect()
        gc.freeze()  # the pauses are to be the hub's own
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)

    start = process_time()
    result = await KINDS[asked["kind"]](asked, ready)
    result["client_cpu"] = process_time() - start
    print(json.dumps(result), flush=True)
    await asyncio.to_thread(sys.stdin.readline)  # those who leave are not to be counted


if __name__ == "__main__":
    asyncio.run(main())
