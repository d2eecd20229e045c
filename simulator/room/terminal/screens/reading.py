"""Something to read, over whatever is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

if TYPE_CHECKING:
    from textual.binding import BindingType

Section = tuple[str, list[str]]


class ReadingScreen(ModalScreen[None]):
    """Shows sections, each a heading ("" for none) with its paragraphs."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,f3", "dismiss", "Close")]

    def __init__(self, title: str, sections: list[Section]) -> None:
        super().__init__()
        self._title, self._sections = title, sections

    def compose(self) -> ComposeResult:
        """The title, then the sections."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content(self._title), classes="question")
            for heading, paragraphs in self._sections:
                if heading:
                    yield Static(Content(heading), classes="heading")
                for text in paragraphs:
                    yield Static(Content(text), classes="body")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(VerticalScroll).focus()
