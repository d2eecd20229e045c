"""What the hub told the console, asked for by name; nothing is kept here that was not told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.room.client.client import Standing
from simulator.room.client.ticking import Ticking

Part = Mapping[str, Any]
NOTHING: Part = {}

PALETTE = "Ctrl+P"
"""Where every action is found, also those without a key."""

HANDS = {"help": 0, "hand": 1}
"""Who comes first among people: those who ask for help, then those with a hand up."""


@dataclass(frozen=True, slots=True)
class View:
    """The parts of the view at one moment, and how the line stands.

    keys: by which key each action is asked for, by its id, as it is bound now.
    """

    parts: Mapping[str, Any] = field(default_factory=dict)
    standing: Standing = field(default_factory=lambda: Standing("connecting"))
    ticking: Ticking = field(default_factory=Ticking)
    now: float = 0.0
    keys: Mapping[str, str] = field(default_factory=dict)

    def key(self, action: str) -> str:
        """Return what is pressed for an action, by its id."""
        return self.keys.get(action) or PALETTE

    def _part(self, name: str) -> Part:
        part: Part = self.parts.get(name, NOTHING)
        return part

    @property
    def room(self) -> Part:
        """The part `room`, empty before anything was told."""
        return self._part("room")

    @property
    def mode(self) -> str:
        """What the room is at: lobby, brief, fishbowl, breakout, debrief, closed; "": not told."""
        return str(self.room.get("mode", ""))

    @property
    def phases(self) -> list[Part]:
        """The exercise's phases."""
        return list(self.room.get("phases", ()))

    @property
    def phase(self) -> int:
        """Where the exercise is, from 0; -1 before the first phase."""
        return int(self.room.get("phase", -1))

    @property
    def kind(self) -> str:
        """The kind of the present phase; "" before the first, "closed" after all."""
        if self.mode == "closed":
            return "closed"
        return str(self.phases[self.phase]["kind"]) if 0 <= self.phase < len(self.phases) else ""

    @property
    def looking_back(self) -> bool:
        """Whether the conversations are over: people read their debrief, or answer questions."""
        return self.mode in ("debrief", "closed")

    @property
    def round(self) -> tuple[int, int]:
        """In which round the breakouts are, from 1, and of how many; 0 and 0 for none."""
        clock = self._part("clock")
        return int(clock.get("round", 0)), int(clock.get("rounds", 0))

    @property
    def passes(self) -> float | None:
        """Seconds until the clock passes the parts on; None where it does not, or stands."""
        moment = self._part("clock").get("passes")
        return max(0.0, -self.ticking.since(moment, self.now)) if moment else None

    @property
    def paused(self) -> bool:
        """Whether everything is held."""
        return bool(self.room.get("paused"))

    @property
    def code(self) -> str:
        """The room's code."""
        return str(self.room.get("code", ""))

    @property
    def left(self) -> float | None:
        """Seconds left on the clock; None where none is set."""
        return self.ticking.left(self.now)

    @property
    def arrived(self) -> list[Part]:
        """Everybody in order of arrival."""
        return list(self._part("people").get("people", ()))

    @property
    def people(self) -> list[Part]:
        """Everybody: who asks for help first, then hands, then in order of arrival."""
        return sorted(self.arrived, key=lambda each: HANDS.get(each.get("hand", ""), 2))

    @property
    def hands(self) -> int:
        """How many hands are up, and calls for help."""
        return sum(bool(each.get("hand")) for each in self.people)

    @property
    def cards(self) -> list[Part]:
        """All conversations, those that need somebody first."""
        return list(self._part("grid").get("cards", ()))

    def card(self, conversation: str) -> Part:
        """Return the card of a conversation; empty where there is none."""
        return next((c for c in self.cards if c["conversation"] == conversation), NOTHING)

    def person(self, seat: str) -> Part:
        """Return somebody; empty where nobody has that seat."""
        return next((each for each in self.people if each["seat"] == seat), NOTHING)

    @property
    def watched(self) -> Part:
        """The conversation that is looked on; empty where there is none."""
        return self._part("watched")

    @property
    def fishbowl(self) -> str:
        """The fishbowl's conversation; "" where there is none."""
        bowls = (card["conversation"] for card in self.cards if card["kind"] == "fishbowl")
        return next(bowls, "")

    @property
    def speaker(self) -> Part:
        """Who has the fishbowl's baton; empty where lines are proposed."""
        return next((each for each in self.people if each.get("baton")), NOTHING)

    @property
    def debrief(self) -> Part:
        """The debrief of the group; empty before the exercise is there."""
        debrief: Part = self._part("group").get("debrief", NOTHING)
        return debrief

    @property
    def screen(self) -> Part:
        """What the projector shows."""
        return self._part("screen")

    @property
    def step(self) -> str:
        """The step of the debrief that the projector shows; "" where it shows something else."""
        screen = self.screen
        return (screen.get("step") or "") if screen.get("show") == "debrief" else ""

    @property
    def proposals(self) -> Part:
        """The part `proposals`: the lines proposed and how the vote stands."""
        return self._part("proposals")

    @property
    def bookmarks(self) -> list[Part]:
        """All bookmarks."""
        return list(self._part("bookmarks").get("bookmarks", ()))


def waiting_turn(watched: Part) -> Part:
    """Return the turn whose answer is to come from the facilitator; empty where there is none."""
    turns = watched.get("turns", ())
    return turns[-1] if turns and turns[-1].get("waiting") else NOTHING
