"""Putting a checked pack where its personas are found by name, whole or not at all."""

from __future__ import annotations

import os
import shutil
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from engine import PersonaError, persona_names
from engine.workbench.entries import alike
from engine.workbench.packs import load_about
from simulator.authoring.archive import PackError
from simulator.installed import FOLDER, pack_folders

if TYPE_CHECKING:
    from engine.workbench.packs import Pack


def install(
    pack: Pack, entries: dict[str, bytes], data: Path, replace: bool
) -> dict[str, list[str]]:
    """Put a checked pack into the data folder; return what was taken out of which other packs.

    replace: the pack takes the place of one of its name, and its personas of those of theirs.
    Raises PackError, and then nothing has changed: when something is in the way and replace is
    not asked for, or when the folder cannot be used.
    """
    root = data / FOLDER
    target = root / pack.about.name
    clashes = _clashes(pack, [folder for folder in pack_folders(data) if folder != target])
    if not replace and (told := _in_the_way(pack, target, clashes)):
        raise PackError("\n".join(told))
    try:
        root.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", dir=root) as work:
            unpack(entries, Path(work, "new"))
            Path(work, "list").write_text("\n".join(sorted(entries)), encoding="utf-8")
            _put(Path(work, "new"), target, aside=Path(work, "old"))
            Path(work, "list").replace(list_of(target))
        for folder, stems in clashes.items():
            _take_out(folder, stems)
    except OSError as error:
        reason = error.strerror or error
        raise PackError(f"The persona folder {root} cannot be used: {reason}.") from error
    return {folder.name: stems for folder, stems in clashes.items()}


def list_of(folder: Path) -> Path:
    """Return where it is kept which files an installation put into a pack's folder."""
    return folder.with_name(f".{folder.name}.files")


def unpack(entries: dict[str, bytes], folder: Path) -> None:
    """Write the files of a pack, whose names are checked, into a folder; none may be there yet."""
    folder.mkdir(exist_ok=True)
    for name, data in entries.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)


def _clashes(pack: Pack, others: list[Path]) -> dict[Path, list[str]]:
    """Return the personas of other packs that have a name of this one's, by the packs' folders."""
    names = {alike(persona.stem) for persona in pack.personas}
    found = {folder: [stem for stem in _stems(folder) if alike(stem) in names] for folder in others}
    return {folder: stems for folder, stems in found.items() if stems}


def _stems(folder: Path) -> list[str]:
    return persona_names([folder])[len(persona_names()) :]


def _in_the_way(pack: Pack, target: Path, clashes: dict[Path, list[str]]) -> list[str]:
    told = []
    if os.path.lexists(target):
        told.append(
            f"{titled(target)} is installed already; "
            f"with --replace version {pack.about.version} takes its place."
        )
    for folder, stems in clashes.items():
        told += [
            f"A persona {stem} is installed already, with the pack {folder.name}; "
            "with --replace it is taken out of that pack."
            for stem in stems
        ]
    return told


def titled(target: Path) -> str:
    """Return what an installed pack says it is, or its name."""
    try:
        about = load_about(target)
    except PersonaError:
        return f"The pack {target.name}"
    return f"The pack {about.name} {about.version} by {about.author}"


def _put(new: Path, target: Path, aside: Path) -> None:
    """Give a folder its place; what is there goes aside, and comes back if that fails."""
    if os.path.lexists(target):
        target.rename(aside)
    try:
        new.rename(target)
    except BaseException:
        if os.path.lexists(aside):
            aside.rename(target)
        raise


def _take_out(folder: Path, stems: list[str]) -> None:
    """Delete personas from an installed pack, and the pack with its last."""
    for stem in stems:
        (folder / f"{stem}.yaml").unlink()
        for beside in folder.glob(f"{escape(stem)}.*.yaml"):  # its tests and translations
            beside.unlink()
    if not _stems(folder):
        shutil.rmtree(folder)
