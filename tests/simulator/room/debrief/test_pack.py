"""Everything of a room in one file; what is in it, and what is not where nobody is to be named."""

import io
import json
from dataclasses import replace
from zipfile import ZipFile

import pytest

from simulator.room.debrief import build_group
from simulator.room.debrief.pack import as_pack
from simulator.room.debrief.page import as_html
from simulator.room.debrief.table import as_csv
from simulator.room.debrief.xapi import as_xapi

CALLED = (b"Heron", b"Otter", b"Lynx", b"Wren", b"Adder", b"Newt", b"Tern", b"Pike", b"Coach")


def unpacked(pack):
    with ZipFile(io.BytesIO(pack)) as files:
        return {name: files.read(name) for name in files.namelist()}


def test_a_pack_has_a_transcript_a_branch_and_all_other_forms(workshop):
    files = unpacked(as_pack(workshop))
    transcripts = [f"transcripts/c{n}-b1.md" for n in range(1, 10)] + ["transcripts/c3-b2.md"]
    assert sorted(files) == sorted([*transcripts, "debrief.html", "room.json", "turns.csv"])
    assert files["debrief.html"].decode() == as_html(build_group(workshop))
    assert files["turns.csv"].decode("utf-8-sig") == as_csv(workshop)
    told = json.loads(files["room.json"])
    assert told["debrief"] == json.loads(json.dumps(build_group(workshop).as_dict()))
    assert len(told["room"]["conversations"]) == 10


def test_the_same_room_gives_the_same_bytes(workshop):
    assert as_pack(workshop) == as_pack(workshop)


@pytest.mark.parametrize("form", ["html", "csv", "xapi", "pack"])
def test_in_no_form_of_an_anonymous_room_is_anybody_named(workshop, form):
    def whole(room):
        if form == "pack":
            return b"".join(unpacked(as_pack(room)).values())
        told = {
            "html": lambda: as_html(build_group(room)),
            "csv": lambda: as_csv(room),
            "xapi": lambda: json.dumps(as_xapi(room)),
        }
        return told[form]().encode()

    anonymous = whole(replace(workshop, anonymous=True))
    assert not [called for called in CALLED if called in anonymous]
    assert (b"Heron" in whole(workshop)) == (form != "xapi")  # which never names anybody
