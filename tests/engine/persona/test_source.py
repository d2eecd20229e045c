"""YAML as plain data with places; everything that could surprise is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.persona.problems import MAX_PROBLEMS, PersonaError, nearest
from engine.persona.source import MAX_BYTES, MAX_DEPTH, MAX_VALUES, dotted, parse, read_source

Write = Callable[[str | bytes], Path]


def problems(text: str) -> list[str]:
    with pytest.raises(PersonaError) as caught:
        parse(text, "f.yaml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"true"', "true"),
        ("'3'", "3"),
        ('""', ""),
        ("3", 3),
        ("-3", -3),
        ("9223372036854775807", 2**63 - 1),
        ("+0.2", 0.2),
        (".5", 0.5),
        ("1.5e3", 1500.0),
        ("1e3", "1e3"),
        ("0x1f", "0x1f"),
        ("0o17", "0o17"),
        ("017", 17),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2027-02-12", "2027-02-12"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("=", "="),
        ("<<", "<<"),
        ("9" * 400, "9" * 400),
        ("no way", "no way"),
    ],
)
def test_a_plain_value_is_what_an_author_meant(written: str, value: object) -> None:
    data = parse(f"key: {written}\n", "f").data
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_keys_are_texts() -> None:
    assert parse("1: a\ntrue: b\nno: c\n~: d\n<<: e\n", "f").data == {
        "1": "a",
        "true": "b",
        "no": "c",
        "~": "d",
        "<<": "e",
    }


def test_everything_has_its_place() -> None:
    source = parse('a:\n  - x: 1\n    y: "two"\n  - - 3\nb: {c: [4]}\n', "f")
    assert source.data == {"a": [{"x": 1, "y": "two"}, [3]], "b": {"c": [4]}}
    places = {
        ("a", 0): (2, 5),
        ("a", 0, "x"): (2, 8),
        ("a", 0, "y"): (3, 8),
        ("a", 1, 0): (4, 7),
        ("b",): (5, 1),
        ("b", "c"): (5, 8),
        ("b", "c", 0): (5, 9),
    }
    assert {path: source.place(path) for path in places} == places


def test_what_is_not_there_has_the_place_of_what_is_around_it() -> None:
    source = parse("a:\n  b: {c: 1}\n", "f")
    assert source.place(("a", "b", "missing", 3)) == source.place(("a", "b"))
    assert source.place(("nowhere",)) == (1, 1)


def test_a_column_within_a_text_counts_its_quotation_mark() -> None:
    source = parse('a: word\nb: "word"\nc: >\n  word\nd: "wo\n  rd"\n', "f")
    assert source.problem(("a",), "", 2).column == 6
    assert source.problem(("b",), "", 2).column == 7
    assert source.problem(("b",), "").column == 4
    for folded in ("c", "d"):  # no column of the text is one of a line
        assert source.problem((folded,), "", 2).column == 4


@pytest.mark.parametrize(
    ("path", "written"),
    [((), ""), (("a",), "a"), (("a", 0, "b"), "a[0].b"), (("a", "b", 2, 3), "a.b[2][3]")],
)
def test_a_path_is_written_as_authors_read_it(path: tuple, written: str) -> None:
    assert dotted(path) == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", "f.yaml:2:1 a: the key stands twice, first at line 1"),
        ("x:\n  a: {b: 1}\n  a: 2\n", "f.yaml:3:3 x.a: the key stands twice, first at line 2"),
        (
            "a: &x 1\n",
            "f.yaml:1:4 a: an anchor (&x); what stands twice is written twice; put",
        ),
        (
            "a: *x\n",
            "f.yaml:1:4 a: an alias (*x); what stands twice is written twice; put",
        ),
        (
            "*x : 1\n",
            "f.yaml:1:1: an alias (*x); what stands twice is written twice; put",
        ),
        (
            "- *x\n",
            "f.yaml:1:3 [0]: an alias (*x); what stands twice is written twice; put",
        ),
        (
            "a: !!str 1\n",
            "f.yaml:1:4 a: a tag (!!str), which has no meaning here; delete it, or put a text",
        ),
        (
            "a: !mine {b: 1}\n",
            "f.yaml:1:4 a: a tag (!mine), which has no meaning here; delete it",
        ),
        (
            "a: !!python/object/apply:os.system [date]\n",
            "f.yaml:1:4 a: a tag (!!python/object/apply:os.system), which",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "f.yaml:2:1: a second document begins here (---); put it in a file of its own",
        ),
        ("[a, b]: 1\n", "f.yaml:1:1: a list, or keys, in the place of a key; a key is a word"),
        ("? {a: 1}\n: 2\n", "f.yaml:1:3: a list, or keys, in the place of a key; a key is a word"),
    ],
)
def test_what_could_surprise_is_refused(text: str, expected: str) -> None:
    assert problems(text)[0].startswith(expected)


def test_every_structural_problem_is_reported_in_order() -> None:
    found = problems("b: *x\na: &y 1\na: 2\n*z : 3\nc: !t 4\n")
    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "4", "5"]


def test_problems_are_not_collected_without_end() -> None:
    assert len(problems("a: *x\n" * 5000)) == MAX_PROBLEMS


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: b: c\n", "1:5", "a colon where none can be"),
        ("a: 1\n  b: 2\n", "2:4", "a colon where none can be"),
        ("a:\n\tb: 1\n", "2:1", "a tab; lines are set in by spaces"),
        ("a: *(looks away)* Hm\n", "1:5", "a text that begins with * or & goes in quotes"),
        ("a: @x\n", "1:4", "cannot begin with this character"),
        ('a: "x\nb: 2\n', "1:4", "the quotation mark here is never closed"),
        ("a: [1, 2\nb: 3\n", "2:2", "a comma or the closing bracket is missing"),
        ("a:\n  - 1\n b: 2\n", "3:2", "check how far"),
        ('a: "\\q"\n', "1:5", "a backslash in double quotes"),
        ("a: x\x00y\n", "1:5", "a control character; delete it"),
        ("a: 1\nb: \x07\n", "2:4", "a control character; delete it"),
    ],
)
def test_what_is_no_yaml_is_explained(text: str, place: str, words: str) -> None:
    found = problems(text)
    assert len(found) == 1
    assert found[0].startswith(f"f.yaml:{place}: cannot be read as YAML: ")
    assert words in found[0]


def test_depth_is_limited() -> None:
    deepest: Any = parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f").data
    for _ in range(MAX_DEPTH - 1):
        deepest = deepest[0]
    assert deepest == []
    too_deep = f"f.yaml:1:{MAX_DEPTH + 1}: nested deeper than {MAX_DEPTH} levels; "
    too_deep += "check the brackets before this"
    assert problems("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [too_deep]


BOMBS = """
import sys
from engine.persona.problems import PersonaError
from engine.persona.source import parse
laughs = "a0: &a0 [lol]\\n" + "".join(
    f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]\\n" for n in range(1, 60)
)
for text in ("[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "a:\\n" * 100_000,
             "\\n".join(" " * n + "a:" for n in range(1000)), laughs, "<<: *x\\n" * 100_000,
             '"' * 100_001, "'" * 100_001, "&a " * 100_000, "!!" * 100_000):
    try:
        parse(text, "bomb")
    except PersonaError as error:
        assert 1 <= len(error.problems) <= 100
        print("refused")
