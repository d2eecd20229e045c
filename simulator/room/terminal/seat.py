"""A seat in a terminal: asks for what is missing, then the whole screen or line by line."""

from __future__ import annotations

import asyncio
from random import SystemRandom
from typing import TYPE_CHECKING

import click

from simulator.exits import INTERRUPTED, stop
from simulator.room.client.addresses import code_in, socket_address
from simulator.streams import on_screen, reads_keys

if TYPE_CHECKING:
    import ssl

NO_CODE = "Which room? --code takes the code that is shown in front."


def take_seat(
    url: str, code: str = "", name: str = "", plain: bool = False, tls: ssl.SSLContext | None = None
) -> None:
    """Take a seat in a hub's room until it is left or the room is closed.

    url: the address participants are given. code, name: asked for where they are missing, the code
    unless the address has it. plain: line by line, as it is where no screen is. Raises
    AddressError.
    """
    address = socket_address(url)
    code = code or code_in(url)
    if not code:
        if not reads_keys():
            stop(NO_CODE)
        code = click.prompt("Code of the room")
    if not name and reads_keys():
        name = click.prompt(
            "Your name (Enter alone: one is made up)", default="", show_default=False
        )
    if plain or not on_screen():
        from simulator.room.terminal.plain import PlainSeat

        seat = PlainSeat(address, SystemRandom(), code, name, tls)
        try:
            why = asyncio.run(seat.run())
        except KeyboardInterrupt:
            stop("", INTERRUPTED)
    else:
        from simulator.room.terminal.app import SeatApp  # Textual takes a while

        app = SeatApp(address, SystemRandom(), code, name, tls)
        app.run()
        why = app.return_value or ""
    if why:
        from engine import clean

        stop(clean(why))  # a hub's words
