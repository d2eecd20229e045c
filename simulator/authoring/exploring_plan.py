"""What is to be explored, as it was asked for on the command line."""

from __future__ import annotations

import click

from engine import LEVELS
from engine.persona.problems import nearest
from engine.workbench.exploring.exploration import Plan
from engine.workbench.exploring.policies import POLICIES


def plan_of(
    policies: str | None,
    levels: str | None,
    plays: int,
    turns: int,
    seed: int,
    depth: int,
    states: int,
) -> Plan:
    """Return the plan asked for. Raises click.BadParameter for a name there is none of."""
    if not plays and not depth:
        message = "With --plays 0 and --depth 0 there is nothing to explore; give one of them more."
        raise click.UsageError(message)
    return Plan(
        _named("--policies", "policy", policies, tuple(POLICIES)),
        _named("--levels", "level", levels, LEVELS),
        plays,
        turns,
        seed,
        depth,
        states,
    )


def one_play(asked: str) -> tuple[str, str, int]:
    """Return policy, level and number of a play. Raises click.BadParameter."""
    policy, _, rest = asked.partition("/")
    level, _, number = rest.partition("/")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        message = f'"{asked}" is no play; one is skilled/hard/3: policy, level and number'
        raise click.BadParameter(message, param_hint="--show")
    _check("--show", "policy", policy, tuple(POLICIES))
    _check("--show", "level", level, LEVELS)
    return policy, level, int(number)


def _named(option: str, thing: str, asked: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return those asked for, in the order of those there are; all, if none were."""
    if asked is None:
        return known
    names = [name.strip() for name in asked.split(",")]
    for name in names:
        _check(option, thing, name, known)
    return tuple(name for name in known if name in names)


def _check(option: str, thing: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        message = f'no {thing} "{name}".{nearest(name, known)}'
        raise click.BadParameter(message, param_hint=option)
