"""All the lines a persona can tell apart: those of everybody, and those its conditions ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from engine.persona import Persona
from engine.persona.conditions import Condition
from engine.persona.persona import OptionRules
from engine.reading import MOVES, TONES
from engine.workbench.exploring.actions import ASKING, Action
from engine.workbench.exploring.asking import lines_for, term_of, usual_tone

_PAIRS = (
    "apologize acknowledge",
    "apologize explain",
    "apologize let_go",
    "acknowledge ask_open",
    "acknowledge let_go",
    "paraphrase ask_closed",
    "appreciate look_forward",
    "explain ask_open",
    "explain propose",
    "propose ask_open",
    "propose invite_ideas",
    "accept commit",
    "appreciate confirm_agreement",
    "appreciate small_talk",
    "apologize blame",
    "acknowledge refuse",
    "blame demand",
    "blame threaten",
    "blame contempt",
    "demand propose",
    "hollow_apology dismiss",
    "explain deflect",
)
_TONED = ("", "apologize", "ask_open", "explain", "inform", "propose", "refuse")
"""Moves that are heard in every tone; "" is none."""

_SARCASTIC = ("", "apologize", "acknowledge", "appreciate", "small_talk")


class Repertoire:
    """The abstract lines of one persona, in a fixed order, each once."""

    def __init__(self, persona: Persona) -> None:
        self.persona = persona
        self._restating: dict[tuple[tuple[str, str], ...], tuple[Action, ...]] = {}

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Everything there is to say whatever has happened."""
        found = dict.fromkeys((*common(), *self._subjects(), *self.offers, *self._asked_for()))
        return tuple(found)

    @cached_property
    def offers(self) -> tuple[Action, ...]:
        """Every option offered, with every number at which its worth bends."""
        return tuple(dict.fromkeys(self._offers()))

    @cached_property
    def questions(self) -> tuple[Action, ...]:
        """Every question the persona has answers to, asked."""
        return tuple(
            Action((move,), topics=(name,), question=True)
            for name in self.persona.questions
            for move in ASKING[:2]
        )

    def offer(self, issue: str, option: str, moves: tuple[str, ...], tone: str) -> Action:
        """Return an offer of an option, at the number it is worth most at."""
        rules = self.persona.issues[issue].options[option]
        best = max(rules.by.points, key=lambda point: point[1])[0] if rules.by else None
        return self._offered(issue, option, moves, tone, best)

    def restating(self, agreed: dict[str, str]) -> tuple[Action, ...]:
        """Return lines that say what is agreed; none where nothing is."""
        key = tuple(agreed.items())
        found = self._restating.get(key)
        if found is None:
            topics = tuple(f"{issue}.{option}" for issue, option in key)
            said = [
                Action(("confirm_agreement",), topics=topics),
                Action(("appreciate", "confirm_agreement"), "warm", topics),
                Action(("ask_closed", "confirm_agreement"), topics=topics, question=True),
                Action(("inform",), topics=topics),
            ]
            found = self._restating[key] = tuple(said) if topics else ()
        return found

    def _subjects(self) -> Iterator[Action]:
        yield from self.questions
        for issue in self.persona.issues:
            yield Action(("propose",), topics=(issue,))
            yield Action(("invite_ideas",), topics=(issue,), question=True)
            yield Action(("ask_open",), topics=(issue,), question=True)

    def _offers(self) -> Iterator[Action]:
        persona = self.persona
        for issue, rules in persona.issues.items():
            for option, one in rules.options.items():
                yield self.offer(issue, option, ("propose",), "neutral")
                yield self.offer(issue, option, ("commit",), "neutral")
                for x, _ in one.by.points if one.by else ():
                    yield self._offered(issue, option, ("propose",), "neutral", x)
        best = [(issue, _best(rules.options)) for issue, rules in persona.issues.items()]
        for moves in (("propose",), ("propose", "confirm_agreement")):
            topics = tuple(f"{issue}.{option}" for issue, option in best)
            if len(topics) > 1:
                yield Action(moves, topics=topics)

    def _offered(
        self, issue: str, option: str, moves: tuple[str, ...], tone: str, number: float | None
    ) -> Action:
        curve = self.persona.issues[issue].options[option].by
        terms = (
            (term_of(curve.of, number, self.persona.today),)
            if curve is not None and number is not None
            else ()
        )
        asks = any(move in ASKING for move in moves)
        return Action(moves, tone, (f"{issue}.{option}",), terms, question=asks)

    def _asked_for(self) -> Iterator[Action]:
        offers = [
            f"{issue}.{option}"
            for issue, rules in self.persona.issues.items()
            for option in rules.options
        ]
        for condition in conditions_of(self.persona):
            yield from lines_for(condition.node, self.persona.today, offers)


def _best(options: Mapping[str, OptionRules]) -> str:
    return max(options, key=lambda name: options[name].worth)


def common() -> Iterator[Action]:
    """Yield the lines of everybody: every move alone, common pairs, tones, forms."""
    for move in MOVES:
        yield _said(move)
    for pair in _PAIRS:
        yield _said(*pair.split())
    for move in _TONED:
        for tone in TONES:
            yield _said(*filter(None, [move]), tone=tone)
    for move in _SARCASTIC:
        yield _said(*filter(None, [move]), tone="neutral", sarcastic=True)
    yield Action(form="silent")
    yield Action(form="unclear")
    yield Action(form="foreign")
    yield Action(("inform",), again=True)
    yield Action(("inform",), half=True)
    yield Action(("inform",), words=121)


def _said(*moves: str, tone: str | None = None, sarcastic: bool = False) -> Action:
    return Action(
        tuple(move for move in MOVES if move in moves),
        tone or usual_tone(moves),
        sarcastic=sarcastic,
        question=any(move in ASKING for move in moves),
    )


def conditions_of(persona: Persona) -> Iterator[Condition]:
    """Yield every condition that can change the course of a conversation, each once."""
    seen: set[int] = set()
    for condition in _deciding(persona):
        if id(condition) not in seen:
            seen.add(id(condition))
            yield condition


def _deciding(persona: Persona) -> Iterator[Condition]:
    for stance in persona.stances.values():
        yield from (way.condition for way in stance.go)
    for fact in persona.facts.values():
        yield fact.condition
        if fact.against is not None:
            yield fact.against
    yield from (interest.condition for interest in persona.interests.values())
    yield from (ending.condition for ending in persona.endings.values())
    for issue in persona.issues.values():
        for option in issue.options.values():
            if option.condition is not None:
                yield option.condition
    bargaining = persona.bargaining
    yield from (bargaining.opens, bargaining.suggests, bargaining.raises)
    yield from (rule.condition for rule in bargaining.manner)
    yield from (rule.condition for rule in persona.appraisal)
