"""The application: which screen comes after which, and what holds on all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from simulator.errors import SimulatorError
from simulator.tui.actions import ACTIONS, bindings
from simulator.tui.backstage import BEST, Backstage, Card
from simulator.tui.commands import own_commands, theme_commands
from simulator.tui.dressed import DressedApp
from simulator.tui.keymap import FILE, Keymap, read_keymap
from simulator.tui.preferences import LEVELS
from simulator.tui.screens.library import LibraryScreen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.binding import BindingType

    from engine import Persona
    from simulator.rehearsal import Rehearsal
    from simulator.tui.screens.brief import BriefScreen
    from simulator.tui.screens.conversation import ConversationScreen
    from simulator.tui.screens.ending import EndingScreen


class DetenteApp(DressedApp[None], inherit_bindings=False):
    """Owns the screens; each of them posts what the trainee decided and is told what to show."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("app"),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    @dataclass
    class KeymapRead(Message):
        """The trainee's own keys are known."""

        keymap: Keymap

    @dataclass
    class PersonaRead(Message):
        """The persona asked for on the command line is loaded, or cannot be."""

        card: Card

    @dataclass
    class Ready(Message):
        """A kept conversation can be gone on with."""

        rehearsal: Rehearsal

    @dataclass
    class Failed(Message):
        """A kept conversation cannot be taken up."""

        reason: str

    def __init__(
        self,
        data: Path,
        persona: str | None = None,
        session: str | None = None,
        seed: int | None = None,
        level: str | None = None,
        model: str = BEST,
        language: str = "",
    ) -> None:
        super().__init__()
        self.backstage = Backstage(data, model)
        self._persona, self._session, self._seed = persona, session, seed
        self._language = language
        self._level = level if level in LEVELS else self.preferences.level

    def on_mount(self) -> None:
        """Fetch what was asked for, else show the library; fetch the keys if there are any."""
        if (self.settings / FILE).exists():
            self.read_keys()
        if self._session:
            self.resume(self._session)
        elif self._persona:
            self.read_persona(self._persona)
        else:
            self.show_library()

    # What takes time: threads that only post messages.

    @work(thread=True, group="keys")
    def read_keys(self) -> None:
        """Read the trainee's own keys."""
        self.post_message(self.KeymapRead(read_keymap(self.settings / FILE)))

    @work(thread=True, group="opening")
    def read_persona(self, name: str) -> None:
        """Load the persona asked for, and open the journal while its brief is read."""
        self.post_message(self.PersonaRead(self.backstage.card(name, self._language)))
        self.backstage.shelf()
        self.backstage.warm()

    @work(thread=True, exclusive=True, group="opening")
    def resume(self, session_id: str) -> None:
        """Take up a kept conversation."""
        from engine import PersonaError, UnknownPersona  # slow; needed only in this thread

        try:
            self.post_message(self.Ready(self.backstage.resume(session_id)))
        except (SimulatorError, PersonaError, UnknownPersona) as error:
            self.post_message(self.Failed(str(error)))

    @work(thread=True, exclusive=True, group="preparing")
    def prepare(self, persona: Persona) -> None:
        """Take in, while the opening is read, what can be asked of the persona."""
        self.backstage.warm(persona)

    # What the threads found.

    @on(KeymapRead)
    def _bind(self, message: KeymapRead) -> None:
        self.bind_own(message.keymap)

    @on(PersonaRead)
    def _show_brief(self, message: PersonaRead) -> None:
        if message.card.persona:
            self.open_brief(message.card.persona)
            return
        self.show_library()
        self._tell("\n".join(message.card.problems), f"{message.card.stem} cannot be played")

    @on(Ready)
    def _show_conversation(self, message: Ready) -> None:
        self.open_conversation(message.rehearsal)

    @on(Failed)
    def _say_why(self, message: Failed) -> None:
        self.show_library()
        self._tell(message.reason, "This conversation cannot be opened")

    # What the screens ask for. Handlers go by name: all but the library are imported late.

    def on_library_screen_chosen(self, message: LibraryScreen.Chosen) -> None:
        """Show the brief of the persona chosen."""
        self.open_brief(message.persona)

    def on_library_screen_resumed(self, message: LibraryScreen.Resumed) -> None:
        """Go on with a kept conversation."""
        self.resume(message.session_id)

    def on_library_screen_level_chosen(self, message: LibraryScreen.LevelChosen) -> None:
        """Remember the level."""
        self._keep_level(message.level)

    def on_brief_screen_level_chosen(self, message: BriefScreen.LevelChosen) -> None:
        """Remember the level."""
        self._keep_level(message.level)

    def on_brief_screen_begun(self, message: BriefScreen.Begun) -> None:
        """Open a conversation: at once, so that what is typed next is not lost."""
        rehearsal, trouble = self.backstage.begin(message.persona, message.level, self._seed)
        self.open_conversation(rehearsal)
        if trouble:
            worse = "Your lines are heard less well"
            self._tell(trouble, worse if rehearsal.trouble else "This conversation is not kept")

    def on_brief_screen_left(self) -> None:
        """Go back to the library."""
        self.show_library()

    def on_conversation_screen_toggled(self, message: ConversationScreen.Toggled) -> None:
        """Remember what is switched on."""
        self.preferences.gauges, self.preferences.stance = message.gauges, message.stance
        self.keep_preferences()

    def on_conversation_screen_left(self, message: ConversationScreen.Left) -> None:
        """Go back to the library, which can lead here again."""
        if self._kept(message.rehearsal) and not message.rehearsal.ended:
            self.notify("Kept. The library lists it: go on whenever you like.", markup=False)
        self.show_library()

    def on_conversation_screen_finished(self, message: ConversationScreen.Finished) -> None:
        """Show the debrief."""
        from simulator.tui.screens.ending import EndingScreen

        self.go(EndingScreen(message.rehearsal))

    def on_ending_screen_rewound(self, message: EndingScreen.Rewound) -> None:
        """Go back into the conversation, before one of its lines."""
        self.open_conversation(message.rehearsal, message.number)

    def on_ending_screen_again_asked(self, message: EndingScreen.AgainAsked) -> None:
        """Show the brief of the same persona again."""
        self.open_brief(message.rehearsal.persona)

    def on_ending_screen_left(self) -> None:
        """Go back to the library."""
        self.show_library()

    # Commands that hold everywhere.

    def action_help(self) -> None:
        """Show the help, unless it is there."""
        from simulator.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            keys = {action.id: self.keys_of(action) for action in ACTIONS}
            self.push_screen(HelpScreen(scope_of(self.screen), keys, self.settings / FILE))

    async def action_quit(self) -> None:
        """Leave the program; an open conversation can be resumed, and is told how."""
        from simulator.tui.screens.conversation import ConversationScreen

        told = None
        for screen in self.screen_stack:
            if isinstance(screen, ConversationScreen) and self._kept(screen.rehearsal):
                told = f"Kept. Go on with: detente resume {screen.rehearsal.session_id}"
        self.exit(message=told)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what the present screen can do, the themes, and what holds everywhere."""
        yield from own_commands(
            scope_of(screen), partial(self.run_action, default_namespace=screen)
        )
        yield from theme_commands(self.choose_theme)

    # Getting about.

    def go(self, screen: Screen[None]) -> None:
        """Show a screen over the library, if it was ever opened, in place of whatever was there."""
        self._uncover()
        self.push_screen(screen)

    def show_library(self) -> None:
        """Go back to the library, or open it."""
        self._uncover()
        if isinstance(self.screen, LibraryScreen):
            self.screen.show_level(self._level)
        else:
            self.push_screen(LibraryScreen(self.backstage, self._level))

    def open_brief(self, persona: Persona) -> None:
        """Show a persona's brief."""
        from simulator.tui.screens.brief import BriefScreen

        self.go(BriefScreen(persona, self._level))

    def open_conversation(self, rehearsal: Rehearsal, rewind_to: int = 0) -> None:
        """Show a conversation; rewind_to: the number of the line to be said differently."""
        from simulator.tui.screens.conversation import ConversationScreen

        chosen = self.preferences
        self.go(
            ConversationScreen(
                rehearsal, gauges=chosen.gauges, stance=chosen.stance, rewind_to=rewind_to
            )
        )
        self.prepare(rehearsal.persona)

    def _uncover(self) -> None:
        """Close every screen down to the library or the empty one that all others lie on."""
        while len(self.screen_stack) > 1 and not isinstance(self.screen, LibraryScreen):
            self.pop_screen()

    def _kept(self, rehearsal: Rehearsal) -> bool:
        """Note that the trainee left; return whether there is something to come back to."""
        try:
            rehearsal.leave()
        except SimulatorError as error:
            self._tell(str(error), "Leaving could not be noted; what you said is kept")
        return rehearsal.kept

    def _keep_level(self, level: str) -> None:
        self._level = self.preferences.level = level
        self.keep_preferences()

    def _tell(self, reason: str, title: str) -> None:
        self.notify(reason, title=title, severity="error", timeout=15, markup=False)


def scope_of(screen: Screen[object]) -> str:
    """Return where a screen's actions belong; "app" for Textual's own screens."""
    return str(getattr(screen, "SCOPE", "app"))


def run_app(
    data: Path,
    persona: str | None = None,
    session: str | None = None,
    seed: int | None = None,
    level: str | None = None,
    model: str | None = None,
    language: str = "",
) -> None:
    """Run the application until the trainee leaves.

    data: the journal's folder. persona: a name or path whose brief is shown at once. session: the
    id of a conversation to go on with at once. seed, level, model: for conversations begun now.
    language: the translation of the persona, "" for none.
    """
    app = DetenteApp(data, persona, session, seed, level, model or BEST, language)
    try:
        app.run()
    finally:
        app.backstage.shut()
