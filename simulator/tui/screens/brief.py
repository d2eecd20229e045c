"""The brief: what the trainee is told before the conversation, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Button, Footer, Static

from simulator.translated import notice
from simulator.tui.actions import bindings
from simulator.tui.preferences import next_level
from simulator.tui.script import paragraphs, shown
from simulator.tui.widgets.level_row import LevelRow
from simulator.tui.widgets.masthead import Masthead

if TYPE_CHECKING:
    from textual.binding import BindingType

    from engine import Persona


class BriefScreen(Screen[None]):
    """Shows a persona's brief and waits for Begin."""

    SCOPE = "brief"
    CSS_PATH = "brief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("brief")

    @dataclass
    class Begun(Message):
        """The trainee is ready."""

        persona: Persona
        level: str

    class Left(Message):
        """The trainee went back to the library."""

    @dataclass
    class LevelChosen(Message):
        """Another level was chosen."""

        level: str

    def __init__(self, persona: Persona, level: str) -> None:
        super().__init__()
        self._persona, self._level = persona, level

    def compose(self) -> ComposeResult:
        """The brief, the level, the button."""
        yield Masthead(shown(self._persona.name), shown(self._persona.title))
        with VerticalScroll(id="brief"):
            yield from sections(self._persona)
        yield LevelRow(self._level)
        yield Button("Begin", id="begin", compact=True)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll the brief; Enter begins from there."""
        self.query_one("#brief").focus()

    def action_begin(self) -> None:
        """Begin the conversation."""
        self.post_message(self.Begun(self._persona, self._level))

    def action_leave(self) -> None:
        """Go back."""
        self.post_message(self.Left())

    @on(LevelRow.Clicked)
    def action_next_level(self) -> None:
        """Choose the next level."""
        self._level = next_level(self._level)
        self.query_one(LevelRow).show(self._level)
        self.post_message(self.LevelChosen(self._level))

    @on(Button.Pressed, "#begin")
    def _begin(self, message: Button.Pressed) -> None:
        message.stop()
        self.action_begin()


class BriefAgain(ModalScreen[None]):
    """The brief once more, over a conversation."""

    CSS_PATH = "brief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,f3", "dismiss", "Close")]

    def __init__(self, persona: Persona) -> None:
        super().__init__()
        self._persona = persona

    def compose(self) -> ComposeResult:
        """The brief alone."""
        with VerticalScroll(id="brief", classes="dialog"):
            yield from sections(self._persona)


def sections(persona: Persona) -> ComposeResult:
    """Yield the parts of a brief, each under its heading."""
    brief = persona.brief
    if told := notice(persona):
        yield from _part("The language", [told])
    yield from _part("The situation", paragraphs(brief.situation))
    yield from _part("Who you are", paragraphs(brief.role))
    yield from _listed("What you know", brief.know)
    yield from _listed("What you want", brief.want)


def _part(heading: str, texts: list[str]) -> ComposeResult:
    yield Static(Content(heading), classes="heading")
    for text in texts:
        yield Static(Content(text), classes="body")


def _listed(heading: str, items: list[str]) -> ComposeResult:
    if not items:
        return
    yield Static(Content(heading), classes="heading")
    with Vertical(classes="items"):
        for item in items:
            with Horizontal(classes="item"):
                yield Static(Content("·"), classes="dot")
                yield Static(Content(shown(item)), classes="text")
