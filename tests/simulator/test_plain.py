"""Plain play: a transcript, nothing a terminal would obey, no commands."""

import re

import pytest

from tests.simulator.conftest import NEIGHBOUR

PLAY = ("play", str(NEIGHBOUR), "--plain")
END = "It is your fault.\nIt is all your fault.\nYou idiot, it is your fault!\n"


def test_the_brief_comes_first_and_nothing_of_the_secrets(detente):
    shown = detente(*PLAY).stdout
    assert shown.startswith("Robin: A neighbour\n\nA hedge between two gardens.")
    for told in ("You live next door.", "- The hedge is two metres high.", "- Light in your"):
        assert told in shown
    assert "father" not in shown
    assert "seed 0" in shown


def test_both_sides_are_in_a_piped_transcript(detente):
    shown = detente(*PLAY, lines="Hello there.\n\n").stdout
    assert "You: Hello there.\nRobin: " in shown
    assert "You: (silence)\nRobin: " in shown
    assert re.search(r"Session (\w+) is kept. Go on with it: detente resume \1\n", shown)


def test_directions_stand_where_they_belong(detente):
    assert "Robin: *(opens the door a little)* Yes?" in detente(*PLAY).stdout


def test_an_ending_shows_the_epilogue_and_stops(detente):
    result = detente(*PLAY, lines=END + "One more thing.\n")
    assert result.exit_code == 0
    assert "The door shuts\nThe hedge grows." in result.stdout
    assert "One more thing" not in result.stdout
    assert re.search(r"Session (\w+). See what it showed: detente debrief \1\n", result.stdout)


def test_what_is_typed_is_never_a_command_nor_markup(detente):
    lines = [":rewind 1", "/quit", "!ls", "[bold]b[/bold]", "<b>b</b>", "%s {0} \\n", "exit"]
    shown = detente(*PLAY, lines="\n".join(lines)).stdout
    for line in lines:
        assert f"You: {line}\n" in shown


@pytest.mark.parametrize(
    "typed",
    [
        b"\x1b[31mred\x1b[0m \x1b]0;title\x07 end\n",
        b"a\x00b\x08\x7f\xc2\x9b31m\n",
        b"\xff\xfe\x80 \xc3\n",
        "\u202eright to left\u2066\u200b\n".encode(),
        b"half\rline\r\n",
        b"\x1b" * 1000,
        bytes(range(256)),
    ],
)
def test_nothing_a_terminal_would_obey_comes_out(detente, typed):
    result = detente(*PLAY, lines=typed)
    assert result.exit_code == 0
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", result.stdout
    )


def test_a_line_of_any_length_gets_one_answer(detente):
    result = detente(*PLAY, lines=b"word " * 20_000 + b"\n" + b"x" * 100_000)
    assert result.exit_code == 0
    assert result.stdout.count("\nYou: ") == 2


def test_the_last_line_counts_without_its_end_and_crlf_is_one_end(detente):
    shown = detente(*PLAY, lines=b"One.\r\nTwo.").stdout
    assert "You: One.\n" in shown
    assert "You: Two.\n" in shown


def test_no_input_at_all_is_a_clean_leave(detente):
    result = detente(*PLAY)
    assert result.exit_code == 0
    assert "You:" not in result.stdout
    assert "resume" not in result.stdout
