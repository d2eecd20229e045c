"""Nothing that can stand in an author's file breaks what reads it: many tries, none by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import Conversation, Persona, PersonaError, UnknownPersona, load_persona
from engine.moment import Moment
from engine.persona.conditions import (
    FLAGS,
    FUNCTIONS,
    NUMBERS,
    ConditionError,
    Names,
    parse_condition,
)
from engine.persona.conditions.logic import possible
from engine.persona.folders import bundled
from engine.persona.problems import MAX_PROBLEMS
from engine.reading import MOVES, TONES
from engine.signs import SIGNS
from engine.state import State, Table
from engine.workbench.checking import check_persona
from engine.workbench.dialogues import check_dialogue
from engine.workbench.suites import load_suite
from tests.engine.lines import Talk, reading

Write = Callable[[str | bytes], Path]
TINY = (Path(__file__).parents[1] / "personas" / "tiny.yaml").read_text(encoding="utf-8")
LONGEST = 700
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def sound(call: Callable[[], object]) -> bool:
    """Whether a file is sound; if not, every problem has its place and is short."""
    try:
        call()
    except PersonaError as error:
        problems = error.problems
    except UnknownPersona:
        return False
    else:
        return True
    assert 1 <= len(problems) <= MAX_PROBLEMS + 1
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message
        assert len(str(problem)) <= LONGEST
    return False


# --------------------------------------------------------------------------- bytes

PIECES = [b"a", b": ", b"- ", b"\n", b"  ", b"[", b"]", b"{", b"}", b'"', b"'", b"|\n", b"&x ",
          b"*x", b"!!t ", b"#", b"---\n", b"\t", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80", b"\x00",
          b"detente: 1\n", b"name: ", b"[key]", b"topics:\n", b"\r", b"\xc2\x85", b"%"]  # fmt: skip


@quick
@given(st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
def test_any_bytes_are_a_persona_or_problems(write_persona: Write, content: bytes) -> None:
    assert not sound(lambda: load_persona(write_persona(content)))


# --------------------------------------------------------------------------- mutated personas

BUNDLED = (bundled() / "business_customer.yaml").read_text(encoding="utf-8")
VALUES = ["", "~", "[]", "{}", "no", "-1", "1.0e99", "always", "(", "a: b", "[[key]]", "'*'",
          "99999999999999999999", '"{x}"', "x" * 300, "- a", "trust > 1" + "0" * 400, "[key]: a",
          "'(" + "?" * 50 + "'", "[1, [2, [3]]]", "2027-02-30"]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A real file with lines deleted, doubled, moved or set in otherwise, and values changed."""
    lines = text.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "double", "move", "set in", "value"])):
            case "delete":
                del lines[at : at + draw(st.integers(1, 4))]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "set in":
                lines[at] = " " * draw(st.integers(0, 8)) + lines[at].lstrip()
            case "value":
                key, colon, _ = lines[at].partition(":")
                lines[at] = f"{key}{colon} {draw(st.sampled_from(VALUES))}"
        lines = lines or ["a"]
    return "\n".join(lines) + "\n"


@quick
@given(mutated(TINY))
def test_a_changed_persona_is_one_or_problems(write_persona: Write, text: str) -> None:
    path = write_persona(text)
    if not sound(lambda: load_persona(path)):
        return
    for problem in check_persona(path):
        assert len(str(problem)) <= LONGEST
    persona = load_persona(path)
    issues = persona.issues.items()
    offers = [f"{name}.{option}" for name, issue in issues for option in issue.options]
    lines = [reading("apologize"), reading("propose", topics=offers), reading("contempt")]
    for turn in Talk(Conversation.open(persona)).take_all(*lines):
        assert turn.reply.parts


@settings(quick, max_examples=8)
@given(mutated(BUNDLED))
def test_a_changed_bundled_persona_is_one_or_problems(write_persona: Write, text: str) -> None:
    path = write_persona(text)
    if sound(lambda: load_persona(path)):
        check_persona(path)


# --------------------------------------------------------------------------- conditions

NAMES = Names(
    feelings={"trust": 0, "anger": 1},
    stances=["calm", "cross", "talking"],
    interests=["father"],
    facts=["apologised"],
    issues=["cut", "pay"],
    questions=["height"],
    topics=["hedge"],
)
KNOWN = ["calm", "father", "apologised", "cut", "height", "hedge", "blame"]
WORDS = [*SIGNS, *FLAGS, *NUMBERS, *FUNCTIONS, *NAMES.feelings, *KNOWN, "always", "never"]
TOKENS = [*WORDS, "and", "or", "not", "(", ")", ",", "<", "<=", ">", ">=", "==", "!=", "0", "1",
          "3", "0.5", "9" * 30, "1" + "0" * 19, ".5", "!", "&", "é", "\n"]  # fmt: skip
