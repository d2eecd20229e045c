"""`detente rooms` as somebody uses it who kept rooms."""

import json

import pytest

from simulator.room.store import open_store
from tests.simulator.room.keeping.conftest import NEIGHBOUR


@pytest.fixture
def kept(workshop, store, data, folder):
    """A data folder with the room of a workshop, whose hub is stopped."""
    assert data == folder
    store.close()
    return folder


@pytest.fixture
def store(folder):
    return open_store(folder)


def test_rooms_are_listed_in_words_and_as_json(detente, kept):
    shown = detente("rooms").output
    assert shown.startswith("roomone (2026-03-02 09:00 UTC): A neighbour\n")
    assert "4 people, 3 conversations, 6 lines; open, kept until 2026-04-01" in shown
    (one,) = json.loads(detente("rooms", "--json").output)
    assert (one["room"], one["lines"]) == ("roomone", 6)


def test_without_any_room_it_is_said_where_it_looked_and_how_one_is_opened(detente, tmp_path):
    told = detente("rooms", "--data", str(tmp_path / "else")).output
    assert "/else" in "".join(told.split())
    assert "detente host" in told


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("html", b"<!doctype html>"),
        ("csv", b"\xef\xbb\xbfroom,"),
        ("xapi", b"[\n"),
        ("pack", b"PK"),
    ],
)
def test_a_room_is_written_to_the_file_that_was_named(detente, kept, tmp_path, form, begins):
    out = tmp_path / "out"
    result = detente("rooms", "export", "roomo", "--format", form, "-o", str(out))
    assert (result.exit_code, result.output) == (0, f"Written: {out}\n")
    assert out.read_bytes().startswith(begins)


def test_statements_belong_to_the_address_that_was_given(detente, kept, tmp_path):
    out = tmp_path / "out"
    home = ("--home", "https://lrs.example.org")
    detente("rooms", "export", "roomone", "--format", "xapi", *home, "-o", str(out))
    (homes,) = {one["actor"]["account"]["homePage"] for one in json.loads(out.read_text())}
    assert homes == "https://lrs.example.org"
    wrong = detente("rooms", "export", "roomone", "--format", "xapi", "--home", "lrs")
    assert wrong.exit_code == 2
    assert "https://" in wrong.stderr


def test_a_person_is_erased_when_that_is_confirmed(detente, kept):
    assert detente("rooms", "erase", "roomone", "--seat", "Zenobia", lines="n\n").exit_code == 1
    assert b"otterword" in (kept / "rooms.db").read_bytes()
    result = detente("rooms", "erase", "roomone", "--seat", "Zenobia", lines="y\n")
    assert result.output.endswith("Erased: what s1 typed in room roomone.\n")
    assert b"otterword" not in b"".join(path.read_bytes() for path in kept.iterdir()).lower()


def test_a_room_is_erased_and_then_unknown(detente, kept):
    assert detente("rooms", "erase", "roomone", "--yes").output == "Erased: room roomone.\n"
    again = detente("rooms", "erase", "roomone", "--yes")
    assert again.exit_code == 2
    assert again.stderr == 'There is no room "roomone". `detente rooms` lists what there is.\n'


def test_what_is_over_is_tidied_away_and_said(detente, kept):
    assert detente("rooms", "tidy", "--data", str(kept)).output == "Erased: roomone.\n"
    assert detente("rooms", "tidy").output == "No room's time is over.\n"


def test_a_hub_tidies_up_when_it_starts_and_keeps_its_rooms_to_itself(detente, kept, start):
    hub = start("host", "--headless", "--port", "0", "--persona", str(NEIGHBOUR))
    url = json.loads(hub.stdout.readline())["url"]
    (fresh,) = json.loads(detente("rooms", "--json").output)
    assert fresh["room"] != "roomone"
    refused = detente("rooms", "erase", fresh["room"], "--yes")
    assert refused.exit_code == 2
    assert refused.stderr == (
        f"A hub runs on these rooms, at {url}. Erase in its console, or stop it first.\n"
    )
    hub.terminate()
    _, said = hub.communicate(timeout=60)
    assert b"Room roomone is erased: its time is over." in said
    assert detente("rooms", "erase", fresh["room"], "--yes").exit_code == 0
