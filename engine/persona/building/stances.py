"""Where the counterpart can stand: stances, the ways between them, their beats, the endings."""

from __future__ import annotations

from collections.abc import Sequence

from engine.persona import persona as built
from engine.persona.building.drafting import Draft
from engine.persona.schema import Go, Limit, ReplyRule
from engine.persona.shortlist import Rules, RulesByName
from engine.persona.source import KeyPath


def stances(draft: Draft) -> dict[str, built.StanceRules]:
    """Return every stance with its own rules and those from anywhere."""
    anywhere = draft.model.anywhere
    shared_go = _ways(draft, anywhere.go, ("anywhere", "go"))
    shared = _beats(draft, anywhere.replies, ("anywhere", "replies"))
    otherwise = draft.pool_for_all(anywhere.otherwise, ("anywhere", "otherwise"))
    last = _otherwise(draft, otherwise, ("anywhere", "otherwise"))
    stances = {}
    for name, stance in draft.model.stances.items():
        path: KeyPath = ("stances", name)
        own = _beats(draft, stance.replies, (*path, "replies"))
        fallback = []
        if stance.otherwise:
            otherwise = draft.pool_of(stance.otherwise, (*path, "otherwise"))
            fallback.append(_otherwise(draft, otherwise, (*path, "otherwise")))
        stances[name] = built.StanceRules(
            title=stance.title,
            enter=draft.pool(stance.enter, (*path, "enter")),
            go=Rules(
                (
                    *_ways(draft, stance.go, (*path, "go")),
                    *(way for way in shared_go if way.to != name),
                    *_limit(draft, stance.limit, (*path, "limit")),
                )
            ),
            reactions=_sorted(own["reaction"], shared["reaction"]),
            answers=Rules((*_sorted(own["answer"], shared["answer"]), *fallback, last)),
            drives=_sorted(own["drive"], shared["drive"]),
        )
    return stances


def _ways(draft: Draft, ways: Sequence[Go], path: KeyPath) -> tuple[built.GoRule, ...]:
    return tuple(_way(draft, way, (*path, index)) for index, way in enumerate(ways))


def _way(draft: Draft, way: Go, path: KeyPath, after: str = "") -> built.GoRule:
    return built.GoRule(
        key=draft.next_way(),
        to=draft.known(way.to, draft.names.stances, "stance", (*path, "to")),
        condition=draft.condition(way.when, (*path, "when")),
        because=way.because,
        pool=draft.pool(way.say, (*path, "say")),
        alone=way.alone,
        last=way.last,
        once=way.once,
        where=draft.where(path),
        anywhere=path[0] == "anywhere",
        after=after,
    )


def _limit(draft: Draft, limit: Limit | None, path: KeyPath) -> tuple[built.GoRule, ...]:
    return () if limit is None else (_way(draft, limit.way, path, limit.after),)


def _beats(
    draft: Draft, rules: Sequence[ReplyRule], path: KeyPath
) -> dict[str, list[built.BeatRule]]:
    beats: dict[str, list[built.BeatRule]] = {"reaction": [], "answer": [], "drive": []}
    for index, rule in enumerate(rules):
        beats[rule.beat].append(
            built.BeatRule(
                draft.condition(rule.when, (*path, index, "when")),
                draft.pool_of(rule.say, (*path, index, "say")),
                rule.alone,
                rule.always,
            )
        )
    return beats


def _otherwise(draft: Draft, pool: built.Pool, path: KeyPath) -> built.BeatRule:
    return built.BeatRule(draft.condition("always", path), pool, otherwise=True)


def endings(draft: Draft) -> RulesByName[built.EndingRule]:
    """Return every way to close."""
    rules = {
        name: built.EndingRule(
            ending.title,
            ending.outcome,
            draft.condition(ending.when, ("endings", name, "when")),
            draft.pool_for_all(ending.say, ("endings", name, "say")),
            ending.epilogue,
        )
        for name, ending in draft.model.endings.items()
    }
    return RulesByName(rules)


def _sorted(
    own: Sequence[built.BeatRule], shared: Sequence[built.BeatRule]
) -> Rules[built.BeatRule]:
    """The most specific first; of equals the stance's own, then in order of authorship."""
    return Rules(sorted((*own, *shared), key=lambda rule: -rule.condition.weight))
