"""Eight people want the time that came free, at the same moment: one has it, in every run."""

import pytest
import sqlalchemy as sa

from tests.booking.test_races import RUNS, at_once, overlaps
from tests.conftest import MONDAY_9AM
from tests.factories import Maker
from tests.making.booking import slot_at
from tests.making.waitlist import full_mentor, waiting
from webapp.booking import service
from webapp.booking.models import Booking
from webapp.booking.waitlist import decline_offer, leave_line, take_offer
from webapp.booking.waitlist_models import WaitlistEntry, WaitlistOffer
from webapp.booking.waitlist_queries import open_offer_to
from webapp.booking.waitlist_sweeps import look_at_all_lines, pass_offers_on
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.invariants import violations
from webapp.people.models import Person

pytestmark = pytest.mark.long

NOW = MONDAY_9AM


@pytest.fixture
def make(crowd):
    return Maker(NOW)


def test_the_offered_time_has_one_taker_of_eight_in_every_run(crowd, make):
    for run in range(RUNS):
        ada, [talk] = full_mentor(make)
        entry = waiting(make, ada)
        others = [make.person().id for _ in range(6)]
        service.cancel_booking(talk, talk.mentor, now=NOW)
        offer_id, entry_id, ada_id = open_offer_to(entry, now=NOW).id, entry.id, ada.id

        def take(offer_id=offer_id):
            return take_offer(db.session.get(WaitlistOffer, offer_id), now=NOW).status

        def hold(person_id, ada_id=ada_id):
            mentor, me = db.session.get(Person, ada_id), db.session.get(Person, person_id)
            return service.hold_slot(mentor, me, slot_at(10, day=3), now=NOW).public_id

        attempts = [lambda person=person: hold(person) for person in others]
        results = at_once(crowd, take, take, *attempts)

        assert results == ["confirmed"] * 2 + ["slot_taken"] * 6, run
        assert db.session.get(WaitlistEntry, entry_id).status == "booked"
    assert overlaps() == 0
    assert list(violations(senders=crowd.extensions["outbox_senders"])) == []


def test_a_time_given_back_goes_to_one_of_eight_in_every_run(crowd, make):
    """The holder declines while workers look and strangers reach for the same time."""
    for run in range(RUNS):
        ada, [talk] = full_mentor(make)
        first, second = waiting(make, ada), waiting(make, ada)
        others = [make.person().id for _ in range(4)]
        service.cancel_booking(talk, talk.mentor, now=NOW)
        offer_id, ada_id = open_offer_to(first, now=NOW).id, ada.id

        def decline(offer_id=offer_id):
            decline_offer(db.session.get(WaitlistOffer, offer_id), now=NOW)

        def hold(person_id, ada_id=ada_id):
            mentor, me = db.session.get(Person, ada_id), db.session.get(Person, person_id)
            return service.hold_slot(mentor, me, slot_at(10, day=3), now=NOW).public_id

        workers = [lambda: pass_offers_on(now=NOW)] * 3
        at_once(crowd, decline, *workers, *(lambda p=person: hold(p) for person in others))

        live = sa.select(sa.func.count(Booking.id)).where(
            Booking.status == "held", Booking.seats.any(person_id=ada_id)
        )
        assert db.session.scalar(live) == 1, run
        del second
    assert overlaps() == 0


def test_four_workers_offer_each_time_once_and_to_the_first(crowd, make):
    ada, talks = full_mentor(make, slots=3)
    entries = [waiting(make, ada).id for _ in range(8)]

    def cancel(talk_id):
        talk = db.session.get(Booking, talk_id)
        service.cancel_booking(talk, talk.mentor, now=NOW)

    def work():
        look_at_all_lines(now=NOW)
        pass_offers_on(now=NOW)

    talk_ids = [talk.id for talk in talks]
    at_once(crowd, *(lambda t=t: cancel(t) for t in talk_ids), *[work] * 4)
    work()

    offers = db.session.scalars(sa.select(WaitlistOffer)).all()
    assert len(offers) == len({offer.starts_at for offer in offers}) == 3
    assert sorted(offer.entry_id for offer in offers) == entries[:3]
    mails = db.session.scalars(sa.select(Outbox.key).where(Outbox.key.startswith("offer:"))).all()
    assert len(mails) == 6  # a mail and a push for each
    assert overlaps() == 0


@pytest.mark.parametrize("_turn", range(4))
def test_taking_declining_leaving_and_the_clock_have_one_outcome(crowd, make, _turn):
    ada, [talk] = full_mentor(make)
    entry = waiting(make, ada)
    service.cancel_booking(talk, talk.mentor, now=NOW)
    offer_id, entry_id = open_offer_to(entry, now=NOW).id, entry.id

    def step(verb, model, key):
        return lambda: verb(db.session.get(model, key), now=NOW)

    at_once(
        crowd,
        step(take_offer, WaitlistOffer, offer_id),
        step(decline_offer, WaitlistOffer, offer_id),
        step(leave_line, WaitlistEntry, entry_id),
        lambda: pass_offers_on(now=NOW),
    )

    status = db.session.get(WaitlistEntry, entry_id).status
    booking = db.session.get(WaitlistOffer, offer_id).booking.status
    assert (status, booking) in (("booked", "confirmed"), ("left", "lapsed"))
    assert list(violations(senders=crowd.extensions["outbox_senders"])) == []


def test_eight_taps_are_one_place_in_the_line(crowd, make):
    ada, _ = full_mentor(make)
    ben, ada_id = make.person().id, ada.id

    def join():
        mentor, me = db.session.get(Person, ada_id), db.session.get(Person, ben)
        return waiting(make, mentor, person=me).id

    results = at_once(crowd, *[join] * 8)
    assert len(set(results)) == 1
