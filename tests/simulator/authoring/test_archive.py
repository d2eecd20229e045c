"""Reading packs that somebody made to do harm, and making zips that are always the same."""

from __future__ import annotations

import os
import random
import stat
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from engine import PersonaError
from simulator.authoring import archive
from simulator.authoring.archive import MAX_ENTRY, PackError, read_entries, zipped

MiB = 1 << 20


def refused(path: Path) -> str:
    with pytest.raises((PersonaError, PackError)) as caught:
        read_entries(path)
    return str(caught.value)


def patched(path: Path, **fields: int) -> Path:
    """Overwrite fields of the last entry, in its own header and in the zip's directory."""
    raw = bytearray(path.read_bytes())
    own, listed = raw.rindex(b"PK\x03\x04"), raw.rindex(b"PK\x01\x02")
    places = {"flags": (6, 8, "<H"), "method": (8, 10, "<H"), "size": (22, 24, "<I")}
    for field, value in fields.items():
        in_own, in_listed, form = places[field]
        struct.pack_into(form, raw, own + in_own, value)
        struct.pack_into(form, raw, listed + in_listed, value)
    path.write_bytes(raw)
    return path


def test_a_zip_and_its_folder_hold_the_same(make_pack: Callable, tmp_path: Path) -> None:
    folder = make_pack()
    (folder / "methods").mkdir()
    (folder / "methods" / "calm.yaml").write_text("detente: 1\n")
    (folder / ".DS_Store").write_bytes(b"\x00")
    entries = read_entries(folder)
    assert sorted(entries) == [
        "methods/calm.yaml",
        "pack.yaml",
        "robin.tests.yaml",
        "robin.yaml",
    ]
    (tmp_path / "out.zip").write_bytes(zipped(entries))
    assert read_entries(tmp_path / "out.zip") == entries


def test_the_same_entries_give_the_same_bytes() -> None:
    one, other = {"a.yaml": b"a", "é.yaml": b"b"}, {"é.yaml": b"b", "a.yaml": b"a"}
    assert zipped(one) == zipped(other)
    with ZipFile(BytesIO(zipped(one))) as made:
        assert [info.filename for info in made.infolist()] == ["a.yaml", "é.yaml"]
        assert {info.date_time for info in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in made.infolist()} == {3}


def test_a_deflated_zip_with_its_folders_is_read(make_zip: Callable, good: list) -> None:
    entries = read_entries(make_zip([("methods/", b""), *good, ("methods/calm.yaml", b"x")]))
    assert sorted(entries) == ["methods/calm.yaml", "pack.yaml", "robin.yaml"]


def test_names_are_kept_as_they_are_typed(make_zip: Callable) -> None:
    assert list(read_entries(make_zip([("rene\u0301.yaml", b"")]))) == ["ren\u00e9.yaml"]


# ------------------------------------------------------------------------- sizes and counts


def test_an_entry_may_be_as_large_as_the_limit(make_zip: Callable) -> None:
    assert len(read_entries(make_zip([("a.txt", bytes(MAX_ENTRY))]))["a.txt"]) == MAX_ENTRY
    assert refused(make_zip([("a.txt", bytes(MAX_ENTRY + 1))])) == "a.txt:1:1: larger than 1 MiB"


@pytest.mark.parametrize("stated", [0, 10, MiB])
def test_a_bomb_is_measured_whatever_it_states(make_zip: Callable, stated: int) -> None:
    bomb = patched(make_zip([("a.txt", bytes(64 * MiB))]), size=stated)
    assert bomb.stat().st_size < MiB / 4
    assert refused(bomb) == "a.txt:1:1: larger than 1 MiB"


def test_a_size_that_is_no_lie_but_wrong_is_damage(make_zip: Callable) -> None:
    assert "is damaged" in refused(patched(make_zip([("a.txt", bytes(100))]), size=99))


def test_no_more_is_unpacked_than_all_may_be(make_zip: Callable) -> None:
    many = [(f"{n}.txt", bytes(MiB)) for n in range(40)]
    assert refused(make_zip(many)) == "given.zip unpacks to more than 20 MiB; a pack is smaller."
    assert len(read_entries(make_zip(many[:20]))) == 20


def test_what_unpacks_by_the_block_is_not_unpacked(make_zip: Callable) -> None:
    for method in (12, 14):  # bzip2, LZMA
        assert "packed in a way" in refused(make_zip([("a.txt", bytes(MiB))], method))
    assert "packed in a way" in refused(patched(make_zip([("a.txt", b"x")]), method=99))


def test_no_more_entries_than_the_limit(make_zip: Callable) -> None:
    names = [(f"n{n}.txt", b"") for n in range(501)]
    assert len(read_entries(make_zip(names[:500]))) == 500
    assert refused(make_zip(names)) == "given.zip has more than 500 entries; a pack has fewer."


