"""People with a sign-in of their own who want what is not theirs, or want to do harm."""

import pytest
import sqlalchemy as sa

from tests.making.live import CANDIDATES, OFFER
from webapp.booking.group_events import GroupHourCancelled, PlaceGivenBack
from webapp.booking.group_models import GroupHour
from webapp.booking.models import Part, Seat
from webapp.booking.seats import seat_of
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.live import rounds
from webapp.live.models import ChatMessage
from webapp.live.note_models import NoteText
from webapp.live.note_texts import read_stale_notes
from webapp.live.queries import notes_text
from webapp.live.reactions import close_the_room

KEY = "a-key-of-16-characters"


def written(text):
    return {"key": KEY, "text": text}


@pytest.fixture
def group(make, connect, booking):
    """A mentor and two mentees in the room of a group hour."""
    guest = make.person()
    seat = seat_of(booking, guest, Part.MENTEE)
    seat.booking_id = booking.id
    make.save(seat, GroupHour(booking_id=booking.id, topic="Leases", places=3))
    tabs = [connect(person) for person in (booking.mentor, booking.mentee, guest)]
    for tab in tabs:
        assert tab.join(booking)["ok"]
    for tab in tabs:
        tab.heard()
    return tabs


def lose_place(booking, tab_of):
    """The row is gone, as when somebody in another process took it."""
    with transaction():
        db.session.execute(sa.delete(Seat).where(Seat.person_id == tab_of))


def guest_of(booking):
    db.session.expire_all()
    return next(s.person_id for s in booking.seats if s.person_id != booking.mentor.id
                and s.person_id != booking.mentee.id)  # fmt: skip


STORED = {
    "send_chat": written("Still here"),
    "read_clock": {},
    "set_phase": {"phase": "decide"},
    "ask_extension": {},
}


@pytest.mark.parametrize("verb", STORED)
def test_who_lost_the_place_in_a_group_can_say_nothing_any_more(group, booking, verb):
    mentor, _mentee, guest = group
    lose_place(booking, guest_of(booking))
    assert guest.send(verb, STORED[verb]) == {"ok": False, "error": "not_found"}
    assert guest.write("mine")["error"] == "not_found"
    assert mentor.heard() == []
    assert db.session.scalar(sa.select(sa.func.count(ChatMessage.id))) == 0


def test_who_lost_the_place_hears_nothing_from_the_next_round_on(group, booking, go_round):
    mentor, mentee, guest = group
    lose_place(booking, guest_of(booking))
    go_round(rounds.end_rooms)

    assert guest.heard() == ["ended"]
    assert mentor.heard("peer_left") == [{"peer": guest.peer, "reason": "left"}]
    mentee.send("send_chat", written("Only us"))
    mentee.send("signal", OFFER | {"to": guest.peer})
    assert guest.heard() == []
    assert guest.send("slow_down", {})["error"] == "not_joined"
    assert guest.join(booking)["error"] == "not_found"


def test_who_gives_a_place_back_is_out_at_once(group, booking):
    mentor, _mentee, guest = group
    person_id = guest_of(booking)
    with transaction():
        db.session.execute(sa.delete(Seat).where(Seat.person_id == person_id))
        announce(PlaceGivenBack(booking.id, person_id))
    assert guest.heard() == ["ended"]
    assert mentor.heard() == ["peer_left"]


def test_a_group_hour_that_is_called_off_ends_at_once_for_all(group, booking):
    with transaction():
        close_the_room(GroupHourCancelled(booking.id))
    assert [tab.heard() for tab in group] == [["ended"]] * 3


def test_somebody_in_another_room_reaches_nobody_here(both, make, connect, booking):
    mentor, mentee = both
    other = make.booking()
    spy = connect(other.mentor)
    spy.join(other)
    for tab in both:
        assert spy.send("signal", OFFER | {"to": tab.peer})["ok"]  # as to anybody who has left
        assert spy.send("signal", CANDIDATES | {"to": tab.peer})["ok"]
    for verb, message in STORED.items():
        spy.send(verb, message)
    mentor.send("signal", OFFER | {"to": spy.peer})
    mentor.send("send_chat", written("Between us"))
    assert (mentor.heard(), mentee.heard(), spy.heard("chat_sent")) == ([], ["chat_sent"], [])
    assert spy.heard("signal") == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),  # text, never HTML
        ("pay \u202e001\u202c now", "pay 001 now"),
        ("a\x07b\x1b[31mc\u2028d", "ab[31mcd"),
        ("one\n\ttwo", "one\n\ttwo"),
        ("سلام \u200fAda\u200d", "سلام \u200fAda\u200d"),
    ],
)
def test_a_message_is_text_that_turns_no_line_around(both, text, kept):
    mentor, mentee = both
    assert mentor.send("send_chat", written(text))["ok"]
    assert mentee.heard("chat_sent")[0]["text"] == kept


@pytest.mark.parametrize("text", ["\u202e\x07", "a\ud800b", "\udfff", "a\0"])
def test_what_nothing_can_store_or_show_is_no_message(both, text):
    mentor, mentee = both
    assert mentor.send("send_chat", written(text))["error"] == "bad_message"
    half = {"candidate": CANDIDATES["candidates"][0]["candidate"], "usernameFragment": "\ud800"}
    answer = mentor.send("signal", CANDIDATES | {"to": mentee.peer, "candidates": [half]})
    assert answer["error"] == "bad_message"
    assert mentee.heard() == []


def test_a_key_of_somebody_elses_message_changes_nothing(both):
    mentor, mentee = both
    mentor.send("send_chat", written("Mine"))
    assert mentee.send("send_chat", written("Not mine"))["ok"]
    assert mentor.heard("chat_sent") == []
    assert db.session.scalars(sa.select(ChatMessage.text)).all() == ["Mine"]


def test_a_character_no_database_keeps_stops_no_search_of_notes(both, booking, go_round):
    mentor, _mentee = both
    assert mentor.write("before\0after")["ok"]
    go_round(lambda now: read_stale_notes(now=now))
    assert db.session.scalars(sa.select(NoteText.text)).all() == ["before\ufffdafter"]
    assert notes_text(booking) == "before\ufffdafter"
