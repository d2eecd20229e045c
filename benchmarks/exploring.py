"""How fast personas are explored and what that weighs, beside two peers in one run.

The peers: a bare `transitions` machine fired once a turn (what the stances alone would cost), and
rivescript with 200 triggers (a scripted chat engine). Rounds of all alternate, so that a slow
minute of the machine is everybody's. Plays are those of `detente explore`: eight policies.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter

from peers import bare_machine
from rivescript import RiveScript

from engine import load_persona
from engine.workbench.exploring.exploration import Plan
from engine.workbench.exploring.play import chunks, count
from engine.workbench.exploring.policies import POLICIES, Casting
from engine.workbench.exploring.systematic import survey
from engine.workbench.exploring.tally import Tallies, merge
from simulator.authoring.exploring_runs import explore

PERSONAS = ("business_customer", "angry_customer", "small_vendor")
ROUNDS = 5
PLAYS = 8
FIRED = 5000
LEVELS = ("easy", "standard", "hard")

WEIGH = """
import resource, sys
from engine import load_persona
from engine.workbench.exploring.play import chunks, count
from engine.workbench.exploring.policies import Casting
from engine.workbench.exploring.tally import merge
casting, tallies = Casting(load_persona("business_customer")), {}
for chunk in chunks(["average"], ["standard"], int(sys.argv[1]), 60, 0):
    merge(tallies, count(casting, chunk))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _plays(casting: Casting) -> Callable[[], int]:
    def run() -> int:
        tallies: Tallies = {}
        for chunk in chunks(list(POLICIES), LEVELS, PLAYS, 60, 0):
            merge(tallies, count(casting, chunk))
        return sum(tally.lines for tally in tallies.values())

    return run


def _machine() -> int:
    fire = bare_machine()
    for _ in range(FIRED):
        fire()
    return FIRED


def _rivescript() -> Callable[[], int]:
    bot = RiveScript()
    bot.stream("\n".join(f"+ [*] word{i} [*]\n- reply {i}" for i in range(199)) + "\n+ *\n- hm")
    bot.sort_replies()

    def run() -> int:
        for number in range(FIRED // 10):
            bot.reply("trainee", f"a word{number % 199} of mine")
        return FIRED // 10

    return run


def speeds() -> None:
    """Print turns a second of every candidate: the median of the rounds, and the best."""
    castings = {name: Casting(load_persona(name)) for name in PERSONAS}
    candidates: dict[str, Callable[[], int]] = {
        **{f"{name}, plays": _plays(casting) for name, casting in castings.items()},
        **{
            f"{name}, line by line": lambda casting=casting: (
                survey(  # type: ignore[misc]
                    casting, "standard", 1, 5
                ).lines
            )
            for name, casting in castings.items()
        },
        "bare transitions": _machine,
        "rivescript, 200 triggers": _rivescript(),
    }
    rates: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(ROUNDS):
        for name, run in candidates.items():
            gc.collect()
            start = perf_counter()
            turns = run()
            rates[name].append(turns / (perf_counter() - start))
    print(f"{'turns a second, one process':36}{'median':>10}{'best':>10}")
    for name, values in rates.items():
        print(f"{name:36}{statistics.median(values):>10,.0f}{max(values):>10,.0f}")


def weights() -> None:
    """Print the most memory a process had, for few plays and for a hundred times as many."""
    for plays in (100, 10_000):
        told = subprocess.run(
            [sys.executable, "-c", WEIGH, str(plays)], check=True, capture_output=True, text=True
        )
        print(f"peak memory, {plays:>6} conversations: {int(told.stdout) / 1024:.1f} MiB")


def spread() -> None:
    """Print seconds for the same exploration in one process and in two."""
    persona = load_persona("business_customer")
    plan = Plan(plays=200, depth=0)
    for jobs in (1, 2):
        start = perf_counter()
        found = explore(persona, plan, jobs, None, lambda _: None)
        seconds = perf_counter() - start
        turns = sum(tally.lines for tally in found.tallies.values())
        print(f"--jobs {jobs}: {seconds:5.1f} s, {turns / seconds:,.0f} turns a second")


if __name__ == "__main__":
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    speeds()
    weights()
    spread()
