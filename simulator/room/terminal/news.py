"""What is new to a seat, as lines to be printed one after another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from simulator.room.terminal.commands import proposals_told
from simulator.room.terminal.doing import doing, phase_title
from simulator.room.terminal.script import brief_sections, turn_pieces
from simulator.room.terminal.table import part_told, speaker_away, table_told

if TYPE_CHECKING:
    from simulator.room.terminal.doing import Parts
    from simulator.tui.script import Piece


class News:
    """Remembers what was told already, so that nothing is told twice."""

    def __init__(self) -> None:
        self._phase = self._part = self._hint = self._brief = ""
        self._table = self._away = ""
        self._notices: list[dict[str, str]] = []
        self._whispers: list[str] = []
        self._turns: list[dict[str, Any]] = []
        self._talk = ("", "")
        self._vote = ""

    def of(self, parts: Parts, names: frozenset[str]) -> Iterator[str]:
        """Yield what these parts, which changed, have to tell."""
        if "room" in names:
            yield from self._of_phase(parts)
        if "notices" in names:
            yield from self._of_notices(parts)
        if names & {"me", "conversation"}:
            yield from self._of_me(parts)
        if names & {"turns", "conversation"}:
            yield from self._of_turns(parts)
        if "proposals" in names:
            yield from self._of_vote(parts)
        yield from self._of_hint(parts)

    def _of_phase(self, parts: Parts) -> Iterator[str]:
        title = phase_title(parts)
        if title and title != self._phase:
            self._phase = title
            yield f"* {title}"

    def _of_notices(self, parts: Parts) -> Iterator[str]:
        notices = parts.get("notices", {}).get("notices", [])
        for notice in notices:
            if notice not in self._notices:
                yield f"* The facilitator: {notice['text']}"
        self._notices = notices

    def _of_me(self, parts: Parts) -> Iterator[str]:
        me = parts.get("me")
        if not me:
            return
        for whisper in me["whispers"]:
            if whisper not in self._whispers:
                yield f"* Your coach whispers: {whisper}"
        self._whispers = me["whispers"]
        part = f"You are {me['called']}" + (f", {me['part']}" if me["part"] else "")
        if part != self._part:
            self._part = part
            yield " ".join(each for each in (f"* {part}.", part_told(parts)) if each)
        yield from self._of_table(parts)
        brief = "\n".join(f"{title}: {' '.join(texts)}" for title, texts in brief_sections(parts))
        known, self._brief = self._brief.splitlines(), brief
        yield from (line for line in brief.splitlines() if line not in known)

    def _of_table(self, parts: Parts) -> Iterator[str]:
        before, self._table = self._table, table_told(parts)
        if self._table != before and self._table:
            yield f"* At your table: {self._table}."
        missed, self._away = self._away, speaker_away(parts)
        if self._away != missed and self._away:
            yield f"* {self._away}"

    def _of_turns(self, parts: Parts) -> Iterator[str]:
        talk, turns = parts.get("conversation"), parts.get("turns")
        if not talk or not turns or turns["conversation"] != talk["conversation"]:
            return
        told: list[dict[str, Any]] = turns["turns"]
        same = 0
        if self._talk[0] == turns["conversation"]:
            pairs = zip(self._turns, told, strict=False)
            same = next((at for at, (a, b) in enumerate(pairs) if a != b), None) or min(
                len(self._turns), len(told)
            )
            if self._talk[1] != turns["branch"]:
                yield "* The conversation goes on from here:"
                same = max(0, same - 1)
        self._talk = (turns["conversation"], turns["branch"])
        self._turns = told
        own = parts["me"]["called"]
        for turn in told[same:]:
            yield from _spoken(list(turn_pieces(talk["persona"], turn, own)))

    def _of_vote(self, parts: Parts) -> Iterator[str]:
        told = parts.get("proposals")
        if not told:
            return
        state = "open" if told["open"] else "revealed" if told["revealed"] else ""
        if state != self._vote:
            self._vote = state
            if state:
                yield "* The vote is open: /vote and a number." if told["open"] else "* The vote:"
                yield from proposals_told(parts)

    def _of_hint(self, parts: Parts) -> Iterator[str]:
        hint = doing(parts).told
        if hint != self._hint:
            self._hint = hint
            yield f"* {hint}"


def _spoken(pieces: list[Piece]) -> Iterator[str]:
    """Yield pieces as `Name: text`, the texts of one speaker on one line."""
    line = ""
    for piece in pieces:
        if piece.name or piece.kind in ("note", "why"):
            if line:
                yield line
            line = f"{piece.name}: {piece.text}" if piece.name else f"* {piece.text}"
        else:
            line = f"{line} {piece.text}" if line else piece.text
    if line:
        yield line
