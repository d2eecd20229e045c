"""The command line: `detente`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.authoring.commands import COMMANDS
from simulator.exits import MISTAKE, Detente, interruptible, stop
from simulator.options import WHERE, folder_of, installed_in, journal_in, reads, stores
from simulator.room.hosting.commands import COMMANDS as ROOM_COMMANDS
from simulator.room.keeping.commands import rooms
from simulator.streams import never_fail_on_text, on_screen, reads_keys, width

if TYPE_CHECKING:
    from simulator.journal import Journal
    from simulator.rehearsal import Rehearsal

# The rest of the program is imported by the command that needs it: `--help` needs none of it,
# `--json` no screen library, and SQLAlchemy loads while the first line is thought about.

LEVELS = ("easy", "standard", "hard")
USE = (
    "detente shows its full screen on a terminal only. Without one, use\n"
    "  detente play PERSONA --plain   to converse line by line\n"
    "  detente play PERSONA --json    for one JSON object a turn\n"
    "`detente personas` lists who can be played."
)


def _version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
    if not asked or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"detente {version('detente')}")
    except PackageNotFoundError:
        click.echo("detente (not installed, run from its source)")
    ctx.exit()


@click.group(cls=Detente, invoke_without_command=True)
@click.option("--data", type=click.Path(path_type=Path), envvar="DETENTE_DATA", help=WHERE)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Say which.",
)
@reads
@click.pass_context
def main(ctx: click.Context, data: Path | None, model: str) -> None:
    """Rehearse the conversation you dread, with a counterpart who hears how you say it.

    Without a command: the full-screen application.
    """
    ctx.obj = data
    never_fail_on_text()
    if ctx.invoked_subcommand is None:
        if not on_screen():
            stop(USE)
        _full_screen(folder_of(data), None, None, None, None, model)


@main.command()
@click.argument("persona")
@click.option("--plain", is_flag=True, help="Line by line; by itself where no screen is.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a turn.")
@click.option("--seed", type=click.IntRange(-(2**63), 2**63 - 1), help="Repeat an exact play.")
@click.option("--level", type=click.Choice(LEVELS), default="standard", show_default=True)
@click.option("--no-journal", is_flag=True, help="Keep nothing; line by line.")
@click.option("--language", metavar="LANG", help="Let them speak a language of a translation: de.")
@reads
@stores
@click.pass_obj
def play(
    default: Path | None,
    persona: str,
    plain: bool,
    as_json: bool,
    seed: int | None,
    level: str,
    no_journal: bool,
    language: str | None,
    model: str,
    data: Path | None,
) -> None:
    """Converse with PERSONA: a name that `detente personas` lists, or a path to a YAML file."""
    from engine import load_persona
    from simulator.rehearsal import Rehearsal

    loaded = load_persona(persona, installed_in(data or default), language)
    if not (plain or as_json or no_journal) and on_screen():
        folder = folder_of(data or default)
        _full_screen(folder, persona, None, seed, level, model, loaded.asked_in)
    journal = None if no_journal else journal_in(data or default)
    if seed is None and (as_json or not reads_keys()):
        seed = 0
    _converse(Rehearsal.begin(journal, loaded, seed, level, model), as_json)


@main.command()
@click.argument("session", required=False)
@click.option("--plain", is_flag=True, help="Line by line; by itself where no screen is.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a turn, earlier ones first.")
@stores
@click.pass_obj
def resume(
    default: Path | None, session: str | None, plain: bool, as_json: bool, data: Path | None
) -> None:
    """Go on with SESSION (an id, or the beginning of one), or with the latest open one."""
    from simulator.rehearsal import Rehearsal

    journal = journal_in(data or default)
    found = journal.find(session).id if session else _latest(journal, still_open=True)
    if not (plain or as_json) and on_screen():
        _full_screen(journal.data, None, found, None, None)
    _converse(Rehearsal.resume(journal, found), as_json)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="The only form there is; for clarity.")
@reads
def read(as_json: bool, model: str) -> None:
    """Read lines without a conversation: {"text", "context"} in, one reading out, a line each."""
    from simulator.jsonlines import read_all

    never_fail_on_text("utf-8")
    if not read_all(model):
        sys.exit(MISTAKE)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As a JSON array.")
@stores
@click.pass_obj
def personas(default: Path | None, as_json: bool, data: Path | None) -> None:
    """List who can be played: the bundled personas, then those of installed packs."""
    from simulator.listing import list_personas

    list_personas(as_json, installed_in(data or default))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As a JSON array.")
@stores
@click.pass_obj
def sessions(default: Path | None, as_json: bool, data: Path | None) -> None:
    """List the conversations in the journal, the latest first."""
    from simulator.listing import list_sessions

    list_sessions(journal_in(data or default), as_json)


@main.command()
@click.argument("session", required=False)
@click.option("--format", "form", type=click.Choice(("text", "md", "json")), default="text")
@stores
@click.pass_obj
def debrief(default: Path | None, session: str | None, form: str, data: Path | None) -> None:
    """Show what SESSION (or the latest one) taught: turning points, method, what else to say."""
    from simulator.debrief import as_json, as_markdown, as_text, build_debrief
    from simulator.rehearsal import Rehearsal

    journal = journal_in(data or default)
    found = session or _latest(journal, still_open=False)
    rehearsal = Rehearsal.resume(journal, found)
    built = build_debrief(rehearsal.persona, rehearsal.turns, rehearsal.drift)
    other = {"md": as_markdown, "json": as_json}
    print(other[form](built) if form in other else as_text(built, width()))


def _converse(rehearsal: Rehearsal, as_json: bool) -> None:
    from simulator import jsonlines, plain

    if as_json:
        never_fail_on_text("utf-8")
    with interruptible(rehearsal):
        (jsonlines if as_json else plain).play(rehearsal)


def _full_screen(
    data: Path,
    persona: str | None,
    session: str | None,
    seed: int | None,
    level: str | None,
    model: str | None = None,
    language: str = "",
) -> None:
    """Run the Textual application and exit. It opens the journal itself, after its first paint."""
    from simulator.tui.app import run_app

    run_app(data, persona, session, seed, level, model, language)
    sys.exit(0)


def _latest(journal: Journal, still_open: bool) -> str:
    for listed in journal.sessions():
        if not (still_open and listed.ending):
            return listed.session.id
    stop(f"There is no {'open ' if still_open else ''}session. `detente play PERSONA` begins one.")


for command in (*COMMANDS, *ROOM_COMMANDS, rooms):
    main.add_command(command)

if __name__ == "__main__":
    main()
