"""An answer in writing: a thread under the brief, no time taken."""

from datetime import timedelta

import pytest

from tests.making.booking import BRIEF
from tests.making.requests import QUESTION, THURSDAY_2PM, reader, sent, written
from webapp.booking.errors import NotTakingBookings, OwnCalendar, RequestMovedOn
from webapp.booking.queries import blocking_claims, free_slots
from webapp.booking.request_answers import (
    accept_request,
    answer_question,
    ask_one_thing,
    pass_request,
    withdraw_request,
)
from webapp.booking.request_errors import AnswersNoWriting, ThreadIsClosed, TooManyRequests
from webapp.booking.request_making import request_in_writing
from webapp.booking.request_models import PassReason
from webapp.booking.request_thread import close_thread, write
from webapp.core.intervals import Interval
from webapp.goals.errors import BriefClosed
from webapp.goals.service import save_brief

DAY = timedelta(days=1)


@pytest.fixture
def leila(make):
    return reader(make, writes=True)


@pytest.fixture
def ben(make):
    return make.person()


@pytest.fixture
def request_(make, leila, ben):
    return written(make, mentor=leila, mentee=ben)


def said(request):
    return [(entry.person, entry.words) for entry in request.entries if entry.kind == "wrote"]


def test_it_takes_nobodys_time(request_, leila, ben, now):
    within = Interval(now, now + 30 * DAY)

    assert request_.booking is None
    assert blocking_claims([leila.id, ben.id], within=within, now=now) == []
    assert request_.due_at == now + 2 * DAY


def test_the_mentors_first_lines_are_the_yes(request_, leila, now):
    write(request_, leila, "Tell him first.", now=now)

    assert request_.status == "accepted"
    assert request_.reacted_at == now
    assert [entry.kind for entry in request_.entries] == ["sent", "accepted", "wrote"]


def test_both_write_until_the_mentee_has_what_was_asked_for(request_, leila, ben, now):
    write(request_, leila, "Tell him first.", now=now)
    write(request_, ben, "Before the team?", now=now)
    write(request_, leila, "Yes.", now=now)
    close_thread(request_, ben, now=now + DAY)
    close_thread(request_, ben, now=now + 2 * DAY)  # tapped twice

    assert said(request_) == [
        (leila, "Tell him first."), (ben, "Before the team?"), (leila, "Yes."),
    ]  # fmt: skip
    assert (request_.status, request_.closed_at) == ("closed", now + DAY)
    for person in (leila, ben):
        with pytest.raises(ThreadIsClosed):
            write(request_, person, "One more thing.", now=now)
    with pytest.raises(BriefClosed):
        save_brief(request_.brief, BRIEF, now=now)


def test_a_double_tap_writes_once(request_, leila, now):
    first = write(request_, leila, "Tell him first.", form_key="one", now=now)

    assert write(request_, leila, "Tell him first.", form_key="one", now=now) == first
    assert len(said(request_)) == 1


def test_the_mentee_does_not_answer_for_the_mentor(request_, ben, now):
    with pytest.raises(RequestMovedOn):
        write(request_, ben, "Anybody?", now=now)


def test_only_the_mentee_says_that_it_is_enough(request_, leila, ben, now):
    with pytest.raises(RequestMovedOn):
        close_thread(request_, ben, now=now)  # before anything was answered
    write(request_, leila, "Tell him first.", now=now)
    with pytest.raises(RequestMovedOn):
        close_thread(request_, leila, now=now)


def test_one_thing_can_be_asked_before_answering(request_, leila, ben, now):
    ask_one_thing(request_, leila, QUESTION, now=now)
    assert request_.due_at == now + 7 * DAY
    answer_question(request_, ben, "No.", now=now + DAY)
    write(request_, leila, "Then tell him first.", now=now + DAY)

    assert request_.status == "accepted"


def test_there_is_no_talk_to_say_yes_to(request_, leila, now):
    with pytest.raises(RequestMovedOn):
        accept_request(request_, leila, now=now)


def test_it_can_be_passed_and_withdrawn(make, request_, leila, now):
    pass_request(request_, leila, PassReason.TIME, now=now)
    other = written(make)
    withdraw_request(other, other.mentee, now=now)

    assert (request_.status, other.status) == ("passed", "withdrawn")


def test_a_talk_may_be_answered_in_writing_where_that_is_fine(make, leila, ben, now):
    request = sent(make, mentor=leila, mentee=ben, writing_is_fine=True)
    write(request, leila, "You need no talk for this.", now=now)

    assert (request.form, request.status) == ("writing", "accepted")
    assert (request.booking.status, request.booking.ended_reason) == ("cancelled", "in_writing")
    assert THURSDAY_2PM in free_slots(leila, ben, now=now)


def test_a_talk_is_not_answered_in_writing_where_a_talk_was_wanted(make, leila, ben, now):
    request = sent(make, mentor=leila, mentee=ben)

    with pytest.raises(RequestMovedOn):
        write(request, leila, "You need no talk for this.", now=now)
    assert request.booking.status == "pending"


def test_an_agreed_talk_has_no_thread(make, leila, ben, now):
    request = sent(make, mentor=leila, mentee=ben, writing_is_fine=True)
    accept_request(request, leila, now=now)

    with pytest.raises(RequestMovedOn):
        write(request, ben, "By the way …", now=now)


def test_a_held_time_is_let_go_for_it(make, leila, ben, now):
    hold = make.hold(mentor=leila, mentee=ben, slot=THURSDAY_2PM)
    request = request_in_writing(leila, ben, BRIEF, hold=hold, now=now)

    assert (hold.status, request.form) == ("lapsed", "writing")


def test_the_same_form_sent_twice_asks_once(leila, ben, now):
    first = request_in_writing(leila, ben, BRIEF, form_key="one", now=now)

    assert request_in_writing(leila, ben, BRIEF, form_key="one", now=now) == first


def test_it_counts_among_the_three(make, leila, ben, now):
    for _ in range(3):
        written(make, mentee=ben)

    with pytest.raises(TooManyRequests):
        request_in_writing(leila, ben, BRIEF, now=now)


def test_only_who_writes_is_asked_to(make, leila, ben, now):
    paused = reader(make, writes=True, is_paused=True)
    for mentor, error in (
        (make.mentor(), AnswersNoWriting), (paused, NotTakingBookings), (leila, OwnCalendar),
    ):  # fmt: skip
        with pytest.raises(error):
            request_in_writing(mentor, leila if mentor == leila else ben, BRIEF, now=now)
