"""What moves are called for people: on a screen nobody is asked to know `ask_closed`."""

from __future__ import annotations

MOVE_NAMES: dict[str, str] = {
    "apologize": "apology",
    "hollow_apology": "apology that was none",
    "acknowledge": "saying how it is for them",
    "appreciate": "thanks",
    "paraphrase": "saying back what was heard",
    "ask_open": "open question",
    "ask_closed": "closed question",
    "explain": "explanation",
    "inform": "information",
    "propose": "offer",
    "invite_ideas": "asking for their ideas",
    "let_go": "letting go",
    "look_forward": "looking ahead",
    "reset": "beginning again",
    "commit": "promise",
    "accept": "yes",
    "confirm_agreement": "saying what is agreed",
    "refuse": "no",
    "blame": "blame",
    "demand": "demand",
    "threaten": "threat",
    "contempt": "contempt",
    "dismiss": "brushing it aside",
    "deflect": "changing the subject",
    "small_talk": "small talk",
    "hostile": "hostile tone",
}
"""Every move, and `hostile`, which is a tone that does harm like one, as a trainer says it."""


def move_name(move: str) -> str:
    """Return what a move is called: ask_closed is `closed question`."""
    return MOVE_NAMES.get(move) or move.replace("_", " ")
