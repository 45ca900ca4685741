"""Eight people want the last place: one has it, each time, on the engine under test."""

import pytest

from tests.booking.test_races import NOW, RUNS, at_once
from tests.factories import Maker
from tests.making.booking import slot_at
from webapp.booking import group_service as service
from webapp.booking.models import Booking
from webapp.core.db import db
from webapp.people.models import Person

pytestmark = pytest.mark.long


@pytest.fixture
def people(crowd):
    make = Maker(NOW)
    return [make.person().id for _ in range(8)]


def hour_with_one_place_left(make):
    ada = make.mentor()
    hour = service.offer_hour(ada, slot_at(14, minutes=60), topic="One", places=2, now=NOW)
    service.take_place(hour, make.person(), now=NOW)
    return hour.id


def taking(hour_id, person_id):
    def attempt():
        hour, person = db.session.get(Booking, hour_id), db.session.get(Person, person_id)
        service.take_place(hour, person, now=NOW)
        return person_id

    return attempt


def giving_back(hour_id, person_id):
    def attempt():
        hour, person = db.session.get(Booking, hour_id), db.session.get(Person, person_id)
        service.give_back_place(hour, person, now=NOW)

    return attempt


def test_eight_want_the_last_place_and_one_has_it(crowd):
    make = Maker(NOW)
    for _ in range(RUNS):
        hour_id = hour_with_one_place_left(make)
        people = [make.person().id for _ in range(8)]

        results = at_once(crowd, *(taking(hour_id, person) for person in people))

        winners = [result for result in results if result in people]
        assert len(winners) == 1
        assert results.count("no_place_left") == 7
        assert winners[0] in [p.id for p in db.session.get(Booking, hour_id).mentees]
        assert len(db.session.get(Booking, hour_id).mentees) == 2


def test_one_who_taps_eight_times_has_one_place(crowd, people):
    hour_id = hour_with_one_place_left(Maker(NOW))
    results = at_once(crowd, *[taking(hour_id, people[0])] * 8)
    assert results == [people[0]] * 8
    assert len(db.session.get(Booking, hour_id).mentees) == 2


def test_one_person_takes_places_in_two_hours_of_one_time_and_has_one(crowd, people):
    make = Maker(NOW)
    hours = [hour_with_one_place_left(make) for _ in range(2)]
    results = at_once(crowd, *(taking(hour_id, people[0]) for hour_id in hours))
    assert sorted(map(str, results)) == sorted([str(people[0]), "booked_then"])


def test_giving_back_and_taking_at_once_never_overfills(crowd, people):
    make = Maker(NOW)
    hour_id = hour_with_one_place_left(make)
    first = db.session.get(Booking, hour_id).mentees[0].id
    at_once(crowd, giving_back(hour_id, first), *(taking(hour_id, person) for person in people))
    assert 1 <= len(db.session.get(Booking, hour_id).mentees) <= 2
