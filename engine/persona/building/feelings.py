"""How feelings move: the levels with each feeling as it is at them, and the appraisal rules."""

from __future__ import annotations

from engine.persona import persona as built
from engine.persona.building.drafting import Draft
from engine.persona.building.levels import at_level, complete
from engine.persona.schema import Feeling, Level
from engine.persona.shortlist import Rules
from engine.persona.source import KeyPath


def levels(draft: Draft) -> dict[str, built.LevelRules]:
    """Return every level with the feelings as they are at it."""
    model = draft.model
    for name, feeling in model.feelings.items():
        path: KeyPath = ("feelings", name)
        draft.indexed(feeling.swayed, (*path, "swayed"))
        _check_bounds(draft, feeling, path, feeling.model_fields_set)
    found = {}
    for name, level in complete(model.levels).items():
        _check_level(draft, name, level)
        found[name] = built.LevelRules(
            level.volatility,
            level.warmth,
            level.patience,
            level.threshold,
            level.openness,
            tuple(
                _feeling(draft, feeling, at_level(rules, level, feeling))
                for feeling, rules in model.feelings.items()
            ),
        )
    return found


def _check_level(draft: Draft, name: str, level: Level) -> None:
    for feeling, other in level.feelings.items():
        path: KeyPath = ("levels", name, "feelings", feeling)
        draft.known(feeling, draft.names.feelings, "feeling", path)
        draft.indexed(other.swayed, (*path, "swayed"))
        if feeling in draft.model.feelings:
            rules = at_level(draft.model.feelings[feeling], level, feeling)
            _check_bounds(draft, rules, path, other.model_fields_set)


def _check_bounds(draft: Draft, feeling: Feeling, path: KeyPath, written: set[str]) -> None:
    """Refuse a floor above the ceiling, and a rest or start beyond one of them.

    written are the keys that stand at the path: what is wrong is told at one of them.
    """
    low, high = feeling.floor, feeling.ceiling
    found = [("floor", "ceiling", low, high)] if low > high else []
    for key, amount in (("rest", feeling.rest), ("start", feeling.start)):
        if amount is not None and not found and amount < low:
            found.append((key, "floor", amount, low))
        elif amount is not None and not found and amount > high:
            found.append((key, "ceiling", amount, high))
    for key, bound, amount, limit in found:
        if at := next((one for one in (key, bound) if one in written), ""):
            beyond = "below" if bound == "floor" else "above"
            draft.wrong((*path, at), f"the {key}, {amount:g}, is {beyond} the {bound}, {limit:g}")


def _feeling(draft: Draft, name: str, feeling: Feeling) -> built.FeelingRules:
    known = draft.names.feelings
    return built.FeelingRules(
        name,
        feeling.rest if feeling.start is None else feeling.start,
        feeling.rest,
        float(0.5 ** (1 / feeling.half_life)),
        feeling.floor,
        feeling.ceiling,
        tuple((known[by], amount) for by, amount in feeling.swayed.items() if by in known),
        feeling.higher_is == "better",
    )


def appraisal(draft: Draft) -> Rules[built.AppraisalRule]:
    """Return the rules of how a line lands, in the order of the file."""
    rules = []
    for index, rule in enumerate(draft.model.appraisal):
        path: KeyPath = ("appraisal", index)
        rules.append(
            built.AppraisalRule(
                index,
                draft.condition(rule.when, (*path, "when")),
                draft.indexed(rule.change, (*path, "change")),
                rule.because,
                rule.again,
                rule.once,
                draft.where(path),
            )
        )
    return Rules(rules)