NUMBER = st.sampled_from([*NUMBERS, "trust", "anger", "0", "0.5", "12345678901234567890",
                          "times(blame)", "here(cold)"])  # fmt: skip
TRUTH = st.sampled_from([*SIGNS, *FLAGS, "always", "never", "at(calm)", "visited(cross)",
    "disclosed(father)", "remembered(apologised)", "about(hedge)", "asked(height)", "offered(cut)",
    "agreed(pay)", "open(cut)", "within(3, blame)"]) | st.tuples(
    NUMBER, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), NUMBER).map(" ".join)  # fmt: skip
GRAMMATICAL = st.recursive(
    TRUTH,
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        inner.map(lambda one: f"not not {one}" if " " not in one else f"({one})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda p: f"({' '.join(p)})"),
    ),
    max_leaves=25,
)
STATES = st.builds(
    State,
    stance=st.sampled_from(["calm", "cross", "talking"]),
    feelings=st.lists(st.floats(0, 1), min_size=2, max_size=2),
    visited=st.just(["calm"]),
    turn=st.integers(0, 60),
    disclosed=st.sampled_from([[], ["father"]]),
    facts=st.sampled_from([[], ["apologised"]]),
    table=st.builds(Table, agreed=st.sampled_from([{}, {"cut": "half"}])),
)
READINGS = st.builds(
    lambda moves, tone, topics: reading(*moves, tone=tone, topics=topics),
    st.lists(st.sampled_from(MOVES), max_size=3, unique=True),
    st.sampled_from(TONES),
    st.sampled_from([[], ["hedge"], ["cut.half"], ["height"]]),
)


def asked(persona: Persona, text: str, state: State, line: object) -> bool | None:
    """Return what a condition answers, or None when it is none."""
    try:
        condition = parse_condition(text, NAMES)
    except ConditionError as error:
        problem = error
    else:
        moment = Moment(persona, state, persona.levels["hard"], line, False)
        return bool(condition.test(moment))
    assert 0 <= problem.column <= len(text)
    assert str(problem)
    return None


@settings(quick, max_examples=200)
@given(st.lists(st.sampled_from(TOKENS), max_size=14).map(" ".join), STATES, READINGS)
def test_any_words_are_a_condition_that_answers_or_an_error(
    tiny: Persona, text: str, state: State, line: object
) -> None:
    asked(tiny, text, state, line)


@settings(quick, max_examples=100)
@given(GRAMMATICAL, STATES, READINGS)
def test_what_the_grammar_allows_answers_in_any_state(
    tiny: Persona, text: str, state: State, line: object
) -> None:
    answer = asked(tiny, text, state, line)
    assert answer is not None
    assert asked(tiny, f"not ({text})", state, line) is not answer
    node = parse_condition(text, NAMES).node
    if answer:
        assert possible(node)
        assert possible(node, stance=state.stance)


# --------------------------------------------------------------------------- dialogue tests

TESTS = """persona: robin
tests:
  - name: an early insult
    seed: 4
    level: hard
    lines:
      - "Good morning."
      - say: "You owe us 300 euros. Great work, really."
        stance: calm
        terms: [money]
        moves: [blame]
        feelings: {trust: [0, 1]}
        agreed: {cut: half}
        said: "sorry|(ever )*"
    ending: null
"""


@pytest.fixture(scope="module")
def robin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("robin")
    (folder / "robin.yaml").write_text(TINY, encoding="utf-8")
    return folder / "robin.tests.yaml"


@quick
@given(mutated(TESTS))
def test_a_changed_file_of_tests_is_one_or_problems(robin: Path, text: str) -> None:
    robin.write_text(text, encoding="utf-8")
    if sound(lambda: load_suite(str(robin))):
        suite = load_suite(str(robin))
        for dialogue in suite.dialogues:
            check_dialogue(suite.persona, dialogue, "cues")


@quick
@given(st.text(alphabet=st.sampled_from("a()[]{}*+?|\\.^$-1,éw:P<>=!"), max_size=25))
def test_any_pattern_is_looked_for_or_a_problem(robin: Path, pattern: str) -> None:
    quoted = pattern.replace("'", "''")
    robin.write_text(
        f"persona: robin\ntests:\n  - {{name: a, lines: [{{say: a, said: '{quoted}'}}]}}\n"
    )
    if sound(lambda: load_suite(str(robin))):
        suite = load_suite(str(robin))
        check_dialogue(suite.persona, suite.dialogues[0], "cues")
