"""What somebody typed can be erased: nothing is left of it in the files, and the room still is."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.room.refusal import Refusal
from simulator.room.state import Room
from simulator.room.state.erasing import erase
from simulator.room.state.events import Event
from simulator.room.store import open_store

SEATS = ("s1", "s2", "s3")


def files_of(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def folded(store, stream="roomone"):
    room = Room(stream)
    room.fold(Event.of(entry.ver, entry.payload) for entry in store.read(stream))
    return room


def turns(room):
    return {
        (one.id, branch.id, n): turn
        for one in room.conversations.values()
        for branch in one.branches.values()
        for n, turn in enumerate(branch.turns)
    }


def left(room):
    """What an erasure leaves: who was there, how many turns there are, what was felt and done."""
    kept = ("n", "stance", "feelings", "steps", "moves", "weight", "agreed", "disclosed", "acts")
    return (
        room.ver,
        {seat.id: (seat.called, seat.lines, list(seat.answers)) for seat in room.seats.values()},
        {
            place: (turn.by, turn.at, [turn.digest[name] for name in kept])
            for place, turn in turns(room).items()
        },
        list(room.proposals),
        list(room.bookmarks),
    )


def test_what_one_person_typed_is_nowhere_in_the_files_and_the_rest_is(workshop, folder):
    before = folded(workshop.store)
    assert b"otterword" in files_of(folder)
    assert b"Zenobia" in files_of(folder)
    erase(workshop.store, "roomone", "s1")
    there = files_of(folder)
    assert b"otterword" not in there
    assert b"Zenobia" not in there
    for other in (b"craneword", b"voleword", b"wrenword", b"Yorick", b"To come back to."):
        assert other in there
    assert left(folded(workshop.store)) == left(before)


def test_an_answer_may_quote_so_it_goes_and_one_before_or_in_another_branch_does_not(workshop):
    before = turns(folded(workshop.store))
    erase(workshop.store, "roomone", "s1")
    after = turns(folded(workshop.store))
    parts = {place: turn.digest["parts"] for place, turn in after.items()}
    assert "fault" in str(before["c1", "b1", 1].digest["parts"])
    assert parts["c1", "b1", 1] == []
    assert parts["c3", "b1", 2] == []
    for untouched in (("c1", "b1", 0), ("c3", "b1", 1), ("c3", "b2", 2), ("c2", "b1", 1)):
        assert after[untouched].line == before[untouched].line
        assert parts[untouched] == before[untouched].digest["parts"] != []


def test_the_whole_room_can_be_erased_and_its_counts_are_kept(workshop, folder):
    before = folded(workshop.store)
    erase(workshop.store, "roomone", None)
    there = files_of(folder)
    for typed in (b"word", b"Zenobia", b"Yorick", b"To come back to."):
        assert typed not in there
    assert left(folded(workshop.store)) == left(before)


def test_erasing_once_more_changes_nothing(workshop):
    erase(workshop.store, "roomone", "s1")
    once = [entry.payload for entry in workshop.store.read("roomone")]
    erase(workshop.store, "roomone", "s1")
    assert [entry.payload for entry in workshop.store.read("roomone")] == once


seat = st.sampled_from(SEATS)
conversation = st.sampled_from(["c1", "c2", "c3"])
number = st.integers(0, 3)
typed = st.sampled_from(["It is your fault, {}.", "I am sorry, {}. {}!", "{}", "How about 50%? {}"])
messages = st.one_of(
    st.tuples(st.just("say"), seat, st.fixed_dictionaries({"conversation": conversation}), typed),
    st.tuples(st.just("propose"), seat, st.just({}), typed),
    st.tuples(st.just("advise"), seat, st.just({}), typed),
    st.tuples(
        st.just("bookmark"),
        st.sampled_from([*SEATS, "facilitator"]),
        st.fixed_dictionaries({"conversation": conversation, "turn": number}),
        typed,
    ),
    st.tuples(st.just("answers"), seat, st.just({"when": "before"}), typed),
    st.tuples(st.just("rotate"), seat, st.fixed_dictionaries({"conversation": conversation})),
    st.tuples(
        st.just("branch"),
        st.just("facilitator"),
        st.fixed_dictionaries({"conversation": conversation, "at": number}),
    ),
    st.tuples(
        st.just("chair"),
        st.just("facilitator"),
        st.fixed_dictionaries(
            {"conversation": conversation, "take": st.sampled_from(["once", "off"])}
        ),
    ),
    st.tuples(
        st.just("answer"),
        st.just("facilitator"),
        st.fixed_dictionaries({"conversation": conversation}),
        typed,
    ),
    st.tuples(st.just("play"), st.just("facilitator"), st.just({})),
    st.tuples(st.just("leave"), seat, st.just({})),
)
FIELD = {"bookmark": "note", "answers": "answers"}


def asked(number, kind, seat, fields, text=None):
    """A message of its own words: `s1at4x` is what s1 typed in the fourth."""
    if text is None:
        return fields
    words = text.replace("{}", f"{seat}at{number}x")
    return fields | {FIELD.get(kind, "text"): {"take": words} if kind == "answers" else words}


@settings(max_examples=40)
@given(said=st.lists(messages, max_size=14), gone=st.sampled_from([*SEATS, None]))
def test_whatever_happened_what_one_typed_goes_and_the_rest_stays(play_in, said, gone):
    with TemporaryDirectory() as place:
        folder = Path(place)
        store = open_store(folder)
        room = play_in(store)
        for name in ("Zenobia", "Yorick", "Xanthe"):
            room.seat(name)
        room.ask("facilitator", "group", size=2)
        room.ask("facilitator", "fishbowl")
        for n, (kind, *what) in enumerate(said):
            with suppress(Refusal):
                room.ask(what[0], kind, **asked(n, kind, *what))
        before = folded(store)
        assert left(before) == left(room.room)
        erase(store, "roomone", gone)
        after, there = folded(store), files_of(folder)
        store.close()
    assert left(after) == left(before)
    for each in SEATS if gone is None else [gone]:
        assert f"{each}at".encode() not in there
    for place, turn in turns(before).items():
        if gone is not None and turn.by != gone:
            assert turns(after)[place].line == turn.line
