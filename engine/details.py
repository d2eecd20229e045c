"""The figures and days that belong to what is agreed, in the trainee's own words."""

from __future__ import annotations

from engine.moment import Moment
from engine.reading import Term
from engine.reading.clauses import sentences
from engine.signs import ANSWERING, OFFERING

MOST_DETAIL = 60
"""Characters of the trainee's own words that are kept with what was agreed."""


def note_details(moment: Moment) -> None:
    """Keep what a line adds in figures and days to what is agreed, for whoever sums it up."""
    table = moment.state.table
    if not moment.signs & (OFFERING | ANSWERING) or not moment.reading.terms:
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
