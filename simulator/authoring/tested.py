"""What dialogue tests did and reached, as text and as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.paragraphs import say

if TYPE_CHECKING:
    from engine.workbench.coverage import Coverage, Goal, Reach
    from engine.workbench.dialogues import Failure
    from simulator.authoring.testing import Result, Tested

MOST = 15
"""Things not reached that are named, of each kind, in text."""


def show_results(results: Sequence[Result], wanted: float | None) -> None:
    """Print failures, then what was reached, persona by persona; wanted is the percentage asked."""
    for result in results:
        lines = sum(len(one.turns) - 1 for one in result.tested)
        say(
            f"{result.persona.stem}: {_count(len(result.tested), 'dialogue')}, "
            f"{_count(lines, 'line')}, {result.failed or 'none'} failed"
        )
        for one in result.tested:
            for failure in one.failures:
                _show_failure(one, failure)
        if result.coverage:
            _show_coverage(result.coverage)
        say()
    _show_sum(results, wanted)


def _show_failure(one: Tested, failure: Failure) -> None:
    say()
    say(f"{_place_of(one, failure)}: {one.name}", "  ")
    if failure.line:
        say(f'line {failure.line}: "{failure.said}"', "    ")
    else:
        say("at the end", "    ")
    say(f"expected: {failure.expected}", "    ")
    say(f"happened: {failure.happened}", "    ")


def _show_coverage(coverage: Coverage) -> None:
    say()
    whole = coverage.whole
    say(f"Reached by these dialogues: {_percent(whole)}, {whole.reached} of {whole.total}", "  ")
    for kind, reach in coverage.kinds.items():
        print(f"    {kind:<16}{_share(reach)}")  # a table: `say` would close its gaps
    file = shown(coverage.path)
    for kind, reach in coverage.kinds.items():
        if reach.missing:
            say()
            say(f"{kind} not reached", "  ")
            for goal in reach.missing[:MOST]:
                say(f"{file}:{goal.line} {goal.name}: {_short(goal.about)}", "    - ")
            if len(reach.missing) > MOST:
                say(f"and {len(reach.missing) - MOST} more", "    ")


def _show_sum(results: Sequence[Result], wanted: float | None) -> None:
    dialogues = sum(len(result.tested) for result in results)
    failed = sum(result.failed for result in results)
    say(f"{_count(dialogues, 'dialogue')}, {failed or 'none'} failed.")
    for result in results:
        if result.coverage and result.under(wanted):
            reached = _percent(result.coverage.whole)
            say(f"{result.persona.stem}: {reached} reached, less than {wanted:g}%.")


def results_as_json(results: Sequence[Result], model: str, wanted: float | None) -> str:
    """Return everything that `show_results` tells, and all that it cuts."""
    value = {
        "model": model,
        "dialogues": sum(len(result.tested) for result in results),
        "failed": sum(result.failed for result in results),
        "personas": [_result(result, wanted) for result in results],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _result(result: Result, wanted: float | None) -> dict[str, Any]:
    coverage = result.coverage
    return {
        "persona": result.persona.stem,
        "file": shown(result.persona.path),
        "failed": result.failed,
        "dialogues": [_tested(one) for one in result.tested],
        "coverage": _reach(coverage.whole, False) if coverage else None,
        "under": result.under(wanted),
        "kinds": {kind: _reach(reach, True) for kind, reach in coverage.kinds.items()}
        if coverage
        else None,
    }


def _tested(one: Tested) -> dict[str, Any]:
    return {
        "name": one.name,
        "file": shown(one.suite.path),
        "line": one.suite.line_of(one.index),
        "lines": len(one.turns) - 1,
        "failures": [
            {
                "file": shown(one.suite.path),
                "line": one.suite.line_of(one.index, failure.key),
                "number": failure.line or None,
                "said": failure.said if failure.line else None,
                "expected": failure.expected,
                "happened": failure.happened,
            }
            for failure in one.failures
        ],
    }


def _reach(reach: Reach, whole: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "reached": reach.reached,
        "total": reach.total,
        "percent": _floored(reach.percent),
    }
    if whole:
        told["missing"] = [_goal(goal) for goal in reach.missing]
    return told


def _goal(goal: Goal) -> dict[str, Any]:
    return {"name": goal.name, "line": goal.line, "about": goal.about}


def shown(path: Path) -> str:
    """Return a path as it is shortest from here."""
    resolved = path.resolve()
    here = Path.cwd()
    return str(resolved.relative_to(here) if resolved.is_relative_to(here) else resolved)


def _place_of(one: Tested, failure: Failure) -> str:
    return f"{shown(one.suite.path)}:{one.suite.line_of(one.index, failure.key)}"


def _share(reach: Reach) -> str:
    return f"{_percent(reach):>6}  {reach.reached} of {reach.total}"


def _percent(reach: Reach) -> str:
    return f"{_floored(reach.percent):.1f}%"


def _floored(percent: float) -> float:
    """Return a percentage to one place, never rounded up: 100 is all."""
    return math.floor(percent * 10) / 10


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "..."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
