"""A conversation as a script: who says what, in order, ready to be shown or copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine import Turn

SILENCE = "(you say nothing)"
LONGEST = 4000
"""Characters of one line that the screen shows: some fifty rows. The journal keeps all of it."""

Kind = Literal["you", "them", "direction", "silence", "note", "why"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something in the transcript. name is the speaker's, where a speech begins; else ""."""

    kind: Kind
    text: str
    name: str = ""


def shown(text: str) -> str:
    """Return a text that a terminal can be given: no escapes, controls or bidi marks."""
    from engine import clean  # loaded by now: there is a conversation

    return clean(text)


def paragraphs(text: str) -> list[str]:
    """Return a text of a persona file as its paragraphs, each safe to show."""
    return [shown(each) for each in text.split("\n\n") if each.strip()]


def pieces(name: str, turn: Turn) -> list[Piece]:
    """Return what a turn adds to the transcript; name is the counterpart's."""
    return ([] if turn.line is None else [said(turn.line)]) + answered(name, turn)


def said(line: str) -> Piece:
    """Return a line of the trainee's; the empty one is silence."""
    text = shown(line)
    return Piece("you", _shortened(text), "You") if text else Piece("silence", SILENCE, "You")


def answered(name: str, turn: Turn) -> list[Piece]:
    """Return the parts of the reply, the first with the counterpart's name."""
    speaker = shown(name)
    result: list[Piece] = []
    for part in turn.reply.parts:
        text = shown(part.text)
        if part.kind == "direction":
            result.append(Piece("direction", f"({text})", "" if result else speaker))
        else:
            result.append(Piece("them", text, "" if result else speaker))
    return result


def as_text(name: str, turns: Iterable[Turn]) -> str:
    """Return the conversation as plain text, a paragraph for each utterance."""
    return "\n\n".join(
        block for turn in turns for block in (_line(turn), reply_text(name, turn)) if block
    )


def reply_text(name: str, turn: Turn) -> str:
    """Return a reply as `Dana: (looks away) Not now.`; "" for an empty one."""
    parts = [piece.text for piece in answered(name, turn)]
    return f"{shown(name)}: {' '.join(parts)}" if parts else ""


def _line(turn: Turn) -> str:
    if turn.line is None:
        return ""
    return f"You: {shown(turn.line) or SILENCE}"


def _shortened(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}… ({len(text) - LONGEST:,} more characters, kept in the journal)"
