"""Everything the facilitator can do: by which key, how it is called, and when it makes sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.room.console.view import View, waiting_turn
from simulator.tui.actions import Action

if TYPE_CHECKING:
    from textual.binding import BindingType

SCOPES: dict[str, str] = {
    "app": "Everywhere",
    "exercise": "The exercise",
    "fishbowl": "The fishbowl",
    "talk": "The conversation at hand",
    "people": "People",
    "projector": "The projector",
}
"""The subjects of actions, and how the help calls them. An action's scope opens its id."""


EXERCISE_KEYS = frozenset(
    (
        "exercise.next",
        "exercise.pause",
        "exercise.minute",
        "exercise.message",
        "fishbowl.vote",
        "fishbowl.play",
        "talk.answer",
        "talk.rotate",
    )
)
TALK_KEYS = frozenset(
    (
        "talk.answer",
        "talk.bookmark",
        "talk.chair",
        "talk.freeze",
        "talk.rewind",
        "talk.rotate",
        "talk.script",
    )
)
"""The actions whose keys the footer shows: of the main screen, of a conversation looked into."""


def _action(name: str, keys: str, label: str, told: str) -> Action:
    return Action(name, keys, label, told, f"do('{name}')")


APP_ACTIONS: tuple[Action, ...] = (
    Action("app.help", "f1,question_mark", "Help", "Show the keys and how this works", "help"),
    Action("app.theme", "f8", "Theme", "Go on to the next theme", "next_theme", footer=False),
    Action("app.palette", "ctrl+p", "All", "Find any action by its name", "command_palette"),
    Action(
        "app.quit",
        "ctrl+q",
        "Quit",
        "Leave the console; where it started the hub, it asks whether that ends, too",
        "quit",
        footer=False,
        priority=True,
    ),
)

DEEDS: tuple[Action, ...] = (
    _action("exercise.next", "n", "Next phase", "Begin the next phase; its clock starts"),
    _action("exercise.phase", "j", "Jump to a phase", "Begin any phase of the exercise"),
    _action("exercise.pause", "p", "Pause", "Hold everything, the clock too, or go on"),
    _action("exercise.minute", "plus", "A minute more", "Add a minute to the clock"),
    _action("exercise.clock", "c", "Set the clock", "Give so many minutes from now"),
    _action("exercise.stop_clock", "", "Stop the clock", "Let no clock run"),
    _action(
        "exercise.message",
        "m",
        "Message",
        "Show a message to everybody, to a conversation, or to one person",
    ),
    _action("exercise.group", "g", "Groups", "Open breakouts, and place whoever is in none"),
    _action("exercise.close", "", "Close the exercise", "End it; everybody keeps their debrief"),
    _action("exercise.code", "", "New code", "Let people in by a new code; the old one is void"),
    _action("exercise.lock", "", "Lock the room", "Let nobody in any more, or let people in again"),
    _action("exercise.anonymous", "", "Anonymity", "Show lines without who said them, or with it"),
    _action("exercise.erase", "", "Erase the room", "Erase all that was typed and every name"),
    _action("fishbowl.open", "f", "Fishbowl", "Open a fishbowl: one conversation for all"),
    _action("fishbowl.vote", "v", "Vote", "Open the vote, hidden; the next time reveal it"),
    _action("fishbowl.live", "", "Vote live", "Open the vote with the count shown as it runs"),
    _action("fishbowl.close_vote", "", "Close the vote", "Take no more votes"),
    _action("fishbowl.reveal", "", "Reveal the vote", "Show everybody how the vote stands"),
    _action("fishbowl.play", "w", "Play the winner", "Say the proposal that leads"),
    _action("fishbowl.other", "e", "Edit and play", "Say another proposal, as it is or edited"),
    _action(
        "fishbowl.strike",
        "delete,backspace",
        "Strike a proposal",
        "Take a proposal away, from every screen",
    ),
    _action("fishbowl.baton", "b", "Baton", "Let one person speak, or take the baton back"),
    _action("talk.look", "i", "Look in", "Read the whole conversation without joining it"),
    _action("talk.freeze", "z", "Freeze", "Hold this conversation, or let it go on"),
    _action(
        "talk.chair", "t", "Take the chair", "Answer in the counterpart's place, or give it back"
    ),
    _action("talk.answer", "a", "Answer", "Answer the line that waits for you"),
    _action(
        "talk.script", "s", "Scripted line", "Let the counterpart say one of its own lines now"
    ),
    _action("talk.nudge", "u", "Nudge", "Move a feeling of the counterpart up or down"),
    _action("talk.rewind", "r", "Rewind", "Go back to a turn; what came after it is kept"),
    _action("talk.branch", "", "Branch", "Try another way from a turn, beside this one"),
    _action("talk.retry", "", "Retry", "Let them say their last line again, differently"),
    _action("talk.switch", "x", "Branches", "Go on in another branch of the conversation"),
    _action("talk.bookmark", "k", "Bookmark", "Mark a turn to come back to, with a note"),
    _action("talk.bookmarks", "", "All bookmarks", "Read the bookmarks, and take one away"),
    _action(
        "talk.rotate",
        "y",
        "Pass the parts on",
        "Everybody takes the next one's part: here, or at all tables as the next round",
    ),
    _action("people.list", "h", "Hands", "See everybody, hands up first, and do something for one"),
    _action("people.hand", "H", "Take the hand down", "Take somebody's hand down, once heard"),
    _action("people.place", "l", "Place", "Put somebody into a conversation, or into none"),
    _action("people.sit", "", "Participant or observer", "Make somebody the one or the other"),
    _action("people.remove", "", "Remove somebody", "Take a seat away for good"),
    _action(
        "people.remove_since", "", "Remove since …", "Take away all seats taken since a moment"
    ),
    _action("people.erase", "", "Erase a person", "Erase what somebody typed, and the name"),
    _action("projector.show", "o", "Projector", "Choose what the projector shows"),
    _action(
        "projector.open",
        "O",
        "Open the projector",
        "Open its page in the browser here, and show its address",
    ),
    _action("projector.debrief", "d", "Debrief", "The debrief, and each time its next step"),
    _action("projector.back", "D", "Debrief, back", "The step of the debrief before"),
    _action("projector.qr", "q", "QR code", "Fill the screen with the code to join by"),
)
"""What is done to the room, in the order the help tells it."""

