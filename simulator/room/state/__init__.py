"""A room as its events make it: records, and the folding of one event after another."""

from simulator.room.state.records import (
    Bookmark,
    Branch,
    Cast,
    Clock,
    Conversation,
    Heard,
    Notice,
    Proposal,
    Seat,
    Vote,
)
from simulator.room.state.room import Room

__all__ = [
    "Bookmark",
    "Branch",
    "Cast",
    "Clock",
    "Conversation",
    "Heard",
    "Notice",
    "Proposal",
    "Room",
    "Seat",
    "Vote",
]
