"""What fills the gaps of a reply: the trainee's own words, and what is on the table."""

from __future__ import annotations

from collections.abc import Sequence

from engine.moment import Moment
from engine.persona.text import NAME, said_gap
from engine.reading import HARMFUL
from engine.turn import Verdict

_IN_GENERAL = {"percent": "that", "day": "that day", "duration": "that long", "count": "that many"}
"""What is said of a term before any was named."""


def values(moment: Moment, verdicts: Sequence[Verdict]) -> dict[str, str]:
    """Return the words for every gap a text may have; for a name not known yet ""."""
    state, table = moment.state, moment.state.table
    issues = moment.persona.issues
    agreed = [_in_words(moment, name, option) for name, option in table.agreed.items()]
    remaining = [issue.title for name, issue in issues.items() if name not in table.agreed]
    return {
        "offer": _offer(moment, verdicts),
        "amount": next((t.span.text for t in moment.reading.terms if t.kind == "money"), "that"),
        "agreed": listed(agreed) or "nothing yet",
        "open": remaining[0] if remaining else "nothing",
        "quote": _quote(moment),
        **_IN_GENERAL,
        **state.named,
        NAME: state.name,
        **{said_gap(fact): words for fact, words in state.quoted.items()},
    }


def listed(items: Sequence[str]) -> str:
    """Return items as a sentence lists them: `a, b and c`."""
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


def title_of(moment: Moment, verdict: Verdict) -> str:
    """Return the title of the option a verdict is about, if it is about one."""
    issue = moment.persona.issues.get(verdict.issue)
    return issue.options[verdict.option].title if issue and verdict.option else ""


def _in_words(moment: Moment, issue: str, option: str) -> str:
    """Return what was agreed on an issue, with the trainee's own figures and days."""
    title = moment.persona.issues[issue].options[option].title
    details = moment.state.table.details.get(issue)
    return f'{title} ("{details}")' if details else title


def _offer(moment: Moment, verdicts: Sequence[Verdict]) -> str:
    judged = [title for verdict in verdicts if (title := title_of(moment, verdict))]
    if judged:
        return judged[-1]
    table = moment.state.table
    issues = moment.persona.issues
    if table.pending is not None:
        return issues[table.pending[0]].options[table.pending[1]].title
    for topic in moment.reading.topics:
        issue, dot, option = topic.name.partition(".")
        if dot:
            return issues[issue].options[option].title
    return "that"


def _quote(moment: Moment) -> str:
    """Return the words that showed the main move: a damaging one before any other."""
    moves = moment.reading.moves
    main = next((move for move in moves if move.move in HARMFUL), moves[0] if moves else None)
    if main is None or not main.evidence:
        return "that"
    return max(main.evidence, key=lambda span: span.end - span.start).text
