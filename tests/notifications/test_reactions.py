"""Who is told what, in their own time zone, with the change and not without it."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import sqlalchemy as sa

from tests.making.words import says
from webapp.booking.service import cancel_booking, confirm_booking
from webapp.core.db import db, transaction
from webapp.core.outbox import Outbox
from webapp.goals.prompts import Prompts

TUESDAY_1310 = datetime(2026, 3, 3, 13, 10, tzinfo=UTC)
BRIEF = Prompts(
    situation="We split our team in two.",
    tried="Offered him the lead.",
    question="Who tells Jonas, and when?",
    done="I know my first two sentences.",
)


@pytest.fixture
def ada(make):
    return make.mentor(name="Ada Lindqvist", time_zone="Europe/Lisbon", email="ada@example.test")


@pytest.fixture
def ben(make):
    return make.person(name="Ben Achterberg", time_zone="Europe/Berlin", email="ben@example.test")


@pytest.fixture
def booking(make, ada, ben, now):
    booking = make.hold(slot=make.slot(TUESDAY_1310), mentor=ada, mentee=ben)
    confirm_booking(booking, ben, BRIEF, now=now)
    return booking


def mails(**conditions):
    rows = sa.select(Outbox).where(Outbox.kind == "mail").filter_by(**conditions)
    return db.session.scalars(rows.order_by(Outbox.id)).all()


def mail_to(person, **conditions):
    (row,) = mails(recipient=person.email, **conditions)
    return row


def waiting_mail_to(person):
    return mail_to(person, sent_at=None, cancelled_at=None)


def event_in(row):
    (event,) = icalendar.Calendar.from_ical(row.payload["calendar"]).walk("VEVENT")
    return event


def properties_of(text):
    """Read an iCalendar text by hand (RFC 5545, 3.1): unfold the lines, split name and value."""
    lines = text.replace("\r\n ", "").strip().split("\r\n")
    named = [line.partition(":")[::2] for line in lines]
    return {name.partition(";")[0]: value for name, value in named}


def test_both_are_told_in_their_own_time_first(booking, ada, ben):
    to_ben, to_ada = mail_to(ben).payload, mail_to(ada).payload

    assert to_ben["subject"] == "Tue 3 Mar, 14:10: 20 minutes with Ada Lindqvist"
    assert to_ada["subject"] == "Tue 3 Mar, 13:10: 20 minutes with Ben Achterberg"
    assert (
        "14:10–14:30 for you, Berlin, Tue 3 Mar\n"
        "13:10–13:30 for Ada, Lisbon, the same day\n" in to_ben["text"]
    )
    assert (
        "13:10–13:30 for you, Lisbon, Tue 3 Mar\n"
        "14:10–14:30 for Ben, Berlin, the same day\n" in to_ada["text"]
    )
    for payload in (to_ben, to_ada):
        assert payload["html"].index("you</bdi>") < payload["html"].index("the same day")


def test_the_mail_leads_to_the_booking(booking, ben):
    link = f"http://localhost/bookings/{booking.public_id}"

    assert link in mail_to(ben).payload["text"]
    assert f'href="{link}"' in mail_to(ben).payload["html"]


def test_the_mentor_reads_the_brief_and_the_mentee_their_question(booking, ada, ben):
    for part in ("text", "html"):
        to_ada, to_ben = mail_to(ada).payload[part], mail_to(ben).payload[part]
        assert all(words in to_ada for words in vars(BRIEF).values())
        assert BRIEF.question in to_ben
        assert BRIEF.situation not in to_ben


def test_until_when_one_may_cancel_is_said(booking, ben):
    assert (
        "Free to move or cancel until Tue 3 Mar, 12:10 in Berlin." in mail_to(ben).payload["text"]
    )


def test_nothing_is_said_of_a_freedom_that_is_over(make, ada, ben, now):
    soon = make.hold(slot=make.slot(now + timedelta(hours=1)), mentor=ada, mentee=ben)
    confirm_booking(soon, ben, BRIEF, now=now)

    assert "Free to move" not in mail_to(ben).payload["text"]


def test_what_people_write_is_never_html(make, ada, now):
    eve = make.person(name="<b>Eve</b>", email="eve@example.test")
    booking = make.hold(slot=make.slot(TUESDAY_1310), mentor=ada, mentee=eve)
    confirm_booking(booking, eve, Prompts(question="<script>alert(1)</script>?"), now=now)

    html = mail_to(ada).payload["html"]

    assert "<script" not in html
    assert "<b>Eve" not in html


def test_an_arabic_name_keeps_the_times_in_order(make, ben, now):
    leila = make.mentor(name="ليلى حداد", time_zone="Africa/Cairo", email="leila@example.test")
    booking = make.hold(slot=make.slot(TUESDAY_1310), mentor=leila, mentee=ben)
    confirm_booking(booking, ben, BRIEF, now=now)

    payload = mail_to(ben).payload

    assert payload["subject"] == "Tue 3 Mar, 14:10: 20 minutes with \u2068ليلى حداد\u2069"
    assert "15:10–15:30 for \u2068ليلى\u2069, Cairo, the same day" in payload["text"]
    assert "<bdi>ليلى حداد</bdi>" in payload["html"]
    assert event_in(mail_to(ben))["SUMMARY"] == "20 minutes with ليلى حداد"


def test_the_calendar_entry_can_be_read_by_a_library(booking, ben):
    event = event_in(mail_to(ben))

    assert event.start == TUESDAY_1310
    assert event.end == TUESDAY_1310 + timedelta(minutes=20)
    assert booking.public_id in event["UID"]
    assert mail_to(ben).payload["method"] == "REQUEST"


def test_the_calendar_entry_can_be_read_by_hand(booking, ada, ben):
    entry = properties_of(mail_to(ada).payload["calendar"])

    assert entry["METHOD"] == "REQUEST"
    assert entry["DTSTART"] == "20260303T131000Z"
    assert entry["DTEND"] == "20260303T133000Z"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["ATTENDEE"] == "mailto:ada@example.test"
    assert ben.email not in mail_to(ada).payload["calendar"]


def test_nobody_learns_the_address_of_the_other(booking, ada, ben):
    assert ada.email not in str(mail_to(ben).payload)
    assert ben.email not in str(mail_to(ada).payload)


def test_a_booking_that_is_undone_tells_nobody(make, ada, ben, now):
    hold = make.hold(slot=make.slot(TUESDAY_1310), mentor=ada, mentee=ben)

    with pytest.raises(ZeroDivisionError), transaction():
        confirm_booking(hold, ben, BRIEF, now=now)
        raise ZeroDivisionError

    assert mails() == []


def test_confirming_twice_tells_once(booking, ben, now):
    confirm_booking(booking, ben, BRIEF, now=now)

    assert len(mails()) == 2


def test_both_are_told_who_cancelled_and_why(booking, ada, ben, now):
    cancel_booking(booking, ada, why="My train is late.", now=now)

    to_ben, to_ada = waiting_mail_to(ben).payload, waiting_mail_to(ada).payload
    assert to_ben["subject"] == "Cancelled: Tue 3 Mar, 14:10, 20 minutes with Ada Lindqvist"
    assert "Ada cancelled this talk." in to_ben["text"]
    assert "Your brief is kept" in to_ben["text"]
    assert "You cancelled this talk." in to_ada["text"]
    for payload in (to_ben, to_ada):
        assert "My train is late." in payload["text"]
        assert "My train is late." in payload["html"]


def test_cancelling_takes_the_entry_out_of_the_calendar(booking, ada, ben, now):
    before = event_in(mail_to(ben))
    cancel_booking(booking, ben, now=now)

    row = waiting_mail_to(ada)
    after = event_in(row)

    assert row.payload["method"] == "CANCEL"
    assert properties_of(row.payload["calendar"])["METHOD"] == "CANCEL"
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_confirmation_that_has_not_left_does_not_follow_the_cancellation(booking, ben, now):
    cancel_booking(booking, ben, now=now)

    waiting = mails(sent_at=None, cancelled_at=None)

    assert len(waiting) == 2
    assert all(row.payload["subject"].startswith("Cancelled") for row in waiting)


def notes(**conditions):
    rows = sa.select(Outbox).where(Outbox.kind == "note").filter_by(**conditions)
    return db.session.scalars(rows.order_by(Outbox.id)).all()


def test_the_phone_of_the_other_one_rings_when_a_talk_is_booked(booking, ada, ben):
    (note,) = notes()

    assert note.recipient == ada.public_id
    assert (note.payload["title"], note.payload["body"]) == (
        "A talk is booked",
        "Tue 3 Mar, 13:10.",
    )
    assert note.payload["link"] == f"/bookings/{booking.public_id}"


@pytest.mark.parametrize("by", ["ada", "ben"])
def test_the_phone_of_the_other_one_rings_when_a_talk_is_cancelled(
    booking, ada, ben, by, now, request
):
    person, other = (ada, ben) if by == "ada" else (ben, ada)
    cancel_booking(booking, person, why="I am ill.", now=now)

    (note,) = [row for row in notes(cancelled_at=None) if ":cancelled:" in row.key]
    assert note.recipient == other.public_id
    assert note.payload["title"] == "A talk is cancelled"
    assert not says(note.payload, "Ada")


def test_a_push_about_a_talk_that_is_off_by_then_does_not_ring(booking, ben, now):
    cancel_booking(booking, ben, why="I am ill.", now=now)

    assert all(row.cancelled_at for row in notes() if ":confirmed:" in row.key)
