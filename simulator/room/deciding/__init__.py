"""What comes of a message in a room: events, or a refusal. Pure but for the counterparts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.deciding import breakouts, chair, fishbowl, flow, people, rounds, talking
from simulator.room.deciding.decision import Decision, World
from simulator.room.deciding.roles import refuse_unless_allowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.room.protocol.asked import Doing

__all__ = ["DECIDES", "Decision", "World", "decide"]

DECIDES: dict[str, Callable[[Decision, Any], None]] = {
    "say": talking.say,
    "branch": talking.branch,
    "switch": talking.switch,
    "freeze": talking.freeze,
    "rotate": rounds.rotate,
    "advise": talking.advise,
    "bookmark": talking.bookmark,
    "unbookmark": talking.unbookmark,
    "fishbowl": fishbowl.fishbowl,
    "baton": fishbowl.baton,
    "propose": fishbowl.propose,
    "withdraw": fishbowl.withdraw,
    "voting": fishbowl.voting,
    "vote": fishbowl.vote,
    "reveal": fishbowl.reveal,
    "play": fishbowl.play,
    "group": breakouts.group,
    "place": breakouts.place,
    "chair": chair.chair,
    "answer": chair.answer,
    "prompt": chair.prompt,
    "nudge": chair.nudge,
    "begin": flow.begin,
    "clock": flow.clock,
    "pause": flow.pause,
    "project": flow.project,
    "close": flow.close,
    "leave": people.leave,
    "remove": people.remove,
    "remove_since": people.remove_since,
    "sit": people.sit,
    "hand": people.hand,
    "answers": people.answers,
    "broadcast": people.broadcast,
    "anonymous": people.anonymous,
}
"""What decides on each type of message; `code` and `erase` need more than the room, and the hub
does them itself."""


def decide(decision: Decision, message: Doing) -> None:
    """Take a message in: its events are applied to the room, and in `decision.events`.

    Raises Refusal where the role of whoever asked, or the room as it is, does not let it happen.
    """
    refuse_unless_allowed(decision.seat.role, message.type)
    DECIDES[message.type](decision, message)