"""


def test_bombs_are_refused_at_once(tmp_path: Path) -> None:
    """In a process of its own, with little memory and few seconds of processor time."""
    limits = "import resource as r; r.setrlimit(r.RLIMIT_CPU, (10, 10)); "
    limits += "r.setrlimit(r.RLIMIT_AS, (1 << 30, 1 << 30))\n"
    run = subprocess.run(
        [sys.executable, "-c", limits + BOMBS], capture_output=True, text=True, timeout=120
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.split() == ["refused"] * 12


# --------------------------------------------------------------------------- files


def refusal(path: Path) -> str:
    with pytest.raises(PersonaError) as caught:
        read_source(path)
    assert len(caught.value.problems) == 1
    return str(caught.value).replace(path.name, "f.yaml")


def test_a_byte_order_mark_is_read_over(write_persona: Write) -> None:
    source = read_source(write_persona(b"\xef\xbb\xbfa: 1\n"))
    assert source.data == {"a": 1}
    assert source.place(("a",)) == (1, 4)


def test_windows_line_ends_are_line_ends(write_persona: Write) -> None:
    source = read_source(write_persona("a: 1\r\nb: |\r\n  two\r\n  three\r\n"))
    assert source.data == {"a": 1, "b": "two\nthree\n"}
    assert source.place(("b",))[0] == 2


@pytest.mark.parametrize(
    ("content", "place"),
    [("a: 1\nb: café\n".encode("latin-1"), "2:7"), (b"\xef\xbb\xbfa: \xed\xa0\x80", "1:4")],
)
def test_another_encoding_is_named(write_persona: Write, content: bytes, place: str) -> None:
    message = "a character that is not UTF-8; save the file as UTF-8"
    assert refusal(write_persona(content)) == f"f.yaml:{place}: {message}"


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-32"])
def test_unicode_that_is_not_utf_8_is_called_by_its_name(
    write_persona: Write, encoding: str
) -> None:
    message = f"f.yaml:1:1: the file is saved as {encoding}; save it as UTF-8"
    assert refusal(write_persona("a: 1\n".encode(encoding))) == message


def test_a_file_too_large_is_not_read(write_persona: Write) -> None:
    message = refusal(write_persona("a: b\n" * 600_000))
    assert (
        message
        == f"f.yaml:1:1: the file is larger than {MAX_BYTES:,} bytes; no persona needs so many"
    )


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    message = refusal(tmp_path / "none.yaml")
    assert message == "f.yaml:1:1: the file cannot be read: it is not there (any more)"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path).endswith(":1:1: this is a folder; a file is needed here")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    device = tmp_path / "device.yaml"
    device.symlink_to("/dev/zero")
    for path in (pipe, device):
        assert refusal(path) == "f.yaml:1:1: this is a device or a pipe; a file is needed here"


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever may read everything is refused nothing")
def test_a_file_one_may_not_read_is_named(write_persona: Write) -> None:
    path = write_persona("a: 1\n")
    path.chmod(0)
    message = "the file cannot be read: you may not read it; change its permissions"
    assert refusal(path) == f"f.yaml:1:1: {message}"


def test_keys_and_values_are_limited() -> None:
    lines = MAX_VALUES // 2
    assert len(parse("".join(f"k{n}: 1\n" for n in range(lines - 2)), "f").data) == lines - 2
    (told,) = problems("".join(f"k{n}: 1\n" for n in range(lines * 4)))
    assert told.endswith(f": more than {MAX_VALUES:,} keys and values; no file needs so many")
    assert int(told.split(":")[1]) in range(lines - 2, lines + 2)


@pytest.mark.parametrize(
    "text", ["{0}: 1\n{0}: 2", "a: *{0}", "a: &{0} b", "a: !{0} b", "{0}:\n  a: *b"]
)
def test_what_is_quoted_in_a_message_is_short(text: str) -> None:
    for told in problems(text.format("k" * 900)):
        assert len(told) < 300


def test_the_longest_names_are_told_apart_no_more() -> None:
    assert nearest("stance" * 100_000, ["stances"]) == " There is stances."
    assert len(nearest("a", ["b" * 900] * 12)) < 12 * 70


@pytest.mark.parametrize("empty", ["", "\n\n", "# only a comment\n", "---\n", "--- ~\n"])
def test_an_empty_file_has_no_data(write_persona: Write, empty: str) -> None:
    assert read_source(write_persona(empty)).data is None


PIECES = ["a", "b: ", "- ", "\n", "  ", "[", "]", "{", "}", '"', "'", "|\n", ">", "&x ", "*x",
          "!!t ", "? ", ": ", "#", "---\n", "\t", "é", "\x00", "1.5", "~", "\\", "@"]  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=40))
def test_any_text_is_data_or_problems(text: str) -> None:
    try:
        source = parse(text, "f")
    except PersonaError as error:
        told = error.problems
    else:
        assert plain(source.data)
        return
    assert 1 <= len(told) <= MAX_PROBLEMS + 1
    for problem in told:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message


def plain(data: Any) -> bool:
    """Whether data is only what JSON could hold."""
    if isinstance(data, dict):
        return all(type(key) is str and plain(value) for key, value in data.items())
    if isinstance(data, list):
        return all(plain(value) for value in data)
    return data is None or type(data) in (str, int, float, bool)
