"""What somebody typed can be erased: from events, names, memory and the bytes of the files."""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.room.store import FILE
from tests.simulator.room.playing import Playing, alike, playing


def found(folder, text):
    """The files of a folder that hold a text's bytes."""
    files = sorted(folder.glob(FILE + "*"))
    assert files
    return [path.name for path in files if text.encode() in path.read_bytes()]


def kept(play):
    return json.dumps([event.data for event in play.events()], ensure_ascii=False)


def everything_by(play: Playing, client, word):
    """Type a word wherever something can be typed."""
    play.done(play.leader, "begin", phase=3)
    play.done(client, "answers", when="before", answers={"ready": 2, "hope": word})
    play.done(client, "propose", text=f"{word} proposed")
    play.done(play.leader, "baton", seat=client.seat)
    play.done(client, "say", conversation="c1", text=f"You never trim it, {word}.")
    play.done(client, "bookmark", conversation="c1", turn=1, note=word, quote=word)


def test_no_byte_of_it_is_left_in_the_files(play, tmp_path):
    ada, bob = play.join("Ada Quillfeather"), play.join("Bob Marchbanks")
    everything_by(play, ada, "xylophone")
    everything_by(play, bob, "bassoon")
    play.done(play.leader, "bookmark", conversation="c1", turn=1, note="Mine.")
    for word in ("xylophone", "Quillfeather", "bassoon"):
        assert found(tmp_path, word)
    play.done(play.leader, "erase", seat=ada.seat)
    for word in ("xylophone", "Quillfeather"):
        assert found(tmp_path, word) == []
        assert word not in repr(vars(play.room))
    for word in ("bassoon", "Marchbanks", "Mine."):
        assert found(tmp_path, word)
    play.done(play.leader, "erase", seat=None)
    for word in ("bassoon", "Marchbanks"):
        assert found(tmp_path, word) == []
    assert alike(play.room, play.replayed())


def test_nobody_is_shown_it_any_more(play):
    ada, bob = play.join("Ada"), play.join()
    everything_by(play, ada, "xylophone")
    assert "xylophone" in str(bob.view)
    play.done(play.leader, "erase", seat=ada.seat)
    play.catch_up()
    for client in (ada, bob, play.leader, play.screen):
        assert "xylophone" not in str(client.view)
    assert ada.view["me"]["name"] == ""
    assert len(bob.view["turns"]["turns"]) == 2


def test_a_quote_of_it_goes_and_what_was_said_before_stays(play):
    ada, bob = play.join(), play.join()
    play.done(play.leader, "begin", phase=3)
    play.done(play.leader, "baton", seat=bob.seat)
    play.done(bob, "say", conversation="c1", text="How high is the bassoon?")
    play.done(play.leader, "baton", seat=ada.seat)
    play.done(ada, "say", conversation="c1", text="My xylophone is higher.")
    play.done(bob, "bookmark", conversation="c1", turn=2)
    play.done(bob, "bookmark", conversation="c1", turn=1)
    before = [turn.digest for turn in play.room.conversations["c1"].now.turns]
    play.done(play.leader, "erase", seat=ada.seat)
    after = [turn.digest for turn in play.room.conversations["c1"].now.turns]
    assert after[:2] == before[:2]
    assert after[2]["feelings"] == before[2]["feelings"]
    assert after[2]["parts"] == []
    quotes = [mark.quote for mark in play.room.bookmarks.values()]
    assert quotes == ["", "How high is the bassoon?"]
    assert play.room.conversations["c1"].now.lines == ["How high is the bassoon?", ""]


def test_what_the_facilitator_typed_can_be_erased_too(play, tmp_path):
    ada = play.join()
    play.done(play.leader, "group")
    play.done(play.leader, "broadcast", text="A xylophone for all.")
    play.done(play.leader, "chair", conversation="c1", take="on")
    play.done(ada, "say", conversation="c1", text="How high is it?")
    play.done(play.leader, "answer", conversation="c1", text="As high as a xylophone.")
    play.done(play.leader, "bookmark", conversation="c1", turn=1, note="xylophone")
    play.done(play.leader, "erase", seat="facilitator")
    assert found(tmp_path, "xylophone") == []
    assert play.room.conversations["c1"].now.lines == ["How high is it?"]


