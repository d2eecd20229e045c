"""A seat in a terminal: asks for what is missing, then the whole screen or line by line."""

from __future__ import annotations

import asyncio
from random import SystemRandom
from typing import TYPE_CHECKING

import click

from simulator.errors import happened
from simulator.exits import INTERRUPTED, stop
from simulator.room.client.addresses import code_in, socket_address
from simulator.room.terminal.kept_seat import KeptSeat
from simulator.streams import on_screen, reads_keys

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

BROKE = 1
"""Exit status where the program, and nobody who uses it, made a mistake."""

NO_CODE = "Which room? --code takes the code that is shown in front."
NAME = "Your name (only the facilitator sees it; Enter alone: none)"
COMING_BACK = "Your seat is kept; the same command takes it again."


def take_seat(
    url: str,
    data: Path,
    code: str = "",
    name: str = "",
    plain: bool = False,
    new: bool = False,
    tls: ssl.SSLContext | None = None,
) -> None:
    """Take a seat in a hub's room until it is left or the room is closed.

    url: the address participants are given. data: the folder where seats are kept; one that is
    there is taken again, unless it is refused or `new`. code, name: asked for where they are
    missing, the code unless the address has it. plain: line by line, as it is where no screen is.
    Raises AddressError.
    """
    address = socket_address(url)
    code = code or code_in(url)
    if not code:
        if not reads_keys():
            stop(NO_CODE)
        code = click.prompt("Code of the room")
    kept = KeptSeat(data, address, code)
    token = "" if new else _taken_again(kept)
    if not token and not name and reads_keys():
        name = click.prompt(NAME, default="", show_default=False)
    in_rows = plain or not on_screen()
    why = (_line_by_line if in_rows else _on_screen)(address, code, name, kept, token, tls)
    if why:
        from engine import clean

        stop(clean(why))  # a hub's words


def _taken_again(kept: KeptSeat) -> str:
    """Return the token of the seat that was kept, if there is one and it is wanted."""
    seat = kept.find()
    if seat is None:
        return ""
    if reads_keys():
        from engine import clean

        called = f": {clean(seat.called)}" if seat.called else ""
        if not click.confirm(f"You have a seat here{called}. Take it again?", default=True):
            return ""
    return seat.token


def _line_by_line(
    address: str, code: str, name: str, kept: KeptSeat, token: str, tls: ssl.SSLContext | None
) -> str:
    from simulator.room.terminal.plain import PlainSeat

    seat = PlainSeat(address, SystemRandom(), code, name, kept, token, tls)
    try:
        return asyncio.run(seat.run())
    except KeyboardInterrupt:
        stop(f"\n{COMING_BACK}", INTERRUPTED)
    except Exception as error:  # whatever it is: nobody in a room is shown a traceback
        stop(f"Something in detente broke: {happened(error)}.\n{COMING_BACK}", BROKE)


def _on_screen(
    address: str, code: str, name: str, kept: KeptSeat, token: str, tls: ssl.SSLContext | None
) -> str:
    from simulator.room.terminal.app import SeatApp  # Textual takes a while

    app = SeatApp(address, SystemRandom(), code, name, kept, token, tls)
    app.run()
    if app.return_code:  # what broke was told
        stop(COMING_BACK, BROKE)
    if not app.return_value and kept.find():
        click.echo(COMING_BACK, err=True)
    return app.return_value or ""
