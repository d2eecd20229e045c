"""What more than one benchmark is compared with."""

from __future__ import annotations

from collections.abc import Callable

from transitions import Machine


def bare_machine() -> Callable[[], None]:
    """Return a call that fires one transition of a machine of three states: nothing is decided."""

    class Model:
        pass

    states = ["guarded", "deflecting", "softened"]
    model = Model()
    machine = Machine(model, states, initial="guarded", auto_transitions=False)
    for source, to in zip(states, [*states[1:], states[0]], strict=True):
        machine.add_transition("hear", source, to, conditions=lambda: True)
    return model.hear  # type: ignore[attr-defined, no-any-return]
