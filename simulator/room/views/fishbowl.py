"""What is proposed and how it is voted, as it may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.room.state import Room


def _ahead(standing: dict[str, int]) -> str:
    """Return the proposal with more votes than any other, "" where none or several have most."""
    most = max(standing.values(), default=0)
    ahead = [one for one, votes in standing.items() if votes == most]
    return ahead[0] if most and len(ahead) == 1 else ""


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
        "leading": _ahead(standing) if seen or counts else "",
    }
