"""What the counterpart makes of an offer: weighed by worth, by how it is put, and by mood."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from engine.moment import Moment
from engine.persona.persona import OptionRules
from engine.persona.schema import Curve
from engine.reading import FoundMove, Term
from engine.reading.clauses import sentences
from engine.signs import BIT, SURE
from engine.turn import Verdict, VerdictKind

_OFFERING = BIT["propose"] | BIT["commit"]
_NOT_OFFERING = ("refuse", "blame", "contempt", "threaten", "deflect")
_ANSWERING = BIT["accept"] | BIT["confirm_agreement"]


_UNMISTAKABLE = 0.75
"""Confidence from which an option's words need no naming of its issue: about 17 letters."""


MOST_DETAIL = 60
"""Characters of the trainee's own words that are kept with what was agreed."""


def judge(moment: Moment) -> list[Verdict]:
    """Weigh what the line offers, note it on the table, and return the verdicts in order."""
    rules = moment.persona.bargaining
    if not moment.persona.issues or not rules.opens.test(moment):
        return []
    verdicts = _answer_pending(moment)
    named = _named_options(moment)
    for issue, option in named:
        verdict = _weigh(moment, issue, option)
        if verdict is not None:
            verdicts.append(verdict)
    _note_details(moment)
    subject = _subject(moment)
    if not verdicts and not named and subject and moment.signs & _OFFERING:
        verdicts.append(_verdict(moment, "vague", subject, ""))
    moment.verdicts = frozenset(verdict.kind for verdict in verdicts)
    if not moment.verdicts & {"accepted", "settled"} and rules.suggests.test(moment):
        verdicts = [one for one in verdicts if one.kind != "vague"] + list(_suggest(moment))
        moment.verdicts = frozenset(verdict.kind for verdict in verdicts)
    return verdicts


def _answer_pending(moment: Moment) -> list[Verdict]:
    table = moment.state.table
    if table.pending is None:
        return []
    issue, option = table.pending
    named = [name for name in _named_options(moment) if name[0] == issue]
    if named and _numbered(moment.persona.issues[issue].options[option], moment):
        return []  # the same in kind but with another number: it is weighed like any offer
    takes = moment.signs & _ANSWERING or (moment.signs & BIT["commit"] and not named)
    turns_down = moment.sure_of("refuse") > moment.sure_of("accept")
    if (takes and not turns_down) or (issue, option) in named:
        table.pending = None
        table.agreed[issue] = option
        return [_verdict(moment, "settled", issue, option)]
    if turns_down:
        table.pending = None
        return [_verdict(moment, "declined", issue, option)]
    return []


def _named_options(moment: Moment) -> list[tuple[str, str]]:
    """Return the option named for each issue: of several, the one whose words say most.

    An issue counts if it is the one last raised, is named itself, or its option is named
    unmistakably; failing all, only the clearest option is meant: a few words may fit many things.
    """
    if not moment.signs & _OFFERING and any(map(_rules_out, moment.reading.moves)):
        return []
    best: dict[str, tuple[float, int, str]] = {}
    for topic in moment.reading.topics:
        issue, dot, option = topic.name.partition(".")
        clear = (topic.confidence, topic.span.end - topic.span.start, option)
        if dot and clear[:2] > best.get(issue, (0.0, 0, ""))[:2]:
            best[issue] = clear
    meant = moment.topics | {moment.state.table.raised}
    named = [one for one in best if one in meant or best[one][0] >= _UNMISTAKABLE]
    if not named and best:
        named = [max(best, key=lambda one: best[one][:2])]
    return [(one, best[one][2]) for one in named]


def _rules_out(found: FoundMove) -> bool:
    return found.move in _NOT_OFFERING and found.confidence >= SURE


def _weigh(moment: Moment, issue: str, option: str) -> Verdict | None:
    table = moment.state.table
    if issue in table.agreed and (table.agreed[issue] == option or not _reopens(moment)):
        return None
    rules = moment.persona.issues[issue].options[option]
    worth = _worth(rules, moment)
    score, reasons = _with_manner(worth, moment)
    threshold = _threshold(moment)
    table.offers += 1
    if issue not in table.offered:
        table.offered.append(issue)
    kind: VerdictKind = "accepted" if worth >= 0 and score >= threshold else "refused"
    if kind == "accepted":
        if table.agreed.get(issue) != option:
            table.details.pop(issue, None)
        table.agreed[issue] = option
        if table.pending is not None and table.pending[0] == issue:
            table.pending = None
    else:
        table.refusals += 1
        table.refused.append(f"{issue}.{option}")
    return Verdict(kind, issue, option, score, threshold, reasons, rules.where)


