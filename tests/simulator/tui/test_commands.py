"""The palette has the application's own commands; the help shows the keys that hold."""

from __future__ import annotations

from simulator.tui.actions import ACTIONS
from simulator.tui.commands import own_commands, theme_commands
from simulator.tui.dressed import DressedApp
from simulator.tui.keymap import Keymap


def test_a_screen_offers_its_own_and_what_holds_everywhere() -> None:
    run: list[str] = []
    commands = {command.title: command for command in own_commands("conversation", run.append)}
    assert {"Gauges", "Stance", "Rewind", "Copy", "Copy all", "Help"} <= set(commands)
    assert not {"Begin", "Again", "Scroll back", "Commands"} & set(commands)
    commands["Gauges"].callback()
    assert run == ["toggle_gauges"]


def test_every_theme_can_be_chosen() -> None:
    chosen: list[str] = []
    for command in theme_commands(chosen.append):
        command.callback()
    assert chosen == ["detente-dark", "detente-light", "detente-contrast"]


async def test_rebound_keys_are_the_ones_shown() -> None:
    app: DressedApp[None] = DressedApp()
    async with app.run_test():
        app.bind_own(Keymap({"conversation.gauges": "f9"}))
        keys = {action.id: app.keys_of(action) for action in ACTIONS}
    assert keys["conversation.gauges"] == "f9"
    assert keys["conversation.stance"] == "f5"
    assert keys["conversation.rewind"] == "f2, ^r"
