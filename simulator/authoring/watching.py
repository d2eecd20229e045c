"""`detente check --watch`: beside an editor, on every save, what is wrong and how it plays."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NoReturn

import click

from engine import PersonaError, UnknownPersona, find_persona, usable
from simulator.authoring.looking import Look, Stamp, files_of, folders_of, looks_at, stamp_of
from simulator.authoring.preview import preview, problems, summed
from simulator.exits import MISTAKE, told
from simulator.paragraphs import wrapped
from simulator.streams import writes_screen

_WAIT = 300
"""Milliseconds between two looks at the files themselves, where no system tells of changes."""


class _Watched:
    """One persona as it was last seen."""

    def __init__(self, name: str, also: tuple[Path, ...]) -> None:
        self.name = name
        self.path = find_persona(name, also)
        self.look: Look | None = None
        self._played: Look | None = None
        self._also = also
        self._files: tuple[Path, ...] = ()
        self._stamp: Stamp = ()
        self._dialogue = ""

    def changed(self) -> bool:
        """Return whether it is not as it was when this was last asked."""
        if not self._untouched():
            self._files = files_of(self.path)
            self._stamp = stamp_of(self._files)
            return True
        return False

    def _untouched(self) -> bool:
        return bool(self._files) and self._stamp == stamp_of(self._files)

    def look_again(self, model: str, others: Sequence[str]) -> None:
        """Look and show what is seen, under lines on other personas; the problems at once.

        What is saved anew meanwhile is not gone on with: it is looked at next.
        """
        with closing(looks_at(self.name, self._also, model)) as looks:
            self.look = next(looks)
            if _clears() and self.look.opening is not None:
                _show([*others, *problems(self.look.checked)])
            with suppress(UnknownPersona, PersonaError):
                for look in looks:
                    self.look = look
                    if not self._untouched():
                        break
        if not self._untouched():
            return
        rows = shutil.get_terminal_size().lines - len(others) - 3 if _clears() else None
        lines, self._dialogue = preview(self.look, self._played, self._dialogue, rows)
        if self.look.played:
            self._played = self.look
        _show([*others, *lines])


def watch(names: Sequence[str], also: tuple[Path, ...], model: str, strict: bool) -> NoReturn:
    """Watch personas by name or path until Ctrl+C; exit as a check of them would now.

    Raises UnknownPersona.
    """
    watched = [_Watched(name, also) for name in names]
    with suppress(KeyboardInterrupt):
        _go_on(watched, model)
    click.echo()
    sys.exit(_status((one.look for one in watched), strict))


def _go_on(watched: Sequence[_Watched], model: str) -> None:
    import watchfiles  # loads anyio and a library in Rust; no other command needs them

    trouble = usable(model)[1]
    if trouble:
        click.echo(told(RuntimeError(trouble)), err=True)
    folders = {folder.resolve() for one in watched for folder in folders_of(one.path)}
    # it yields when nothing has changed, too: once the watch has begun, and where it is told
    # of nothing, as on some network drives; the files themselves say what has changed
    changes = watchfiles.watch(
        *sorted(folders), rust_timeout=_WAIT, yield_on_timeout=True, recursive=False
    )
    for _ in changes:
        for one in watched:
            if one.changed():
                one.look_again(model, _others(one, watched))


def _others(shown: _Watched, watched: Sequence[_Watched]) -> list[str]:
    """Return a line on each of the other personas, as they were last seen."""
    looks = [one.look for one in watched if one is not shown and one.look is not None]
    lines = [line for look in looks for line in wrapped(summed(look.checked)).splitlines()]
    return [*lines, ""] if lines else []


def _show(lines: Iterable[str]) -> None:
    if _clears():
        click.clear()
    for line in lines:
        click.echo(line)
    click.echo(click.style("\nWatching; Ctrl+C ends.", dim=True) if _clears() else "")


def _clears() -> bool:
    """Return whether each look takes the place of the last, and has no more room than a screen."""
    return writes_screen() and os.environ.get("TERM") != "dumb"


def _status(looks: Iterable[Look | None], strict: bool) -> int:
    checked = [look.checked for look in looks if look is not None]
    if not all(one.usable for one in checked):
        return MISTAKE
    return int(strict and any(one.warnings for one in checked))
