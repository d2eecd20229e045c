"""The exercise as a whole: its phases, its clock, its code, messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.room.client.ticking import minutes
from simulator.room.console.desk import Choice
from simulator.room.console.wording import conversation_name, count, person_name, shown, told_of
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from simulator.room.console.desk import Desk

MINUTES = re.compile(r"(\d{1,4})(?::(\d{2}))?")


async def next_phase(desk: Desk) -> None:
    """Begin the phase after this one."""
    await desk.ask("begin", phase=desk.view.phase + 1)


async def any_phase(desk: Desk) -> None:
    """Begin whichever phase is chosen."""
    choices = [
        Choice(
            str(at), shown(phase["title"]), f"{phase['minutes']:g} min" if phase["minutes"] else ""
        )
        for at, phase in enumerate(desk.view.phases)
    ]
    if not choices:
        desk.tell("The exercise has no phases.")
        return
    after = min(desk.view.phase + 1, len(choices) - 1)
    chosen = await desk.choose("Which phase begins?", choices, mark=str(after))
    if chosen is not None:
        await desk.ask("begin", phase=int(chosen))


async def pause(desk: Desk) -> None:
    """Hold everything, or go on."""
    await desk.ask("pause", on=not desk.view.paused)


async def minute_more(desk: Desk) -> None:
    """Add a minute."""
    await desk.ask("clock", act="add", seconds=60)


async def set_clock(desk: Desk) -> None:
    """Set the clock to as many minutes as are typed."""

    async def send(text: str) -> None:
        found = MINUTES.fullmatch(text.strip())
        if not found:
            raise Refusal("malformed", "Minutes, such as 5, or minutes and seconds, such as 2:30.")
        seconds = 60 * int(found[1]) + int(found[2] or 0)
        await desk.must("clock", act="set", seconds=min(seconds, 86_400))
        desk.tell(f"{minutes(seconds)} from now.")

    await desk.write("How many minutes from now?", send, note="Such as 5, or 2:30.")


async def stop_clock(desk: Desk) -> None:
    """Let no clock run."""
    await desk.ask("clock", act="stop")


async def message(desk: Desk) -> None:
    """Send a message to whoever is chosen."""
    everybody = Choice(
        "", "everybody", count(int(desk.view.room.get("people", 0)), "person", "people")
    )
    choices = [everybody]
    if desk.talk:
        here = conversation_name(desk.view.card(desk.talk), desk.talk)
        choices.append(Choice(desk.talk, here, "the conversation at hand"))
    choices += [
        Choice(card["conversation"], conversation_name(card))
        for card in desk.view.cards
        if card["conversation"] != desk.talk
    ]
    choices += [Choice(each["seat"], person_name(each)) for each in desk.view.people]
    chosen = await desk.choose("To whom?", choices, search=True)
    if chosen is not None:
        name = next(choice.text for choice in choices if choice.value == chosen)
        in_it = any(card["conversation"] == chosen for card in desk.view.cards)
        await write_message(desk, chosen, told_of(desk.view, chosen) if in_it else name)


async def write_message(desk: Desk, to: str, name: str) -> None:
    """Send a message to one seat, one conversation, or ("") everybody."""

    async def send(text: str) -> None:
        await desk.must("broadcast", text=text, to=to or None)
        desk.tell(f"Sent to {name}.")

    await desk.write(f"A message to {name}", send, draft=f"message {to}")


async def close(desk: Desk) -> None:
    """End the exercise."""
    note = "Nothing can be said any more. Everybody keeps their seat and their own debrief."
    if await desk.confirm("Close the exercise for everybody?", "Close", note):
        await desk.ask("close")


async def new_code(desk: Desk) -> None:
    """Let people in by a new code."""
    note = "Whoever is in stays in. The old code, and its QR code, find nothing any more."
    if await desk.confirm("Let people in by a new code?", "New code", note):
        await desk.ask("code", locked=False)


async def lock(desk: Desk) -> None:
    """Let nobody in, or let people in again."""
    if desk.view.room.get("locked"):
        await desk.ask("code", locked=False)
    elif await desk.confirm("Let nobody in any more?", "Lock", "Unlocking gives a new code."):
        await desk.ask("code", locked=True)


async def anonymous(desk: Desk) -> None:
    """Show lines without who said them, or with it."""
    now = bool(desk.view.room.get("anonymous"))
    choices = [
        Choice("on", "Nobody is told who said a line", "now" if now else ""),
        Choice("off", "Lines are shown with who said them", "" if now else "now"),
    ]
    chosen = await desk.choose(
        "What was agreed with the room?", choices, mark="on" if now else "off"
    )
    if chosen is not None:
        await desk.ask("anonymous", on=chosen == "on")


async def erase_room(desk: Desk) -> None:
    """Erase everything that was typed."""
    note = "Every line, note, answer and name goes for good, here and in the hub's files."
    if await desk.confirm("Erase the whole room?", "Erase", note):
        await desk.ask("erase", seat=None)
