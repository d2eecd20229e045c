"""`detente explore`: a persona explored while a bar moves, then shown, as text or as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from engine.workbench.exploring.exploration import Exploration, Plan
from engine.workbench.exploring.invariants import broken
from engine.workbench.exploring.play import replay
from engine.workbench.exploring.policies import Casting
from engine.workbench.exploring.tally import together
from simulator.authoring.exploring_report import show_exploration
from simulator.authoring.exploring_runs import explore, steps
from simulator.paragraphs import say
from simulator.streams import never_fail_on_text

if TYPE_CHECKING:
    from pathlib import Path

    from engine import Persona, Turn
    from engine.workbench.exploring.invariants import Verdict
    from engine.workbench.exploring.surveys import Survey


def run(
    asked: str,
    persona: Persona,
    plan: Plan,
    jobs: int,
    scheduler: str | None,
    as_json: bool,
    counts: Path | None,
) -> bool:
    """Explore a persona, asked for by a name or a path; return whether all holds that must.

    Raises ExplorationError, and OSError when the counts cannot be written.
    """
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=steps(plan), file=sys.stderr, hidden=hidden) as bar:
        found = explore(persona, plan, jobs, scheduler, bar.update)
    if counts is not None:
        text = json.dumps(counts_of(found), indent=2)
        counts.write_text(text + "\n", encoding="utf-8", newline="\n")
    if as_json:
        never_fail_on_text("utf-8")
        print(json.dumps(as_told(found), ensure_ascii=False, indent=2))
    else:
        show_exploration(found, asked)
    return not any(broken(found.verdicts))


def counts_of(found: Exploration) -> dict[str, Any]:
    """Return how often all plays passed every stance and way, as `detente graph` reads it."""
    whole = together(found.tallies)
    return {
        "stances": {name: whole.stances[name] for name in found.persona.stances},
        "transitions": {f"{a}>{b}": times for (a, b), times in sorted(whole.transitions.items())},
    }


def as_told(found: Exploration) -> dict[str, Any]:
    """Return everything that was found as plain JSON values."""
    persona, plan = found.persona, found.plan
    return {
        "persona": persona.stem,
        "version": persona.version,
        "plan": asdict(plan),
        "surveys": [_survey(one) for one in found.surveys],
        "plays": [
            {"policy": policy, "level": level, **tally.as_dict(persona)}
            for (policy, level), tally in found.tallies.items()
        ],
        "counts": counts_of(found),
        "invariants": [_verdict(one) for one in found.verdicts],
    }


def _survey(found: Survey) -> dict[str, Any]:
    return {
        "level": found.level,
        "actions": found.actions,
        "states": found.states,
        "gone_on_from": found.gone_on,
        "lines": found.lines,
        "complete_to": found.complete,
        "nothing_left_out": found.whole,
        "tried_from": found.tried,
        "reached": [
            {"kind": kind, "name": name, "lines": list(lines)}
            for (kind, name), lines in found.found.items()
        ],
        "not_found": [{"kind": kind, "name": name} for kind, name in found.missing],
        "stuck": [{"stance": one.stance, "lines": list(one.lines)} for one in found.stuck],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    told = asdict(verdict)
    told["conversations"] = [list(lines) for lines in verdict.conversations]
    return told


def show_play(persona: Persona, plan: Plan, policy: str, level: str, number: int) -> None:
    """Print one play of an exploration, line by line, with what each line changed."""
    casting = Casting(persona)
    say(f"{persona.name} ({persona.stem}): play {number} of {policy} at {level}, seed {plan.seed}")
    stance = persona.opening_stance
    for action, turn in replay(casting, policy, level, number, plan.turns, plan.seed):
        say()
        say(action.name, f"{turn.number:>3}  ")
        _show_reply(turn)
        if turn.stance != stance:
            say(f"now {persona.stances[turn.stance].title}", "     * ")
            stance = turn.stance
        for verdict in turn.verdicts:
            say(f"{verdict.kind}: {verdict.issue}.{verdict.option}".rstrip("."), "     * ")
        if turn.ending:
            say(f"{turn.ending.title} ({turn.ending.outcome})", "     * ")


def _show_reply(turn: Turn) -> None:
    parts = [f"({p.text})" if p.kind == "direction" else p.text for p in turn.reply.parts]
    say(" ".join(parts), "     ")
