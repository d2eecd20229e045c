"""The counterpart's chair: who answers, what it can be made to say, what it feels."""

import pytest


@pytest.fixture
def speaker(play):
    client = play.join()
    play.done(play.leader, "group")
    return client


def parts(client):
    return client.view["turns"]["turns"][-1]["parts"]


def test_a_line_waits_for_the_facilitators_answer(play, speaker):
    play.done(play.leader, "watch", conversation="c1")
    play.done(play.leader, "chair", conversation="c1", take="once")
    play.done(speaker, "say", conversation="c1", text="How high is the hedge?")
    assert speaker.view["turns"]["turns"][-1]["waiting"]
    assert parts(speaker) == []
    assert not speaker.view["me"]["may_say"]
    planned = play.leader.view["watched"]["turns"][-1]["planned"]
    assert planned
    for kind, data in (
        ("prompt", {"text": "0"}),
        ("nudge", {"feeling": "trust", "amount": 0.5}),
    ):
        assert play.refused(play.leader, kind, conversation="c1", **data) == (
            "not_allowed",
            "Answer the line first; it waits for you.",
        )
    assert play.refused(play.leader, "answer", conversation="c1", text=" ") == (
        "malformed",
        "There is nothing in it.",
    )
    play.done(play.leader, "answer", conversation="c1", text="*(smiles)* Higher than you.")
    assert parts(speaker) == [["direction", "smiles"], ["speech", "Higher than you."]]
    assert speaker.view["turns"]["turns"][-1]["acts"] == ["answer"]
    assert speaker.view["me"]["may_say"]
    assert play.room.conversations["c1"].chair == "off"
    assert play.refused(play.leader, "answer", conversation="c1", text="More.") == (
        "not_allowed",
        "No line waits for an answer of yours.",
    )


def test_a_chair_given_back_lets_the_counterpart_answer_and_the_speaker_go_on(play, speaker):
    play.done(play.leader, "chair", conversation="c1", take="on")
    play.done(speaker, "say", conversation="c1", text="How high is the hedge?")
    planned = play.room.conversations["c1"].now.last.digest["parts"]
    play.done(play.leader, "chair", conversation="c1", take="off")
    assert parts(speaker) == planned
    assert speaker.view["me"]["may_say"]
    play.done(speaker, "say", conversation="c1", text="I see.")
    assert not speaker.view["turns"]["turns"][-1]["waiting"]


def test_without_words_the_counterpart_says_what_it_had_in_mind(play, speaker):
    play.done(play.leader, "chair", conversation="c1", take="on")
    play.done(speaker, "say", conversation="c1", text="How high is the hedge?")
    planned = play.room.conversations["c1"].now.last.digest["parts"]
    play.done(play.leader, "answer", conversation="c1", text=None)
    assert (parts(speaker), speaker.view["turns"]["turns"][-1]["acts"]) == (planned, [])
    assert play.room.conversations["c1"].chair == "on"


def test_it_says_one_of_its_texts_and_feels_what_it_is_told(play, speaker):
    script = play.done(play.leader, "script", conversation="c1")["result"]["script"]
    text = next(one for one in script if one["text"] == "Two metres ten. I measured.")
    play.done(play.leader, "prompt", conversation="c1", text=text["id"])
    assert parts(speaker)[-1] == ["speech", "Two metres ten. I measured."]
    before = play.room.conversations["c1"].now.last.digest["feelings"]["trust"]
    play.done(play.leader, "nudge", conversation="c1", feeling="trust", amount=0.25)
    after = play.room.conversations["c1"].now.last.digest["feelings"]["trust"]
    assert after == pytest.approx(before + 0.25)
    assert speaker.view["turns"]["turns"][-1]["acts"] == ["prompt", "nudge"]
    code, message = play.refused(play.leader, "prompt", conversation="c1", text="nonesuch")
    assert (code, message[0], message[-1]) == ("unknown", "N", ".")
    assert play.refused(play.leader, "nudge", conversation="c1", feeling="envy", amount=0.1) == (
        "unknown",
        "Robin feels: Trust, Anger.",
    )


def test_what_was_done_to_it_is_told_again_after_a_restart(play, speaker):
    play.done(speaker, "say", conversation="c1", text="You never trim it.")
    play.done(play.leader, "nudge", conversation="c1", feeling="trust", amount=0.6)
    play.done(play.leader, "branch", conversation="c1", at=1)
    play.kill()
    for client in (play.leader, speaker):
        play.attach(client)
    play.done(speaker, "say", conversation="c1", text="I am sorry.")
    restarted = play.room.conversations["c1"].now.last.digest
    play.done(play.leader, "switch", conversation="c1", branch="b1")
    play.done(speaker, "say", conversation="c1", text="I am sorry.")
    assert play.room.conversations["c1"].now.last.digest == restarted
    assert restarted["feelings"]["trust"] > 0.7


def test_an_ended_conversation_cannot_be_moved(play, speaker):
    for text in ("You idiot.", "You stupid idiot."):
        play.done(speaker, "say", conversation="c1", text=text)
    for kind, data in (
        ("prompt", {"text": "0"}),
        ("nudge", {"feeling": "trust", "amount": 0.5}),
    ):
        assert play.refused(play.leader, kind, conversation="c1", **data) == (
            "over",
            "The conversation with Robin has ended.",
        )
