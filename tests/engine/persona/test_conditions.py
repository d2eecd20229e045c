"""The condition language: what it means, what it refuses and where, and that it cannot fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Persona
from engine.moment import Moment
from engine.persona.conditions import (
    FLAGS,
    FUNCTIONS,
    MAX_LENGTH,
    MAX_NESTING,
    NUMBERS,
    Condition,
    ConditionError,
    Names,
    parse_condition,
)
from engine.persona.conditions.logic import implies, possible
from engine.reading import MOVES, TONES
from engine.signs import BIT, INDEX, KINDS, SIGNS
from engine.state import State, Table
from tests.engine.lines import reading

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference.md"
NAMES = Names(
    feelings={"trust": 0, "anger": 1},
    stances=["calm", "cross", "talking"],
    interests=["father"],
    facts=["apologised"],
    contradictable=["apologised"],
    issues=["cut", "pay"],
    questions=["height"],
    topics=["hedge"],
)


def parse(text: str) -> Condition:
    return parse_condition(text, NAMES)


# --------------------------------------------------------------------------- the document


def documented() -> list[str]:
    """Every word the tables of the document name, as it would be written."""
    section = DOCUMENT.read_text().split("## Conditions")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| ")]
    words = [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]
    return [re.sub(r"(\w+)\((.*)X", _with_a_name, word) for word in words]


def _with_a_name(called: re.Match[str]) -> str:
    known = sorted(FUNCTIONS[called[1]].known(NAMES))
    return f"{called[1]}({called[2]}{known[0]}"


@pytest.mark.parametrize("word", documented())
def test_what_is_documented_is_understood(word: str) -> None:
    """A truth by itself, a number when compared, and neither the other way."""
    kinds = 0
    for text in (word, f"{word} > 0"):
        try:
            parse(text)
        except ConditionError:
            continue
        kinds += 1
    assert kinds == 1


def test_what_is_understood_is_documented() -> None:
    words = {re.split(r"\W", word)[0] for word in documented()}
    assert len(words) > 40
    assert {*FUNCTIONS, *FLAGS, *NUMBERS, *KINDS, *TONES, "always", "never"} <= words


# --------------------------------------------------------------------------- what it means


def moment(
    persona: Persona, line: object = None, repeated: bool = False, **state: object
) -> Moment:
    now = State(**{"stance": "calm", "feelings": [0.4, 0.6], "visited": ["calm"], **state})
    level = persona.levels["standard"]
    return Moment(persona, now, level, line or reading("blame", tone="cold"), repeated)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("always", True),
        ("never", False),
        ("blame", True),
        ("apologize", False),
        ("cold", True),
        ("harmful", True),
        ("plain", False),
        ("not apologize", True),
        ("not not blame", True),
        ("not not not blame", False),
        ("apologize and never or always", True),
        ("always or never and apologize", True),
        ("(always or never) and apologize", False),
        ("not apologize and never", False),
        ("not (apologize and never)", True),
        ("not apologize or never", True),
        ("not trust > 0.5", True),
        ("trust < 0.5 and anger >= 0.6", True),
        ("anger<=.6", True),
        ("trust == 0.4", True),
        ("trust != 0.4", False),
        ("0.5 > trust", True),
        ("trust > anger", False),
        ("patience == 2", True),
        ("(trust) > (0.1)", True),
        ("0.2 < trust < 0.5", True),
        ("0.4 < trust < 0.5", False),
        ("0.9 > anger >= 0.6 > trust", True),
        ("0.9 > anger >= trust > 0.5", False),
        ("not 0.2 < trust < 0.5", False),
        ("patience == 2 == words", True),
        ("trust>-1", True),
        ("due > -3 and not due < -0.5", True),
        ("openness == 1", True),
        ("turn == 0 and words == 2", True),
        ("remaining == 2", True),
        ("at(calm) and visited(calm) and not visited(cross)", True),
        ("open(cut) and not agreed(cut) and not offered(cut)", True),
        ("about(hedge) or asked(height) or disclosed(father) or remembered(apologised)", False),
        ("  blame\n  and cold\t", True),
    ],
)
def test_a_condition_means_what_it_says(tiny: Persona, text: str, holds: bool) -> None:
    assert bool(parse(text).test(moment(tiny))) is holds


@pytest.mark.parametrize(
    ("text", "state", "holds"),
    [
        ("times(blame) >= 2", {"times": {"blame": 2}}, True),
        ("times(blame) > 2", {"times": {"blame": 2}}, False),
        ("here(hostile) == 1", {"here": {"hostile": 1}, "times": {"hostile": 4}}, True),
        ("here(blame) >= 1", {"times": {"blame": 4}}, False),
        ("within(3, blame)", {"last": {"blame": 5}}, True),
        ("within(3, blame)", {"last": {"blame": 3}}, True),
        ("within(3, blame)", {"last": {"blame": 2}}, False),
        ("within(1, blame)", {"last": {"blame": 5}}, True),
        ("within(1000, blame)", {}, False),
    ],
)
def test_a_condition_can_ask_about_what_went_before(
    tiny: Persona, text: str, state: dict, holds: bool
) -> None:
    """At turn 5; within counts this line in."""
    counts = {}
    for kind, signs in state.items():
        counts[kind] = [0] * len(SIGNS)
        for sign, number in signs.items():
            counts[kind][INDEX[sign]] = number
    assert bool(parse(text).test(moment(tiny, turn=5, **counts))) is holds


@pytest.mark.parametrize(
    ("text", "line", "holds"),
    [
        ("amount >= 50", {"money": 50.0}, True),
        ("amount == 0", {}, True),
        ("about(cut)", {"topics": ["cut"]}, True),
        ("about(height)", {"topics": ["height"]}, True),
        ("asked(height)", {"topics": ["height"]}, False),
        ("asked(height)", {"topics": ["height"], "question": True}, True),
        ("question and sarcastic", {"question": True, "sarcastic": True}, True),
        ("silent", {"form": "silent"}, True),
        ("unclear", {"form": "unclear"}, True),
        ("foreign", {"form": "foreign"}, True),
        ("foreign", {"form": "words"}, False),
        ("harmful", {"tone": "hostile"}, True),
        ("harmful", {"tone": "cold"}, False),
        ("plain", {}, True),
        ("long", {"text": "word " * 120 + "word"}, True),
    ],
)
def test_a_condition_can_ask_about_the_line(
    tiny: Persona, text: str, line: dict, holds: bool
) -> None:
    assert bool(parse(text).test(moment(tiny, reading(**line)))) is holds


def test_a_condition_can_ask_whether_a_line_is_repeated(tiny: Persona) -> None:
    assert parse("repeated").test(moment(tiny, repeated=True))
    assert not parse("repeated").test(moment(tiny))


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("always", 0), ("blame", 2), ("cold", 2), ("asked(height)", 2), ("about(hedge)", 2),
        ("at(calm)", 1), ("trust > 0.5", 1), ("blame and trust > 0.5", 3), ("blame or at(calm)", 1),
        ("not blame", 1), ("not at(calm)", 0.5), ("not (blame and cold)", 2),
        ("0.2 < trust < 0.5", 2), ("0.2 < trust and trust < 0.5", 2),
    ],
)  # fmt: skip
def test_a_condition_weighs_what_the_document_says(text: str, weight: float) -> None:
    assert parse(text).weight == weight


# --------------------------------------------------------------------------- what it refuses

WITHIN = "within takes a number of lines first, 1 to 1000: within(3, blame)"
TOO_LONG = f"a condition has at most {MAX_LENGTH} characters"


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 0, "expected a name or a number, found the end"),
        ("   ", 3, "expected a name or a number, found the end"),
        ("blam", 0, 'no move, tone, feeling or word "blam". Did you mean "blame"?'),
        ("cold and appologize", 9, 'no move, tone, feeling or word "appologize". Did you'),
        ("truts > 0.5", 0, 'no move, tone, feeling or word "truts". Did you mean "trust"?'),
        ("xyzzy", 0, 'no move, tone, feeling or word "xyzzy".'),
        ("trust", 0, "a number; compare it, as in `> 0.5`"),
        ("trust and blame", 0, "a number; compare it, as in `> 0.5`"),
        ("blame and trust", 10, "a number; compare it, as in `> 0.5`"),
        ("blame or 3", 9, "a number; compare it, as in `> 0.5`"),
        ("not trust", 4, "a number; compare it, as in `> 0.5`"),
        ("times(blame)", 0, "a number; compare it, as in `> 0.5`"),
        ("blame > 1", 0, '">" compares numbers; this is true or false; how often it was done is '
                         "`times(blame)`"),
        ("trust > at(calm)", 8, '">" compares numbers; this is true or false'),
        ("trust > high", 8, 'no move, tone, feeling or word "high".'),
        ('trust > "high"', 8, "\"\"\" has no meaning in a condition; names stand without"),
        ("trust > 50%", 10, '"%" has no meaning in a condition; a share is a number from 0 to 1'),
        ("trust > 0,5", 9, '"," is not expected here; a number has a point, as in 0.5'),
        ("Blame", 0, 'no move, tone, feeling or word "Blame". Did you mean "blame"?'),
        ("blame AND cold", 6, '"AND" is not expected here; two conditions are joined by `and` or'),
        ("blame | cold", 6, '"|" has no meaning in a condition; write `or`'),
        ("!blame", 0, '"!" has no meaning in a condition; write `not`'),
        ("trust ≥ 0.5", 6, '"≥" has no meaning in a condition; write `>=`'),
        ("1 < blame", 4, '"<" compares numbers; this is true or false'),
        ("(blame or cold) == 1", 1, '"==" compares numbers; this is true or false'),
        ("at(calm) == 1", 0, '"==" compares numbers; this is true or false'),
        ("0 < trust > 1", 10, "a chain points one way, as in `0.2 < trust < 0.5`"),
        ("0 != trust != 1", 11, "a chain points one way"),
        ("0 < trust < blame", 12, '"<" compares numbers; this is true or false'),
        ("trust >", 7, "expected a name or a number, found the end"),
        ("> 1", 0, 'expected a name or a number, found ">"'),
        ("and blame", 0, '"and" needs something before it'),
        ("blame or or cold", 9, '"or" needs something before it'),
        ("blame cold", 6, '"cold" is not expected here'),
        ("blame)", 5, '")" is not expected here'),
        ("(blame", 6, 'expected ")", found the end'),
        ("(blame cold)", 7, 'expected ")", found "cold"'),
        ("()", 1, 'expected a name or a number, found ")"'),
        ("not", 3, "expected a name or a number, found the end"),
        ("blame & cold", 6, '"&" has no meaning in a condition; write `and`'),
        ("trust = 1", 6, '"=" has no meaning in a condition; two numbers are compared with `==`'),
        ("trust > - 1", 8, '"-" has no meaning in a condition'),
        ("trust > 1 -1", 10, '"-1" is not expected here'),
        ("blame # often", 6, '"#" has no meaning in a condition'),
        ("__import__('os')", 11, '"\'" has no meaning in a condition'),
        (
            "times",
            0,
            "times is asked with brackets: times(blame) >= 3 "
            "(how often X has happened so far, this line included)",
        ),
        ("blame(3)", 0, 'no function "blame".'),
        ("tims(blame) > 1", 0, 'no function "tims". Did you mean "times"?'),
        ("times(blam) > 1", 6, 'no move or tone "blam". Did you mean "blame"?'),
        ("times() > 1", 6, 'no move or tone ")".'),
        ("at(clam)", 3, 'no stance "clam". Did you mean "calm"?'),
        ("visited(gone)", 8, 'no stance "gone". There is calm, cross, talking.'),
        ("disclosed(fathr)", 10, 'no interest "fathr". Did you mean "father"?'),
        ("remembered(x)", 11, 'no fact "x". There is apologised.'),
        ("about(hedges)", 6, 'no topic, issue or question "hedges". Did you mean "hedge"?'),
        ("asked(hedge)", 6, 'no question "hedge". There is height.'),
        ("agreed(cutt)", 7, 'no issue "cutt". Did you mean "cut"?'),
        ("open(cut", 8, 'expected ")", found the end'),
        ("open(cut, pay)", 8, 'expected ")", found ","'),
        ("within(blame)", 7, WITHIN),
        ("within(0, blame)", 7, WITHIN),
        ("within(2.5, blame)", 7, WITHIN),
        ("within(1001, blame)", 7, WITHIN),
        ("within(" + "9" * 5000 + ", blame)", MAX_LENGTH, TOO_LONG),
        ("within(" + "9" * 500 + ", blame)", 7, WITHIN),
        ("within(3 blame)", 9, 'expected ",", found "blame"'),
    ],
)  # fmt: skip
def test_a_mistake_is_named_at_its_column(text: str, column: int, message: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert str(caught.value).startswith(message)
    assert caught.value.column == column


def test_nesting_is_limited_by_an_error_and_not_by_the_stack() -> None:
    fits = MAX_NESTING - 1
    assert parse("(" * fits + "blame" + ")" * fits).weight == 2
    with pytest.raises(ConditionError, match=f"nested deeper than {MAX_NESTING}") as caught:
        parse("(" * 900 + "blame" + ")" * 900)
    assert caught.value.column == MAX_NESTING


def test_brackets_beside_each_other_are_not_nested() -> None:
    assert parse(" and ".join(["(blame)"] * (MAX_NESTING + 20))).weight == 2 * (MAX_NESTING + 20)


@pytest.mark.parametrize("piece", ["cold or ", "cold and ", "not ", "1<2or ", "not 1>2and "])
def test_the_longest_condition_can_still_be_run(tiny: Persona, piece: str) -> None:
    """Run at a depth a screen may call it from."""
    condition = parse(piece * ((MAX_LENGTH - 4) // len(piece)) + "cold")

    def deeper(levels: int) -> bool:
        return bool(condition.test(now)) if levels == 0 else deeper(levels - 1)

    now = moment(tiny)
    assert deeper(200) in (True, False)


# --------------------------------------------------------------------------- it cannot fail

WORDS = [*SIGNS, *FLAGS, *NUMBERS, *FUNCTIONS, *NAMES.feelings, "calm", "father", "cut", "and",
         "or", "not", "(", ")", ",", "<", ">=", "==", "!=", "0.5", "3", "always", "x"]  # fmt: skip

_truths = st.one_of(
    st.sampled_from([*SIGNS, *FLAGS, "always", "never"]),
    st.builds("at({})".format, st.sampled_from(["calm", "cross"])),
    st.builds("within({}, {})".format, st.integers(1, 6), st.sampled_from(SIGNS)),
    st.builds("about({})".format, st.sampled_from(["hedge", "cut", "height"])),
    st.sampled_from(["asked(height)", "open(cut)", "agreed(pay)", "offered(cut)"]),
    st.sampled_from(["disclosed(father)", "remembered(apologised)", "visited(cross)"]),
)
_numbers = st.one_of(
    st.sampled_from([*NUMBERS, *NAMES.feelings, "0", "1", "0.5", "2"]),
    st.builds("{}({})".format, st.sampled_from(["times", "here"]), st.sampled_from(SIGNS)),
)
_comparisons = st.builds(
    "{} {} {}".format, _numbers, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), _numbers
)
CONDITIONS = st.recursive(
    _truths | _comparisons,
    lambda inner: st.one_of(
        st.builds("{} and {}".format, inner, inner),
        st.builds("{} or {}".format, inner, inner),
        st.builds("not {}".format, inner),
        st.builds("({})".format, inner),
    ),
    max_leaves=8,
)
_counts = st.dictionaries(st.sampled_from(range(len(SIGNS))), st.integers(1, 4), max_size=8).map(
    lambda counts: [counts.get(index, 0) for index in range(len(SIGNS))]
)
MOMENTS = st.fixed_dictionaries(
    {
        "stance": st.sampled_from(["calm", "cross"]),
        "feelings": st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=2, max_size=2),
        "turn": st.integers(0, 4),
        "times": _counts,
        "here": _counts,
        "last": _counts,
        "visited": st.sampled_from([["calm"], ["calm", "cross"]]),
        "disclosed": st.sampled_from([[], ["father"]]),
        "facts": st.sampled_from([[], ["apologised"]]),
        "table": st.sampled_from(
            [Table(), Table({"pay": "you"}, ["pay"], offers=2), Table(pending=("cut", "half"))]
        ),
    }
)
ANY_LINE = st.builds(
    lambda moves, tone, topics, form, question, sarcastic, money, text: reading(
        *moves, tone=tone, topics=topics, form=form, question=question, sarcastic=sarcastic,
        money=money, text=text,
    ),
    st.lists(st.sampled_from(MOVES), max_size=4, unique=True),
    st.sampled_from(TONES),
    st.lists(st.sampled_from(["hedge", "height", "cut"]), unique=True),
    st.sampled_from(["words", "silent", "unclear", "foreign"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, 1.0]),
    st.sampled_from(["", "one", "one two"]),
)  # fmt: skip


def oracle(text: str, now: Moment) -> bool:
    """Ask Python, whose `and`, `or`, `not` and comparisons mean the same."""
    state, table = now.state, now.state.table
    asked = now.reading.question or {"ask_open", "ask_closed", "invite_ideas"} & {
        found.move for found in now.reading.moves
    }
    topics = {topic.name for topic in now.reading.topics}
    answers: dict[str, object] = {sign: bool(now.signs >> INDEX[sign] & 1) for sign in SIGNS}
    answers |= {name: getattr(now, name) for name in (*FLAGS, *NUMBERS)}
    answers |= {"always": True, "never": False}
    answers |= {name: state.feelings[index] for name, index in NAMES.feelings.items()}
    answers |= {
        "_times": lambda sign: state.times[INDEX[sign]],
        "_here": lambda sign: state.here[INDEX[sign]],
        "_within": lambda count, sign: (
            state.last[INDEX[sign]] > 0 and state.last[INDEX[sign]] > state.turn - count
        ),
        "_at": lambda name: state.stance == name,
        "_visited": lambda name: name in state.visited,
        "_disclosed": lambda name: name in state.disclosed,
        "_remembered": lambda name: name in state.facts,
        "_contradicted": lambda name: name in now.contradicted,
        "_about": lambda name: name in topics,
        "_asked": lambda name: bool(asked) and name in topics,
        "_offered": lambda name: name in table.offered,
        "_agreed": lambda name: name in table.agreed,
        "_open": lambda name: name not in table.agreed,
    }
    python = re.sub(r"(\w+)\((\d+, )?(\w+)\)", lambda f: f"_{f[1]}({f[2] or ''}'{f[3]}')", text)
    python = re.sub(r"_(and|or|not)\('(\w+)'\)", r"\1 (\2)", python)
    return bool(eval(python, {"__builtins__": {}}, answers))


@settings(max_examples=120)
@given(CONDITIONS, MOMENTS, ANY_LINE, st.sampled_from([(), ("accepted",), ("refused", "vague")]))
def test_a_condition_agrees_with_python_and_needs_what_it_needs(
    tiny: Persona, text: str, state: dict, line: object, verdicts: tuple
) -> None:
    condition = parse(text)
    now = moment(tiny, line, **state)
    now.verdicts = frozenset(verdicts)
    holds = bool(condition.test(now))
    assert holds == oracle(text, now)
    if holds:
        assert condition.needs == 0 or condition.needs & now.signs
        asks = condition.asks
        assert asks is None or asks.signs & now.signs or asks.topics & now.topics
        counted = all(now.state.times[INDEX[sign]] for sign in SIGNS if now.signs & BIT[sign])
        assert not counted or possible(condition.node, stance=now.stance)


@settings(max_examples=100)
@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_any_text_is_a_condition_or_an_error(tiny: Persona, text: str) -> None:
    try:
        condition = parse(text)
    except ConditionError as error:
        column, message = error.column, str(error)
    else:
        assert condition.weight >= 0
        assert condition.test(moment(tiny)) is not NotImplemented
        return
    assert 0 <= column <= len(text)
    assert message


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("trust > 0.5 and trust < 0.2", False),
        ("trust > 0.5 and not trust > 0.5", False),
        ("at(calm) and at(cross)", False),
        ("not at(calm)", True),
        ("warm and cold", False),
        ("silent and blame", False),
        ("blame and not harmful", False),
        ("blame and times(blame) < 1", False),
        ("times(blame) > 1 and times(blame) < 2", False),
        ("0.3 < trust and trust <= 0.3", False),
        ("percent > 100", False),
        ("due < 0", True),
        ("due < -3", True),
        ("turn < -1", False),
        ("0.5 < trust < 0.2", False),
        ("turn > 3 and turn < 4", False),
        ("times(blame) == 1.5", False),
        ("trust > trust", False),
        ("trust >= trust", True),
        ("openness > 1", False),
        ("never or (always and never)", False),
        ("not (warm or neutral or cold or hostile)", False),
    ],
)
def test_whether_a_condition_can_hold(text: str, can: bool) -> None:
    assert possible(parse(text).node) is can


def test_what_is_too_much_to_go_through_counts_as_possible() -> None:
    long = " and ".join(["(blame or ask_open or trust > 0.5)"] * 8) + " and trust > 2"
    assert possible(parse(long).node)


@pytest.mark.parametrize(
    ("first", "second", "does"),
    [
        ("blame and trust > 0.5", "trust > 0.4", True),
        ("blame", "blame or threaten", True),
        ("blame", "harmful", True),
        ("trust > 0.4", "trust > 0.5", False),
        ("times(blame) >= 3", "times(blame) >= 2", True),
    ],
)
def test_whether_one_condition_implies_another(first: str, second: str, does: bool) -> None:
    assert implies(parse(first).node, parse(second).node) is does
