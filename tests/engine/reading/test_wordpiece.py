"""Words taken apart as the encoder was taught them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.reading.folding import fold
from engine.reading.wordpiece import LONGEST, WordPiece

VOCABULARY = [
    "[UNK]", "[CLS]", "[SEP]", "[unused1]", "re", "##fund", "refund", "##ed", "i", "'", "m",
    "sorry", "!",
]  # fmt: skip
PIECES = WordPiece(VOCABULARY)


def words(folded: str) -> list[str]:
    return [VOCABULARY[piece.number] for piece in PIECES.pieces(folded)]


def test_a_known_word_is_one_piece() -> None:
    assert words("refund") == ["refund"]


def test_the_longest_known_beginning_goes_first() -> None:
    assert words("refunded") == ["refund", "##ed"]


def test_signs_stand_by_themselves() -> None:
    assert words("i'm sorry!") == ["i", "'", "m", "sorry", "!"]


def test_a_word_with_an_unknown_part_is_unknown_as_a_whole() -> None:
    assert words("refundx") == ["[UNK]"]


def test_an_emoji_has_a_piece_of_its_own() -> None:
    assert words(fold("🙂")) == ["[unused1]"]


def test_an_endless_word_is_not_taken_apart() -> None:
    assert words("i" * (LONGEST + 1)) == ["[UNK]"]


@given(st.text(max_size=200))
def test_places_are_in_order_and_inside(text: str) -> None:
    folded = fold(text)
    last = 0
    for piece in PIECES.pieces(folded):
        assert last <= piece.start < piece.end <= len(folded)
        last = piece.end
