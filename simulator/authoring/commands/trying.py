"""The commands that play a persona: test, explore."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from simulator.options import installed_in, journal_in, reads, stores
from simulator.streams import never_fail_on_text

DEPTH = "Say every line in every state within so many lines; 0: none."
STATES = "Go on from at most so many states."
PLAYS = "Conversations of each policy at each level."
TURNS = "Most lines in each."
SEED = "Of the policies' choices."
JOBS = "Processes to spread the work over."
COUNTS = "Write how often stances and ways were passed, for `graph --counts`."


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
@click.option(
    "--counts", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=COUNTS
)
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
