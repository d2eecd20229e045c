"""`detente graph`: Mermaid and SVG of a persona, colours by counts, and files that are wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine import load_persona
from engine.workbench.graph import diagram_of
from simulator.authoring.counts import Counts, bands, shade
from simulator.authoring.labels import reasons
from tests.simulator.conftest import NEIGHBOUR

SVG = "{http://www.w3.org/2000/svg}"
SLY = 'x"] --> y; %%{init: {}}%% </text><script>alert(1)</script> `#quot;` | end ]]> &amp;'


@pytest.fixture
def shape():
    return diagram_of(load_persona(NEIGHBOUR))


@pytest.fixture
def counts(tmp_path):
    """Write a file of counts."""

    def write(content):
        path = tmp_path / "counts.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)

    return write


@pytest.fixture
def sly(copied):
    """The persona with a text in it that means something to XML and to Mermaid."""
    said = json.dumps(SLY + " \u202e\x07")
    text = re.sub(r"because: [^,}\n]+", lambda _: f"because: {said}", copied.read_text())
    text = re.sub(r"(?m)^(    |  \w+: \{)title: [^,\n]+", lambda m: f"{m[1]}title: {said}", text)
    copied.write_text(text)
    assert diagram_of(load_persona(copied)).stations[0].title.startswith("x")
    return str(copied)


def test_mermaid_names_every_stance_way_and_ending(detente, shape):
    result = detente("graph", str(NEIGHBOUR))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "flowchart TD" in result.stdout
    assert f"start --> s_{shape.opening}" in result.stdout
    for station in shape.stations:
        assert f"\n  s_{station.name}[" in result.stdout
    for end in shape.ends:
        assert f"\n  e_{end.name}([" in result.stdout
    for link in shape.links:
        tail = f"s_{link.source}" if link.source else "anywhere"
        assert f'\n  {tail} -->|"{link.ways[0].line}' in result.stdout
    assert "classDef" not in result.stdout


def test_no_text_breaks_mermaid(detente, sly):
    """Every line is one of a few forms, with nothing in its quotation marks that means anything."""
    quoted = r'"(?:[^"<>\[\]{}|;`%&]|#\d+;|<br/>)*"'
    forms = (
        rf"  \w+(?:\[{quoted}\]|\(\[{quoted}\]\)|\{{\{{{quoted}\}}\}}|\(\( \)\))",
        rf"  \w+ -->(?:\|{quoted}\|)? \w+",
    )
    result = detente("graph", sly)
    head, lines = result.stdout.splitlines()[:5], result.stdout.splitlines()[5:]
    assert not re.search(r'[<>\[\]{}|;`%&]|"."', "".join(head))
    assert [line for line in lines if not re.fullmatch("|".join(forms), line)] == []
    assert "script" in result.stdout


def test_svg_is_whole_in_itself_and_says_what_it_shows(detente, shape, tmp_path):
    target = tmp_path / "neighbour.svg"
    assert detente("graph", str(NEIGHBOUR), "-o", str(target)).stdout == ""
    text = target.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert set(root.get("aria-labelledby").split()) == set(named)
    assert named["detente-desc"].startswith(f"{len(shape.stations)} stances, ")
    assert {element.tag for element in root.iter()} <= {
        SVG + tag
        for tag in ("svg", "title", "desc", "style", "rect", "g", "path", "text", "circle")
    }
    assert not re.search(r"href|url\(|@import|on\w+=|http(?!://www\.w3\.org/2000/svg)", text)
    words = "\n".join(element.text for element in root.iter(SVG + "text"))
    for name in (*shape.stations, *shape.ends):
        assert name.name in words
    for link in shape.links:
        assert all(f"{way.line}" in words for way in link.ways)
    assert "never" not in words


def test_no_text_breaks_the_svg(detente, sly):
    text = detente("graph", sly, "--form", "svg").stdout
    root = ElementTree.fromstring(text)
    assert not list(root.iter(SVG + "script"))
    assert "\u202e" not in text
    assert any("</script>" in (element.text or "") for element in root.iter(SVG + "title"))


def test_counts_colour_what_was_passed_and_mark_what_never_was(detente, shape, counts):
    link = next(link for link in shape.links if link.source == shape.opening)
    passed = {
        "stances": {shape.opening: 1200},
        "transitions": {f"{link.source}>{link.to}": 3},
    }
    svg = detente("graph", str(NEIGHBOUR), "--form", "svg", "--counts", counts(passed)).stdout
    root = ElementTree.fromstring(svg)
    cards = [e.get("class") for e in root.iter(SVG + "rect") if "stance" in e.get("class")]
    assert [e.get("class") for e in root.iter(SVG + "rect") if "opening" in e.get("class")] == [
        "card opening p4"
    ]
    assert set(cards) == {"card stance p0"}
    words = [element.text for element in root.iter(SVG + "text")]
    assert any("1,200" in word for word in words)
    assert words.count("never") == 1 + len(shape.links) - 1  # the legend's, and the links'
    assert any("How often" in word for word in words)

    mermaid = detente("graph", str(NEIGHBOUR), "--counts", counts(passed)).stdout
    assert f"class s_{shape.opening} p4" in mermaid
    assert mermaid.count("stroke-dasharray") == 1 + len(shape.links) - 1
    assert "subgraph legend" in mermaid


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", ":1:2 is not JSON: "),
        ("[]", "the file holds no object; the form is "),
        ("[" * 100_000, "is not a file of counts"),
        ('{"stances": {}}', 'the key "transitions" is missing'),
        ({"stances": {}, "transitions": {}, "endings": {}}, 'no key "endings" is known here'),
        ({"stances": [], "transitions": {}}, '"stances" holds no object'),
        ({"stances": {"nowhere": 1}, "transitions": {}}, 'no stance "nowhere"'),
        ({"stances": {}, "transitions": {"a>b": 1}}, 'no transition "a>b"'),
        ({"stances": {"{}": -1}, "transitions": {}}, "needs a whole number, 0 or more"),
        ({"stances": {"{}": 1.5}, "transitions": {}}, "needs a whole number, 0 or more"),
        ({"stances": {"{}": True}, "transitions": {}}, "needs a whole number, 0 or more"),
        ({"stances": {"\x1b[2J": 1}, "transitions": {}}, "no stance"),
    ],
)
def test_a_wrong_file_of_counts_gets_one_sentence(detente, shape, counts, content, said):
    if isinstance(content, dict):
        content = json.dumps(content).replace('{}":', f'{shape.opening}":')
    path = counts(content)
    result = detente("graph", str(NEIGHBOUR), "--counts", path)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.startswith(path)
    assert result.stderr.count("\n") == 1
    assert "\x1b" not in result.stderr
    assert result.stdout == ""


def test_files_that_are_not_there_are_named(detente, tmp_path):
    for arguments in (
        ("--counts", str(tmp_path / "none.json")),
        ("--counts", str(tmp_path)),
        ("-o", str(tmp_path / "none" / "out.svg")),
    ):
        result = detente("graph", str(NEIGHBOUR), *arguments)
        assert result.exit_code == 2
        assert arguments[1] in result.stderr
        assert "Traceback" not in result.output
    assert detente("graph", "nobody_of_this_name").exit_code == 2


def test_a_shared_way_takes_what_no_stances_own_way_does(tmp_path):
    path = Path(__file__).parents[1] / "engine" / "personas" / "tiny.yaml"
    text = path.read_text().replace(
        "anywhere:\n", "anywhere:\n  go:\n    - {to: gone, when: threaten, because: a threat}\n"
    )
    persona = tmp_path / "shared.yaml"
    persona.write_text(text)
    shape = diagram_of(load_persona(persona))
    counts = Counts({}, {("cross", "gone"): 2, ("calm", "gone"): 3, ("talking", "gone"): 4})
    passed = {(link.source, link.to): counts.passages(link, shape) for link in shape.links}
    assert passed["cross", "gone"] == 2
    assert passed[None, "gone"] == 7


@pytest.mark.parametrize("most", [0, 1, 2, 3, 7, 10, 400, 10**12])
def test_shades_cover_every_number_once_and_the_largest_is_the_strongest(most):
    ranges = bands(most)
    assert shade(0, ranges) == 0
    assert [low for low, _ in ranges] + [most + 1] == [1] + [high + 1 for _, high in ranges]
    levels = [shade(number, ranges) for number in range(1, min(most, 500) + 1)]
    assert levels == sorted(levels)
    assert most == 0 or shade(most, ranges) == 4


def test_what_no_picture_can_hold_is_told(detente, copied):
    names = [f"x{index}" for index in range(190)]
    stances = "".join(
        f"  {name}:\n    title: {name}\n    go:\n"
        + "".join(f"      - {{to: {to}, when: never, because: no}}\n" for to in names[::6])
        for name in names
    )
    copied.write_text(copied.read_text().replace("\nstances:\n", f"\nstances:\n{stances}"))
    result = detente("graph", str(copied), "--form", "svg")
    assert result.exit_code == 2
    assert "--form mermaid" in result.stderr
    assert detente("graph", str(copied)).exit_code == 0


def test_a_limit_and_a_way_taken_once_say_so(tmp_path):
    path = Path(__file__).parents[1] / "engine" / "personas" / "tiny.yaml"
    limit = "    limit: {turns: 4, to: gone, because: too long}\n"
    text = path.read_text().replace("    title: Cross\n", f"    title: Cross\n{limit}")
    text = text.replace("because: an apology, say", "because: an apology, once: true, say")
    text = text.replace("    enter: [", f"{limit.replace('turns: 4, ', '')}    enter: [")
    persona = tmp_path / "limited.yaml"
    persona.write_text(text)
    shape = diagram_of(load_persona(persona))
    told = {(link.source, link.to): " ".join(reasons(link, shape)) for link in shape.links}
    assert "too long (after 4 lines)" in told["cross", "gone"]
    assert "too long (after as many lines as their patience)" in told["talking", "gone"]
    assert "an apology (once)" in told["cross", "calm"]
