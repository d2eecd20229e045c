"""The table: rows that any reader of CSV gets back, and no formula in a spreadsheet."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import clean, load_persona
from simulator.room.debrief import Gathered
from simulator.room.debrief.table import as_csv
from tests.simulator.room.debrief.conftest import NEIGHBOUR, held_of


@pytest.fixture(scope="module")
def hello():
    """Play lines with the tiny persona, which is loaded once."""
    robin = load_persona(NEIGHBOUR)
    return lambda lines, seats: held_of(robin, lines, seats=seats)


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_every_turn_is_a_row_in_order(workshop):
    told = rows(as_csv(workshop))
    turns = [(held, turn) for held in workshop.conversations for turn in held.turns]
    assert len(told) == len(turns)
    for row, (held, turn) in zip(told, turns, strict=True):
        assert (row["conversation"], row["branch"]) == (held.conversation, held.branch)
        assert (row["turn"], row["main"] == "yes") == (str(turn["n"]), held.main)
        assert row["line"] == (turn["line"] or "")
        assert float(row["feeling trust"]) == turn["feelings"]["trust"]
        assert float(row["weight"]) == turn["weight"]
        assert row["by"] == ("" if turn["line"] is None else held.seats[0][0])
        assert row["acts"].split() == turn["acts"]


def test_lines_end_as_the_standard_says_and_are_of_one_length(workshop):
    text = as_csv(workshop)
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n")
    lengths = {len(row) for row in csv.reader(io.StringIO(text, newline=""))}
    assert len(lengths) == 1


def test_how_it_ended_stands_in_the_last_row_of_a_branch(workshop):
    ended = [row for row in rows(as_csv(workshop)) if row["ending"]]
    assert [(row["conversation"], row["branch"], row["outcome"]) for row in ended] == [
        ("c1", "b1", "agreement"),
        ("c2", "b1", "agreement"),
        ("c3", "b1", "breakdown"),
        ("c3", "b2", "agreement"),
        ("c9", "b1", "fragile"),
    ]


def typed(held, line, called="Wren"):
    """A room in which this was typed, wherever something can be."""
    one = held(["Hello."], seats=((called, "speaker"),))
    turn = {**one.turns[1], "line": line, "quote": line, "by": called}
    return Gathered(line, False, (replace(one, turns=(one.turns[0], turn)),), room="r")


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "\t=1", "\r=1", " =1")


@pytest.mark.parametrize("start", FORMULAS)
def test_no_cell_begins_as_a_formula_does(held, start):
    row = rows(as_csv(typed(held, start, start)))[1]
    for cell in ("line", "quote", "by"):
        assert row[cell] == f"'{clean(start)}"


@given(text=st.text(max_size=30))
def test_whatever_is_typed_comes_back_as_one_text(text, hello):
    (row,) = rows(as_csv(typed(hello, text)))[1:]
    assert row["line"].removeprefix("'") == clean(text).removeprefix("'")
    assert not row["line"].startswith(tuple("=+-@"))
