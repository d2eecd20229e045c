"""What was answered before and after, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from engine import clean
from simulator.room.debrief.gathered import Answer, Gathered
from simulator.room.debrief.model import Answered, Compared
from simulator.room.protocol.pieces import QuestionTold


def compared(gathered: Gathered) -> tuple[Compared, ...]:
    """Return the questions that anybody answered, with both times' answers."""
    found = []
    for question in gathered.questions:
        before = _answered(question, gathered.answers_before.get(question["question"], ()))
        after = _answered(question, gathered.answers_after.get(question["question"], ()))
        if before or after:
            found.append(
                Compared(
                    question["question"],
                    clean(question["text"]),
                    question["kind"],
                    clean(question["low"]),
                    clean(question["high"]),
                    question["most"],
                    before,
                    after,
                )
            )
    return tuple(found)


def _answered(question: QuestionTold, answers: Sequence[Answer]) -> Answered | None:
    if not answers:
        return None
    texts = [clean(str(answer)) for answer in answers]
    if question["kind"] == "text":
        return Answered(len(texts), (), None, tuple(text for text in texts if text))
    if question["kind"] == "choice":
        options = [clean(option) for option in question["options"]]
        return Answered(len(texts), _counts(options, texts), None, ())
    levels = [int(text) for text in texts]
    scale = [str(level) for level in range(1, question["most"] + 1)]
    return Answered(len(texts), _counts(scale, texts), float(median(levels)), ())


def _counts(options: Sequence[str], answers: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((option, answers.count(option)) for option in options)
