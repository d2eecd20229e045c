"""A group's debrief from the conversations of a room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

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
    conversation_label,
    counted,
    ended,
    full_label,
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
    main = [held for held in everything if held.main]  # each round counts for itself
    talks = tuple(_talk(held) for held in main)
    built = GroupDebrief(
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
        guide=(),
    )
    return replace(built, guide=guide(built, gathered.steps, gathered.minutes, gathered.ask))


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
        held.round,
        label(held),
        clean(held.title),
        tuple(clean(called) for called, _ in held.seats if called),
        lines_of(held),
        outcome,
        ending,
        counted(move for turn in held.turns for move in dict.fromkeys(turn["moves"])),
        sum(bool(turn["acts"]) for turn in held.turns),
    )


def _together(talks: Sequence[Talk]) -> Counted:
    times: Counter[str] = Counter()
    for talk in talks:
        times.update(dict(talk.moves))
    return tuple(sorted(times.items(), key=lambda item: (-item[1], item[0])))


def _endings(talks: Sequence[Talk]) -> tuple[EndingCount, ...]:
    """Return the endings, the best outcome first, of one outcome the most frequent."""
    found: dict[tuple[str, str], list[Talk]] = {}
    for talk in talks:
        found.setdefault((talk.outcome, talk.ending), []).append(talk)
    counts = [
        EndingCount(
            outcome,
            title,
            len(those),
            tuple(dict.fromkeys(talk.conversation for talk in those)),
            tuple(talk.label for talk in those),
        )
        for (outcome, title), those in found.items()
    ]
    order = list(OUTCOMES)
    return tuple(sorted(counts, key=lambda one: (order.index(one.outcome), -one.count)))


def _acts(everything: Sequence[Held]) -> tuple[Acted, ...]:
    return tuple(
        Acted(
            held.conversation,
            held.branch,
            full_label(held),
            turn["n"],
            tuple(dict.fromkeys(turn["acts"])),
            shortened(reply_of(turn), LONGEST),
        )
        for held, first, _ in own_turns(everything)
        for turn in held.turns[first:]
        if turn["acts"]
    )


def _marks(gathered: Gathered) -> tuple[Mark, ...]:
    """Return the bookmarks, the facilitator's first."""
    where = {(held.conversation, held.branch): held for held in gathered.conversations}
    marks = [
        Mark(
            mark["conversation"],
            mark["branch"],
            full_label(held)
            if (held := where.get((mark["conversation"], mark["branch"])))
            else conversation_label(mark["conversation"]),
            mark["turn"],
            shortened(clean(mark["quote"]), LONGEST),
            clean(mark["note"]),
            clean(mark["by"]),
            mark.get("facilitator", False),
        )
        for mark in gathered.bookmarks
    ]
    return tuple(sorted(marks, key=lambda mark: not mark.facilitator))
