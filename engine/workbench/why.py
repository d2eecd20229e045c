"""Why a turn went as it did: the rules that made it, with their conditions, and those that lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from engine.conversation import Record
from engine.feelings import sway
from engine.moment import Moment
from engine.persona import Persona
from engine.persona.persona import AppraisalRule, GoRule, LevelRules
from engine.signs import BIT, SIGNS, SURE, signs_of
from engine.turn import Change, Turn
from engine.workbench.hearing import Lost, Overheard, Said


@dataclass(frozen=True, slots=True)
class Swayed:
    """A feeling that a rule moved more or less for the mood: times is what it was multiplied by.

    by has the feelings that swayed it and how high they were, 0 to 1.
    """

    feeling: str
    times: float
    by: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Fired:
    """An appraisal rule (file:line) that held; changes is empty where nothing could move more."""

    rule: str
    condition: str
    because: str
    changes: tuple[Change, ...]
    swayed: tuple[Swayed, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A way (file:line) out of the stance that held."""

    to: str
    condition: str
    because: str
    rule: str


@dataclass(frozen=True, slots=True)
class Why:
    """One turn and all that made it so.

    stance is the one the line was said in. signs are what the line showed conditions; unsure are
    the moves in it that were heard too faintly to choose a reply. drift is the feelings' return
    to rest. remembered is each fact remembered from here on and its condition; quoted those of
    them whose words were kept; contradicted each fact the line goes against and the condition
    that says so, with the words it goes against. ways are those
    that held, in order: where the turn has a transition, the first made it. said is the reply
    piece by piece; lost what else held for it.
    """

    turn: Turn
    stance: str
    signs: tuple[str, ...]
    unsure: tuple[str, ...]
    drift: tuple[Change, ...]
    fired: tuple[Fired, ...]
    remembered: tuple[tuple[str, str], ...]
    quoted: dict[str, str]
    contradicted: tuple[tuple[str, str, str], ...]
    ways: tuple[Way, ...]
    said: tuple[Said, ...]
    lost: tuple[Lost, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON values; the turn in the shape `--json` prints."""
        return {
            **self.turn.as_dict(),
            "said_in": self.stance,
            "signs": list(self.signs),
            "unsure": list(self.unsure),
            "drift": [change.as_dict() for change in self.drift],
            "appraisal": [
                {**asdict(one), "changes": [change.as_dict() for change in one.changes]}
                for one in self.fired
            ],
            "remembered": dict(self.remembered),
            "quoted": dict(self.quoted),
            "contradicted": [
                {"fact": fact, "condition": condition, "quoted": words}
                for fact, condition, words in self.contradicted
            ],
            "ways": [asdict(way) for way in self.ways],
            "said": [asdict(piece) for piece in self.said],
            "lost": [asdict(rule) for rule in self.lost],
        }


def explain(persona: Persona, record: Record, number: int) -> Why:
    """Return why a turn (from 1) of a record's conversation with this persona went as it did.

    Everything is recomputed. Raises IndexError where the conversation has no such turn, be it
    that it ended before.
    """
    talk = Overheard(persona, record.seed, record.level, record.model)
    for line in record.lines[: number - 1]:
        if talk.ended:
            break
        talk.say(line)
    if talk.ended or not 1 <= number <= len(record.lines):
        raise IndexError(f"the conversation has no turn {number}")
    saved = talk.save()["state"]
    turn = talk.say(record.lines[number - 1])
    now = talk.save()["state"]
    reading = talk.heard.moment.reading
    drift = tuple(change for change in turn.changes if not change.rule)
    mood = dict(zip(persona.feelings, saved["feelings"], strict=True))
    mood |= {change.feeling: change.after for change in drift}
    return Why(
        turn=turn,
        stance=saved["stance"],
        signs=_signs(talk.heard.moment),
        unsure=tuple(move.move for move in reading.moves if move.confidence < SURE),
        drift=drift,
        fired=_fired(talk, mood, saved["fired"], turn.changes),
        remembered=tuple(
            (fact, persona.facts[fact].condition.text)
            for fact in now["facts"]
            if fact not in saved["facts"]
        ),
        quoted={
            fact: words for fact, words in now["quoted"].items() if fact not in saved["quoted"]
        },
        contradicted=tuple(
            (fact, rule.against.text, now["quoted"].get(fact, ""))
            for fact, rule in persona.facts.items()
            if rule.against is not None and fact in talk.heard.moment.contradicted
        ),
        ways=tuple(_way(way) for way in talk.ways),
        said=talk.heard.said(turn.reply),
        lost=talk.heard.lost(),
    )


def _signs(moment: Moment) -> tuple[str, ...]:
    """Return the signs the line showed, before any was doubted."""
    repeated = bool(moment.signs & BIT["repeated"])
    bits = signs_of(moment.reading, moment.words, repeated)
    return tuple(sign for sign in SIGNS if bits & BIT[sign])


def _fired(
    talk: Overheard, mood: Mapping[str, float], before: Mapping[int, int], changes: Iterable[Change]
) -> tuple[Fired, ...]:
    """Return the rules that were applied, told by how often each had been before."""
    moment = talk.heard.moment
    names = list(mood)
    left = deque(change for change in changes if change.rule)
    fired = []
    for rule in talk.persona.appraisal:
        if moment.state.fired.get(rule.key, 0) == before.get(rule.key, 0):
            continue
        own = []
        for index, _ in rule.changes:
            mark = (names[index], rule.where, rule.because)
            if left and (left[0].feeling, left[0].rule, left[0].because) == mark:
                own.append(left.popleft())
        swayed = tuple(_swayed(moment.level, mood, rule))
        fired.append(Fired(rule.where, rule.condition.text, rule.because, tuple(own), swayed))
    return tuple(fired)


def _swayed(level: LevelRules, mood: Mapping[str, float], rule: AppraisalRule) -> Iterator[Swayed]:
    levels = list(mood.items())
    for index, amount in rule.changes:
        feeling = level.feelings[index]
        times = sway(feeling, tuple(mood.values()), amount)
        if times != 1:
            yield Swayed(feeling.name, times, tuple(levels[by] for by, _ in feeling.swayed))


def _way(way: GoRule) -> Way:
    return Way(way.to, way.condition.text, way.because, way.where)
