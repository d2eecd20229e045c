"""What the command palette offers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from simulator.tui.actions import ACTIONS
from simulator.tui.themes import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def own_commands(scope: str, run: Callable[[str], object]) -> Iterator[SystemCommand]:
    """Yield the actions of a scope and those that hold everywhere; run is given their methods."""
    for action in ACTIONS:
        if action.named and action.scope in (scope, "app"):
            yield SystemCommand(action.label, action.help, partial(run, action.method))


def theme_commands(choose: Callable[[str], object]) -> Iterator[SystemCommand]:
    """Yield a command for each theme; choose is given its name."""
    for name, title in TITLES.items():
        yield SystemCommand(f"Theme: {title}", "Use this theme from now on", partial(choose, name))
