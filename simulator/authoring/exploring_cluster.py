"""Work handed to the machines of a Dask cluster: the one place that knows Dask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from simulator.errors import ExplorationError

if TYPE_CHECKING:
    from distributed import Client, Future

    from simulator.authoring.exploring_runs import Found, Piece

ANSWER = 10
"""Seconds in which a scheduler is to answer, and to have a worker."""

WAITING = 4
"""Pieces of work handed out ahead for each thread of a worker."""


def on_cluster(
    address: str, persona: bytes, pieces: Iterator[Piece], take: Callable[[Found, int], object]
) -> None:
    """Have pieces done by a cluster's workers, each of which is sent the persona once.

    take is given what each piece found, and its size. Raises ExplorationError.
    """
    client = _connected(address)
    from distributed import as_completed

    with client:
        data = client.scatter(persona, broadcast=True)
        sizes: dict[str, int] = {}

        def submitted() -> Iterator[Future]:
            for call, arguments, size in pieces:
                future = client.submit(call, data, *arguments, pure=False)
                sizes[future.key] = size
                yield future

        todo = submitted()
        first = list(islice(todo, WAITING * sum(client.nthreads().values())))
        waiting = as_completed(first, loop=client.loop)
        for future in waiting:
            take(_result(future), sizes.pop(future.key))
            for more in islice(todo, 1):
                waiting.add(more)


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        message = "--scheduler needs Dask, which is not installed: pip install 'detente[explore]'"
        raise ExplorationError(message) from error
    try:
        client = Client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ExplorationError(f"No Dask scheduler answers at {address}.") from error
    try:
        client.wait_for_workers(1, timeout=ANSWER)
    except TimeoutError as error:
        client.close()
        message = f"The Dask scheduler has no workers. Start one: dask worker {address}"
        raise ExplorationError(message) from error
    return client


def _result(future: Any) -> Found:
    try:
        found: Found = future.result()
    except ImportError as error:
        message = f"A worker of the cluster lacks something: {error}. Is detente installed there?"
        raise ExplorationError(message) from error
    return found
