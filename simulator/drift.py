"""An old conversation told again: what changed since it was held, and where that first shows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from engine import Difference, all_kept, clean, first_difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine import Kept, Persona, Turn
    from simulator.session import Session

Cause = Literal["persona", "model", "program"]

_LONGEST = 120
"""Characters of a reply that a sentence quotes, from shortly before where it differs."""


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed since a session was begun, and what became of its conversation.

    cause: the persona's file (or its translation's), the model that reads, or the program itself.
    version_then, version_now: the persona's. difference: the first turn that is not as it was;
    None where none is. compared: whether all that was answered was kept, so that none can differ
    unseen. lost: lines that stand in the journal and are not told, as the conversation now ends
    before. told: all of it in words, fit to be shown.
    """

    cause: Cause
    version_then: str
    version_now: str
    difference: Difference | None
    compared: bool
    lost: int
    told: str

    def as_dict(self) -> dict[str, Any]:
        """Return the drift as plain JSON values."""
        return asdict(self)


def drift_of(
    session: Session,
    persona: Persona,
    model: str,
    kept: Sequence[Kept | None],
    turns: Sequence[Turn],
) -> Drift | None:
    """Return how a session told again differs from how it was held; None where nothing changed.

    model is what reads now, as `named_model` gives it; kept is what was kept of the turns, the
    opening first; turns are those told again.
    """
    difference = first_difference(kept, turns)
    cause = _cause(session, persona, model, difference)
    if cause is None:
        return None
    compared = all_kept(kept, turns)
    lost = max(0, len(kept) - len(turns))
    told = [
        _why(cause, session, persona),
        _what(persona, difference, compared),
        f"The conversation now ends {lost} line{'' if lost == 1 else 's'} earlier." if lost else "",
    ]
    return Drift(
        cause=cause,
        version_then=session.version,
        version_now=persona.version,
        difference=difference,
        compared=compared,
        lost=lost,
        told=clean(" ".join(told)),
    )


def _cause(
    session: Session, persona: Persona, model: str, difference: Difference | None
) -> Cause | None:
    if session.differs(persona):
        return "persona"
    if session.model != model:
        return "model"
    return "program" if difference else None


def _why(cause: Cause, session: Session, persona: Persona) -> str:
    if cause == "model":
        return "Your lines are read by another model than when this session was begun."
    if cause == "program":
        return "This version of detente answers otherwise than when this session was held."
    name = persona.name
    if session.version == persona.version:
        return f"{name} was rewritten since this session was begun (version {persona.version})."
    return (
        f"{name} is version {persona.version}, and was version {session.version} "
        "when this session was begun."
    )


def _what(persona: Persona, difference: Difference | None, compared: bool) -> str:
    if difference is None:
        if compared:
            return "Told again, it is word for word the conversation you had."
        return "The answers may differ from those you saw: those were not kept."
    then, now = difference.then, difference.now
    parts = []
    if then.ending != now.ending:
        parts.append(f"{_ended(persona, then)} then, and {_ended(persona, now)} now")
    if then.stance != now.stance:
        parts.append(f"the stance was “{_stance(persona, then)}”, and is “{_stance(persona, now)}”")
    if then.reply != now.reply:
        before, after = _excerpts(then.reply, now.reply)
        parts.append(f"the reply was “{before}”, and is “{after}”")
    place = f"At line {difference.turn}" if difference.turn else "At the opening"
    return f"{place} it first differs: {'; '.join(parts)}."


def _ended(persona: Persona, kept: Kept) -> str:
    if kept.ending is None:
        return "it went on"
    known = persona.endings.get(kept.ending)
    return f"it ended (“{known.title if known else kept.ending}”)"


def _stance(persona: Persona, kept: Kept) -> str:
    known = persona.stances.get(kept.stance)
    return known.title if known else kept.stance


def _excerpts(one: str, other: str) -> tuple[str, str]:
    """Return two texts, or of long ones what shows where they part."""
    start = 0
    if max(len(one), len(other)) > _LONGEST:
        pairs = enumerate(zip(one, other, strict=False))
        parting = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
        start = one.rfind(" ", 0, max(0, parting - 20)) + 1
    return _excerpt(one, start), _excerpt(other, start)


def _excerpt(text: str, start: int) -> str:
    end = start + _LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")
