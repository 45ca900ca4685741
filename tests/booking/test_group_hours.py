"""An hour for several: offered, its places taken and given back, called off, told to everybody."""

from datetime import timedelta

import pytest
import vobject

from tests.making.booking import at, slot_at
from tests.making.words import says
from webapp.booking import group_service as service
from webapp.booking.errors import BookingMovedOn, OwnCalendar
from webapp.booking.feed_service import make_feed, show_details
from webapp.booking.group_errors import (
    BookedThen,
    HourIsOver,
    NoPlaceLeft,
    TooLateToGiveBack,
    TooManyHours,
)
from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, BookingStatus, Part
from webapp.booking.queries import booking_of, free_slots, upcoming_bookings
from webapp.booking.seats import seat_of
from webapp.booking.service import cancel_booking, end_booking
from webapp.core.db import db, transaction
from webapp.core.intervals import Interval
from webapp.core.outbox import Outbox
from webapp.followup.harvest import thank
from webapp.invariants import violations
from webapp.live.queries import meeting_of

HOUR = Interval(at(14), at(15))
TOPIC = "Your first month as a lead"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def ada(make):
    return make.mentor(name="Ada Lind", email="ada@private.test", time_zone="UTC")


@pytest.fixture
def people(make):
    names = ("Ben", "Chidi", "Dana", "Eve")
    return [make.person(name=name, email=f"{name.lower()}@private.test") for name in names]


@pytest.fixture
def hour(ada, now):
    return service.offer_hour(ada, HOUR, topic=TOPIC, places=2, now=now)


def mails_to(person):
    rows = db.session.query(Outbox).filter_by(kind="mail", recipient=person.email)
    return [row for row in rows.order_by(Outbox.id) if row.cancelled_at is None]


def subjects(person):
    return [row.payload["subject"] for row in mails_to(person)]


def entries(person):
    return [vobject.readOne(row.payload["calendar"]) for row in mails_to(person)]


def names(hour):
    return sorted(person.name for person in hour.mentees)


def test_an_hour_takes_the_mentors_time(ada, hour, now):
    starts = {slot.start for slot in free_slots(ada, None, now=now)}
    assert at(13, 40) in starts
    assert at(14, 20) not in starts
    assert at(15) in starts


def test_it_is_not_offered_over_a_talk_or_into_the_past(make, ada, now):
    make.booking(mentor=ada, slot=slot_at(14, 20))
    with pytest.raises(BookedThen):
        service.offer_hour(ada, HOUR, topic=TOPIC, places=2, now=now)
    with pytest.raises(HourIsOver):
        service.offer_hour(ada, Interval(at(8), at(9)), topic=TOPIC, places=2, now=now)


def test_the_same_form_offers_one_hour(ada, now):
    offered = {"topic": TOPIC, "places": 2, "form_key": "one", "now": now}
    first = service.offer_hour(ada, HOUR, **offered)
    assert service.offer_hour(ada, HOUR, **offered).id == first.id


def test_a_mentor_offers_twenty_and_no_more(ada, now):
    for n in range(20):
        when = Interval(at(9, day=3) + timedelta(hours=n), at(10, day=3) + timedelta(hours=n))
        service.offer_hour(ada, when, topic=TOPIC, places=2, now=now)
    with pytest.raises(TooManyHours):
        service.offer_hour(ada, HOUR, topic=TOPIC, places=2, now=now)


def test_places_are_taken_until_none_is_left(hour, people, now):
    for person in people[:2]:
        service.take_place(hour, person, now=now)
    with pytest.raises(NoPlaceLeft):
        service.take_place(hour, people[2], now=now)
    assert names(hour) == ["Ben", "Chidi"]


def test_a_place_is_taken_once(hour, people, now):
    for _ in range(2):
        service.take_place(hour, people[0], question="What first?", now=now)
    assert names(hour) == ["Ben"]
    assert len(subjects(people[0])) == 1


def test_nobody_is_in_two_places(make, hour, people, now):
    make.booking(mentee=people[0], slot=slot_at(14, 40))
    with pytest.raises(BookedThen):
        service.take_place(hour, people[0], now=now)
    assert names(hour) == []


def test_a_mentor_has_no_place_in_their_own_hour(ada, hour, now):
    with pytest.raises(OwnCalendar):
        service.take_place(hour, ada, now=now)


