"""What is true of PostgreSQL alone: lost connections, commits in doubt, the bytes of its files."""

import socket
import threading
from contextlib import closing, suppress

import psycopg
import pytest

from simulator.errors import RoomStoreError
from simulator.room.store import Batch, open_store
from simulator.room.store import postgres as module


@pytest.fixture
def store(postgres):
    with closing(open_store(postgres)) as opened:
        yield opened


@pytest.fixture
def admin(postgres):
    with psycopg.connect(postgres, autocommit=True) as connection:
        yield connection


def lines(store, stream):
    return [entry.payload["line"] for entry in store.read(stream)]


def hang_up(admin, store):
    admin.execute("SELECT pg_terminate_backend(%s, 10000)", (store.backend,))


def test_a_connection_lost_while_idle_is_opened_again(admin, store):
    store.append([Batch("r1", 0, [{"line": "one"}])])
    for use in (
        lambda: store.append([Batch("r1", 1, [{"line": "two"}])]),
        lambda: store.put_name("r1", "s1", "Ada"),
        lambda: store.read("r1"),
        store.compact,
    ):
        hang_up(admin, store)
        use()
    assert lines(store, "r1") == ["one", "two"]
    assert store.names("r1") == {"s1": "Ada"}


def test_a_server_that_was_started_again_goes_on_with_every_entry(postgres_server, store):
    store.append([Batch("r1", 0, [{"line": "one"}])])
    postgres_server.stop("immediate")  # as if the power had gone
    postgres_server.start()
    assert store.append([Batch("r1", 1, [{"line": "two"}])]) == [True]
    assert lines(store, "r1") == ["one", "two"]


def test_a_server_that_stays_away_is_told_and_heard_again_later(
    postgres_server, store, monkeypatch
):
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    store.append([Batch("r1", 0, [{"line": "one"}])])
    postgres_server.stop("fast")
    try:
        for _ in range(2):
            with pytest.raises(RoomStoreError, match="no server answers there"):
                store.append([Batch("r1", 1, [{"line": "two"}])])
        with pytest.raises(RoomStoreError, match="no server answers there"):
            store.names("r1")
        assert store.backend == 0
    finally:
        postgres_server.start()
    assert store.append([Batch("r1", 1, [{"line": "two"}])]) == [True]


class Cable(threading.Thread):
    """A cable to the server that breaks at the first COMMIT after `watch`: before or behind it."""

    def __init__(self, port, behind):
        super().__init__(daemon=True)
        self._port, self._behind = port, behind
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self.watch = threading.Event()
        self.broken = 0
        self.start()

    def run(self):
        with suppress(OSError):  # the door was closed
            while True:
                client = self._door.accept()[0]
                self._carry(client)

    def _carry(self, client):
        with client, socket.create_connection(("127.0.0.1", self._port)) as server:
            back = threading.Thread(target=self._back, args=(server, client), daemon=True)
            back.start()
            with suppress(OSError):
                while data := client.recv(65536):
                    if b"COMMIT" in data and self.watch.is_set():
                        self.watch.clear()
                        self.broken += 1
                        if not self._behind:
                            break
                        client.shutdown(socket.SHUT_RDWR)
                    server.sendall(data)
            with suppress(OSError):
                server.shutdown(socket.SHUT_WR)
            back.join()

    def _back(self, server, client):
        while data := server.recv(65536):
            with suppress(OSError):
                client.sendall(data)
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()


@pytest.mark.parametrize("behind", [False, True], ids=["not committed", "committed"])
@pytest.mark.parametrize("streams", [1, 3])
def test_a_commit_in_doubt_is_done_once(postgres_server, postgres, behind, streams):
    names = [f"r{n}" for n in range(streams)]
    with closing(Cable(postgres_server.port, behind)) as cable:
        address = postgres.replace(f":{postgres_server.port}/", f":{cable.port}/")
        with closing(open_store(address)) as store:
            store.append([Batch(name, 0, [{"line": "one"}]) for name in names])
            cable.watch.set()
            late = Batch("r0", 0, [{"line": "late"}])
            batches = [Batch(name, 1, [{"line": "two"}, {"line": "three"}]) for name in names]
            assert store.append([late, *batches]) == [False] + [True] * streams
            assert cable.broken == 1
            assert [lines(store, name) for name in names] == [["one", "two", "three"]] * streams
            assert store.append([Batch("r0", 3, [{"line": "on"}])]) == [True]


