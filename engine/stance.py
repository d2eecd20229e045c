"""Where the counterpart stands: one `transitions` machine per persona, shared by conversations."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from transitions import Machine

from engine.moment import Moment
from engine.persona.persona import GoRule, Persona
from engine.turn import Transition

_machines: WeakKeyDictionary[Persona, Machine] = WeakKeyDictionary()


def machine_of(persona: Persona) -> Machine:
    """Return the persona's machine. Its models are conversation states; it keeps none of them."""
    machine = _machines.get(persona)
    if machine is None:
        machine = _machines[persona] = _build(persona)
    return machine


def _build(persona: Persona) -> Machine:
    machine = Machine(
        model=None,
        states=list(persona.stances),
        initial=persona.opening_stance,
        auto_transitions=False,
        model_attribute="stance",
    )
    for name, stance in persona.stances.items():
        for way in stance.go:
            machine.add_transition(_event(name, way), name, way.to)
    return machine


def _event(stance: str, way: GoRule) -> str:
    return f"{stance}#{way.key}"


def holds(way: GoRule, moment: Moment) -> bool:
    """Return whether a way can be taken now: it holds, and was not taken once for all."""
    if way.once and way.key in moment.state.gone:
        return False
    return bool(way.condition.test(moment))


def advance(moment: Moment) -> tuple[GoRule, Transition] | None:
    """Take the first way out of the stance that holds; return it, if any.

    Which way holds is found before the machine is asked, because most lines move nothing and the
    machine's own search costs more than all the rest of a turn.
    """
    state = moment.state
    before = state.stance
    ways = moment.persona.stances[before].go.could_hold(moment)
    way = next((way for way in ways if holds(way, moment)), None)
    if way is None:
        return None
    if way.once:
        state.gone.append(way.key)
    machine_of(moment.persona).events[_event(before, way)].trigger(state)
    if state.stance not in state.visited:
        state.visited.append(state.stance)
    state.entered = state.turn
    state.here = [0] * len(state.here)
    return way, Transition(before, state.stance, way.because, way.where)
