"""The commands for whoever writes a file: new, check, schema, translate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.exits import MISTAKE
from simulator.options import installed_in, reads, stores
from simulator.streams import never_fail_on_text

if TYPE_CHECKING:
    from simulator.authoring.schemas import Kind
    from simulator.room.protocol.schemas import Side


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
    """Check personas and exercises (names or paths; without any, all found by name).

    A mistake keeps one from being played; a warning is something that cannot be meant.
    """
    from engine import persona_names
    from simulator.authoring import checking
    from simulator.room.exercise import exercise_names

    installed = installed_in(data or default)
    if watch:
        if as_json or not path:
            raise click.UsageError("--watch takes the personas to watch, and prints no JSON.")
        from simulator.authoring.watching import watch as keep_watch

        keep_watch(path, installed, model, strict)
    names = path or [*persona_names(installed), *exercise_names(installed)]
    results = checking.checked(names, installed, jobs)
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
    "kind",
    type=click.Choice(("persona", "temperament", "method", "tests", "exercise", "asked", "told")),
    default="persona",
)
@click.option(
    "--write", type=click.Path(path_type=Path), metavar="FOLDER", help="All of them, here."
)
@click.option("--markdown", is_flag=True, help="The reference of keys and words, for people.")
@click.option("--protocol", is_flag=True, help="The page on the protocol of group exercises.")
def schema(kind: Kind | Side, write: Path | None, markdown: bool, protocol: bool) -> None:
    """Print the JSON Schema of a KIND of file (persona unless given): editors complete by it.

    `asked` and `told` are the messages of group exercises, to the hub and from it.
    """
    from simulator.authoring import schemas
    from simulator.paragraphs import say

    if bool(write) + markdown + protocol > 1:
        raise click.UsageError("--markdown and --protocol print a page; --write writes schemas.")
    never_fail_on_text("utf-8")
    if write:
        for path in schemas.write_schemas(write):
            say(f"Written: {path}")
    elif markdown:
        schemas.show_reference()
    elif protocol:
        schemas.show_protocol()
    else:
        schemas.show_schema(kind)
