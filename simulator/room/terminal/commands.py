"""What is typed at a seat line by line: a line to be said, or a command that begins with `/`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.room.client.ticking import Ticking, minutes
from simulator.room.terminal.doing import doing, message, voting
from simulator.room.terminal.script import brief_sections

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.room.terminal.doing import Parts

HELP = (
    "What you type is said, proposed or whispered, whichever it is the time for. "
    "/vote 2 votes, /lines lists what is proposed, /withdraw 2 takes yours back, /hand and /call "
    "ask for the facilitator, /down takes the hand down, /brief, /time, /note … marks the last "
    "turn, /rotate passes the parts on, /debrief "
    "shows what it taught, /leave gives the seat up. // begins a line that begins with /."
)


class Found(NamedTuple):
    """What to send, "" for nothing, and what to print."""

    kind: str = ""
    fields: dict[str, Any] = {}  # noqa: RUF012 - never changed
    told: tuple[str, ...] = ()


def asked_for(line: str, parts: Parts) -> Found:
    """Return what a typed line asks for."""
    if line.startswith("/") and not line.startswith("//"):
        name, _, rest = line[1:].partition(" ")
        command = COMMANDS.get(name.casefold())
        return command(rest.strip(), parts) if command else Found(told=(f"No /{name}. {HELP}",))
    text = line.removeprefix("/") if line.startswith("//") else line
    now = doing(parts)
    if not now.kind:
        return Found(told=(f"{now.told} Your line was not sent.",))
    if now.kind != "say" and not text.strip():
        return Found()
    return Found(now.kind, message(now.kind, text, parts))


def proposals_told(parts: Parts) -> tuple[str, ...]:
    """Return the lines proposed, numbered, with votes where they are shown."""
    told = []
    own = parts.get("me", {}).get("vote", "")
    for at, each in enumerate(_proposals(parts), 1):
        votes = f" ({each['votes']})" if "votes" in each else ""
        mine = " (your vote)" if each["proposal"] == own else ""
        told.append(f"{at}. {each['text']}{votes}{mine}")
    return tuple(told) or ("Nothing is proposed.",)


def _vote(rest: str, parts: Parts) -> Found:
    if not voting(parts):
        return Found(told=("The vote is not open.",))
    if not rest:
        return Found("vote", {"proposal": None})
    proposal = _numbered(rest, parts)
    if proposal is None:
        return Found(told=("Which one? /vote and its number:", *proposals_told(parts)))
    return Found("vote", {"proposal": proposal})


def _withdraw(rest: str, parts: Parts) -> Found:
    proposal = _numbered(rest, parts)
    if proposal is None:
        return Found(told=("Which one? /withdraw and its number:", *proposals_told(parts)))
    return Found("withdraw", {"proposal": proposal})


def _proposals(parts: Parts) -> list[dict[str, Any]]:
    return list(parts.get("proposals", {}).get("proposals", ()))


def _numbered(rest: str, parts: Parts) -> str | None:
    listed = _proposals(parts)
    at = int(rest) if rest.isascii() and rest.isdigit() else 0
    return str(listed[at - 1]["proposal"]) if 1 <= at <= len(listed) else None


def _brief(_rest: str, parts: Parts) -> Found:
    told = [line for title, texts in brief_sections(parts) for line in (f"{title}:", *texts)]
    return Found(told=tuple(told) or ("There is no brief yet.",))


def _time(_rest: str, parts: Parts) -> Found:
    ticking, now = Ticking(), time.monotonic()
    if "clock" in parts:
        ticking.hear(parts["clock"], now)
    left = ticking.left(now)
    return Found(told=("No clock runs." if left is None else f"{minutes(left)} left.",))


def _note(rest: str, parts: Parts) -> Found:
    turns = parts.get("turns", {}).get("turns", ())
    if not turns:
        return Found(told=("There is nothing to mark yet.",))
    fields = {"conversation": parts["turns"]["conversation"], "turn": turns[-1]["n"]}
    return Found("bookmark", {**fields, "note": rest}, ("Marked.",))


def _in_conversation(kind: str) -> Callable[[str, Parts], Found]:
    def command(_rest: str, parts: Parts) -> Found:
        talk = parts.get("me", {}).get("conversation", "")
        if not talk:
            return Found(told=("You are in no conversation.",))
        return Found(kind, {"conversation": talk})

    return command


def _hand(up: str) -> Callable[[str, Parts], Found]:
    return lambda _rest, _parts: Found("hand", {"up": up})


COMMANDS: dict[str, Callable[[str, Parts], Found]] = {
    "vote": _vote,
    "withdraw": _withdraw,
    "lines": lambda _rest, parts: Found(told=proposals_told(parts)),
    "hand": _hand("hand"),
    "call": _hand("help"),
    "down": _hand(""),
    "brief": _brief,
    "time": _time,
    "note": _note,
    "rotate": _in_conversation("rotate"),
    "debrief": _in_conversation("debrief"),
    "leave": lambda _rest, _parts: Found("leave"),
    "help": lambda _rest, _parts: Found(told=(HELP,)),
}
