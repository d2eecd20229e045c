"""What the command palette offers, and the keys of every action as they are bound now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from simulator.tui.actions import ACTIONS
from simulator.tui.themes import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textual.binding import Binding


def own_commands(scope: str, run: Callable[[str], object]) -> Iterator[SystemCommand]:
    """Yield the actions of a scope and those that hold everywhere; run is given their methods."""
    for action in ACTIONS:
        if action.named and action.scope in (scope, "app"):
            yield SystemCommand(action.label, action.help, partial(run, action.method))


def theme_commands(choose: Callable[[str], object]) -> Iterator[SystemCommand]:
    """Yield a command for each theme; choose is given its name."""
    for name, title in TITLES.items():
        yield SystemCommand(f"Theme: {title}", "Use this theme from now on", partial(choose, name))


def keys_now(keymap: Mapping[str, str], displayed: Callable[[Binding], str]) -> dict[str, str]:
    """Return the keys of every action id as one reads them: `f4, ^g`."""
    return {
        action.id: ", ".join(
            displayed(action.binding.with_key(key.strip()))
            for key in keymap.get(action.id, action.keys).split(",")
        )
        for action in ACTIONS
    }
