"""The exercise's course: phases, the clock, pausing, what is projected, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.deciding.breakouts import begin_groups
from simulator.room.deciding.fishbowl import open_fishbowl
from simulator.room.deciding.rounds import passing, rounds_of, seconds_left
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.room.deciding.decision import Decision
    from simulator.room.exercise.exercise import DebriefStep, Phase
    from simulator.room.protocol import asked

LONGEST_CLOCK = 86_400
"""Seconds."""

MODES = {
    "brief": "brief",
    "fishbowl": "fishbowl",
    "breakout": "breakout",
    "debrief": "debrief",
    "after": "debrief",
    "close": "debrief",
}
"""What the room is in during a phase of a kind; in any other it is a lobby."""


def begin(decision: Decision, message: asked.Begin) -> None:
    """Go to a phase: its clock starts, and what it needs is opened."""
    room, world = decision.room, decision.world
    decision.refuse_when_over()
    phases = room.exercise.phases
    if message.phase >= len(phases):
        raise Refusal("unknown", f"The exercise has {len(phases)} phases.")
    phase = phases[message.phase]
    seconds = phase.minutes * 60
    held = room.paused
    rounds = rounds_of(room.exercise, phase)
    decision.happen(
        "phased",
        phase=message.phase,
        mode=MODES.get(phase.kind, "lobby"),
        ends=world.later(seconds) if seconds and not held else None,
        left=seconds if seconds and held else None,
        rounds=rounds,
        **passing(decision, 1, rounds, seconds or None),
    )
    if phase.kind == "fishbowl" and not room.fishbowl:
        open_fishbowl(decision, None, None)
    if phase.kind == "breakout" or _before_groups(phases[message.phase :]):
        begin_groups(decision)
    _project(decision, phase.kind)


def _before_groups(phases: Sequence[Phase]) -> bool:
    """Whether the first of these phases is for reading what breakouts then are about."""
    kinds = [phase.kind for phase in phases]
    first = next((kind for kind in kinds if kind in ("fishbowl", "breakout")), "")
    return kinds[0] == "brief" and first == "breakout"


def _project(decision: Decision, kind: str) -> None:
    """Let the projector follow the exercise; the facilitator may choose otherwise after."""
    show = {"lobby": "join", "questions": "clock", "brief": "clock", "breakout": "clock"}
    room = decision.room
    steps = room.exercise.phases[room.phase].steps
    if kind == "close":
        steps = _last_step(
            [one for each in room.exercise.phases[: room.phase] for one in each.steps]
        )
        show[kind] = "debrief" if steps else "clock"
    wanted = show.get(kind, kind if kind in ("fishbowl", "debrief") else "clock")
    if room.screen["show"] != wanted or (steps and room.screen["step"] not in steps):
        decision.happen(
            "projected",
            show=wanted,
            conversation=None,
            step=steps[0] if steps else None,
            gauges=bool(room.screen.get("gauges")),
        )


def _last_step(steps: Sequence[DebriefStep]) -> tuple[DebriefStep, ...]:
    """Return the step to end with, if any: the summary has before and after, side by side."""
    return ("summary",) if "summary" in steps else tuple(steps[-1:])


def clock(decision: Decision, message: asked.Clock) -> None:
    """Set the clock, add to it (or take from it) while it runs, or stop it."""
    room, world = decision.room, decision.world
    if message.act == "stop":
        decision.happen("clocked", ends=None, left=None)
        return
    left = seconds_left(decision) or 0.0
    seconds = message.seconds + (left if message.act == "add" else 0)
    seconds = min(max(seconds, 0), LONGEST_CLOCK)
    decision.happen(
        "clocked",
        ends=None if room.paused else world.later(seconds),
        left=seconds if room.paused else None,
        **(passing(decision, room.round, room.rounds, seconds) if room.rounds else {}),
    )


def pause(decision: Decision, message: asked.Pause) -> None:
    """Hold everything and stop the clock, or let both go on from there."""
    room, world = decision.room, decision.world
    decision.refuse_when_over()
    if room.paused == message.on:
        return
    ends, left = room.clock.ends, room.clock.left
    rotates, turns_left = room.rotates, room.rotates_left
    if message.on:
        left = world.until(ends) if ends else left
        turns_left = world.until(rotates) if rotates else None
        ends = rotates = None
    else:
        ends = world.later(left) if left is not None else None
        rotates = world.later(turns_left) if turns_left is not None else None
        left = turns_left = None
    decision.happen(
        "paused", on=message.on, ends=ends, left=left, rotates=rotates, rotates_left=turns_left
    )


def project(decision: Decision, message: asked.Project) -> None:
    """Choose what the projector shows."""
    if message.conversation is not None:
        decision.conversation(message.conversation)
    wanted = message.model_dump(include={"show", "conversation", "step", "gauges"})
    if wanted != decision.room.screen:
        decision.happen("projected", **wanted)


def close(decision: Decision, message: asked.Close) -> None:
    """End the exercise."""
    if not decision.room.closed:
        decision.happen("closed")
