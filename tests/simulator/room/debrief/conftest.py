"""Conversations really held, as a room keeps them: of the tiny persona and of the shipped ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine import Conversation, Persona, Turn, load_persona
from simulator.room.debrief import Gathered, Held
from simulator.room.state.digest import digest_of

PERSONAS = Path(__file__).parents[4] / "personas"
NEIGHBOUR = Path(__file__).parents[2] / "personas" / "neighbour.yaml"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def digest(persona: Persona, turn: Turn, by: str) -> dict[str, Any]:
    """Return a turn as `simulator.room.debrief.gathering` hands it over."""
    at = (START + timedelta(seconds=40 * turn.number)).isoformat()
    return digest_of(persona, turn) | {"line": turn.line, "by": by, "at": at}


def held_of(
    persona: Persona,
    lines: Sequence[str],
    conversation: str = "c1",
    branch: str = "b1",
    main: bool = True,
    seats: tuple[tuple[str, str], ...] = (("Heron", "speaker"),),
    seed: int = 0,
    acts: dict[int, list[str]] | None = None,
    rounds: tuple[int, int] = (1, 1),
) -> Held:
    talk = Conversation.open(persona, seed)
    turns = [talk.opening]
    for line in lines:
        if not talk.ended:
            turns.append(talk.say(line))
    digests = [digest(persona, turn, seats[0][0] if turn.number else "") for turn in turns]
    for n, kinds in (acts or {}).items():
        digests[n]["acts"] = kinds
    method = persona.method
    return Held(
        conversation=conversation,
        branch=branch,
        main=main,
        title=persona.name,
        stem=persona.stem,
        labels={name: feeling.label for name, feeling in persona.feelings.items()},
        higher_is={name: feeling.higher_is for name, feeling in persona.feelings.items()},
        method_steps={name: step.title for name, step in method.steps.items()} if method else {},
        seats=seats,
        turns=tuple(digests),
        needs={name: interest.title for name, interest in persona.interests.items()},
        issues={name: issue.title for name, issue in persona.issues.items()},
        round=rounds[0],
        rounds=rounds[1],
        way=int(branch[1:]) if rounds == (1, 1) else 1,
    )


@cache
def _loaded(name: str) -> Persona:
    return load_persona(NEIGHBOUR if name == "neighbour" else name)


@cache
def _dialogues(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of a shipped persona's own dialogues, good trainees and bad ones."""
    tests = yaml.safe_load((PERSONAS / f"{name}.tests.yaml").read_text())["tests"]
    return tuple(
        tuple(line if isinstance(line, str) else line["say"] for line in test["lines"])
        for test in tests
    )


@pytest.fixture
def held() -> Callable[..., Held]:
    """Play lines with a persona (by name; the tiny one without) and return what was held."""

    def play(lines: Sequence[str] = (), persona: str = "neighbour", **others: Any) -> Held:
        return held_of(_loaded(persona), lines, **others)

    return play


@pytest.fixture(scope="session")
def workshop() -> Gathered:
    """Nine pairs with the vendor, one of which went another way too, and all that a room has."""
    vendor = _loaded("small_vendor")
    names = ("Heron", "Otter", "Lynx", "Wren", "Adder", "Moth", "Newt", "Tern", "Vole", "Pike")
    stories = _dialogues("small_vendor")[:9]
    conversations = [
        held_of(
            vendor,
            lines,
            f"c{place + 1}",
            seats=((names[place], "speaker"), (f"{names[place]}-Coach", "coach")),
            acts={2: ["nudge"], 4: ["answer", "prompt"]} if place == 1 else None,
        )
        for place, lines in enumerate(stories)
    ]
    kind = (*stories[2][:3], *stories[1][1:])
    conversations.insert(3, held_of(vendor, kind, "c3", "b2", False, conversations[2].seats))
    scale: Any = {
        "question": "ready",
        "text": "How ready do you feel for such a conversation?",
        "kind": "scale",
        "options": [],
        "most": 5,
        "low": "not at all",
        "high": "very",
    }
    choice = {**scale, "question": "hardest", "text": "What is hardest?", "kind": "choice"}
    choice["options"] = ["To begin", "To listen", "To say no"]
    text = {**scale, "question": "take", "text": "What do you take with you?", "kind": "text"}
    mark: Any = {
        "bookmark": "m1",
        "conversation": "c2",
        "branch": "b1",
        "turn": 3,
        "quote": "What worries you most",
        "note": "Come back to this: how the question opened it.",
        "by": "Pike",
    }
    return Gathered(
        title="The vendor, in pairs",
        anonymous=False,
        conversations=tuple(conversations),
        answers_before={"ready": (2, 2, 3, 1, 4, 2), "hardest": ("To begin", "To listen")},
        answers_after={"ready": (3, 4, 3, 3, 5, 4), "take": ("Ask first.", "Breathe; =1+1")},
        questions=(scale, choice, text),
        bookmarks=(mark,),
        steps=("reactions", "description", "analysis", "summary", "plus_delta"),
        room="r7f3",
    )
