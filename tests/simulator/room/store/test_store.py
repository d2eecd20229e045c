"""What is true of rooms wherever they are kept: order, conflicts, names, keys, erasure."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from simulator.room.store import Batch, open_store

ROOT = Path(__file__).parents[4]


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, tmp_path):
    return str(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres")


@pytest.fixture
def store(database):
    with closing(open_store(database)) as opened:
        yield opened


@pytest.fixture
def apart(database):
    """Run Python beside this test, with `store` and `Batch` at hand."""
    begun = []

    def run(program):
        head = (
            "import sys\nfrom simulator.room.store import Batch, open_store\n"
            "store = open_store(sys.argv[1])\n"
        )
        begun.append(
            subprocess.Popen(
                [sys.executable, "-c", head + program, database],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return begun[-1]

    yield run
    for process in begun:
        process.kill()
        process.communicate()


def lines(store, stream, after=0):
    return [entry.payload["line"] for entry in store.read(stream, after)]


def test_what_is_kept_is_read_in_order(store):
    said = ['"quoted"', "Zoë 🙂 \\ %s ? {}", "\ud800 half", "\x00\x1b\u202e", "x" * 100_000]
    assert store.append([Batch("r1", 0, [{"line": line} for line in said[:2]])]) == [True]
    assert store.append([Batch("r1", 2, [{"line": line} for line in said[2:]])]) == [True]
    entries = store.read("r1")
    assert [entry.ver for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.payload["line"] for entry in entries] == said
    assert {entry.stream for entry in entries} == {"r1"}
    assert [entry.pos for entry in entries] == sorted({entry.pos for entry in entries})
    assert lines(store, "r1", after=3) == said[3:]
    assert store.read("r2") == []


def test_many_streams_go_in_at_once_each_on_its_own(store):
    batches = [Batch(f"r{n}", 0, [{"line": n}, {"line": -n}]) for n in range(9, 0, -1)]
    assert store.append(batches) == [True] * 9
    assert store.streams() == [f"r{n}" for n in range(9, 0, -1)]
    assert lines(store, "r4") == [4, -4]


@pytest.mark.parametrize("after", [0, 1, 3, 9])
def test_a_batch_that_does_not_follow_is_left_out_and_the_others_are_kept(store, after):
    store.append([Batch("r1", 0, [{"line": "one"}, {"line": "two"}])])
    batches = [
        Batch("r3", 0, [{"line": "first"}]),
        Batch("r1", after, [{"line": "late"}, {"line": "later"}]),
        Batch("r2", 0, [{"line": "also"}]),
    ]
    assert store.append(batches) == [True, False, True]
    assert lines(store, "r1") == ["one", "two"]
    assert (lines(store, "r3"), lines(store, "r2")) == (["first"], ["also"])


def test_batches_of_one_stream_follow_each_other(store):
    batches = [Batch("r1", n, [{"line": n}]) for n in (0, 1, 1, 2, 5)]
    assert store.append(batches) == [True, True, False, True, False]
    assert lines(store, "r1") == [0, 1, 2]
    assert store.append([]) == []


def test_two_processes_append_to_one_stream_and_one_wins_each_place(store, apart):
    program = """
sys.stdin.readline()
for n in range(60):
    after = len(store.read("r1"))
    # A set: the streams come in another order in each process, and none waits for ever.
    own = [Batch(name, n, [{"line": n}]) for name in {f"%s{k}" for k in range(5)}]
    late = [Batch(name, 9, [{}]) for name in {f"late{k}" for k in range(20)}]
    if store.append([Batch("r1", after, [{"line": f"%s{n}"}]), *own, *late])[0]:
        print(f"%s{n}", flush=True)
"""
    both = [apart(program % (name, name, name)) for name in ("a", "b")]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    won = [line for process in both for line in process.communicate(timeout=60)[0].split()]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(won) == sorted(lines(store, "r1"))
    assert [entry.ver for entry in store.read("r1")] == list(range(1, len(won) + 1))
    assert lines(store, "a0") == lines(store, "b4") == list(range(60))


@pytest.mark.parametrize("many", [1, 40, 150])
def test_no_acknowledged_entry_is_lost_when_a_process_is_killed(store, apart, many):
    writing = apart("""
