"""Bookmarks: turns to come back to, the facilitator's own and everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.console.desk import Choice
from simulator.room.console.flows.talk import turn_choices, watched_whole
from simulator.room.console.wording import conversation_called, shown, told_of

if TYPE_CHECKING:
    from simulator.room.console.desk import Desk
    from simulator.room.console.view import Part


async def bookmark(desk: Desk) -> None:
    """Mark a turn, with a note."""
    watched = await watched_whole(desk)
    if not watched:
        return
    turns = watched["turns"]
    chosen = await desk.choose(
        "Which turn do you want to come back to?", turn_choices(turns), mark=str(turns[-1]["n"])
    )
    if chosen is None:
        return
    turn, talk = next(each for each in turns if each["n"] == int(chosen)), watched["conversation"]
    said = shown(turn["line"] or "") or "the opening"

    async def send(note: str) -> None:
        quote = turn["line"] or ""
        await desk.must("bookmark", conversation=talk, turn=turn["n"], note=note, quote=quote)
        desk.tell(f"Bookmarked in {told_of(desk.view, talk)}: {said}")

    await desk.write("A note on it", send, note=f"On: {said}", draft=f"bookmark {talk} {chosen}")


async def bookmarks(desk: Desk) -> None:
    """Read the bookmarks; one chosen can be looked up, or taken away."""
    choices = [_choice(each) for each in desk.view.bookmarks]
    if not choices:
        desk.tell(f"There are no bookmarks yet. {desk.view.key('talk.bookmark')} sets one.")
        return
    chosen = await desk.choose("The bookmarks", choices, search=True)
    found = next((e for e in desk.view.bookmarks if e["bookmark"] == chosen), None)
    if found is None:
        return
    what = await desk.choose(
        shown(found["quote"]) or "This bookmark",
        [Choice("look", "Look into the conversation"), Choice("away", "Take the bookmark away")],
    )
    if what == "look":
        await desk.look(found["conversation"])
    elif what == "away" and await desk.ask("unbookmark", bookmark=found["bookmark"]) is not None:
        desk.tell("The bookmark is gone.")


def _choice(mark: Part) -> Choice:
    said = shown(mark["note"]) or shown(mark["quote"]) or "the opening"
    whose = shown(mark["by"]) or "you"
    where = f"{conversation_called(mark['conversation'])}, turn {mark['turn']}"
    return Choice(mark["bookmark"], f"{whose}: {said}", where)
