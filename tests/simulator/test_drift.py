"""A conversation told again after its persona changed: what is said of where it differs."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from engine import load_persona
from simulator.journal import FILE
from simulator.rehearsal import Rehearsal
from tests.engine.translations import everything, write_translation

LINES = ("Hello.", "It is all your fault.", "It is all your fault. Really.")


@pytest.fixture
def held(journal, copied):
    """Hold a conversation with the copied persona; return its id."""
    rehearsal = Rehearsal.begin(journal, load_persona(copied), 0, model="quick")
    for line in LINES:
        rehearsal.say(line)
    return rehearsal.session_id


def rewrite(path, *changes):
    text = path.read_text()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text)


def drift(journal, session):
    return Rehearsal.resume(journal, session).drift


def test_where_nothing_changed_nothing_is_said(journal, held):
    assert drift(journal, held) is None


def test_a_new_version_that_answers_the_same_is_said_to(journal, copied, held):
    rewrite(copied, ('version: "1"', 'version: "2"'))
    found = drift(journal, held)
    assert (found.cause, found.version_then, found.version_now) == ("persona", "1", "2")
    assert (found.difference, found.compared, found.lost) == (None, True, 0)
    assert found.told == (
        "Robin is version 2, and was version 1 when this session was begun. "
        "Told again, it is word for word the conversation you had."
    )


def test_a_file_rewritten_under_its_old_version_is_found_out(journal, copied, held):
    rewrite(copied, ("Light in your kitchen.]", "Light in the kitchen.]"))
    assert "Robin was rewritten since this session was begun (version 1)." in (
        drift(journal, held).told
    )


def test_another_reply_is_shown_beside_the_one_there_was(journal, copied, held):
    rewrite(
        copied,
        ('"Me? It was here before you."', '"Me? It was here first."'),
        ('"I do not see it so."', '"I see it otherwise."'),
    )
    found = drift(journal, held)
    assert found.difference.turn == 2
    assert found.difference.then.reply != found.difference.now.reply
    assert "At line 2 it first differs: the reply was “" in found.told
    assert found.difference.then.reply in found.told
    assert found.difference.now.reply in found.told
    assert "stance" not in found.told


def test_another_stance_and_ending_are_told_by_their_titles(journal, copied, held):
    rewrite(copied, ("when: times(blame) >= patience or contempt", "when: turn == 1"))
    assert "At line 1 it first differs: the stance was “Calm”, and is “Cross”; the reply was" in (
        drift(journal, held).told
    )
    rewrite(copied, ("when: at(gone)", "when: turn >= 1"))
    found = drift(journal, held)
    assert "it went on then, and it ended (“The door shuts”) now" in found.told
    assert found.told.endswith("The conversation now ends 2 lines earlier.")
    assert found.lost == 2


def test_another_opening_is_told(journal, copied, held):
    rewrite(copied, ('"What is it?", "*(opens the door a little)* Yes?"', '"You again?"'))
    assert "At the opening it first differs" in drift(journal, held).told


def test_an_ending_and_a_stance_there_are_none_of_any_more_are_told_by_name(journal, copied):
    rehearsal = Rehearsal.begin(journal, load_persona(copied), 0, model="quick")
    for line in (*LINES, "You idiot, it is your fault!"):
        rehearsal.say(line)
    text = copied.read_text().replace("  gone: {", "  left: {").replace("to: gone", "to: away")
    copied.write_text(text.replace("  gone:\n", "  away:\n").replace("at(gone)", "turn > 99"))
    told = drift(journal, rehearsal.session_id).told
    assert "it ended (“gone”) then, and it went on now" in told


def test_long_replies_are_shown_from_where_they_part(journal, copied, held):
    long = " ".join(["and so on"] * 40)
    rewrite(copied, ('["Hm.", "Go on.", "And?"]', f'["{long} to the end."]'))
    other = Rehearsal.begin(journal, load_persona(copied), 0, model="quick")
    other.say("Hello.")
    rewrite(copied, (" to the end.", " to the bitter end."))
    told = drift(journal, other.session_id).told
    assert "on to the end.” " not in told
    assert "to the bitter end" in told
    assert "was “…" in told
    assert len(told) < 500


def test_what_was_not_kept_may_differ(journal, copied, held):
    rewrite(copied, ('version: "1"', 'version: "2"'))
    journal.shut()
    with closing(sqlite3.connect(journal.data / FILE)) as connection:
        connection.execute("""update entry set payload = '{"text": "Hello."}' where seq = 1""")
        connection.commit()
    found = drift(journal, held)
    assert not found.compared
    assert found.told.endswith("The answers may differ from those you saw: those were not kept.")


def test_another_model_is_told(journal, held):
    journal.shut()
    with closing(sqlite3.connect(journal.data / FILE)) as connection:
        connection.execute("update session set model = 'quick/older'")
        connection.commit()
    found = drift(journal, held)
    assert found.cause == "model"
    assert found.told.startswith("Your lines are read by another model")


def test_another_program_is_told_only_where_it_shows(journal, held):
    journal.shut()
    with closing(sqlite3.connect(journal.data / FILE)) as connection:
        connection.execute("update entry set payload = replace(payload, 'calm', 'cool')")
        connection.commit()
    found = drift(journal, held)
    assert (found.cause, found.difference.turn) == ("program", 0)
    assert "the stance was “cool”, and is “Calm”" in found.told


def test_what_is_said_anew_is_compared_anew(journal, copied, held):
    rewrite(copied, ('"Me? It was here before you."', '"No."'), ('"I do not see it so."', '"Ha."'))
    rehearsal = Rehearsal.resume(journal, held)
    assert rehearsal.drift.difference.turn == 2
    rehearsal.rewind(len(rehearsal.lines) - 1)
    rehearsal.say(LINES[1])
    assert drift(journal, held).difference is None


def test_a_translation_that_changed_is_a_change(journal, copied):
    write_translation(copied, everything(copied))
    german = load_persona(copied, language="de")
    rehearsal = Rehearsal.begin(journal, german, 0, model="quick")
    rehearsal.say("Hello.")
    assert drift(journal, rehearsal.session_id) is None
    write_translation(copied, everything(copied, lambda text: f"Nun: {text}"))
    found = drift(journal, rehearsal.session_id)
    assert found.difference.turn == 0
    assert "the reply was “Ja: " in found.told


def test_every_form_says_it(detente, copied):
    played = detente("play", str(copied), "--plain", "--model", "quick", lines="\n".join(LINES))
    session = played.stdout.split()[-1]
    rewrite(copied, ('version: "1"', 'version: "2"'), ("Go on.", "Go on then."), ("Hm.", "Mm."))
    rewrite(copied, ("And?", "So?"))
    told = "Robin is version 2, and was version 1 when this session was begun. At line 1 it"
    plain = detente("resume", session, "--plain").stdout
    assert plain.index(told) < plain.index("You: ")
    resumed = detente("resume", session, "--json")
    assert resumed.stderr.startswith(told)
    first, second, *_ = map(json.loads, resumed.stdout.splitlines())
    assert first["drift"]["difference"]["turn"] == 1
    assert first["drift"]["difference"]["now"]["reply"] == second["reply"]["text"]
    assert "drift" not in second
    for form in ("text", "md"):
        debrief = detente("debrief", session, "--format", form).stdout
        assert debrief.index(told) < debrief.lower().index("how it ended")
    built = json.loads(detente("debrief", session, "--format", "json").stdout)
    assert built["drift"] == first["drift"]
    assert detente("why", session, "1").stderr.startswith(told)
    assert detente("test", "--record", session).stderr.startswith(told)
