"""The command line: `detente`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.exits import MISTAKE, Detente, interruptible, stop, told
from simulator.streams import never_fail_on_text, on_screen, reads_keys, width

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.journal import Journal
    from simulator.rehearsal import Rehearsal

    Command = Callable[..., Any]

# The rest of the program is imported by the command that needs it: `--help` needs none of it,
# `--json` no screen library, and SQLAlchemy loads while the first line is thought about.

LEVELS = ("easy", "standard", "hard")
MODELS = ("careful", "quick", "cues")
MODEL = "What reads the lines (or set DETENTE_MODEL). quick: a tenth of the time, hears less."
WHERE = "Where conversations are kept (or set DETENTE_DATA)."
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


def _stores(command: Command) -> Command:
    return click.option("--data", type=click.Path(path_type=Path), help=WHERE)(command)


def _reads(command: Command) -> Command:
    return click.option(
        "--model",
        type=click.Choice(MODELS),
        envvar="DETENTE_MODEL",
        default=MODELS[0],
        show_default=True,
        help=MODEL,
    )(command)


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
@_reads
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
        _full_screen(_folder(data), None, None, None, None, model)


@main.command()
@click.argument("persona")
@click.option("--plain", is_flag=True, help="Line by line; by itself where no screen is.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a turn.")
@click.option("--seed", type=click.IntRange(-(2**63), 2**63 - 1), help="Repeat an exact play.")
@click.option("--level", type=click.Choice(LEVELS), default="standard", show_default=True)
@click.option("--no-journal", is_flag=True, help="Keep nothing; line by line.")
@_reads
@_stores
@click.pass_obj
def play(
    default: Path | None,
    persona: str,
    plain: bool,
    as_json: bool,
    seed: int | None,
    level: str,
    no_journal: bool,
    model: str,
    data: Path | None,
) -> None:
    """Converse with PERSONA: a name that `detente personas` lists, or a path to a YAML file."""
    from engine import load_persona
    from simulator.rehearsal import Rehearsal

    loaded = load_persona(persona, _installed(data or default))
    if not (plain or as_json or no_journal) and on_screen():
        _full_screen(_folder(data or default), persona, None, seed, level, model)
    journal = None if no_journal else _journal(data or default)
    if seed is None and (as_json or not reads_keys()):
        seed = 0
    _converse(Rehearsal.begin(journal, loaded, seed, level, model), as_json)


@main.command()
@click.argument("session", required=False)
@click.option("--plain", is_flag=True, help="Line by line; by itself where no screen is.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a turn, earlier ones first.")
@_stores
@click.pass_obj
def resume(
    default: Path | None, session: str | None, plain: bool, as_json: bool, data: Path | None
) -> None:
    """Go on with SESSION (an id, or the beginning of one), or with the latest open one."""
    from simulator.rehearsal import Rehearsal

    journal = _journal(data or default)
    found = journal.find(session).id if session else _latest(journal, still_open=True)
    if not (plain or as_json) and on_screen():
        _full_screen(journal.data, None, found, None, None)
    _converse(Rehearsal.resume(journal, found), as_json)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="The only form there is; for clarity.")
@_reads
def read(as_json: bool, model: str) -> None:
    """Read lines without a conversation: {"text", "context"} in, one reading out, a line each."""
    from simulator.jsonlines import read_all

    never_fail_on_text("utf-8")
    if not read_all(model):
        sys.exit(MISTAKE)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As a JSON array.")
@_stores
@click.pass_obj
def personas(default: Path | None, as_json: bool, data: Path | None) -> None:
    """List who can be played: the bundled personas, then those of installed packs."""
    from simulator.listing import list_personas

    list_personas(as_json, _installed(data or default))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As a JSON array.")
@_stores
@click.pass_obj
def sessions(default: Path | None, as_json: bool, data: Path | None) -> None:
    """List the conversations in the journal, the latest first."""
    from simulator.listing import list_sessions

    list_sessions(_journal(data or default), as_json)


@main.command()
@click.argument("session", required=False)
@click.option("--format", "form", type=click.Choice(("text", "md", "json")), default="text")
@_stores
@click.pass_obj
def debrief(default: Path | None, session: str | None, form: str, data: Path | None) -> None:
    """Show what SESSION (or the latest one) taught: turning points, method, what else to say."""
    from simulator.debrief import as_json, as_markdown, as_text, build_debrief
    from simulator.rehearsal import Rehearsal

    journal = _journal(data or default)
    found = session or _latest(journal, still_open=False)
    rehearsal = Rehearsal.resume(journal, found)
    if rehearsal.drift:
        click.echo(rehearsal.drift, err=True)
    built = build_debrief(rehearsal.persona, rehearsal.turns)
    other = {"md": as_markdown, "json": as_json}
    print(other[form](built) if form in other else as_text(built, width()))


@main.command()
@click.argument("session")
@click.argument("turn", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Everything, as one JSON object.")
@_stores
@click.pass_obj
def why(default: Path | None, session: str, turn: int, as_json: bool, data: Path | None) -> None:
    """Show why line TURN (from 1) of SESSION was read, felt and answered as it was, by rule."""
    from simulator.authoring.why import show_why

    show_why(_journal(data or default), session, turn, as_json)


@main.command()
@click.argument("session", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@_stores
@click.pass_obj
def misses(
    default: Path | None, session: tuple[str, ...], as_json: bool, data: Path | None
) -> None:
    """Gather lines not read, doubtful, or met by no rule, in SESSIONs (or all), alike together."""
    from simulator.authoring.misses import show_misses

    show_misses(_journal(data or default), session, as_json)


@main.command()
@click.argument("path", nargs=-1)
@_stores
@click.pass_obj
def check(default: Path | None, path: tuple[str, ...], data: Path | None) -> None:
    """Check persona files (names or paths; without any, all found by name); list the problems."""
    from engine import PersonaError, UnknownPersona, load_persona, persona_names

    installed = _installed(data or default)
    problems = 0
    for name in path or persona_names(installed):
        try:
            load_persona(name, installed)
        except (PersonaError, UnknownPersona) as error:
            problems += 1
            click.echo(told(error), err=True)
        else:
            click.echo(f"{name}: no problems")
    if problems:
        sys.exit(MISTAKE)


@main.command()
@click.argument("persona")
@click.option(
    "--form", type=click.Choice(("mermaid", "svg")), help="Else as FILE ends, or mermaid."
)
@click.option(
    "--counts",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help='Colour by how often a run passed: {"stances": {…}, "transitions": {"from>to": …}}.',
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write here.")
@_stores
@click.pass_obj
def graph(
    default: Path | None,
    persona: str,
    form: str | None,
    counts: Path | None,
    output: Path | None,
    data: Path | None,
) -> None:
    """Draw the stances of PERSONA (a name or a path), the ways between them and the endings."""
    from engine import load_persona
    from simulator.authoring.graph import write_graph

    write_graph(load_persona(persona, _installed(data or default)), form, counts, output)


@main.command("test")
@click.argument("path", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object, nothing left out.")
@click.option("--coverage/--no-coverage", default=True, help="What no dialogue reached, or not.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Fail when less of a persona is reached.",
)
@click.option("--record", metavar="SESSION", help="Print a session as a dialogue test instead.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Add it to this file.")
@_reads
@_stores
@click.pass_obj
def run_dialogues(
    default: Path | None,
    path: tuple[str, ...],
    as_json: bool,
    coverage: bool,
    fail_under: float | None,
    record: str | None,
    output: Path | None,
    model: str,
    data: Path | None,
) -> None:
    """Run the dialogue tests of personas, and tell what of the personas none of them reached.

    PATH is a persona's name, a persona file or a file of tests; without any, all bundled ones.
    """
    if record:
        if path or as_json or fail_under is not None:
            raise click.UsageError("--record takes a session and -o, nothing else.")
        from simulator.authoring.recording import record as write_down

        never_fail_on_text("utf-8")  # what reads such files reads UTF-8
        write_down(_journal(data or default), record, output)
        return
    if output:
        raise click.UsageError("-o says where --record writes; there is no --record.")
    if fail_under is not None and not coverage:
        raise click.UsageError("--fail-under needs the coverage that --no-coverage leaves out.")
    from simulator.authoring.tested import results_as_json, show_results
    from simulator.authoring.testing import run_tests

    results = run_tests(path, model, coverage)
    if as_json:
        never_fail_on_text("utf-8")
        print(results_as_json(results, model, fail_under))
    else:
        show_results(results, fail_under)
    if any(result.failed or result.under(fail_under) for result in results):
        sys.exit(1)


@main.group()
def pack() -> None:
    """Give personas, methods and dialogue tests to others, and install what you are given."""


@pack.command(name="check")
@click.argument("path", type=click.Path(path_type=Path))
def check_pack(path: Path) -> None:
    """Check a pack, a folder or a zip, and list the problems."""
    from simulator.authoring.packs import check

    check(path)


@pack.command(name="build")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Else NAME-VERSION.zip here.")
def build_pack(folder: Path, output: Path | None) -> None:
    """Check a pack's FOLDER and make its zip: the same folder always gives the same bytes."""
    from simulator.authoring.packs import build

    build(folder, output)


