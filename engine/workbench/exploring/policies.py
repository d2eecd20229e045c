"""Trainees of different skill: each chooses the next line from what a trainee could see."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from random import Random

from engine.persona import Persona
from engine.reading import HARMFUL
from engine.state import State
from engine.workbench.exploring.actions import ASKING, Action
from engine.workbench.exploring.guidance import Guide, Need, helps
from engine.workbench.exploring.repertoire import Repertoire, common

PATIENCE = 14
"""Lines after which even a skilled trainee makes an offer without knowing what is needed."""

_ACCEPTING = (
    Action(("accept",)),
    Action(("commit", "accept"), "warm"),
    Action(("accept",), "warm"),
)
_THANKING = (Action(("appreciate",), "warm"), Action(("appreciate", "look_forward"), "warm"))
_SILENT = Action(form="silent")

Choice = Callable[[State, Collection[str]], Action]
"""Takes the state and what the last line's offer met with; of the state, a policy looks at what
shows: stance, what was told, what is on the table."""


class Casting:
    """What all policies with one persona share; building it takes a moment, asking it none."""

    def __init__(self, persona: Persona) -> None:
        self.persona = persona
        self.repertoire = Repertoire(persona)
        self.guide = Guide(persona)
        actions = self.repertoire.actions
        plain = list(common())
        self.offers = self.repertoire.offers
        self.asking = tuple(
            one for one in actions if one.moves and set(one.moves) <= set(ASKING) and helps(one)
        )
        self.sorry = tuple(one for one in actions if one.moves == ("apologize",) and helps(one))
        self.harmful = tuple(one for one in plain if HARMFUL.intersection(one.moves))
        cold = [one for one in plain if one.tone in ("cold", "hostile") and one not in self.harmful]
        self.clumsy = (*(one for one in plain if len(one.moves) < 2), *self.asking, *self.offers)
        self.hostile = (*self.harmful, *self.harmful, *cold, *self._pressing())

    def _pressing(self) -> list[Action]:
        """Return the options as somebody hostile puts them."""
        return [
            self.repertoire.offer(issue, option, moves, tone)
            for issue, rules in self.persona.issues.items()
            for option in rules.options
            for moves, tone in ((("propose", "demand"), "hostile"), (("propose",), "hostile"))
        ]


class Skilled:
    """Understands before offering, asks, offers what is likely, accepts, says it back, thanks."""

    def __init__(self, casting: Casting, random: Random) -> None:
        self._casting = casting
        self._guide = casting.guide
        self._random = random
        self._recent: deque[Action] = deque(maxlen=6)
        self._sorry = 0
        self._listening = 0
        self._offered = False
        self._restated = 0

    def __call__(self, state: State, met: Collection[str]) -> Action:
        """Return what to say next."""
        if self._offered and not met:
            self._listening = 2  # the offer was passed over: it came too early
        self._offered = False
        action = self._chosen(state, met)
        self._sorry += "apologize" in action.moves
        self._recent.append(action)
        return action

    def _chosen(self, state: State, met: Collection[str]) -> Action:
        if state.table.pending is not None and self._random.random() < 0.9:
            return self._random.choice(_ACCEPTING)
        remaining = [
            name for name in self._casting.persona.issues if name not in state.table.agreed
        ]
        if not remaining:
            return self._close(state)
        if self._listening:
            self._listening -= 1
        elif state.stance in self._guide.open and self._understood(state):
            self._offered = True
            return self._offer(state, remaining, met)
        return self._understand(state)

    def _understood(self, state: State) -> bool:
        wanted = self._guide.interests
        known = wanted <= set(state.disclosed) if wanted else state.turn >= 5
        return known or (state.turn >= PATIENCE and self._random.random() < 0.3)

    def _understand(self, state: State) -> Action:
        """Say what leads on from here, or else go on with the method."""
        guide, random = self._guide, self._random
        if random.random() < 0.6:
            wanted = [need.lines for need in self._unmet(state, late=False)]
            wanted += [ways] if (ways := guide.ahead[state.stance]) else []
            if wanted and (action := self._fresh(random.choice(wanted))):
                return action
        return self._fresh(random.choice(guide.steps)) or random.choice(self._casting.asking)

    def _offer(self, state: State, remaining: Sequence[str], met: Collection[str]) -> Action:
        table, random = state.table, self._random
        issue = table.raised or ""
        if issue not in remaining:
            issue = remaining[0]
        if random.random() < (0.7 if "refused" in met else 0.25):
            return Action(("invite_ideas",), topics=(issue,), question=True)
        options = self._casting.persona.issues[issue].options
        left = [name for name in options if f"{issue}.{name}" not in table.refused] or [*options]
        option = max(left, key=lambda name: options[name].worth + 0.3 * random.random())
        moves = random.choice((("propose",), ("ask_open", "propose"), ("explain", "propose")))
        return self._casting.repertoire.offer(issue, option, moves, "neutral")

    def _close(self, state: State) -> Action:
        """Say the agreement back, then what is still missing, then thanks."""
        guide, random = self._guide, self._random
        said = self._casting.repertoire.restating(state.table.agreed)[:2]
        if said and self._restated < 2 and random.random() < 0.7:
            self._restated += 1
            return random.choice(said)
        wanted = [need.lines for need in self._unmet(state, late=True)]
        if not wanted or random.random() < 0.2:
            wanted = [_THANKING, guide.parting, guide.home[state.stance]]
        return self._fresh(random.choice(wanted)) or random.choice(_THANKING)

    def _unmet(self, state: State, late: bool) -> list[Need]:
        return [
            need
            for need in self._guide.needs
            if need.late == late and state.stance in need.stances and not need.met(state)
        ]

    def _fresh(self, lines: Sequence[Action]) -> Action | None:
        """Return one of the lines that was not said just now; sorry is not said a third time."""
        for _ in range(4):
            if not lines:
                return None
            line = self._random.choice(lines)
            if line not in self._recent and (self._sorry < 2 or "apologize" not in line.moves):
                return line
        return None


class Average:
    """Means well every other line, and blames, demands, evades or presses on in between."""

    def __init__(self, casting: Casting, random: Random) -> None:
        self._skilled = Skilled(casting, random)
        self._casting = casting
        self._random = random

    def __call__(self, state: State, met: Collection[str]) -> Action:
        """Return what to say next."""
        drawn = self._random.random()
        if drawn < 0.6:
            return self._skilled(state, met)
        return self._random.choice(self._casting.harmful if drawn < 0.75 else self._casting.clumsy)


class Hostile:
    """Blames, threatens and mocks; demands what it wants, and takes what it is given coldly."""

    def __init__(self, casting: Casting, random: Random) -> None:
        self._lines = casting.hostile
        self._random = random

    def __call__(self, state: State, met: Collection[str]) -> Action:
        """Return what to say next."""
        if state.table.pending is not None and self._random.random() < 0.3:
            return Action(("accept",), "cold")
        return self._random.choice(self._lines)


class OneTrick:
    """Draws every line from the same few, whatever happens."""

    def __init__(self, lines: Sequence[Action], random: Random) -> None:
        self._lines = lines
        self._random = random

    def __call__(self, state: State, met: Collection[str]) -> Action:
        """Return what to say next."""
        return self._random.choice(self._lines)


POLICIES: Mapping[str, Callable[[Casting, Random], Choice]] = {
    "skilled": Skilled,
    "average": Average,
    "hostile": Hostile,
    "silent": lambda casting, random: OneTrick((_SILENT,), random),
    "only_apologising": lambda casting, random: OneTrick(casting.sorry, random),
    "only_offering": lambda casting, random: OneTrick(
        casting.offers or (Action(("propose",)),), random
    ),
    "only_asking": lambda casting, random: OneTrick(casting.asking, random),
    "random": lambda casting, random: OneTrick(casting.repertoire.actions, random),
}
"""Every policy by its name: each makes the choices of one conversation."""

TRICKS: tuple[str, ...] = ("silent", "only_apologising", "only_offering", "only_asking")
"""The policies that have one tactic."""
