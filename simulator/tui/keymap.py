"""One's own keys: `keys.yaml` in the settings folder, read, checked and explained."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from simulator.tui.actions import ACTIONS, SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from simulator.tui.actions import Action

FILE = "keys.yaml"
MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
NAMED: frozenset[str] = frozenset(
    key.value for key in Keys if "+" not in key.value and not key.value.startswith("<")
)
"""Keys with a name of more than one character, without modifiers: f1, pageup, escape …"""

ROOM_SCOPES = frozenset(("exercise", "fishbowl", "talk", "people", "projector", "seat"))
"""Where the actions of group exercises hold: the same file has their keys, too."""

LINES = frozenset(("conversation", "seat"))
"""Where a line is typed all the while, so that a character is no key."""

_IDS = frozenset(action.id for action in ACTIONS)


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that hold (by action id) and, one sentence each, what is wrong with the rest."""

    keys: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def read_keymap(path: Path, actions: Sequence[Action] = ACTIONS, *, apart: bool = True) -> Keymap:
    """Read a keys file; none is like an empty one. Never raises: the result has the problems.

    actions: those that can be bound here. apart: whether each scope of them has a screen of its
    own, so that two may share a key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Keymap()
    except (OSError, UnicodeDecodeError) as error:
        return Keymap(problems=(f"{path} cannot be read: {error}",))
    import yaml  # 60 ms that only those with a keys file wait for

    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Keymap(problems=(f"{path} is not YAML: {' '.join(str(error).split())}",))
    if data is None:
        return Keymap()
    if not isinstance(data, dict):
        return Keymap(problems=(f"{path}: expected lines such as `conversation.gauges: f4`.",))
    return check(data, actions, apart=apart)


def check(
    data: dict[Any, Any], actions: Sequence[Action] = ACTIONS, *, apart: bool = True
) -> Keymap:
    """Keep what is right of a mapping of action ids to keys; say what is wrong with the rest.

    Actions of other applications are left to those.
    """
    known = {action.id: action for action in actions}
    keys: dict[str, str] = {}
    problems: list[str] = []
    for name, value in data.items():
        if _elsewhere(str(name), known):
            continue
        wrong = _problem(str(name), value, known)
        if wrong:
            problems.append(f"{FILE}: {wrong}")
        else:
            keys[str(name)] = ",".join(_listed(value))
    for name, key, other in list(_clashes(keys, known, apart)):
        keys.pop(name, None)
        problems.append(f"{FILE}: {name}: {key!r} is taken by {other}; {name} keeps its own keys.")
    return Keymap(keys, tuple(problems))


def _elsewhere(name: str, known: Mapping[str, Action]) -> bool:
    """Return whether a name is for another application, which says what is wrong with it."""
    if name in known or name in _IDS:
        return name not in known
    scope = name.partition(".")[0]
    here = {action.scope for action in known.values()}
    return scope not in here and (scope in SCOPES or scope in ROOM_SCOPES)


def _problem(name: str, value: object, known: Mapping[str, Action]) -> str:
    if name not in known:
        return f"there is no action {name!r}.{_nearest(name, known)}"
    listed = _listed(value)
    if not listed:
        return f"{name}: expected a key such as f4 or ctrl+g, found {value!r}."
    for key in listed:
        if wrong := _bad_key(key):
            return f"{name}: {wrong}"
        if known[name].scope in LINES and _types(key):
            return f"{name}: {key!r} is typed into the line; use an F-key, or ctrl+ with a letter."
    return ""


def _listed(value: object) -> list[str]:
    """Return the keys of `f4`, `f4, ctrl+g` or a list of them; `O` is another than `o`."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    given = value if isinstance(value, list) else str(value).split(",") if value else []
    stripped = (str(key).strip() for key in given)
    return [key if len(key) == 1 else key.lower() for key in stripped if key]


def _bad_key(key: str) -> str:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    for modifier in modifiers:
        if modifier not in MODIFIERS:
            return f"{modifier!r} in {key!r} is no modifier.{_nearest(modifier, MODIFIERS)}"
    if len(last) == 1 or last in NAMED or _is_character(last):
        return ""
    return f"there is no key {key!r}.{_nearest(last, NAMED)}"


def _is_character(name: str) -> bool:
    """Return whether a name such as `question_mark` is that of a character on a keyboard."""
    if name in KEY_NAME_REPLACEMENTS.values():  # plus, minus: shorter than their own names
        return True
    try:
        char = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return char.isascii() and char.isprintable()


def _types(key: str) -> bool:
    return len(key) == 1 or key == "space" or _is_character(key)


def _clashes(
    keys: dict[str, str], known: Mapping[str, Action], apart: bool
) -> Iterator[tuple[str, str, str]]:
    """Yield (rebound action, key, the other action) for keys that two actions would share."""
    for name in keys:
        for other, action in known.items():
            if other == name or (apart and not _together(name, other)):
                continue
            taken = _split(keys.get(other, action.keys))
            if shared := [key for key in _split(keys[name]) if key in taken]:
                yield name, shared[0], other
                break


def _together(one: str, other: str) -> bool:
    """Return whether two actions can be asked for on the same screen."""
    scopes = {one.partition(".")[0], other.partition(".")[0]}
    return len(scopes) == 1 or "app" in scopes


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


def _nearest(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return f" Did you mean {close[0]!r}?" if close else ""
