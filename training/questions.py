"""Whether questions in other words find the question they ask, for the personas that ship.

`corpus/questions.tsv`: persona, the name of what it `knows` (`-` for a line that asks nothing of
it), the line. Whoever wrote the lines had seen one example of each question.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import find_persona
from engine.persona.loading import read_persona
from engine.reading import Context, Vocabulary, read
from training.corpus import CORPUS

NOTHING = "-"


def compare() -> Iterator[list[object]]:
    """Yield, by model and persona: shares of questions found and mistaken, and of others found."""
    rows = (CORPUS / "questions.tsv").read_text(encoding="utf-8").splitlines()
    lines = [tuple(row.split("\t")) for row in rows]
    for model in ("careful", "quick"):
        for persona in dict.fromkeys(name for name, _, _ in lines):
            knows = read_persona(find_persona(persona))[1].knows
            vocabulary = Vocabulary({}, {name: one.ask for name, one in knows.items()})
            own = [(asked, line) for name, asked, line in lines if name == persona]
            found = [(asked, _found(line, vocabulary, model)) for asked, line in own]
            asking = [heard == asked for asked, heard in found if asked != NOTHING]
            mistaken = [heard not in (asked, None) for asked, heard in found if asked != NOTHING]
            others = [heard is not None for asked, heard in found if asked == NOTHING]
            yield [
                f"{model}: {persona}",
                len(asking),
                sum(asking) / len(asking),
                sum(mistaken) / len(asking),
                len(others),
                sum(others) / len(others),
            ]


def _found(line: str, vocabulary: Vocabulary, model: str) -> str | None:
    topics = read(line, Context(vocabulary=vocabulary), model).topics
    return topics[0].name if topics else None
