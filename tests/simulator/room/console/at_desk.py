"""A facilitator who has decided beforehand: what they choose, type and confirm, in order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from simulator.room.client.ticking import Ticking
from simulator.room.console.actions import ACTIONS
from simulator.room.console.desk import Choice, Sending
from simulator.room.console.view import NOTHING, Part, View
from simulator.room.protocol.asked import parse

NOTHING_CHOSEN = None
KEYS = {each.id: each.keys.partition(",")[0] for each in ACTIONS}


class DecidedDesk:
    """Answers what it is asked from `decisions`; checks each message against the protocol."""

    def __init__(self, parts: dict[str, Any], talk: str, decisions: Sequence[Any]) -> None:
        ticking = Ticking()
        ticking.hear(parts["clock"], 0.0)
        self.view = View(parts, ticking=ticking, keys=KEYS)
        self.talk = talk
        self.sent: list[dict[str, Any]] = []
        self.questions: list[tuple[str, list[Choice]]] = []
        self.told: list[str] = []
        self.offered = ""
        self.looked = ""
        self.results: dict[str, dict[str, Any]] = {}
        self._decisions = list(decisions)

    async def ask(self, kind: str, **fields: Any) -> dict[str, Any]:
        message = {"type": kind, "id": f"m{len(self.sent)}", **fields}
        parse(json.dumps(message))
        self.sent.append({"type": kind, **fields})
        return self.results.get(kind, {})

    async def must(self, kind: str, **fields: Any) -> dict[str, Any]:
        return await self.ask(kind, **fields)

    async def fetch(self, kind: str, **fields: Any) -> dict[str, Any]:
        return await self.ask(kind, **fields)

    async def watch(self, conversation: str) -> Part:
        watched = self.view.watched
        return watched if watched.get("conversation") == conversation else NOTHING

    async def choose(
        self, question: str, choices: Sequence[Choice], *, mark: str = "", search: bool = False
    ) -> str | None:
        self.questions.append((question, list(choices)))
        decided = self._next()
        if decided is not None:
            assert decided in [choice.value for choice in choices]
            return str(decided)
        return None

    async def write(
        self, question: str, sending: Sending, *, text: str = "", note: str = "", draft: str = ""
    ) -> bool:
        self.offered = text
        decided = self._next()
        if decided is None:
            return False
        await sending(text if decided == "" else decided)
        return True

    async def confirm(self, question: str, yes: str, note: str = "") -> bool:
        self.questions.append((question, []))
        return bool(self._next())

    def tell(self, text: str) -> None:
        self.told.append(text)

    async def look(self, conversation: str) -> None:
        self.looked = conversation

    def show_qr(self) -> None:
        self.told.append("qr")

    def open_projector(self) -> None:
        self.told.append("projector")

    def _next(self) -> Any:
        assert self._decisions, "asked for more than was decided"
        return self._decisions.pop(0)
