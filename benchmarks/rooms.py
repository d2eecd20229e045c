"""A hub under load: lines, votes, weight, the page; beside it one Textual process per person.

500 people in 50 rooms say 250 lines a second, then vote in one room; everything runs on this
machine: the hub, those in its rooms, and whatever else it does, so the load average is told.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from rooms_group import LINES
from rooms_hub import MB, Weighed, hub, lines_kept, load, page
from rooms_peer import textual_serve

PEOPLE, ROOMS, RATE, SECONDS, VOTES = 500, 50, 5.0, 30, 15
PEER, PEER_RATE, PEER_SECONDS = 20, 0.5, 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="A tenth of everything: does it run?")
    parser.add_argument("--only", choices=("rooms", "vote", "peer"), help="One part of it.")
    asked = parser.parse_args()
    share = 10 if asked.short else 1
    people, rooms = PEOPLE // share, ROOMS // share
    print(f"load average {os.getloadavg()[0]:.1f} before, {os.cpu_count()} cores")
    if asked.only in (None, "rooms"):
        many(people, rooms, max(3, SECONDS // share))
    if asked.only in (None, "vote"):
        vote(people, max(3, VOTES // share))
    if asked.only in (None, "peer"):
        peer(max(2, PEER // share), max(4, PEER_SECONDS // share))
    print(f"load average {os.getloadavg()[0]:.1f} after; Python {sys.version.split()[0]}")


def many(people: int, rooms: int, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with hub(data, rooms) as (number, told):
            plain, packed = (sum(page(told, packed=one).values()) for one in (False, True))
            size = people // rooms
            found, weighed = load(number, told, kind="many", size=size, rate=RATE, seconds=seconds)
        kept = lines_kept(data)
    sent, acked = found["sent"], len(found["acks"]) + found["warm"]
    print(f"\n{people} people in {rooms} rooms, {sent / seconds:.0f} lines a second, {seconds} s")
    row("line sent to shown by all in the room", _ms(found["times"]), "p99 <= 50 ms")
    row("line sent to acknowledged", _ms(found["acks"]))
    _weight(weighed)
    row("hub, processor time a line", f"{weighed.cpu / sent * 1e3:.2f} ms")
    shares = " + ".join(f"{cpu / seconds:.0%}" for cpu in weighed.cpus)
    row("hub, of one core: itself + who reads", shares)
    row("clients, of one core", f"{found['client_cpu'] / seconds:.0%}")
    row(
        "lines acknowledged, and in the database",
        f"{acked} = {kept}" if acked == kept else f"{acked} != {kept}",
        "equal",
    )
    row(
        "not shown, refused, left out",
        f"{found['unanswered']}, {found['refused']}, {found['skipped']}",
    )
    row("conversations begun again", str(found["begun_again"]))
    row("a phone's pages, all files", f"{plain / 1024:.1f} KB", "< 50 KB")
    row("  as they are sent", f"{packed / 1024:.1f} KB")


def vote(people: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder, hub(Path(folder), 1) as (number, told):
        found, weighed = load(number, told, kind="one", size=people, seconds=rounds)
    print(f"\none room of {people}, a vote every second, {rounds} votes")
    row("vote sent to acknowledged", _ms(found["acks"]))
    row("revealed, until all have it", _ms(found["revealed"]))
    row("played, until all have the reply", _ms(found["played"]))
    _weight(weighed)
    row("hub, processor time a vote", f"{weighed.cpu / found['sent'] * 1e3:.2f} ms")
    row("votes acknowledged of", f"{len(found['acks'])} of {found['sent']}", "all")
    row("not shown, refused", f"{found['missing']}, {found['refused']}")


def peer(people: int, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder, hub(Path(folder), 1) as (number, told):
        ours, ours_weighed = load(
            number, told, kind="alone", size=people, rate=PEER_RATE, seconds=seconds
        )
    theirs, weighed = textual_serve(people, PEER_RATE, seconds, LINES)
    print(f"\n{people} people on their own, {PEER_RATE} lines a second each, {seconds} s")
    print(f"{'':42}{'hub':>26}{'textual-serve':>26}")
    for name, mine, other in (
        ("Enter to reply", _ms(ours["times"]), _ms(theirs["times"])),
        ("lines answered of those sent", _of(ours), _of(theirs)),
        ("resident at most, all processes", _mb(ours_weighed.most), _mb(weighed.most)),
        ("  a person", _mb(ours_weighed.most / people), _mb(weighed.most / people)),
        (
            "  shared pages once, a person",
            _mb(ours_weighed.fair / people),
            _mb(weighed.fair / people),
        ),
        ("processor time a line", _each(ours_weighed, ours), _each(weighed, theirs)),
    ):
        print(f"{name:42}{mine:>26}{other:>26}")


def _weight(weighed: Weighed) -> None:
    """Show what the hub weighs: the process people are connected to, and the one that reads."""
    row("hub, resident at most", f"{weighed.own / MB:.0f} MB", "< 100 MB")
    row("  with the process that reads lines", f"{weighed.most / MB:.0f} MB")
    row("  shared pages once", f"{weighed.fair / MB:.0f} MB")


def row(name: str, figure: str, aim: str = "") -> None:
    print(f"{name:42}{figure:>26}{aim:>16}")


def _ms(times: list[float]) -> str:
    if len(times) < 2:
        return "nothing came"
    p99 = statistics.quantiles(times, n=100, method="inclusive")[98]
    return f"p50 {statistics.median(times) * 1e3:.1f} p99 {p99 * 1e3:.1f} ms"


def _mb(weight: float) -> str:
    return f"{weight / MB:.1f} MB"


def _of(found: dict[str, Any]) -> str:
    return f"{len(found['times'])} of {found['sent']}"


def _each(weighed: Any, found: dict[str, Any]) -> str:
    return f"{weighed.cpu / found['sent'] * 1e3:.1f} ms"


if __name__ == "__main__":
    main()
