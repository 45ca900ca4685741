"""Invitations as calendars read them: a reader that did not write them, and the bytes of a mail."""

from email import message_from_bytes
from email.policy import SMTP, default

import pytest
import vobject

from tests.making.booking import BRIEF, at, slot_at
from webapp.booking import service
from webapp.booking.invitation import invitation
from webapp.booking.moving import move_booking
from webapp.core.db import db
from webapp.core.mail import Mail, compose
from webapp.core.outbox import Outbox

LINK = "https://momentor.example/bookings/abc"
SENDER = "Momentor <hello@momentor.example>"
LONG = "Maximiliane-Friederike " * 12 + "von und zu Löwenstein-Wertheim"
RTL = "أحمد بن عبد الرحمن الفهري"
MIXED = "אברהם, Ben; \\n ﷺ 👩🏽‍🚀 “Q”"


def text_for(booking, reader, method="REQUEST"):
    return invitation(booking, reader, organizer=SENDER, link=LINK, method=method, now=at(9))


def read(text):
    return vobject.readOne(text)


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH"])
def test_a_second_reader_understands_each_method(make, method):
    booking = make.booking(slot=slot_at(10, 10))

    calendar = read(text_for(booking, booking.mentee, method))

    event = calendar.vevent
    assert calendar.method.value == method
    assert event.uid.value == f"{booking.public_id}@momentor"
    assert (event.dtstart.value, event.dtend.value) == (at(10, 10), at(10, 30))
    assert event.status.value == ("CANCELLED" if method == "CANCEL" else "CONFIRMED")


@pytest.mark.parametrize("name", [LONG, RTL, MIXED])
def test_a_long_name_and_one_of_another_script_arrive_whole(make, name):
    booking = make.booking(mentor=make.mentor(name=name))

    event = read(text_for(booking, booking.mentee)).vevent

    assert event.summary.value == f"20 minutes with {name}"


@pytest.mark.parametrize("name", [LONG, RTL, MIXED])
def test_lines_end_as_they_must_and_are_folded_between_letters(make, name):
    booking = make.booking(mentor=make.mentor(name=name))

    data = text_for(booking, booking.mentee).encode()

    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no letter is cut in two


def test_there_is_no_zone_to_get_wrong(make):
    """Times are UTC, so neither a TZID nor a VTIMEZONE is needed, whatever a zone does later."""
    mentor = make.mentor(time_zone="America/Santiago")
    booking = make.booking(mentor=mentor)

    text = text_for(booking, mentor)

    assert "TZID" not in text
    assert "VTIMEZONE" not in text
    assert {line.split(":")[1] for line in text.split("\r\n") if line.startswith("DT")} == {
        "20260302T090000Z", "20260302T100000Z", "20260302T102000Z",
    }  # fmt: skip


@pytest.fixture
def entries(make):
    """Return the calendar entries that somebody was sent, the first one first."""

    def entries(person):
        mails = db.session.query(Outbox).filter_by(kind="mail", recipient=person.email)
        sent = [row.payload["calendar"] for row in mails.order_by(Outbox.id)]
        return [read(calendar) for calendar in sent if calendar]

    return entries


def test_one_entry_is_booked_moved_and_cancelled(make, entries, now):
    booking = make.hold(slot=slot_at(12))
    service.confirm_booking(booking, booking.mentee, BRIEF, now=now)
    move_booking(booking, booking.mentee, at(15), now=now)
    service.cancel_booking(booking, booking.mentor, now=now)

    for person in (booking.mentor, booking.mentee):
        booked, moved, cancelled = entries(person)
        methods = [calendar.method.value for calendar in (booked, moved, cancelled)]
        assert methods == ["REQUEST", "REQUEST", "CANCEL"]
        assert len({calendar.vevent.uid.value for calendar in (booked, moved, cancelled)}) == 1
        assert sequence(booked) < sequence(moved) < sequence(cancelled)
        assert [c.vevent.dtstart.value for c in (booked, moved)] == [at(12), at(15)]


def sequence(calendar):
    return int(calendar.vevent.sequence.value)


def test_a_mail_carries_it_in_two_forms_that_are_read_alike(make):
    booking = make.booking(mentor=make.mentor(name=RTL))
    mail = Mail("Booked", "Words", calendar=text_for(booking, booking.mentee))

    message = compose(mail, sender=SENDER, to="b@x.test", message_id="<1@x.test>", date=at(9))
    arrived = message_from_bytes(message.as_bytes(policy=SMTP), policy=default)

    shown, attached = (
        part for part in arrived.walk() if part.get_content_subtype() in ("calendar", "ics")
    )
    assert shown.get_param("method") == "REQUEST"
    assert shown.get_content_charset() == "utf-8"
    for text in (shown.get_content(), attached.get_content().decode()):
        assert read(text).vevent.summary.value == f"20 minutes with {RTL}"
