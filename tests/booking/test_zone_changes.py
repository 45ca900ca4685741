"""A new edition of the time zones: talks stay at their wall time, and both are told."""

from datetime import timedelta

import pytest

from tests.making.booking import at, slot_at
from tests.making.clocks import clocks_like
from webapp.booking.errors import SlotTaken
from webapp.booking.models import BookingStatus
from webapp.booking.moving import move_booking
from webapp.booking.service import hold_slot
from webapp.booking.wall_clock import instant_of, wall_time
from webapp.booking.zone_changes import follow_zone_edition
from webapp.booking.zone_models import ZoneEdition
from webapp.core.outbox import Outbox
from webapp.core.zones import zone

LISBON = "Europe/Lisbon"
LATER = timedelta(hours=1)  # Lisbon's noon comes an hour earlier once it has Berlin's clocks


@pytest.fixture
def clocks_of_berlin(tmp_path):
    """From now on Lisbon keeps Berlin's time."""
    return clocks_like(tmp_path, LISBON, "Europe/Berlin")


def subjects(person):
    return [row.payload["subject"] for row in told(person)]


def told(person):
    """Return the mails about moves and clocks; reminders of the new time are another matter."""
    mails = Outbox.query.filter_by(kind="mail", recipient=person.email, cancelled_at=None)
    return mails.filter(Outbox.key.contains(":moved:")).order_by(Outbox.id).all()


def wall_of(booking):
    return f"{booking.starts_at.astimezone(zone(LISBON)):%d %H:%M}"


def test_the_first_edition_is_remembered_and_moves_nothing(make, ada, ben, now):
    booking = make.booking(mentor=ada, mentee=ben, slot=slot_at(10, day=10))

    follow_zone_edition(version="2026a", now=now)

    assert [row.version for row in ZoneEdition.query] == ["2026a"]
    assert (booking.starts_at, booking.sequence) == (at(10, day=10), 0)


def test_a_booking_made_before_starts_at_the_same_wall_time_after(
    make, ada, ben, now, clocks_of_berlin
):
    follow_zone_edition(version="2026a", now=now)
    booking = make.booking(mentor=ada, mentee=ben, slot=slot_at(10, day=10))

    with clocks_of_berlin:
        follow_zone_edition(version="2026b", now=now)

        assert wall_of(booking) == "10 10:00"
        assert booking.starts_at == at(9, day=10)
        assert {seat.starts_at for seat in booking.seats} == {at(9, day=10)}
        assert {seat.ends_at for seat in booking.seats} == {at(9, 20, day=10)}
    assert (booking.status, booking.sequence) == (BookingStatus.CONFIRMED, 1)
    change = booking.changes[-1]
    assert (change.person_id, change.from_starts_at, change.to_starts_at) == (
        None,
        at(10, day=10),
        at(9, day=10),
    )


def test_both_are_told_and_the_same_entry_moves(make, ada, ben, now, clocks_of_berlin):
    booking = make.booking(mentor=ada, mentee=ben, slot=slot_at(10, day=10))

    with clocks_of_berlin:
        follow_zone_edition(version="2026b", now=now)

        [bens], [adas] = told(ben), told(ada)
    assert bens.payload["subject"] == "Moved to Tue 10 Mar, 10:00: 20 minutes with Ada Lindqvist"
    assert adas.payload["subject"] == "Moved to Tue 10 Mar, 10:00: 20 minutes with Ben Achterberg"
    for mail in (bens.payload, adas.payload):
        assert "The clocks in Lisbon are set differently" in mail["text"]
        assert "SEQUENCE:1" in mail["calendar"]
        assert "DTSTART:20260310T090000Z" in mail["calendar"]
        assert f"UID:{booking.public_id}@momentor" in mail["calendar"]
    assert "It was Tue 10 Mar, 11:00." in bens.payload["text"]


def test_neighbours_move_together(make, ada, now, clocks_of_berlin):
    """Each one's new time is the old one of the next, until that has moved."""
    talks = [make.booking(mentor=ada, slot=slot_at(hour, day=10)) for hour in (12, 11, 10, 9)]

    with clocks_of_berlin:
        follow_zone_edition(version="2026b", now=now)

    assert [talk.starts_at for talk in talks] == [at(hour, day=10) for hour in (11, 10, 9, 8)]


def test_and_so_they_do_the_other_way(make, now, tmp_path):
    berlin = make.mentor(time_zone="Europe/Berlin")
    talks = [make.booking(mentor=berlin, slot=slot_at(hour, day=10)) for hour in (9, 10, 11, 12)]

    with clocks_like(tmp_path, "Europe/Berlin", LISBON):
        follow_zone_edition(version="2026b", now=now)

    assert [talk.starts_at for talk in talks] == [at(hour, day=10) for hour in (10, 11, 12, 13)]