def test_a_commit_in_doubt_that_another_hub_was_quicker_than_is_a_conflict(
    postgres_server, postgres, store
):
    with closing(Cable(postgres_server.port, behind=False)) as cable:
        address = postgres.replace(f":{postgres_server.port}/", f":{cable.port}/")
        with closing(open_store(address)) as other:
            other._ready = lambda ready=other._ready: (
                other._connection.closed and store.append([Batch("r1", 0, [{"line": "theirs"}])]),
                ready(),
            )
            cable.watch.set()
            assert other.append([Batch("r1", 0, [{"line": "mine"}])]) == [False]
            assert lines(other, "r1") == ["theirs"]


def test_what_is_committed_would_survive_a_loss_of_power(admin, postgres):
    name = postgres.rpartition("/")[2]
    admin.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    with closing(open_store(postgres)) as store:
        assert store._ask("SHOW synchronous_commit") == [("on",)]


def test_a_stream_that_another_hub_keeps_busy_is_told(admin, store):
    store._ask("SET lock_timeout = '1ms'")
    with admin.transaction():
        admin.execute("SELECT pg_advisory_xact_lock(%s)", (module._lock("r1"),))
        with pytest.raises(RoomStoreError, match="another program has kept them busy"):
            store.append([Batch("r1", 0, [{"line": "one"}])])
    assert store.append([Batch("r1", 0, [{"line": "one"}])]) == [True]


def test_who_waits_for_a_stream_holds_none_that_comes_after_it(admin, store):
    """Two hubs that write to the same streams take them in one order: neither waits for ever."""
    first, *others = sorted((f"r{n}" for n in range(30)), key=module._lock)
    batches = [Batch(stream, 0, [{}]) for stream in (*others, first)]
    waiting = threading.Thread(target=store.append, args=[batches])
    with admin.transaction():
        admin.execute("SELECT pg_advisory_xact_lock(%s)", [module._lock(first)])
        waiting.start()
        while not admin.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchall():
            assert waiting.is_alive()
        taken = "SELECT pg_try_advisory_xact_lock(%s)"
        free = [admin.execute(taken, [module._lock(stream)]).fetchone()[0] for stream in others]
    waiting.join()
    assert free == [True] * 29
    assert len(store.streams()) == 30


def test_a_name_that_no_database_takes_is_told_and_the_next_is_kept(store):
    with pytest.raises(RoomStoreError, match="cannot contain NUL"):
        store.put_name("r1", "s1", "A\0da")
    store.put_name("r1", "s1", "Ada")
    assert store.names("r1") == {"s1": "Ada"}


def test_two_hubs_that_begin_at_once_make_the_tables_once(postgres):
    told = []

    def begin():
        with closing(open_store(postgres)) as store:
            told.append(store.streams())

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [[]] * 4


def found(server, text):
    """The server's files that hold a text; its log, pg_wal, is another matter."""
    held = []
    for path in server.folder.rglob("*"):
        if path.is_file() and path.parent.name != "pg_wal":
            with suppress(FileNotFoundError):  # the server tidies up meanwhile
                held += [path.name] if text.encode() in path.read_bytes() else []
    return held


def test_what_is_erased_is_gone_from_the_bytes_of_the_tables(postgres_server, admin, store):
    long = "".join(f"Zoë unsaid {n * n * 7919} " for n in range(2000))  # too long for its page
    said = [{"line": f"Zoë unsaid {n}"} for n in range(20)] + [{"line": long}]
    store.append([Batch("r1", 0, said), Batch("r2", 0, [{"line": "unsaid"}, {"line": "harmless"}])])
    for n in range(20):
        store.put_name("r1", f"s{n}", f"Clementine {n}")
    store.put_key("r1", "hunter2")
    admin.execute("ANALYZE")
    admin.execute("CHECKPOINT")
    assert all(found(postgres_server, text) for text in ("unsaid", "Clementine", "hunter2"))
    store.drop("r1")
    store.put_key("r1", None)
    store.rewrite("r2", lambda entry: {"line": ""} if entry.ver == 1 else None)
    store.compact()
    admin.execute("CHECKPOINT")
    assert not any(found(postgres_server, text) for text in ("unsaid", "Clementine", "hunter2"))
    assert found(postgres_server, "harmless")
    assert lines(store, "r2") == ["", "harmless"]
