"""The journal: append-only, in step with other processes, and honest about a broken database."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from engine import Conversation, Kept
from simulator.errors import Conflict, JournalError, UnknownSession
from simulator.journal import FILE, Journal


def rows(journal, query):
    with closing(sqlite3.connect(journal.data / FILE)) as connection:
        return connection.execute(query).fetchall()


def test_a_record_replays_as_the_conversation_it_was(journal, persona):
    session = journal.begin(persona, 7, "hard")
    for line in ("I'm sorry.", "", "It is your fault."):
        session = journal.add_line(session, line)
    record = journal.record(session.id)
    assert (record.seed, record.level, record.version) == (7, "hard", persona.version)
    told = Conversation.replay(record)
    straight = Conversation.open(persona, 7, "hard")
    for line in record.lines:
        straight.say(line)
    assert told.history() == straight.history()


def test_a_rewind_is_an_entry_and_never_a_deletion(journal, persona):
    session = journal.begin(persona, 0, "standard", first="one")
    session = journal.rewind(journal.add_line(session, "two"), 1)
    assert journal.record(session.id).lines == ("one",)
    kinds = rows(journal, "select seq, kind from entry order by seq")
    assert kinds == [(1, "line"), (2, "line"), (3, "rewind")]
    assert "two" in str(rows(journal, "select payload from entry"))


def test_a_session_and_its_first_line_are_kept_together_or_not_at_all(journal, persona):
    session = journal.begin(persona, 0, "standard", first="one")
    with pytest.raises(Conflict):
        journal.begin(persona, 0, "standard", session.id, first="two")
    assert journal.record(session.id).lines == ("one",)


def test_entries_carry_the_time_in_utc(data, persona):
    journal = Journal(data, now=lambda: datetime(2027, 2, 3, 4, 5, 6, tzinfo=UTC))
    data.mkdir()
    session = journal.begin(persona, 0, "standard", first="one")
    assert session.started == "2027-02-03T04:05:06.000+00:00"
    assert rows(journal, "select at from entry") == [(session.started,)]
    journal.shut()


def test_sessions_are_listed_latest_first_with_their_lines_and_ending(data, persona):
    days = iter(range(1, 20))
    data.mkdir()
    journal = Journal(data, now=lambda: datetime(2027, 1, next(days), tzinfo=UTC))
    first = journal.begin(persona, 0, "easy", first="one")
    first = journal.close(journal.add_line(first, "two"), "agreed")
    second = journal.begin(persona, 0, "hard", first="one")
    listed = [(one.session.id, one.lines, one.ending) for one in journal.sessions()]
    assert listed == [(second.id, 1, None), (first.id, 2, "agreed")]
    assert journal.sessions()[1].session == first
    journal.shut()


def test_a_session_is_found_by_the_beginning_of_its_id(journal, persona):
    for name in ("abcd2345", "abxy2345"):
        journal.begin(persona, 0, "standard", name)
    assert journal.find("ABC").id == "abcd2345"
    with pytest.raises(UnknownSession, match=r"More than one.*abcd2345, abxy2345"):
        journal.find("ab")
    with pytest.raises(UnknownSession, match="Did you mean abcd2345"):
        journal.find("abcd2354")
    with pytest.raises(UnknownSession, match="detente sessions"):
        journal.find("zzzzzzzz")
    with pytest.raises(UnknownSession):
        journal.find("")


def test_who_writes_second_is_told_so_and_changes_nothing(journal, persona):
    session = journal.begin(persona, 0, "standard", first="one")
    journal.add_line(session, "mine")
    with pytest.raises(Conflict, match="Another process") as caught:
        journal.add_line(session, "theirs")
    assert isinstance(caught.value.__cause__, IntegrityError)
    assert journal.record(session.id).lines == ("one", "mine")


def test_what_is_committed_would_survive_a_loss_of_power(journal):
    journal.ready()
    assert rows(journal, "pragma journal_mode") == [("wal",)]
    with journal._store._engine.connect() as connection:
        assert connection.exec_driver_sql("pragma synchronous").scalar() == 2


def test_a_folder_that_is_a_file_is_named(tmp_path):
    place = tmp_path / "file"
    place.write_text("")
    with pytest.raises(JournalError, match=str(place)):
        Journal.open(place)


@pytest.mark.parametrize(
    "content", [b"not a database at all, but text " * 40, b"SQLite format 3\0"]
)
def test_a_database_that_is_not_one_is_named(data, content):
    data.mkdir()
    (data / FILE).write_bytes(content)
    with pytest.raises(JournalError, match=FILE):
        Journal.open(data).sessions()


def test_a_damaged_database_is_named(journal, persona):
    journal.begin(persona, 0, "standard", first="words " * 5000)
    journal.shut()
    path = journal.data / FILE
    whole = path.read_bytes()
    path.write_bytes(whole[:1000] + b"\xff" * (len(whole) - 1000))
    with pytest.raises(JournalError, match=FILE):
        Journal.open(journal.data).sessions()


def test_a_database_of_a_newer_program_is_left_alone(journal, persona):
    journal.begin(persona, 0, "standard", first="one")
    journal.shut()
    with closing(sqlite3.connect(journal.data / FILE)) as connection:
        connection.execute("update meta set value = '99'")
        connection.commit()
    with pytest.raises(JournalError, match="schema is 99, this program knows 3"):
        Journal.open(journal.data).sessions()
    assert rows(journal, "select value from meta") == [("99",)]


def test_a_database_of_the_first_schema_is_brought_up_to_date(journal, persona):
    kept = journal.begin(persona, 7, "standard", first="one")
    journal.shut()
    with closing(sqlite3.connect(journal.data / FILE)) as connection:
        connection.execute("alter table session drop column model")
        connection.execute("alter table session drop column language")
        connection.execute("update meta set value = '1'")
        connection.commit()
    again = Journal.open(journal.data)
    session, lines = again.present(kept.id)
    assert (session.seed, lines) == (7, ("one",))
    assert session.model_name == "quick"
    assert session.model != kept.model
    assert session.language == ""
    assert rows(again, "select value from meta") == [("3",)]
    assert len(Journal.open(journal.data).sessions()) == 1


def test_a_database_of_the_second_schema_is_brought_up_to_date(journal, persona):
    kept = journal.begin(persona, 7, "standard", first="one", model="careful")
    journal.shut()
    with closing(sqlite3.connect(journal.data / FILE)) as connection:
        connection.execute("alter table session drop column language")
        connection.execute("update meta set value = '2'")
        connection.commit()
    again = Journal.open(journal.data)
    session, now = again.told(kept.id)
    assert (session, now.kept) == (kept, (None, None))
    assert rows(again, "select value from meta") == [("3",)]


def test_what_was_answered_is_kept_and_taken_back_with_its_line(journal, persona):
    opening, hm, well = (Kept(reply, "calm", None) for reply in ("Yes?", "Hm.", "Well."))
    session = journal.begin(persona, 0, "easy", first="one", opening=opening, answer=hm)
    session = journal.add_line(session, "two", well)
    assert journal.told(session.id)[1].kept == (opening, hm, well)
    session = journal.rewind(session, 1)
    assert journal.told(session.id)[1].kept == (opening, hm)
    session = journal.add_line(session, "three")
    assert journal.told(session.id)[1].kept == (opening, hm, None)


def test_the_model_that_reads_is_kept(journal, persona):
    kept = journal.begin(persona, 0, "standard", first="one", model="careful")
    assert journal.find(kept.id).model_name == "careful"
    assert journal.record(kept.id).model == "careful"


def test_a_folder_with_odd_characters_works(tmp_path, persona):
    journal = Journal.open(tmp_path / "what? 100%#ü&x=1")
    journal.begin(persona, 0, "standard", first="one")
    assert (journal.data / FILE).is_file()
    journal.shut()


def test_a_payload_that_is_not_json_is_a_damaged_database(journal, persona):
    session = journal.begin(persona, 0, "standard", first="one")
    with closing(sqlite3.connect(journal.data / FILE)) as connection:
        connection.execute("update entry set payload = '{'")
        connection.commit()
    with pytest.raises(JournalError, match=FILE):
        journal.record(session.id)
