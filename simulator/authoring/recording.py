"""`detente test --record`: a session of the journal written down as a dialogue test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.workbench.recording import append, new_file, recorded
from engine.workbench.suites import ENDS
from simulator.authoring.tested import shown
from simulator.exits import stop
from simulator.rehearsal import Rehearsal

if TYPE_CHECKING:
    from simulator.journal import Journal


def record(journal: Journal, session: str, file: Path | None) -> None:
    """Print a session as a file of tests, or put it at the end of a file, begun if need be.

    Raises what `Rehearsal.resume` and `append` raise.
    """
    if file is not None and not file.name.endswith(ENDS):
        stop(f"{file}: the name of a file of dialogue tests ends in {ENDS[0]}.")
    rehearsal = Rehearsal.resume(journal, session)
    drifted = rehearsal.drift.told if rehearsal.drift else ""
    for warning in (drifted, rehearsal.trouble):
        if warning:
            click.echo(warning, err=True)
    if len(rehearsal.turns) < 2:
        stop(f"Nothing was said in session {rehearsal.session_id}.")
    name = f"session {rehearsal.session_id}"
    item = recorded(name, rehearsal.turns, rehearsal.seed, rehearsal.level, rehearsal.model)
    if file is None:
        click.echo(new_file(rehearsal.persona, item), nl=False)
        return
    if file.exists():
        append(file, rehearsal.persona, item)
    else:
        text = new_file(rehearsal.persona, item, file)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    click.echo(f"Wrote {name} to {shown(file)}. Now: detente test {shown(file)}", err=True)
