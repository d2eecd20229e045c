"""The commands of the author's workbench, on the command line.

As in simulator/cli.py, a command imports what it needs.
"""

from __future__ import annotations

import click

from simulator.authoring.commands.accounts import graph, misses, why
from simulator.authoring.commands.packing import pack
from simulator.authoring.commands.trying import explore, run_dialogues
from simulator.authoring.commands.writing import check, new, schema, translate

COMMANDS: tuple[click.Command, ...] = (
    new,
    check,
    graph,
    run_dialogues,
    explore,
    why,
    misses,
    schema,
    translate,
    pack,
)
