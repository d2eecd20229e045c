"""What the trainee chose and expects to find again: theme, level, gauges, stance."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FILE = "preferences.json"

LEVELS: dict[str, str] = {
    "easy": "quick to forgive, easy to move",
    "standard": "as the situation was written",
    "hard": "quick to anger, slow to trust",
}
"""The levels in order, and what each is like; here too, as the engine comes after the paint."""


def settings_folder() -> Path:
    """Return the folder of keys.yaml and the preferences: $DETENTE_CONFIG or the user's own."""
    if chosen := os.environ.get("DETENTE_CONFIG"):
        return Path(chosen).expanduser()
    from platformdirs import user_config_dir  # not needed where the folder is given

    return Path(user_config_dir("detente"))


@dataclass(slots=True)
class Preferences:
    """The choices; each has a value that is right for whoever never made one."""

    theme: str = "detente-dark"
    level: str = "standard"
    gauges: bool = True
    stance: bool = False

    @classmethod
    def load(cls, folder: Path) -> Preferences:
        """Read the choices of a folder; what is missing or makes no sense is as if never chosen."""
        try:
            data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return cls()
        if not isinstance(data, dict):
            return cls()
        plain = cls()
        for each in fields(cls):
            value = data.get(each.name)
            if type(value) is type(getattr(plain, each.name)):
                setattr(plain, each.name, value)
        if plain.level not in LEVELS:
            plain.level = "standard"
        return plain

    def save(self, folder: Path) -> str:
        """Write the choices. Returns what went wrong in a sentence, or nothing."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / FILE).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            return f"The choice holds for now but cannot be kept: {error}."
        return ""


def next_level(level: str) -> str:
    """Return the level after this one; the first follows the last."""
    names = list(LEVELS)
    return names[(names.index(level) + 1) % len(names)] if level in names else "standard"
