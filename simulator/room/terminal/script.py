"""What a seat reads: briefs before the conversation, then the conversation itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.console.wording import ACTS, shown
from simulator.tui.script import SILENCE, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.room.terminal.doing import Parts

BRIEFS = {
    "general": "For everybody",
    "part": "Your part",
    "confidential": "For you alone",
}
SECTIONS = {
    "situation": "The situation",
    "role": "Who you are",
    "know": "What you know",
    "want": "What you want",
}


def brief_sections(parts: Parts) -> list[tuple[str, list[str]]]:
    """Return headings with paragraphs: the seat's own briefs, then that of its conversation."""
    own = parts.get("me", {}).get("brief", {})
    told = [(title, _paragraphs(own[name])) for name, title in BRIEFS.items() if own.get(name)]
    given = parts.get("conversation", {}).get("brief", {})
    for name, title in SECTIONS.items():
        if given.get(name):
            told.append((title, [shown(each) for each in given[name]]))
    return told


def _paragraphs(text: str) -> list[str]:
    return [shown(each) for each in text.split("\n\n") if each.strip()]


def brief_pieces(parts: Parts) -> list[Piece]:
    """Return the briefs as pieces, where there is no conversation to be shown yet."""
    told: list[Piece] = []
    for title, paragraphs in brief_sections(parts):
        told.append(Piece("note", title))
        told += [Piece("them", text) for text in paragraphs]
    return told


def turn_pieces(persona: str, turn: dict[str, Any], own: str) -> Iterator[Piece]:
    """Yield what a turn adds to the transcript; own: what the seat itself is called."""
    if turn["line"] is not None:
        by = shown(turn["by"])
        name = "You" if by and by == shown(own) else by or "A participant"
        line = shown(turn["line"])
        yield Piece("you", line, name) if line else Piece("silence", silence(name), name)
    speaker = shown(persona)
    if turn["waiting"]:
        yield Piece("direction", "(…)", speaker)
    for at, (kind, text) in enumerate(turn["parts"]):
        name = "" if at else speaker
        direction = kind == "direction"
        said = f"({shown(text)})" if direction else shown(text)
        yield Piece("direction" if direction else "them", said, name)
    for act in turn["acts"]:
        yield Piece("why", f"({ACTS.get(act, act)})")
    if turn["ending"]:
        yield Piece("note", f"The conversation is over: {shown(turn['ending']['title'])}.")
        yield from (Piece("them", text) for text in _paragraphs(turn["ending"]["epilogue"]))


def silence(name: str) -> str:
    """Return how a silence reads."""
    return SILENCE if name == "You" else "(says nothing)"


def talk_pieces(parts: Parts) -> list[Piece]:
    """Return all of the conversation that the seat is shown."""
    talk, turns = parts.get("conversation"), parts.get("turns")
    if not talk or not turns or turns["conversation"] != talk["conversation"]:
        return []
    if parts.get("room", {}).get("mode") == "brief":  # it has not begun
        return []
    own, told = parts["me"]["called"], list[Piece]()
    for turn in turns["turns"]:
        told += turn_pieces(talk["persona"], turn, own)
        told += _marks(parts["me"].get("bookmarks", ()), turns, turn["n"])
    return told


def _marks(bookmarks: Iterable[dict[str, Any]], turns: dict[str, Any], turn: int) -> list[Piece]:
    """Return what one marked at a turn oneself."""
    place = (turns["conversation"], turns["branch"], turn)
    return [
        Piece("why", f"(marked: {shown(one['note'])})" if one["note"] else "(marked)")
        for one in bookmarks
        if (one["conversation"], one["branch"], one["turn"]) == place
    ]


def script_of(parts: Parts) -> list[Piece]:
    """Return what the seat reads now: its conversation, else its briefs."""
    return talk_pieces(parts) or brief_pieces(parts)


def choices_of(parts: Parts) -> list[tuple[int, str, str]]:
    """Return what of the conversation can be marked, in order: turn, who said it, the words."""
    talk, turns = parts.get("conversation", {}), parts.get("turns", {}).get("turns", ())
    own, found = parts.get("me", {}).get("called", ""), []
    for turn in turns:
        if turn["line"]:
            by = "You" if turn["by"] == own else shown(turn["by"])
            found.append((turn["n"], by or "A participant", shown(turn["line"])))
        spoken = " ".join(shown(text) for kind, text in turn["parts"] if kind == "speech")
        if spoken:
            found.append((turn["n"], shown(talk.get("persona", "")), spoken))
    return found
