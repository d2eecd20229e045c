"""The styles and scripts of the pages, held in memory: nothing else can be asked for by a path."""

from __future__ import annotations

import gzip
import mimetypes
import re
from pathlib import Path
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

FOR_EVER = "public, max-age=31536000, immutable"
"""The path holds a hash of what is there."""

_INDENTED = re.compile(rb"^ *//.*\n|^ +|^\n", re.MULTILINE)
"""What only who reads the source needs. No text in it goes over several lines."""

_LOOSE = re.compile(rb"\s*([{};])\s*|(?<=\w): ")
"""What a style sheet is easier to read with. None of these stands in a text of one."""

KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class _File(NamedTuple):
    kind: str
    plain: bytes
    packed: bytes


class Static:
    """The files of one flat folder, read once."""

    def __init__(self, folder: Path) -> None:
        self._files = {f.name: _read(f) for f in sorted(folder.iterdir()) if f.is_file()}

    async def serve(self, request: Request) -> Response:
        """Return the file that the path names. Raises HTTPException."""
        file = self._files.get(request.path_params["name"])
        if file is None:
            raise HTTPException(404)
        headers = {"cache-control": FOR_EVER, "vary": "accept-encoding"}
        packs = "gzip" in request.headers.get("accept-encoding", "")
        if packs and len(file.packed) < len(file.plain):
            return Response(file.packed, 200, headers | {"content-encoding": "gzip"}, file.kind)
        return Response(file.plain, 200, headers, file.kind)


def content_of(path: Path) -> bytes:
    """Return a file as it is told: scripts and styles without what is only for reading them.

    A phone on a bad network loads them, and not every way to it packs them.
    """
    plain = path.read_bytes()
    if path.suffix in (".js", ".css"):
        plain = _INDENTED.sub(b"", plain)
    if path.suffix == ".css":
        plain = _LOOSE.sub(lambda found: found[1] or b":", plain)
    return plain


def _read(path: Path) -> _File:
    plain = content_of(path)
    kind = KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return _File(kind or "application/octet-stream", plain, gzip.compress(plain, 9, mtime=0))
