"""Rooms that are kept: which there are, in what forms they leave, and how they are forgotten."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest

from simulator.errors import UnknownRoom
from simulator.room.debrief import build_group
from simulator.room.debrief.gathering import gathered
from simulator.room.exercise.exercise import Phase
from simulator.room.hosting.afterwards import afterwards
from simulator.room.hosting.hosting import Hosting
from simulator.room.keeping.keeping import (
    FORMS,
    erase_room,
    erase_seat,
    exported,
    find_room,
    find_seat,
    kept_rooms,
    tidy,
)
from simulator.room.state import Room
from simulator.room.state.events import Event
from tests.simulator.room.keeping.conftest import START


def test_every_room_is_listed_the_latest_first(workshop, play, store):
    play("roomtwo")
    two, one = kept_rooms(store)
    assert (two.room, two.people, two.conversations, two.lines) == ("roomtwo", 0, 0, 0)
    assert (one.people, one.conversations, one.lines, one.closed) == (4, 3, 6, False)
    assert one.title == "A neighbour"
    assert one.keep_until.startswith("2026-04-01")


def test_what_to_do_next_is_told_with_the_room_opened_last(play, store, folder):
    play()
    play("roomtwo")
    store.close()
    told = afterwards(Hosting(folder, "127.0.0.1"))
    assert told.startswith("The hub has ended. Room roomtwo is kept until 2026-04-01:")
    assert f"  detente rooms export roomtwo --data {folder}  writes" in told


def test_where_nothing_is_kept_there_is_nothing_to_do(store, folder):
    store.close()
    assert afterwards(Hosting(folder, "127.0.0.1")) == ""


def test_a_room_goes_by_the_beginning_of_its_id_if_no_other_begins_so(play, store):
    play("abc1")
    play("abd2")
    play("ab")
    assert find_room(store, "abc") == "abc1"
    assert find_room(store, "ab") == "ab"
    for wrong, why in (("a", "3 rooms begin"), ("x", "There is no room"), ("", "3 rooms")):
        with pytest.raises(UnknownRoom, match=why):
            find_room(store, wrong)


def test_somebody_goes_by_seat_by_pseudonym_and_by_name(workshop):
    for wanted in ("s2", "rust crane", "YORICK"):
        assert find_seat(workshop.store, "roomone", wanted) == "s2"
    with pytest.raises(UnknownRoom, match=r'Nobody in room roomone is called "Zed"\.'):
        find_seat(workshop.store, "roomone", "Zed\x1b[2J")


@pytest.mark.parametrize("form", FORMS)
def test_a_room_leaves_in_every_form_and_always_the_same(workshop, form):
    told = exported(workshop.store, "roomone", form)
    assert told == exported(workshop.store, "roomone", form)
    assert b"otterword" in (unpacked(told) if form == "pack" else told)


def unpacked(pack):
    with ZipFile(io.BytesIO(pack)) as files:
        return b"".join(files.read(name) for name in files.namelist())


@pytest.mark.parametrize("form", FORMS)
def test_names_leave_only_where_the_room_agreed(workshop, form):
    def whole():
        told = exported(workshop.store, "roomone", form)
        return unpacked(told) if form == "pack" else told

    for called in (b"Zenobia", b"Teal Otter", b"Rust Crane"):
        assert called not in whole()
    workshop.ask("facilitator", "anonymous", on=False)
    assert (b"Zenobia" in whole()) == (form != "xapi")


def test_a_line_that_waits_for_its_answer_is_not_told_yet(workshop):
    workshop.ask("facilitator", "group")  # they may converse again
    workshop.ask("facilitator", "chair", conversation="c2", take="on")
    workshop.ask("s3", "say", conversation="c2", text="Are you there, voleword?")
    assert b"Are you there" not in exported(workshop.store, "roomone", "csv")


def test_what_the_facilitator_did_is_marked_in_every_form(workshop):
    assert b"moved a feeling" in exported(workshop.store, "roomone", "html")
    assert b"answered in the counterpart" in unpacked(exported(workshop.store, "roomone", "pack"))
    assert b",nudge," in exported(workshop.store, "roomone", "csv")
    told = json.loads(exported(workshop.store, "roomone", "xapi"))
    verbs = [one["verb"]["id"].rpartition("/")[2] for one in told]
    assert verbs.count("interacted") == 2


def test_after_a_person_is_erased_every_form_still_can_be_made(workshop, folder):
    erase_seat(workshop.store, "roomone", "s1", START)
    files = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"otterword" not in files.lower()
    assert b"Zenobia" not in files
    for form in FORMS:
        told = exported(workshop.store, "roomone", form)
        assert b"otterword" not in (unpacked(told) if form == "pack" else told).lower()
    last = workshop.store.read("roomone")[-1]
    assert last.payload["kind"] == "erased"
    room = Room("roomone")
    room.fold(Event.of(entry.ver, entry.payload) for entry in workshop.store.read("roomone"))
    assert len(room.conversations["c1"].now.turns) == 3


def test_a_room_is_forgotten_with_its_secrets_and_the_others_stay(workshop, play, store, folder):
    play("roomtwo")
    erase_room(store, "roomone")
    assert [one.room for one in kept_rooms(store)] == ["roomtwo"]
    assert store.key("roomone:facilitator") is None
    files = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"word" not in files.replace(b"password", b"")
    assert b"roomone" not in files


def test_rooms_whose_time_is_over_are_forgotten_and_no_others(play, store):
    play("weeklong", keep=7)
    play("monthlong", keep=30)
    assert tidy(store, START + timedelta(days=7)) == []
    assert tidy(store, START + timedelta(days=7, seconds=1)) == ["weeklong"]
    assert store.streams() == ["monthlong"]
    assert tidy(store, START + timedelta(days=400)) == ["monthlong"]
    assert store.streams() == []


def test_the_sequence_is_that_of_the_phase_and_afterwards_of_all_phases(play, store):
    looking_back = (
        Phase("lobby", "Come in"),
        Phase("debrief", "What happened", 9, steps=("reactions", "description")),
        Phase("debrief", "What to keep", 8, steps=("plus_delta",)),
    )
    room = play(phases=looking_back)
    room.ask("facilitator", "begin", phase=2)
    now = build_group(gathered(room.room, {})).guide
    assert [(step.name, step.minutes) for step in now] == [("plus_delta", 8)]
    room.ask("facilitator", "begin", phase=0)
    after = build_group(gathered(room.room, {})).guide
    assert [step.name for step in after] == ["reactions", "description", "plus_delta"]
    assert sum(step.minutes for step in after) == 17
