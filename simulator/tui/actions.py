"""Every action a key can be bound to: its id, its keys, what it is called and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.binding import BindingType

SCOPES: dict[str, str] = {
    "app": "Everywhere",
    "library": "In the library",
    "brief": "In a brief",
    "conversation": "In a conversation",
    "rewind": "Choosing a line of yours",
    "ending": "At the end",
}
"""Where actions hold, and how the help calls it. An action's scope opens its id."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. id: `scope.name`; keys: separated by commas, the first is shown.

    label is for the footer, help for the palette and the help screen; method is the name of
    Textual's action.
    """

    id: str
    keys: str
    label: str
    help: str
    method: str
    footer: bool = True
    priority: bool = False

    @property
    def scope(self) -> str:
        """Where the action holds: a key of SCOPES."""
        return self.id.partition(".")[0]

    @property
    def named(self) -> bool:
        """Whether the palette offers it: not what only makes sense as a key."""
        return "(" not in self.method and self.method not in ("select", "command_palette")

    @property
    def binding(self) -> Binding:
        """The action as Textual binds it."""
        return Binding(
            self.keys,
            self.method,
            self.label,
            show=self.footer,
            priority=self.priority,
            tooltip=self.help,
            id=self.id,
        )


ACTIONS: tuple[Action, ...] = (
    Action("app.help", "f1,question_mark", "Help", "Show the keys and how this works", "help"),
    Action("app.theme", "f8", "Theme", "Go on to the next theme", "next_theme", footer=False),
    Action("app.palette", "ctrl+p", "Commands", "Find a command by name", "command_palette"),
    Action(
        "app.quit",
        "ctrl+q",
        "Quit",
        "Leave the program; what was said is kept",
        "quit",
        footer=False,
        priority=True,
    ),
    Action("library.open", "enter", "Open", "Open what is marked", "select"),
    Action("library.level", "l", "Level", "Choose how hard they make it", "next_level"),
    Action("library.leave", "q", "Quit", "Leave the program", "quit"),
    Action("brief.begin", "enter", "Begin", "Begin the conversation", "begin"),
    Action("brief.level", "l", "Level", "Choose how hard they make it", "next_level"),
    Action("brief.leave", "escape", "Library", "Go back to the library", "leave"),
    Action(
        "conversation.debrief", "enter", "Debrief", "See what the conversation showed", "debrief"
    ),
    Action(
        "conversation.rewind",
        "f2,ctrl+r",
        "Rewind",
        "Go back to a line of yours and say it differently",
        "rewind",
    ),
    Action("conversation.brief", "f3", "Brief", "Read the brief again", "brief"),
    Action(
        "conversation.gauges", "f4,ctrl+g", "Gauges", "Show or hide what they feel", "toggle_gauges"
    ),
    Action("conversation.stance", "f5", "Stance", "Show or hide where they stand", "toggle_stance"),
    Action("conversation.copy", "f6,ctrl+y", "Copy", "Copy their last reply", "copy_reply"),
    Action(
        "conversation.copy_all",
        "f7",
        "Copy all",
        "Copy the whole conversation",
        "copy_transcript",
        footer=False,
    ),
    Action(
        "conversation.leave",
        "escape",
        "Leave",
        "Leave the conversation; it is kept, and can be resumed",
        "leave",
    ),
    Action(
        "conversation.page_up",
        "pageup",
        "Scroll back",
        "Read what was said before",
        "page(-1)",
        footer=False,
    ),
    Action(
        "conversation.page_down",
        "pagedown",
        "Scroll on",
        "Return towards the last reply",
        "page(1)",
        footer=False,
    ),
    Action(
        "conversation.earlier",
        "up",
        "Earlier line",
        "Take up an earlier line of yours",
        "recall(-1)",
        footer=False,
    ),
    Action(
        "conversation.later",
        "down",
        "Later line",
        "Take up a later line of yours",
        "recall(1)",
        footer=False,
    ),
    Action("rewind.choose", "enter", "Say it differently", "Go back to this line", "select"),
    Action("rewind.leave", "escape", "Stay", "Leave everything as it is", "leave"),
    Action(
        "ending.rewind",
        "r,f2",
        "Say it differently",
        "Go back to a line of yours and say it differently",
        "rewind",
    ),
    Action("ending.again", "a", "Again", "Begin again from the brief", "again"),
    Action("ending.copy", "c,f6", "Copy", "Copy the debrief", "copy"),
    Action("ending.leave", "escape,l", "Library", "Go back to the library", "leave"),
)


def bindings(scope: str, *, leaving_out: tuple[str, ...] = ()) -> list[BindingType]:
    """Return the bindings of a scope, but for the ids left out (another widget has those)."""
    return [
        action.binding
        for action in ACTIONS
        if action.scope == scope and action.id not in leaving_out
    ]


def binding(action_id: str) -> Binding:
    """Return the binding of one action. Raises KeyError for an unknown id."""
    return {action.id: action for action in ACTIONS}[action_id].binding
