"""What a room gives to its debriefs: all its conversations, and what was answered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from simulator.room.debrief import Gathered, Held
from simulator.room.debrief.rounds import Round, counted, rounds
from simulator.room.state.records import FACILITATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from simulator.room.state import Branch, Conversation, Room

Values = dict[str, tuple[Any, ...]]


def gathered(room: Room, names: Mapping[str, str]) -> Gathered:
    """Return what the debrief of the group is made from. names: by seat, as people gave them."""
    called = _called(room, names)
    now = room.exercise.phases[room.phase]
    looking_back = [now] if now.steps else [one for one in room.exercise.phases if one.steps]
    steps = tuple(dict.fromkeys(step for phase in looking_back for step in phase.steps))
    questions = {
        one.name: one for one in (*room.exercise.questions.before, *room.exercise.questions.after)
    }
    told: dict[str, Any] = {"steps": steps} if steps else {}
    return Gathered(
        title=room.exercise.title,
        anonymous=room.anonymous,
        conversations=tuple(
            held for one in room.conversations.values() for held in _rounds(one, called)
        ),
        answers_before=_answers(room, "before"),
        answers_after=_answers(room, "after"),
        questions=tuple(
            {
                "question": one.name,
                "text": one.text,
                "kind": one.kind,
                "options": list(one.options),
                "most": one.most,
                "low": one.low,
                "high": one.high,
            }
            for one in questions.values()
        ),
        bookmarks=tuple(
            {
                "bookmark": mark.id,
                "conversation": mark.conversation,
                "branch": mark.branch,
                "turn": mark.turn,
                "quote": mark.quote,
                "note": mark.note,
                "by": called.get(mark.by, ""),
                "facilitator": mark.by == FACILITATOR,
            }
            for mark in room.bookmarks.values()
        ),
        ask={step: asked for phase in looking_back for step, asked in phase.ask},
        minutes=sum(phase.minutes for phase in looking_back),
        room=room.id,
        language=room.exercise.language,
        **told,
    )


def _rounds(one: Conversation, called: Mapping[str, str]) -> Iterator[Held]:
    """Yield the branches of a conversation in the order they were begun."""
    found = rounds(one)
    ways = {
        branch.id: (each, place, branch is counted(one, each))
        for each in found
        for place, branch in enumerate(each.ways_used, 1)
    }
    for branch in one.branches.values():
        if branch.id in ways:  # not where nothing was said
            each, place, main = ways[branch.id]
            yield _held(one, branch, called, each, len(found), place, main)


def _held(
    one: Conversation,
    branch: Branch,
    called: Mapping[str, str],
    each: Round,
    of: int,
    way: int,
    main: bool,
) -> Held:
    return Held(
        conversation=one.id,
        branch=branch.id,
        main=main,
        title=one.cast.name,
        stem=one.cast.stem,
        labels=one.cast.labels,
        higher_is=one.cast.higher_is,
        method_steps=one.cast.steps,
        needs=one.cast.needs,
        issues=one.cast.issues,
        seats=tuple((called.get(seat, ""), part) for seat, part in _parts(one, branch, of)),
        turns=tuple(
            turn.digest | {"n": n, "line": turn.line, "by": called.get(turn.by, ""), "at": turn.at}
            for n, turn in enumerate(branch.turns)
            if not turn.waiting  # what would have been answered was not said
        ),
        round=each.number,
        rounds=of,
        way=way,
    )


def _parts(one: Conversation, branch: Branch, of: int) -> Iterable[tuple[str, str]]:
    """Return who was in a round, with their parts where those are known."""
    if of == 1:
        return (one.seats or dict.fromkeys(one.been, "")).items()
    spoke = {turn.by for turn in branch.turns if turn.line is not None}
    parts = {seat: "speaker" if seat in spoke else "" for seat in one.been}
    return sorted(parts.items(), key=lambda seat: not seat[1])  # parts have gone round since


def _called(room: Room, names: Mapping[str, str]) -> dict[str, str]:
    if room.anonymous:
        return {seat.id: seat.called for seat in room.seats.values()}
    return {seat.id: names.get(seat.id) or seat.called for seat in room.seats.values()}


def _answers(room: Room, when: str) -> Values:
    found = defaultdict(list)
    for seat in room.seats.values():
        for question, value in seat.answers.get(when, {}).items():
            found[question].append(value)
    return {question: tuple(values) for question, values in found.items()}
