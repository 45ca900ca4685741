"""Standing in line: who is offered what came free, for how long, and who is next."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.making.booking import BRIEF, at, slot_at
from tests.making.waitlist import MARCH, TUESDAY, full_mentor, waiting
from webapp.booking import service
from webapp.booking.errors import NotTakingBookings, OwnCalendar, SlotTaken
from webapp.booking.moving import move_booking
from webapp.booking.waitlist import (
    change_wish,
    decline_offer,
    join_line,
    leave_line,
    offer_time,
    take_offer,
)
from webapp.booking.waitlist_errors import OfferOver, TooManyLines
from webapp.booking.waitlist_following import stir
from webapp.booking.waitlist_models import WaitlistEntry, WaitlistOffer
from webapp.booking.waitlist_queries import open_offer_to, position_of
from webapp.booking.waitlist_sweeps import look_at_all_lines, pass_offers_on
from webapp.booking.waitlist_times import Wanted
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.outbox import Outbox
from webapp.invariants import violations
from webapp.scheduling.events import AvailabilityChanged

TEN = slot_at(10, day=3)


def offer_to(entry, now):
    return open_offer_to(entry, now=now)


def cancel(booking, now):
    service.cancel_booking(booking, booking.mentor, now=now)


def test_what_comes_free_is_held_a_quarter_of_an_hour_for_the_first_in_line(app, make, now):
    ada, [talk] = full_mentor(make)
    first, second = waiting(make, ada), waiting(make, ada)
    assert (first.status, second.status) == ("waiting", "waiting")

    cancel(talk, now)

    offer = offer_to(first, now)
    assert (first.status, second.status) == ("offered", "waiting")
    assert offer.booking.interval == TEN and offer.until == at(9, 15)
    assert {seat.person_id for seat in offer.booking.seats} == {ada.id, first.person_id}
    assert offer.booking.brief.question == "Who tells him?"
    assert list(violations(senders=app.extensions["outbox_senders"])) == []


def test_nobody_else_can_take_it_meanwhile(make, now):
    ada, [talk] = full_mentor(make)
    waiting(make, ada)
    cancel(talk, now)
    with pytest.raises(SlotTaken):
        service.hold_slot(ada, make.person(), TEN, now=now)


def test_nor_in_the_moment_between_two_who_wait(make, now):
    ada, [talk] = full_mentor(make)
    first, second = waiting(make, ada), waiting(make, ada)
    cancel(talk, now)
    over = at(9, 15)  # and no worker has looked yet

    with pytest.raises(SlotTaken):
        service.hold_slot(ada, make.person(), TEN, now=over)
    pass_offers_on(now=over)

    assert (first.status, second.status) == ("waiting", "offered")


def test_what_nobody_in_line_wants_is_for_everybody(make, now):
    ada, [talk] = full_mentor(make)
    first, evening = waiting(make, ada), waiting(make, ada, parts=frozenset({"evening"}))
    cancel(talk, now)

    hold = service.hold_slot(ada, make.person(), TEN, now=at(9, 15))

    assert hold.status == "held"
    assert (first.status, evening.status) == ("waiting", "waiting")


def test_taking_it_books_it_with_the_brief(make, now):
    ada, [talk] = full_mentor(make)
    entry = waiting(make, ada)
    cancel(talk, now)

    booking = take_offer(offer_to(entry, now), now=now)
    take_offer(db.session.query(WaitlistOffer).one(), now=now)  # tapped twice

    assert booking.status == "confirmed"
    assert entry.status == "booked" and entry.closed_at == now
    assert booking.mentee == entry.person


def test_confirming_it_the_usual_way_is_taking_it(make, now):
    ada, [talk] = full_mentor(make)
    entry = waiting(make, ada)
    cancel(talk, now)
    service.confirm_booking(offer_to(entry, now).booking, entry.person, BRIEF, now=now)
    assert entry.status == "booked"


def test_declining_gives_it_to_the_next_at_once_and_keeps_the_place(make, now):
    ada, [talk] = full_mentor(make)
    first, second = waiting(make, ada), waiting(make, ada)
    cancel(talk, now)

    decline_offer(offer_to(first, now), now=now)

    assert (first.status, second.status) == ("waiting", "offered")
    assert position_of(first) == 1
    assert offer_to(second, now).booking.interval == TEN


def test_letting_the_hold_go_is_declining(make, now):
    ada, [talk] = full_mentor(make)
    first, second = waiting(make, ada), waiting(make, ada)
    cancel(talk, now)
    service.let_go(offer_to(first, now).booking, first.person, now=now)
    assert (first.status, second.status) == ("waiting", "offered")


def test_after_fifteen_minutes_the_next_is_asked(make, clock):
    ada, [talk] = full_mentor(make)
    first, second = waiting(make, ada), waiting(make, ada)
    cancel(talk, clock.now())
    offer = offer_to(first, clock.now())

    clock.advance(minutes=14, seconds=59)
    pass_offers_on(now=clock.now())
    assert first.status == "offered"
    clock.advance(seconds=1)
    pass_offers_on(now=clock.now())

    assert (first.status, second.status) == ("waiting", "offered")
    with pytest.raises(OfferOver):
        take_offer(offer, now=clock.now())


def test_nobody_is_offered_the_same_time_twice_and_then_it_is_free_for_all(make, now):
    ada, [talk] = full_mentor(make)
    entry = waiting(make, ada)
    cancel(talk, now)
    decline_offer(offer_to(entry, now), now=now)
    look_at_all_lines(now=now)
    pass_offers_on(now=now)

    assert entry.status == "waiting" and offer_to(entry, now) is None
    assert service.hold_slot(ada, make.person(), TEN, now=now).status == "held"


def test_two_times_that_come_free_go_to_two_people(make, now):
    ada, talks = full_mentor(make, slots=2)
    first, second = waiting(make, ada), waiting(make, ada)
    for talk in talks:
        cancel(talk, now)
    starts = {offer_to(entry, now).booking.starts_at for entry in (first, second)}
    assert starts == {at(10, day=3), at(10, 20, day=3)}


def test_a_moved_talk_frees_its_old_time(make, now):
    ada, [talk] = full_mentor(make)
    make.override(ada, date(2026, 3, 4), [[600, 620]])
    entry = waiting(make, ada, parts=frozenset({"morning"}))
    decline = offer_to(entry, now)  # Wednesday is free at once
    assert decline.booking.starts_at == at(10, day=4)
    decline_offer(decline, now=now)

    move_booking(talk, talk.mentor, at(10, day=4), now=now)

    assert offer_to(entry, now).booking.interval == TEN


def test_a_hold_that_lapses_frees_its_time(make, now):
    ada = make.mentor(rules=[(TUESDAY, 600, 620)], calendar={"window_days": 5})
    hold = make.hold(mentor=ada, slot=TEN)
    entry = waiting(make, ada)
    service.let_go(hold, hold.mentee, now=now)
    assert entry.status == "offered"


def test_hours_that_are_added_are_offered_too(make, now):
    ada, _ = full_mentor(make)
    entry = waiting(make, ada)
    with transaction():
        db.session.add(make.rule_of(ada, TUESDAY, 660, 680))
        db.session.flush()
        announce(AvailabilityChanged(ada.id))
    assert offer_to(entry, now).booking.starts_at == at(11, day=3)


def test_a_time_that_is_free_already_is_offered_at_once(make, now):
    entry = waiting(make, make.mentor())
    assert entry.status == "offered"


def test_only_what_fits_the_wish_is_offered(make, now):
    ada, [talk] = full_mentor(make)
    evenings = waiting(make, ada, parts=frozenset({"evening"}))
    later = join_line(make.person(), ada, Wanted(date(2026, 3, 4), MARCH[1]), minutes=20, now=now)
    mornings = waiting(make, ada, parts=frozenset({"morning"}))
    cancel(talk, now)
    assert [e.status for e in (evenings, later, mornings)] == ["waiting", "waiting", "offered"]


def test_who_is_busy_then_is_passed_over_and_keeps_the_place(make, now):
    ada, [talk] = full_mentor(make)
    busy, idle = waiting(make, ada), waiting(make, ada)
    make.booking(mentee=busy.person, slot=TEN)
    cancel(talk, now)
    assert (busy.status, idle.status) == ("waiting", "offered")


def test_a_mentor_who_pauses_offers_nothing(make, now):
    ada, [talk] = full_mentor(make)
    entry = waiting(make, ada)
    with transaction():
        ada.profile.is_paused = True
    cancel(talk, now)
    assert entry.status == "waiting"
    with pytest.raises(NotTakingBookings):
        waiting(make, ada)


def test_asking_twice_keeps_the_place_and_takes_the_new_wish(make, now):
    ada, _ = full_mentor(make)
    ben = make.person()
    once = waiting(make, ada, person=ben)
    again = waiting(make, ada, person=ben, parts=frozenset({"evening"}))
    assert once == again and again.parts == ["evening"]
    assert WaitlistEntry.query.count() == 1


def test_leaving_gives_a_held_time_on(make, now):
    ada, [talk] = full_mentor(make)
    first, second = waiting(make, ada), waiting(make, ada)
    cancel(talk, now)
    leave_line(first, now=now)
    leave_line(first, now=now)
    assert (first.status, second.status) == ("left", "offered")


def test_another_wish_is_looked_at_at_once(make, now):
    ada, [talk] = full_mentor(make)
    entry = waiting(make, ada, parts=frozenset({"evening"}))
    cancel(talk, now)
    change_wish(entry, Wanted(*MARCH), now=now)
    assert entry.status == "offered"


def test_after_the_last_day_the_line_is_over(make, clock):
    ada, [talk] = full_mentor(make)
    entry = waiting(make, ada)
    clock.advance(days=30)
    look_at_all_lines(now=clock.now())
    pass_offers_on(now=clock.now())
    assert entry.status == "over"


def test_nobody_waits_for_themselves_or_for_more_than_ten(make, now):
    ada, _ = full_mentor(make)
    with pytest.raises(OwnCalendar):
        waiting(make, ada, person=ada)
    ben = make.person()
    for _ in range(10):
        waiting(make, full_mentor(make)[0], person=ben)
    with pytest.raises(TooManyLines):
        waiting(make, ada, person=ben)


def test_the_first_in_line_is_told_and_called_off_when_it_is_settled(make, now):
    ada, [talk] = full_mentor(make, name="Ada Lindqvist")
    entry = waiting(make, ada)
    cancel(talk, now)
    offer = offer_to(entry, now)

    rows = sa.select(Outbox).where(Outbox.key.startswith(f"offer:{offer.public_id}"))
    mail, note = db.session.scalars(rows.order_by(Outbox.id)).all()
    assert mail.recipient == entry.person.email
    assert mail.payload["subject"].startswith("A time came free: Tue 3 Mar, 10:00, 20 minutes")
    assert f"/offers/{offer.public_id}" in mail.payload["text"]
    assert "Yours until 09:15." in mail.payload["text"]
    assert "Ada" not in note.payload["title"] + note.payload["body"]

    decline_offer(offer, now=now)
    assert mail.cancelled_at and note.cancelled_at


def test_a_worker_offers_what_a_process_left_behind(make, now, monkeypatch):
    """Killed after the commit of the cancel: the line is marked, and the next turn finds it."""
    ada, [talk] = full_mentor(make)
    entry = waiting(make, ada)
    with monkeypatch.context() as killed:
        killed.setattr("webapp.booking.waitlist_reactions.after_commit", lambda action: None)
        cancel(talk, now)
    assert entry.status == "waiting" and entry.stirred_at == now

    pass_offers_on(now=now)
    assert entry.status == "offered"


def test_who_is_behind_waits_until_those_ahead_were_looked_at(make, now):
    ada, _talks = full_mentor(make)
    first, second = waiting(make, ada), waiting(make, ada)
    with transaction():
        stir([ada.id], now=now)

    offer_time(second, now=now)
    assert second.stirred_at is not None

    for entry in (first, second):
        offer_time(entry, now=now)
    assert (first.stirred_at, second.stirred_at) == (None, None)