@pack.command(name="install")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="In place of a pack or personas of the same names.")
@_stores
@click.pass_obj
def install_pack(default: Path | None, file: Path, replace: bool, data: Path | None) -> None:
    """Check the pack in FILE and install it: its personas can then be played by name."""
    from simulator.authoring.packs import install_pack

    usual = os.environ.get("DETENTE_DATA")
    install_pack(file, _folder(data or default), replace, _folder(Path(usual) if usual else None))


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
) -> None:
    """Run the Textual application and exit. It opens the journal itself, after its first paint."""
    from simulator.tui.app import run_app

    run_app(data, persona=persona, session=session, seed=seed, level=level, model=model)
    sys.exit(0)


def _folder(data: Path | None) -> Path:
    if data is not None:
        return data
    from platformdirs import user_data_path

    return user_data_path("detente")


def _installed(data: Path | None) -> tuple[Path, ...]:
    from simulator.installed import pack_folders

    return pack_folders(_folder(data))


def _journal(data: Path | None) -> Journal:
    from simulator.journal import Journal

    return Journal.open(_folder(data))


def _latest(journal: Journal, still_open: bool) -> str:
    for listed in journal.sessions():
        if not (still_open and listed.ending):
            return listed.session.id
    stop(f"There is no {'open ' if still_open else ''}session. `detente play PERSONA` begins one.")


if __name__ == "__main__":
    main()
