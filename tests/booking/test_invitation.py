"""The calendar entry: what it says to whom, and what it keeps to itself."""

import pytest
from icalendar import Calendar

from tests.making.booking import at, slot_at
from webapp.booking.invitation import invitation

LINK = "https://momentor.example/bookings/abc"
SENDER = "Momentor <hello@momentor.example>"


@pytest.fixture
def booking(make):
    ada = make.mentor(name="Ada Lindqvist", email="ada@private.test")
    ben = make.person(name="Ben, of Berlin", email="ben@private.test")
    brief = make.brief(ben, question="Who tells Jonas?")
    return make.booking(mentor=ada, mentee=ben, slot=slot_at(10, 10), brief_id=brief.id)


def text_for(reader, booking, method="REQUEST"):
    return invitation(booking, reader, organizer=SENDER, link=LINK, method=method, now=at(9))


def lines_of(text):
    """Unfold and split, as RFC 5545 says: a second reading, without the library."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return dict(
        line.split(":", 1) for line in text.replace("\r\n ", "").split("\r\n") if ":" in line
    )


def event_of(text):
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_both_get_the_same_event_at_the_same_time(booking):
    events = [event_of(text_for(person, booking)) for person in (booking.mentor, booking.mentee)]

    assert {event["UID"] for event in events} == {f"{booking.public_id}@momentor"}
    assert {(e.decoded("DTSTART"), e.decoded("DTEND")) for e in events} == {
        (at(10, 10), at(10, 30))
    }


def test_each_reads_with_whom(booking):
    assert event_of(text_for(booking.mentee, booking))["SUMMARY"] == "20 minutes with Ada Lindqvist"
    assert (
        event_of(text_for(booking.mentor, booking))["SUMMARY"] == "20 minutes with Ben, of Berlin"
    )


def test_times_are_instants_that_any_calendar_understands(booking):
    lines = lines_of(text_for(booking.mentee, booking))

    assert (lines["DTSTART"], lines["DTEND"]) == ("20260302T101000Z", "20260302T103000Z")
    assert (lines["METHOD"], lines["STATUS"], lines["SEQUENCE"]) == ("REQUEST", "CONFIRMED", "0")


def test_nobody_learns_the_others_address_or_the_brief(booking):
    text = text_for(booking.mentee, booking).replace("\r\n ", "")

    assert "ada@private.test" not in text
    assert "Jonas" not in text
    assert "mailto:ben@private.test" in text
    assert "mailto:hello@momentor.example" in text


def test_a_cancel_takes_the_same_event_away(booking):
    before = event_of(text_for(booking.mentee, booking))
    booking.sequence = 1
    lines = lines_of(text_for(booking.mentee, booking, method="CANCEL"))

    assert (lines["METHOD"], lines["STATUS"], lines["SEQUENCE"]) == ("CANCEL", "CANCELLED", "1")
    assert lines["UID"] == before["UID"]


def test_a_file_to_download_invites_nobody(booking):
    text = text_for(booking.mentee, booking, method="PUBLISH")

    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text


def test_a_name_cannot_add_lines_to_the_calendar(make, booking):
    eve = make.person(name="Eve\r\nATTENDEE:mailto:all@example.test;X=1,2")
    talk = make.booking(mentee=eve, slot=slot_at(12))

    event = event_of(text_for(talk.mentor, talk))

    assert "ATTENDEE:mailto:all" not in lines_of(text_for(talk.mentor, talk))
    assert str(event["ATTENDEE"]) == f"mailto:{talk.mentor.email}"
