"""What a session's entries come to."""

from simulator.session import ALPHABET, fold, new_id


def line(text):
    return ("line", {"text": text})


def test_lines_stand_in_their_order():
    assert fold([line("a"), line(""), line("b")]).lines == ("a", "", "b")


def test_a_rewind_takes_back_the_last_lines_only():
    entries = [line("a"), line("b"), line("c"), ("rewind", {"lines": 2}), line("d")]
    assert fold(entries).lines == ("a", "d")


def test_a_rewind_of_more_than_there_is_takes_back_everything():
    assert fold([line("a"), ("rewind", {"lines": 9})]).lines == ()


def test_a_rewind_undoes_an_ending():
    entries = [line("a"), ("close", {"ending": "agreed"})]
    assert fold(entries).ending == "agreed"
    assert fold([*entries, ("rewind", {"lines": 1})]).ending is None


def test_notes_change_nothing():
    assert fold([line("a"), ("note", {"what": "left"})]) == fold([line("a")])


def test_lines_may_be_counted_without_their_text():
    assert len(fold([("line", None), ("line", None)]).lines) == 2


def test_ids_are_short_and_readable():
    drawn = {new_id() for _ in range(100)}
    assert len(drawn) == 100
    assert all(len(one) == 8 and set(one) <= set(ALPHABET) for one in drawn)
    assert not set("0o1il") & set(ALPHABET)
