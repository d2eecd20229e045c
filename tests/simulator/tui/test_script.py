"""A turn as what is shown and copied."""

from __future__ import annotations

from engine import Conversation, Persona
from simulator.tui.script import LONGEST, SILENCE, as_text, paragraphs, pieces, reply_text, said


def test_parts_stand_in_their_order_under_one_name(mira: Persona) -> None:
    opening = Conversation.open(mira, 1, "standard").opening
    assert [(piece.kind, piece.name, piece.text) for piece in pieces(mira.name, opening)] == [
        ("direction", "Mira Okafor", "(turns the lens towards the light)"),
        ("them", "", "It was whole on Friday. What happened?"),
    ]


def test_silence_has_words() -> None:
    assert (said("").kind, said("").text) == ("silence", SILENCE)


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    assert said("a\x1b[31mb\u202ec\x07\nd [red]x[/]").text == "abc d [red]x[/]"


def test_a_very_long_line_is_shown_in_part() -> None:
    text = said("x" * 100_000).text
    assert text.startswith("x" * LONGEST)
    assert text.endswith("(96,000 more characters, kept in the journal)")


def test_paragraphs_stay_apart() -> None:
    assert paragraphs("one\ntwo\n\n\nthree\n") == ["one two", "three"]


def test_the_copy_has_both_sides(mira: Persona) -> None:
    conversation = Conversation.open(mira, 1, "standard")
    turns = [conversation.opening, conversation.say("Hello there."), conversation.say("")]
    assert as_text(mira.name, turns).split("\n\n") == [
        "Mira Okafor: (turns the lens towards the light) It was whole on Friday. What happened?",
        "You: Hello there.",
        "Mira Okafor: I am listening.",
        f"You: {SILENCE}",
        reply_text(mira.name, turns[-1]),
    ]
