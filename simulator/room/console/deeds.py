"""Which flow does which action."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from simulator.room.console.flows import (
    bookmarks,
    exercise,
    fishbowl,
    groups,
    people,
    projector,
    rounds,
    script,
    talk,
)

if TYPE_CHECKING:
    from simulator.room.console.desk import Desk

FLOWS: dict[str, Callable[[Desk], Awaitable[None]]] = {
    "exercise.next": exercise.next_phase,
    "exercise.phase": exercise.any_phase,
    "exercise.pause": exercise.pause,
    "exercise.minute": exercise.minute_more,
    "exercise.clock": exercise.set_clock,
    "exercise.stop_clock": exercise.stop_clock,
    "exercise.message": exercise.message,
    "exercise.group": groups.group,
    "exercise.close": exercise.close,
    "exercise.code": exercise.new_code,
    "exercise.lock": exercise.lock,
    "exercise.anonymous": exercise.anonymous,
    "exercise.erase": exercise.erase_room,
    "fishbowl.open": fishbowl.open_fishbowl,
    "fishbowl.vote": fishbowl.vote,
    "fishbowl.live": fishbowl.vote_live,
    "fishbowl.close_vote": fishbowl.close_vote,
    "fishbowl.reveal": fishbowl.reveal,
    "fishbowl.play": fishbowl.play_winner,
    "fishbowl.other": fishbowl.play_other,
    "fishbowl.strike": fishbowl.strike,
    "fishbowl.baton": fishbowl.baton,
    "talk.look": talk.look_in,
    "talk.freeze": talk.freeze,
    "talk.chair": talk.chair,
    "talk.answer": talk.answer,
    "talk.script": script.script,
    "talk.nudge": talk.nudge,
    "talk.rewind": talk.rewind,
    "talk.branch": talk.branch,
    "talk.retry": talk.retry,
    "talk.switch": talk.switch,
    "talk.bookmark": bookmarks.bookmark,
    "talk.bookmarks": bookmarks.bookmarks,
    "talk.rotate": rounds.rotate,
    "people.list": people.list_people,
    "people.hand": people.hand_down,
    "people.place": people.place,
    "people.sit": people.sit,
    "people.remove": people.remove,
    "people.remove_since": people.remove_since,
    "people.erase": people.erase,
    "projector.show": projector.show,
    "projector.open": projector.open_page,
    "projector.debrief": projector.next_step,
    "projector.back": projector.step_before,
    "projector.qr": projector.qr,
}
