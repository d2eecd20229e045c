"""One file laid over another: what a persona says itself, and beneath it what it inherits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from engine.persona.source import KeyPath, Origin, Source

_ANY = "always"
"""What a rule without `when` holds for."""


def laid_over(own: Source, base: Source, without: Iterable[KeyPath] = ()) -> Source:
    """Return the two as one, every part with the place it has in its own file.

    Mappings are merged key by key; a key of both stands where the base has it, new ones first,
    because what is tried in order is tried in that order. Rules (lists of mappings) add up, own
    ones first; one with the same `when`, `to` and `beat` takes the place of the base's. All else
    is the own file's. without: paths of the base that are not taken.
    """
    merger = _Merger(own, base, frozenset(without))
    merger.out.data = merger.both(own.data, base.data, ())
    return merger.out


class _Merger:
    """Builds the merged source; a path may lead elsewhere in it than in the file it is from."""

    def __init__(self, own: Source, base: Source, without: frozenset[KeyPath]) -> None:
        self.own = own
        self.base = base
        self.without = without
        self.out = Source(own.file)

    def both(self, own: Any, base: Any, path: KeyPath) -> Any:
        """Merge what stands at the same path of both."""
        self._note(self.own, path, path)
        if isinstance(own, dict) and isinstance(base, dict):
            return self._mappings(own, base, path)
        if _are_rules(own) and _are_rules(base):
            return self._rules(own, base, path)
        return self._copied(own, self.own, path, path)

    def _mappings(self, own: dict[str, Any], base: dict[str, Any], path: KeyPath) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key in own:
            if key not in base:
                out[key] = self._copied(own[key], self.own, (*path, key), (*path, key))
        for key in base:
            here = (*path, key)
            if here in self.without:
                if key in own:
                    out[key] = self._copied(own[key], self.own, here, here)
            elif key in own:
                out[key] = self.both(own[key], base[key], here)
            else:
                out[key] = self._copied(base[key], self.base, here, here)
        return out

    def _rules(self, own: list[Any], base: list[Any], path: KeyPath) -> list[Any]:
        out = [
            self._copied(rule, self.own, (*path, index), (*path, index))
            for index, rule in enumerate(own)
        ]
        taken = {_signature(rule) for rule in own}
        for index, rule in enumerate(base):
            if _signature(rule) not in taken:
                here = (*path, len(out))
                out.append(self._copied(rule, self.base, (*path, index), here))
        return out

    def _copied(self, value: Any, source: Source, old: KeyPath, new: KeyPath) -> Any:
        self._note(source, old, new)
        if isinstance(value, dict):
            return {
                key: self._copied(one, source, (*old, key), (*new, key))
                for key, one in value.items()
                if source is self.own or (*old, key) not in self.without
            }
        if isinstance(value, list):
            return [
                self._copied(one, source, (*old, index), (*new, index))
                for index, one in enumerate(value)
            ]
        return value

    def _note(self, source: Source, old: KeyPath, new: KeyPath) -> None:
        if old in source.places:
            self.out.places[new] = source.places[old]
        if source is self.base or old in source.origins:
            self.out.origins[new] = source.origins.get(old, Origin(source.file, old))
        if old in source.quoted:
            self.out.quoted.add(new)
        if old in source.folded:
            self.out.folded.add(new)


def _are_rules(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _signature(rule: dict[str, Any]) -> Sequence[str]:
    """Return what makes two rules the same one, said differently."""
    when = " ".join(str(rule.get("when", _ANY)).split())
    return when, str(rule.get("to", "")), str(rule.get("beat", ""))
