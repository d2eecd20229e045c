"""What somebody at a seat should not miss: messages, whispers, another part, who is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from simulator.room.console.wording import shown
from simulator.room.terminal.table import part_told, speaker_away

if TYPE_CHECKING:
    from simulator.room.terminal.doing import Parts

Note = tuple[str, str, str]
"""What tells it from others, from whom it is, its words."""


class Notices(Static):
    """Shows the last of each kind above the conversation, until it is put away or not told."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, markup=False)
        self._notes: list[Note] = []
        self._away: set[tuple[str, str]] = set()
        self._part: tuple[str, str, str] | None = None
        self._news = ""

    @property
    def any_to_put_away(self) -> bool:
        """Whether something is shown that need not be."""
        return bool(self._notes)

    def show(self, parts: Parts) -> None:
        """Show what these parts tell."""
        self._mind_the_part(parts)
        told = [*self._of_part(), *_of_facilitator(parts), *_of_coach(parts)]
        self._notes = [note for note in told if (note[0], note[2]) not in self._away]
        lines = [Content.assemble((f"{who}  ", "$quiet"), text) for _, who, text in self._notes]
        if lines:
            lines[-1] = Content.assemble(lines[-1], ("  Esc puts it away", "$quiet"))
        if away := speaker_away(parts):
            lines.insert(0, Content.styled(away, "bold $you"))
        self.update(Content("\n").join(lines))
        self.display = bool(lines)

    def put_away(self, parts: Parts) -> None:
        """Show no more what is shown now."""
        self._away |= {(name, text) for name, _, text in self._notes}
        self.part_is_known(parts)

    def part_is_known(self, parts: Parts) -> None:
        """Show one's new part no longer: who speaks knows it."""
        self._news = ""
        self.show(parts)

    def _mind_the_part(self, parts: Parts) -> None:
        """Notice another part; nobody is told the part they came with, which is at the top."""
        told, me = part_told(parts), parts.get("me", {})
        if not told:  # between two phases: what was said of the part holds no longer
            self._news = ""
            return
        now = (me["conversation"], me["part"], told)
        if self._part is not None and now != self._part:
            self._news = told
        self._part = now

    def _of_part(self) -> list[Note]:
        return [("part", "Another part", self._news)] if self._news else []


def _of_facilitator(parts: Parts) -> list[Note]:
    notices = parts.get("notices", {}).get("notices", ())
    return [(str(one["at"]), "The facilitator", shown(one["text"])) for one in notices[-1:]]


def _of_coach(parts: Parts) -> list[Note]:
    whispers = parts.get("me", {}).get("whispers", ())
    # The same words again are another whisper.
    return [(f"whisper {len(whispers)}", "Your coach", shown(text)) for text in whispers[-1:]]
