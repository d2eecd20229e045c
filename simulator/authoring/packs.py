"""`detente pack`: what checking, building and installing a pack say."""

from __future__ import annotations

import shlex
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from engine.workbench.packs import load_pack
from simulator.authoring.archive import PackError, read_entries, zipped
from simulator.authoring.installing import install, unpack
from simulator.authoring.uninstalling import uninstall
from simulator.paragraphs import say

if TYPE_CHECKING:
    from engine.workbench.packs import Pack


def check(path: Path) -> None:
    """Say what is in a pack. Raises PersonaError with every problem, PackError for what is none."""
    pack, _ = _checked(path)
    say(f"{_titled(pack)}: no problems; {_contents(pack)}.")


def build(folder: Path, out: Path | None) -> None:
    """Write a pack's zip, out or NAME-VERSION.zip here. Raises as `check`; PackError."""
    if not folder.is_dir():
        raise PackError(f"There is no folder {folder}.")
    pack, entries = _checked(folder)
    path = out or Path(f"{pack.about.name}-{pack.about.version}.zip")
    if path.suffix != ".zip":
        raise PackError(f"{path} does not end in .zip; a pack's file does.")
    if path.resolve().is_relative_to(folder.resolve()):
        raise PackError(f"{path} would lie in the pack itself; give another place with -o.")
    path.write_bytes(zipped(entries))
    say(f"{path}: {_titled(pack)}, {_contents(pack)}.")
    say(f"Whoever gets it: detente pack install {path.name}")


def install_pack(path: Path, data: Path, replace: bool, usual: Path) -> None:
    """Install a pack in a data folder; say what it brought, and how to play it.

    usual: the data folder that `detente` looks into by itself. Raises as `check`; PackError.
    """
    pack, entries = _checked(path)
    taken = install(pack, entries, data, replace)
    say(f"Installed {_titled(pack)} by {pack.about.author}, {pack.about.licence}.")
    say(pack.about.summary, "    ")
    elsewhere = [] if data == usual else ["--data", str(data)]
    for persona in pack.personas:
        say(f"{persona.stem} ({persona.name}): {persona.title}")
        say(f"detente {shlex.join(['play', persona.stem, *elsewhere])}", "    ")
    for other, stems in taken.items():
        say(f"Taken out of the pack {other}: {', '.join(stems)}.")


def uninstall_pack(name: str, data: Path) -> None:
    """Take an installed pack out of a data folder; say what of it is left. Raises PackError."""
    told, left = uninstall(name, data)
    say(f"{told} is no longer installed.")
    for file in left:
        say(f"Left as it did not come with the pack: {file}")


def _checked(path: Path) -> tuple[Pack, dict[str, bytes]]:
    entries = read_entries(path)
    with TemporaryDirectory(prefix="detente-") as folder:
        unpack(entries, Path(folder))
        return load_pack(Path(folder)), entries


def _titled(pack: Pack) -> str:
    return f"{pack.about.name} {pack.about.version}"


def _contents(pack: Pack) -> str:
    counts = {
        "persona": len(pack.personas),
        "method": len(pack.methods),
        "dialogue test": pack.dialogues,
    }
    return ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts.items() if n)
