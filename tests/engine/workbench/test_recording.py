"""Recording: a played conversation becomes a dialogue test that holds, and files stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Conversation, Persona, PersonaError, load_persona
from engine.workbench.dialogues import check_dialogue
from engine.workbench.recording import append, new_file, recorded
from engine.workbench.suites import load_suite

LINES = (
    "I am so sorry about the other day. I apologize.",
    'I can see how hard this is for you. What is it about the "hedge"? #1: {x} \\',
    "Could we cut a hand's width?",
)


@pytest.fixture
def robin(tmp_path: Path, tiny_text: str) -> Persona:
    path = tmp_path / "robin.yaml"
    path.write_text(tiny_text)
    return load_persona(path)


def played(persona: Persona, *lines: str, seed: int = 0, level: str = "standard") -> Conversation:
    conversation = Conversation.open(persona, seed, level, "quick")
    for line in lines:
        if not conversation.ended:
            conversation.say(line)
    return conversation


def item_of(conversation: Conversation, name: str = "a session") -> list[str]:
    record = conversation.record
    return recorded(name, conversation.history(), record.seed, record.level, record.model)


def holds(path: Path) -> None:
    suite = load_suite(str(path))
    for dialogue in suite.dialogues:
        assert check_dialogue(suite.persona, dialogue) == []


def test_what_happened_is_what_is_expected(robin: Persona, tmp_path: Path) -> None:
    item = item_of(played(robin, *LINES, seed=7, level="easy"))
    assert item[:5] == [
        '- name: "a session"',
        "  seed: 7",
        "  level: easy",
        "  model: quick",
        "  lines:",
    ]
    assert "      stance: talking" in item
    assert "      disclosed: [father]" in item
    assert "      agreed: {cut: little}" in item
    path = tmp_path / "robin.tests.yaml"
    path.write_text(new_file(robin, item, path))
    assert path.read_text().startswith("persona: robin\ntests:\n  - name: ")
    holds(path)


def test_an_ending_is_expected(robin: Persona, tmp_path: Path) -> None:
    insults = ["You idiot, it is your fault!"] * 4
    conversation = played(robin, *insults)
    assert conversation.ended
    path = tmp_path / "robin.tests.yaml"
    path.write_text(new_file(robin, item_of(conversation), path))
    assert load_suite(str(path)).dialogues[0].ending == "gone"
    holds(path)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.integers(-(2**63), 2**63 - 1))
def test_whatever_was_typed_plays_back(
    tmp_path_factory: pytest.TempPathFactory, tiny: Persona, lines: list[str], seed: int
) -> None:
    conversation = played(tiny, *lines, seed=seed)
    path = tmp_path_factory.getbasetemp() / "any.tests.yaml"
    text = new_file(tiny, item_of(conversation, "".join(lines) or "quiet"), path)
    path.write_text(text, encoding="utf-8", newline="")
    said = [turn.line for turn in conversation.history()[1:]]
    dialogue = load_suite(str(path)).dialogues[0]
    assert [line.say for line in dialogue.lines] == said
    assert dialogue.seed == seed
    holds(path)


def test_a_persona_is_named_so_that_the_file_finds_it(robin: Persona, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    item = item_of(played(robin, "Hello."))
    for path in (tmp_path / "robin.tests.yaml", tmp_path / "far" / "robin.tests.yaml"):
        path.write_text(new_file(robin, item, path))
        assert load_suite(str(path)).persona is robin
    assert new_file(robin, item).startswith(f'persona: "{robin.path}"')
    vendor = load_persona("small_vendor")
    assert new_file(vendor, item).startswith("persona: small_vendor\n")
    (tmp_path / "small_vendor.yaml").write_text("another")
    shadowed = tmp_path / "some.tests.yaml"
    assert new_file(vendor, item, shadowed).startswith(f'persona: "{vendor.path}"')


HEAD = "persona: robin\ntests:\n"
KEPT = "  - {name: a, lines: [Hello]}  # as it was\n"


@pytest.mark.parametrize(
    "before",
    [
        HEAD + KEPT,
        HEAD + KEPT.rstrip("\n"),
        HEAD + KEPT + "\n  # the end\n\n",
        HEAD + KEPT.replace("  -", "-", 1),
        HEAD.replace("\n", "\r\n") + KEPT.replace("\n", "\r\n"),
        "# about\n---\n" + HEAD + KEPT + "...\n# after\n",
        "\ufeff" + HEAD + KEPT,
        "tests:\n" + KEPT + "\n# whose they are\npersona: robin\n",
        HEAD + "  - name: a\n    lines:\n      - say: |\n          # one\n          two\n",
        HEAD + '  - name: "\u2028 \x85"\n    lines: ["\U0001f600"]\n',
    ],
)
def test_a_file_keeps_its_other_bytes(robin: Persona, tmp_path: Path, before: str) -> None:
    path = tmp_path / "robin.tests.yaml"
    path.write_bytes(before.encode())
    item = item_of(played(robin, *LINES))
    append(path, robin, item)
    after = path.read_bytes().decode()
    end = "\r\n" if "\r\n" in before else "\n"
    start = after.index('- name: "a session"')
    start -= len(after[:start]) - len(after[:start].rstrip(" "))
    stop = after.rindex("agreed: {cut: little}") + len("agreed: {cut: little}" + end)
    rest = after[:start] + after[stop:]
    assert rest in (before, before + end, before.rstrip("\n") + end)
    assert ("\n" in after.replace("\r\n", "")) == (end == "\n")
    assert [dialogue.name for dialogue in load_suite(str(path)).dialogues][1:] == ["a session"]
    holds(path)
    append(path, robin, item)
    assert len(load_suite(str(path)).dialogues) == 3


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("persona: robin\ntests: [{name: a, lines: [Hello]}]\n", "record to another file"),
        ("{tests: [{name: a, lines: [Hello]}], persona: robin}\n", "record to another file"),
        ("persona: small_vendor\ntests:\n" + KEPT, "what was played was robin"),
        ("persona: robin\ntest:\n" + KEPT, 'no key "test"'),
        (HEAD + "  - name: a\n    lines: ['" + "\n", "never closed"),
    ],
)
def test_a_file_that_cannot_take_it_is_left_alone(
    robin: Persona, tmp_path: Path, before: str, told: str
) -> None:
    path = tmp_path / "robin.tests.yaml"
    path.write_text(before)
    with pytest.raises(PersonaError, match=told):
        append(path, robin, item_of(played(robin, "Hello.")))
    assert path.read_text() == before
