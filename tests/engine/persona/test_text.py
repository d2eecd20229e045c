"""Texts taken apart: speech, directions, gaps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Part
from engine.persona.text import GAPS, TextError, prepare


def speech(text: str) -> Part:
    return Part("speech", text)


def direction(text: str) -> Part:
    return Part("direction", text)


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("Well.", [speech("Well.")]),
        ("  Two\n   words ", [speech("Two words")]),
        ("*(looks away)* No.", [direction("looks away"), speech("No.")]),
        ("No. *(looks   away)*", [speech("No."), direction("looks away")]),
        ("No *(a)* and *(b)* yes", [speech("No"), direction("a"), speech("and"),
                                    direction("b"), speech("yes")]),
        ("*(a)**(b)*", [direction("a"), direction("b")]),
        ("(aside) 2 * 3", [speech("(aside) 2 * 3")]),
    ],
)  # fmt: skip
def test_directions_are_told_from_speech(raw: str, parts: list[Part]) -> None:
    assert list(prepare(raw).parts) == parts


@pytest.mark.parametrize(
    ("raw", "asks"),
    [
        ("Why?", True),
        ("Why? *(waits)*", True),
        ("Why? Oh.", False),
        ("*(why?)*", False),
        ("*(waits)* Why?", True),
        ("Why *(?)* not.", False),
    ],
)
def test_a_text_that_ends_in_a_question_asks(raw: str, asks: bool) -> None:
    assert prepare(raw).asks is asks


def test_gaps_are_filled_wherever_they_stand() -> None:
    text = prepare("{offer}? *(writes {amount})* {offer}!")
    assert text.gaps == {"offer", "amount"}
    assert text.filled({"offer": "Half", "amount": "5"}) == (
        speech("Half?"),
        direction("writes 5"),
        speech("Half!"),
    )


def test_a_text_without_gaps_is_what_it_is() -> None:
    text = prepare("No.")
    assert text.filled({"offer": "Half"}) is text.parts


@pytest.mark.parametrize("gap", GAPS)
def test_every_gap_can_be_named(gap: str) -> None:
    assert prepare("{" + gap + "}").gaps == {gap}


def test_a_text_may_quote_what_showed_a_fact() -> None:
    text = prepare('You said "{said.promise}", {name}. {amount}?', ["promise"])
    assert text.facts == {"promise"}
    assert text.needs == {"said.promise", "name"}  # a sum has a general word, these have none
    values = {"said.promise": "soon", "name": "Lena", "amount": "5"}
    assert text.filled(values) == (speech('You said "soon", Lena. 5?'),)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("{said.promis}", r'\{said.promis\}: no fact "promis". Did you mean "promise"\?'),
        ("{said.}", r'no fact "".'),
        ("{said}", r"nothing fills \{said\}.* \{said.FACT\}"),
    ],
)
def test_only_a_fact_can_be_quoted(raw: str, message: str) -> None:
    with pytest.raises(TextError, match=message):
        prepare(raw, ["promise", "sorry"])


@pytest.mark.parametrize(
    ("raw", "filled"),
    [
        ("{duration}? No.", "Two weeks? No."),
        ("No. {duration}!", "No. Two weeks!"),
        ("No, {duration}.", "No, two weeks."),
        ("*(waits)* {duration}.", "Two weeks."),
        ("{amount}? No.", "Five euros? No."),
    ],
)
def test_what_fills_the_beginning_of_a_sentence_is_written_so(raw: str, filled: str) -> None:
    parts = prepare(raw).filled({"duration": "two weeks", "amount": "five euros"})
    assert parts[-1].text == filled


STRAY = "brackets that do not close"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("", "the text is empty"),
        (" \n ", "the text is empty"),
        (
            "{weather}",
            r"nothing fills \{weather\}; a text may name \{offer\}, \{amount\}, \{agreed\}",
        ),
        ("{}", r"nothing fills \{\}"),
        ("{ offer }", STRAY),
        ("{offer", STRAY),
        ("offer}", STRAY),
        ("{{offer}}", STRAY),
        ("*(looks away", STRAY),
        ("looks away)*", STRAY),
        ("*(looks (far) away)*", STRAY),
        ("*()*", STRAY),
        ("*(" + "x" * 201 + ")*", STRAY),
    ],
)
def test_a_text_that_would_not_come_out_as_meant_is_refused(raw: str, message: str) -> None:
    with pytest.raises(TextError, match=message):
        prepare(raw)


@settings(max_examples=200)
@given(st.text(alphabet="ab*(){} ?.\n", max_size=30) | st.text(max_size=30))
def test_any_text_is_prepared_or_refused(raw: str) -> None:
    try:
        text = prepare(raw)
    except TextError:
        return
    shown = "".join(part.text for part in text.filled(dict.fromkeys(GAPS, "x")))
    assert shown
    assert "*(" not in shown
    assert ")*" not in shown
    assert not {"{", "}"} & set(shown)