def test_where_the_new_moment_is_taken_the_talk_keeps_its_old_one(
    make, ada, ben, now, clocks_of_berlin
):
    other = make.booking(mentor=make.mentor(), mentee=ben, slot=slot_at(9, day=10))  # in UTC
    booking = make.booking(mentor=ada, mentee=ben, slot=slot_at(10, day=10))

    with clocks_of_berlin:
        follow_zone_edition(version="2026b", now=now)

        assert booking.starts_at == at(10, day=10)
        assert wall_of(booking) == "10 11:00"
        assert booking.wall_start == "2026-03-10T11:00"
        assert (booking.status, booking.sequence) == (BookingStatus.CONFIRMED, 1)
        assert (other.status, other.sequence) == (BookingStatus.CONFIRMED, 0)
        assert subjects(ben) == ["Now Tue 10 Mar, 11:00: 20 minutes with Ada Lindqvist"]
        [mail] = told(ada)
    assert mail.payload["subject"] == "Now Tue 10 Mar, 11:00: 20 minutes with Ben Achterberg"
    assert "which is Tue 10 Mar, 11:00 in Lisbon now" in mail.payload["text"]
    assert f"/bookings/{booking.public_id}/move" in mail.payload["text"]
    assert "SEQUENCE:1" in mail.payload["calendar"]


def test_a_talk_that_would_have_begun_already_keeps_its_moment(make, ada, ben, clocks_of_berlin):
    booking = make.booking(mentor=ada, mentee=ben, slot=slot_at(10))

    with clocks_of_berlin:
        follow_zone_edition(version="2026b", now=at(9, 30))

    assert booking.starts_at == at(10)
    assert len(subjects(ben)) == 1


def test_an_edition_is_read_once(make, ada, ben, now, clocks_of_berlin):
    booking = make.booking(mentor=ada, mentee=ben, slot=slot_at(10, day=10))

    with clocks_of_berlin:
        follow_zone_edition(version="2026b", now=now)
        follow_zone_edition(version="2026b", now=now)
        follow_zone_edition(version="2026a", now=now)  # a worker that is still the old one

    assert booking.sequence == 1
    assert len(subjects(ben)) == 1
    assert [row.version for row in ZoneEdition.query] == ["2026b"]


def test_what_is_over_or_off_is_left_alone(make, ada, ben, now, clocks_of_berlin):
    talks = [
        make.booking(mentor=ada, slot=slot_at(8)),
        make.booking(mentor=ada, slot=slot_at(10, day=10), status=BookingStatus.CANCELLED),
    ]

    with clocks_of_berlin:
        follow_zone_edition(version="2026b", now=now)

    assert [talk.sequence for talk in talks] == [0, 0]
    assert Outbox.query.count() == 0


def test_a_talk_that_waits_for_a_yes_moves_too(make, ada, ben, now, clocks_of_berlin):
    booking = make.booking(
        mentor=ada, mentee=ben, slot=slot_at(10, day=10), status=BookingStatus.PENDING
    )

    with clocks_of_berlin:
        follow_zone_edition(version="2026b", now=now)

    assert (booking.starts_at, booking.status) == (at(9, day=10), BookingStatus.PENDING)


def test_a_held_time_moves_and_nobody_gets_a_mail_about_it(make, ada, ben, now, clocks_of_berlin):
    hold = make.hold(mentor=ada, mentee=ben, slot=slot_at(10, day=10))

    with clocks_of_berlin:
        follow_zone_edition(version="2026b", now=now)

    assert hold.starts_at == at(9, day=10)
    assert Outbox.query.count() == 0


def test_both_read_on_the_page_what_the_clocks_did(make, sign_in, ada, ben, now, clocks_of_berlin):
    booking = make.booking(mentor=ada, mentee=ben, slot=slot_at(10, day=10))

    with clocks_of_berlin:
        follow_zone_edition(version="2026b", now=now)
        address = f"/bookings/{booking.public_id}"
        pages = [sign_in(reader).get(address).text for reader in (ada, ben)]

    for page in pages:
        assert "The clocks in Lisbon are set differently</b>" in page
        assert "it stays at the same time there" in page


def test_an_hour_that_comes_twice_is_not_taken_for_a_change():
    """On 25 October 2026 Lisbon's clocks show 01:30 twice."""
    first, second = (at(0, 30, day=2) + timedelta(days=237, hours=n) for n in (0, 1))

    for instant in (first, second):
        wall = wall_time(instant, LISBON)
        assert wall == "2026-10-25T01:30"
        assert instant_of(wall, LISBON, near=instant) == instant


def test_an_hour_that_is_skipped_is_as_much_later():
    noon = at(12, day=29)

    assert instant_of("2026-03-29T01:30", LISBON, near=noon) == at(1, 30, day=29)
    assert wall_time(at(1, 30, day=29), LISBON) == "2026-03-29T02:30"


def test_moving_and_holding_go_by_the_new_clocks(make, ada, ben, now, clocks_of_berlin):
    with clocks_of_berlin:
        hold = hold_slot(ada, ben, slot_at(8, day=10), now=now)  # nine o'clock there now

        assert hold.wall_start == "2026-03-10T09:00"
        booking = make.booking(mentor=ada, slot=slot_at(10, day=10))
        with pytest.raises(SlotTaken):
            move_booking(booking, ada, at(16, day=10), now=now)  # five o'clock: closed
