"""Taking an installed pack out again: what its installation put there, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from engine import clean
from engine.persona.problems import nearest
from engine.workbench.entries import FOLDERS, check_names
from simulator.authoring.archive import PackError
from simulator.authoring.installing import list_of, titled
from simulator.installed import pack_folders


def uninstall(name: str, data: Path) -> tuple[str, list[str]]:
    """Delete an installed pack's files; return what it was, and what else is in its folder.

    Raises PackError when there is no such pack, or its files cannot be deleted.
    """
    installed = {folder.name: folder for folder in pack_folders(data)}
    if name not in installed:
        known = nearest(name, installed) if installed else ""
        raise PackError(f'No pack "{clean(name)}" is installed.{known}')
    folder = installed[name]
    told = titled(folder)
    try:
        for file in _listed(folder):
            (folder / file).unlink(missing_ok=True)
        for inner in (*FOLDERS, ""):
            with suppress(OSError):  # it is not there, or something else is in it
                (folder / inner).rmdir()
        list_of(folder).unlink()
    except OSError as error:
        reason = error.strerror or error
        raise PackError(f"{error.filename or folder} cannot be deleted: {reason}.") from error
    left = folder.rglob("*") if folder.is_dir() else ()
    return told, sorted(str(path) for path in left if not path.is_dir())


def _listed(folder: Path) -> list[str]:
    """Return the files an installation put into a folder. Raises PackError if it did not."""
    try:
        names = list_of(folder).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        names = []
    links = any(path.is_symlink() for path in (folder, *folder.iterdir()))
    if not names or links or check_names(names):  # neither a link nor a list leads elsewhere
        raise PackError(f"{folder} was not installed by detente; delete the folder yourself.")
    return names
