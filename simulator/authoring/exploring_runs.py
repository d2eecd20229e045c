"""Exploring a persona here, in processes beside this one, or on a cluster's machines.

However it is spread, the same pieces are explored and added up, and so the same is found.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING, Any

from engine.workbench.exploring.exploration import (
    Exploration,
    Plan,
    casting_of,
    explored,
    packed,
    part_played,
    part_surveyed,
)
from engine.workbench.exploring.play import chunks, count
from engine.workbench.exploring.policies import Casting
from engine.workbench.exploring.surveys import Survey
from engine.workbench.exploring.systematic import survey
from engine.workbench.exploring.tally import Tallies, merge
from simulator.errors import ExplorationError

if TYPE_CHECKING:
    from engine import Persona

WAITING = 4
"""Pieces of work handed out ahead for each process: enough to keep it busy, few to hold."""

LOOK_UP = 0.2
"""Seconds after which it is looked whether somebody wants to stop."""

Step = Callable[[int], object]
Found = Survey | Tallies
Piece = tuple[Callable[..., Found], tuple[Any, ...], int]
"""A function to call with a packed persona and arguments, and how many steps it counts for."""


class _Gathered:
    """What was found so far."""

    def __init__(self, plan: Plan, step: Step) -> None:
        self._plan = plan
        self._step = step
        self._surveys: dict[str, Survey] = {}
        self._tallies: Tallies = {}

    def take(self, found: Found, steps: int) -> None:
        """Take in what a piece of work found."""
        if isinstance(found, Survey):
            self._surveys[found.level] = found
        else:
            merge(self._tallies, found)
        self._step(steps)

    def whole(self, casting: Casting) -> Exploration:
        """Return everything."""
        surveys = [self._surveys[level] for level in self._plan.surveyed]
        return explored(casting, self._plan, surveys, self._tallies)


def explore(
    persona: Persona, plan: Plan, jobs: int, scheduler: str | None, step: Step
) -> Exploration:
    """Explore a persona in so many processes, or where a Dask scheduler says (by its address).

    step is told of the progress, in steps of which there are `steps`. Raises ExplorationError.
    """
    casting = Casting(persona)
    gc.freeze()  # a persona is many objects, none of which is garbage before the end
    gathered = _Gathered(plan, step)
    if scheduler is not None:
        from simulator.authoring.exploring_cluster import on_cluster

        on_cluster(scheduler, packed(persona), _pieces(plan), gathered.take)
    elif jobs > 1:
        _in_processes(persona, plan, jobs, gathered)
    else:
        _here(casting, plan, gathered, step)
    return gathered.whole(casting)


def steps(plan: Plan) -> int:
    """Return how many steps an exploration takes."""
    return sum(size for _, _, size in _pieces(plan))


def _pieces(plan: Plan) -> Iterator[Piece]:
    """Yield the work, the longest piece first."""
    for level in plan.surveyed:
        yield part_surveyed, (level, plan.depth, plan.states), plan.states
    for chunk in chunks(plan.policies, plan.levels, plan.plays, plan.turns, plan.seed):
        yield part_played, (chunk,), 1


def _here(casting: Casting, plan: Plan, gathered: _Gathered, step: Step) -> None:
    for level in plan.surveyed:
        gathered.take(survey(casting, level, plan.depth, plan.states, step), 0)
    for chunk in chunks(plan.policies, plan.levels, plan.plays, plan.turns, plan.seed):
        gathered.take(count(casting, chunk), 1)


def _in_processes(persona: Persona, plan: Plan, jobs: int, gathered: _Gathered) -> None:
    """Spread the work; processes are begun afresh on every system, and leave Ctrl-C to this one."""
    data = packed(persona)
    pieces = _pieces(plan)
    waiting: dict[Future[Found], int] = {}
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _ready, (data,))
    with _interruptions() as interrupted, pool:
        while not interrupted:
            while len(waiting) < jobs * WAITING and (piece := next(pieces, None)):
                call, arguments, size = piece
                with _held_back():
                    waiting[pool.submit(call, data, *arguments)] = size
            if not waiting:
                return
            for done in wait(waiting, LOOK_UP, FIRST_COMPLETED).done:
                if interrupted:  # a process still starting may have been ended by it
                    break
                gathered.take(_result(done), waiting.pop(done))
        pool.shutdown(wait=False, cancel_futures=True)
        for child in active_children():
            child.terminate()
    raise KeyboardInterrupt


def _ready(persona: bytes) -> None:
    """Make a process ready to explore: Ctrl-C is for the one that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    casting_of(persona)
    gc.freeze()


@contextmanager
def _held_back() -> Iterator[None]:
    """Within, Ctrl-C waits; a process begun here never gets it, not even before it is ready."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _interruptions() -> Iterator[list[int]]:
    """Within, Ctrl-C is only noted: thrown into a pool, it can leave threads waiting forever."""
    noted: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, before)


def _result(done: Future[Found]) -> Found:
    try:
        return done.result()
    except BrokenProcessPool as error:
        message = "A process was ended from outside, perhaps for want of memory: fewer --jobs?"
        raise ExplorationError(message) from error
