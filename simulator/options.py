"""What several commands are told: where things are kept, and what reads the lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from simulator.journal import Journal

Command = Callable[..., Any]

MODELS = ("careful", "quick", "cues")
MODEL = "What reads the lines (or set DETENTE_MODEL). quick: a tenth of the time, hears less."
WHERE = "Where conversations are kept (or set DETENTE_DATA)."


def stores(command: Command) -> Command:
    """Let a command be told where conversations are kept."""
    return click.option("--data", type=click.Path(path_type=Path), help=WHERE)(command)


def reads(command: Command) -> Command:
    """Let a command be told what reads the lines."""
    return click.option(
        "--model",
        type=click.Choice(MODELS),
        envvar="DETENTE_MODEL",
        default=MODELS[0],
        show_default=True,
        help=MODEL,
    )(command)


def folder_of(data: Path | None) -> Path:
    """Return the data folder asked for, or the usual one."""
    if data is not None:
        return data
    from platformdirs import user_data_path

    return user_data_path("detente")


def installed_in(data: Path | None) -> tuple[Path, ...]:
    """Return the folders of the packs installed in a data folder."""
    from simulator.installed import pack_folders

    return pack_folders(folder_of(data))


def journal_in(data: Path | None) -> Journal:
    """Open the journal of a data folder. Raises JournalError."""
    from simulator.journal import Journal

    return Journal.open(folder_of(data))
