"""`detente schema`: what is published is what the models say."""

from __future__ import annotations

import json
import re

import pytest

from engine.persona.conditions import FLAGS, FUNCTIONS, NUMBERS
from engine.persona.text import GAPS
from engine.reading import MOVES
from engine.signs import KINDS
from engine.workbench.schemas import DEFINITIONS
from simulator.authoring.reference import reference
from simulator.authoring.schemas import KINDS as FILES
from simulator.authoring.schemas import PUBLISHED, schema_of
from tests.simulator.conftest import ROOT

DOCS = ROOT / "docs"


@pytest.mark.parametrize("kind", FILES)
def test_the_published_schema_is_the_models(detente, kind):
    published = (DOCS / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8")
    result = detente("schema", kind)
    assert result.exit_code == 0
    assert result.stdout == published, "detente schema --write docs/schema"
    assert json.loads(published) == schema_of(kind)


def test_the_published_reference_is_the_models(detente):
    result = detente("schema", "--markdown")
    published = (DOCS / "reference.md").read_text(encoding="utf-8")
    assert result.stdout == published, "detente schema --markdown > docs/reference.md"


def test_a_persona_is_meant_unless_another_kind_is_named(detente):
    assert detente("schema").stdout == detente("schema", "persona").stdout


def test_every_key_and_word_is_in_the_reference():
    page = reference()
    first = {line.split(" |")[0] for line in page.splitlines() if line.startswith("| `")}
    for kind in FILES:
        schema = schema_of(kind)
        for part in (schema, *schema[DEFINITIONS].values()):
            assert f" {part['title']}\n" in page
            assert {f"| `{key}`" for key in part["properties"]} <= first
    words = re.findall(r"`([^`]+)`", page.split("## Conditions")[1])
    assert {*MOVES, *KINDS, *FLAGS, *NUMBERS, *(f"{{{gap}}}" for gap in GAPS)} <= set(words)
    assert {word.split("(")[0] for word in words if word.endswith("X)")} == set(FUNCTIONS)


def test_what_the_reference_links_to_is_there():
    page = reference()
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in page.splitlines()
                if line.startswith("#")}  # fmt: skip
    links = set(re.findall(r"\]\(([^)]+)\)", page))
    assert {link[1:] for link in links if link[0] == "#"} <= headings
    assert all((DOCS / link).is_file() for link in links if link[0] != "#")


def test_tables_have_as_many_cells_as_heads():
    for table in re.findall(r"(?:^\|.*\n)+", reference(), re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


def test_writing_puts_all_into_a_folder_and_renews_them(detente, tmp_path):
    folder = tmp_path / "editor"
    folder.mkdir()
    (folder / "persona.schema.json").write_text("old")
    result = detente("schema", "--write", str(folder))
    assert result.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{kind}.schema.json" for kind in PUBLISHED
    )
    for kind in PUBLISHED:
        assert json.loads((folder / f"{kind}.schema.json").read_text()) == schema_of(kind)


def test_what_cannot_be_written_is_told(detente, tmp_path):
    (tmp_path / "file").write_text("")
    result = detente("schema", "--write", str(tmp_path / "file"))
    assert result.exit_code == 2
    assert result.stderr.strip() == f"{tmp_path / 'file'}: File exists."
    assert detente("schema", "--markdown", "--write", str(tmp_path)).exit_code == 2
