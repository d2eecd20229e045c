"""Every link in the documents leads to a file of the repository, and every anchor to a heading."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from simulator.cli import main
from tests.docs.fences import DOCS, without_fences

ROOT = DOCS.parent
DOCUMENTS = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#* *$", re.MULTILINE)
_LINKED = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def links(path: Path) -> list[str]:
    """Return where the links of a document lead that do not leave the repository."""
    prose = _CODE.sub("code", without_fences(path.read_text(encoding="utf-8")))
    return [link for link in _LINK.findall(prose) if "://" not in link]


def anchors(path: Path) -> set[str]:
    """Return the anchors GitHub gives a document's headings; a heading that is there twice, -1."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in _HEADING.findall(without_fences(path.read_text(encoding="utf-8"))):
        anchor = anchor_of(heading)
        found.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
        seen[anchor] += 1
    return found


def anchor_of(heading: str) -> str:
    """Return a heading's anchor: small letters, digits, `_` and `-`; a space is a `-`."""
    return re.sub(r"[^\w\- ]", "", _LINKED.sub(r"\1", heading).lower()).replace(" ", "-")


def broken(path: Path) -> list[str]:
    """Return the links of a document that lead nowhere."""
    lost = []
    for link in links(path):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    return lost


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    assert broken(path) == []


def test_the_documents_have_links() -> None:
    assert sum(len(links(path)) for path in DOCUMENTS) > 30


def test_an_anchor_is_made_as_on_github() -> None:
    assert anchor_of("What is wrong: `detente check`") == "what-is-wrong-detente-check"
    assert anchor_of("Phrases (`cues`, `about`)") == "phrases-cues-about"
    assert anchor_of("[The house](house.md), twice & more") == "the-house-twice--more"


def test_what_leads_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Here\n\n[a](#here) [b](#there) [c](none.md) [d](https://e.org/f)\n")
    assert broken(page) == ["#there", "none.md"]


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"detente {name} " not in readme] == []
