"""The pages of waiting for a time: joining on a full day, the place, and the offer."""

import re

import pytest

from tests.making.booking import slot_at
from tests.making.waitlist import full_mentor, waiting
from webapp.booking import service
from webapp.booking.models import Booking
from webapp.booking.waitlist_models import WaitlistEntry, WaitlistOffer
from webapp.booking.waitlist_sweeps import pass_offers_on
from webapp.core.db import db, transaction
from webapp.scheduling.models import CalendarSettings

FULL = "Tell me when a time frees up"


@pytest.fixture
def full(make):
    mentor, [talk] = full_mentor(make, handle="ada", name="Ada Lindqvist")
    mentor.talk = talk
    return mentor


def offered(make, full, ben, **wish) -> WaitlistOffer:
    waiting(make, full, person=ben, **wish)
    service.cancel_booking(full.talk, full, now=make.now)
    return WaitlistOffer.query.one()


def test_a_full_mentor_can_be_waited_for(full, ben, sign_in):
    client = sign_in(ben)
    assert FULL in client.get("/mentors/ada").text

    place = client.post("/mentors/ada/waitlist", data={"q": "Who tells?", "length": "20"}).location
    page = client.get(place).text
    assert "You are first in line for <bdi>Ada</bdi>" in page

    mentor_page = client.get("/mentors/ada").text
    assert FULL not in mentor_page and place in mentor_page
    assert "You are in line for a time until" in client.get("/requests").text
    assert "Waiting, 1" in client.get("/bookings").text


def test_a_full_day_can_be_waited_for_alone(make, ben, sign_in):
    make.override(make.mentor(handle="ada"), day_of(4), [])
    client = sign_in(ben)
    page = client.get("/mentors/ada?day=2026-03-04").text
    assert "Tell me if a time on Wed 4 Mar frees up" in page

    client.post("/mentors/ada/waitlist", data={"wait_for": "2026-03-04", "length": "20"})
    entry = WaitlistEntry.query.one()
    assert entry.first_day == entry.last_day == day_of(4)
    assert entry.status == "waiting"


def day_of(number):
    return slot_at(9, day=number).start.date()


def test_signed_out_one_signs_in_first(full, browser):
    assert "/sign-in" in browser().post("/mentors/ada/waitlist", data={"length": "20"}).location


def test_the_wish_can_be_changed_and_wrong_days_are_refused(make, full, ben, sign_in):
    entry = waiting(make, full, person=ben)
    client, path = sign_in(ben), f"/waitlist/{entry.public_id}"

    wrong = client.post(path, data={"last_day": "2026-03-01"})
    assert wrong.status_code == 422 and "Choose a day from today on" in wrong.text

    saved = client.post(path, data={"last_day": "2026-03-20", "parts": ["morning", "evening"]})
    page = client.get(saved.location).text
    assert "Saved. You keep your place." in page
    chosen = re.findall(r'<input checked [^>]*name="parts"[^>]* value="(\w+)"', page)
    assert sorted(chosen) == ["evening", "morning"]
    assert sorted(entry.parts) == ["evening", "morning"] and not entry.at_short_notice


def test_leaving_is_said_and_leads_on(make, full, ben, sign_in):
    entry = waiting(make, full, person=ben)
    client, path = sign_in(ben), f"/waitlist/{entry.public_id}"
    assert client.post(f"{path}/leave").location == path
    assert "You left the line" in client.get(path).text


def test_the_offer_is_taken_with_one_tap(make, full, ben, sign_in):
    offer = offered(make, full, ben)
    client, path = sign_in(ben), f"/offers/{offer.public_id}"
    with transaction():
        offer.booking.brief.question = "Who tells him?"
    page = client.get(path).text
    assert "A time came free" in page and "until 10:15" in page  # Berlin
    assert "Take Tue 3 Mar, 11:00" in page and "Who tells him?" in page

    booked = client.post(f"{path}/take").location
    assert booked == f"/bookings/{offer.booking.public_id}"
    assert "Confirmed" in client.get(booked).text
    assert "You took this time" in client.get(path).text


def test_without_a_question_the_brief_comes_first(make, full, ben, sign_in):
    offer = offered(make, full, ben)
    with transaction():
        offer.booking.brief.question = ""
    confirm = sign_in(ben).post(f"/offers/{offer.public_id}/take").location
    assert confirm == f"/bookings/{offer.booking.public_id}/confirm"
    assert sign_in(ben).get(confirm).status_code == 200


def test_who_reads_first_is_asked_the_usual_way(make, ben, sign_in):
    mentor, [talk] = full_mentor(make)
    with transaction():
        db.session.get(CalendarSettings, mentor.id).reads_first = True
    mentor.talk = talk
    offer = offered(make, mentor, ben)
    confirm = sign_in(ben).post(f"/offers/{offer.public_id}/take").location
    assert confirm.endswith("/confirm")
    assert Booking.query.filter_by(status="confirmed").count() == 0


def test_not_this_one_goes_back_to_the_place(make, full, ben, sign_in):
    offer = offered(make, full, ben)
    client, path = sign_in(ben), f"/offers/{offer.public_id}"
    place = client.post(f"{path}/decline").location
    assert "You are first in line" in client.get(place).text
    assert "You gave this time back" in client.get(path).text


def test_after_the_minutes_the_page_says_so(make, full, ben, sign_in, clock):
    offer = offered(make, full, ben)
    client, path = sign_in(ben), f"/offers/{offer.public_id}"
    clock.advance(minutes=15)
    assert "The 15 minutes are over" in client.get(path).text
    late = client.post(f"{path}/take")
    assert late.status_code == 409 and "The 15 minutes are over" in late.text
    pass_offers_on(now=clock.now())
    assert "The 15 minutes are over" in client.get(path).text


def test_looking_at_an_offer_changes_nothing(make, full, ben, sign_in):
    offer = offered(make, full, ben)
    client = sign_in(ben)
    for _ in range(2):
        client.get(f"/offers/{offer.public_id}")
    assert offer.booking.status == "held"


def test_the_pages_take_few_queries(make, full, ben, sign_in, count_queries):
    offer = offered(make, full, ben)
    client = sign_in(ben)
    for path in (f"/offers/{offer.public_id}", f"/waitlist/{offer.entry.public_id}"):
        client.get(path)
        with count_queries() as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= 8, queries