def test_a_place_given_back_is_somebody_elses(hour, people, now):
    for person in people[:2]:
        service.take_place(hour, person, question="Mine", now=now)
    service.give_back_place(hour, people[0], now=now)
    service.give_back_place(hour, people[0], now=now)  # tapped twice
    service.take_place(hour, people[2], now=now)

    assert names(hour) == ["Chidi", "Dana"]
    assert booking_of(people[0], hour.public_id) is None
    assert meeting_of(people[0], hour.public_id) is None
    assert meeting_of(people[2], hour.public_id) is not None


def test_one_who_gave_it_back_may_come_again(hour, people, now):
    ben = people[0]
    service.take_place(hour, ben, now=now)
    service.give_back_place(hour, ben, now=now)
    service.take_place(hour, ben, now=now)

    assert db.session.query(Outbox).filter_by(kind="note", recipient=ben.public_id).count() == 0
    said = [(c.method.value, int(c.vevent.sequence.value)) for c in entries(ben)]
    assert said == [("REQUEST", 1), ("CANCEL", 2), ("REQUEST", 3)]


def test_a_place_is_kept_once_the_room_is_open(hour, people, now):
    service.take_place(hour, people[0], now=now)
    with pytest.raises(TooLateToGiveBack):
        service.give_back_place(hour, people[0], now=at(13, 45))


def test_an_hour_that_has_begun_takes_nobody(hour, people):
    with pytest.raises(HourIsOver):
        service.take_place(hour, people[0], now=at(14))


def test_calling_it_off_tells_everybody(ada, hour, people, now):
    for person in people[:2]:
        service.take_place(hour, person, now=now)

    service.cancel_hour(hour, ada, why="I am ill.", now=now)
    service.cancel_hour(hour, ada, now=now)  # sent twice

    for person in (ada, *people[:2]):
        last = mails_to(person)[-1].payload
        assert last["subject"].startswith("Cancelled: Mon 2 Mar")
        assert "I am ill." in last["text"]
        assert entries(person)[-1].method.value == "CANCEL"
    assert len([s for s in subjects(ada) if s.startswith("Cancelled")]) == 1


def test_nobody_learns_anothers_address_or_question(ada, hour, people, now):
    ben, chidi, *_ = people
    service.take_place(hour, ben, question="How do I say no?", now=now)
    service.take_place(hour, chidi, question="Whom do I ask?", now=now)
    service.give_back_place(hour, ben, now=now)
    service.cancel_hour(hour, ada, now=now)

    others = "".join(f"{row.payload}" for row in mails_to(chidi))
    assert "ben@" not in others and "How do I say no?" not in others and not says(others, "Ben")
    assert "ada@" not in others
    assert not any("ben@" in f"{row.payload}" for row in mails_to(ada))


def test_the_mentor_reads_who_comes_and_the_question(ada, hour, people, now):
    service.take_place(hour, people[0], question="How do I say no?", now=now)
    [mail] = mails_to(ada)
    assert "Ben takes a place. One place is left." in mail.payload["text"]
    assert "How do I say no?" in mail.payload["text"]
    assert entries(ada)[0].vevent.summary.value == f"Group hour: {TOPIC}"


def test_an_hour_that_nobody_joined_lapses_at_its_start(ada, hour, now):
    assert service.lapse_empty_hours(now=now) == 0
    assert service.lapse_empty_hours(now=at(14)) == 1
    assert service.lapse_empty_hours(now=at(14)) == 0

    assert hour.status == BookingStatus.LAPSED
    assert at(14) in [slot.start for slot in free_slots(ada, None, now=now)]
    assert "The time is yours again." in mails_to(ada)[-1].payload["text"]


def test_an_hour_that_somebody_joined_does_not(hour, people, now):
    service.take_place(hour, people[0], now=now)
    service.lapse_empty_hours(now=at(14, 1))
    assert hour.is_confirmed
    end_booking(hour, None, now=at(15, 30))
    assert hour.status == BookingStatus.ENDED


def test_everybody_with_a_place_is_reminded_and_nobody_else(ada, hour, people, now):
    ben, chidi, *_ = people
    for person in (ben, chidi):
        service.take_place(hour, person, now=now)
    service.give_back_place(hour, ben, now=now)

    waiting = db.session.query(Outbox).filter_by(kind="reminder", cancelled_at=None)
    assert {row.recipient for row in waiting} == {ada.public_id, chidi.public_id}
    assert waiting.count() == 4  # an hour and five minutes before, each


def test_what_is_for_two_is_refused_for_a_group(ada, hour, people, now):
    service.take_place(hour, people[0], now=now)
    for person in (ada, people[0]):
        with pytest.raises(BookingMovedOn):
            cancel_booking(hour, person, now=now)


