"""How the program stops: what is said on standard error, and the exit status."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click

from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.rehearsal import Rehearsal

MISTAKE = 2
"""What was asked cannot be done: an unknown name, a malformed file, an unusable folder."""

INTERRUPTED = 130
"""Stopped with Ctrl-C."""


class Detente(click.Group):
    """The command group: every foreseeable failure ends in a sentence, none in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; say what went wrong and exit with its status."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            stop("", INTERRUPTED)
        except BrokenPipeError:  # whoever read the output has seen enough
            _abandon_output()
            sys.exit(0)
        except OSError as error:
            _abandon_output()
            stop(f"{error.filename or 'The output'}: {error.strerror or error}.")
        except Exception as error:
            if not _foreseen(error):
                raise
            stop(told(error))


def told(error: Exception) -> str:
    """Return an error's lines; what a file holds is quoted in them, and no terminal obeys it."""
    from engine import clean

    return "\n".join(clean(line) for line in str(error).splitlines())


def stop(message: str, status: int = MISTAKE) -> NoReturn:
    """Say something on standard error and exit."""
    if message:
        click.echo(message, err=True)
    sys.exit(status)


@contextmanager
def interruptible(rehearsal: Rehearsal) -> Iterator[None]:
    """Within, Ctrl-C leaves the rehearsal, says how to resume it, and exits with 130."""
    try:
        yield
    except KeyboardInterrupt:
        with suppress(SimulatorError):  # what counts is on disk; the note that one left is not
            rehearsal.leave()
        hint = f"Go on with it: detente resume {rehearsal.session_id}" if rehearsal.kept else ""
        stop(f"\nLeft. {hint}".rstrip(), INTERRUPTED)


def _foreseen(error: Exception) -> bool:
    if isinstance(error, click.exceptions.Exit | click.ClickException | click.Abort):
        return False  # click's own ways to stop; `--help` is one and should not load the engine
    from engine import PersonaError, UnknownPersona

    return isinstance(error, SimulatorError | PersonaError | UnknownPersona)


def _abandon_output() -> None:
    """Let the interpreter's last flush of standard output succeed, into nothing."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
