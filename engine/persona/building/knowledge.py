"""What the counterpart knows and what they need: answers to questions, and interests."""

from __future__ import annotations

from engine.persona import persona as built
from engine.persona.building.drafting import Draft
from engine.persona.schema import Knows
from engine.persona.shortlist import Rules
from engine.persona.source import KeyPath


def question(draft: Draft, name: str, knows: Knows) -> built.Question:
    """Return one question and its answers."""
    path: KeyPath = ("knows", name, "answers")
    return built.Question(
        Rules(
            built.BeatRule(
                draft.condition(answer.when, (*path, index, "when")),
                draft.pool_of(answer.say, (*path, index, "say")),
            )
            for index, answer in enumerate(knows.answers)
        )
    )


def interests(draft: Draft) -> dict[str, built.InterestRule]:
    """Return every interest."""
    return {
        name: built.InterestRule(
            interest.title,
            draft.condition(interest.when, ("interests", name, "when")),
            draft.pool_for_all(interest.say, ("interests", name, "say")),
            draft.where(("interests", name)),
        )
        for name, interest in draft.model.interests.items()
    }