def test_all_of_it_fits_together(app, ada, hour, people, now):
    service.take_place(hour, people[0], now=now)
    service.take_place(hour, people[1], now=now)
    service.give_back_place(hour, people[0], now=now)
    senders = app.extensions["outbox_senders"]
    assert list(violations(senders=senders)) == []


def test_too_many_in_a_group_are_found(app, hour, people):
    with transaction():
        hour.seats += [seat_of(hour, person, Part.MENTEE) for person in people[:3]]
    [broken] = violations(senders=app.extensions["outbox_senders"])
    assert hour.public_id in broken


def test_it_stands_in_everybodys_list(ada, hour, people, now, sign_in):
    service.take_place(hour, people[0], now=now)
    for person in (ada, people[0]):
        assert upcoming_bookings(person, now=now) == [hour]
        assert TOPIC in sign_in(person).get("/bookings").text


def test_pages_of_it_answer_everybody(app, ada, hour, people, now, sign_in, browser, clock):
    ben, other = people[0], people[3]
    page = f"/groups/{hour.public_id}"
    assert "2 places left" in browser().get(f"/mentors/{ada.handle}").text
    assert "Sign in and take this place" in browser().get(page).text
    assert browser().post(f"{page}/take").location.endswith(f"/sign-in?next={page}")

    taken = sign_in(ben).post(f"{page}/take", data={"question": "How do I say no?"})
    assert taken.location == f"/bookings/{hour.public_id}"
    assert sign_in(ben).get(page).location == f"/bookings/{hour.public_id}"

    mentees, mentors = (sign_in(p).get(f"/bookings/{hour.public_id}").text for p in (ben, ada))
    assert "Give the place back" in mentees and "How do I say no?" in mentees
    assert "How do I say no?" in mentors and "1 place left" in mentors
    assert not says(sign_in(other).get(page).text, "Ben")
    assert sign_in(other).get(f"/bookings/{hour.public_id}").status_code == 404

    for person in (ada, ben):
        for path in ("cancel", "move", "still-right"):
            answer = sign_in(person).get(f"/bookings/{hour.public_id}/{path}")
            assert answer.location == f"/bookings/{hour.public_id}"
        assert sign_in(person).post(f"/bookings/{hour.public_id}/cancel").status_code == 303
        assert sign_in(person).get(f"/bookings/{hour.public_id}.ics").status_code == 200
        clock.instant = at(13, 50)
        assert sign_in(person).get(f"/room/{hour.public_id}").status_code == 200
        clock.instant = now
    assert hour.is_confirmed


def test_a_full_hour_says_so(hour, people, now, sign_in):
    page = f"/groups/{hour.public_id}"
    for person in people[:2]:
        service.take_place(hour, person, now=now)
    answer = sign_in(people[2]).post(f"{page}/take", data={"question": "Mine, kept"})

    assert answer.status_code == 409
    assert "The last place is gone." in answer.text
    assert "Every place is taken." in answer.text


def test_one_who_is_booked_then_keeps_what_they_typed(make, hour, people, sign_in):
    make.booking(mentee=people[0], slot=slot_at(14, 40))
    page = f"/groups/{hour.public_id}/take"
    answer = sign_in(people[0]).post(page, data={"question": "Mine, kept"})
    assert answer.status_code == 409
    assert "Mine, kept" in answer.text


def test_it_is_offered_on_a_page(ada, sign_in):
    form = {"topic": TOPIC, "day": "2026-03-04", "start": "16:00", "length": "45", "places": "3"}
    answer = sign_in(ada).post("/availability/groups", data=form)

    assert answer.location == "/availability/groups"
    hour = db.session.query(Booking).one()
    assert hour.interval == Interval(at(16, day=4), at(16, 45, day=4))
    assert TOPIC in sign_in(ada).get("/availability/groups").text


def test_its_time_is_on_the_mentors_clock(make, sign_in):
    far = make.mentor(time_zone="Asia/Tokyo")
    form = {"topic": TOPIC, "day": "2026-03-04", "start": "16:00", "length": "60", "places": "3"}
    sign_in(far).post("/availability/groups", data=form)
    assert db.session.query(Booking).one().starts_at == at(7, day=4)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"topic": " "}, "Say in one line what the hour is about."),
        ({"topic": "x" * 121}, "Say it in 120 characters."),
        ({"day": ""}, "Choose the date."),
        ({"day": "2099-01-01"}, "Choose a date in the year ahead."),
        ({"start": "ten"}, "Not a valid time value"),
        ({"day": "2026-03-02", "start": "08:00"}, "That time is over."),
        ({"places": "4"}, "Not a valid choice"),
        ({"length": "600"}, "Not a valid choice"),
    ],
)
def test_a_form_that_makes_no_sense_is_kept_and_explained(ada, sign_in, wrong, words):
    form = {"topic": TOPIC, "day": "2026-03-04", "start": "16:00", "length": "45", "places": "3"}
    answer = sign_in(ada).post("/availability/groups", data=form | wrong)

    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.query(Booking).count() == 0


