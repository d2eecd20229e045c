"""Lines that a persona has nothing for, and which of them are alike."""

from __future__ import annotations

from collections.abc import Callable

from engine import Persona, Reading
from engine.conversation import Conversation
from engine.workbench.misses import Miss, grouped, misses_of
from tests.engine.lines import Talk, reading


def missed(persona: Persona, *lines: Reading, stance: str = "calm") -> list[Miss]:
    conversation = Conversation.open(persona)
    turns = [conversation.opening, *Talk(conversation).at(stance).take_all(*lines)]
    return misses_of(persona, turns, "one")


def miss(line: str, kind: str = "nothing", stance: str = "calm") -> Miss:
    return Miss(kind, "one", 1, line, stance, ("", 0.0), "")  # type: ignore[arg-type]


def lines_of(*misses: Miss) -> list[list[str]]:
    return [[one.line for one in group.misses] for group in grouped(misses)]


def test_a_line_in_which_nothing_was_read_is_missed(tiny: Persona) -> None:
    (one,) = missed(tiny, Reading("pineapples", likeliest=("inform", 0.1)))
    assert (one.kind, one.number, one.stance) == ("nothing", 1, "calm")
    assert one.likeliest == ("inform", 0.1)
    assert one.otherwise == "tiny.yaml:45"


def test_what_is_read_and_answered_is_not_missed(tiny: Persona) -> None:
    answered = [reading("blame"), reading(topics=["hedge"]), Reading("", form="silent")]
    assert missed(tiny, *answered) == []


def test_a_doubtful_line_is_missed_once(tiny: Persona) -> None:
    nearly = Reading("three small words", likeliest=("inform", 0.3))
    kinds = [one.kind for one in missed(tiny, nearly, reading(("blame", 0.4), text="a b c"))]
    assert kinds == ["doubtful", "doubtful"]


def test_a_line_that_was_read_but_met_no_rule_is_missed(tiny: Persona) -> None:
    own, anywhere = "tiny.yaml:45", "tiny.yaml:64"
    lines = [reading("small_talk", text=f"line {number}") for number in range(4)]
    found = missed(tiny, *lines)
    assert {one.kind for one in found} == {"fallback"}
    assert [one.otherwise for one in found] == [own, own, own, anywhere]


def test_what_always_fits_is_no_fallback(variant: Callable[..., Persona]) -> None:
    persona = variant(
        ('when: "about(hedge)"', "when: always"), ('    otherwise: ["Hm.", "Go on.", "And?"]\n', "")
    )
    (first, second) = [*missed(persona, *[reading("small_talk")] * 2), None]
    assert first.number == 2
    assert second is None


def test_lines_that_share_most_of_their_words_are_one_group() -> None:
    assert lines_of(
        miss("pineapples on the roof"),
        miss("Is the van late?"),
        miss("The pineapple roof!"),
        miss("a roof garden"),
    ) == [
        ["pineapples on the roof", "The pineapple roof!"],
        ["Is the van late?"],
        ["a roof garden"],
    ]


def test_lines_of_small_words_are_alike_only_when_they_are_the_same() -> None:
    assert lines_of(miss("it is"), miss("is it?"), miss("It is")) == [
        ["it is", "It is"],
        ["is it?"],
    ]


def test_groups_are_of_one_kind_and_know_their_stances() -> None:
    groups = grouped(
        [
            miss("red vans", "fallback"),
            miss("red vans", stance="cross"),
            miss("red vans"),
            miss("the red vans"),
        ]
    )
    assert [(group.kind, len(group.misses)) for group in groups] == [
        ("nothing", 3),
        ("fallback", 1),
    ]
    assert list(groups[0].stances.items()) == [("calm", 2), ("cross", 1)]
    assert groups[0].as_dict()["count"] == 3
