"""How openly feelings show: which directions are seen, spread evenly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import Conversation, Persona, Turn
from tests.engine.lines import Talk, reading

OPENED = Callable[..., Talk]

TEXTS = '["*(one)* Hm. *(two)*", "*(three)* Go on.", "*(four)*", "And?"]'


@pytest.fixture
def closed(variant: Callable[..., Persona]) -> Callable[[float], Persona]:
    """Robin with directions in most of what they say, and so much openness."""

    def load(openness: float) -> Persona:
        return variant(
            ('["Hm.", "Go on.", "And?"]', TEXTS),
            ('"*(opens the door a little)* Yes?"', '"Yes?"'),
            ("standard: {patience: 2}", f"standard: {{patience: 2, openness: {openness}}}"),
            ('      - {beat: drive, say: ["Is there anything else?"]}\n', ""),
        )

    return load


def turns_of(persona: Persona, talk: OPENED, seed: int = 0) -> list[Turn]:
    return talk(persona, seed).take_all(*lines(40))


def lines(number: int) -> list:
    return [reading("small_talk", text=f"line {n}") for n in range(number)]


def seen(closed: Callable, openness: float, talk: OPENED, seed: int = 0) -> list[bool]:
    """Of each direction that goes with words, in order, whether it is seen."""
    whole, some = (turns_of(closed(share), talk, seed) for share in (1, openness))
    assert [turn.reply.text for turn in some] == [turn.reply.text for turn in whole]
    marks = []
    for there, here in zip(whole, some, strict=True):
        if there.reply.text:
            marks += [one in here.reply.directions for one in there.reply.directions]
        else:
            assert here.reply.directions == ("four",)
    return marks


def test_open_is_how_everybody_is(closed: Callable, talk: OPENED) -> None:
    directions = {turn.reply.text: turn.reply.directions for turn in turns_of(closed(1), talk)}
    assert directions["Hm."] == ("one", "two")
    assert directions[""] == ("four",)


def test_the_words_stay_and_so_does_a_text_of_directions_only(
    closed: Callable, talk: OPENED
) -> None:
    marks = seen(closed, 0, talk)
    assert len(marks) > 20
    assert not any(marks)


@pytest.mark.parametrize("openness", [0.25, 0.5, 0.8])
@pytest.mark.parametrize("seed", [0, 1, 77])
def test_so_many_are_seen_of_any_stretch(
    closed: Callable, talk: OPENED, openness: float, seed: int
) -> None:
    """Spread evenly: never more than one off, wherever one begins to count."""
    marks = seen(closed, openness, talk, seed)
    for start in range(len(marks)):
        for end in range(start, len(marks) + 1):
            assert abs(sum(marks[start:end]) - openness * (end - start)) <= 1


def test_which_are_shown_goes_by_the_seed_alone(closed: Callable) -> None:
    persona = closed(0.5)
    told = [
        [str(turn.as_dict()["reply"]) for turn in Talk(Conversation.open(persona, seed)).take_all(
            *lines(12))]
        for seed in (3, 3, 4)
    ]  # fmt: skip
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_replies_may_be_written_for_it(variant: Callable[..., Persona]) -> None:
    persona = variant(
        ("{when: ask_open, say:", "{when: openness < 0.5, say:"),
        ("threshold: 0.2}", "threshold: 0.2, openness: 0.4}"),
    )
    said = [
        Talk(Conversation.open(persona, level=level)).take(reading("explain")).reply.text
        for level in ("standard", "hard")
    ]
    assert [text.startswith("My father planted it.") for text in said] == [False, True]
