"""Rounds: the parts of those in breakouts are passed on, at one table or at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.console.desk import Choice
from simulator.room.console.wording import shown, told_of

if TYPE_CHECKING:
    from simulator.room.console.desk import Desk


async def rotate(desk: Desk) -> None:
    """Pass the parts on: everywhere, or in the conversation at hand."""
    view, talk = desk.view, desk.talk
    card, table = view.card(talk), told_of(view, talk)
    who = shown(card.get("persona", "")) or "the counterpart"
    number, rounds = view.round
    then = f"round {min(number + 1, rounds)} of {rounds}" if rounds else ""
    choices = [
        Choice("all", "All tables: the counterparts begin again", then),
        Choice("anew", f"{table}: {who} begins again"),
        Choice("on", f"{table}: the talk goes on"),
    ]
    chosen = await desk.choose("Where are the parts passed on?", choices)
    if chosen is None:
        return
    everywhere, anew = chosen == "all", chosen != "on"
    conversation = None if everywhere else talk
    if await desk.ask("rotate", conversation=conversation, anew=anew) is None:
        return
    if everywhere:
        now = f"Round {min(number + 1, rounds)}: all tables begin again." if rounds else ""
        desk.tell(now or "All tables begin again, everybody with the next one's part.")
    else:
        goes = f"{who} begins again" if anew else "the talk goes on"
        desk.tell(f"{table}: the parts are passed on, {goes}.")