def _note_details(moment: Moment) -> None:
    """Keep what a line adds in figures and days to what is agreed, for whoever sums it up."""
    table = moment.state.table
    if not moment.signs & (_OFFERING | _ANSWERING) or not moment.reading.terms:
        return
    text = moment.reading.text
    for a, b in sentences(text):
        here = [t.name.partition(".")[0] for t in moment.reading.topics if a <= t.span.start < b]
        issues = moment.persona.issues.keys() & here
        if len(issues) != 1 or not issues <= table.agreed.keys():
            continue  # of two issues in one sentence nobody can say whose Friday it is
        issue = issues.pop()
        title = moment.persona.issues[issue].options[table.agreed[issue]].title.lower()
        terms = [t for t in moment.reading.terms if a <= t.span.start < b]
        new = [t for t in terms if _is_detail(t, text) and t.span.text.lower() not in title]
        if any(t.kind != "count" for t in new) or len(new) > 1:
            words = text[min(t.span.start for t in new) : max(t.span.end for t in new)]
            if len(words) <= MOST_DETAIL:
                table.details[issue] = words


def _is_detail(term: Term, text: str) -> bool:
    """Whether a term may be a detail: "two" may number a list, "40" be half of a model's name."""
    if term.kind != "count" and not (term.kind == "money" and not term.unit):
        return True
    before = text[term.span.start - 1 : term.span.start]
    return term.span.text.isdigit() and len(term.span.text) > 1 and not before.strip(" (,:")


def _reopens(moment: Moment) -> bool:
    """Return whether a line puts something new on a settled issue, rather than repeat it."""
    restates = moment.signs & BIT["confirm_agreement"] or moment.restated >= 2
    return bool(moment.signs & BIT["propose"]) and not restates


def _numbered(rules: OptionRules, moment: Moment) -> bool:
    return rules.by is not None and bool(getattr(moment, rules.by.of))


def _worth(rules: OptionRules, moment: Moment) -> float:
    if rules.by is None or not _numbered(rules, moment):
        return rules.worth
    return curve_at(rules.by, getattr(moment, rules.by.of))


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


def _threshold(moment: Moment) -> float:
    rules = moment.persona.bargaining
    mood = sum(moment.feelings[index] * weight for index, weight in rules.mood)
    return round(rules.threshold + mood + moment.level.threshold, 4)


def _suggest(moment: Moment) -> Sequence[Verdict]:
    """Put forward the best own option not put forward yet, on the issue the talk is about."""
    table = moment.state.table
    issue = _subject(moment)
    if not issue or issue in table.agreed:
        return []
    options = moment.persona.issues[issue].options
    own = [name for name, option in options.items() if option.suggest is not None]
    left = [name for name in own if f"{issue}.{name}" not in table.suggested]
    if not left:
        spent = own and moment.persona.bargaining.exhausted is not None
        return [_verdict(moment, "exhausted", issue, "")] if spent else []
    option = max(left, key=lambda name: options[name].worth)
    table.suggested.append(f"{issue}.{option}")
    table.pending = (issue, option)
    table.raised = issue
    return [_verdict(moment, "suggested", issue, option)]


def _subject(moment: Moment) -> str:
    """Return the issue a line is about: one it names, the one last raised, the first open."""
    table = moment.state.table
    issues = moment.persona.issues
    for topic in moment.reading.topics:
        issue = topic.name.partition(".")[0]
        if issue in issues and issue not in table.agreed:
            return issue
    if table.raised is not None and table.raised not in table.agreed:
        return table.raised
    return next((issue for issue in issues if issue not in table.agreed), "")


def raise_next(moment: Moment) -> str | None:
    """Return the first open issue and note it as raised; None if all are settled."""
    table = moment.state.table
    for name in moment.persona.issues:
        if name not in table.agreed:
            table.raised = name
            return name
    return None


def _verdict(moment: Moment, kind: VerdictKind, issue: str, option: str) -> Verdict:
    return Verdict(kind, issue, option, 0.0, 0.0, (), moment.persona.bargaining.where)
