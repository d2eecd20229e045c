"""Groups: who talks with whom in breakouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.console.desk import Choice
from simulator.room.console.wording import count, person_name

if TYPE_CHECKING:
    from simulator.room.console.desk import Desk

SIZES = (
    Choice("1", "Everybody alone"),
    Choice("2", "Pairs", "speaker and coach"),
    Choice("3", "Trios", "speaker, coach and observer"),
)
ORDERS = (
    Choice("arrival", "By arrival", "who came one after the other sit together"),
    Choice("random", "At random"),
    Choice("hand", "By hand", "you put the groups together"),
)


async def group(desk: Desk) -> None:
    """Open breakouts for everybody who is in none."""
    if desk.view.mode == "breakout" and desk.view.cards:
        what = await desk.choose(
            "There are breakouts already",
            [
                Choice("more", "Open some for those who are in none"),
                Choice("again", "Close them and form new groups"),
            ],
        )
        if what is None:
            return
        again = what == "again"
        note = "What was said is kept for the debrief."
        if again and not await desk.confirm("Close all the conversations?", "New groups", note):
            return
    else:
        again = False
    size = await desk.choose("How many in a conversation?", SIZES)
    by = await desk.choose("Who with whom?", ORDERS) if size is not None else None
    if size is None or by is None:
        return
    groups = await _by_hand(desk, int(size), again) if by == "hand" else None
    if by == "hand" and not groups:
        return
    await desk.ask("group", by=by, size=int(size), groups=groups, again=again)


async def _by_hand(desk: Desk, size: int, again: bool) -> list[list[str]]:
    """Let groups be put together seat by seat, until whoever is left is to be left out."""
    free = [
        each
        for each in desk.view.people
        if each.get("role") == "participant" and (again or not each.get("conversation"))
    ]
    groups: list[list[str]] = []
    current: list[str] = []
    while free:
        names = ", ".join(person_name(desk.view.person(seat)) for seat in current)
        done = Choice("", "That is all", f"{count(len(groups) + bool(current), 'group')}")
        choices = [*(Choice(each["seat"], person_name(each)) for each in free), done]
        question = f"Group {len(groups) + 1}: {names or 'who is first?'}"
        chosen = await desk.choose(question, choices, search=True)
        if chosen is None:
            return []
        if not chosen:
            break
        current.append(chosen)
        free = [each for each in free if each["seat"] != chosen]
        if len(current) == size:
            groups.append(current)
            current = []
    return [*groups, current] if current else groups
