"""What an author sees beside the editor: what is wrong, and what became of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from engine import clean
from simulator.authoring.checking import counted, warning
from simulator.paragraphs import wrapped

if TYPE_CHECKING:
    from engine import Turn
    from simulator.authoring.checking import Checked
    from simulator.authoring.looking import Look
    from simulator.authoring.testing import Tested

_FAILED, _MARK, _SAME = "✗ ", "* ", "  "


def preview(look: Look, before: Look | None, shown: str, rows: int | None) -> tuple[list[str], str]:
    """Return the lines of a look, at most rows if given, and the name of the dialogue in them.

    before is the look before it: what says something else now is marked. shown is the dialogue
    shown then; it stays unless another failed or changed.
    """
    wrong = problems(look.checked)
    if look.opening is None:
        return _cut(wrong, rows), shown
    tests = _tests(look, before)
    one = _chosen(look, before, shown)
    talk = _talk(look, one, look.changed(one, before) if one else frozenset())
    if rows is not None:
        wrong = _cut(wrong, max(4, rows // 3))
        tests = _cut(tests, max(4, rows // 3))
        talk = _around(talk, max(4, rows - len(wrong) - len(tests) - 2))
    return [*wrong, "", *tests, "", *talk], one.name if one else shown


def summed(checked: Checked) -> str:
    """Return what was found in a persona, in a line."""
    if checked.unknown or checked.usable:
        return checked.unknown or counted(checked)
    count = len(checked.errors)
    return f"{checked.name}: {count} mistake{'' if count == 1 else 's'}; not played until mended"


def problems(checked: Checked) -> list[str]:
    """Return what was found in a persona: in a line, and then all of it."""
    found = [*map(str, checked.errors), *map(warning, checked.warnings)]
    return [
        *map(_bold, wrapped(summed(checked)).splitlines()),
        *(line for one in found for line in _listed(one)),
    ]


def _listed(text: str) -> list[str]:
    return wrapped(text, "- ").splitlines()


def _tests(look: Look, before: Look | None) -> list[str]:
    if look.untested:
        return [part for line in look.untested.splitlines() for part in _listed(line)]
    failed = look.failed
    count = len(look.played)
    lines = [_bold(f"{count} dialogue{'' if count == 1 else 's'}, {len(failed) or 'none'} failed")]
    for one in failed:
        first = one.failures[0]
        more = f" (and {len(one.failures) - 1} more)" if len(one.failures) > 1 else ""
        place = f"line {first.line}" if first.line else "at the end"
        what = f"{one.name}, {place}: expected {first.expected}; {first.happened}{more}"
        lines += wrapped(what, _FAILED).splitlines()
    changed = [one.name for one in look.played if look.changed(one, before)]
    if changed:
        lines += wrapped(f"Other replies than before in: {', '.join(changed)}", _MARK).splitlines()
    return lines


def _chosen(look: Look, before: Look | None, shown: str) -> Tested | None:
    """Return the dialogue to show: failed and changed, else failed, changed, shown before, first.

    Of several the one shown before, so that the eye need not look for its place.
    """

    def interest(one: Tested) -> tuple[bool, bool, bool]:
        return bool(one.failures), bool(look.changed(one, before)), one.name == shown

    return max(look.played, key=interest, default=None)


def _talk(look: Look, one: Tested | None, changed: frozenset[int]) -> list[str]:
    """Return a conversation as lines: a dialogue's, or of a persona without any the opening."""
    if one is None:
        return [] if look.opening is None else _answered(look.speaker, look.opening, _SAME)
    lines = [_bold(clean(one.name))]
    for number, turn in enumerate(one.turns):
        if number:
            lines += wrapped(turn.line or "(silence)", f"{_SAME}You: ").splitlines()
            lines += wrapped(_became(turn, one.turns[number - 1]), "      ").splitlines()
        lines += _answered(look.speaker, turn, _MARK if number in changed else _SAME)
        lines += _missed(one, number)
    return [*lines, *_missed(one, 0)] if one.turns[1:] else lines


def _answered(speaker: str, turn: Turn, mark: str) -> list[str]:
    return wrapped(turn.reply.whole, f"{mark}{clean(speaker)}: ").splitlines()


def _became(turn: Turn, before: Turn) -> str:
    """Return how a line was read and what it came to, in a line."""
    reading = turn.reading
    assert reading is not None
    told = [f"{found.move} {found.confidence:.2f}" for found in reading.moves] or ["no move"]
    told.append(reading.tone)
    if turn.transition:
        told.append(f"{turn.transition.before} → {turn.transition.after}")
    told += [f"told {name}" for name in turn.disclosed if name not in before.disclosed]
    told += [
        f"agreed {issue}: {option}"
        for issue, option in turn.agreed.items()
        if before.agreed.get(issue) != option
    ]
    if turn.ending:
        told.append(f"ending {turn.ending.name}")
    return ", ".join(told)


def _missed(one: Tested, line: int) -> list[str]:
    """Return what did not hold after a line (from 1), or at the end (0)."""
    return [
        part
        for failure in one.failures
        if failure.line == line
        for part in wrapped(
            f"expected {failure.expected}; {failure.happened}", _FAILED
        ).splitlines()
    ]


def _cut(lines: Sequence[str], most: int | None) -> list[str]:
    if most is None or len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], f"… and {len(lines) - most + 1} more lines"]


def _around(lines: Sequence[str], most: int) -> list[str]:
    """Return as many lines as there is room for, the first that failed or changed among them."""
    marked = (index for index, line in enumerate(lines) if line.startswith((_FAILED, _MARK)))
    at = next(marked, 0)
    start = max(0, min(at - most // 2, len(lines) - most))
    return list(lines[start : start + most])


def _bold(text: str) -> str:
    return click.style(text, bold=True)
