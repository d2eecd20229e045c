"""A room whose speaker says lines, and when all in it have the reply."""

from __future__ import annotations

from rooms_wire import Seat, Told, take_seat

LINES = (
    "Good morning Dana, thanks for making the time.",
    "How has your week been so far?",
    "How big is your company, actually?",
    "I would like to understand how you see it.",
    "ok",
    "Could you tell me a little more about that?",
    "We have worked together for three years now.",
    "Let me think about that for a moment.",
)
"""Harmless ones: a conversation that ends has to be begun again."""


class Group:
    """A room whose speaker says lines; a line is shown when the last one there has it."""

    def __init__(self, url: str, keys: Told, size: int) -> None:
        self._url, self._keys, self._size = url, keys, size
        self._waiting: dict[tuple[str, int], list[float]] = {}
        self._branch, self._next, self._over = "b1", 1, False
        self.times: list[float] = []
        self.sent = self.skipped = self.begun_again = 0

    async def join(self) -> None:
        self.lead = await take_seat(self._url, ignore, "never", token=self._keys["facilitator"])
        self.seats = [
            await take_seat(self._url, self.shown, code=self._keys["code"])
            for _ in range(self._size)
        ]
        await self.lead.ask("fishbowl")
        await self.lead.ask("baton", seat=self.seats[0].seat)

    def begin(self) -> None:
        """Count from here."""
        self.times.clear()
        self.seats[0].acks.clear()
        self.sent = 0

    def say(self, at: float) -> None:
        """Say the next line, as of a moment; none while the conversation is begun again."""
        if self._over:
            self.skipped += 1
            return
        self._waiting[self._branch, self._next] = [at, self._size]
        self._next += 1
        text = LINES[self.sent % len(LINES)]
        self.sent += 1
        self.seats[0].say("say", at, conversation="c1", text=text)

    def shown(self, seat: Seat, parts: Told, at: float) -> None:
        told = parts["turns"]
        if told["branch"] != self._branch:
            self._branch, self._next, self._over = told["branch"], 1, False
        for turn in told["turns"]:
            waiting = self._waiting.get((told["branch"], turn["n"]))
            if waiting is not None:
                waiting[1] -= 1
                if not waiting[1]:
                    self.times.append(at - waiting[0])
                    del self._waiting[told["branch"], turn["n"]]
        if not self._over and told["turns"] and told["turns"][-1]["ending"]:
            self._over = True
            self.begun_again += 1
            self.lead.say("branch", conversation="c1", at=0, why="retry")

    @property
    def unanswered(self) -> int:
        return len(self._waiting)


def ignore(seat: Seat, parts: Told, at: float) -> None:
    """Whoever leads only asks."""
