"""What is asked back at a seat before something is done."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Any

from simulator.room.console.desk import Choice
from simulator.room.console.screens.choosing import MOST_LISTED, ChoosingScreen
from simulator.room.console.screens.writing import WritingScreen
from simulator.room.console.wording import shown
from simulator.room.protocol.asked import LONGEST_LINE
from simulator.room.terminal.head import HANDS
from simulator.room.terminal.script import choices_of
from simulator.room.terminal.table import PASSED, PASSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

    from simulator.room.console.desk import Sending
    from simulator.room.terminal.doing import Parts

UP = (
    Choice("hand", "Hand up", "you would like to say something"),
    Choice("help", "Ask for help", "the facilitator comes to your table"),
    Choice("", "Take it down"),
)

LONGEST_ROW = 140
"""Characters of a line in the list of those to be marked: two rows."""

LEAVING = (
    Choice("away", "Go, and keep the seat", "the same command takes it again"),
    Choice("up", "Give the seat up", "somebody comes back as somebody else"),
)


async def choose_hand(app: App[Any], parts: Parts) -> str | None:
    """Return what becomes of the hand: "", hand or help; None where it stays as it is."""
    now = parts.get("me", {}).get("hand", "")
    choices = [choice for choice in UP if choice.value != now]
    question = f"{HANDS[now]}." if now in HANDS else "Your hand is down."
    return await app.push_screen_wait(ChoosingScreen(question, choices, "" if now else "hand"))


async def confirm_passing(app: App[Any]) -> bool:
    """Return whether the parts are to be passed on."""
    choices = [Choice("yes", PASSING), Choice("", "Not now")]
    question = f"{PASSING}? {PASSED} Enter: do it. Esc: do not."
    chosen: str | None = await app.push_screen_wait(ChoosingScreen(question, choices, "yes"))
    return bool(chosen)


async def choose_leaving(app: App[Any]) -> str | None:
    """Return how to leave, one of LEAVING; None to stay."""
    return await app.push_screen_wait(ChoosingScreen("Leave the room?", LEAVING, "away"))


async def choose_words(app: App[Any], parts: Parts) -> dict[str, Any] | None:
    """Return which turn is marked, and which words of it; the counterpart's last are offered."""
    said = choices_of(parts)[-MOST_LISTED:]
    persona = shown(parts.get("conversation", {}).get("persona", ""))
    last = max((at for at, each in enumerate(said) if each[1] == persona), default=0)
    choices = [
        Choice(str(at), shorten(f"{by}: {words}", LONGEST_ROW, placeholder=" …"))
        for at, (_, by, words) in enumerate(said)
    ]
    question = "Which words do you want to come back to? The arrow keys choose."
    chosen = await app.push_screen_wait(ChoosingScreen(question, choices, str(last)))
    if chosen is None:
        return None
    turn, _, words = said[int(chosen)]
    talk = parts["turns"]["conversation"]
    return {"conversation": talk, "turn": turn, "quote": words[:LONGEST_LINE]}


async def answered(app: App[Any], question: dict[str, Any], taking: Sending) -> bool:
    """Ask one of the exercise's questions; return whether it was answered."""
    text = shown(question["text"])
    if question["kind"] == "text":
        sent: bool | None = await app.push_screen_wait(WritingScreen(text, taking))
        return bool(sent)
    chosen = await app.push_screen_wait(ChoosingScreen(text, list(_answers(question))))
    if chosen is None:
        return False
    await taking(chosen)
    return True


def _answers(question: dict[str, Any]) -> Iterator[Choice]:
    if question["kind"] == "choice":
        yield from (Choice(text, shown(text)) for text in question["options"])
        return
    ends = {1: shown(question["low"]), question["most"]: shown(question["high"])}
    for number in range(1, question["most"] + 1):
        yield Choice(str(number), str(number), ends.get(number, ""))
