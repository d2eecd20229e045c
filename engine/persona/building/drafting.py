"""A persona in the making: what every part of it is built with, and all problems found so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from engine.persona import persona as built
from engine.persona.building.levels import ranges
from engine.persona.conditions import (
    Condition,
    ConditionError,
    Names,
    name_conditions,
    parse_condition,
)
from engine.persona.problems import MAX_PROBLEMS, PersonaError, Problem, nearest, short
from engine.persona.schema import PersonaFile
from engine.persona.shown import text_id
from engine.persona.source import KeyPath, Source
from engine.persona.text import Prepared, Text, TextError, prepare

_NEVER = "never"


def names_of(model: PersonaFile) -> tuple[Names, dict[str, ConditionError]]:
    """Return what the conditions of a persona file may name, and which named ones are wrong."""
    names = Names(
        feelings={name: index for index, name in enumerate(model.feelings)},
        ranges=ranges(model),
        stances=list(model.stances),
        interests=list(model.interests),
        facts=list(model.facts),
        contradictable=[name for name, fact in model.facts.items() if fact.against is not None],
        issues=list(model.issues),
        questions=list(model.knows),
        topics=list(model.topics),
    )
    return name_conditions(model.conditions, names)


class Draft:
    """One persona file on its way to a persona; problems are collected on the way."""

    def __init__(self, source: Source, model: PersonaFile, prepared: Prepared = prepare) -> None:
        self.source = source
        self._prepared = prepared
        self.model = model
        self.problems: list[Problem] = []
        self._pools: list[built.Pool] = []
        self._ways = 0
        self.names, wrong = names_of(model)
        for name, error in wrong.items():
            self._misread(model.conditions[name], ("conditions", name), error)

    def wrong(self, path: KeyPath, message: str, offset: int = 0) -> None:
        """Note a problem at its place. Raises PersonaError when there are too many to go on."""
        self.problems.append(self.source.problem(path, message, offset))
        if len(self.problems) >= MAX_PROBLEMS:
            raise PersonaError(self.problems)

    def where(self, path: KeyPath) -> str:
        """Return the place of a path as turns tell it, file:line."""
        return self.source.where(path)

    def known(self, name: str, known: Iterable[str], what: str, path: KeyPath) -> str:
        """Return a name, and note a problem if it is none of those known."""
        names = list(known)
        if name not in names:
            self.wrong(path, f'no {what} "{short(name)}".{nearest(name, names)}')
        return name

    def condition(self, text: str, path: KeyPath) -> Condition:
        """Return a condition, parsed; one that cannot be is a problem and never holds."""
        try:
            return parse_condition(text, self.names)
        except ConditionError as error:
            self._misread(text, path, error)
            return parse_condition(_NEVER, self.names)

    def _misread(self, text: str, path: KeyPath, error: ConditionError) -> None:
        self.wrong(path, f"{error}{_excerpt(text, error.column)}", error.column)

    def pool_of(self, texts: Sequence[str], path: KeyPath) -> built.Pool:
        """Return texts as a pool; without any that is a problem."""
        prepared: list[Text] = []
        for index, raw in enumerate(texts):
            try:
                text = self._prepared(raw, self.names.facts)
                prepared.append(replace(text, id=text_id(raw)))
            except TextError as error:
                self.wrong((*path, index), str(error))
        if not texts:
            self.wrong(path, "at least one text is needed here")
        choosy = any(text.needs for text in prepared)
        key = len(self._pools) + 1
        self._pools.append(built.Pool(key, tuple(prepared), self.where(path), choosy, path))
        return self._pools[-1]

    def pool_for_all(self, texts: Sequence[str], path: KeyPath) -> built.Pool:
        """Return texts as a pool of which one can be said to anybody, whatever is known of them."""
        pool = self.pool_of(texts, path)
        if pool.texts and all(text.needs for text in pool.texts):
            gap = sorted(pool.texts[0].needs)[0]
            message = f"every text here needs words that may be missing; add one without {{{gap}}}"
            self.wrong(path, message)
        return pool

    def pools(self) -> tuple[built.Pool, ...]:
        """Return all pools so far in the order of the file, what is taken over last."""
        places = {pool.key: self.source.problem(pool.path, "") for pool in self._pools}
        own = self.source.file
        in_order = sorted(
            self._pools, key=lambda pool: (places[pool.key].file != own, places[pool.key])
        )
        return tuple(in_order)

    def next_way(self) -> int:
        """Return the number of the next way."""
        self._ways += 1
        return self._ways

    def pool(self, texts: Sequence[str], path: KeyPath) -> built.Pool | None:
        """Return texts as a pool, or None where there are none."""
        return self.pool_of(texts, path) if texts else None

    def indexed(self, amounts: Mapping[str, float], path: KeyPath) -> tuple[tuple[int, float], ...]:
        """Return amounts by feeling as amounts by its index."""
        out = []
        for name, amount in amounts.items():
            self.known(name, self.names.feelings, "feeling", (*path, name))
            out.append((self.names.feelings.get(name, 0), amount))
        return tuple(out)


def _excerpt(text: str, column: int) -> str:
    """Return where in a condition a problem is: all of a short one, the place in a long one."""
    if len(text) <= 100:
        return f" (in `{' '.join(text.split())}`, column {column + 1})"
    return f" (near `{' '.join(text[max(0, column - 30) : column + 30].split())}`)"
