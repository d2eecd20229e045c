"""The commands of the author's workbench, on the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.exits import MISTAKE
from simulator.options import folder_of, installed_in, journal_in, reads, stores
from simulator.streams import never_fail_on_text

if TYPE_CHECKING:
    from engine.workbench.schemas import Kind

# As in simulator/cli.py, a command imports what it needs.


@click.command()
@click.argument("session")
@click.argument("turn", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Everything, as one JSON object.")
@stores
@click.pass_obj
def why(default: Path | None, session: str, turn: int, as_json: bool, data: Path | None) -> None:
    """Show why line TURN (from 1) of SESSION was read, felt and answered as it was, by rule."""
    from simulator.authoring.why import show_why

    show_why(journal_in(data or default), session, turn, as_json)


@click.command()
@click.argument("session", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@stores
@click.pass_obj
def misses(
    default: Path | None, session: tuple[str, ...], as_json: bool, data: Path | None
) -> None:
    """Gather lines not read, doubtful, or met by no rule, in SESSIONs (or all), alike together."""
    from simulator.authoring.misses import show_misses

    show_misses(journal_in(data or default), session, as_json)


@click.command()
@click.argument("path", nargs=-1)
@click.option("--strict", is_flag=True, help="Exit with 1 if there are warnings.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON array, an object a persona.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    help="Processes that share the work; else one a core where there are many files.",
)
@click.option("--watch", is_flag=True, help="Again on every save, and how the dialogue tests go.")
@reads
@stores
@click.pass_obj
def check(
    default: Path | None,
    path: tuple[str, ...],
    strict: bool,
    as_json: bool,
    watch: bool,
    jobs: int | None,
    model: str,
    data: Path | None,
) -> None:
    """Check personas (names or paths; without any, all found by name): mistakes and warnings.

    A mistake keeps a persona from being played; a warning is something that cannot be meant.
    """
    from engine import persona_names
    from simulator.authoring import checking

    installed = installed_in(data or default)
    if watch:
        if as_json or not path:
            raise click.UsageError("--watch takes the personas to watch, and prints no JSON.")
        from simulator.authoring.watching import watch as keep_watch

        keep_watch(path, installed, model, strict)
    results = checking.checked(path or persona_names(installed), installed, jobs)
    if as_json:
        never_fail_on_text("utf-8")
        print(checking.as_json(results))
    else:
        checking.show(results)
    if not all(result.usable for result in results):
        sys.exit(MISTAKE)
    if strict and any(result.warnings for result in results):
        sys.exit(1)


@click.command()
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
@stores
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

    write_graph(load_persona(persona, installed_in(data or default)), form, counts, output)


@click.command("test")
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
@reads
@stores
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

    PATH is a persona's name (bundled or installed), a persona file or a file of tests; without
    any, all bundled ones.
    """
    if record:
        if path or as_json or fail_under is not None:
            raise click.UsageError("--record takes a session and -o, nothing else.")
        from simulator.authoring.recording import record as write_down

        never_fail_on_text("utf-8")  # what reads such files reads UTF-8
        write_down(journal_in(data or default), record, output)
        return
    if output:
        raise click.UsageError("-o says where --record writes; there is no --record.")
    if fail_under is not None and not coverage:
        raise click.UsageError("--fail-under needs the coverage that --no-coverage leaves out.")
    from simulator.authoring.tested import results_as_json, show_results
    from simulator.authoring.testing import run_tests

    results = run_tests(path, model, coverage, installed_in(data or default))
    if as_json:
        never_fail_on_text("utf-8")
        print(results_as_json(results, model, fail_under))
    else:
        show_results(results, fail_under)
    if any(result.failed or result.under(fail_under) for result in results):
        sys.exit(1)


@click.command()
@click.argument("persona")
@click.argument("language", metavar="LANG")
@stores
@click.pass_obj
def translate(default: Path | None, persona: str, language: str, data: Path | None) -> None:
    """Begin the translation of PERSONA into LANG (de, pt-BR), or bring it up to date.

    It stands beside the persona, NAME.LANG.yaml. What is translated in it stays.
    """
    from simulator.authoring.translating import translate

    translate(persona, language, installed_in(data or default))


@click.command()
@click.argument("name")
@click.option(
    "--from",
    "source",
    metavar="WHOM",
    default="colleague",
    help="Begin with a copy of this persona, or with a temperament: anxious, proud …",
)
@click.option(
    "--into", type=click.Path(path_type=Path), default=".", metavar="FOLDER", help="Else here."
)
@stores
@click.pass_obj
def new(default: Path | None, name: str, source: str, into: Path, data: Path | None) -> None:
    """Begin a persona: NAME.yaml, which plays at once, its dialogue tests, help for your editor."""
    from simulator.authoring.beginning import begin

    begin(name, source, into, installed_in(data or default))


@click.command()
@click.argument(
    "kind", type=click.Choice(("persona", "temperament", "method", "tests")), default="persona"
)
@click.option(
    "--write", type=click.Path(path_type=Path), metavar="FOLDER", help="All of them, here."
)
@click.option("--markdown", is_flag=True, help="The reference of keys and words, for people.")
def schema(kind: Kind, write: Path | None, markdown: bool) -> None:
    """Print the JSON Schema of a KIND of file (persona unless given): editors complete by it."""
    from simulator.authoring import schemas
    from simulator.paragraphs import say

    if write and markdown:
        raise click.UsageError("--markdown prints the reference; --write writes schemas.")
    never_fail_on_text("utf-8")
    if write:
        for path in schemas.write_schemas(write):
            say(f"Written: {path}")
    elif markdown:
        schemas.show_reference()
    else:
        schemas.show_schema(kind)


@click.group()
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
@stores
@click.pass_obj
def install_pack(default: Path | None, file: Path, replace: bool, data: Path | None) -> None:
    """Check the pack in FILE and install it: its personas can then be played by name."""
    from simulator.authoring.packs import install_pack

    usual = os.environ.get("DETENTE_DATA")
    install_pack(
        file, folder_of(data or default), replace, folder_of(Path(usual) if usual else None)
    )


@pack.command(name="uninstall")
@click.argument("name")
@stores
@click.pass_obj
def uninstall_pack(default: Path | None, name: str, data: Path | None) -> None:
    """Take the installed pack NAME out again: its personas, methods and tests."""
    from simulator.authoring.packs import uninstall_pack

    uninstall_pack(name, folder_of(data or default))


COMMANDS: tuple[click.Command, ...] = (
    new,
    check,
    graph,
    run_dialogues,
    why,
    misses,
    schema,
    translate,
    pack,
)
