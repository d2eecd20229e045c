"""The page: one file that asks for nothing, in which everything typed is text."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from simulator.room.debrief import Gathered, build_group
from simulator.room.debrief.page import SHOWN, as_html

HOSTILE = "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>\"' &amp; {{ 7*7 }}"
VOID = {"meta", "br", "img", "input", "link", "hr"}


class Elements(HTMLParser):
    """The elements of a page, and whether they are closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.found, self.text = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def page(gathered):
    return Elements(as_html(build_group(gathered)))


@pytest.fixture
def hostile(workshop):
    """A room in which markup was typed wherever something can be."""
    first, *others = workshop.conversations
    turns = [
        {
            **turn,
            "line": turn["line"] and HOSTILE,
            "quote": HOSTILE,
            "because": HOSTILE,
            "parts": [["speech", HOSTILE]],
            "moves": [HOSTILE],
            "acts": ["answer"],
            "by": HOSTILE,
            "weight": 3.0,
        }
        for turn in first.turns
    ]
    evil = replace(
        first,
        title=HOSTILE,
        turns=tuple(turns),
        seats=((HOSTILE, "speaker"),),
        labels=dict.fromkeys(first.labels, HOSTILE),
        method_steps=dict.fromkeys(first.method_steps, HOSTILE),
    )
    marks = tuple(
        {**mark, "quote": HOSTILE, "note": HOSTILE, "by": HOSTILE} for mark in workshop.bookmarks
    )
    asked = tuple(
        {**one, "text": HOSTILE, "low": HOSTILE, "options": [HOSTILE]} for one in workshop.questions
    )
    return replace(
        workshop,
        title=HOSTILE,
        conversations=(evil, *others),
        bookmarks=marks,
        questions=asked,
        answers_after={"take": (HOSTILE,), "hardest": (HOSTILE,)},
    )


def test_every_section_that_has_something_is_there_and_linked(workshop):
    found = page(workshop).found
    sections = [attrs["id"] for tag, attrs in found if tag == "section"]
    assert sections == ["guide", *SHOWN]
    links = {attrs["href"] for tag, attrs in found if tag == "a"}
    assert links == {f"#{name}" for name in SHOWN}


def test_the_page_asks_for_nothing_and_runs_nothing(workshop, hostile):
    for room in (workshop, hostile):
        found = page(room).found
        assert not {tag for tag, _ in found} & {"script", "link", "img", "iframe", "object", "form"}
        for _, attrs in found:
            assert not [name for name in attrs if name.startswith("on") or name == "src"]
            assert attrs.get("href", "#").startswith("#")
    text = as_html(build_group(workshop))
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_what_was_typed_is_text_and_nothing_else(workshop, hostile):
    plain, evil = page(workshop), page(hostile)
    assert plain.open == evil.open == []
    kinds = {tag for tag, _ in plain.found}
    assert {tag for tag, _ in evil.found} <= kinds
    told = "".join(evil.text)
    assert "<script>alert(1)</script>" in told
    assert "{{ 7*7 }}" in told
    assert "49" not in told.split("{{ 7*7 }}")[1][:3]


def test_every_conversation_has_its_line_in_every_feeling(workshop):
    text = as_html(build_group(workshop))
    for n in range(1, 10):
        assert text.count(f"<title>Conversation {n}: from") == 4
    assert text.count("<title>Conversation 3, way 2: from") == 4
    assert text.count('class="median"') == 4
    assert text.count("the median goes from") == 8  # beside each picture, and for who hears it


def test_what_the_facilitator_did_is_marked(workshop):
    text = as_html(build_group(workshop))
    assert "the facilitator took part in 2 turns" in text
    assert "the facilitator moved a feeling" in text
    assert text.count('class="act"') == 2 * 4 + 1  # in every picture, and in the key


def test_one_conversation_has_no_figures_to_compare(held):
    lines = ["It is your fault.", "I am sorry.", "You idiot."]
    text = as_html(build_group(Gathered("Fishbowl", True, (held(lines),))))
    assert "Too few" not in text
    assert 'id="items"' not in text
    assert 'class="median"' not in text
    assert 'id="timelines"' in text


def test_a_room_in_which_nobody_talked_has_a_page(held):
    assert "Nobody has talked yet." in as_html(build_group(Gathered("Empty", True, ())))
    assert page(Gathered("Opened", True, (held([]),))).open == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser_it_fits_a_narrow_screen_and_asks_for_nothing(workshop, tmp_path, scheme):
    playwright = pytest.importorskip("playwright.sync_api")
    file = tmp_path / "debrief.html"
    file.write_text(as_html(build_group(workshop)))
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        view = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
        asked, said = [], []
        view.on("request", lambda request: asked.append(request.url))
        view.on("console", lambda message: said.append(message.text))
        view.goto(file.as_uri())
        width = view.evaluate("document.documentElement.scrollWidth")
        ground = view.evaluate("getComputedStyle(document.body).backgroundColor")
        browser.close()
    assert width == 320
    assert asked == [file.as_uri()]
    assert said == []
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
