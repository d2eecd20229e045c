"""Finding and loading persona files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine.persona.building import Builder
from engine.persona.persona import Persona, Translated
from engine.persona.problems import (
    MAX_PROBLEMS,
    PersonaError,
    Problem,
    UnknownLanguage,
    UnknownPersona,
    nearest,
)
from engine.persona.schema import MethodFile, PersonaFile
from engine.persona.shown import texts_of
from engine.persona.source import KeyPath, Source, read_source
from engine.persona.translation import (
    Translation,
    TranslationFile,
    languages_of,
    read_translation,
    translation_path,
)

Model = TypeVar("Model", bound=BaseModel)

PACK_FILE = "pack.yaml"
"""What a pack says of itself. It lies beside the pack's personas and is none."""


def bundled() -> Path:
    """Return the folder of the personas that come with the program."""
    return Path(__file__).parents[2] / "personas"  # by place: any folder may be called personas


def persona_names(also: Iterable[Path] = ()) -> list[str]:
    """Return the names of the bundled personas, then of those in the folders `also`, each sorted.

    A bundled name is never taken by another folder's persona.
    """
    own = _names_in(bundled())
    return own + sorted({name for folder in also for name in _names_in(folder)} - set(own))


def find_persona(name: str | Path, also: Iterable[Path] = ()) -> Path:
    """Return the file of a persona by path, or by name: bundled, else the first in `also`.

    Raises UnknownPersona.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
        if _is_file(path):
            return path
        raise UnknownPersona(f"There is no persona file {path}.")
    folders = (bundled(), *also)
    for folder in folders:
        if str(name) in _names_in(folder):
            return folder / f"{name}.yaml"
    known = persona_names(folders)
    raise UnknownPersona(f'There is no persona "{name}".{nearest(str(name), known)}')


def _names_in(folder: Path) -> list[str]:
    files = (path for path in folder.glob("*.yaml") if path.name != PACK_FILE)
    return sorted(path.stem for path in files if "." not in path.stem)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long for a file, or a folder that may not be looked into
        return False


def load_persona(
    name: str | Path, also: Iterable[Path] = (), language: str | None = None
) -> Persona:
    """Load a persona as `find_persona` finds it; the same file is loaded once.

    language: one it is translated into; None, "" and its own are its texts as they were written.
    Raises UnknownPersona if there is none, UnknownLanguage if it has no such translation,
    PersonaError with every problem if it, or the translation, cannot be used.
    """
    path = find_persona(name, also).resolve()
    persona = _load(path, path.stat().st_mtime_ns)
    if not language or language.lower() == persona.language.lower():
        return persona
    known = languages_of(path)
    found = next((one for one in known if one.lower() == language.lower()), None)
    if found is None:
        there = ", ".join([f"{persona.language} (as written)", *known])
        raise UnknownLanguage(
            f'{persona.stem} is not translated into "{language}"; it has {there}.'
        )
    file = translation_path(path, found)
    return _translated(persona, path.stat().st_mtime_ns, found, file.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _load(path: Path, changed: int) -> Persona:
    source, model = read_persona(path)
    return Builder(source, model).persona(path, _method(path, source, model.method))


@lru_cache(maxsize=64)
def _translated(persona: Persona, changed: int, language: str, rewritten: int) -> Persona:
    path = persona.path
    source, model = read_persona(path)
    translation = translation_of(path, source, model, language)
    texts = texts_of(model, source)
    told = Translated(
        path=translation_path(path, language),
        original=persona.language,
        texts=len({text.id for text in texts if text.mark.needed}),
        missing=len(translation.missing(texts)),
    )
    builder = Builder(source, translation.reworded(model), translation.prepared)
    method = _method(path, source, model.method)
    return replace(builder.persona(path, method), language=language, translated=told)


def translation_of(path: Path, source: Source, model: PersonaFile, language: str) -> Translation:
    """Read the translation of the persona in a file. Raises PersonaError with every problem."""
    file = read_source(translation_path(path, language))
    given = validated(TranslationFile, file)
    return read_translation(file, given, path.stem, language, texts_of(model, source))


def read_persona(path: Path) -> tuple[Source, PersonaFile]:
    """Return a persona file as written: its places and its keys. Raises PersonaError."""
    source = read_source(path)
    if isinstance(source.data, dict) and "translates" in source.data:
        message = "this is a translation; the persona is what it translates"
        raise PersonaError([source.problem(("translates",), message)])
    return source, validated(PersonaFile, source)


def _method(path: Path, source: Source, stem: str | None) -> MethodFile | None:
    if stem is None:
        return None
    folders = [path.parent / "methods", bundled() / "methods"]
    for folder in folders:
        if stem.isidentifier() and (folder / f"{stem}.yaml").is_file():
            return validated(MethodFile, read_source(folder / f"{stem}.yaml"))
    known = {found.stem for folder in folders for found in folder.glob("*.yaml")}
    raise PersonaError([source.problem(("method",), f'no method "{stem}".{nearest(stem, known)}')])


def validated(model: type[Model], source: Source) -> Model:
    """Validate a file's data. Raises PersonaError with every problem at its place."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        details = error.errors(include_url=False)[:MAX_PROBLEMS]
        raise PersonaError([_problem(source, model, dict(one)) for one in details]) from error