ACTIONS = (*APP_ACTIONS, *DEEDS)
"""Everything that a key can be bound to."""


SHORT = {
    "exercise.next": "Next",
    "exercise.minute": "Minute",
    "fishbowl.play": "Winner",
    "talk.chair": "Chair",
    "talk.rotate": "Parts",
    "talk.script": "Script",
}
"""What the footer calls an action, where its name is too long for it."""


def bindings(in_footer: frozenset[str]) -> list[BindingType]:
    """Return the keys of everything done to the room; what has none is in the palette only."""
    return [
        replace(
            action.binding,
            show=action.id in in_footer,
            description=SHORT.get(action.id, action.label),
        )
        for action in DEEDS
        if action.keys
    ]


def _in_fishbowl(view: View, _talk: str) -> bool:
    return bool(view.fishbowl)


def _has_talk(_view: View, talk: str) -> bool:
    return bool(talk)


def _voting(view: View, _talk: str) -> bool:
    return bool(view.proposals.get("open"))


WHEN: dict[str, Callable[[View, str], bool]] = {
    "exercise.next": lambda view, _: view.phase + 1 < len(view.phases),
    "exercise.minute": lambda view, _: view.left is not None,
    "exercise.stop_clock": lambda view, _: view.left is not None,
    "exercise.close": lambda view, _: view.mode != "closed",
    "fishbowl.vote": lambda view, _: bool(view.proposals.get("proposals")) or _voting(view, ""),
    "fishbowl.live": _in_fishbowl,
    "fishbowl.close_vote": _voting,
    "fishbowl.reveal": _in_fishbowl,
    "fishbowl.play": lambda view, _: bool(view.proposals.get("proposals")),
    "fishbowl.other": _in_fishbowl,
    "fishbowl.strike": lambda view, _: bool(view.proposals.get("proposals")),
    "fishbowl.baton": _in_fishbowl,
    "talk.answer": lambda view, talk: (
        view.watched.get("conversation") == talk and bool(waiting_turn(view.watched))
    ),
    "talk.bookmarks": lambda view, _: True,
    "talk.rotate": lambda view, talk: bool(talk) and view.mode in ("brief", "breakout"),
    "people.hand": lambda view, _: bool(view.hands),
}
"""When an action makes sense, by its id, of the view and the conversation at hand."""


def offered(name: str, view: View, talk: str) -> bool:
    """Return whether an action makes sense now; talk: the conversation at hand, "" for none."""
    if name in WHEN:
        return WHEN[name](view, talk)
    return _has_talk(view, talk) if name.startswith("talk.") else True
