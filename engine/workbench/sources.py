"""Where the texts of a persona come from: what each is for, and when it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engine.persona.conditions import Condition
from engine.persona.persona import BeatRule, Persona, Pool

SourceKind = Literal[
    "opening",
    "way",
    "enter",
    "reaction",
    "answer",
    "drive",
    "otherwise",
    "question",
    "interest",
    "offer",
    "ask",
    "ending",
]
"""What a text is for: a beat; or what stands in the place of one."""


@dataclass(frozen=True, slots=True)
class Source:
    """A rule that supplies texts; rule is file:line.

    of: the stance, question, interest, issue or ending it belongs to, by name. condition is ""
    where it is not one condition that decides; specificity is the condition's weight.
    """

    kind: SourceKind
    of: str
    rule: str
    condition: str = ""
    specificity: float = 0.0


def sources(persona: Persona) -> dict[int, Source]:
    """Return the source of every pool of texts, by the pool's key."""
    found: dict[int, Source] = {}
    for pool, source in _all(persona):
        if pool is not None:
            found.setdefault(pool.key, source)  # what holds anywhere is the first stance's, too
    return found


def source_of(rule: BeatRule, kind: SourceKind, of: str) -> Source:
    """Return a rule of a beat as a source."""
    told: SourceKind = "otherwise" if rule.otherwise else kind
    return Source(told, of, rule.pool.where, rule.condition.text, rule.condition.weight)


def _all(persona: Persona) -> Iterator[tuple[Pool | None, Source]]:
    yield _plain(persona.opening, "opening", persona.opening_stance)
    for name, stance in persona.stances.items():
        yield _plain(stance.enter, "enter", name)
        for way in stance.go:
            yield _when(way.pool, "way", way.to, way.condition)
        yield from _rules(stance.reactions, "reaction", "")
        yield from _rules(stance.answers, "answer", "")
        yield from _rules(stance.drives, "drive", "")
    for name, question in persona.questions.items():
        yield from _rules(question.answers, "question", name)
    for name, interest in persona.interests.items():
        yield _when(interest.pool, "interest", name, interest.condition)
    yield from _bargaining(persona)
    for name, ending in persona.endings.items():
        yield _when(ending.pool, "ending", name, ending.condition)


def _bargaining(persona: Persona) -> Iterator[tuple[Pool | None, Source]]:
    rules = persona.bargaining
    for pool in (rules.settled, rules.vague, rules.declined, rules.exhausted):
        yield _plain(pool, "offer", "")
    if rules.package is not None:
        yield _plain(rules.package.accept, "offer", "")
        yield _plain(rules.package.refuse, "offer", "")
    for name, issue in persona.issues.items():
        yield _plain(issue.ask, "ask", name)
        for option in issue.options.values():
            for pool in (option.accept, option.refuse, option.suggest):
                yield _plain(pool, "offer", name)


def _rules(rules: tuple[BeatRule, ...], kind: SourceKind, of: str) -> Iterator[tuple[Pool, Source]]:
    for rule in rules:
        yield rule.pool, source_of(rule, kind, of)


def _when(
    pool: Pool | None, kind: SourceKind, of: str, condition: Condition
) -> tuple[Pool | None, Source]:
    where = pool.where if pool else ""
    return pool, Source(kind, of, where, condition.text, condition.weight)


def _plain(pool: Pool | None, kind: SourceKind, of: str) -> tuple[Pool | None, Source]:
    return pool, Source(kind, of, pool.where if pool else "")
