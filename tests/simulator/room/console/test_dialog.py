"""A dialog closes once, and only itself."""

from __future__ import annotations

from textual.screen import Screen

from simulator.room.console.screens.dialog import Dialog
from simulator.tui.dressed import DressedApp


class Asking(DressedApp[None]):
    """An application that keeps what it was answered."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[bool | None] = []


class Below(Screen[None]):
    """What lies under the dialog."""


async def test_a_dialog_that_something_lies_on_goes_when_that_is_gone() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        dialog: Dialog[bool] = Dialog()
        await app.push_screen(dialog, app.answers.append)
        await app.push_screen(Below())
        dialog.close(True)
        await pilot.pause()
        assert isinstance(app.screen, Below)
        await app.pop_screen()
        await pilot.pause()
        assert dialog not in app.screen_stack
        assert app.answers == [True]


async def test_a_dialog_that_is_answered_twice_takes_nothing_else_away() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        await app.push_screen(Below())
        dialog: Dialog[bool] = Dialog()
        await app.push_screen(dialog, app.answers.append)
        dialog.close(True)
        dialog.close(False)
        await pilot.pause()
        assert isinstance(app.screen, Below)
        assert app.answers == [True]
