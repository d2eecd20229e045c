"""What is typed at a seat line by line: a line to be said, or a command that begins with `/`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.room.client.ticking import Ticking
from simulator.room.console.wording import shown
from simulator.room.terminal.doing import doing, may_debrief, message, voting
from simulator.room.terminal.head import time_left
from simulator.room.terminal.script import brief_sections, choices_of
from simulator.room.terminal.table import may_pass_on, round_told, table_told

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.room.terminal.doing import Parts

HELP = (
    "What you type is said, proposed or whispered, whichever it is the time for; Enter alone sends "
    "nothing. /silence says nothing on purpose. /hand puts your hand up, /call asks the "
    "facilitator to come, /down takes it down. /brief, /table and /time tell what they are called. "
    "/note … marks the last answer, /rotate passes the parts on, /debrief shows what the "
    "conversation taught. /lines lists what is proposed, /vote 2 votes, /withdraw 2 takes yours "
    "back. /leave gives the seat up; Ctrl-C goes and keeps it. // begins a line that begins with /."
)

SILENT = "Nothing was sent. /silence says nothing on purpose."

SURE = "Everybody at the table gets the next part. /rotate yes passes the parts on."


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
    if not text.strip():
        return Found(told=(SILENT,) if now.kind == "say" else ())
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
    told = (time_left(ticking.left(now)) or "No clock runs", round_told(parts, ticking.passes(now)))
    return Found(told=tuple(f"{each}." for each in told if each))


def _table(_rest: str, parts: Parts) -> Found:
    return Found(told=(table_told(parts) or "You are at no table.",))


def _silence(_rest: str, parts: Parts) -> Found:
    now = doing(parts)
    if now.kind != "say":
        return Found(told=(f"{now.told} Only who speaks can say nothing.",))
    return Found("say", message("say", "", parts))


def _rotate(rest: str, parts: Parts) -> Found:
    if not may_pass_on(parts):
        return Found(told=("There are no parts to be passed on now.",))
    if rest.casefold() != "yes":
        return Found(told=(SURE,))
    return Found("rotate", {"conversation": parts["me"]["conversation"]})


def _note(rest: str, parts: Parts) -> Found:
    """Mark what the counterpart said last."""
    talk = parts.get("conversation", {})
    said = [each for each in choices_of(parts) if each[1] == shown(talk.get("persona", ""))]
    if not said:
        return Found(told=("There is nothing to mark yet.",))
    turn, by, words = said[-1]
    fields = {"conversation": talk["conversation"], "turn": turn, "note": rest, "quote": words}
    return Found("bookmark", fields, (f"Marked: {by}: {words}",))


def _debrief(_rest: str, parts: Parts) -> Found:
    if not may_debrief(parts):
        return Found(told=("There is a debrief once your conversation is over.",))
    return Found("debrief", {"conversation": parts["me"]["conversation"]})


def _hand(up: str, told: str) -> Callable[[str, Parts], Found]:
    return lambda _rest, _parts: Found("hand", {"up": up}, (told,))


COMMANDS: dict[str, Callable[[str, Parts], Found]] = {
    "vote": _vote,
    "withdraw": _withdraw,
    "lines": lambda _rest, parts: Found(told=proposals_told(parts)),
    "silence": _silence,
    "hand": _hand("hand", "Your hand is up."),
    "call": _hand("help", "You ask the facilitator to come."),
    "down": _hand("", "Your hand is down."),
    "table": _table,
    "brief": _brief,
    "time": _time,
    "note": _note,
    "rotate": _rotate,
    "debrief": _debrief,
    "leave": lambda _rest, _parts: Found("leave"),
    "help": lambda _rest, _parts: Found(told=(HELP,)),
}
