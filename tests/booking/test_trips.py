"""A mentor on a trip: beside the reader's time stands that of the place the mentor is in then."""

from datetime import date
from html import unescape

import pytest

from tests.making.booking import BRIEF, slot_at
from webapp.booking.service import confirm_booking, hold_slot
from webapp.core.outbox import Outbox

TRIP = date(2026, 3, 10), date(2026, 3, 12)  # Tokyo's morning of nine is midnight in UTC


@pytest.fixture
def ada(make):
    ada = make.mentor(handle="ada", name="Ada Lindqvist", time_zone="Europe/Lisbon")
    make.trip(ada, *TRIP, "Asia/Tokyo")
    return ada


def page(client, address):
    return unescape(client.get(address).text)


def test_each_time_to_choose_says_the_place_of_its_day(sign_in, ada, ben):
    client = sign_in(ben)
    at_home = page(client, "/mentors/ada?day=2026-03-06")
    away = page(client, "/mentors/ada?day=2026-03-10")

    assert "<small>09:00 Lisbon</small>" in at_home and "Tokyo" not in at_home
    assert "<small>09:00 Tokyo</small>" in away and "Lisbon</small>" not in away
    assert "for Ada 09:00–09:20" in away  # what the dock says of it


def test_pages_and_mails_of_the_talk_say_it_too(sign_in, ada, ben, now):
    hold = hold_slot(ada, ben, slot_at(0, day=11), now=now)
    held = page(sign_in(ben), f"/bookings/{hold.public_id}/confirm")
    confirm_booking(hold, ben, BRIEF, now=now)
    shown = page(sign_in(ben), f"/bookings/{hold.public_id}")
    listed = page(sign_in(ben), "/bookings")
    mail = Outbox.query.filter_by(kind="mail", recipient=ben.email).first()

    for text in (held, shown):
        assert "for <bdi>Ada</bdi>, Tokyo" in text and "Lisbon" not in text
    assert "09:00 in Tokyo" in listed
    assert "09:00–09:20 for Ada" in unescape(mail.payload["text"])
    assert "Tokyo" in mail.payload["text"]


def test_who_moves_it_reads_their_own_place_and_the_mentor_the_mentees(sign_in, make, ada, ben):
    talk = make.booking(mentor=ada, mentee=ben, slot=slot_at(14, day=6))
    address = f"/bookings/{talk.public_id}/move?day=2026-03-10"

    assert "<small>09:00 Tokyo</small>" in page(sign_in(ben), address)
    assert "<small>01:00 Berlin</small>" in page(sign_in(ada), address)
