"""Texts that quote what may not have been said: drawn when they can be filled, else passed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import Persona
from tests.engine.lines import Talk, reading

OPENED = Callable[..., Talk]


@pytest.fixture
def open_with(talk: OPENED, variant: Callable[..., Persona]) -> Callable[..., Talk]:
    """Open a conversation with some of the texts replaced, and the trainee's name if known."""

    def open_talk(*changes: tuple[str, str], known: bool = False) -> Talk:
        opened = talk(variant(*changes))
        opened.conversation._state.name = "Lena" if known else ""
        return opened

    return open_talk


@pytest.mark.parametrize(("known", "said"), [(False, "Fine"), (True, "Lena, fine")])
def test_a_way_whose_text_has_no_words_says_what_is_said_on_entering(
    open_with: Callable[..., Talk], known: bool, said: str
) -> None:
    talk = open_with(
        (
            "because: an apology and some trust}",
            'because: an apology and some trust, say: ["{name}, fine."]}',
        ),
        ('enter: ["*(steps out)* All right. Come and look at it."]', 'enter: ["Fine."]'),
        known=known,
    )
    turn = talk.feel(trust=0.9).take(reading("apologize"))
    assert turn.transition is not None
    assert turn.reply.text.startswith(said)


@pytest.mark.parametrize(("known", "said"), [(False, "Then that is settled."), (True, "Lena!")])
def test_an_option_whose_text_has_no_words_is_settled_in_general_ones(
    open_with: Callable[..., Talk], known: bool, said: str
) -> None:
    talk = open_with(('["A hand\'s width I can do."]', '["{name}!"]'), known=known)
    turn = talk.at("talking").feel(anger=0.0).take(reading("propose", topics=["cut.little"]))
    assert turn.reply.text.startswith(said)


@pytest.mark.parametrize(
    ("known", "said"), [(False, "High enough."), (True, "Two metres ten, Lena.")]
)
def test_an_answer_whose_text_has_no_words_makes_way_for_the_next(
    open_with: Callable[..., Talk], known: bool, said: str
) -> None:
    talk = open_with(('"Two metres ten. I measured."', '"Two metres ten, {name}."'), known=known)
    turn = talk.at("talking").take(reading("ask_closed", topics=["height"]))
    assert turn.reply.text.startswith(said)


@pytest.mark.parametrize(("known", "asked"), [(False, ""), (True, "And who pays, Lena?")])
def test_a_drive_whose_text_has_no_words_is_left_out(
    open_with: Callable[..., Talk], known: bool, asked: str
) -> None:
    talk = open_with(('"And who pays?"', '"And who pays, {name}?"'), known=known)
    turn = talk.at("talking").feel(anger=0.0).take(reading("propose", topics=["cut.little"]))
    assert turn.reply.text == f"A hand's width I can do. {asked}".strip()


def test_no_text_is_said_again_while_another_fits(open_with: Callable[..., Talk]) -> None:
    """Of four texts two wait for a name; once it is given, they come before what was said."""
    texts = 'when: ask_open, say: ["A.", "B, {name}.", "C.", "D, {name}."]'
    talk = open_with(
        ('when: ask_open, say: ["My father planted it."]', texts),
        ('      - {beat: drive, say: ["Is there anything else?"]}\n', ""),
    )
    said = [talk.take(reading("ask_open")).reply.text for _ in range(3)]
    assert set(said[:2]) == {"A.", "C."}
    assert said[2] in ("Hm.", "Go on.", "And?")
    talk.conversation._state.name = "Lena"
    after = [talk.take(reading("ask_open")).reply.text for _ in range(2)]
    assert set(after) == {"B, Lena.", "D, Lena."}


def test_the_order_goes_by_the_seed(talk: OPENED, variant: Callable[..., Persona]) -> None:
    persona = variant(
        ('"Me? It was here before you.", "I do not see it so."', '"A.", "B.", "C.", "{name}."')
    )
    firsts = {talk(persona, seed=seed).take(reading("blame")).reply.text[:2] for seed in range(20)}
    assert firsts == {"A.", "B.", "C."}


def test_whatever_was_said_is_quoted_as_words_only(talk: OPENED, variant: Callable) -> None:
    """Braces and stars that the trainee types stay what they are."""
    persona = variant(
        ('say: ["Me? It was here before you.", "I do not see it so."]',
         "say: ['\"{said.apologised}\", you said.']"),
        ('      - {beat: drive, say: ["Is there anything else?"]}\n', ""),
    )  # fmt: skip
    talked = talk(persona)
    talked.take(reading("apologize", text="Sorry for {offer} and *(that)* \x1b[2J."))
    turn = talked.at("calm").take(reading("blame"))
    assert "{offer} and *(that)*" in turn.reply.text
    assert turn.reply.directions == ()
