"""What of a turn is kept, and where a conversation told again first differs from what was kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from engine.turn import Turn


@dataclass(frozen=True, slots=True)
class Kept:
    """What the trainee got of a turn: the reply, directions as *( )*; the stance, the ending.

    ending is its name, None where the conversation went on.
    """

    reply: str
    stance: str
    ending: str | None

    @classmethod
    def of(cls, turn: Turn) -> Kept:
        """Return what is kept of a turn."""
        return cls(turn.reply.whole, turn.stance, turn.ending.name if turn.ending else None)

    @classmethod
    def from_dict(cls, data: Any) -> Kept | None:
        """Return what was kept as plain JSON values, None where that is something else."""
        if not isinstance(data, dict):
            return None
        reply, stance, ending = data.get("reply"), data.get("stance"), data.get("ending")
        if isinstance(reply, str) and isinstance(stance, str) and isinstance(ending, str | None):
            return cls(reply, stance, ending)
        return None


@dataclass(frozen=True, slots=True)
class Difference:
    """The first turn (0: the opening) that is not as it was kept."""

    turn: int
    then: Kept
    now: Kept


def first_difference(kept: Sequence[Kept | None], turns: Sequence[Turn]) -> Difference | None:
    """Return where turns, the opening first, first differ from what was kept of them.

    Where nothing was kept of a turn (None, or too few), nothing can differ.
    """
    for then, turn in zip(kept, turns, strict=False):
        now = Kept.of(turn)
        if then is not None and then != now:
            return Difference(turn.number, then, now)
    return None


def all_kept(kept: Sequence[Kept | None], turns: Sequence[Turn]) -> bool:
    """Return whether something was kept of every turn."""
    pairs = zip_longest(turns, kept[: len(turns)])
    return all(then is not None for _, then in pairs)
