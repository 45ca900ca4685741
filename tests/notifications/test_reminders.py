"""A day, an hour and five minutes before: to both, once, of the talk as it is by then."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.making.push import subscribe
from tests.making.words import says
from webapp.booking.models import BookingStatus
from webapp.booking.moving import move_booking
from webapp.booking.service import cancel_booking, confirm_booking
from webapp.core import outbox
from webapp.core.db import db, transaction
from webapp.core.outbox import Outbox
from webapp.core.web_push import topic_of
from webapp.goals.prompts import Prompts
from webapp.notifications.models import Preference
from webapp.notifications.reminders import put_missing_reminders

WEDNESDAY_1320 = datetime(2026, 3, 4, 13, 20, tzinfo=UTC)
BRIEF = Prompts(question="Who tells Jonas, and when?", situation="We split our team in two.")


@pytest.fixture
def ada(make):
    return make.mentor(name="Ada Lindqvist", time_zone="Europe/Lisbon", email="ada@example.test")


@pytest.fixture
def ben(make):
    return make.person(name="Ben Achterberg", time_zone="Europe/Berlin", email="ben@example.test")


@pytest.fixture
def book(make, ada, ben, now):
    def book(starts_at=WEDNESDAY_1320):
        booking = make.hold(slot=make.slot(starts_at), mentor=ada, mentee=ben)
        confirm_booking(booking, ben, BRIEF, now=now)
        return booking

    return book


@pytest.fixture
def booking(book):
    return book()


@pytest.fixture
def at(clock, deliver):
    """Let it be this long before the talk, and send what is due."""

    def at(starts_at=WEDNESDAY_1320, **before):
        clock.instant = starts_at - timedelta(**before)
        deliver()

    return at


def rows(kind, **conditions):
    found = sa.select(Outbox).filter_by(kind=kind, **conditions).order_by(Outbox.due_at, Outbox.id)
    return db.session.scalars(found).all()


def reminders(**conditions):
    return rows("reminder", **conditions)


def mails_to(person):
    return [row for row in rows("mail", recipient=person.email) if ":reminder:" in row.key]


def subjects_to(person):
    return [row.payload["subject"] for row in mails_to(person)]


def test_six_reminders_are_written_with_the_confirmation(booking, ada, ben):
    ahead = [(WEDNESDAY_1320 - row.due_at, row.recipient) for row in reminders(cancelled_at=None)]

    assert sorted(ahead) == sorted(
        (timedelta(**before), person.public_id)
        for before in ({"days": 1}, {"hours": 1}, {"minutes": 5})
        for person in (ada, ben)
    )


def test_each_is_mailed_once_in_the_readers_own_time(booking, at, ada, ben):
    for before in ({"days": 1}, {"hours": 1}, {"minutes": 5}, {"minutes": 4}):
        at(**before)

    assert subjects_to(ben) == [
        "Still right? Wed 4 Mar, 14:20: 20 minutes with Ada Lindqvist",
        "At 14:20: 20 minutes with Ada Lindqvist",
        "The room is open, 14:20: 20 minutes with Ada Lindqvist",
    ]
    assert subjects_to(ada)[1] == "At 13:20: 20 minutes with Ben Achterberg"


def test_nothing_is_said_before_it_is_time(booking, at, ben):
    at(days=1, seconds=1)

    assert mails_to(ben) == []


def test_a_day_before_three_ways_are_one_tap_away(booking, at, ben):
    at(days=1)

    payload = mails_to(ben)[0].payload
    address = f"http://localhost/bookings/{booking.public_id}"
    for link in (f"{address}/still-right", f"{address}/move", f"{address}/cancel"):
        assert f"{link}\n" in payload["text"]
        assert f'href="{link}"' in payload["html"]


def test_five_minutes_before_the_room_is_one_tap_away(booking, at, ben):
    at(minutes=5)

    payload = mails_to(ben)[-1].payload
    assert f"Open the room: http://localhost/room/{booking.public_id}\n" in payload["text"]
    assert "still-right" not in payload["text"]


def test_the_links_open_for_those_they_were_sent_to(booking, at, ben, ada, sign_in):
    at(days=1)

    for person in (ben, ada):
        for line in mails_to(person)[0].payload["text"].splitlines():
            if "http://localhost" in line:
                path = line.partition("http://localhost")[2]
                assert sign_in(person).get(path).status_code == 200


def test_both_read_the_question(booking, at, ada, ben):
    at(days=1)

    for person in (ada, ben):
        assert BRIEF.question in mails_to(person)[0].payload["text"]
        assert BRIEF.situation not in mails_to(person)[0].payload["text"]


def test_a_talk_that_is_soon_has_fewer(book, now):
    book(now + timedelta(minutes=30))

    assert {row.payload["before"] for row in reminders()} == {5}


def test_a_talk_that_begins_at_once_has_none(book, now):
    book(now + timedelta(minutes=4))

    assert reminders() == []


def test_after_a_cancel_nobody_is_reminded(booking, at, ben, clock):
    cancel_booking(booking, ben, why="I am ill.", now=clock.now())

    for before in ({"days": 1}, {"hours": 1}, {"minutes": 5}):
        at(**before)

    assert mails_to(ben) == []
    assert all(row.cancelled_at for row in reminders())


def test_a_reminder_that_was_written_already_is_called_off_too(booking, at, ben, clock, app):
    clock.instant = WEDNESDAY_1320 - timedelta(days=1)
    only_opening = {"reminder": app.extensions["outbox_senders"]["reminder"]}
    outbox.deliver_due(only_opening, now=clock.now())
    assert len(mails_to(ben)) == 1

    cancel_booking(booking, ben, why="I am ill.", now=clock.now())

    assert [row.cancelled_at for row in mails_to(ben)] == [clock.now()]


def test_a_moved_talk_is_reminded_of_at_its_new_time_only(booking, at, ada, ben, clock):
    later = WEDNESDAY_1320 + timedelta(days=1)
    move_booking(booking, ben, later, now=clock.now())

    at(hours=1)
    assert mails_to(ben) == []
    at(later, hours=1)

    assert subjects_to(ben) == ["At 14:20: 20 minutes with Ada Lindqvist"]


def test_a_talk_that_moved_away_and_back_is_reminded_of(booking, at, ben, clock):
    for start in (WEDNESDAY_1320 + timedelta(days=1), WEDNESDAY_1320):
        move_booking(booking, ben, start, now=clock.now())

    at(hours=1)

    assert len(mails_to(ben)) == 1


def test_a_talk_that_is_elsewhere_by_now_is_not_reminded_of(booking, at, ben):
    with transaction():  # however it came there
        for row in (booking, *booking.seats):
            row.starts_at += timedelta(hours=3)
            row.ends_at += timedelta(hours=3)

    at(hours=1)

    assert mails_to(ben) == []


def test_a_reminder_that_comes_when_the_next_is_due_is_left_out(booking, at, ben):
    at(minutes=4)  # the worker was away for two days

    assert subjects_to(ben) == ["The room is open, 14:20: 20 minutes with Ada Lindqvist"]


def test_once_the_talk_has_begun_nobody_is_reminded(booking, at, ben):
    at(minutes=0)

    assert mails_to(ben) == []


def test_a_mail_that_could_not_leave_in_time_does_not_come_late(
    app, monkeypatch, booking, at, ben, clock
):
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")  # nobody is there
    at(minutes=5)
    monkeypatch.setitem(app.config, "MAIL_URL", "")
    at(minutes=0)

    assert [(row.sent_at, bool(row.cancelled_at)) for row in mails_to(ben)] == [(None, True)]


def test_whoever_switched_them_off_is_not_reminded(make, booking, at, ada, ben):
    make.save(Preference(person_id=ben.id, kind="reminder", by_mail=False, by_push=False))

    at(days=1)

    assert mails_to(ben) == []
    assert len(mails_to(ada)) == 1


def test_a_phone_rings_without_a_name_and_about_the_booking(service, booking, at, ben, clock):
    subscribe(service, ben, now=WEDNESDAY_1320 - timedelta(hours=2))

    for before in ({"hours": 1}, {"minutes": 5}):
        at(**before)

    hour, soon = service.pushes
    assert (hour.shown["title"], hour.shown["body"]) == (
        "Your talk starts in an hour",
        "At 14:20 in Berlin.",
    )
    assert (soon.shown["title"], soon.shown["body"]) == (
        "Your talk starts in 5 minutes",
        "Open the room.",
    )
    assert soon.shown["navigate"] == f"http://localhost/room/{booking.public_id}"
    assert [push.headers["TTL"] for push in service.pushes] == ["3600", "300"]
    about = topic_of(f"booking:{booking.public_id}")
    assert {push.headers["Topic"] for push in service.pushes} == {about}
    assert not any(says(push.message, "Ada") for push in service.pushes)


def test_a_phone_that_was_allowed_after_the_booking_rings_too(service, booking, at, ben, now):
    subscribe(service, ben, now=now)

    at(days=1)

    (push,) = service.pushes
    assert push.shown["title"] == "Your talk on Wed 4 Mar, 14:20"
    assert push.shown["navigate"].endswith(f"/bookings/{booking.public_id}/still-right")


def test_the_tidying_reminds_of_talks_that_nobody_announced(make, ada, ben, now, clock):
    booking = make.booking(slot=make.slot(WEDNESDAY_1320), mentor=ada, mentee=ben)
    put_missing_reminders(now=now)
    assert reminders() == []  # two days before it is early

    clock.instant = booking.starts_at - timedelta(hours=25)
    for _ in range(2):
        put_missing_reminders(now=clock.now())

    assert len(reminders()) == 6


@pytest.mark.parametrize("status", set(BookingStatus) - {BookingStatus.CONFIRMED})
def test_the_tidying_reminds_of_confirmed_talks_only(make, now, status):
    held_until = now + timedelta(minutes=5) if status == BookingStatus.HELD else None
    slot = make.slot(now + timedelta(hours=2))
    make.booking(slot=slot, status=status, held_until=held_until)

    put_missing_reminders(now=now)

    assert reminders() == []


def test_the_tidying_writes_nothing_twice(booking, clock, count_queries):
    clock.instant = WEDNESDAY_1320 - timedelta(hours=20)

    with count_queries() as queries:
        put_missing_reminders(now=clock.now())

    assert len(queries) == 1
    assert len(reminders()) == 6