def _problem(source: Source, model: type[BaseModel], detail: dict[str, Any]) -> Problem:
    # pydantic ends the path of a wrong key with "[key]"; the key itself is the place
    path: KeyPath = tuple(step for step in detail["loc"] if step != "[key]")
    return source.problem(path, _message(model, path, detail))


_EXPECTED: dict[str, str] = {
    "model_type": "keys with values under it",
    "dict_type": "keys with values under it",
    "list_type": "a list",
    "float_type": "a number",
    "finite_number": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "at least {ge:g}",
    "less_than": "less than {lt:g}",
    "less_than_equal": "at most {le:g}",
    "literal_error": "{expected}",
}
"""What was expected, in the words of somebody who writes texts, by pydantic's kind of error."""


def _message(model: type[BaseModel], path: KeyPath, detail: dict[str, Any]) -> str:
    kind, given = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return f'no key "{path[-1]}" is known here.{nearest(str(path[-1]), _keys(model, path))}'
    if kind == "missing":
        return f'the key "{path[-1]}" is missing'
    if kind == "string_type":
        return f"expected a text, found {_named(given)}{_quoting(given)}"
    if kind == "string_too_short":
        return "the text is empty"
    limits = detail.get("ctx", {})
    if kind == "too_short":
        return f"at least {limits['min_length']} needed here, found {limits['actual_length']}"
    if kind == "too_long":
        return f"at most {limits['max_length']} can stand here"
    expected = _EXPECTED[kind].format(**limits).replace("'", "")
    return f"expected {expected}, found {_named(given)}"


def _quoting(given: Any) -> str:
    """Return the advice that helps when a text was read as something else."""
    if isinstance(given, dict):
        return "; a text with a colon in it goes in quotes"
    return "" if given is None or isinstance(given, list) else "; put it in quotes if it is one"


def _keys(model: type[BaseModel], path: KeyPath) -> list[str]:
    """Return the keys of the part of the file that a path leads into."""
    part: Any = model
    for step in path[:-1]:
        part = _inside(part, step)
    return list(part.model_fields) if _is_model(part) else []


def _inside(part: Any, step: str | int) -> Any:
    if _is_model(part):
        found = part.model_fields.get(str(step))
        return _unwrapped(found.annotation) if found else None
    arguments = getattr(part, "__args__", ())
    return _unwrapped(arguments[-1]) if arguments else None


def _unwrapped(annotation: Any) -> Any:
    """Return what an Annotated or Optional annotation is about."""
    while getattr(annotation, "__metadata__", None):
        annotation = annotation.__origin__
    options = [one for one in getattr(annotation, "__args__", ()) if one is not type(None)]
    if type(None) in getattr(annotation, "__args__", ()) and len(options) == 1:
        return _unwrapped(options[0])
    return annotation


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _named(value: Any) -> str:
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f'"{text[:40]}"' if isinstance(value, str) else text[:40]