def test_a_hundred_thousand_entries_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "ZipFile", None)
    path = tmp_path / "huge.zip"
    path.write_bytes(b"PK\x01\x02" * 100_000)
    assert "more than 500 entries" in refused(path)


def test_a_file_larger_than_any_pack_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    with path.open("wb") as file:
        file.truncate(10_000 * MiB)  # sparse: it takes no room
    assert refused(path) == "large.zip is larger than 20 MiB; a pack is smaller."


# ------------------------------------------------------------------------- kinds of entries


def test_every_wrong_entry_is_told(make_zip: Callable, good: list) -> None:
    link = ZipInfo("link.yaml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    pipe = ZipInfo("pipe.yaml")
    pipe.external_attr = stat.S_IFIFO << 16
    zero = ZipInfo("zero.yaml")
    zero.filename = zero.orig_filename = "zero.yaml\x00.sh"
    entries = [
        *good,
        (link, b"/etc/passwd"),
        (pipe, b""),
        (zero, b""),
        ("../../up.yaml", b""),
        ("/abs.yaml", b""),
        ("C:\\drive.yaml", b""),
        ("C:/drive.yaml", b""),
        ("hedges/", b""),
        ("hedges/robin.yaml", b""),
        ("ROBIN.yaml", b""),
        ("run.py", b""),
        ("inner.zip", b""),
    ]
    told = refused(make_zip(entries)).splitlines()
    assert [line.split(":1:1: ")[0] for line in told] == sorted(
        ["link.yaml", "pipe.yaml", "zero.yaml.sh", "../../up.yaml", "/abs.yaml",
         "C:\\drive.yaml", "C:/drive.yaml", "hedges/", "ROBIN.yaml", "run.py", "inner.zip"]
    )  # fmt: skip


def test_a_symbolic_link_to_a_folder_is_one(make_zip: Callable) -> None:
    link = ZipInfo("methods/")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "methods/:1:1: a symbolic link" in refused(make_zip([(link, b"/etc")]))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_stands_once(make_zip: Callable, good: list) -> None:
    assert refused(make_zip([*good, ("robin.yaml", b"")])) == (
        "robin.yaml:1:1: stands twice in the pack"
    )


@pytest.mark.parametrize("flag", [0x1, 0x41, 0x2001])
def test_an_encrypted_entry_is_not_tried(make_zip: Callable, good: list, flag: int) -> None:
    assert refused(patched(make_zip(good), flags=flag)) == (
        "robin.yaml:1:1: encrypted; a pack has no password"
    )


# ------------------------------------------------------------------------- no zip, half a zip


@pytest.mark.parametrize("raw", [b"", b"hello", b"\x1f\x8b\x08" + bytes(100), b"PPKK"])
def test_what_is_no_zip_is_told(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "given.zip"
    path.write_bytes(raw)
    assert refused(path) == "given.zip is not a zip file; a pack is a folder or a zip."


def test_a_zip_cut_off_anywhere_is_damaged(make_zip: Callable, good: list) -> None:
    path = make_zip(good)
    raw = path.read_bytes()
    for end in range(2, len(raw), 97):
        path.write_bytes(raw[:end])
        assert refused(path) == "given.zip is damaged or was cut off; ask for it again."


def test_a_zip_damaged_anywhere_is_read_or_refused(make_zip: Callable, good: list) -> None:
    path = make_zip(good)
    raw, draw = path.read_bytes(), random.Random(1)
    ends = [*range(60), *range(len(raw) - 220, len(raw))]  # the headers: first, and the directory
    outcomes = set()
    for at in [*ends, *draw.choices(range(len(raw)), k=300)]:
        changed = bytearray(raw)
        changed[at] = draw.randrange(256)
        path.write_bytes(changed)
        try:
            read_entries(path)
        except (PackError, PersonaError) as error:
            outcomes.add(type(error))
    assert outcomes == {PackError, PersonaError}


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.zip").startswith("There is no pack ")


# ------------------------------------------------------------------------- folders


def test_a_folder_is_held_to_the_same(make_pack: Callable) -> None:
    folder = make_pack()
    (folder / "link.yaml").symlink_to("/etc/passwd")
    (folder / "methods").symlink_to("/etc")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "deep").mkdir()
    (folder / "deep" / "unseen.py").write_text("")
    (folder / ".hidden").write_text("")
    told = refused(folder).splitlines()
    assert [line.split(":1:1: ")[0] for line in told] == [
        ".hidden", "deep/", "link.yaml", "methods", "pipe.yaml"
    ]  # fmt: skip


def test_a_folder_has_the_same_limits(make_pack: Callable) -> None:
    folder = make_pack()
    (folder / "large.txt").write_bytes(bytes(MAX_ENTRY + 1))
    assert refused(folder) == "large.txt:1:1: larger than 1 MiB"
    for number in range(500):
        (folder / f"n{number}.txt").touch()
    assert refused(folder) == "hedges has more than 500 entries; a pack has fewer."
