"""Several mentors say yes at the same moment: one of them has a talk, in every run."""

import pytest
import sqlalchemy as sa

from tests.booking.test_races import RUNS, at_once
from tests.conftest import MONDAY_9AM
from tests.factories import Maker
from tests.making.instant import QUESTION, asking, free_mentor, later
from webapp.booking.instant import accept_ask, ask_now, go_on, pass_ask, stop_asking
from webapp.booking.instant_models import InstantAsk, InstantRequest
from webapp.booking.instant_sweeps import go_on_with_requests
from webapp.booking.models import Booking
from webapp.booking.service import end_booking
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.invariants import violations
from webapp.people.models import Person

pytestmark = pytest.mark.long

NOW = MONDAY_9AM


@pytest.fixture
def make(crowd):
    return Maker(NOW)


def to_each(request, verb):
    """Return an attempt for each mentor asked, as a process of its own would make it."""

    def attempt_of(ask_id):
        def attempt():
            verb(db.session.get(InstantAsk, ask_id), now=NOW)
            return "done"

        return attempt

    return [attempt_of(ask.id) for ask in request.asks]


def count(model, *conditions):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))


def test_eight_mentors_say_yes_at_once_and_one_has_the_talk_in_every_run(crowd, make):
    mentors = [free_mentor(make) for _ in range(8)]

    for run in range(RUNS):
        request = asking(make, favourites=mentors)  # all eight are asked together
        key, yes = request.id, to_each(request, accept_ask)
        assert len(yes) == 8

        results = at_once(crowd, *yes)

        assert sorted(results) == ["done"] + ["not_asked_any_more"] * 7, run
        request = db.session.get(InstantRequest, key)
        statuses = sorted(ask.status for ask in request.asks)
        assert (request.status, statuses) == ("accepted", ["accepted"] + ["closed"] * 7)
        assert count(Booking) == run + 1
        clear_calendars()

    assert list(violations(senders=crowd.extensions["outbox_senders"])) == []


def clear_calendars():
    """End the talk, so that all eight are free for the next run."""
    talks = sa.select(Booking).where(Booking.status == "confirmed")
    for booking in db.session.scalars(talks).all():
        end_booking(booking, None, now=NOW)


def test_the_database_itself_knows_one_yes_a_request(crowd, make):
    request = asking(make, favourites=[free_mentor(make) for _ in range(2)])
    with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
        connection.execute(
            sa.update(InstantAsk.__table__)
            .where(InstantAsk.request_id == request.id)
            .values(status="accepted")
        )


@pytest.mark.parametrize("_turn", range(5))
def test_a_yes_a_no_a_change_of_mind_and_the_clock_have_one_outcome(crowd, make, _turn):
    request = asking(make, favourites=[free_mentor(make) for _ in range(3)])
    key = request.id

    def stop():
        stop_asking(db.session.get(InstantRequest, key), now=NOW)

    def expire():
        go_on(db.session.get(InstantRequest, key), now=later(make, minutes=5))

    yes, no = to_each(request, accept_ask), to_each(request, pass_ask)
    at_once(crowd, *yes, *no, stop, expire)

    request = db.session.get(InstantRequest, key)
    talks = count(Booking)
    assert (request.status, talks) in (("accepted", 1), ("withdrawn", 0), ("expired", 0))
    assert {ask.status for ask in request.asks} <= {"accepted", "passed", "closed"}
    assert list(violations(senders=crowd.extensions["outbox_senders"])) == []


def test_four_workers_ask_each_mentor_once_and_in_waves_of_three(crowd, make):
    mentors = [free_mentor(make) for _ in range(8)]
    requests = [asking(make, *mentors, mentee=make.person()).id for _ in range(2)]

    for seconds in range(30, 240, 30):
        moment = later(make, seconds=seconds)
        at_once(crowd, *[lambda moment=moment: go_on_with_requests(now=moment)] * 4)

    for key in requests:
        asks = db.session.get(InstantRequest, key).asks
        assert len({ask.mentor_id for ask in asks}) == len(asks)
        waves = [ask.wave for ask in asks]
        assert all(waves.count(wave) <= 3 for wave in waves)
        assert db.session.get(InstantRequest, key).status == "expired"
    keys = list(db.session.scalars(sa.select(Outbox.key)))
    assert len(keys) == len(set(keys))


def test_eight_taps_of_one_person_ask_once(crowd, make):
    ben, ada = make.person().id, free_mentor(make).id

    def ask():
        me = db.session.get(Person, ben)
        return ask_now(me, QUESTION, minutes=15, ranked=[ada], now=NOW).public_id

    results = at_once(crowd, *[ask] * 8)

    assert len({result for result in results if result != "asks_already"}) == 1
    assert count(InstantRequest) == 1


def test_two_who_ask_at_once_never_share_a_mentor(crowd, make):
    ada = free_mentor(make).id
    people = [make.person().id for _ in range(6)]

    def asks(person_id):
        def ask():
            me = db.session.get(Person, person_id)
            return ask_now(me, QUESTION, minutes=15, ranked=[ada], now=NOW).status

        return ask

    at_once(crowd, *(asks(person) for person in people))

    assert count(InstantAsk, InstantAsk.status == "waiting") == 1
