"""What every application of detente wears: the themes, the breakpoints, the theme chosen last."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App, ReturnType

from simulator.streams import writes_errors
from simulator.tui.preferences import Preferences, settings_folder
from simulator.tui.themes import THEMES, TITLES, next_theme

if TYPE_CHECKING:
    from textual.driver import Driver

    from simulator.tui.actions import Action
    from simulator.tui.keymap import Keymap


class DressedApp(App[ReturnType], inherit_bindings=False):
    """Has detente's themes and no others, and remembers which one is chosen."""

    TITLE = "detente"
    CSS_PATH = Path(__file__).with_name("tokens.tcss")  # wherever the subclass is
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it as an instance's
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012 - as above

    def __init__(self) -> None:
        super().__init__()
        self.settings = settings_folder()
        self.preferences = Preferences.load(self.settings)
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for theme in THEMES:
            self.register_theme(theme)
        known = self.preferences.theme in TITLES
        self.theme = self.preferences.theme if known else next(iter(TITLES))

    def action_next_theme(self) -> None:
        """Go on to the next theme."""
        self.choose_theme(next_theme(self.theme))

    def choose_theme(self, name: str) -> None:
        """Use a theme from now on."""
        self.theme = self.preferences.theme = name
        self.keep_preferences()

    def keep_preferences(self) -> None:
        """Write what was chosen; say so where that cannot be done."""
        if trouble := self.preferences.save(self.settings):
            self.notify(trouble, severity="warning", markup=False)

    def bind_own(self, keymap: Keymap) -> None:
        """Use somebody's own keys; say what is wrong with the file they are from."""
        self.set_keymap(keymap.keys)
        for problem in keymap.problems:
            self.notify(problem, title="Keys", severity="warning", timeout=15, markup=False)

    def keys_of(self, action: Action) -> str:
        """Return the keys of an action as one reads them: `F4, ^g`; "" where it has none."""
        keys = self._keymap.get(action.id, action.keys).split(",")
        shown = (action.binding.with_key(key.strip()) for key in keys if key.strip())
        return ", ".join(self.get_key_display(binding) for binding in shown)

    def get_driver_class(self) -> type[Driver]:
        """Draw on the terminal, also where errors go to a file: `2> file` takes nothing else."""
        found = super().get_driver_class()
        if sys.platform != "win32" and not writes_errors():
            from textual.drivers.linux_driver import LinuxDriver  # not there on Windows

            from simulator.tui.drawing import OutputDriver

            return OutputDriver if found is LinuxDriver else found
        return found