def test_an_hour_over_a_talk_is_a_409_with_the_form(make, ada, sign_in):
    make.booking(mentor=ada, slot=slot_at(14, 20))
    form = {"topic": TOPIC, "day": "2026-03-02", "start": "14:00", "length": "60", "places": "2"}
    answer = sign_in(ada).post("/availability/groups", data=form)
    assert (answer.status_code, TOPIC in answer.text) == (409, True)


def test_only_its_mentor_calls_it_off(ada, hour, people, now, sign_in):
    service.take_place(hour, people[0], now=now)
    page = f"/groups/{hour.public_id}/cancel"
    assert sign_in(people[0]).post(page).status_code == 404
    assert sign_in(people[3]).get(page).status_code == 404
    assert "Ben is told at once." in " ".join(sign_in(ada).get(page).text.split()).replace(
        "<bdi>Ben</bdi>", "Ben"
    )
    assert sign_in(ada).post(page, data={"why": "Ill"}).status_code == 303
    assert hour.status == BookingStatus.CANCELLED
    assert "Ada" in sign_in(people[0]).get(f"/bookings/{hour.public_id}").text


def test_after_it_each_mentee_answers_alone(ada, hour, people, now, sign_in, clock):
    ben, chidi = people[:2]
    for person in (ben, chidi):
        service.take_place(hour, person, now=now)
    clock.instant = at(15, 10)
    close = f"/bookings/{hour.public_id}/close"

    for person in (ben, chidi):
        assert sign_in(person).get(close).status_code == 200
        assert (
            sign_in(person).post(close, data={"step": "goal", "goal_met": "yes"}).status_code == 303
        )
    kept = {"step": "action", "when": "I am back", "will": "tell Jonas", "due_on": "2026-03-09"}
    sign_in(ben).post(close, data=kept)

    assert "tell Jonas" in sign_in(ben).get(f"/bookings/{hour.public_id}").text
    assert "tell Jonas" not in sign_in(chidi).get(f"/bookings/{hour.public_id}").text
    assert sign_in(ada).get(close).location == f"/bookings/{hour.public_id}"
    assert sign_in(ada).get("/bookings?show=past").status_code == 200
    assert sign_in(ben).get("/bookings?show=past").status_code == 200
    assert sign_in(ben).get("/actions").status_code == 200


def test_thanks_of_each_reach_the_mentor_once(ada, hour, people, now):
    for person in people[:2]:
        service.take_place(hour, person, now=now)
        thank(hour, person, f"Thanks from {person.name}", now=at(15, 10))
    assert [s for s in subjects(ada) if "thanks" in s] == ["Ben says thanks", "Chidi says thanks"]


def test_when_it_ends_with_nobody_there_all_is_noted(ada, hour, people, now):
    service.take_place(hour, people[0], now=now)
    end_booking(hour, EndedReason.ABSENT_MENTOR, now=at(15, 30))
    assert hour.status == BookingStatus.ENDED


def test_its_mentor_waits_for_nobody_in_particular(ada, hour, people, now, sign_in, clock):
    service.take_place(hour, people[0], now=now)
    clock.instant = at(14, 8)
    page = f"/bookings/{hour.public_id}"
    for person in (ada, people[0]):
        assert sign_in(person).get(f"{page}/waiting").status_code == 204
    assert sign_in(ada).post(f"{page}/no-show").status_code == 303
    assert hour.is_confirmed


def test_the_feed_says_what_it_is(hour, people, now, browser):
    service.take_place(hour, people[0], question="How do I say no?", now=now)
    token = make_feed(people[0], now=now)
    show_details(people[0], True)
    event = vobject.readOne(browser().get(f"/calendar/{token}.ics").text).vevent
    assert event.summary.value == f"Group hour: {TOPIC}, with Ada Lind"
    assert event.description.value.startswith("How do I say no?")
    assert int(event.sequence.value) == hour.sequence


def test_its_pages_ask_the_database_little(ada, hour, people, now, sign_in, count_queries):
    for person in people[:2]:
        service.take_place(hour, person, now=now)
    for path in ("/bookings", f"/bookings/{hour.public_id}", "/availability/groups"):
        client = sign_in(ada)
        with count_queries() as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= 8, path
