"""Conditions with a name: used in one another in any order, in no circle, and not without end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import Conversation, Persona, PersonaError, load_persona
from engine.persona.conditions import MAX_NESTING, Names, name_conditions, parse_condition
from engine.persona.conditions.logic import implies, possible
from engine.persona.conditions.parsing import MAX_PARTS
from engine.workbench.checking import check_persona
from tests.engine.lines import Talk, moment_of, reading

Write = Callable[[str | bytes], Path]

NAMES = Names(feelings={"trust": 0, "anger": 1}, stances=["calm"], topics=["kind"])


def named(**texts: str) -> Names:
    names, wrong = name_conditions(texts, NAMES)
    assert not wrong
    return names


def wrong(**texts: str) -> dict[str, tuple[str, int]]:
    _, found = name_conditions(texts, NAMES)
    return {name: (str(error), error.column) for name, error in found.items()}


@pytest.fixture
def kind(variant: Callable[..., Persona]) -> Persona:
    """Robin, who says "Well." to kind words, named before what they are named by."""
    return variant(
        ("facts:\n", "conditions:\n  kind_words: warmly and not harmful\n"
                     "  warmly: (acknowledge or appreciate) and turn < 9\nfacts:\n"),
        ("{when: acknowledge, beat: reaction", "{when: kind_words, beat: reaction"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("moves", "well"),
    [(["acknowledge"], True), (["appreciate"], True), (["appreciate", "blame"], False)],
)
def test_a_name_stands_for_its_condition(kind: Persona, moves: list[str], well: bool) -> None:
    turn = Talk(Conversation.open(kind)).take(reading(*moves))
    assert turn.reply.text.startswith("Well.") is well


def test_a_name_asks_of_the_moment_as_its_condition_would(tiny: Persona) -> None:
    names = named(kind_words="(acknowledge or appreciate) and not harmful", sure="trust > 0.2")
    short = parse_condition("kind_words and sure or not kind_words and cold", names)
    long = parse_condition(
        "((acknowledge or appreciate) and not harmful) and (trust > 0.2)"
        " or not ((acknowledge or appreciate) and not harmful) and cold",
        names,
    )
    assert (short.needs, short.weight) == (long.needs, long.weight)
    for line in (reading("acknowledge"), reading("acknowledge", "blame"), reading(tone="cold")):
        now = moment_of(Conversation.open(tiny), line)
        assert bool(short.test(now)) == bool(long.test(now))


def test_what_is_known_of_a_condition_is_known_of_its_name() -> None:
    names = named(wary="trust < 0.2", kind_words="acknowledge or appreciate")
    assert not possible(parse_condition("wary and trust > 0.5", names).node)
    assert implies(
        parse_condition("acknowledge", names).node, parse_condition("kind_words", names).node
    )


def test_a_topic_may_have_the_name_of_a_condition() -> None:
    """What stands in the brackets of a function is no condition: no circle."""
    names = named(kind="about(kind) and not within(3, blame)", blame_less="kind")
    assert list(names.conditions) == ["kind", "blame_less"]


@pytest.mark.parametrize(
    ("texts", "name", "message"),
    [
        ({"a": "blame or (a)"}, "a", ("a circle: a needs a", 10)),
        ({"a": "b", "b": "c and a", "c": "a"}, "a", ("a circle: a needs b needs a", 0)),
        (
            {"x": "b", "b": "cold or c", "c": "blame and d", "d": "b"},
            "b",
            ("a circle: b needs c needs d needs b", 8),
        ),
    ],
)
def test_a_circle_is_told_with_its_path(
    texts: dict[str, str], name: str, message: tuple[str, int]
) -> None:
    assert wrong(**texts)[name] == message


def test_every_circle_is_told_once() -> None:
    assert list(wrong(a="b", b="a", c="d", d="c", e="a and c")) == ["a", "c"]


def test_a_mistake_in_one_is_told_once() -> None:
    assert list(wrong(a="blam", b="a and cold", c="not b")) == ["a"]


def test_a_name_that_is_none_suggests_the_nearest() -> None:
    with pytest.raises(ValueError, match='Did you mean "kind_words"'):
        parse_condition("kind_word", named(kind_words="acknowledge"))


def test_a_number_is_no_condition() -> None:
    assert wrong(a="trust") == {"a": ("a number; compare it, as in `> 0.5`", 0)}


def test_names_that_double_and_double_come_to_an_end() -> None:
    texts = {"c0": "blame or cold"}
    texts |= {f"c{n}": f"c{n - 1} or c{n - 1}" for n in range(1, 60)}
    found = wrong(**texts)
    name, (message, column) = next(iter(found.items()))
    assert message == f'with what "c{int(name[1:]) - 1}" stands for there are more than ' + (
        f"{MAX_PARTS} parts"
    )
    assert column == len(f"c{int(name[1:]) - 1} or ")


def test_names_of_names_of_names_come_to_an_end(tiny: Persona) -> None:
    texts = {"c0": "blame"} | {f"c{n}": f"not c{n - 1}" for n in range(1, 400)}
    names, found = name_conditions(texts, NAMES)
    first = next(iter(found))
    assert f"nested deeper than {MAX_NESTING}" in str(found[first])
    last = names.conditions[f"c{int(first[1:]) - 1}"].condition
    now = moment_of(Conversation.open(tiny), reading("blame"))
    assert bool(last.test(now)) is (int(first[1:]) % 2 == 1)
    assert possible(last.node)


def test_a_chain_out_of_order_is_as_good_as_one_in_order() -> None:
    chain = {f"c{n}": f"c{n + 1}" for n in range(10)} | {"c10": "blame"}
    assert parse_condition("c0", named(**chain)).needs == parse_condition("blame", NAMES).needs


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "kind_words: apreciate",
            '10:15 conditions.kind_words: no move, tone, feeling or word "apr',
        ),
        ("blame: cold", '10:10 conditions.blame: "blame" is a word of conditions; rename it'),
        ("times: cold", '10:10 conditions.times: "times" is a word of conditions; rename it'),
        ("openness: cold", '"openness" is a word of conditions; rename it'),
        ("trust: cold", 'conditions.trust: "trust" is a feeling already; rename one'),
        ("kind-words: cold", '"kind-words" is no name'),
        (
            "a: cold and (b)\n  b: a",
            "10:16 conditions.a: a circle: a needs b needs a (in `cold and",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(
    tiny_text: str, write_persona: Write, line: str, message: str
) -> None:
    text = tiny_text.replace("brief:\n", f"conditions:\n  {line}\nbrief:\n")
    with pytest.raises(PersonaError) as caught:
        load_persona(write_persona(text))
    problems = [str(problem).partition(":")[2] for problem in caught.value.problems]
    assert len(problems) == 1
    assert message in problems[0]


def test_the_check_tells_which_names_nobody_asks_for(tiny_text: str, write_persona: Write) -> None:
    conditions = "conditions:\n  asked_for: blame\n  by_another: cold or asked_for\n  idle: warm\n"
    text = tiny_text.replace("facts:\n", conditions + "facts:\n")
    path = write_persona(text.replace("{to: gone, when: harmful,", "{to: gone, when: by_another,"))
    told = [problem for problem in check_persona(path) if "nothing asks" in problem.message]
    assert [(p.where, p.message) for p in told] == [("conditions.idle", 'nothing asks for "idle"')]


def test_the_check_tells_what_is_wrong_in_a_named_condition_once(
    tiny_text: str, write_persona: Write
) -> None:
    conditions = "conditions:\n  odd: blame and times(blame) >= 0\nfacts:\n"
    text = tiny_text.replace("facts:\n", conditions)
    path = write_persona(text.replace("{to: gone, when: harmful,", "{to: gone, when: odd,"))
    told = [p.where for p in check_persona(path) if "is always true" in p.message]
    assert told == ["conditions.odd"]
