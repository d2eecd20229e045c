"""JSON play and reading: one object a line, whatever is typed."""

import json

from engine import Conversation, read
from tests.simulator.conftest import NEIGHBOUR

PLAY = ("play", str(NEIGHBOUR), "--json")
END = "It is your fault.\nIt is all your fault.\nYou idiot, it is your fault!\n"


def objects(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_turns_are_the_engines(detente, persona):
    conversation = Conversation.open(persona, 5, "hard", "careful")
    expected = [conversation.opening, conversation.say("I'm sorry."), conversation.say("")]
    result = detente(*PLAY, "--seed", "5", "--level", "hard", lines="I'm sorry.\n\n")
    assert result.stdout == "".join(
        json.dumps(turn.as_dict(), ensure_ascii=False) + "\n" for turn in expected
    )


def test_the_same_lines_give_the_same_bytes(detente):
    lines = "Hello.\nWhat happened?\nI'm sorry — really, Zoë.\n"
    assert detente(*PLAY, lines=lines).stdout == detente(*PLAY, lines=lines).stdout


def test_without_input_there_is_the_opening(detente):
    result = detente(*PLAY)
    assert result.exit_code == 0
    assert [turn["turn"] for turn in objects(result)] == [0]


def test_an_ending_is_printed_and_stops(detente):
    turns = objects(detente(*PLAY, lines=END + "More.\n"))
    assert turns[-1]["ending"]["name"] == "gone"
    assert all(turn["ending"] is None for turn in turns[:-1])
    assert turns[-1]["line"] == "You idiot, it is your fault!"


def test_whatever_bytes_are_typed_there_is_one_turn_a_line(detente):
    typed = [b"\x00\x01", b"\xff\xfe", b"{}", b"\x1b[2J", b"y" * 100_000, b"\r", "👩‍👩‍👧".encode()]
    result = detente(*PLAY, lines=b"\n".join(typed))
    assert result.exit_code == 0
    assert [turn["turn"] for turn in objects(result)] == list(range(len(typed) + 1))


def test_a_reading_is_the_engines(detente):
    result = detente("read", "--json", lines='{"text": "I\'m sorry.", "context": null}\n')
    assert objects(result) == [
        json.loads(json.dumps(read("I'm sorry.", model="careful").as_dict()))
    ]
    assert result.exit_code == 0


def test_another_model_can_be_chosen(detente, monkeypatch):
    line = '{"text": "I\'m sorry."}\n'
    assert objects(detente("read", "--model", "quick", lines=line))[0]["model"] == "quick"
    monkeypatch.setenv("DETENTE_MODEL", "cues")
    assert objects(detente("read", lines=line))[0]["model"] == "cues"
    assert detente("read", "--model", "psychic", lines=line).exit_code == 2


def test_every_form_of_context_is_taken(detente):
    forms = ["null", '"Well?"', '{"said": "Well?"}', '{"said": "Well?", "pending": true}', "{}"]
    lines = ['{"text": "Yes."}', *(f'{{"text": "Yes.", "context": {form}}}' for form in forms)]
    result = detente("read", "--json", lines="\n".join(lines))
    assert [one["text"] for one in objects(result)] == ["Yes."] * 6
    assert result.exit_code == 0


def test_a_bad_line_is_answered_in_its_place(detente):
    bad = [
        "nonsense",
        "",
        "[]",
        "{}",
        '{"text": 3}',
        '{"text": "a", "context": 3}',
        '{"text": "a", "context": {"said": null}}',
        '{"text": "a", "context": {"pending": "yes"}}',
        "[" * 100_000,
        '{"text": "a", "context": ' + "9" * 10_000 + "}",
    ]
    good = '{"text": "lone \\ud800 surrogate\\u0000"}'
    result = detente("read", "--json", lines="\n".join([*bad, good]))
    told = objects(result)
    assert result.exit_code == 2
    for number, one in enumerate(told[:-1], 1):
        assert list(one) == ["error"]
        assert one["error"].startswith(f"line {number}: ")
    assert told[-1]["text"] == "lone surrogate"


def test_nothing_to_read_is_nothing_read(detente):
    result = detente("read", "--json")
    assert (result.exit_code, result.stdout) == (0, "")
