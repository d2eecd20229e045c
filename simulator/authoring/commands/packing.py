"""The commands of packs."""

from __future__ import annotations

import os
from pathlib import Path

import click

from simulator.options import folder_of, stores


@click.group()
def pack() -> None:
    """Give personas, methods and dialogue tests to others, and install what you are given."""


@pack.command(name="check")
@click.argument("path", type=click.Path(path_type=Path))
def check_pack(path: Path) -> None:
    """Check a pack, a folder or a zip, and list the problems."""
    from simulator.authoring.packs import check

    check(path)


@pack.command(name="build")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Else NAME-VERSION.zip here.")
def build_pack(folder: Path, output: Path | None) -> None:
    """Check a pack's FOLDER and make its zip: the same folder always gives the same bytes."""
    from simulator.authoring.packs import build

    build(folder, output)


@pack.command(name="install")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="In place of a pack or personas of the same names.")
@stores
@click.pass_obj
def install_pack(default: Path | None, file: Path, replace: bool, data: Path | None) -> None:
    """Check the pack in FILE and install it: its personas can then be played by name."""
    from simulator.authoring.packs import install_pack

    usual = os.environ.get("DETENTE_DATA")
    install_pack(
        file, folder_of(data or default), replace, folder_of(Path(usual) if usual else None)
    )


@pack.command(name="uninstall")
@click.argument("name")
@stores
@click.pass_obj
def uninstall_pack(default: Path | None, name: str, data: Path | None) -> None:
    """Take the installed pack NAME out again: its personas, methods and tests."""
    from simulator.authoring.packs import uninstall_pack

    uninstall_pack(name, folder_of(data or default))
