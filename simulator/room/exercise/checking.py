"""What is wrong with an exercise that has all its keys: what leads nowhere, or cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from engine import Persona, PersonaError, UnknownPersona, load_persona
from engine.persona.files import NAME, KeyPath, Problem, Source, short
from simulator.room.exercise.exercise import GUIDED
from simulator.room.exercise.finding import find_cast, lasting
from simulator.room.exercise.schema import ExerciseFile, Phase, Question

LONGEST_NAME = 40
"""Characters of a question's name; answers go by it."""

_ONCE = ("lobby", "questions", "after", "close")
_CONVERSING = ("fishbowl", "breakout")


class Check:
    """Goes through a file once, and collects every problem on the way."""

    def __init__(self, source: Source, model: ExerciseFile) -> None:
        self.source = source
        self.model = model
        self.problems: list[Problem] = []

    def wrong(self, path: KeyPath, message: str) -> None:
        """Note a problem at a place of the file."""
        self.problems.append(self.source.problem(path, message))

    def all(self) -> None:
        """Look at everything but the personas."""
        for path in _blanks(self.source.data, ()):
            self.wrong(path, "the text is empty; write one, or delete the key")
        self._phases()
        self._grouping()
        self._questions()

    # ------------------------------------------------------------------ phases

    def _phases(self) -> None:
        phases = self.model.phases
        kinds = [phase.kind for phase in phases]
        for place, phase in enumerate(phases):
            path: KeyPath = ("phases", place)
            if phase.kind in _ONCE and phase.kind in kinds[:place]:
                self.wrong(
                    (*path, "kind"), f"a second phase of the kind {phase.kind}; one is enough"
                )
            elif phase.kind == "lobby" and place:
                self.wrong((*path, "kind"), "the lobby is where people come in; put it first")
            elif phase.kind == "close" and place < len(phases) - 1:
                self.wrong((*path, "kind"), "the exercise ends with the phase close; put it last")
            self._steps(path, phase)
        if not set(kinds) & set(_CONVERSING):
            self.wrong(("phases",), "nobody converses: no phase is a fishbowl or a breakout")

    def _steps(self, path: KeyPath, phase: Phase) -> None:
        if phase.steps and phase.kind != "debrief":
            message = f"steps are those of a debrief; this phase is of the kind {phase.kind}"
            self.wrong((*path, "steps"), message)
        for place, step in enumerate(phase.steps):
            if step in phase.steps[:place]:
                self.wrong((*path, "steps", place), f"the step {step} stands twice; delete one")

        for step in phase.ask:
            if step not in (phase.steps or GUIDED) or phase.kind != "debrief":
                message = f"the questions are of {step}, which is no step of this phase"
                self.wrong((*path, "ask", step), message)

    # ---------------------------------------------------------------- breakouts

    def _grouping(self) -> None:
        grouping = self.model.grouping
        breakouts = [p for p, phase in enumerate(self.model.phases) if phase.kind == "breakout"]
        if not breakouts:
            for key in ("coach", "confidential"):
                if getattr(self.model.briefs, key):
                    message = "only breakouts have this, and no phase is one; delete it"
                    self.wrong(("briefs", key), message)
        if grouping is None:
            for place in breakouts:
                message = 'a breakout needs to know how people are grouped; write a key "grouping"'
                self.wrong(("phases", place, "kind"), message)
            return
        if not breakouts:
            self.wrong(("grouping",), "no phase is a breakout, so nobody is grouped; delete this")
        if grouping.rotate_minutes and grouping.size == 1:
            message = "with size 1 there are no parts to pass on; delete this"
            self.wrong(("grouping", "rotate_minutes"), message)
        self._rounds(breakouts)
        self._parts(breakouts)

    def _rounds(self, breakouts: list[int]) -> None:
        """Refuse breakouts of which none is long enough for everybody to speak."""
        grouping = self.model.grouping
        if grouping is None or not grouping.rotate_minutes or grouping.size == 1:
            return
        needed = grouping.size * grouping.rotate_minutes
        minutes = {place: self.model.phases[place].minutes or needed for place in breakouts}
        place, longest = max(minutes.items(), key=lambda one: one[1], default=(0, needed))
        if longest < needed:
            message = f"{grouping.size} rounds of {grouping.rotate_minutes:g} minutes are "
            message += f"{needed:g}; in {longest:g} not everybody comes to speak"
            self.wrong(("phases", place, "minutes"), message)

    def _parts(self, breakouts: list[int]) -> None:
        """Refuse briefs that reach nobody."""
        briefs, grouping = self.model.briefs, self.model.grouping
        if grouping is None or not breakouts or grouping.by == "hand":
            return
        if grouping.size == 1 and briefs.coach:
            message = "with size 1 nobody coaches, so nobody reads this"
            self.wrong(("briefs", "coach"), message)
        most = grouping.size + (grouping.size == 2)
        if len(briefs.confidential) > most:
            message = f"no group has more than {most}, so nobody reads this"
            self.wrong(("briefs", "confidential", most), message)

    # ---------------------------------------------------------------- questions

    def _questions(self) -> None:
        asked = self.model.questions
        kinds = {phase.kind: place for place, phase in reversed(list(enumerate(self.model.phases)))}
        for when, kind, parts in (
            ("before", "questions", asked.before),
            ("after", "after", asked.after),
        ):
            if parts and kind not in kinds:
                message = f"no phase asks these; add one of the kind {kind}"
                self.wrong(("questions", when), message)
            if kind in kinds and not parts:
                message = f'there is nothing to ask; write questions under "{when}"'
                self.wrong(("phases", kinds[kind], "kind"), message)
            for name, part in parts.items():
                self._question(("questions", when, name), name, part)
        for name in asked.before.keys() & asked.after.keys():
            self._same(name, asked.before[name], asked.after[name])

    def _question(self, path: KeyPath, name: str, part: Question) -> None:
        if not re.fullmatch(NAME, name) or len(name) > LONGEST_NAME:
            message = f'"{short(name)}" is no name; a name is letters a to z, digits and _, '
            self.wrong(path, message + f"a letter first, at most {LONGEST_NAME} of them")
        if part.kind == "choice" and len(part.options) < 2:
            self.wrong(path, 'a choice needs two options at least; write them under "options"')
        if part.kind != "choice" and part.options:
            message = f"only a choice has options; this is a {part.kind}"
            self.wrong((*path, "options"), message)
        for place, option in enumerate(part.options):
            if option in part.options[:place]:
                self.wrong((*path, "options", place), "this option stands twice; delete one")
        for key in ("most", "low", "high"):
            if key in part.model_fields_set and part.kind != "scale":
                self.wrong((*path, key), f"only a scale has this; this is a {part.kind}")

    def _same(self, name: str, before: Question, after: Question) -> None:
        alike = (before.kind, before.options, before.most) == (
            after.kind,
            after.options,
            after.most,
        )
        if not alike:
            message = "this name is asked before, too, and is answered differently there; "
            self.wrong(("questions", "after", name), message + "make both alike, or rename one")


