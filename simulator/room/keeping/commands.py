"""The commands about rooms that are kept: list, export, erase, tidy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.exits import stop
from simulator.options import Command, folder_of, stores

if TYPE_CHECKING:
    from simulator.room.keeping.keeping import Kept
    from simulator.room.store import Store

DATABASE = "Rooms of a PostgreSQL, postgresql://…, instead of the data folder's."
HOME = "xapi: the address, https://…, that accounts and activities belong to."
CERTAIN = "Do not ask."

Where = tuple[str | None, Path | None]
"""A database's address, and a data folder: whichever was given."""


def _kept(command: Command) -> Command:
    """Let a command be told where rooms are kept."""
    told = click.option("--database", metavar="URL", envvar="DETENTE_DATABASE", help=DATABASE)
    return told(stores(command))


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="As a JSON array.")
@_kept
@click.pass_context
def rooms(ctx: click.Context, as_json: bool, database: str | None, data: Path | None) -> None:
    """List the rooms of group exercises that are kept; export or erase one.

    Erase with the hub stopped: one that runs has its rooms in memory (its console erases, too).
    """
    ctx.obj = (database, data or ctx.obj)
    if ctx.invoked_subcommand is None:
        from simulator.room.keeping.keeping import kept_rooms

        with _rooms(ctx.obj) as store:
            place = "that database" if database else str(folder_of(ctx.obj[1]))
            _list(kept_rooms(store), as_json, place)


@rooms.command()
@click.argument("room")
@click.option(
    "--format",
    "form",
    type=click.Choice(("html", "csv", "xapi", "pack")),
    default="html",
    show_default=True,
    help="pack: a zip file of everything.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file.  [default: ROOM.…]"
)
@click.option("--home", metavar="URL", help=HOME)
@_kept
@click.pass_obj
def export(
    above: Where,
    room: str,
    form: str,
    output: Path | None,
    home: str | None,
    database: str | None,
    data: Path | None,
) -> None:
    """Write the debrief of ROOM's group to a file; ROOM may be the beginning of its id."""
    from simulator.room.keeping.keeping import FORMS, exported, find_room

    if home is not None and not home.startswith(("https://", "http://")):
        raise click.UsageError("--home takes an address that begins with https://.")
    with _rooms(above, database, data) as store:
        found = find_room(store, room)
        told = exported(store, found, form, home) if home else exported(store, found, form)
    path = output or Path(f"{found}.{FORMS[form]}")
    path.write_bytes(told)
    click.echo(f"Written: {path}")


@rooms.command()
@click.argument("room")
@click.option("--seat", metavar="S", help="Only what this seat typed: its id, pseudonym or name.")
@click.option("--yes", is_flag=True, help=CERTAIN)
@_kept
@click.pass_obj
def erase(
    above: Where,
    room: str,
    seat: str | None,
    yes: bool,
    database: str | None,
    data: Path | None,
) -> None:
    """Erase ROOM, or what one person typed in it, for good.

    Of a person everything goes that they typed, their name, and what the counterpart answered from
    their first line on, which may quote them. What was counted and felt stays.
    """
    from simulator.room.keeping.keeping import erase_room, erase_seat, find_room, find_seat

    with _rooms(above, database, data, alone=True) as store:
        found = find_room(store, room)
        whose = find_seat(store, found, seat) if seat is not None else None
        what = f"what {whose} typed in room {found}" if whose else f"room {found}"
        if not yes:
            click.confirm(f"Erase {what} for good?", abort=True)
        if whose is None:
            erase_room(store, found)
        else:
            erase_seat(store, found, whose, datetime.now(UTC))
    click.echo(f"Erased: {what}.")


@rooms.command()
@_kept
@click.pass_obj
def tidy(above: Where, database: str | None, data: Path | None) -> None:
    """Erase the rooms whose time is over; a hub does so when it starts."""
    from simulator.room.keeping.keeping import tidy as tidied

    with _rooms(above, database, data, alone=True) as store:
        over = tidied(store, datetime.now(UTC))
    click.echo(f"Erased: {', '.join(over)}." if over else "No room's time is over.")


def _list(kept: list[Kept], as_json: bool, place: str) -> None:
    if as_json:
        print(json.dumps([one.as_dict() for one in kept], ensure_ascii=False, indent=2))
        return
    from simulator.paragraphs import say

    for one in kept:
        say(f"{one.room} ({one.opened[:16].replace('T', ' ')} UTC): {one.title}")
        state = "over" if one.closed else "open"
        say(
            f"{_count(one.people, 'person', 'people')}, "
            f"{_count(one.conversations, 'conversation', 'conversations')}, "
            f"{_count(one.lines, 'line', 'lines')}; {state}, kept until {one.keep_until[:10]}",
            "    ",
        )
    if not kept:
        say(f"No room is kept in {place}.")
        say("`detente host` opens one; --data looks in another folder.")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


@contextmanager
def _rooms(
    above: Where, database: str | None = None, data: Path | None = None, alone: bool = False
) -> Iterator[Store]:
    """Open the rooms that a command, or else the group above it, was told of.

    alone: while no hub runs on a data folder; whether one does on a database cannot be seen.
    """
    from simulator.room.store import open_store

    address, given = (database, data) if database or data else above
    folder = folder_of(given)
    with _without_hub(folder) if alone and not address else nullcontext():
        store = open_store(address or folder)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def _without_hub(folder: Path) -> Iterator[None]:
    from simulator.room.hosting.running import alone, running

    hub = running(folder)
    if hub is not None:
        stop(f"A hub runs on these rooms, at {hub.url}. Erase in its console, or stop it first.")
    with alone(folder):
        yield
