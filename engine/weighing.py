"""What offered options are worth against what is asked: each alone, or several as one package."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from engine.moment import Moment
from engine.persona.persona import OptionRules
from engine.persona.schema import Concession, Curve
from engine.signs import OFFERING, SURE
from engine.turn import OUT_OF_THE_QUESTION, PackagePart, Verdict, VerdictKind

Named = tuple[str, str]
"""An issue and an option of it, by name."""

_Less = tuple[float, tuple[str, ...]]
"""How much less is asked than at first, and why, if it is less."""


def weigh(moment: Moment, offered: Sequence[Named]) -> list[Verdict]:
    """Weigh the options a line offers, note them on the table, and return the verdicts in order.

    Where the persona judges packages, the options on open issues are judged together.
    """
    if not offered:
        return []
    table = moment.state.table
    asked = _asked_less(moment)
    packed = _package(moment, offered)
    verdicts = _together(moment, packed, asked) if packed else []
    alone = [one for one in offered if one not in packed]
    verdicts += [_alone(moment, *one, asked) for one in alone]
    if not table.since:
        table.since = moment.turn
    return verdicts


def makes_package(moment: Moment, offered: Sequence[Named]) -> bool:
    """Return whether options a line offers are judged together."""
    return bool(_package(moment, offered))


def _package(moment: Moment, offered: Sequence[Named]) -> list[Named]:
    """Return the options that are judged together; none, where each is judged alone."""
    if moment.persona.bargaining.package is None:
        return []
    packed = [one for one in offered if one[0] not in moment.state.table.agreed]
    packed += _named_again(moment, packed)
    return packed if len(packed) > 1 else []


def _named_again(moment: Moment, offered: Sequence[Named]) -> list[Named]:
    """Return what was refused last on each open issue that is named beside an offer.

    "I'd pay for it, if we could still cut it": what is offered now speaks for the cutting, too.
    """
    table = moment.state.table
    if not offered or not moment.signs & OFFERING or moment.sure_of("refuse") >= SURE:
        return []
    back = []
    for issue, rules in moment.persona.issues.items():
        if issue not in moment.topics or issue in table.agreed or issue in dict(offered):
            continue
        refused = [name.partition(".")[2] for name in table.refused if name.startswith(f"{issue}.")]
        left = [name for name in refused if not _is_out(rules.options[name], moment)]
        back += [(issue, name) for name in left[-1:]]
    return back


def _alone(moment: Moment, issue: str, option: str, asked: _Less) -> Verdict:
    rules = moment.persona.issues[issue].options[option]
    score, reasons = _with_manner(_worth(rules, moment), moment)
    threshold = _threshold(moment, asked)
    if rules.never:
        reasons += (_out_of_the_question(rules),)
    fits = score >= threshold and not _is_out(rules, moment)
    kind: VerdictKind = "accepted" if fits else "refused"
    moment.state.table.offers += 1
    moment.state.table.refusals += not fits
    _note(moment, issue, option, fits)
    return Verdict(kind, issue, option, score, threshold, reasons + asked[1], rules.where)


def _together(moment: Moment, packed: Sequence[Named], asked: _Less) -> list[Verdict]:
    """Judge a package by the mean of its options' worths, each with the weight of its issue."""
    issues = moment.persona.issues
    parts = []
    for issue, option in packed:
        rules = issues[issue].options[option]
        worth = round(_worth(rules, moment), 4)
        weight = issues[issue].weight
        parts.append(PackagePart(issue, option, worth, weight, _is_out(rules, moment)))
    mean = sum(part.worth * part.weight for part in parts) / sum(part.weight for part in parts)
    score, reasons = _with_manner(mean, moment)
    threshold = _threshold(moment, asked)
    out = [issues[part.issue].options[part.option] for part in parts if part.out]
    reasons += tuple(map(_out_of_the_question, out)) + asked[1]
    fits = score >= threshold and not out
    kind: VerdictKind = "accepted" if fits else "refused"
    moment.state.table.offers += 1
    moment.state.table.refusals += not fits
    for issue, option in packed:
        _note(moment, issue, option, fits)
    return [
        Verdict(kind, one, name, score, threshold, reasons, rules.where, tuple(parts))
        for one, name in packed
        for rules in [issues[one].options[name]]
    ]


def _note(moment: Moment, issue: str, option: str, fits: bool) -> None:
    """Put an option on the table as agreed or refused."""
    table = moment.state.table
    if issue not in table.offered:
        table.offered.append(issue)
    if not fits:
        table.refused.append(f"{issue}.{option}")
        return
    if table.agreed.get(issue) != option:
        table.details.pop(issue, None)
    table.agreed[issue] = option
    if table.pending is not None and table.pending[0] == issue:
        table.pending = None


def numbered(rules: OptionRules, moment: Moment) -> bool:
    """Return whether the line names the number that an option's worth goes by."""
    return rules.by is not None and bool(getattr(moment, rules.by.of))


def _worth(rules: OptionRules, moment: Moment) -> float:
    if rules.by is None or not numbered(rules, moment):
        return rules.worth
    return curve_at(rules.by, getattr(moment, rules.by.of))


def _is_out(rules: OptionRules, moment: Moment) -> bool:
    """Return whether an option is out of the question, however it is put and with what."""
    return rules.never or _worth(rules, moment) < 0


def _out_of_the_question(rules: OptionRules) -> str:
    return f"{rules.title} {OUT_OF_THE_QUESTION}"


def curve_at(curve: Curve, number: float) -> float:
    """Return the worth at a number: straight between points, level beyond the ends."""
    points = curve.points
    if number <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if number <= x1:
            return y0 + (y1 - y0) * (number - x0) / (x1 - x0)
    return points[-1][1]


def _with_manner(worth: float, moment: Moment) -> tuple[float, tuple[str, ...]]:
    score = worth
    reasons = []
    for rule in moment.persona.bargaining.manner:
        if rule.condition.test(moment):
            score += rule.add
            reasons.append(rule.because)
    return round(score, 4), tuple(reasons)


def _threshold(moment: Moment, asked: _Less) -> float:
    rules = moment.persona.bargaining
    mood = sum(moment.feelings[index] * weight for index, weight in rules.mood)
    return round(rules.threshold + mood + moment.level.threshold - asked[0], 4)


def _asked_less(moment: Moment) -> _Less:
    """Return how far the counterpart has come to meet the trainee before this line."""
    rules = moment.persona.bargaining.concession
    rounds, told = _rounds(moment, rules)
    less = round(min(rules.most, rules.yields * rounds), 4)
    return (less, (f"{told}: {less:.2f} less was asked",)) if less else (0.0, ())


def _rounds(moment: Moment, rules: Concession) -> tuple[int, str]:
    table = moment.state.table
    if rules.per == "offer":
        return table.offers, f"you had offered {_times(table.offers)}"
    if rules.per == "refusal":
        return table.refusals, f"they had refused {_times(table.refusals)}"
    since = moment.turn - table.since if table.since else 0
    return since, f"you had bargained for {since} line{'' if since == 1 else 's'}"


_TIMES = ("never", "once", "twice", "three times", "four times", "five times", "six times")


def _times(count: int) -> str:
    return _TIMES[count] if count < len(_TIMES) else f"{count} times"
