"""Parts of a view filled up to what the protocol says they are, so that tests tell what matters."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from typing_extensions import is_typeddict

from simulator.room.protocol.told import Parts

PLAIN: dict[Any, Any] = {str: "", int: 0, float: 0.0, bool: False}


def filled(parts: dict[str, Any]) -> dict[str, Any]:
    """Return parts with whatever they lack, as plain as can be."""
    return _filled(Parts, parts)  # type: ignore[no-any-return]


def _filled(kind: Any, value: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        kinds = [one for one in get_args(kind) if one is not NoneType]
        return value if value is None or len(kinds) > 1 else _filled(kinds[0], value)
    if is_typeddict(kind) and isinstance(value, dict):
        hints = get_type_hints(kind, include_extras=True)
        lacks = {
            name: _plain(hint)
            for name, hint in hints.items()
            if name in kind.__required_keys__ - value.keys() and get_origin(hint) is not NotRequired
        }
        return lacks | {name: _filled(_bare(hints.get(name)), one) for name, one in value.items()}
    if get_origin(kind) is list and isinstance(value, list):
        return [_filled(get_args(kind)[0], one) for one in value]
    return value


def _plain(hint: Any) -> Any:
    hint = _bare(hint)
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return None if NoneType in get_args(hint) else _plain(get_args(hint)[0])
    if origin is Literal:
        return get_args(hint)[0]
    return _filled(hint, {}) if is_typeddict(hint) else PLAIN.get(hint, (origin or list)())


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) in (NotRequired, Required) else hint
