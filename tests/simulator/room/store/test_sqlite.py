"""What is true of the SQLite file alone: its rights, its promises, its errors, its bytes."""

import sqlite3
import stat
from contextlib import closing

import pytest

from simulator.errors import RoomStoreError
from simulator.room.store import FILE, Batch, open_store


@pytest.fixture
def store(tmp_path):
    with closing(open_store(tmp_path)) as opened:
        yield opened


def files(folder):
    return sorted(folder.glob(FILE + "*"))


def found(folder, text):
    """The files of a folder that hold a text's bytes."""
    return [path.name for path in files(folder) if text.encode() in path.read_bytes()]


def test_what_is_committed_would_survive_a_loss_of_power(store):
    assert store._ask("PRAGMA journal_mode") == [("wal",)]
    assert store._ask("PRAGMA synchronous") == [(2,)]


def test_only_the_owner_may_read_the_files(tmp_path):
    (tmp_path / FILE).touch(mode=0o644)
    with closing(open_store(tmp_path)) as store:
        store.put_key("hub", "secret")
        rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in files(tmp_path)}
    assert rights == dict.fromkeys((FILE, FILE + "-shm", FILE + "-wal"), 0o600)


def test_a_folder_is_made(tmp_path):
    open_store(tmp_path / "new" / "data").close()
    assert (tmp_path / "new" / "data" / FILE).exists()


@pytest.mark.parametrize("size", [10, 300, 5_000, 200_000])
def test_what_is_rewritten_is_gone_from_the_bytes(tmp_path, store, size):
    """Long texts lie on overflow pages, short ones beside others on a page."""
    word = "Zoë's secret "
    text = (word * size)[: max(size, len(word))]
    for n in range(40):
        payload = {"line": f"{n} {text}" if n % 2 else "harmless"}
        store.append([Batch("r1", n, [payload])])
    assert found(tmp_path, word)
    store.rewrite("r1", lambda entry: {"line": ""} if "secret" in str(entry.payload) else None)
    store.compact()
    assert not found(tmp_path, word)
    assert not found(tmp_path, "secret")
    assert found(tmp_path, "harmless")
    lines = [entry.payload["line"] for entry in store.read("r1")]
    assert lines == ["harmless", ""] * 20
    assert [entry.ver for entry in store.read("r1")] == list(range(1, 41))


def test_what_is_dropped_is_gone_from_the_bytes(tmp_path, store):
    payloads = [{"line": f"dropped {n} " + "unsaid " * n} for n in range(300)]
    store.append([Batch("r1", 0, payloads), Batch("r2", 0, [{"line": "harmless"}])])
    store.put_name("r1", "s1", "Clementine")
    store.put_key("r1", "hunter2")
    assert all(found(tmp_path, text) for text in ("unsaid", "Clementine", "hunter2"))
    store.drop("r1")
    store.put_key("r1", None)
    store.compact()
    assert not any(found(tmp_path, text) for text in ("unsaid", "Clementine", "hunter2"))
    assert store.streams() == ["r2"]


def test_what_is_forgotten_is_overwritten_even_before_the_file_is_compacted(tmp_path):
    with closing(open_store(tmp_path)) as store:
        store.append([Batch("r1", 0, [{"line": "unsaid " * n} for n in range(100, 3000, 100)])])
        store.put_name("r1", "s1", "Clementine")
    assert all(found(tmp_path, text) for text in ("unsaid", "Clementine"))
    with closing(open_store(tmp_path)) as store:
        store.put_name("r1", "s1", None)
        store.rewrite("r1", lambda _: {"line": ""})
    assert not any(found(tmp_path, text) for text in ("unsaid", "Clementine"))


def test_a_compacted_file_is_smaller(tmp_path, store):
    store.append([Batch("r1", 0, [{"line": "long " * 100_000}])])
    store.compact()
    before = (tmp_path / FILE).stat().st_size
    store.drop("r1")
    store.compact()
    assert (tmp_path / FILE).stat().st_size < before / 5
    assert (tmp_path / (FILE + "-wal")).stat().st_size == 0


def test_a_reader_that_keeps_erased_bytes_there_is_told_of(tmp_path, store):
    store.append([Batch("r1", 0, [{"line": "unsaid"}])])
    store._connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(tmp_path / FILE)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM event").fetchall()
        store.drop("r1")
        with pytest.raises(RoomStoreError, match="another program reads it"):
            store.compact()
    store.compact()
    assert not found(tmp_path, "unsaid")


def test_a_full_disk_is_told_and_nothing_of_the_batch_is_kept(store):
    store.append([Batch("r1", 0, [{"line": "one"}])])
    pages = store._ask("PRAGMA page_count")[0][0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RoomStoreError, match=r"rooms\.db cannot be used: the disk is full"):
        store.append([Batch("r1", 1, [{"line": "two"}, {"line": "long " * 10_000}])])
    store._connection.execute("PRAGMA max_page_count = 1000")
    assert store.append([Batch("r1", 1, [{"line": "three"}])]) == [True]
    assert [entry.payload["line"] for entry in store.read("r1")] == ["one", "three"]


def test_a_busy_file_is_told(tmp_path, store):
    store._connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RoomStoreError, match="another program has kept the file busy"):
            store.append([Batch("r1", 0, [{}])])
    assert store.append([Batch("r1", 0, [{}])]) == [True]


@pytest.mark.parametrize("content", [b"not a database, but text " * 40, b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_named(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(RoomStoreError, match=r"rooms\.db cannot be used: the file is not"):
        open_store(tmp_path)


def test_a_damaged_file_is_named(tmp_path):
    with closing(open_store(tmp_path)) as store:
        store.append([Batch("r1", 0, [{"line": "words " * 5000}])])
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:1000] + b"\xff" * (len(whole) - 1000))
    with pytest.raises(RoomStoreError, match=r"rooms\.db cannot be used: the file is damaged"):
        open_store(tmp_path)


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(RoomStoreError, match=r"file/rooms\.db cannot be used"):
        open_store(tmp_path / "file")


def test_a_file_that_is_a_folder_is_named(tmp_path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(RoomStoreError, match=r"rooms\.db cannot be used: Is a directory"):
        open_store(tmp_path)


def test_rooms_of_a_newer_program_are_left_alone(tmp_path):
    open_store(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("UPDATE meta SET value = '99'")
        connection.commit()
    with pytest.raises(RoomStoreError, match="schema is 99, this program knows 1"):
        open_store(tmp_path)


def test_another_kind_of_database_is_told_what_serves():
    with pytest.raises(RoomStoreError, match=r"'mysql'.*postgresql://") as caught:
        open_store("mysql://me:hunter2@host/rooms")
    assert "hunter2" not in str(caught.value)
