"""Loading a persona file: what is found, and what an author is told is wrong with it.

The messages of each case stand in golden/<case>.txt; DETENTE_GOLDEN=write writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import (
    Conversation,
    Persona,
    PersonaError,
    UnknownPersona,
    find_persona,
    load_persona,
    persona_names,
)
from engine.persona.folders import bundled
from engine.persona.problems import MAX_PROBLEMS
from tests.engine.lines import Talk, reading

Write = Callable[[str | bytes], Path]
GOLDEN = Path(__file__).parent / "golden"
WRITE_GOLDEN = os.environ.get("DETENTE_GOLDEN") == "write"
JARGON = ("dictionary", "instance", "string", "integer", "boolean", "validation", "pydantic",
          "Input", "mapping values", "stream", "[key]", "None", " dict", "null")  # fmt: skip

FOLD = '"about(hedge)"'
CASES: dict[str, list[tuple[str, str]]] = {
    "unknown_keys": [
        ("brief:\n", "brief:\n  situaton: x\n"),
        ("name: Robin", "name: Robin\ntitel: A neighbour"),
        ("because: You blamed them", "becuase: You blamed them"),
        ("epilogue: The hedge grows.", "epilog: The hedge grows."),
        ("threshold: 0.5\n", "treshold: 0.5\n"),
    ],
    "missing_keys": [
        ("title: A neighbour\n", ""),
        ("  role: You live next door.\n", ""),
        (", because: more of it}", "}"),
        ("    title: how far it is cut\n", ""),
    ],
    "wrong_types": [
        ('version: "1"', "version: 1.0"),
        ("name: Robin", "name:"),
        ("title: A neighbour", 'title: ""'),
        ("know: [The hedge is two metres high.]", "know: {The hedge: high}"),
        ("want: [Light in your kitchen.]", "want: [3, true, [a], {Light: kitchen}]"),
        ("rest: 0.3", "rest: high"),
        ("half_life: 5", "half_life: 0"),
        ("higher_is: better", "higher_is: good"),
        ("easy: {volatility: 0.7", "easy: {volatility: 7"),
        ("patience: 3", "patience: 2.5"),
        ("hard: {", "medium: {"),
        ("{when: contempt or hostile, change: {anger: +0.3}", "{when: 3, change: {anger: +3}"),
        ("alone: true}\n    otherwise", "alone: yes}\n    otherwise"),
        ("points: [[0, 0], [100, 0.8]]", "points: [[0, 0], [100]]"),
        ("outcome: agreement", "outcome: success"),
    ],
    "wrong_parts": [
        ("brief:\n", "brief: a hedge\nbriefing:\n"),
        ("topics:\n", "topics: [hedge]\ntopic:\n"),
        ("appraisal:\n", "appraisal: {}\nappraisals:\n"),
        ("endings:\n", "endings: {}\nending:\n"),
        ("detente: 1", "detente: 2"),
    ],
    "unknown_names": [
        ("  stance: calm\n", "  stance: clam\n"),
        ("{to: talking,", "{to: taking,"),
        ("change: {anger: +0.3}", "change: {angr: +0.3}"),
        ("mood: {anger: 0.3", "mood: {rage: 0.3"),
        ("when: blame, change", "when: blam, change"),
        ("when: apologize, change", "when: apologise, change"),
        (FOLD, '"about(hegde)"'),
        ("when: at(talking) and (ask", "when: at(walking) and (ask"),
        ("opens: at(talking)", "opens: visited(nowhere)"),
    ],
    "unknown_method": [("method: reset", "method: rest")],
    "conditions": [
        ("when: acknowledge, change", "when: trust and blame, change"),
        ("apologised: apologize", "apologised: apologize >= 1"),
        (FOLD, '"about(hedge"'),
        ("when: harmful, because: more", "when: harmful &&  hostile, because: more"),
        ("suggests: invite_ideas", "suggests: >-\n    invite_ideas or\n    sugested"),
        ("when: at(gone), say", "when: at(gone) or " + "turn > 3 or " * 20 + "trun > 3, say"),
    ],
    "memory": [
        (
            "  apologised: apologize",
            "  apologised: apologize\n"
            "  kind: {when: acknowlege, against: contradicted(kind) and blam}\n"
            "  again: contradicted(apologised)",
        ),
        ('"What is it?", "*(opens the door a little)* Yes?"', '"What is it, {name}?"'),
        (
            'say: ["My father planted it."]}',
            'say: ["You said {said.kidn}.", "You said {said.}.", "You said {said}."]}',
        ),
        ('["Say that another way?"]', '["{said.kind}, {name}?"]'),
        (
            'say: ["My father planted it the year he died."]',
            'say: ["{said.kind} is what you said."]',
        ),
        ('say: ["Good. So {agreed}. Tea?"]', 'say: ["Tea, {name}?"]'),
    ],
    "bargaining": [
        ("  apologised: apologize", "  apologised: {if: apologize, against: 3}\n  loud: 5"),
        ("title: who pays\n", "title: who pays\n    weight: 0\n"),
        ('cues: ["half"], worth: 0.3', 'cues: ["half"], worth: 0.3, never: perhaps'),
        (
            '  declined: ["Then not."]',
            '  declined: ["Then not."]\n  package: {acept: ["Both."], refuse: 5}\n'
            "  concession: {yields: -1, per: week, suggests_after: 0, order: any}",
        ),
    ],
    "texts": [
        ('say: ["Well."]', 'say: ["{weather}, well.", "*(sighs", " ", "{offer"]'),
        ('otherwise: ["Say that another way?"]', "otherwise: []"),
        ('  vague: ["What would', '  vague: ["*(looks (far) away)*", "What would'),
    ],
    "names": [
        ("  hedge: [", "  green.hedge: ["),
        ("  father:\n", "  their-father:\n"),
        ("      half: {title", "      50 percent: {title"),
        ("  trust: {label", "  turn: {label: Turn, rest: 0.5}\n  trust: {label"),
        ("  gone: {title: The door", "  cut: {title: The door"),
    ],
    "names_twice": [("  pay:\n    title: who pays", "  hedge:\n    title: who pays")],
    "key_twice": [("      all: {", "      half: {"), ("title: A neighbour\n", "name: x\n")],
    "phrases": [
        ('["hedge*", "bush|bushes"]', '["*hedge", "... bush"]'),
        ('cues: ["half"]', 'cues: [" "]'),
    ],
    "numbers": [
        ("points: [[0, 0], [100, 0.8]]", "points: [[100, 0], [0, 0.8]]"),
        ('today: "2027-02-12"', "today: 12 February"),
    ],
    "feelings": [
        ("rest: 0.3, half_life: 10", "rest: 0.3, half_life: 10, floor: -0.1, ceiling: high"),
        ("start: 0.4, half_life: 5", "start: 0.4, half_life: 5, swayed: {trust: 2}"),
    ],
    "bounds": [
        ("rest: 0.3, half_life: 10", "rest: 0.3, half_life: 10, floor: 0.4, swayed: {angr: 0.5}"),
        ("start: 0.4, half_life: 5", "start: 0.4, half_life: 5, ceiling: 0.3, floor: 0.1"),
        ("warmth: 1.3,", "warmth: 1.3, feelings: {anger: {rest: 0.05}, trus: {rest: 0.1}},"),
        ("warmth: 0.8,", "warmth: 0.8, feelings: {anger: {floor: 0.35, swayed: {mood: 0.1}}},"),
        ("volatility: 0.7,", "volatility: 0.7, openness: 0.5,"),
    ],
    "limits": [
        ("    enter: [", "    limit: {turns: 0, to: gone, because: x}\n    enter: ["),
        ("  cross:\n    title: Cross\n", "  cross:\n    title: Cross\n    limit: {to: calm}\n"),
        ("because: You saw their side}", "because: You saw their side, once: yes}"),
        ("patience: 1,", "patience: 1, openness: 2,"),
    ],
    "limit_to_nowhere": [
        ("    enter: [", "    limit: {to: talkin, because: x, say: \"*(\"}\n    enter: ["),
    ],
    "yaml": [("  situation: A hedge between two gardens.", "  situation: A hedge: two gardens.")],
    "anchors": [
        ("    when: at(talking) and", "    when: &talk at(talking) and"),
        ("opens: at(talking)", "opens: *talk"),
        ("name: Robin", "name: !!python/object/apply:os.system [ls]"),
    ],
}  # fmt: skip


def changed(text: str, changes: list[tuple[str, str]]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in tiny.yaml"
        text = text.replace(old, new)
    return text


def refused(path: Path) -> PersonaError:
    with pytest.raises(PersonaError) as caught:
        load_persona(path)
    return caught.value


@pytest.mark.parametrize("case", CASES)
def test_an_author_is_told_everything_at_once(
    case: str, tiny_text: str, write_persona: Write
) -> None:
    path = write_persona(changed(tiny_text, CASES[case]))
    error = refused(path)
    told = str(error).replace(path.name, "tiny.yaml") + "\n"
    golden = GOLDEN / f"{case}.txt"
    if WRITE_GOLDEN:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
    assert [str(problem) for problem in error.problems] == str(error).splitlines()
    assert list(error.problems) == sorted(error.problems)
    for word in JARGON:
        assert word not in told


def test_every_golden_file_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize("empty", ["", "# nothing\n", "~\n"])
def test_an_empty_file_is_told_as_such(write_persona: Write, empty: str) -> None:
    path = write_persona(empty)
    assert str(refused(path)) == f"{path.name}:1:1: the file is empty"


@pytest.mark.parametrize("content", ["- a\n- b\n", "words\n", "3\n"])
def test_a_file_of_something_else_is_told_as_such(write_persona: Write, content: str) -> None:
    message = ":1:1: the file has no keys; it begins with a key and its value, as in `detente: 1`"
    assert str(refused(write_persona(content))).endswith(message)


def test_no_end_of_mistakes_is_cut(tiny_text: str, write_persona: Write) -> None:
    keys = "".join(f"hedge{n}: 1\n" for n in range(3000))
    assert len(refused(write_persona(tiny_text + keys)).problems) == MAX_PROBLEMS
    ways = "".join(f"      - {{to: nowhere{n}, when: xx, because: x}}\n" for n in range(3000))
    text = changed(
        tiny_text, [("  gone:\n    title: Gone\n", f"  gone:\n    title: Gone\n    go:\n{ways}")]
    )
    assert len(refused(write_persona(text)).problems) == MAX_PROBLEMS


def test_what_multiplies_is_limited(tiny_text: str, write_persona: Write) -> None:
    many = "".join(f"  s{n}: {{title: x}}\n" for n in range(300))
    text = changed(tiny_text, [("  gone:\n    title: Gone\n", f"  gone:\n    title: Gone\n{many}")])
    assert "stances: at most 200 can stand here, found 304" in str(refused(write_persona(text)))


def test_a_number_beyond_all_bounds_is_refused(tiny_text: str, write_persona: Write) -> None:
    text = changed(tiny_text, [("[100, 0.8]", "[1.0e999, 0.8]")])
    assert "points[1][0]: expected a number, found inf" in str(refused(write_persona(text)))


def test_no_is_a_word(variant: Callable) -> None:
    persona = variant(('otherwise: ["Hm.", "Go on.", "And?"]', "otherwise: [no, Yes]"))
    turns = Talk(Conversation.open(persona)).take_all(*[reading("small_talk")] * 2)
    said = {turn.reply.text.split()[0] for turn in turns}
    assert said == {"no", "Yes"}


def test_a_byte_order_mark_does_not_matter(tiny_text: str, write_persona: Write) -> None:
    assert load_persona(write_persona(b"\xef\xbb\xbf" + tiny_text.encode())).name == "Robin"


# --------------------------------------------------------------------------- what was loaded


def test_a_persona_has_what_its_file_says(tiny: Persona, tiny_path: Path) -> None:
    assert (tiny.stem, tiny.name, tiny.version, tiny.language) == ("tiny", "Robin", "1", "en")
    assert tiny.path == tiny_path
    assert tiny.today is not None
    assert tiny.today.isoformat() == "2027-02-12"
    assert list(tiny.feelings) == ["trust", "anger"]
    assert list(tiny.levels) == ["easy", "standard", "hard"]
    assert (tiny.levels["easy"].volatility, tiny.levels["standard"].volatility) == (0.7, 1)
    assert tiny.method is not None
    assert tiny.method.stem == "reset"
    assert list(tiny.issues["cut"].options) == ["little", "half", "all"]


def test_every_pool_of_texts_has_its_own_number(tiny: Persona) -> None:
    stances = tiny.stances.values()
    own = [rule.pool.key for stance in stances for rule in (*stance.reactions, *stance.drives)]
    keys = {rule.pool.key for stance in stances for rule in stance.answers}
    assert len(own) == len(set(own))
    assert not keys & set(own)


HARD = "  hard: {volatility: 1.4, warmth: 0.8, patience: 1, threshold: 0.2}\n"


def test_a_level_left_out_is_a_step_from_standard(variant: Callable) -> None:
    standard = "standard: {volatility: 1.2, patience: 2, threshold: 0.1, openness: 0.9}"
    persona = variant((HARD, ""), ("standard: {patience: 2}", standard))
    hard = persona.levels["hard"]
    assert (hard.volatility, hard.warmth, hard.patience) == (1.5, 0.85, 1)
    assert (hard.threshold, hard.openness) == (0.1, 0.9)  # these are standard's


def test_what_a_level_leaves_out_is_a_step_from_standard(variant: Callable) -> None:
    persona = variant(
        ("easy: {volatility: 0.7, warmth: 1.3, patience: 3}", "easy: {patience: 5}"),
        ("patience: 1, threshold: 0.2}", "threshold: 0.2}"),
    )
    easy, hard = persona.levels["easy"], persona.levels["hard"]
    assert (easy.volatility, easy.warmth, easy.patience) == (0.8, 1.2, 5)
    assert (hard.volatility, hard.patience) == (1.4, 1)


def test_without_levels_easy_and_hard_differ_all_the_same(
    tiny_text: str, write_persona: Write
) -> None:
    levels = tiny_text[tiny_text.index("levels:") : tiny_text.index("appraisal:")]
    persona = load_persona(write_persona(tiny_text.replace(levels, "")))
    found = [(x.volatility, x.warmth, x.patience) for x in persona.levels.values()]
    assert found == [(0.8, 1.2, 6), (1, 1, 4), (1.25, 0.85, 3)]


def test_a_file_is_loaded_once_until_it_changes(tiny_text: str, tmp_path: Path) -> None:
    path = tmp_path / "robin.yaml"
    path.write_text(tiny_text)
    first = load_persona(path)
    assert load_persona(str(path)) is first
    path.write_text(tiny_text.replace("name: Robin", "name: Robyn"))
    os.utime(path, ns=(1, 1))
    assert load_persona(path).name == "Robyn"


def test_a_method_may_lie_beside_its_persona(tiny_text: str, tmp_path: Path) -> None:
    (tmp_path / "methods").mkdir()
    method = (bundled() / "methods" / "reset.yaml").read_text()
    (tmp_path / "methods" / "mine.yaml").write_text(method)
    path = tmp_path / "robin.yaml"
    path.write_text(changed(tiny_text, [("method: reset", "method: mine")]))
    loaded = load_persona(path).method
    assert loaded is not None
    assert loaded.stem == "mine"


@pytest.mark.parametrize("stem", ["../../secret", "a/b", "reset.yaml"])
def test_a_method_is_a_name_and_no_path(tiny_text: str, write_persona: Write, stem: str) -> None:
    path = write_persona(changed(tiny_text, [("method: reset", f"method: {stem}")]))
    assert f'method: no method "{stem}".' in str(refused(path))


# --------------------------------------------------------------------------- finding


def test_bundled_personas_are_found_by_name() -> None:
    for name in persona_names():
        assert find_persona(name) == bundled() / f"{name}.yaml"


def test_a_name_nearly_right_is_put_right() -> None:
    name = persona_names()[0]
    with pytest.raises(UnknownPersona, match=f'no persona "{name}s". Did you mean "{name}"?'):
        find_persona(f"{name}s")


def test_other_folders_come_after_the_bundled_one(tiny_text: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    taken = persona_names()[0]
    for folder, stems in ((one, ("robin", "pack")), (two, ("robin", "ada", taken, "robin.tests"))):
        folder.mkdir()
        for stem in stems:
            (folder / f"{stem}.yaml").write_text(tiny_text)
    also = (one, two, tmp_path / "none")
    assert persona_names(also) == [*persona_names(), "ada", "robin"]
    assert find_persona("robin", also) == one / "robin.yaml"
    assert find_persona(taken, also) == bundled() / f"{taken}.yaml"
    assert load_persona("ada", also).stem == "ada"
    with pytest.raises(UnknownPersona, match='Did you mean "robin"'):
        find_persona("robn", also)
    with pytest.raises(UnknownPersona):
        find_persona("robin")


@pytest.mark.parametrize(
    "name", ["", ".", "/", "../up", "none.yaml", "a\x00b.yaml", "x" * 5000 + ".yaml", "x" * 5000]
)  # fmt: skip
def test_what_is_no_file_is_no_persona(name: str) -> None:
    with pytest.raises(UnknownPersona):
        load_persona(name)


def test_a_folder_is_no_persona(tmp_path: Path) -> None:
    folder = tmp_path / "robin.yaml"
    folder.mkdir()
    with pytest.raises(UnknownPersona, match="is a folder; a persona is a file in it"):
        load_persona(folder)


# --------------------------------------------------------------------------- whatever is in it

TINY = (Path(__file__).parents[1] / "personas" / "tiny.yaml").read_text(encoding="utf-8")
SNIPPETS = ["", " ", "\n", "  ", ":", "- ", "{", "}", "[", "]", '"', "#", "&a ", "*a", "!x ", "0",
            "-1", "99999", "1.0e999", "true", "~", "and ", "not ", "(", ")", "{offer}", "{x}",
            "*(", "calm", "trust", "blame", "|", "\t", "é", "\x00", "...", "\n---\n"]  # fmt: skip
CHANGES = st.lists(
    st.tuples(
        st.integers(0, len(TINY)),
        st.integers(0, 30),
        st.sampled_from(SNIPPETS) | st.text(max_size=5),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=150)
@given(CHANGES)
def test_a_damaged_file_is_a_persona_or_problems(write_persona: Write, changes: list) -> None:
    text = TINY
    for at, length, snippet in changes:
        text = text[:at] + snippet + text[at + length :]
    path = write_persona(text.encode("utf-8", "surrogatepass"))
    try:
        persona = load_persona(path)
    except PersonaError as error:
        problems = error.problems
    else:
        problems = ()
    assert all(problem.file == path.name and problem.message for problem in problems)
    if problems:
        return
    conversation = Conversation.open(persona)
    lines = [reading("apologize"), reading("propose", topics=["cut.half"]), reading("contempt")]
    for turn in Talk(conversation).take_all(*lines):
        assert turn.reply.parts


def test_a_file_here_is_thought_of_when_the_end_of_its_name_is_left_out(
    tiny_text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "robin.yaml").write_text(tiny_text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownPersona, match=r'no persona "robin"\. Did you mean "robin\.yaml"\?'):
        load_persona("robin")
