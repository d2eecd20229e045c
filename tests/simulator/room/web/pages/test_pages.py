"""What the pages of a group exercise are made of: text stays text, nothing else is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from simulator.room.web.pages import (
    STATIC,
    render_debrief,
    render_enter,
    render_join,
    render_message,
    render_projector,
    render_seat,
    static_path,
)
from simulator.room.web.static import content_of

HOSTILE = """"><script>alert('1')</script><img src=x onerror=alert(1)> & <b>"""

PAGES: dict[str, Callable[[str], str]] = {
    "join": lambda text: render_join(code=text, name=text, role=text, error=text, seat=text),
    "seat": lambda text: render_seat(seat=text, called=text, title=text, token=text, language=text),
    "projector": lambda text: render_projector(title=text, token=text, language=text),
    "message": lambda text: render_message(title=text, text=text, link="/", label=text),
    "debrief": lambda text: render_debrief(title=text, frame="/a", download="/b", language=text),
    "enter": lambda text: render_enter(),
}

LIMIT = 50_000
"""Bytes of a participant's page with all it loads, uncompressed."""


class _Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements(page: str) -> list[tuple[str, dict[str, str]]]:
    return _Elements(page).found


def loaded(page: str) -> set[str]:
    """The files that a page loads, and those that they import, and so on."""
    pattern = re.compile(rf'"{static_path()}/([\w.]+)"')
    todo, found = set(pattern.findall(page)), set[str]()
    while todo:
        name = todo.pop()
        found.add(name)
        if name.endswith(".js"):
            imported = re.findall(r'from "\./([\w.]+)"', (STATIC / name).read_text())
            todo |= set(imported) - found
    return found


@pytest.mark.parametrize("name", PAGES)
def test_what_was_typed_stays_text(name: str) -> None:
    plain = [tag for tag, _ in elements(PAGES[name]("harmless"))]
    assert [tag for tag, _ in elements(PAGES[name](HOSTILE))] == plain


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_inline_script_and_no_inline_style(name: str) -> None:
    for tag, attributes in elements(PAGES[name](HOSTILE)):
        assert tag != "style"
        assert "style" not in attributes
        assert not any(attribute.startswith("on") for attribute in attributes)
        if tag == "script":
            assert attributes["src"].startswith(f"{static_path()}/")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_other_host_for_anything(name: str) -> None:
    page = PAGES[name]("harmless")
    assert "//" not in page
    for file in loaded(page):
        told = (STATIC / file).read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.findall(r"(?:https?|wss?)://\w|url\(|@import|[\"']//", told), file


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_its_language_and_has_one_main_heading(name: str) -> None:
    told = elements(PAGES[name]("en"))
    assert dict(told)["html"]["lang"] == "en"
    # The projector's headings come with what it shows.
    assert sum(tag == "h1" for tag, _ in told) == (name != "projector")


def test_a_participants_page_is_small_on_a_bad_network() -> None:
    page = render_seat(seat="s1", called="Green Badger", title="Four hundred and twelve bookings")
    files = loaded(page)
    assert {"style.css", "seat.js", "line.js"} <= files
    assert "projector.css" not in files
    assert len(page.encode()) + sum(len(content_of(STATIC / file)) for file in files) < LIMIT


@pytest.mark.parametrize("page", [PAGES["seat"]("x"), PAGES["projector"]("x"), render_enter()])
def test_what_the_scripts_look_for_by_name_is_there(page: str) -> None:
    ids = [attributes["id"] for _, attributes in elements(page) if "id" in attributes]
    assert len(ids) == len(set(ids))
    for file in loaded(page) - {"icon.svg", "style.css", "projector.css"}:
        told = (STATIC / file).read_text()
        named = re.findall(r'(?:\$|on|getElementById)\("([\w-]+)"[,)]', told)
        assert set(named) <= set(ids), file


@pytest.mark.parametrize("page", [PAGES["seat"]("x"), PAGES["join"]("x")])
def test_every_box_and_every_part_of_a_page_has_a_name(page: str) -> None:
    told = elements(page)
    ids = {attributes.get("id") for _, attributes in told}
    labels = {attributes.get("for") for tag, attributes in told if tag == "label"}
    for tag, attributes in told:
        if tag == "textarea" or (tag == "input" and attributes.get("type") != "radio"):
            assert attributes["id"] in labels
        for relation in ("aria-labelledby", "aria-describedby", "for"):
            assert set(attributes.get(relation, "").split()) <= ids


def test_scripts_insert_text_only() -> None:
    for file in STATIC.glob("*.js"):
        told = file.read_text()
        assert not re.findall(r"(?:inner|outer)HTML|insertAdjacent|document\.write|eval\(", told)


def test_what_was_typed_at_the_door_is_still_there_with_the_reason() -> None:
    page = render_join(code="abc", name="Ann", role="observer", error="There is no such room.")
    fields = {
        (attributes["name"], attributes["value"]): attributes
        for tag, attributes in elements(page)
        if tag == "input"
    }
    assert ("code", "abc") in fields
    assert ("name", "Ann") in fields
    assert "checked" in fields["role", "observer"]
    assert "checked" not in fields["role", "participant"]
    assert "There is no such room." in page
    assert 'role="alert"' not in render_join()


def test_whoever_has_a_seat_is_led_back_to_it() -> None:
    assert 'href="/seat"' in render_join(seat="Green Badger")
    assert 'href="/seat"' not in render_join()


def test_a_message_leads_on_only_where_there_is_somewhere_to_go() -> None:
    linked = [tag for tag, _ in elements(render_message(title="No", text="No.", link="/"))]
    assert "a" in linked
    assert "a" not in [tag for tag, _ in elements(render_message(title="No", text="No."))]


def test_the_path_of_the_files_changes_with_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paths = []
    for text in ("one", "two"):
        (tmp_path / "seat.js").write_text(text)
        monkeypatch.setattr("simulator.room.web.pages.STATIC", tmp_path)
        static_path.cache_clear()
        paths.append(static_path())
    static_path.cache_clear()
    assert paths[0] != paths[1]
    assert all(re.fullmatch(r"/static/[0-9a-f]{12}", path) for path in paths)
