"""What a persona listens for: the cues of topics, issues, options and questions."""

from __future__ import annotations

from collections.abc import Sequence

from engine.persona.building.drafting import Draft
from engine.persona.source import KeyPath
from engine.reading import Vocabulary
from engine.reading.vocabulary import PhraseError, phrase_pattern


def vocabulary(draft: Draft) -> Vocabulary:
    """Return what is listened for, by the name it is heard as."""
    model = draft.model
    phrases: dict[str, Sequence[str]] = {}
    for name, cues in model.topics.items():
        _listen(draft, phrases, name, cues, ("topics", name))
    for name, issue in model.issues.items():
        _listen(draft, phrases, name, issue.about, ("issues", name, "about"))
        for key, option in issue.options.items():
            path: KeyPath = ("issues", name, "options", key, "cues")
            _listen(draft, phrases, f"{name}.{key}", option.cues, path)
    for name, knows in model.knows.items():
        _listen(draft, phrases, name, knows.cues, ("knows", name, "cues"))
    examples = {name: knows.ask for name, knows in model.knows.items()}
    return Vocabulary(phrases, examples)


def _listen(
    draft: Draft,
    phrases: dict[str, Sequence[str]],
    name: str,
    cues: Sequence[str],
    path: KeyPath,
) -> None:
    if name in phrases:
        draft.wrong(path[:2], f'"{name}" is a topic, issue or question already; rename one')
    good = []
    for index, cue in enumerate(cues):
        try:
            phrase_pattern(cue)
            good.append(cue)
        except PhraseError as error:
            draft.wrong((*path, index), str(error))
    phrases[name] = good
