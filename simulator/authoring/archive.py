"""Packs as folders and as zips: what is in one, read within limits, and the zip of one.

A zip may be made by anybody. All of it is judged before anything of it is on disk, its sizes as
they come out of it and not as it states them.
"""

from __future__ import annotations

import os
import stat
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from engine import PersonaError, clean
from engine.workbench.entries import FOLDERS, check_folder, check_names, wrong
from engine.workbench.schemas import file_of
from simulator.authoring.schemas import PUBLISHED
from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from pathlib import Path

    from engine import Problem

MAX_ENTRIES = 500
MAX_ENTRY = 1 << 20
MAX_TOTAL = 20 << 20
_MAX_ZIP = MAX_TOTAL + (1 << 20)  # what 500 names and headers add to entries that are not packed

_LEFT_BEHIND = {
    *(".DS_Store", "Thumbs.db", "desktop.ini"),
    *map(file_of, PUBLISHED),
}
"""What systems leave in a folder that was looked at, and what editors complete by (`detente new`
puts it there): never part of a pack."""

_DAMAGE = (BadZipFile, zlib.error, struct.error, RuntimeError, EOFError, ValueError, OSError)
"""What zipfile raises for bytes that are no zip; they are in memory, so no disk is at fault."""

_LISTED = b"PK\x01\x02"  # begins each entry of a zip's directory
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # bits of an entry's flags: its content, strongly, its headers
_DEFLATE_ONLY = "packed in a way that detente does not read; `detente pack build` makes the zip"


class PackError(SimulatorError):
    """What is no pack as a whole, or cannot be put where it should be."""


def read_entries(path: Path) -> dict[str, bytes]:
    """Return the files of a pack, a folder or a zip, by name: `robin.yaml`, `methods/calm.yaml`.

    Raises PersonaError with every entry that may not be in a pack, PackError for what is none.
    """
    if path.is_dir():
        return _read_folder(path)
    if path.is_file():
        return _read_zip(path)
    raise PackError(f"There is no pack {path}; a pack is a folder or a zip.")


def zipped(entries: dict[str, bytes]) -> bytes:
    """Return the zip of a pack: the same entries always give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in sorted(entries):
            info = ZipInfo(name)  # of 1 January 1980, the first day a zip knows
            info.create_system = 3  # else it would tell on which system it was made
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            # not deflated: each version of zlib may choose other bytes for the same text
            archive.writestr(info, entries[name], ZIP_STORED)
    return out.getvalue()


class _Contents:
    """What was read so far; its limits hold for what was read, whatever anything stated."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._total = 0

    def take(self, name: str, stream: IO[bytes]) -> int | None:
        """Read an entry; return its size, None when it is too large. Raises PackError in all."""
        data = stream.read(MAX_ENTRY + 1)
        self._total += len(data)
        if self._total > MAX_TOTAL:
            raise PackError(f"{self.place} unpacks to more than 20 MiB; a pack is smaller.")
        if len(data) > MAX_ENTRY:
            self.problems.append(wrong(name, "larger than 1 MiB"))
            return None
        self.files[name] = data
        return len(data)

    def checked(self) -> dict[str, bytes]:
        if self.problems:
            raise PersonaError(self.problems)
        return self.files


def _too_many(place: str) -> PackError:
    return PackError(f"{place} has more than {MAX_ENTRIES} entries; a pack has fewer.")


def _composed(name: str) -> str:
    """Return a name as it is typed; some systems write é as e and an accent."""
    return unicodedata.normalize("NFC", name)


# ------------------------------------------------------------------------------------- folders


def _read_folder(path: Path) -> dict[str, bytes]:
    contents = _Contents(clean(path.name) or str(path))
    files: dict[str, Path] = {}
    names: list[str] = []
    for count, (name, entry) in enumerate(_walk(path), 1):
        if count > MAX_ENTRIES:
            raise _too_many(contents.place)
        if told := _no_file(entry):
            contents.problems.append(wrong(name, told))
        elif not entry.is_dir():
            names.append(name)
            files[_composed(name)] = path / name
        elif problem := check_folder(name):
            contents.problems.append(problem)
    contents.problems += check_names(names)
    contents.checked()
    for name, file in files.items():
        with file.open("rb") as stream:
            contents.take(name, stream)
    return contents.checked()


def _walk(folder: Path, within: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield what is in a pack's folder and in those folders in it that a pack may have."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name in _LEFT_BEHIND:
                continue
            yield within + entry.name, entry
            if not within and entry.name in FOLDERS and entry.is_dir(follow_symlinks=False):
                yield from _walk(folder / entry.name, f"{entry.name}/")


def _no_file(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "a symbolic link; put the file itself there"
    if not entry.is_dir() and not entry.is_file():
        return "no ordinary file"
    return ""


# ---------------------------------------------------------------------------------------- zips


def _read_zip(path: Path) -> dict[str, bytes]:
    place = clean(path.name)
    with path.open("rb") as stream:
        raw = stream.read(_MAX_ZIP + 1)
    if len(raw) > _MAX_ZIP:
        raise PackError(f"{place} is larger than 20 MiB; a pack is smaller.")
    if raw.count(_LISTED) > MAX_ENTRIES:  # before zipfile makes something of each of them
        raise _too_many(place)
    try:
        with ZipFile(BytesIO(raw)) as archive:
            return _unzipped(archive, place)
    except PersonaError:
        raise  # a ValueError, too
    except _DAMAGE as error:
        if not raw.startswith(b"PK"):
            raise PackError(f"{place} is not a zip file; a pack is a folder or a zip.") from error
        raise PackError(f"{place} is damaged or was cut off; ask for it again.") from error


def _unzipped(archive: ZipFile, place: str) -> dict[str, bytes]:
    contents = _Contents(place)
    files: list[ZipInfo] = []
    for info in archive.infolist():
        name = info.orig_filename  # as written: zipfile's own ends at a zero, and varies by system
        if told := _no_plain_file(info):
            contents.problems.append(wrong(name, told))
        elif not name.endswith("/"):
            files.append(info)
        elif problem := check_folder(name[:-1]):
            contents.problems.append(problem)
    contents.problems += check_names(info.orig_filename for info in files)
    contents.problems = list(dict.fromkeys(contents.problems))
    contents.checked()
    for info in files:
        _unzip(archive, info, contents)
    return contents.checked()


def _no_plain_file(info: ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a symbolic link; a pack holds the files themselves"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "no ordinary file"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted; a pack has no password"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return _DEFLATE_ONLY  # others unpack by the block, however little of it is asked for
    return ""


def _unzip(archive: ZipFile, info: ZipInfo, contents: _Contents) -> None:
    stated = info.file_size
    info.file_size = 2 * MAX_ENTRY  # zipfile stops reading there: what is stated could be a lie
    with archive.open(info) as stream:
        size = contents.take(_composed(info.orig_filename), stream)
    if size is not None and size != stated:
        raise BadZipFile(f"{size} bytes where {stated} are stated")
