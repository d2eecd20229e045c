"""The projector: what everybody sees in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.console.desk import Choice
from simulator.room.console.wording import conversation_name

if TYPE_CHECKING:
    from simulator.room.console.desk import Desk

SHOWN = (
    Choice("join", "How to join", "address, code and QR code"),
    Choice("fishbowl", "The fishbowl"),
    Choice("votes", "The proposals and votes"),
    Choice("conversation", "The conversation at hand"),
    Choice("clock", "The clock"),
    Choice("debrief", "The debrief"),
    Choice("blank", "Nothing"),
)
STEPS = ("reactions", "description", "analysis", "summary")
"""The guided sequence, as long as the hub has not told it."""


async def show(desk: Desk) -> None:
    """Choose what the projector shows."""
    talk = desk.talk
    choices = [choice for choice in SHOWN if choice.value != "conversation" or talk]
    if talk:
        name = conversation_name(desk.view.card(talk), talk)
        choices = [c._replace(more=name) if c.value == "conversation" else c for c in choices]
    now = _shown_now(desk)
    choices = [_marked(each) if each.value == now else each for each in choices]
    chosen = await desk.choose("What does the projector show?", choices, mark=now)
    if chosen is None:
        return
    gauges = False
    if chosen in ("fishbowl", "conversation"):
        question = "With what the counterpart feels?"
        answer = await desk.choose(question, [Choice("", "Without"), Choice("yes", "With gauges")])
        if answer is None:
            return
        gauges = bool(answer)
    await desk.ask(
        "project",
        show=chosen,
        conversation=talk if chosen == "conversation" else None,
        gauges=gauges,
    )


def _shown_now(desk: Desk) -> str:
    """Return which of SHOWN is there; "" for a conversation that is not the one at hand."""
    screen = desk.view.screen
    now = str(screen.get("show", ""))
    return "" if now == "conversation" and screen.get("conversation") != desk.talk else now


def _marked(choice: Choice) -> Choice:
    return choice._replace(more=f"{choice.more} · now" if choice.more else "now")


async def open_page(desk: Desk) -> None:
    """Open the projector's page here."""
    desk.open_projector()


async def next_step(desk: Desk) -> None:
    """Show the debrief, or its next step."""
    await _step(desk, 1)


async def step_before(desk: Desk) -> None:
    """Show the step of the debrief before."""
    await _step(desk, -1)


async def _step(desk: Desk, by: int) -> None:
    steps = steps_of(desk)
    now = desk.view.step
    at = steps.index(now) + by if now in steps else 0
    if not 0 <= at < len(steps):
        desk.tell("That was the last step of the debrief." if by > 0 else "That is its first step.")
        return
    await desk.ask("project", show="debrief", step=steps[at])


def steps_of(desk: Desk) -> list[str]:
    """Return the steps of the debrief, by name."""
    return [each["name"] for each in desk.view.debrief.get("guide", ())] or list(STEPS)


async def qr(desk: Desk) -> None:
    """Fill the screen with the QR code."""
    desk.show_qr()
