"""The shared notes over sockets: both see the same, nothing acknowledged is lost."""

import secrets

import pytest
import sqlalchemy as sa

from tests.making.live import to_base64
from webapp.core.db import db, transaction
from webapp.live import note_log
from webapp.live.models import NoteUpdate
from webapp.live.queries import notes_text


def row_count():
    return db.session.scalar(sa.select(sa.func.count(NoteUpdate.id)))


def test_what_one_writes_the_other_reads(both, booking):
    mentor, mentee = both
    assert mentor.write("Ask the team. ") == {"ok": True}
    (fact,) = mentee.heard("notes_updated")
    mentee.text.take(fact["update"])

    assert fact["by"] == mentor.peer
    assert str(mentee.text) == notes_text(booking) == "Ask the team. "
    assert mentor.heard() == []


def test_writing_at_once_ends_with_the_same_text_for_both(both, booking):
    mentor, mentee = both
    mentor.write("from the mentor ")
    mentee.write("from the mentee ")
    for tab in both:
        for fact in tab.heard("notes_updated"):
            tab.text.take(fact["update"])

    assert str(mentor.text) == str(mentee.text) == notes_text(booking)
    assert "from the mentor " in notes_text(booking)
    assert "from the mentee " in notes_text(booking)


def test_who_joins_later_gets_what_was_written(mentor, mentee, booking):
    mentor.join(booking)
    mentor.write("early thoughts")
    mentee.join(booking)
    assert str(mentee.text) == "early thoughts"


def test_who_comes_back_gets_only_what_they_lack(both, booking):
    mentor, mentee = both
    mentor.write("a" * 1000)
    mentee.join(booking)
    mentor.write("b")
    answer = mentee.join(booking)
    assert len(answer["notes"]["update"]) < 100
    assert str(mentee.text) == "a" * 1000 + "b"


def test_the_answer_says_what_the_server_lacks(both, booking):
    mentor, _mentee = both
    unsent = mentor.text.write("typed while offline")
    answer = mentor.join(booking)
    assert answer["notes"]["state_vector"] == "AA=="
    assert mentor.send("update_notes", {"update": unsent})["ok"]
    assert mentor.join(booking)["notes"]["state_vector"] == mentor.text.state_vector


def test_an_empty_update_is_neither_kept_nor_passed_on(both):
    mentor, mentee = both
    assert mentor.send("update_notes", {"update": "AAA="}) == {"ok": True}
    assert (row_count(), mentee.heard()) == (0, [])


@pytest.mark.parametrize(
    "hostile",
    [
        b"\x01",
        b"\xff" * 64,
        b"\x01\x01\x01\x00\x07\x01\x05notes\x00\x00",  # a nested type, no text
        b"\x01\x01\x01\x00\x04\x01\x05other\x01a\x00",  # another root
        b"\x00\x01\x01\x01\xff\xff\xff\xff\x0f\xff\xff\xff\xff\x0f",  # impossible deletions
    ],
)
def test_hostile_bytes_are_refused_and_the_room_goes_on(both, booking, hostile):
    mentor, mentee = both
    assert mentor.send("update_notes", {"update": to_base64(hostile)})["error"] == "bad_message"
    assert (row_count(), mentee.heard()) == (0, [])
    assert mentee.write("all well")["ok"]
    assert notes_text(booking) == "all well"


def test_random_bytes_never_reach_the_log(both, monkeypatch):
    mentor, _mentee = both
    monkeypatch.setattr("webapp.core.rate_limit.TokenBucket.take", lambda bucket: True)
    for length in range(1, 200):
        data = secrets.token_bytes(length)
        assert mentor.send("update_notes", {"update": to_base64(data)})["ok"] is False
    assert row_count() == 0


def test_an_update_above_64_kb_is_too_long(both):
    mentor, _mentee = both
    assert mentor.write("x" * (64 * 1024 + 1))["error"] == "too_long"
    assert row_count() == 0


def test_the_notes_end_at_512_kb(both, booking):
    mentor, mentee = both
    answers = [mentor.write("x" * 60_000) for _ in range(9)]
    assert [answer.get("error") for answer in answers] == [None] * 8 + ["quota"]
    mentee.join(booking)
    assert len(str(mentee.text)) == 480_000


def test_what_was_written_twice_takes_no_place(both):
    mentor, _mentee = both
    update = mentor.text.write("x" * 60_000)
    for _ in range(12):
        assert mentor.send("update_notes", {"update": update})["ok"]


def test_a_long_log_is_made_shorter_and_says_the_same(both, booking, monkeypatch):
    monkeypatch.setattr(note_log, "MOST_ROWS", 20)
    mentor, mentee = both
    for number in range(30):
        assert mentor.write(f"{number} ")["ok"]
    assert row_count() < 20
    assert notes_text(booking) == str(mentor.text)
    mentee.join(booking)
    assert str(mentee.text) == str(mentor.text)


def test_last_words_come_in_up_to_a_minute_after_the_grace(both, booking, clock):
    mentor, _mentee = both
    clock.advance(minutes=22, seconds=59)
    assert mentor.write("last words")["ok"]
    clock.advance(seconds=1)
    assert mentor.write("too late") == {"ok": False, "error": "over"}
    assert notes_text(booking) == "last words"


def test_a_cancelled_booking_takes_no_more_notes(both, booking):
    mentor, _mentee = both
    with transaction():
        booking.status = "cancelled"
    assert mentor.write("too late") == {"ok": False, "error": "not_found"}


def test_a_busy_database_is_said_and_nothing_is_passed_on(both, monkeypatch):
    mentor, mentee = both

    def locked(*_args, **_kwargs):
        raise sa.exc.OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    monkeypatch.setattr(note_log, "append", locked)
    assert mentor.write("x") == {"ok": False, "error": "busy"}
    assert mentee.heard() == []
    assert row_count() == 0
