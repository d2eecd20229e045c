"""A transcript: who said what, what came of it; nothing that was typed is markup."""

from dataclasses import replace

from simulator.room.debrief.transcript import as_transcript


def test_lines_and_answers_take_turns_from_the_opening_to_the_end(workshop):
    text = as_transcript(workshop.conversations[1])
    assert text.startswith("# Conversation 2: Dana Moravec\n")
    assert "Who took part: Otter (speaker), Otter-Coach (coach)." in text
    places = [text.index(f"**{n}. Otter:**") for n in range(1, 15)]
    assert places == sorted(places)
    assert text.count("> **Dana Moravec:**") == 15
    assert "**Agreed, and said out loud**, after 14 lines." in text


def test_what_the_facilitator_did_stands_under_the_answer(workshop):
    text = as_transcript(workshop.conversations[1])
    assert text.count("*(the facilitator moved a feeling)*") == 1
    assert "answered in the counterpart's place and had the counterpart say" in text


def test_one_that_is_not_finished_says_so(held):
    assert as_transcript(held(["Hello."])).endswith("Not finished, after 1 line.\n")
    assert "*(said nothing)*" in as_transcript(held([""]))


def test_nothing_typed_acts_as_markup(held):
    one = held(["x"])
    line = "# big <b>bold</b> [x](http://y) **z** `c` \x1b[31m\n> quote"
    turn = {**one.turns[1], "line": line}
    text = as_transcript(replace(one, turns=(one.turns[0], turn)))
    assert r"\# big \<b\>bold\</b\> \[x\](http://y) \*\*z\*\* \`c\` \> quote" in text
    assert "\x1b" not in text
