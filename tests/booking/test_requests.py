"""What two people make of a brief that is read first."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.making.booking import BRIEF, at, slot_at
from tests.making.requests import ANSWER, QUESTION, THURSDAY_2PM, asked, reader, sent
from webapp.booking import service
from webapp.booking.errors import BookingMovedOn, HoldLapsed, RequestMovedOn, SlotTaken
from webapp.booking.models import Booking
from webapp.booking.queries import free_slots, upcoming_bookings
from webapp.booking.request_answers import (
    accept_request,
    answer_question,
    ask_one_thing,
    choose_next,
    pass_request,
    withdraw_request,
)
from webapp.booking.request_errors import AskedBefore, BooksAtOnce, ReadsFirst, TooManyRequests
from webapp.booking.request_making import NextChoice, request_talk
from webapp.booking.request_models import PassReason, Request
from webapp.core.db import db
from webapp.goals.queries import unsent_brief_of
from webapp.goals.service import save_brief

HOUR = timedelta(hours=1)
FIELD = PassReason.FIELD


@pytest.fixture
def ada(make):
    return reader(make, name="Ada Lindqvist")


@pytest.fixture
def ben(make):
    return make.person(name="Ben Achterberg")


@pytest.fixture
def request_(make, ada, ben):
    return sent(make, mentor=ada, mentee=ben)


def kinds(request):
    return [entry.kind for entry in request.entries]


def test_a_brief_is_sent_and_its_time_waits(request_, ada, ben, now):
    booking = request_.booking

    assert (request_.status, booking.status) == ("open", "pending")
    assert {seat.status for seat in booking.seats} == {"pending"}
    assert request_.brief.sent_at == now
    assert request_.brief.question == BRIEF.question
    assert kinds(request_) == ["sent"]


def test_the_time_that_waits_is_offered_to_nobody_else(request_, ada, make, now):
    others = free_slots(ada, make.person(), now=now)

    assert THURSDAY_2PM not in others
    assert slot_at(14, 20, day=5) in others
    with pytest.raises(SlotTaken):
        service.hold_slot(ada, make.person(), THURSDAY_2PM, now=now)


def test_the_mentee_cannot_book_that_minute_elsewhere(request_, ben, make, now):
    with pytest.raises(SlotTaken):
        service.hold_slot(make.mentor(), ben, THURSDAY_2PM, now=now)


def test_what_waits_is_not_among_the_bookings_yet(request_, ada, ben, now):
    assert upcoming_bookings(ada, now=now) == upcoming_bookings(ben, now=now) == []


def test_a_mentor_has_48_hours_and_is_reminded_after_24(request_, now):
    assert request_.due_at == now + 48 * HOUR
    assert request_.remind_at == now + 24 * HOUR


def test_a_time_that_is_sooner_is_given_back_two_hours_before(make):
    request = sent(make, slot=slot_at(15))

    assert request.due_at == at(13)
    assert request.remind_at is None  # the day after is too late


@pytest.mark.parametrize(("hour", "minute"), [(12, 40), (9, 0)])
def test_nothing_sooner_than_four_hours_is_offered(ada, ben, now, hour, minute):
    with pytest.raises(SlotTaken):
        service.hold_slot(ada, ben, slot_at(hour, minute), now=now)


def test_four_hours_are_enough(ada, ben, now):
    assert service.hold_slot(ada, ben, slot_at(13), now=now).starts_at == now + 4 * HOUR


def test_a_longer_notice_stays_a_longer_notice(make, ben, now):
    slow = reader(make, calendar={"notice_minutes": 1440})

    assert free_slots(slow, ben, now=now)[0].start >= now + 24 * HOUR


def test_who_books_at_once_offers_the_next_minutes(make, ben, now):
    assert free_slots(make.mentor(), ben, now=now)[0].start == now


def test_sent_twice_is_one_request(make, ada, ben, now):
    hold = make.hold(mentor=ada, mentee=ben, slot=THURSDAY_2PM)
    first = request_talk(hold, ben, BRIEF, now=now)

    assert request_talk(hold, ben, BRIEF, now=now) == first
    assert kinds(first) == ["sent"]


def test_a_hold_that_ran_out_is_no_request_and_the_brief_is_kept(make, ada, ben, now):
    hold = make.hold(mentor=ada, mentee=ben, slot=THURSDAY_2PM, held_until=now)

    with pytest.raises(HoldLapsed):
        request_talk(hold, ben, BRIEF, now=now)
    assert unsent_brief_of(ben, now=now).question == BRIEF.question


def test_a_reader_is_not_booked_at_once(make, ada, ben, now):
    hold = make.hold(mentor=ada, mentee=ben, slot=THURSDAY_2PM)

    with pytest.raises(ReadsFirst):
        service.confirm_booking(hold, ben, BRIEF, now=now)


def test_who_books_at_once_is_not_asked(make, ben, now):
    hold = make.hold(mentor=make.mentor(), mentee=ben, slot=THURSDAY_2PM)

    with pytest.raises(BooksAtOnce):
        request_talk(hold, ben, BRIEF, now=now)


def test_a_mentee_waits_for_three_answers_at_most(make, ben, now):
    requests = [sent(make, mentee=ben, slot=slot_at(hour, day=5)) for hour in (9, 10, 11)]

    with pytest.raises(TooManyRequests):
        sent(make, mentee=ben, slot=slot_at(12, day=5))

    withdraw_request(requests[0], ben, now=now)
    assert sent(make, mentee=ben, slot=slot_at(13, day=5)).status == "open"


def test_the_same_two_may_have_several_requests(make, ada, ben, now):
    first = sent(make, mentor=ada, mentee=ben, slot=slot_at(9, day=5))
    second = sent(make, mentor=ada, mentee=ben, slot=slot_at(10, day=5))
    pass_request(first, ada, FIELD, now=now)
    third = sent(make, mentor=ada, mentee=ben, slot=slot_at(9, day=5))

    assert len({first.id, second.id, third.id}) == 3


def test_a_yes_books_the_time(request_, ada, now):
    accept_request(request_, ada, now=now)

    assert (request_.status, request_.booking.status) == ("accepted", "confirmed")
    assert upcoming_bookings(ada, now=now) == [request_.booking]
    assert (request_.due_at, request_.remind_at) == (None, None)
    assert [change.to_status for change in request_.booking.changes] == ["pending", "confirmed"]


def test_a_yes_said_twice_is_one(request_, ada, now):
    accept_request(request_, ada, now=now)
    accept_request(request_, ada, now=now + HOUR)

    assert kinds(request_) == ["sent", "accepted"]


def test_one_thing_is_asked_and_answered_and_the_mentor_decides(request_, ada, ben, now):
    ask_one_thing(request_, ada, QUESTION, now=now + HOUR)
    assert request_.status == "asked"
    answer_question(request_, ben, ANSWER, now=now + 2 * HOUR)
    assert request_.status == "open"

    assert [(e.kind, e.words, e.person) for e in request_.entries] == [
        ("sent", "", ben), ("asked", QUESTION, ada), ("answered", ANSWER, ben),
    ]  # fmt: skip


def test_one_thing_is_asked_once(request_, ada, ben, now):
    ask_one_thing(request_, ada, QUESTION, now=now)
    ask_one_thing(request_, ada, QUESTION, now=now)  # tapped twice
    answer_question(request_, ben, ANSWER, now=now)
    answer_question(request_, ben, ANSWER, now=now)
    assert kinds(request_) == ["sent", "asked", "answered"]

    with pytest.raises(AskedBefore):
        ask_one_thing(request_, ada, "And the others?", now=now)


def test_the_48_hours_stand_still_until_the_mentee_answers(request_, ada, ben, now):
    ask_one_thing(request_, ada, QUESTION, now=now + 10 * HOUR)
    assert request_.due_at == THURSDAY_2PM.start - 2 * HOUR
    answer_question(request_, ben, ANSWER, now=now + 30 * HOUR)

    assert request_.due_at == now + 68 * HOUR
    assert request_.remind_at == now + 44 * HOUR


def test_the_mentor_is_not_reminded_while_the_mentee_owes_an_answer(request_, ada, now):
    ask_one_thing(request_, ada, QUESTION, now=now)

    assert request_.remind_at is None


def test_a_question_that_came_after_the_reminder_brings_no_second_one(request_, ada, ben, now):
    ask_one_thing(request_, ada, QUESTION, now=now + 30 * HOUR)
    answer_question(request_, ben, ANSWER, now=now + 31 * HOUR)

    assert request_.remind_at is None
    assert request_.due_at == now + 49 * HOUR


def test_a_no_frees_the_time_and_says_why(request_, ada, ben, make, now):
    pass_request(request_, ada, PassReason.CLOSE, line="I know your investor.", now=now)

    assert (request_.status, request_.pass_reason) == ("passed", "close")
    assert (request_.booking.status, request_.booking.ended_reason) == ("cancelled", "passed")
    assert THURSDAY_2PM in free_slots(ada, make.person(), now=now)
    assert request_.entries[-1].words == "I know your investor."


def test_a_no_said_twice_is_one(request_, ada, now):
    pass_request(request_, ada, FIELD, now=now)
    pass_request(request_, ada, PassReason.TIME, now=now)

    assert kinds(request_) == ["sent", "passed"]
    assert request_.pass_reason == "field"


def test_a_request_that_is_withdrawn_leaves_the_brief(request_, ben, now):
    withdraw_request(request_, ben, now=now)
    withdraw_request(request_, ben, now=now)

    assert (request_.status, request_.booking.ended_reason) == ("withdrawn", "withdrawn")
    kept = unsent_brief_of(ben, now=now)
    assert kept != request_.brief
    assert (kept.question, kept.situation) == (BRIEF.question, BRIEF.situation)
    assert db.session.scalar(sa.select(sa.func.count(Request.id))) == 1


def test_what_is_asked_can_be_withdrawn_too(make, ben, now):
    request = asked(make, mentee=ben)
    withdraw_request(request, ben, now=now)

    assert request.status == "withdrawn"


def test_the_brief_can_be_changed_while_it_waits_and_not_after(request_, ada, now):
    save_brief(request_.brief, BRIEF, now=now)
    pass_request(request_, ada, FIELD, now=now)

    with pytest.raises(Exception, match="stays as it is"):
        save_brief(request_.brief, BRIEF, now=now)


@pytest.mark.parametrize("act", [
    lambda r, n: accept_request(r, r.mentor, now=n),
    lambda r, n: ask_one_thing(r, r.mentor, QUESTION, now=n),
    lambda r, n: pass_request(r, r.mentor, FIELD, now=n),
    lambda r, n: answer_question(r, r.mentee, ANSWER, now=n),
    lambda r, n: withdraw_request(r, r.mentee, now=n),
    lambda r, n: choose_next(r, NextChoice(None), now=n),
])  # fmt: skip
def test_what_has_run_out_is_over_before_the_worker_says_so(request_, act, now):
    with pytest.raises(RequestMovedOn):
        act(request_, now + 48 * HOUR)
    assert (request_.status, request_.booking.status) == ("open", "pending")


def test_the_last_second_is_in_time(request_, ada, now):
    accept_request(request_, ada, now=now + 48 * HOUR - timedelta(seconds=1))

    assert request_.status == "accepted"


def test_a_talk_that_waits_is_not_cancelled_as_a_booking(request_, ben, now):
    with pytest.raises(BookingMovedOn):
        service.cancel_booking(request_.booking, ben, now=now)


def test_an_agreed_talk_is_cancelled_as_every_other(request_, ada, ben, now):
    accept_request(request_, ada, now=now)
    service.cancel_booking(request_.booking, ben, now=now)

    assert (request_.status, request_.booking.status) == ("accepted", "cancelled")


def test_the_other_ones_verbs_are_refused(request_, ada, ben, now):
    for act in (
        lambda: accept_request(request_, ben, now=now),
        lambda: ask_one_thing(request_, ben, QUESTION, now=now),
        lambda: pass_request(request_, ben, FIELD, now=now),
        lambda: withdraw_request(request_, ada, now=now),
        lambda: answer_question(request_, ada, ANSWER, now=now),
    ):
        with pytest.raises(RequestMovedOn):
            act()
    assert (request_.status, kinds(request_)) == ("open", ["sent"])


def test_a_talk_waits_for_one_request_at_a_time(request_, make, now):
    twin = Request(booking=request_.booking, mentee=request_.mentee, mentor=request_.mentor)
    twin.brief, twin.status, twin.created_at = request_.brief, "open", now

    with pytest.raises(sa.exc.IntegrityError):
        make.save(twin)


def test_nothing_is_left_pending_without_a_request(make, ada, now):
    for hour in (9, 10, 11):
        request = sent(make, mentor=ada, slot=slot_at(hour, day=5))
        pass_request(request, ada, FIELD, now=now)

    assert db.session.scalars(sa.select(Booking).where(Booking.status == "pending")).all() == []
