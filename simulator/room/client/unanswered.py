"""What a client asked and the hub has not answered yet, in the order it was asked."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator


class Request(NamedTuple):
    """A message, and who waits for its answer."""

    text: str
    answer: asyncio.Future[dict[str, Any]]


class Unanswered:
    """Requests by their ids. The ids begin as no other client's of the same seat do."""

    def __init__(self, beginning: str) -> None:
        self._beginning = beginning
        self._count = 0
        self._requests: dict[str, Request] = {}

    def __len__(self) -> int:
        return len(self._requests)

    def next_id(self) -> str:
        """Return an id that was not used yet."""
        self._count += 1
        return f"{self._beginning}-{self._count}"

    def ask(self, kind: str, fields: dict[str, Any]) -> Request:
        """Return a new request, which is kept until it is answered."""
        asked = self.next_id()
        text = json.dumps({"type": kind, "id": asked, **fields})
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._requests[asked] = Request(text, answer)
        return self._requests[asked]

    def texts(self) -> Iterator[str]:
        """Yield what has to be sent again."""
        yield from [request.text for request in self._requests.values()]

    def answer(self, asked: str, result: dict[str, Any]) -> None:
        """Tell whoever asked; they may have gone, or have been told before."""
        request = self._requests.pop(asked, None)
        if request and not request.answer.done():
            request.answer.set_result(result)

    def refuse(self, asked: str, refusal: Refusal) -> bool:
        """Tell whoever asked that it is not done. Return whether anything was asked by this id."""
        request = self._requests.pop(asked, None)
        if request and not request.answer.done():
            request.answer.set_exception(refusal)
            request.answer.exception()  # counts as heard, even if whoever asked has gone
        return request is not None

    def give_up(self, refusal: Refusal) -> None:
        """Tell everybody who asked that nothing comes any more."""
        for asked in list(self._requests):
            self.refuse(asked, refusal)
