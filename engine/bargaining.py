"""What the counterpart makes of an offer: weighed by worth, by how it is put, and by mood."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence

from engine.details import note_details
from engine.moment import Moment
from engine.reading import FoundMove
from engine.signs import ANSWERING, BIT, OFFERING, SURE
from engine.state import Table
from engine.turn import Verdict, VerdictKind
from engine.weighing import makes_package, numbered, weigh

_NOT_OFFERING = ("refuse", "blame", "contempt", "threaten", "deflect", "acknowledge")
"""Heard surely, they make of what a line names no offer: "the plan cost you your nights"."""


_UNMISTAKABLE = 0.75
"""Confidence from which an option's words need no naming of its issue: about 17 letters."""


def judge(moment: Moment) -> list[Verdict]:
    """Weigh what the line offers, note it on the table, and return the verdicts in order."""
    rules = moment.persona.bargaining
    if not moment.persona.issues or not rules.opens.test(moment):
        return []
    verdicts = _answer_pending(moment)
    named = _named_options(moment)
    verdicts += weigh(moment, [one for one in named if _weighable(moment, *one)])
    note_details(moment)
    subject = _subject(moment)
    offers = moment.signs & OFFERING and not moment.signs & BIT["apologize"]
    if not verdicts and not named and subject and offers:
        verdicts.append(_verdict(moment, "vague", subject, ""))
    moment.verdicts = frozenset(verdict.kind for verdict in verdicts)
    if not moment.verdicts & {"accepted", "settled"}:
        if rules.suggests.test(moment):
            verdicts = [one for one in verdicts if one.kind != "vague"] + list(_suggest(moment))
        elif _meets_halfway(moment):
            # second: a reply has room for two verdicts
            verdicts[1:1] = [one for one in _suggest(moment) if one.kind == "suggested"]
        moment.verdicts = frozenset(verdict.kind for verdict in verdicts)
    return verdicts


def _meets_halfway(moment: Moment) -> bool:
    """Return whether a refusal comes with an own option, because there have been so many."""
    after = moment.persona.bargaining.concession.suggests_after
    refused = "refused" in moment.verdicts
    return refused and after is not None and moment.state.table.refusals >= after


def _answer_pending(moment: Moment) -> list[Verdict]:
    table = moment.state.table
    if table.pending is None:
        return []
    issue, option = table.pending
    offered = _named_options(moment)
    named = [name for name in offered if name[0] == issue]
    if named and makes_package(moment, offered) and not moment.signs & ANSWERING:
        return []  # taken under a condition: it is weighed with that
    if named and numbered(moment.persona.issues[issue].options[option], moment):
        return []  # the same in kind but with another number: it is weighed like any offer
    takes = moment.signs & ANSWERING or (moment.signs & BIT["commit"] and not named)
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
    Where no words name an option of an issue, its condition may.
    """
    if not moment.signs & OFFERING and any(map(_rules_out, moment.reading.moves)):
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
    return [(one, best[one][2]) for one in named] + list(_shown_options(moment, best))


def _shown_options(moment: Moment, worded: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield, for each issue of which no option is worded, the first whose condition holds."""
    for issue, rules in moment.persona.issues.items():
        if issue in worded:
            continue
        for name, option in rules.options.items():
            if option.condition is not None and option.condition.test(moment):
                yield issue, name
                break


def _rules_out(found: FoundMove) -> bool:
    return found.move in _NOT_OFFERING and found.confidence >= SURE


def _weighable(moment: Moment, issue: str, option: str) -> bool:
    """Return whether an option is something new: what is agreed is not weighed again."""
    agreed = moment.state.table.agreed
    return issue not in agreed or (agreed[issue] != option and _reopens(moment))


def _reopens(moment: Moment) -> bool:
    """Return whether a line puts something new on a settled issue, rather than repeat it."""
    restates = moment.signs & BIT["confirm_agreement"] or moment.restated >= 2
    return bool(moment.signs & BIT["propose"]) and not restates


def _suggest(moment: Moment) -> Sequence[Verdict]:
    """Put forward the next own option not put forward yet, on the issue the talk is about."""
    table = moment.state.table
    issue = _subject(moment)
    if not issue or issue in table.agreed:
        return []
    options = moment.persona.issues[issue].options
    own = [
        name for name, option in options.items() if option.suggest is not None and not option.never
    ]
    left = [name for name in own if f"{issue}.{name}" not in table.suggested]
    if not left:
        spent = own and moment.persona.bargaining.exhausted is not None
        return [_verdict(moment, "exhausted", issue, "")] if spent else []
    in_order = moment.persona.bargaining.concession.order == "as_written"
    option = left[0] if in_order else max(left, key=lambda name: options[name].worth)
    put_forward(table, issue, option)
    return [_verdict(moment, "suggested", issue, option)]


def put_forward(table: Table, issue: str, option: str) -> None:
    """Note an option as one the counterpart suggested; it is pending."""
    if f"{issue}.{option}" not in table.suggested:
        table.suggested.append(f"{issue}.{option}")
    table.pending = (issue, option)
    table.raised = issue


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


def raise_next(moment: Moment, worn: Callable[[str], bool]) -> str | None:
    """Return the first open issue and note it as raised; None if all are settled or worn out."""
    table = moment.state.table
    for name in moment.persona.issues:
        if name not in table.agreed and not worn(name):
            table.raised = name
            return name
    return None


def _verdict(moment: Moment, kind: VerdictKind, issue: str, option: str) -> Verdict:
    return Verdict(kind, issue, option, 0.0, 0.0, (), moment.persona.bargaining.where)
