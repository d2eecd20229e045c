"""What is proposed and how it is voted, as it may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.room.state import Room


def proposals(room: Room, counts: bool) -> dict[str, Any]:
    """Return `proposals`; counts: with the votes even while they are hidden."""
    vote = room.vote
    seen = vote.revealed or (vote.open and vote.live)
    standing = room.standing()
    return {
        "open": vote.open,
        "live": vote.live,
        "revealed": vote.revealed,
        "proposals": [
            {"proposal": one.id, "text": one.text}
            | ({"votes": standing[one.id]} if seen or counts else {})
            for one in room.proposals.values()
        ],
        "voted": len(vote.votes),
        "of": len(room.participants),
        "leading": room.leading if (seen or counts) and vote.votes else "",
    }
