"""`detente why`: one turn of a session, and the rules that made it so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from simulator.authoring.accounts import account
from simulator.exits import stop
from simulator.paragraphs import say
from simulator.rehearsal import Rehearsal

if TYPE_CHECKING:
    from simulator.debrief.outline import Section
    from simulator.journal import Journal


def show_why(journal: Journal, session_id: str, number: int, as_json: bool) -> None:
    """Print why a turn of a session went as it did.

    Where the answer may differ from what the trainee saw, a sentence on standard error says so.
    Raises what `Rehearsal.resume` raises; a number that is no turn's stops with a sentence.
    """
    from engine.workbench.why import explain

    rehearsal = Rehearsal.resume(journal, session_id)
    count = len(rehearsal.lines)
    if number > count:
        lines = f"{count} line{'' if count == 1 else 's'}"
        known = f"TURN is a number from 1 to {count}." if count else "There is no turn to explain."
        stop(f"Session {rehearsal.session_id} has {lines}. {known}")
    if rehearsal.drift:
        click.echo(rehearsal.drift.told, err=True)
    why = explain(rehearsal.persona, journal.record(rehearsal.session_id), number)
    if as_json:
        print(json.dumps(why.as_dict(), ensure_ascii=False, indent=2))
    else:
        _tell(account(rehearsal.persona, why))


def _tell(sections: list[Section]) -> None:
    for index, section in enumerate(sections):
        if index:
            say()
        say(section.heading)
        for item in section.items:
            say(item.text, "- ")
            for more in item.more:
                say(more, "    ")