def test_a_conversation_goes_on_after_it(play):
    ada = play.join()
    play.done(play.leader, "group")
    play.done(play.leader, "chair", conversation="c1", take="once")
    play.done(ada, "say", conversation="c1", text="You never trim it.")
    play.done(play.leader, "answer", conversation="c1", text="Nor you.")
    play.done(play.leader, "erase", seat=None)
    play.done(ada, "say", conversation="c1", text="How high is it?")
    assert play.room.conversations["c1"].now.lines == ["", "How high is it?"]
    play.done(play.leader, "debrief", conversation="c1")


def test_nobody_elses_can_be_erased_by_mistake(play):
    assert play.refused(play.leader, "erase", seat="s9") == (
        "unknown",
        "There is nobody with that seat.",
    )


def test_a_hub_that_starts_again_finds_nothing_of_it(play):
    ada = play.join("Ada")
    everything_by(play, ada, "xylophone")
    play.done(play.leader, "erase", seat=ada.seat)
    before = repr(vars(play.room))
    play.kill()
    assert repr(vars(play.room)) == before
    assert play.hub.names_in(play.keys.room) == {}


WHO = st.integers(0, 2)
DOINGS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), WHO),
        st.tuples(st.just("propose"), WHO),
        st.tuples(st.just("play"), WHO),
        st.tuples(st.just("bookmark"), WHO),
        st.tuples(st.just("answers"), WHO),
        st.tuples(st.just("branch"), WHO),
        st.tuples(st.just("chair"), WHO),
        st.tuples(st.just("answer"), WHO),
    ),
    max_size=14,
)


@settings(max_examples=8)
@given(DOINGS, WHO)
def test_after_any_course_no_word_of_theirs_is_left_and_the_counts_stay(doings, gone):
    with tempfile.TemporaryDirectory() as folder, playing(Path(folder)) as play:
        clients = [play.join(f"Name{n}n") for n in range(3)]
        play.done(play.leader, "begin", phase=3)
        for number, (kind, who) in enumerate(doings):
            _do(play, clients[who], kind, f"word{who}w {number}")
        before = play.replayed()
        seat = clients[gone].seat
        play.done(play.leader, "erase", seat=seat)
        after = play.replayed()
        assert alike(after, play.room)
        assert f"word{gone}w" not in kept(play)
        assert found(Path(folder), f"word{gone}w") == found(Path(folder), f"Name{gone}n") == []
        assert _counts(after) == _counts(before)
        for other in {0, 1, 2} - {gone}:
            said = f"word{other}w"
            assert _lines(after).count(said) == _lines(before).count(said)


def _do(play, client, kind, word):
    match kind:
        case "say":
            play.ask(play.leader, "baton", seat=client.seat)
            play.ask(client, "say", conversation="c1", text=f"You never trim it, {word}.")
        case "propose":
            play.ask(client, "propose", text=word)
        case "play":
            play.ask(play.leader, "play")
        case "bookmark":
            last = len(play.room.conversations["c1"].now.turns) - 1
            play.ask(client, "bookmark", conversation="c1", turn=last, note=word)
        case "answers":
            play.ask(client, "answers", when="before", answers={"ready": 3, "hope": word})
        case "branch":
            play.ask(play.leader, "branch", conversation="c1", at=0)
        case "chair":
            play.ask(play.leader, "chair", conversation="c1", take="once")
        case "answer":
            play.ask(play.leader, "answer", conversation="c1", text="No.")


def _counts(room):
    return (
        [
            [(branch.id, len(branch.turns), [t.digest["feelings"] for t in branch.turns])]
            for one in room.conversations.values()
            for branch in one.branches.values()
        ],
        [(seat.id, seat.lines, list(seat.answers)) for seat in room.seats.values()],
        len(room.bookmarks),
    )


def _lines(room):
    branches = [b for one in room.conversations.values() for b in one.branches.values()]
    return " ".join(line for branch in branches for line in branch.lines)
