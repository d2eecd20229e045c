"""Translations that lag behind: texts not translated, texts no more, gaps left out or put in."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.persona.loading import translation_of
from engine.persona.problems import Problem
from engine.persona.shown import ShownText, texts_of
from engine.persona.text import prepare
from engine.persona.translation import (
    Translation,
    language_name,
    languages_of,
    translation_path,
)
from engine.workbench.checking.manuscript import Manuscript

SHOWN = 5
"""So many missing texts are told one by one; then how many more there are."""


def translations(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield what is missing in each translation of the persona, at the original's place."""
    model, path = manuscript.model, manuscript.path
    languages = languages_of(path)
    texts = texts_of(model, manuscript.source) if languages else []
    yield from _mistakable(manuscript, texts)
    for language in languages:
        if language.lower() == model.language.lower():
            file = translation_path(path, language).name
            message = f"never read: {path.stem} is written in {language_name(language)} itself; "
            message += "take this file away, or name it for the language it is in"
            yield Problem(file, 1, 1, "language", message)
            continue
        translation = translation_of(path, manuscript.source, model, language)
        yield from _missing(manuscript, translation, texts)
        yield from _stale(translation, texts)
        yield from _gaps(translation, texts, model.facts)


def _mistakable(manuscript: Manuscript, texts: list[ShownText]) -> Iterator[Problem]:
    """Yield texts that happen to have the id of another one."""
    first: dict[str, ShownText] = {}
    for text in texts:
        other = first.setdefault(text.id, text)
        if other.text.split() != text.text.split():
            line = manuscript.line(other.path)
            message = f"by chance this has the same id as the text at line {line}, and would get "
            message += "its translation, too; change a word of it"
            yield manuscript.warning(text.path, message)


def _missing(
    manuscript: Manuscript, translation: Translation, texts: list[ShownText]
) -> Iterator[Problem]:
    language, file = language_name(translation.language), translation.source.file
    missing = translation.missing(texts)
    for text in missing[:SHOWN]:
        message = f"no {language} text; it goes under {text.id} in {file}"
        yield manuscript.warning(text.path, message)
    if more := missing[SHOWN:]:
        has = "1 more text has" if len(more) == 1 else f"{len(more)} more texts have"
        command = f"`detente translate {manuscript.path.stem} {translation.language}`"
        message = f"{has} no {language}, from here on; {command} lists them in {file}"
        yield manuscript.warning(more[0].path, message)


def _stale(translation: Translation, texts: list[ShownText]) -> Iterator[Problem]:
    known = {text.id for text in texts}
    for key in translation.texts:
        if key not in known:
            yield translation.source.problem(
                ("texts", key),
                "no text has this id: the original was changed or taken out; move this to the "
                "original's new id, or take it out, too",
            )


def _gaps(
    translation: Translation, texts: list[ShownText], facts: Collection[str]
) -> Iterator[Problem]:
    for text in texts:
        if not text.mark.said or text.id not in translation.texts:
            continue
        own = prepare(text.text, facts).gaps
        there = prepare(translation.texts[text.id], facts).gaps
        told = [f"the original has {{{gap}}}, and this does not" for gap in sorted(own - there)]
        told += [f"this has {{{gap}}}, and the original does not" for gap in sorted(there - own)]
        for message in told:
            yield translation.source.problem(("texts", text.id), message)
