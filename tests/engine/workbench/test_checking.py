"""What the check finds in a persona that loads: each warning at its place, and none too many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import persona_names
from engine.workbench.checking import check_persona

Write = Callable[[str | bytes], Path]


@pytest.fixture
def found(tiny_text: str, write_persona: Write) -> Callable[..., list[str]]:
    """Check the tiny persona with some of its text replaced; return what was not there before."""

    def check(*changes: tuple[str, str]) -> list[str]:
        text = tiny_text
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        before = {problem.message for problem in check_persona(write_persona(tiny_text))}
        problems = check_persona(write_persona(text))
        lines = text.splitlines()
        for problem in problems:
            assert lines[problem.line - 1].strip()  # every place is a line with something in it
        return [f"{p.where}: {p.message}" for p in problems if p.message not in before]

    return check


CALM_LINE = '      - {when: ask_open, say: ["My father planted it."]}'


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("{to: gone, when: harmful,", "{to: calm, when: harmful,", "stances.gone", "no way leads"),
        (
            "when: ask_open, say:",
            'when: "trust > 0.5 and trust < 0.2", say:',
            "stances.calm.replies[2].when",
            "can never hold",
        ),
        (
            "when: ask_open, say:",
            "when: at(cross) and ask_open, say:",
            "stances.calm.replies[2].when",
            "can never hold",
        ),
        (
            "when: ask_open, say:",
            "when: ask_open or trust > 1, say:",
            "stances.calm.replies[2].when",
            "`trust > 1` is never true",
        ),
        (
            "when: ask_open, say:",
            "when: ask_open and times(blame) >= 0, say:",
            "stances.calm.replies[2].when",
            "`times(blame) >= 0` is always true",
        ),
        (
            "{to: talking, when: trust > 0.4 and remembered(apologised),",
            "{to: talking, when: contempt and trust > 0.4,",
            "stances.calm.go[1]",
            "never taken: the one at line",
        ),
        (
            'when: ask_open, say: ["My father planted it."]',
            'when: blame, say: ["My father planted it."]',
            "stances.calm.replies[2]",
            "the same condition as the reply at line",
        ),
        (
            '{when: "at(talking)", say: ["Two metres ten. I measured."]}',
            '{when: "always", say: ["Two metres ten. I measured."]}',
            "knows.height.answers[1]",
            "never said: the answer at line",
        ),
        (
            "when: at(talking) and (ask_open or acknowledge)",
            "when: at(talking) and at(cross)",
            "interests.father",
            "can never be disclosed",
        ),
        ("{anger: +0.3}", "{anger: +0.7}", "appraisal[2].change.anger", "one such line and anger"),
        (
            'cues: ["half"], worth: 0.3',
            'cues: ["half"], worth: 0.0',
            "issues.cut.options.half.worth",
            "nobody can get this accepted",
        ),
        (
            "patience: 1, threshold: 0.2",
            "patience: 5, threshold: 0.2",
            "levels.hard.patience",
            "hard is easier than standard here",
        ),
        (
            '"Me? It was here before you."',
            '"I have nothing to say to that."',
            "stances.cross.otherwise[0]",
            "the same text stands at line",
        ),
    ],
)
def test_a_mistake_is_found_where_it_stands(
    found: Callable[..., list[str]], old: str, new: str, where: str, message: str
) -> None:
    assert [one for one in found((old, new)) if one.startswith(where) and message in one]


FACT = "  apologised: apologize\n"
DECLINED = '  declined: ["Then not."]\n'


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        (
            FACT,
            FACT + "  kind: {when: acknowledge, against: blame and trust > 1}\n",
            "facts.kind.against",
            "this can never hold",
        ),
        (
            FACT,
            FACT + "  kind: {when: blame or contempt, against: blame}\n",
            "facts.kind.against",
            'every line that contradicts "kind" (`against`) also states it',
        ),
        (
            FACT,
            FACT + "  kind: {when: acknowledge, against: blame}\n",
            "facts.kind.against",
            "nothing asks `contradicted(kind)`",
        ),
        (
            '"What is it?"',
            '"What is it?", "You said {said.apologised}."',
            "opening.say[1]",
            "never said: nothing is remembered before the first line; do without {said.apologised}",
        ),
        (
            '"What is it?"',
            '"What is it?", "Ah, {name}."',
            "opening.say[1]",
            "never said: nobody has given a name",
        ),
        (
            'when: ask_open, say: ["My father planted it."]',
            "when: ask_open and not remembered(apologised), say: ['You said {said.apologised}.']",
            "stances.calm.replies[2].say[0]",
            "never said: where this rule holds, the fact of {said.apologised} is not remembered",
        ),
        (
            FACT,
            FACT + "  kind: {when: acknowledge, against: harmful}\n",
            "facts.kind.against",
            "nothing asks",
        ),
        (
            "title: who pays\n",
            "title: who pays\n    weight: 2\n",
            "issues.pay.weight",
            "a weight counts in packages only",
        ),
        (
            'worth: 0.3, accept: ["Half. Oh well."]',
            'worth: 0.3, never: true, accept: ["Half. Oh well."]',
            "issues.cut.options.half.accept",
            '"half" is out of the question',
        ),
        (
            DECLINED,
            DECLINED + "  concession: {yields: 0.3}\n",
            "bargaining.concession.yields",
            "0.3 in one round is more than `most` allows in all: 0.2",
        ),
        (
            DECLINED,
            DECLINED + "  concession: {yields: 0.3, most: 0}\n",
            "bargaining.concession.most",
            "with `most: 0` nothing is ever given up",
        ),
    ],
)
def test_what_bargaining_and_memory_cannot_come_to_is_found(
    found: Callable[..., list[str]], old: str, new: str, where: str, message: str
) -> None:
    assert [one for one in found((old, new)) if one.startswith(where) and message in one]


def test_a_quotation_that_no_words_can_fill_is_found(found: Callable[..., list[str]]) -> None:
    says = ('say: ["My father planted it."]}', "say: ['{said.late}, you said.']}")
    for condition in ("turn > 3", "trust > 0.5 and not blame", "blame and times(blame) == 0"):
        problems = found((FACT, f'{FACT}  late: "{condition}"\n'), says)
        assert [one for one in problems if "replies[2].say[0]: never said" in one], condition
    for condition in ("turn > 3 and blame", "amount > 3", "about(hedge) or turn > 3"):
        assert not found((FACT, f'{FACT}  late: "{condition}"\n'), says), condition


def test_a_package_takes_two_issues(found: Callable[..., list[str]], tiny_text: str) -> None:
    pay = tiny_text[tiny_text.index("  pay:\n") : tiny_text.index("bargaining:\n")]
    alone = ((pay, ""), (DECLINED, DECLINED + "  package: true\n"))
    message = "a package takes two issues; add another under `issues`, or take this out"
    assert f"bargaining.package: {message}" in found(*alone)


def test_nothing_can_be_put_forward_where_nothing_is_suggested(
    found: Callable[..., list[str]],
) -> None:
    problems = found(
        (', suggest: ["A hand\'s width, if you like?"]', ""),
        (DECLINED, DECLINED + "  concession: {suggests_after: 2}\n"),
    )
    assert [one for one in problems if one.startswith("bargaining.concession.suggests_after")]


def test_what_is_meant_is_no_mistake(found: Callable[..., list[str]]) -> None:
    """Packages, concessions, and a fact that is quoted where it is gone back on."""
    assert not found(
        (FACT, FACT + "  kind: {when: acknowledge, against: blame}\n"),
        (
            'when: ask_open, say: ["My father planted it."]',
            "when: contradicted(kind), say: ['You said \"{said.kind}\", {name}.']",
        ),
        ("title: who pays\n", "title: who pays\n    weight: 2\n"),
        (
            DECLINED,
            DECLINED
            + '  package: {accept: ["Both, then."]}\n  concession: {yields: 0.05, most: 0.2}\n',
        ),
    )


def test_in_good_company_more_can_be_accepted(found: Callable[..., list[str]]) -> None:
    """Half at 0.15 and 0.05 for a question are too little, but 0.8 for paying helps."""
    poor = ('cues: ["half"], worth: 0.3', 'cues: ["half"], worth: 0.1')
    assert [one for one in found(poor) if "nobody can get this accepted" in one]
    assert not found(poor, (DECLINED, DECLINED + "  package: true\n"))
    assert not found(poor, (DECLINED, DECLINED + "  concession: {yields: 0.1, most: 0.3}\n"))


def test_a_dead_end_is_found(found: Callable[..., list[str]], tiny_text: str) -> None:
    endings = tiny_text[tiny_text.index("\nendings:") :]
    only = (
        "\nendings:\n  done: {title: Done, outcome: agreement, when: at(talking), "
        "say: [Bye then.], epilogue: It ended.}\n"
    )
    problems = found((endings, only))
    assert [one for one in problems if one.startswith("stances.gone: a dead end")]
    assert not [one for one in problems if one.startswith("stances.calm: a dead end")]


def test_what_may_happen_is_no_mistake(found: Callable[..., list[str]]) -> None:
    for condition in (
        "trust > 0.5 or trust < 0.2",
        "times(blame) >= 2 and not blame",
        "ask_open and ask_closed and warm",
        "visited(cross) and not at(cross)",
        "due < 0",
    ):
        assert not found(("when: ask_open, say:", f'when: "{condition}", say:')), condition


@pytest.mark.parametrize("name", persona_names())
def test_what_ships_has_no_rule_that_cannot_hold(name: str) -> None:
    messages = [problem.message for problem in check_persona(name)]
    assert not [m for m in messages if "never" in m or "dead end" in m or "no way" in m]


CROSS = "      - {to: gone, when: harmful, because: more of it}"


def test_a_way_taken_once_lets_later_ones_have_their_turn(found: Callable[..., list[str]]) -> None:
    later = f"{CROSS[:-1]}, once: true}}\n      - {{to: talking, when: blame, because: later}}"
    assert not [one for one in found((CROSS, later)) if "never taken" in one]
    covered = later.replace(", once: true", "")
    assert [one for one in found((CROSS, covered)) if "never taken" in one]


LIMIT = "    limit: {turns: 4, to: gone, because: too long}\n"


def test_a_limit_is_a_way_on(found: Callable[..., list[str]]) -> None:
    out = ("{to: gone, when: harmful,", "{to: calm, when: harmful,")
    limit = ("    title: Cross\n", f"    title: Cross\n{LIMIT}")
    assert [one for one in found(out) if 'no way leads to the stance "gone"' in one]
    assert not [one for one in found(out, limit) if 'no way leads to the stance "gone"' in one]


def test_a_limit_that_is_never_taken_is_told(found: Callable[..., list[str]]) -> None:
    always = f"{LIMIT}    go:\n      - {{to: calm, when: turn > 0, because: at once}}\n"
    told = found(("    enter: [", f"{always}    enter: ["))
    assert not [one for one in told if "limit" in one]
    told = found(("    enter: [", f"{always.replace('turn > 0', 'always')}    enter: ["))
    assert [one for one in told if one.startswith("stances.talking.limit: this way is never taken")]


def test_what_lies_beyond_a_floor_or_ceiling_is_never_true(found: Callable[..., list[str]]) -> None:
    bounds = ("rest: 0.3, half_life: 10", "rest: 0.3, half_life: 10, floor: 0.2, ceiling: 0.8")
    for condition, told in (
        ("trust > 0.9", "can never hold"),
        ("ask_open or trust < 0.2", "`trust < 0.2` is never true"),
        ("ask_open and trust >= 0.2", "`trust >= 0.2` is always true"),
        ("ask_open and 0.1 < trust < 0.5", "`0.1 < trust < 0.5` is always true"),
    ):
        problems = found(bounds, ("when: ask_open, say:", f'when: "{condition}", say:'))
        assert [one for one in problems if told.split(" <")[0] in one], (condition, problems)


def test_a_level_can_lift_a_ceiling(found: Callable[..., list[str]]) -> None:
    bounds = ("rest: 0.3, half_life: 10", "rest: 0.3, half_life: 10, ceiling: 0.8")
    easy = ("patience: 3}", "patience: 3, feelings: {trust: {ceiling: 1}}}")
    reply = ("when: ask_open, say:", "when: ask_open and trust > 0.9, say:")
    assert not found(bounds, easy, reply)
    assert found(bounds, reply)


def test_an_impulse_up_to_the_ceiling_is_told(found: Callable[..., list[str]]) -> None:
    told = found(("rest: 0.3, half_life: 10", "rest: 0.3, half_life: 10, ceiling: 0.45"))
    assert [one for one in told if "one such line and trust is as high as it gets: +0.2" in one]


def test_a_harder_level_is_no_more_open(found: Callable[..., list[str]]) -> None:
    told = found(("standard: {patience: 2}", "standard: {patience: 2, openness: 0.5}"),
                 ("threshold: 0.2}", "threshold: 0.2, openness: 0.6}"))  # fmt: skip
    assert [one for one in told if "hard is easier than standard here: openness 0.6" in one]