def cast_of(check: Check, path: Path, also: Iterable[Path]) -> tuple[str, ...]:
    """Return what finds each persona of an exercise file; whatever is wrong with one is noted."""
    found = []
    for place, name in enumerate(check.model.personas):
        here: KeyPath = ("personas", place)
        if name in check.model.personas[:place]:
            check.wrong(here, f'"{short(name)}" stands twice; delete one')
            continue
        if (persona := _loaded(check, here, name, path, also)) is not None:
            _practises(check, here, persona)
            found.append(lasting(persona.path))
    return tuple(found)


def _loaded(
    check: Check, here: KeyPath, name: str, path: Path, also: Iterable[Path]
) -> Persona | None:
    """Return a persona as the exercise has it play, or note why it cannot."""
    try:
        file = find_cast(name, path, also)
        return load_persona(file, language=check.model.language)
    except UnknownPersona as error:  # no such file, or no such translation
        told = str(error)
        check.wrong(here, told[:1].lower() + told[1:].rstrip("."))
    except PersonaError as error:
        count = len(error.problems)
        found = f"{count} problem{'' if count == 1 else 's'}"
        message = f"this persona cannot be played; `detente check {short(name)}` names the {found}"
        check.wrong(here, message)
    return None


def _practises(check: Check, here: KeyPath, persona: Persona) -> None:
    wanted = check.model.method
    own = persona.method.stem if persona.method else None
    if wanted and own != wanted:
        practised = f"the method {own}" if own else "no method"
        check.wrong(here, f"{persona.name} practises {practised}, not {short(wanted)}")


def _blanks(data: Any, path: KeyPath) -> Iterator[KeyPath]:
    """Yield the place of every text that has nothing but spaces in it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _blanks(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _blanks(value, (*path, place))
    elif isinstance(data, str) and not data.strip():
        yield path
