"""The commands of the author's workbench, on the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from simulator.exits import MISTAKE
from simulator.options import folder_of, installed_in, journal_in, reads, stores
from simulator.streams import never_fail_on_text

# As in simulator/cli.py, a command imports what it needs.

DEPTH = "Say every line in every state within so many lines; 0: none."
STATES = "Go on from at most so many states."
PLAYS = "Conversations of each policy at each level."
TURNS = "Most lines in each."
SEED = "Of the policies' choices."
JOBS = "Processes to spread the work over."
COUNTS = "Write how often stances and ways were passed, for `graph --counts`."


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
@stores
@click.pass_obj
def check(
    default: Path | None, path: tuple[str, ...], strict: bool, as_json: bool, data: Path | None
) -> None:
    """Check personas (names or paths; without any, all found by name): mistakes and warnings.

    A mistake keeps a persona from being played; a warning is something that cannot be meant.
    """
    from engine import persona_names
    from simulator.authoring import checking

    installed = installed_in(data or default)
    results = checking.checked(path or persona_names(installed), installed)
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

    PATH is a persona's name, a persona file or a file of tests; without any, all bundled ones.
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

    results = run_tests(path, model, coverage)
    if as_json:
        never_fail_on_text("utf-8")
        print(results_as_json(results, model, fail_under))
    else:
        show_results(results, fail_under)
    if any(result.failed or result.under(fail_under) for result in results):
        sys.exit(1)


@click.command()
@click.argument("persona")
@click.option("--depth", type=click.IntRange(0), default=1, show_default=True, help=DEPTH)
@click.option("--states", type=click.IntRange(1), default=150, show_default=True, help=STATES)
@click.option("--plays", type=click.IntRange(0), default=50, show_default=True, help=PLAYS)
@click.option("--turns", type=click.IntRange(1, 1000), default=60, show_default=True, help=TURNS)
@click.option("--levels", metavar="A,B", help="Levels to play at.  [default: all]")
@click.option("--policies", metavar="A,B", help="Policies to play.  [default: all]")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help=SEED)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help=JOBS)
@click.option("--scheduler", metavar="ADDRESS", help="Spread the work over this Dask cluster.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as one JSON object.")
@click.option("--counts", type=click.Path(path_type=Path), metavar="FILE", help=COUNTS)
@click.option("--show", metavar="POLICY/LEVEL/N", help="Show one play of these instead.")
@stores
@click.pass_obj
def explore(
    default: Path | None,
    persona: str,
    depth: int,
    states: int,
    plays: int,
    turns: int,
    levels: str | None,
    policies: str | None,
    seed: int,
    jobs: int,
    scheduler: str | None,
    as_json: bool,
    counts: Path | None,
    show: str | None,
    data: Path | None,
) -> None:
    """Explore PERSONA: every line in every state near the opening, and many seeded plays.

    Tells what can be reached and how soon, what trainees of different skill come to, and what
    must hold of any persona; exit status 1 if something of that does not.
    """
    from engine import load_persona
    from simulator.authoring.exploring import run, show_play
    from simulator.authoring.exploring_plan import one_play, plan_of

    loaded = load_persona(persona, installed_in(data or default))
    plan = plan_of(policies, levels, plays, turns, seed, depth, states)
    if show is not None:
        show_play(loaded, plan, *one_play(show))
    elif not run(persona, loaded, plan, jobs, scheduler, as_json, counts):
        sys.exit(1)


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


COMMANDS: tuple[click.Command, ...] = (why, misses, check, graph, run_dialogues, explore, pack)
