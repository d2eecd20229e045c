"""The texts of a persona file that trainees are shown: where each stands, and its id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel

from engine.persona.schema import Shown
from engine.persona.source import KeyPath, Source

Model = TypeVar("Model", bound=BaseModel)
Visit = Callable[[KeyPath, str, Shown], str]


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text and the path of keys it stands at."""

    path: KeyPath
    text: str
    mark: Shown

    @property
    def id(self) -> str:
        """The text's id."""
        return text_id(self.text)


def text_id(text: str) -> str:
    """Return a text's id: eight hexadecimal digits, the same wherever it stands.

    Spaces and line breaks do not count; any other change makes it another text.
    """
    return sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def texts_of(model: BaseModel, source: Source) -> list[ShownText]:
    """Return every text that the schema marks as shown, in the order of the file.

    What is taken over from other files comes after.
    """
    found: list[ShownText] = []

    def keep(path: KeyPath, text: str, mark: Shown) -> str:
        found.append(ShownText(path, text, mark))
        return text

    _walk(model, None, (), (), keep)
    places = {text.path: source.problem(text.path, "") for text in found}
    return sorted(
        found, key=lambda text: (places[text.path].file != source.file, places[text.path])
    )


def reworded(model: Model, reword: Callable[[str], str]) -> Model:
    """Return the model with its shown texts reworded, but for those the counterpart says."""

    def told(_path: KeyPath, text: str, mark: Shown) -> str:
        return text if mark.said else reword(text)

    changed: Model = _walk(model, None, (), (), told)
    return changed


def _walk(value: Any, annotation: Any, marks: tuple[Any, ...], path: KeyPath, visit: Visit) -> Any:
    """Return the value with every shown text in it as `visit` has it."""
    annotation, more = _bare(annotation)
    mark = next((one for one in (*marks, *more) if isinstance(one, Shown)), None)
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return value.model_copy(
            update={
                name: _walk(
                    getattr(value, name),
                    field.annotation,
                    tuple(field.metadata),
                    (*path, name),
                    visit,
                )
                for name, field in fields.items()
            }
        )
    inner = (get_args(annotation) or (None,))[-1]
    if isinstance(value, dict):
        return {key: _walk(one, inner, (), (*path, key), visit) for key, one in value.items()}
    if isinstance(value, list):
        return [_walk(one, inner, (), (*path, at), visit) for at, one in enumerate(value)]
    return visit(path, value, mark) if mark is not None and isinstance(value, str) else value


def _bare(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return an annotation without Annotated and `| None`, and what they carried."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            marks += tuple(more)
            continue
        options = [one for one in get_args(annotation) if one is not type(None)]
        if type(None) not in get_args(annotation) or len(options) != 1:
            return annotation, marks
        annotation = options[0]
