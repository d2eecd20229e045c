"""The counterparts of a room: told again where they are not live, read carefully where asked."""

from dataclasses import replace

import pytest

from simulator.room.counterparts import counterparts
from tests.simulator.room.playing import EXERCISE, TINY, playing


def digests(play, conversation="c1"):
    return [turn.digest for turn in play.room.conversations[conversation].now.turns]


def test_whether_it_is_live_or_told_again_makes_no_difference(play, monkeypatch):
    clients = [play.join() for _ in range(2)]
    play.done(play.leader, "group", size=1, by="arrival")
    lines = ["You never trim it.", "I am sorry.", "How high is the hedge?"]
    seeds = {one.seed for one in play.room.breakouts}
    assert len(seeds) == 2
    monkeypatch.setattr(counterparts, "MOST_LIVE", 1)
    for line in lines:
        for number, client in enumerate(clients, 1):
            play.done(client, "say", conversation=f"c{number}", text=line)
    told_again = digests(play)
    play.done(play.leader, "branch", conversation="c1", at=0)
    monkeypatch.setattr(counterparts, "MOST_LIVE", 9)
    for line in lines:
        play.done(clients[0], "say", conversation="c1", text=line)
    assert digests(play) == told_again


def test_a_persona_that_ends_it_sooner_now_takes_no_more_lines(tmp_path):
    persona = tmp_path / "hedge.yaml"
    text = TINY.read_text(encoding="utf-8")
    persona.write_text(text, encoding="utf-8")
    with playing(tmp_path / "rooms", replace(EXERCISE, personas=(str(persona),))) as play:
        client = play.join()
        play.done(play.leader, "group")
        for line in ("You never trim it.", "Hm."):
            play.done(client, "say", conversation="c1", text=line)
        ends = "  gone: {title: The door shuts, outcome: breakdown, when: at(gone)"
        assert ends in text
        persona.write_text(text.replace(ends, ends.replace("at(gone)", "blame")), encoding="utf-8")
        play.kill()
        play.attach(client)
        assert play.refused(client, "say", conversation="c1", text="Well?") == (
            "over",
            "The conversation with Robin has ended.",
        )


def test_a_persona_that_is_gone_is_a_sentence(tmp_path):
    persona = tmp_path / "hedge.yaml"
    persona.write_bytes(TINY.read_bytes())
    with playing(tmp_path / "rooms", replace(EXERCISE, personas=(str(persona),))) as play:
        persona.unlink()
        code, message = play.refused(play.leader, "fishbowl")
        assert (code, "hedge.yaml" in message) == ("unknown", True)


@pytest.mark.parametrize("model", ["careful"])
def test_the_careful_model_reads_in_a_thread(tmp_path, model):
    with playing(tmp_path, replace(EXERCISE, model=model)) as play:
        client = play.join()
        play.done(play.leader, "group")
        assert play.room.conversations["c1"].model == model
        play.done(client, "say", conversation="c1", text="You never trim it.")
        assert play.room.conversations["c1"].now.lines == ["You never trim it."]
