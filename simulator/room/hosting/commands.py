"""The commands of group exercises: host, join, console."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.exits import stop
from simulator.options import folder_of, installed_in, stores
from simulator.streams import on_screen

if TYPE_CHECKING:
    from simulator.room.hosting.hosting import Hosting, Model

HOST = "Address to listen at; 0.0.0.0: all of this machine's."
PORT = "Port to listen at.  [default: 8765, or the next that is free]"
DATABASE = "Keep rooms in a PostgreSQL, postgresql://…, which several hubs share."
EXERCISE = "Exercise to begin: a name, or a path to a YAML file."
PERSONA = "Without an exercise: who is talked to."
PUBLIC = "Where others find a hub that is behind a proxy: https://rooms.example.org."
MODELS = ("auto", "careful", "quick")
MODEL = "What reads the lines.  [default: as the exercise says]"
ROOMS = "One hub for several trainers: so many rooms, each with keys of its own; headless."
NEW = "Begin another exercise, though one is open."
NAME = "Yours, for the facilitator; others see a made-up one, unless the room agrees to names."
KEY = "DETENTE_FACILITATOR"


@click.command()
@click.option("--headless", is_flag=True, help="No console; one line of JSON when it is ready.")
@click.option("--host", "address", metavar="H", default="127.0.0.1", show_default=True, help=HOST)
@click.option("--port", type=click.IntRange(0, 65535), metavar="P", help=PORT)
@click.option("--database", metavar="URL", envvar="DETENTE_DATABASE", default="", help=DATABASE)
@click.option("--exercise", metavar="FILE", default="", help=EXERCISE)
@click.option("--persona", metavar="NAME", default="", help=PERSONA)
@click.option("--public", metavar="URL", default="", help=PUBLIC)
@click.option("--certificate", metavar="FILE", help="For HTTPS: the certificate (PEM).")
@click.option("--key", metavar="FILE", help="And its private key (PEM).")
@click.option("--model", type=click.Choice(MODELS), help=MODEL)
@click.option("--rooms", type=click.IntRange(1, 200), default=1, metavar="N", help=ROOMS)
@click.option("--new", is_flag=True, help=NEW)
@stores
@click.pass_obj
def host(
    default: Path | None,
    headless: bool,
    address: str,
    port: int | None,
    database: str,
    exercise: str,
    persona: str,
    public: str,
    certificate: str | None,
    key: str | None,
    model: Model | None,
    rooms: int,
    new: bool,
    data: Path | None,
) -> None:
    """Open a room for a group: this machine is its hub, until it is ended.

    Leaving the console (Ctrl+Q) asks whether the hub ends, too.

    An exercise that is still open in the data folder is gone on with.
    """
    if bool(certificate) != bool(key):
        raise click.UsageError("--certificate and --key go together.")
    if exercise and persona:
        raise click.UsageError("An --exercise names its own personas; leave --persona out.")
    if rooms > 1 and not headless:
        raise click.UsageError("--rooms goes with --headless: it prints each trainer's keys.")
    from simulator.room.hosting.hosting import Hosting
    from simulator.room.hosting.hosting import host as serve

    asked = Hosting(
        folder_of(data or default),
        address,
        port,
        database,
        exercise,
        persona,
        public,
        (certificate, key) if certificate and key else None,
        model,
        new,
        installed_in(data or default),
        rooms,
    )
    if headless:
        serve(asked)
        return
    from simulator.room.hosting.leading import lead

    if not on_screen():
        stop("The console needs a terminal; `detente host --headless` does without.")
    os.environ["DETENTE_DATABASE"] = database  # not an argument: it may hold a password
    lead(asked, partial(_arguments, asked))


@click.command()
@click.argument("url")
@click.option("--code", metavar="CODE", default="", help="The room's; asked for without.")
@click.option("--name", metavar="NAME", default="", help=NAME)
@click.option("--plain", is_flag=True, help="Line by line; by itself where no screen is.")
@click.option("--new", is_flag=True, help="Take another seat, though you have one here.")
@stores
@click.pass_obj
def join(
    default: Path | None,
    url: str,
    code: str,
    name: str,
    plain: bool,
    new: bool,
    data: Path | None,
) -> None:
    """Take a seat in the terminal, in the room of a hub at URL.

    Your seat is kept in the data folder for seven days: whoever comes back is who they were.
    """
    from simulator.room.terminal.seat import take_seat

    take_seat(url, folder_of(data or default), code, name, plain, new)


@click.command()
@click.argument("url", required=False)
@stores
@click.pass_obj
def console(default: Path | None, url: str | None, data: Path | None) -> None:
    """Come back as the facilitator of a hub: at URL, or of this machine.

    The facilitator's key is found in the data folder on the hub's own machine; else it is taken
    from DETENTE_FACILITATOR, or asked for.
    """
    from simulator.room.hosting.leading import lead_again

    why = lead_again(url, folder_of(data or default), os.environ.get(KEY, ""))
    if why:
        stop(why)


def _arguments(asked: Hosting, port: int) -> list[str]:
    """Return the arguments that ask another process for the same hub at a port."""
    given = {
        "--data": str(asked.data),
        "--host": asked.host,
        "--port": str(port),
        "--exercise": asked.exercise,
        "--persona": asked.persona,
        "--public": asked.public,
        "--certificate": asked.certificate[0] if asked.certificate else "",
        "--key": asked.certificate[1] if asked.certificate else "",
        "--model": asked.model or "",
    }
    said = [f"{option}={value}" for option, value in given.items() if value]
    return [*said, *(["--new"] if asked.new else [])]


COMMANDS = (host, join, console)
