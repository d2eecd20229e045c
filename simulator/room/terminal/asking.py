"""The exercise's questions at a seat in a terminal: one after the other, then sent together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.terminal.doing import questions

if TYPE_CHECKING:
    from simulator.room.terminal.doing import Parts

Question = dict[str, Any]


class Questionnaire:
    """Holds the answers until all are given; other questions begin anew."""

    def __init__(self) -> None:
        self._when = ""
        self._answers: dict[str, str | int] = {}

    def question(self, parts: Parts) -> Question | None:
        """Return the next question; None where all are answered, or none are asked."""
        when = parts.get("questions", {}).get("when", "")
        if when != self._when:
            self._when, self._answers = when, {}
        left = (each for each in questions(parts) if each["question"] not in self._answers)
        return next(left, None)

    def take(self, question: Question, typed: str) -> str:
        """Take an answer. Return "", or a sentence on what would be one."""
        value = answer_to(question, typed)
        if value is None:
            return f"Answer with a number: {asked_aloud(question)}"
        self._answers[question["question"]] = value
        return ""

    def fields(self) -> dict[str, Any]:
        """Return the fields of the message that sends all of it."""
        return {"when": self._when, "answers": dict(self._answers)}


def answer_to(question: Question, typed: str) -> str | int | None:
    """Return what an answer that was typed means, None where it means nothing."""
    text = " ".join(typed.split())
    if question["kind"] == "text":
        return text
    most = question["most"] if question["kind"] == "scale" else len(question["options"])
    number = int(text) if text.isascii() and text.isdigit() else 0
    if question["kind"] == "choice" and text in question["options"]:
        return text
    if not 1 <= number <= most:
        return None
    return number if question["kind"] == "scale" else str(question["options"][number - 1])


def asked_aloud(question: Question) -> str:
    """Return a question with how it is answered."""
    if question["kind"] == "scale":
        low, high, most = question["low"], question["high"], question["most"]
        ends = f" 1: {low}, {most}: {high}." if low and high else f" From 1 to {most}."
        return f"{question['text']}{ends}"
    if question["kind"] == "choice":
        listed = ", ".join(f"{n}: {text}" for n, text in enumerate(question["options"], 1))
        return f"{question['text']} {listed}."
    return str(question["text"])
