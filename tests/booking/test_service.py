"""From a hold to a booking and to its end."""

from datetime import timedelta

import pytest

from tests.making.booking import BRIEF, at, slot_at
from webapp.booking import service
from webapp.booking.errors import BookingMovedOn, HoldLapsed, KeptLongest, TalkHasBegun
from webapp.booking.events import BookingCancelled, BookingConfirmed, BookingEnded
from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import BookingStatus
from webapp.booking.queries import free_slots
from webapp.core.events import announce
from webapp.goals.errors import BriefClosed, NoQuestion
from webapp.goals.prompts import Prompts
from webapp.goals.service import save_brief


@pytest.fixture(autouse=True)
def heard(monkeypatch):
    """What the service announced."""
    heard = []

    def listen(event):
        heard.append(event)
        announce(event)

    monkeypatch.setattr(service, "announce", listen)
    return heard


@pytest.fixture
def hold(ada, ben, now):
    return service.hold_slot(ada, ben, slot_at(10), line="Who tells Jonas?", now=now)


@pytest.fixture
def booking(hold, ben, now):
    service.confirm_booking(hold, ben, BRIEF, now=now)
    return hold


def test_confirming_makes_a_booking_of_the_hold_and_sends_the_brief(hold, ben, now, heard):
    service.confirm_booking(hold, ben, BRIEF, now=now)

    assert hold.status == BookingStatus.CONFIRMED
    assert {seat.status for seat in hold.seats} == {BookingStatus.CONFIRMED}
    assert hold.held_until is None
    assert (hold.brief.question, hold.brief.sent_at) == (BRIEF.question, now)
    assert heard == [BookingConfirmed(hold.id)]


def test_confirming_twice_books_once(booking, ben, now, heard):
    service.confirm_booking(booking, ben, BRIEF, now=now)

    assert [change.to_status for change in booking.changes] == ["held", "confirmed"]
    assert heard == [BookingConfirmed(booking.id)]


def test_a_hold_confirmed_too_late_is_not_a_booking_but_what_was_typed_is_kept(
    hold, ben, clock, heard
):
    clock.advance(minutes=5)

    with pytest.raises(HoldLapsed):
        service.confirm_booking(hold, ben, BRIEF, now=clock.now())

    assert hold.status == BookingStatus.HELD
    assert (hold.brief.situation, hold.brief.sent_at) == (BRIEF.situation, None)
    assert heard == []


def test_a_brief_without_a_question_is_not_sent(hold, ben, now):
    with pytest.raises(NoQuestion):
        service.confirm_booking(hold, ben, Prompts(situation="Well."), now=now)

    assert hold.status == BookingStatus.HELD


def test_a_hold_can_be_kept_for_five_minutes_from_now(hold, clock):
    clock.advance(minutes=3)

    service.keep_hold(hold, now=clock.now())

    assert hold.held_until == at(9, 8)
    assert {seat.held_until for seat in hold.seats} == {at(9, 8)}


def test_a_hold_is_kept_for_fifteen_minutes_at_most(hold, clock):
    for _ in range(3):
        clock.advance(minutes=4)
        service.keep_hold(hold, now=clock.now())

    assert hold.held_until == at(9, 15)
    with pytest.raises(KeptLongest):
        service.keep_hold(hold, now=clock.now())


def test_a_lapsed_hold_cannot_be_kept(hold, clock):
    clock.advance(minutes=5)

    with pytest.raises(HoldLapsed):
        service.keep_hold(hold, prompts=BRIEF, now=clock.now())

    assert hold.brief.question == BRIEF.question


def test_letting_go_frees_the_time_at_once(hold, ada, ben, make, now):
    service.let_go(hold, ben, now=now)

    assert hold.status == BookingStatus.LAPSED
    assert slot_at(10) in free_slots(ada, make.person(), now=now)


@pytest.mark.parametrize(
    ("part", "reason"), [("mentor", EndedReason.BY_MENTOR), ("mentee", EndedReason.BY_MENTEE)]
)
def test_both_may_cancel_before_it_begins(booking, part, reason, now, heard):
    person = getattr(booking, part)

    service.cancel_booking(booking, person, why="Ill", now=now)

    assert (booking.status, booking.ended_reason) == (BookingStatus.CANCELLED, reason)
    assert booking.sequence == 1
    assert (booking.changes[-1].person_id, booking.changes[-1].why) == (person.id, "Ill")
    assert heard[-1] == BookingCancelled(booking.id, person.id)


def test_a_cancelled_time_is_free_for_others(booking, ben, ada, now):
    service.cancel_booking(booking, ben, now=now)

    assert slot_at(10) in free_slots(ada, None, now=now)


def test_cancelling_twice_is_one_cancel(booking, ada, ben, now, heard):
    service.cancel_booking(booking, ben, now=now)
    service.cancel_booking(booking, ada, now=now)

    assert heard.count(BookingCancelled(booking.id, ben.id)) == 1
    assert booking.ended_reason == EndedReason.BY_MENTEE


def test_a_talk_that_has_begun_cannot_be_cancelled(booking, ben):
    with pytest.raises(TalkHasBegun):
        service.cancel_booking(booking, ben, now=at(10))

    assert booking.status == BookingStatus.CONFIRMED


def test_a_talk_that_is_over_cannot_be_cancelled(booking, ben):
    service.end_booking(booking, EndedReason.COMPLETED, now=at(10, 20))

    with pytest.raises(BookingMovedOn):
        service.cancel_booking(booking, ben, now=at(10, 20))


def test_after_a_cancel_the_brief_goes_on_to_another_mentor(booking, ben, make, now):
    service.cancel_booking(booking, ben, now=now)

    next_one = service.hold_slot(make.mentor(), ben, slot_at(11), now=now)

    assert next_one.brief.question == BRIEF.question
    assert next_one.brief != booking.brief
    with pytest.raises(BriefClosed):
        save_brief(booking.brief, Prompts(question="Another"), now=now)


def test_a_sent_brief_is_not_offered_again(booking, ben, make, now):
    assert service.hold_slot(make.mentor(), ben, slot_at(11), now=now).brief.question == ""


def test_another_line_begins_another_brief(hold, ben, make, now):
    other = service.hold_slot(
        make.mentor(), ben, slot_at(11), line="How do I hire?", now=now + timedelta(minutes=1)
    )

    assert other.brief.question == "How do I hire?"
    assert hold.brief.question == "Who tells Jonas?"


def test_ending_a_talk_closes_its_brief(booking, heard):
    service.end_booking(booking, EndedReason.ABSENT_MENTEE, now=at(10, 20))
    service.end_booking(booking, EndedReason.COMPLETED, now=at(10, 21))

    assert (booking.status, booking.ended_reason) == ("ended", "absent_mentee")
    assert booking.brief.closed_at == at(10, 20)
    assert heard == [BookingConfirmed(booking.id), BookingEnded(booking.id)]
    assert booking.changes[-1].person_id is None
