"""The commands that tell of what there is: why, misses, graph."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.options import installed_in, journal_in, stores


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