n = 0
while True:
    assert store.append([Batch("r1", n, [{"line": n}, {"line": "x" * 3000}])]) == [True]
    n += 2
    print(n, flush=True)
""")
    said = [writing.stdout.readline() for _ in range(many)]
    os.kill(writing.pid, signal.SIGKILL)
    said += writing.communicate()[0].splitlines()
    acknowledged = int(said[-1])
    entries = store.read("r1")
    assert acknowledged >= 2 * many
    assert acknowledged <= len(entries) <= acknowledged + 2
    assert [entry.ver for entry in entries] == list(range(1, len(entries) + 1))
    assert len(entries) % 2 == 0
    assert store.append([Batch("r1", len(entries), [{"line": "on"}])]) == [True]


def test_names_are_kept_apart_and_forgotten_one_by_one(database, store):
    store.put_name("r1", "s1", "Ada")
    store.put_name("r1", "s2", "Ben")
    store.put_name("r2", "s1", "Cleo")
    store.put_name("r1", "s1", "Ada L.")
    assert store.names("r1") == {"s1": "Ada L.", "s2": "Ben"}
    store.put_name("r1", "s2", None)
    store.put_name("r1", "s9", None)
    with closing(open_store(database)) as other:
        assert other.names("r1") == {"s1": "Ada L."}
        assert other.names("r2") == {"s1": "Cleo"}
        assert other.streams() == []


def test_keys_are_kept_by_name(database, store):
    assert store.key("hub") is None
    store.put_key("hub", "old")
    store.put_key("hub", "new")
    store.put_key("other", "")
    with closing(open_store(database)) as other:
        assert (other.key("hub"), other.key("other")) == ("new", "")
    store.put_key("hub", None)
    assert store.key("hub") is None


def test_entries_are_rewritten_in_their_place(store):
    store.append([Batch("r1", 0, [{"line": n} for n in range(4)]), Batch("r2", 0, [{"line": 1}])])
    before = store.read("r1")
    store.rewrite("r1", lambda entry: {"line": ""} if entry.ver == 2 else None)
    store.compact()
    assert store.read("r1") == [entry._replace(payload={"line": ""}) if entry.ver == 2 else entry
                                for entry in before]  # fmt: skip
    assert lines(store, "r2") == [1]
    assert store.append([Batch("r1", 4, [{"line": "on"}])]) == [True]


def test_a_rewriting_that_fails_changes_nothing(store):
    store.append([Batch("r1", 0, [{"line": 0}, {"line": 1}])])
    with pytest.raises(ZeroDivisionError):
        store.rewrite("r1", lambda entry: {"line": 1 // entry.payload["line"] + 9})
    with pytest.raises(ZeroDivisionError):
        store.rewrite("r1", lambda entry: {"line": 1 // (2 - entry.ver)})
    assert lines(store, "r1") == [0, 1]
    assert store.append([Batch("r1", 2, [{"line": 2}])]) == [True]


def test_a_dropped_stream_is_gone_with_its_names_and_the_others_stay(store):
    for stream in ("r1", "r2"):
        store.append([Batch(stream, 0, [{"line": stream}])])
        store.put_name(stream, "s1", "Ada")
    store.drop("r1")
    assert (store.read("r1"), store.names("r1"), store.streams()) == ([], {}, ["r2"])
    assert (lines(store, "r2"), store.names("r2")) == (["r2"], {"s1": "Ada"})
    assert store.append([Batch("r1", 0, [{"line": "anew"}])]) == [True]


def test_the_words_of_a_database_are_only_values(store):
    nasty = "r'; DROP TABLE event; --"
    store.append([Batch(nasty, 0, [{"line": nasty}])])
    store.put_name(nasty, nasty, nasty)
    store.put_key(nasty, nasty)
    assert lines(store, nasty) == [nasty]
    assert (store.names(nasty), store.key(nasty)) == ({nasty: nasty}, nasty)
