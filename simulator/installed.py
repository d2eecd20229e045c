"""Where installed packs lie in the data folder: their personas are found by name."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = "personas"


def pack_folders(data: Path) -> tuple[Path, ...]:
    """Return the folders of the packs installed in a data folder, sorted by the packs' names.

    None where there is no data folder, or none that can be looked into.
    """
    try:
        with os.scandir(data / FOLDER) as found:
            return tuple(sorted(Path(pack.path) for pack in found if _is_pack(pack)))
    except OSError:
        return ()


def _is_pack(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir() and not entry.name.startswith(".")  # an installation under way
