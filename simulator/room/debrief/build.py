"""A group's debrief from the conversations of a room."""

from __future__ import annotations

from collections.abc import Sequence

from engine import clean
from simulator.debrief.harm import shortened
from simulator.room.debrief.answering import compared
from simulator.room.debrief.comparing import items, steps_reached
from simulator.room.debrief.courses import overlays
from simulator.room.debrief.gathered import Gathered, Held, without_names
from simulator.room.debrief.group import GroupDebrief
from simulator.room.debrief.guiding import guide
from simulator.room.debrief.measures import LEAST_TO_COMPARE
from simulator.room.debrief.model import Acted, Counted, EndingCount, Mark, Talk
from simulator.room.debrief.naming import (
    LONGEST,
    OUTCOMES,
    counted,
    ended,
    label,
    lines_of,
    reply_of,
)
from simulator.room.debrief.parting import own_turns, partings
from simulator.room.debrief.turning import turning_lines


def build_group(gathered: Gathered) -> GroupDebrief:
    """Return what the conversations of a room showed; of one, and of none, too."""
    gathered = without_names(gathered)
    everything = gathered.conversations
    main = [held for held in everything if held.main]
    talks = tuple(_talk(held) for held in main)
    return GroupDebrief(
        title=clean(gathered.title),
        anonymous=gathered.anonymous,
        few=_few(len(main)),
        lines=sum(talk.lines for talk in talks),
        talks=talks,
        endings=_endings(talks),
        timelines=overlays(everything),
        turning=turning_lines(everything),
        branches=partings(everything),
        steps=steps_reached(main),
        moves=_together(talks),
        items=items(main),
        acts=_acts(everything),
        answers=compared(gathered),
        bookmarks=_marks(gathered),
        guide=guide(gathered.steps, gathered.minutes),
    )


def _few(conversations: int) -> str:
    if conversations >= LEAST_TO_COMPARE:
        return ""
    if conversations == 1:  # there is nothing to compare it with, and nobody expects it
        return ""
    return "Too few conversations to compare." if conversations else "Nobody has talked yet."


def _talk(held: Held) -> Talk:
    outcome, ending = ended(held)
    return Talk(
        held.conversation,
        label(held.conversation),
        clean(held.title),
        tuple(clean(called) for called, _ in held.seats if called),
        lines_of(held),
        outcome,
        ending,
        counted(move for turn in held.turns for move in dict.fromkeys(turn["moves"])),
        sum(bool(turn["acts"]) for turn in held.turns),
    )


def _together(talks: Sequence[Talk]) -> Counted:
    return counted(move for talk in talks for move, times in talk.moves for _ in range(times))


def _endings(talks: Sequence[Talk]) -> tuple[EndingCount, ...]:
    """Return the endings, the best outcome first, of one outcome the most frequent."""
    found: dict[tuple[str, str], list[str]] = {}
    for talk in talks:
        found.setdefault((talk.outcome, talk.ending), []).append(talk.conversation)
    counts = [
        EndingCount(outcome, title, len(names), tuple(names))
        for (outcome, title), names in found.items()
    ]
    order = list(OUTCOMES)
    return tuple(sorted(counts, key=lambda one: (order.index(one.outcome), -one.count)))


def _acts(everything: Sequence[Held]) -> tuple[Acted, ...]:
    return tuple(
        Acted(
            held.conversation,
            held.branch,
            label(held.conversation),
            turn["n"],
            tuple(dict.fromkeys(turn["acts"])),
            shortened(reply_of(turn), LONGEST),
        )
        for held, first, _ in own_turns(everything)
        for turn in held.turns[first:]
        if turn["acts"]
    )


def _marks(gathered: Gathered) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            mark["conversation"],
            mark["branch"],
            label(mark["conversation"]),
            mark["turn"],
            shortened(clean(mark["quote"]), LONGEST),
            clean(mark["note"]),
            clean(mark["by"]),
        )
        for mark in gathered.bookmarks
    )
