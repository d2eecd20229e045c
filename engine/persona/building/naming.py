"""The names an author gives: none that a condition could not name or would take amiss."""

from __future__ import annotations

import re

from engine.persona.building.drafting import Draft
from engine.persona.conditions import FUNCTIONS, RESERVED
from engine.persona.schema import NAME
from engine.persona.source import KeyPath

_NAMING = "topics feelings conditions facts stances knows interests issues endings".split()


def check_names(draft: Draft) -> None:
    """Refuse names that a condition could not name, or would take for something else."""
    for part in _NAMING:
        for name in getattr(draft.model, part):
            _check_name(draft, name, (part, name))
    for issue, rules in draft.model.issues.items():
        for option in rules.options:
            _check_name(draft, option, ("issues", issue, "options", option))
    for name in draft.model.feelings:
        if name in RESERVED:
            draft.wrong(("feelings", name), f'"{name}" is a word of conditions; rename it')
    for name in draft.model.conditions:
        if name in RESERVED or name in FUNCTIONS:
            draft.wrong(("conditions", name), f'"{name}" is a word of conditions; rename it')
        elif name in draft.model.feelings:
            draft.wrong(("conditions", name), f'"{name}" is a feeling already; rename one')


def _check_name(draft: Draft, name: str, path: KeyPath) -> None:
    if not re.fullmatch(NAME, name):
        message = f'"{name}" is no name; a name is letters a to z, digits and _, a letter first'
        draft.wrong(path, message)
